"""The three comments of the first page, chosen by a rule that the page states."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from discourse.analysis import Analysis
from discourse.coders.quoting import quoted_lines
from discourse.model import Coding
from discourse.removed import is_wordless
from discourse.reporting.listing import author_of
from discourse.reporting.records import Quote, Selection
from discourse.reporting.summary import most_contested
from discourse.reporting.wording import quoted
from discourse.tables import claims
from discourse.tables.verdicts import is_unsure, sureness
from discourse.translation import agreeing, counted, deferred, translated
from discourse.translation import number as figure
from discourse.visible import is_rtl, visible

QUOTED_CHARACTERS = 280
"""Of a comment on the first page."""
MOST = 3
_SIDES = (
    (("asserts",), deferred("most surely asserts {claim}"), deferred("asserts {claim}")),
    (
        ("rejects", "questions"),
        deferred("most surely rejects or questions {claim}"),
        deferred("rejects or questions {claim}"),
    ),
)
"""Two sides of a claim: their codes, and how a label is called that has a probability, and one of a person's."""
_LEAD = 60
"""Characters shown before the words that show a claim."""


class _Choice(NamedTuple):
    """A comment's number, why it is chosen, and the place of the words that show it."""

    number: int
    reason: str
    at: int = 0


def telling(analysis: Analysis, longest: int) -> Selection:
    """Return the comments that tell most: at most three, each once.

    These are the comment with most direct replies, and those whose labels most surely, and more likely than not,
    assert, and reject or question, the claim type that most comments do both to. Where one is lacking, the comments
    with most claims that are as sure stand in. The earlier comment goes first where two are equal.
    """
    chosen: dict[int, _Choice] = {}
    for choice in _choices(analysis):
        comment = analysis.thread.comments[choice.number]
        if len(chosen) < MOST and not is_wordless(comment):
            chosen.setdefault(choice.number, choice)
    rule = translated(
        "Chosen by rule: the comment with most direct replies, then the surest label (probability at least one half) "
        "that asserts the most contested claim and the surest that rejects or questions it; where one of these is "
        "lacking, the comments with most claims labelled as surely, then those with most replies. They are "
        "examples, not an average."
    )
    quotes = tuple(_quote(choice, analysis, min(longest, QUOTED_CHARACTERS)) for choice in chosen.values())
    return Selection(rule=rule if quotes else "", quotes=quotes)


def _choices(analysis: Analysis) -> Iterator[_Choice]:
    answered = list(_answered(analysis))
    yield from answered[:1]
    places = {comment.id: number for number, comment in reversed(list(enumerate(analysis.thread.comments)))}
    coded = [one for one in analysis.codings if one.variable == "claim" and one.code and one.comment in places]
    found = [one for one in coded if not is_unsure(one)]
    if contested := most_contested(claims(analysis)):
        yield from _sides(contested.name, contested.label, found, places)
    yield from _richest(found, places)
    yield from answered[1:]


def _answered(analysis: Analysis) -> Iterator[_Choice]:
    """Yield the comments with replies, those with most first; no superlative is made of a tie."""
    replies = Counter(parent for parent in analysis.graph.parent.tolist() if parent >= 0)
    most = max(replies.values(), default=0)
    alone = [*replies.values()].count(most) == 1
    for number, amount in sorted(replies.items(), key=lambda pair: (-pair[1], pair[0])):
        if amount == most and alone:
            yield _Choice(number, agreeing(amount, "most answered: {n} reply", "most answered: {n} replies"))
        else:
            yield _Choice(number, counted(amount, "reply", "replies"))


def _sides(claim: str, label: str, found: list[Coding], places: dict[str, int]) -> Iterator[_Choice]:
    said = quoted(visible(label))
    for codes, sure, plain in _SIDES:
        of_side = [one for one in found if one.target == claim and one.code in codes]
        if of_side:
            surest = min(of_side, key=lambda one: (-sureness(one), places[one.comment]))
            if surest.probability is None:
                reason = translated(plain, claim=said)
            else:
                reason = f"{translated(sure, claim=said)} ({figure(surest.probability, 2)})"
            yield _Choice(places[surest.comment], reason, surest.span[0] if surest.span else 0)


def _richest(found: list[Coding], places: dict[str, int]) -> Iterator[_Choice]:
    claimed = Counter(number for number, _ in {(places[one.comment], one.target) for one in found})
    for number, amount in sorted(claimed.items(), key=lambda pair: (-pair[1], pair[0])):
        yield _Choice(number, translated("claims: {n}", n=figure(amount)))


def _in_own_words(text: str, at: int) -> tuple[str, int]:
    r"""Return a text without the lines that quote others, and where a place of it is then.

    It stays whole where nothing else is in it, or where the place is in a quoted line.

    >>> _in_own_words("> Is it safe?\nNo, it fell.", 18), _in_own_words("> Is it safe?", 0)
    (('\nNo, it fell.', 5), ('> Is it safe?', 0))
    """
    quoted = quoted_lines(text)
    if at and any(start <= at < end for start, end in quoted):
        return text, at
    own, done = "", 0
    for start, end in quoted:
        own, done = own + text[done:start], end
    own += text[done:]
    before = at - sum(end - start for start, end in quoted if end <= at)
    return (own, before) if any(map(str.isalnum, own)) else (text, at)


def _quote(choice: _Choice, analysis: Analysis, longest: int) -> Quote:
    comment = analysis.thread.comments[choice.number]
    words = visible(_cut(*_in_own_words(comment.text, choice.at), longest))
    return Quote(
        number=choice.number + 1,
        author=author_of(comment),
        reason=choice.reason,
        words=words,
        rtl=is_rtl(words.lstrip("…")),
    )


def _cut(text: str, at: int, longest: int) -> str:
    """Return at most so many characters of a text on one line, around a place that must be seen, between words.

    >>> _cut("one two three four", 0, 9), _cut("ah " * 90 + "the crack is real", 270, 30)
    ('one two…', '…ah ah ah the crack is real')
    """
    before, after = " ".join(text[:at].split()), " ".join(text[at:].split())
    line = f"{before} {after}".strip()
    if len(line) <= longest:
        return line
    lead = min(_LEAD, longest // 3)
    start = 0 if len(before) + lead < longest else _word_from(line, len(before) - lead, len(before) + 1)
    end = start + longest - 1
    if end >= len(line):
        return f"…{line[start:]}" if start else line
    space = line.rfind(" ", start + longest // 2, end)
    return f"{'…' if start else ''}{line[start : space if space > 0 else end]}…"


def _word_from(line: str, start: int, last: int) -> int:
    """Return where the first word at or after ``start`` begins, ``last`` where none does before."""
    space = line.find(" ", max(0, start - 1), last)
    return space + 1 if space >= 0 else last
