"""What a model answered, taken only where it holds: known numbers, targets and codes, and words that are there.

Nothing of a refused answer is repeated to the model or the user: what was wrong is told in sentences of ours alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from discourse.codebook import Codebook
from discourse.coders.llm.prompt import CODES, UNCLEAR, shown
from discourse.model import Variable
from discourse.text import Span

_FENCE = re.compile(r"```(?:json)?[ \t]*\n(.*)\n```", re.DOTALL | re.IGNORECASE)
_THOUGHT = "</think>"
_ALIKE = str.maketrans("’‘“”\u00a0\n\r\t", "''\"\"    ")
"""Characters that models write for one another; each becomes one, so that places stay."""
_MOST_FORMS = 100
_NO_WORDS = frozenset({("reply_stance", "comment"), ("reply_stance", None), ("stance", None)})


class Finding(NamedTuple):
    """One code for one comment as the model gives it; ``code`` is ``None`` where it cannot tell."""

    variable: Variable
    target: str | None
    code: str | None
    percent: int
    span: Span | None


class Reading(NamedTuple):
    """What an answer says of each comment, by its number; what is wrong, by number; whether nothing could be read."""

    found: dict[int, tuple[Finding, ...]]
    wrong: dict[int, str]
    is_broken: bool = False


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    percent: int
    words: str


class _StanceEntry(_Entry, forbid_unknown_fields=True):
    target: str


class _ClaimEntry(_Entry, forbid_unknown_fields=True):
    claim: str


class _Comment(msgspec.Struct, forbid_unknown_fields=True):
    number: int
    reply_stance: _Entry
    form: list[_Entry]
    stance: list[_StanceEntry] | None = None
    claims: list[_ClaimEntry] | None = None


class _Numbered(msgspec.Struct):
    number: int


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    comments: list[msgspec.Raw]


class _RefusedError(Exception):
    """What is wrong with the entry of one comment, in words of ours."""


def read_answer(content: str, texts: Sequence[str], codebook: Codebook) -> Reading:
    """Return what an answer says of comments with these texts, which are numbered from 1."""
    numbers = range(1, len(texts) + 1)
    try:
        raws = msgspec.json.decode(_bare(content), type=_Answer).comments
    except _DECODING:
        return Reading({}, dict.fromkeys(numbers, "the answer was not one JSON object of the form asked for"), True)
    entries: dict[int, list[msgspec.Raw]] = {}
    for raw in raws:
        entries.setdefault(_number(raw), []).append(raw)
    found: dict[int, tuple[Finding, ...]] = {}
    wrong: dict[int, str] = {}
    for number, text in zip(numbers, texts, strict=True):
        try:
            found[number] = _findings(entries.get(number, []), shown(text), codebook)
        except _RefusedError as error:
            wrong[number] = str(error)
    return Reading(found, wrong)


_DECODING = (msgspec.MsgspecError, UnicodeError, RecursionError)


def _bare(content: str) -> str:
    """Return an answer without what some models put around it: their thoughts, a code fence."""
    rest = content.rpartition(_THOUGHT)[2].strip()
    fence = _FENCE.fullmatch(rest)
    return fence.group(1) if fence else rest


def _number(raw: msgspec.Raw) -> int:
    """Return the number of an entry, 0 where it has none."""
    try:
        return msgspec.json.decode(raw, type=_Numbered).number
    except _DECODING:
        return 0


def _findings(raws: Sequence[msgspec.Raw], text: str, codebook: Codebook) -> tuple[Finding, ...]:
    if len(raws) != 1:
        raise _RefusedError("it has no entry" if not raws else "it has more than one entry")
    try:
        entry = msgspec.json.decode(raws[0], type=_Comment)
    except _DECODING:
        raise _RefusedError("its entry is not of the form asked for") from None
    _check_lists(entry, codebook)
    return (
        _finding("reply_stance", None, entry.reply_stance, text),
        *_by_target("stance", {one.target: one for one in entry.stance or ()}, text),
        *_by_target("claim", {one.claim: one for one in entry.claims or ()}, text),
        *_forms(entry.form, text),
    )


def _check_lists(entry: _Comment, codebook: Codebook) -> None:
    stances = None if entry.stance is None else [one.target for one in entry.stance]
    claims = None if entry.claims is None else [one.claim for one in entry.claims]
    _check_subjects("stance", stances, {target.id for target in codebook.targets})
    _check_subjects("claims", claims, {claim.id for claim in codebook.claim_types})
    if len(entry.form) > _MOST_FORMS:
        raise _RefusedError(f"form has more than {_MOST_FORMS} entries")


def _check_subjects(field: str, named: list[str] | None, known: set[str]) -> None:
    if named is None and known:
        raise _RefusedError(f"{field} is missing; it is [] where there is none")
    if set(named or ()) - known:
        raise _RefusedError(f"{field} names what is not in the codebook")
    if len(named or ()) > len(set(named or ())):
        raise _RefusedError(f"{field} names one thing twice")


def _by_target(variable: Variable, entries: Mapping[str, Any], text: str) -> Iterator[Finding]:
    for target, entry in entries.items():
        yield _finding(variable, target, entry, text)


def _forms(entries: Sequence[_Entry], text: str) -> Iterator[Finding]:
    """Yield the forms; words that stand in the comment more than once are taken in turn."""
    taken: dict[Span, str] = {}
    ends: dict[str, int] = {}
    for entry in entries:
        finding = _finding("form", None, entry, text, ends.get(entry.words, 0))
        if finding.span is None or finding.code is None or taken.get(finding.span) == finding.code:
            continue
        if finding.span in taken:
            raise _RefusedError("form gives the same words two codes")
        taken[finding.span] = finding.code
        ends[entry.words] = finding.span.end
        yield finding


def _finding(variable: Variable, target: str | None, entry: _Entry, text: str, start: int = 0) -> Finding:
    known = CODES[variable]
    unclear = entry.code == UNCLEAR and variable in {"reply_stance", "stance"}
    if entry.code not in known and not unclear:
        raise _RefusedError(f"a code of {variable} is not one of {', '.join(known)}")
    if not 0 <= entry.percent <= 100:
        raise _RefusedError(f"a percent of {variable} is not from 0 to 100")
    code = None if unclear else entry.code
    words = entry.words.strip()
    if not words and (variable, code) not in _NO_WORDS:
        raise _RefusedError(f"an entry of {variable} has no words")
    return Finding(variable, target, code, entry.percent, _place(words, text, start, variable) if words else None)


def _place(words: str, text: str, start: int, variable: str) -> Span:
    """Return where the words stand in a comment, the first time after ``start`` or else the first time."""
    alike, sought = text.translate(_ALIKE), words.translate(_ALIKE)
    place = alike.find(sought, start)
    place = place if place >= 0 else alike.find(sought)
    if place < 0:
        raise _RefusedError(f"words of {variable} do not stand in its text, letter for letter")
    return Span(place, place + len(sought))
