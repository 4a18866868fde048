"""What moved a label, in words: the reasons that the page shows at a label, and that ``discourse explain`` prints."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from discourse.analysis import Analysis
from discourse.coders import explain
from discourse.coders.explanation import Explanation, Part
from discourse.coders.reason_words import in_words
from discourse.model import Coding
from discourse.reporting.marks import whole_letters
from discourse.reporting.wording import quoted, shortened
from discourse.translation import labelled, translated
from discourse.visible import visible

PAGE_BYTES = 300_000
"""Bytes that the reasons of a page take at most; where they are more, labels have fewer."""
_FEWER = ((3, 3), (3, 1), (3, 0), (2, 0), (1, 0), (0, 0))
"""How many reasons a coding has on the page, and one of form: there are many of these; the first pair that fits."""
_CODING, _LINE, _USE = 40, 4, 4
"""Bytes of one coding on the page, of a line beside its words, and of one use of it: the page has each line once."""
EXPLAINED_FORMS = 1000
"""Clauses of a report, up to which each is explained: the most that keeps its making to a few seconds."""
_OWN = "own:"
"""How the names of coders begin that people learned themselves: what explains them lies in a folder."""
_WORDS = 40
"""Characters of the comment that a reason on the page repeats."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Something that moved a label: what, in words; the comment's words that show it; and its log-odds for the code."""

    what: str
    words: str
    weight: float


def reason(part: Part, text: str) -> Reason:
    """Return a part of an explanation in words."""
    span = part.span and whole_letters(text, part.span)
    words = " ".join(visible(text[span[0] : span[1]]).split()) if span else ""
    return Reason(what=visible(in_words(part.what)), words=words, weight=part.weight)


def log_odds(weight: float) -> str:
    """Return a weight to one place, always with its sign.

    >>> log_odds(1.84), log_odds(-0.3)
    ('+1.8', '−0.3')
    """
    return f"{weight:+.1f}".replace("-", "−")


class Told(NamedTuple):
    """The reasons of codings in words, the weightiest first; ``shortened`` where the page has no room for all three."""

    reasons: dict[Coding, tuple[str, ...]]
    shortened: bool


def reasons_told(analysis: Analysis, codings: Sequence[Coding]) -> Told:
    """Return the three weightiest reasons of each coding, or fewer where the page would grow too large.

    Clauses take longest to explain, so nothing is worked out for them where they are very many or find no room.
    """
    forms = [coding for coding in codings if coding.variable == "form"]
    told = _explained(analysis, [coding for coding in codings if coding.variable != "form"])
    room = _bytes(told) + (_CODING + _LINE) * len(forms) <= PAGE_BYTES
    whole = room and len(forms) <= EXPLAINED_FORMS
    told |= _explained(analysis, forms) if whole else dict.fromkeys(forms, ())
    choices = (_kept(told, *most) for most in _FEWER)
    kept = next(choice for choice in choices if _bytes(choice) <= PAGE_BYTES)
    return Told(kept, shortened=kept != told or not whole)


def _explained(analysis: Analysis, codings: Sequence[Coding]) -> dict[Coding, tuple[str, ...]]:
    if not codings:
        return {}
    texts = {comment.id: comment.text for comment in reversed(analysis.thread.comments)}
    is_known = analysis.coder != "auto"
    own = [coding for coding in codings if is_known and coding.coder.startswith(_OWN)]
    others = [coding for coding in codings if not (is_known and coding.coder.startswith(_OWN))]
    given = analysis.thread, analysis.graph, analysis.codebook
    explanations = (*explain(*given, others), *(explain(*given, own, analysis.coder) if own else ()))
    return {one.coding: tuple(_told(one, texts.get(one.coding.comment, ""))) for one in explanations}


def _kept(told: Mapping[Coding, tuple[str, ...]], most: int, of_form: int) -> dict[Coding, tuple[str, ...]]:
    return {coding: said[: of_form if coding.variable == "form" else most] for coding, said in told.items()}


def _bytes(told: Mapping[Coding, Sequence[str]]) -> int:
    uses = [line for said in told.values() for line in said]
    lines = sum(len(line.encode()) + _LINE for line in set(uses))
    return lines + _USE * len(uses) + _CODING * sum(map(bool, told.values()))


def _told(explanation: Explanation, text: str) -> Iterable[str]:
    """Yield the reasons of one coding; where nothing explains it, the words that show it (a clause needs no others)."""
    coding = explanation.coding
    if coding.code is None or explanation.parts:
        of_its_own = [part for part in explanation.parts if not _is_usual(part)] or explanation.parts
        yield from (_in_a_line(reason(part, text)) for part in of_its_own[: _FEWER[0][0]])
    elif coding.span and coding.variable != "form":
        words = reason(Part("", coding.span, 0.0), text).words
        yield from [translated("shown by {words}", words=quoted(shortened(words, _WORDS)))] if words else []


def _is_usual(part: Part) -> bool:
    """Tell whether a part only says how common a code is in such places, which is nothing about the comment."""
    return part.what.startswith("place:") or part.what.endswith(":place")


def _in_a_line(said: Reason) -> str:
    what = labelled(quoted(shortened(said.words, _WORDS)), said.what) if said.words else said.what
    return f"{what}{f' {log_odds(said.weight)}' if said.weight else ''}"
