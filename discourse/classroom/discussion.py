"""Questions for the discussion; one that needs words of the page takes them from it, or is left out."""

from collections.abc import Iterator
from typing import NamedTuple

from discourse.classroom.answers import Unit
from discourse.classroom.exercises import Exercise
from discourse.classroom.packs import Pack
from discourse.text import sentences
from discourse.visible import visible

_ASKED = "{asked}"
_NUMBER = "{number}"
_LONGEST = 160
_LEAST_WORDS = 3
_NONE = 4


class _Asked(NamedTuple):
    """A question in a comment: how sure it may be read in two ways (0 is surest), the comment's number, the words."""

    rank: int
    number: int
    words: str


def discussion(pack: Pack, said: Exercise) -> tuple[str, ...]:
    """Return the questions of an exercise, ``{asked}`` in them being a question in a comment that is about a claim."""
    found = min(_asked(pack), default=None) if any(_ASKED in each for each in said.discussion) else None
    if found is None:
        return tuple(each for each in said.discussion if _ASKED not in each)
    return tuple(each.replace(_NUMBER, str(found.number)).replace(_ASKED, found.words) for each in said.discussion)


def _asked(pack: Pack) -> Iterator[_Asked]:
    """Yield the last question of each comment in which the key, or else the machine, has a claim."""
    codes = pack.key_of() or {unit: (code,) for unit, code in pack.machine_of().items() if code}
    for number, comment in enumerate(pack.thread.comments, start=1):
        ranks = [_rank(own) for unit, own in codes.items() if unit.comment == comment.id and _is_claim(unit)]
        words = _question_in(comment.text, pack.thread.article.language or "en")
        if words and min(ranks, default=_NONE) < _NONE:
            yield _Asked(min(ranks), number, words)


def _rank(codes: tuple[str, ...]) -> int:
    """Return 0 where asking and rejecting are as defensible, 1 for asking, 2 for rejecting, 3 for asserting, else 4."""
    if {"questions", "rejects"} <= set(codes):
        return 0
    return next(
        (rank for rank, code in enumerate(("questions", "rejects", "asserts"), start=1) if code in codes), _NONE
    )


def _is_claim(unit: Unit) -> bool:
    return unit.question.startswith("claim ")


def _question_in(text: str, language: str) -> str | None:
    """Return the last question in a text that is short enough to be read aloud, on one line."""
    said = (" ".join(visible(text[slice(*span)]).split()) for span in sentences(text, language))
    asked = [each for each in said if each.endswith("?") and not each.startswith(">")]
    fitting = [each for each in asked if len(each) <= _LONGEST and len(each.split()) >= _LEAST_WORDS]
    return fitting[-1] if fitting else None
