"""By what the comments of a page can be filtered: stance, claim, target, author and kind of link."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from discourse.replies.graph import LINK_KINDS
from discourse.reporting.records import Label, Passage
from discourse.translation import translated

UNCODED = "uncoded"
"""The value of comments that have no reply stance, not even an undecided one."""


class Option(NamedTuple):
    """A value that one can filter by: as addresses name it, and in words."""

    value: str
    label: str


class Facet(NamedTuple):
    """A property of comments: its key in addresses, its options, and for each comment which of these it has.

    ``few`` tells that the options are few and known, so that a page can show them all at once.
    """

    key: str
    title: str
    options: tuple[Option, ...]
    of: tuple[tuple[int, ...], ...]
    few: bool = False


def facets(passages: Sequence[Passage]) -> tuple[Facet, ...]:
    """Return the facets by which these comments differ."""
    found = (
        _facet("stance", translated("Reply stance"), _options(stance_words()), map(_stances, passages), few=True),
        _facet(
            "link",
            translated("Kind of link"),
            _options(_link_words()),
            ([one.answer.kind] for one in passages),
            few=True,
        ),
        _subjects("claim", translated("Claim"), passages),
        _subjects("target", translated("Stance toward a target"), passages),
        _facet("author", translated("Author"), _authors(passages), ([one.author] for one in passages)),
    )
    return tuple(facet for facet in found if len(set(facet.of)) > 1)


def _facet(
    key: str, title: str, options: Sequence[Option], values: Iterable[Iterable[str]], *, few: bool = False
) -> Facet:
    """Return the facet with those options alone that some comment has."""
    of_comments = [frozenset(own) for own in values]
    present = frozenset[str]().union(*of_comments)
    kept = tuple(option for option in options if option.value in present)
    places = {option.value: place for place, option in enumerate(kept)}
    of = tuple(tuple(sorted(places[value] for value in own if value in places)) for own in of_comments)
    return Facet(key, title, kept, of, few)


def stance_words() -> dict[str, str]:
    """Return the reply stances in words, in the order in which a page has them."""
    return {
        "support": translated("support"),
        "deny": translated("deny"),
        "query": translated("query"),
        "comment": translated("comment"),
        "undecided": translated("undecided"),
        UNCODED: translated("not coded"),
    }


def stance_of(passage: Passage) -> str:
    """Return the first reply stance of a comment, by which it is drawn."""
    return next(iter(_stances(passage)))


def _stances(passage: Passage) -> list[str]:
    codes = [label.code for label in passage.labels if label.variable == "reply_stance"]
    return codes or [UNCODED]


def _link_words() -> dict[str, str]:
    said = {
        "explicit": translated("stated by the page"),
        "quote": translated("by the words it quotes"),
        "name": translated("by the name it uses"),
        "inferred": translated("inferred"),
        "missing": translated("not known"),
    }
    return {kind: said[kind] for kind in LINK_KINDS}


def _options(words: Mapping[str, str]) -> list[Option]:
    return [Option(value, label) for value, label in words.items()]


def _subjects(key: str, title: str, passages: Sequence[Passage]) -> Facet:
    """Return claims or targets, each as a whole (``unsafe``) and by code (``unsafe:asserts``), the most frequent first.

    A page names a claim type or target by the anchor of its row, which is its id after the variable.
    """
    variable = "claim" if key == "claim" else "stance"
    in_text = _labels_of(variable)
    labels = [label for passage in passages for label in in_text(passage)]
    subjects = Counter((label.anchor or "", label.subject) for label in labels)
    codes = Counter((label.anchor or "", label.code) for label in labels)
    options: dict[str, Option] = {}
    for (anchor, subject), _ in sorted(subjects.items(), key=lambda one: (-one[1], one[0])):
        named = _id(anchor)
        options.setdefault(named, Option(named, translated("{subject}: any", subject=subject)))
        for (of, code), _ in sorted(codes.items(), key=lambda one: (-one[1], one[0])):
            if of == anchor:
                whole = f"{named}:{code}"
                said = translated("{subject}: {code}", subject=subject, code=translated(code))
                options.setdefault(whole, Option(whole, said))
    values = (
        [
            value
            for label in in_text(passage)
            for value in (_id(label.anchor or ""), f"{_id(label.anchor or '')}:{label.code}")
        ]
        for passage in passages
    )
    return _facet(key, title, list(options.values()), values)


def _labels_of(variable: str) -> Callable[[Passage], list[Label]]:
    return lambda passage: [label for label in passage.labels if label.variable == variable and label.anchor]


def _id(anchor: str) -> str:
    return anchor.partition("-")[2]


def _authors(passages: Sequence[Passage]) -> list[Option]:
    """Return the authors, those of most comments first."""
    counts = Counter(passage.author for passage in passages)
    return [
        Option(name, name) for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))
    ]
