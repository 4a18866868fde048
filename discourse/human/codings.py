"""What people decide, as values: marks in comments, the codings of one coder, and what of a file was not taken.

A comment that stands in no ``Codings`` was not looked at. A variable that a coder coded anywhere, they looked for in
every comment that they have (``asked``): there, a claim, a target or a form that is not marked is absent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from discourse.model import Coding, Variable

ABSENT = "absent"
"""The code of a claim, a target or a form that is not there."""
CODES: dict[Variable, tuple[str, ...]] = {
    "reply_stance": ("support", "deny", "query", "comment"),
    "stance": ("favor", "against", "none", ABSENT),
    "claim": ("asserts", "rejects", "questions", "reports", ABSENT),
    "form": ("fact", "testimony", "value", "policy", "reference", "rhetorical", ABSENT),
}
"""The codes of each variable; ``absent`` may be said of what need not be there."""
TARGETED: tuple[Variable, ...] = ("stance", "claim")
"""The variables whose target is an id of the codebook."""
PERSON = "human:"
"""What the name of a person begins with where coders are told apart."""
MACHINES = ("cues", "linear", "llm", "neural", "own")
"""What the names of the program's own coders begin with, before any colon."""
NOBODY = "nobody"
"""Whose codings those comments have that nobody looked at: they are missing, not empty."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: what was coded, how, by which words.

    ``target`` is an id of the codebook for claim and stance, else ``None``; ``code`` is ``None`` where the coder cannot
    tell; ``span`` is in characters of the comment's text; ``probability`` is a machine's. ``said`` is what stood in the
    file where that is no code: with a code beside it, it was taken for that; with none, it could not be read.
    """

    variable: Variable
    target: str | None = None
    code: str | None = None
    span: tuple[int, int] | None = None
    words: str | None = None
    note: str | None = None
    probability: float | None = None
    said: str | None = None

    @property
    def is_unread(self) -> bool:
        """Whether something was decided that could not be read: neither an answer nor that it is absent."""
        return self.code is None and self.said is not None

    @property
    def sureness(self) -> float:
        """How sure the mark is: its probability, and 1 without one; less than all where it could not be read."""
        return -1.0 if self.is_unread else 1.0 if self.probability is None else self.probability


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A comment that a coder looked at: the page it is of (``None``: not said), its id, the marks in it."""

    source: str | None
    comment: str
    marks: tuple[Mark, ...] = ()
    note: str | None = None


class Codings(msgspec.Struct, frozen=True, kw_only=True):
    """The codings of one coder: a person (``human:Ann``) or a machine (``linear``).

    ``sheet`` and ``codebook`` (a hash) are ``None`` where the file does not say; ``asked`` are the variables that the
    coder looked for in each of the comments. Codings that are not ``whole`` are decisions one by one, of no sheet: laid
    over a machine's they say nothing of what they do not name.
    """

    coder: str
    comments: tuple[Coded, ...]
    asked: tuple[Variable, ...]
    sheet: str | None = None
    codebook: str | None = None
    whole: bool = True

    @property
    def is_person(self) -> bool:
        """Whether a person coded."""
        return self.coder.startswith(PERSON)


class Fault(NamedTuple):
    """Something of a file that was not taken: where it stands, and why, in words that end a sentence.

    ``is_unread`` tells a decision that stays in the codings as one that could not be read.
    """

    where: str
    why: str
    is_unread: bool = False


class CodingsFile(NamedTuple):
    """What a file holds: the codings of each coder in it, what was not taken, and what was assumed, in sentences."""

    name: str
    coders: tuple[Codings, ...]
    faults: tuple[Fault, ...] = ()
    assumed: tuple[str, ...] = ()


def person(name: str) -> str:
    """Return what a person is called among coders.

    >>> person("Ann"), person("human:Ann")
    ('human:Ann', 'human:Ann')
    """
    return name if name.startswith(PERSON) else f"{PERSON}{name}"


def is_machine(name: str) -> bool:
    """Return whether a coder has a name of the program's own coders.

    >>> is_machine("own:mine"), is_machine("Ann")
    (True, False)
    """
    return name.partition(":")[0] in MACHINES


def codings_of(codings: Codings, source: str | None = None) -> Iterator[Coding]:
    """Yield the codings of the model of one page; what is absent is no coding, as with machines.

    ``source`` is the page's name; comments whose page is not said are taken to be of it. The target of ``reply_stance``
    is left open, since a file does not say what a comment answers.
    """
    for coded in codings.comments:
        if source is not None and coded.source not in (None, source):
            continue
        for mark in coded.marks:
            if mark.code != ABSENT:
                yield Coding(
                    comment=coded.comment,
                    variable=mark.variable,
                    target=mark.target,
                    code=mark.code,
                    coder=codings.coder,
                    probability=mark.probability,
                    span=mark.span,
                )


def taken_for(codings: Codings) -> list[tuple[str, str, int]]:
    """Return what was taken for a code that it only may be: the words, the code, and how often."""
    marks = (mark for coded in codings.comments for mark in coded.marks)
    often = Counter((mark.said, mark.code) for mark in marks if mark.said is not None and mark.code is not None)
    return [(said, code, times) for (said, code), times in often.items()]


def variables_of(comments: Iterable[Coded]) -> tuple[Variable, ...]:
    """Return the variables that any of these comments has a mark of, in the order of ``CODES``."""
    found = {mark.variable for coded in comments for mark in coded.marks}
    return tuple(variable for variable in CODES if variable in found)


def completed(comments: Iterable[Coded], asked: Iterable[Variable]) -> tuple[Coded, ...]:
    """Return comments in which what was asked for and not marked is said to be absent."""
    maybe = [variable for variable in asked if ABSENT in CODES[variable]]
    return tuple(_completed(coded, maybe) for coded in comments)


def _completed(coded: Coded, asked: Iterable[Variable]) -> Coded:
    marked = {mark.variable for mark in coded.marks}
    missing = tuple(Mark(variable=variable, code=ABSENT) for variable in asked if variable not in marked)
    return msgspec.structs.replace(coded, marks=coded.marks + missing) if missing else coded
