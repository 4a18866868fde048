"""The grammar of cues: phrases that show a claim, without regular expressions, matched in linear time.

========================== ======================================================================================
``creation``               a word with the same stem: creation, creations; case does not matter
``=creating``              exactly this word
``extract*``               any word that begins so (two letters at least before the star)
``fake|staged|made_up``    one of several; ``_`` joins the words of an alternative
``{us}``                   any name of that target of the codebook
``the|my?``                an item that may be missing
``helicopters ... isis``   a gap of up to six words inside one sentence
``helicopter & rescue``    both, in either order, inside one sentence and within twenty words
``<shame on you>``         a whole sentence, but for small words
``<source|link>?``         a whole sentence that asks
``! conspiracy theory``    says the opposite: who writes it rejects the claim
``- fake leather``         no sign of the claim: neither other cues nor learned weights show it by these words
========================== ======================================================================================

Between two neighbouring words of a cue up to three small words may stand in the text (articles, auxiliaries, "really",
"so"): ``{isis} asset`` finds "ISIS is an asset". A gap may hold a negation, which then changes the status of the
claim; a negation that is written in the cue is part of the claim.

A target's name that is also a small word of the language (US, IS, IT) is found only in capitals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.tokens import stem_of
from discourse.errors import CodebookError

GAP_WORDS = 6
SMALL_WORDS = 3
WINDOW_WORDS = 20
MAX_ITEMS = 24
"""Words and gaps in one cue."""
MAX_CUES = 2_000
"""Cues of one claim type."""

_ATOM = re.compile(r"=?[^\W_]+(?:['’.][^\W_]+)*\*?")
_SHOWN = 80
"""Characters of a cue or a title that an error message repeats."""
_FORMS = "word, =word, wor*, a|b, word?, {target}, ..., & or <sentence>"
Sign = Literal["", "!", "-"]
_SIGNS: dict[str, Sign] = {"!": "!", "-": "-"}
"""What may stand before a cue: it says the opposite of the claim, or is no sign of it."""
_TARGET = re.compile(r"\{([a-z0-9][a-z0-9_-]*)\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a cue: its alternatives, each a sequence of keys; an empty tuple is a gap."""

    alternatives: tuple[tuple[str, ...], ...]
    firsts: frozenset[str]
    """The first keys of the alternatives."""
    optional: bool = False
    single: bool = False
    """Whether each alternative is one word, and none a name."""

    @staticmethod
    def of(alternatives: tuple[tuple[str, ...], ...], *, optional: bool = False) -> "Item":
        """Return the item of these alternatives."""
        firsts = frozenset(keys[0] for keys in alternatives)
        single = all(len(keys) == 1 and keys[0][0] != "{" for keys in alternatives)
        return Item(alternatives, firsts, optional, single)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as written and as parts, joined by ``&``, of items; ``whole`` says that it is a whole sentence."""

    written: str
    parts: tuple[tuple[Item, ...], ...]
    words: tuple[Item, ...]
    """The items that have to be there."""
    whole: bool = False
    sign: Sign = ""

    @staticmethod
    def of(written: str, parts: list[list[Item]], *, whole: bool = False, sign: Sign = "") -> "Cue":
        """Return the cue of these parts."""
        words = tuple(item for part in parts for item in part if item.alternatives and not item.optional)
        return Cue(written, tuple(map(tuple, parts)), words, whole, sign)

    @property
    def asks(self) -> bool:
        """Whether the sentence has to end with a question mark."""
        return self.whole and self.written.rstrip().endswith("?")

    def anchors(self, common: frozenset[str]) -> list[frozenset[str]]:
        """Return the first keys of each item, the likely rarest first: without one of each there is no match."""

        def commonness(item: Item) -> tuple[bool, bool, int]:
            names = any(key.startswith("{") for key in item.firsts)
            return not common.isdisjoint(item.firsts), names, len(item.firsts)

        return [item.firsts for item in sorted(self.words, key=commonness)]


def check_cues(codebook: Codebook) -> None:
    """Raise CodebookError, naming the claim type and the cue, where a cue is not in the grammar.

    >>> from discourse.codebook import ClaimType
    >>> claim = ClaimType(id="fable", label="Fable", definition="It is made up.", cues=("made (up",))
    >>> check_cues(Codebook(title="Tales", claim_types=(claim,)))
    Traceback (most recent call last):
    discourse.errors.CodebookError: Tales: cue "made (up" of claim type "fable": "(up" is not a word of the cue ...
    """
    targets = {target.id for target in codebook.targets}
    for claim in codebook.claim_types:
        for cue in cues_of(claim, codebook):
            for name in _TARGET.findall(cue.written):
                if name not in targets:
                    known = ", ".join(sorted(targets)) or "none"
                    raise _refused(
                        codebook, claim, cue.written, f'no target "{name}" in the codebook (targets: {known})'
                    )


def targets_named(written: str) -> frozenset[str]:
    """Return the ids of the targets that a cue names in braces.

    >>> sorted(targets_named("{us}|{isis} & asset"))
    ['isis', 'us']
    """
    return frozenset(_TARGET.findall(written))


def cues_of(claim: ClaimType, codebook: Codebook) -> list[Cue]:
    """Return the parsed cues of a claim type; raise CodebookError where one is not in the grammar."""
    if len(claim.cues) > MAX_CUES:
        raise CodebookError(
            f'{_shown(codebook.title)}: claim type "{_shown(claim.id)}" has more than {MAX_CUES:,} cues; keep the best'
        )
    return [_parse(written, claim, codebook) for written in claim.cues]


def _refused(codebook: Codebook, claim: ClaimType, written: str, why: str) -> CodebookError:
    return CodebookError(f'{_shown(codebook.title)}: cue "{_shown(written)}" of claim type "{_shown(claim.id)}": {why}')


def _shown(text: str) -> str:
    """Return the beginning of a text on one line, as an error message repeats it."""
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN and len(text) <= 2 * _SHOWN else f"{line[: _SHOWN - 1]}…"


def _parse(written: str, claim: ClaimType, codebook: Codebook) -> Cue:
    first, _, rest = written.strip().partition(" ")
    sign = _SIGNS.get(first, "")
    bare, whole = _unwrapped(rest.strip() if sign else written.strip())
    pieces = bare.replace("…", "...").split()
    if not pieces or len(pieces) > MAX_ITEMS:
        raise _refused(codebook, claim, written, f"a cue has 1 to {MAX_ITEMS} words; this one has {len(pieces)}")
    parts: list[list[Item]] = [[]]
    for piece in pieces:
        if piece == "&":
            parts.append([])
        elif piece == "...":
            parts[-1].append(Item.of(()))
        else:
            try:
                parts[-1].append(_item(piece, codebook.language))
            except ValueError as error:
                raise _refused(codebook, claim, written, f'"{_shown(piece)}" {error}') from None
    for part in parts:
        if not part or any(not edge.alternatives or edge.optional for edge in (part[0], part[-1])):
            raise _refused(
                codebook, claim, written, 'a word has to stand at both ends and on both sides of "..." and "&"'
            )
    return Cue.of(written, parts, whole=whole, sign=sign)


def _unwrapped(written: str) -> tuple[str, bool]:
    """Return what stands between the signs of a whole sentence, and whether there are any."""
    inside = written.removesuffix("?")
    is_whole = inside[:1] == "<" and inside[-1:] == ">"
    return (inside[1:-1], True) if is_whole else (written, False)


def _item(piece: str, language: str) -> Item:
    bare = piece.removesuffix("?")
    return Item.of(tuple(_alternatives(bare, language)), optional=bare != piece)


def _alternatives(piece: str, language: str) -> Iterator[tuple[str, ...]]:
    for alternative in piece.split("|"):
        if target := _TARGET.fullmatch(alternative):
            yield (f"{{{target.group(1)}}}",)
        else:
            yield tuple(key for atom in alternative.replace("-", "_").split("_") for key in _keys(atom, language))


def _keys(atom: str, language: str) -> Iterator[str]:
    if not _ATOM.fullmatch(atom):
        raise ValueError(f"is not a word of the cue grammar; write {_FORMS}")
    lower = atom.casefold().replace("’", "'").replace(".", "")
    if lower.endswith("*"):
        if len(lower) < 3:
            raise ValueError("would find too many words; write two letters at least before the star")
        yield lower
    else:
        yield lower if lower.startswith("=") else f"~{stem_of(lower, language)}"
