"""What a coding page shows: what is to be decided, the comments to decide on, and what stands around them.

Nothing of a machine gets in: the values here are made of a sheet, of threads, and of the links that a thread states or
that are guessed, which are told from another. No coding is ever an argument.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from discourse.codebook import ClaimType, Codebook, Target
from discourse.human.codings import CODES
from discourse.human.drawing import Page
from discourse.human.sheets import Sheet
from discourse.languages import OTHER, comment_languages, primary
from discourse.model import Comment, Thread, Variable
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE, GUESSED_KINDS, LINK_KINDS
from discourse.reporting.listing import posted_when
from discourse.reporting.terms import CODES as CODES_SAID
from discourse.reporting.wording import dated
from discourse.translation import named, translated
from discourse.visible import masked

MOST_BODY = 20_000
"""Characters of an article that are shown."""
MOST_TITLE = 500
"""Characters of a title and of a byline that are shown."""
MOST_NAME = 200
"""Characters of an author's name that are shown."""
MOST_ABOVE = 12
"""Comments above the one to be coded, nearest first."""
_ENOUGH = 100
"""Comments by which the language of a thread is told."""
MOST_BELOW = 12
"""Comments that answer it."""


class Choice(msgspec.Struct, frozen=True):
    """A code, what it is called, and what it means."""

    code: str
    label: str
    meaning: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be decided about a comment: a variable, and its target where it has one."""

    variable: Variable
    target: str | None
    label: str
    definition: str
    choices: tuple[Choice, ...]
    hints: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    many: bool = False


class Group(msgspec.Struct, frozen=True):
    """The rows of one variable under one heading."""

    title: str
    rows: tuple[Row, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A comment as the page shows it; ``answers`` is the place of its parent, -1 for the article, -2 for unknown."""

    id: str
    number: int
    text: str
    author: str = ""
    when: str = ""
    answers: int = -2
    guessed: bool = False
    gone: bool = False


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """A thread: its article, and those of its comments that are to be coded or stand around these.

    ``language`` is a tag, empty where nothing shows in which language they are.
    """

    source: str
    title: str
    byline: str
    body: str
    comments: tuple[Said, ...]
    language: str = ""


class Item(msgspec.Struct, frozen=True):
    """A comment to be coded, by its thread and its place there, with the places above it and of its answers."""

    page: int
    at: int
    above: tuple[int, ...]
    below: tuple[int, ...]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """All that a coding page holds; ``sheet`` and ``codebook`` (its hash) go into the file that it gives.

    ``defining`` asks coders for definitions of their own.
    """

    sheet: str
    codebook: str
    title: str
    variables: tuple[Variable, ...]
    groups: tuple[Group, ...]
    pages: tuple[Around, ...]
    items: tuple[Item, ...]
    defining: bool = False


class Flat(msgspec.Struct, frozen=True):
    """A thread as a list, for the page that asks what each comment answers; ``sheet`` is an id for its file."""

    sheet: str
    page: Around


def flat_content(sheet: str, thread: Thread) -> Flat:
    """Return a thread as a list that does not say what its comments answer."""
    comments = tuple(_bare(comment, number) for number, comment in enumerate(thread.comments))
    return Flat(sheet, Around(source=thread.article.source, **_article(thread), comments=comments))


def content(sheet: Sheet, pages: Sequence[Page]) -> Content:
    """Return what the page of a sheet shows; rows of the sheet whose comment no page has are left out.

    Where no claim type of the codebook has a definition, coders are asked for their own.
    """
    wanted: dict[str, list[str]] = {}
    for row in sheet.rows:
        wanted.setdefault(row.source, []).append(row.comment)
    kept = [page for page in pages if page.source in wanted]
    views = [_view(page, wanted[page.source]) for page in kept]
    places = {
        (page.source, around.comments[item.at].id): Item(number, item.at, item.above, item.below)
        for number, (page, (around, items)) in enumerate(zip(kept, views, strict=True))
        for item in items
    }
    return Content(
        sheet=sheet.id,
        codebook=sheet.codebook.hash,
        title=sheet.codebook.title,
        variables=sheet.variables,
        groups=tuple(_groups(sheet)),
        pages=tuple(around for around, _ in views),
        defining=bool(sheet.codebook.claim_types) and not any(each.definition for each in sheet.codebook.claim_types),
        items=tuple(places[row.source, row.comment] for row in sheet.rows if (row.source, row.comment) in places),
    )


def _view(page: Page, wanted: Iterable[str]) -> tuple[Around, list[Item]]:
    numbers = {comment.id: number for number, comment in reversed(list(enumerate(page.thread.comments)))}
    coded = sorted({numbers[each] for each in wanted if each in numbers})
    parents = [int(parent) for parent in page.graph.parent]
    above = {number: list(_above(number, parents)) for number in coded}
    below = {
        number: [int(each) for each in np.flatnonzero(page.graph.parent == number)[:MOST_BELOW]] for number in coded
    }
    shown = sorted({*coded, *(each for near in (above, below) for each in _all(near.values()))})
    place = {number: at for at, number in enumerate(shown)}
    around = Around(
        source=page.source,
        **_article(page.thread),
        comments=tuple(_said(page, number, place) for number in shown),
    )
    items = [
        Item(
            0, place[number], tuple(place[each] for each in above[number]), tuple(place[each] for each in below[number])
        )
        for number in coded
    ]
    return around, items


def _all(lists: Iterable[list[int]]) -> Iterator[int]:
    for each in lists:
        yield from each


def _above(number: int, parents: Sequence[int]) -> Iterator[int]:
    """Yield the comments above one, the nearest first."""
    for _ in range(MOST_ABOVE):
        number = parents[number]
        if number < 0:
            return
        yield number


def _article(thread: Thread) -> dict[str, str]:
    article = thread.article
    parts = (article.site, article.author, dated(article.published) if article.published else None)
    body = masked(article.body or "")
    return {
        "title": _cut(masked(article.title or article.source), MOST_TITLE),
        "byline": _cut(" · ".join(masked(part) for part in parts if part), MOST_TITLE),
        "body": _cut(body, MOST_BODY),
        "language": spoken(thread),
    }


def spoken(thread: Thread) -> str:
    """Return in which language a thread is, for those who have it read aloud: as the page says, else as it looks.

    It is a tag such as ``de``, empty where nothing shows it.
    """
    said = primary(thread.article.language)
    if said is None:
        first = msgspec.structs.replace(thread, comments=thread.comments[:_ENOUGH])
        often = Counter(each for each in comment_languages(first) if each not in (None, OTHER))
        said = min(often, key=lambda each: (-often[each], each)) if often else None
    return said if said and re.fullmatch("[a-z]{2,3}", said) else ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _said(page: Page, number: int, place: dict[int, int]) -> Said:
    parent = int(page.graph.parent[number])
    return msgspec.structs.replace(
        _bare(page.thread.comments[number], number),
        answers=ARTICLE if parent == ARTICLE else place.get(parent, -2),
        guessed=LINK_KINDS[int(page.graph.kind[number])] in GUESSED_KINDS,
    )


def _bare(comment: Comment, number: int) -> Said:
    return Said(
        id=comment.id,
        number=number + 1,
        text=masked(comment.text),
        author=_cut(masked(comment.author or ""), MOST_NAME),
        when=masked(posted_when(comment) or ""),
        gone=is_gone(comment),
    )


def _groups(sheet: Sheet) -> Iterator[Group]:
    for variable in sheet.variables:
        rows = tuple(_rows(variable, sheet.codebook))
        if rows:
            yield Group(_titles()[variable], rows)


def _rows(variable: Variable, book: Codebook) -> Iterator[Row]:
    choices = tuple(_choices(variable))
    if variable == "claim":
        yield from (_claim(claim, choices) for claim in book.claim_types)
    elif variable == "stance":
        yield from (_target(target, choices) for target in book.targets)
    else:
        yield Row(
            variable=variable,
            target=None,
            label=_titles()[variable],
            definition=_asks()[variable],
            choices=choices,
            many=variable == "form",
        )


def _claim(claim: ClaimType, choices: tuple[Choice, ...]) -> Row:
    # Examples are in the language of the codebook alone: beside a definition in another they are no help.
    in_own_words = named(claim.definition) == claim.definition
    return Row(
        variable="claim",
        target=claim.id,
        label=masked(named(claim.label)),
        definition=masked(named(claim.definition)),
        choices=choices,
        examples=tuple(map(masked, claim.examples if in_own_words else ())),
        counter_examples=tuple(map(masked, claim.counter_examples if in_own_words else ())),
    )


def _target(target: Target, choices: tuple[Choice, ...]) -> Row:
    return Row(
        variable="stance",
        target=target.id,
        label=masked(named(target.label)),
        definition=masked(target.statement),
        choices=choices,
        hints=tuple(map(masked, target.names)),
    )


def _choices(variable: Variable) -> Iterator[Choice]:
    means = meanings()
    for code in CODES[variable]:
        if code != "absent":
            yield Choice(code, translated(code), means[variable, code])


def _titles() -> dict[Variable, str]:
    return {
        "reply_stance": translated("How it answers"),
        "stance": translated("Stance toward"),
        "claim": translated("Claims"),
        "form": translated("Form of what it says"),
    }


def _asks() -> dict[Variable, str]:
    return {
        "reply_stance": translated("How does this comment answer what stands above it?"),
        "form": translated("Select words first, then say what form they have; one mark for each thing said."),
    }


def meanings() -> dict[tuple[Variable, str], str]:
    """Return what each code of each variable means, in a line: the terms of reports."""
    return {(variable, fact.label): translated(fact.value) for variable, facts in CODES_SAID.items() for fact in facts}
