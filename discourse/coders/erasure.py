"""What moved a label of a coder that adds nothing up: what its odds lose where something is left out of the comment.

The coder is asked again without each word, without what the comment answers, and so on; how much less it then holds of
the label is what the label owes to that (erasure: Li, Monroe & Jurafsky 2016, arXiv 1612.08220). Two words that say the
same are each owed little, as the other still stands; so the parts need not add up.
"""

from collections.abc import Sequence
from typing import NamedTuple

from discourse.coders.columns import Floats
from discourse.coders.explanation import Explanation, Part, Rival, beyond_others, named
from discourse.model import Coding
from discourse.text import WORD, Span, clauses, sentences

WORDS = 60
"""Words of a comment up to which each is left out by itself; of a longer one each clause is."""
_CLAUSES = 60
"""Clauses that are left out at most, the first ones."""


class Erased(NamedTuple):
    """Something that is left out: what it is called in ``reasons.toml``, and its characters, ``None`` for context."""

    what: str
    span: Span | None = None


def words_and_clauses(text: str, within: Span, *, by_word: bool = True) -> list[Erased]:
    """Return what is left out of a stretch of a comment in turn: its words, or its clauses where it has many.

    >>> [text_of.span for text_of in words_and_clauses("No. It works!", Span(4, 13))]
    [Span(start=4, end=6), Span(start=7, end=12)]
    """
    found = [Span(*word.span()) for word in WORD.finditer(text, *within)]
    if by_word and len(found) <= WORDS:
        return [Erased("owes:word", span) for span in found] if len(found) > 1 else []
    stretch = text[slice(*within)]
    parts = [part for sentence in sentences(stretch) for part in clauses(stretch, sentence)]
    spans = [Span(within.start + part.start, within.start + part.end) for part in parts[:_CLAUSES]]
    return [Erased("owes:words", span) for span in spans] if len(spans) > 1 else []


def without(text: str, span: Span) -> str:
    """Return a text without some of its characters.

    >>> without("No, it works.", Span(4, 6))
    'No,  works.'
    """
    return text[: span.start] + text[span.end :]


def owed(coding: Coding, codes: Sequence[str], odds: Floats, erased: Sequence[Erased]) -> Explanation:
    """Return the explanation of a code by what it owes to each thing that was left out.

    ``odds`` are log-odds, (1 + erased) × codes: those of the comment as it stands, then those without each.

    >>> import numpy as np
    >>> coding = Coding(comment="1", variable="stance", target="x", code="favor", coder="me")
    >>> odds = np.array([[1.0, 0.0], [-1.0, 0.0]])
    >>> owed(coding, ("favor", "against"), odds, [Erased("owes:word", Span(0, 4))])[1:]
    ((Part(what='owes:word', span=(0, 4), weight=2.0),), 0.0, (Rival(code='against', behind=1.0),))
    """
    if coding.code not in codes:
        return Explanation(coding, (), 0.0)
    place = codes.index(coding.code)
    lost = (odds[:1] - odds[1:]).tolist()
    parts = [
        Part(one.what, one.span and (one.span.start, one.span.end), beyond_others(row, place))
        for one, row in zip(erased, lost, strict=True)
    ]
    behind = (odds[0, place] - odds[0]).tolist()
    rivals = [Rival(code, round(by, 3)) for code, by in zip(codes, behind, strict=True) if code != coding.code]
    return Explanation(coding, named(parts)[0], 0.0, tuple(sorted(rivals, key=lambda rival: rival.behind)))
