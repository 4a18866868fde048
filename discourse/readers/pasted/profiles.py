"""What stands beside the words of most comments of a page and is of their authors: professions, ranks, profiles."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from discourse.readers.pasted.headers import Start

_ENDED = re.compile(r"""[.!?…:;,)]["'”’»)]*$""")
_COUNTED = re.compile(r"(\d{1,5})[.)]\s+(?=\S)")
_AGE = re.compile(r"\d{1,3} ?(?:y|yr|mo|w|d|h)$")
"""An age that a copy has set right after a profession."""
_MOST = 0.6
_NEARLY_ALL = 0.8
_AGAIN = 0.25
_FEWEST = 3
_WORDS_OF_BADGE = 2
_LONGEST = 80
_LONGEST_BELOW = 60
_LINES_BELOW = 6


@dataclass
class Piece:
    """One comment as places of lines: the header's marks, the words, the marks after the words.

    ``leading`` counts the characters before the words proper in their first line: the comment's number.
    """

    start: Start
    header: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    footer: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    answers: str | None = None
    leading: int = 0


def set_apart(pieces: Sequence[Piece], lines: Sequence[str]) -> None:
    """Set apart what is of the authors or of the page at the beginning and the end of words, where most have it."""
    if len(pieces) < _FEWEST:
        return
    _take_profiles(pieces, lines)
    _take_professions(pieces, lines)
    _take_badges(pieces, lines)
    _take_numbers(pieces, lines)


def _take_profiles(pieces: Sequence[Piece], lines: Sequence[str]) -> None:
    """Take the author's name and what stands below it, their rank, from the end of the words."""
    cuts = [_profile(piece, lines) for piece in pieces]
    if sum(cut is not None for cut in cuts) < _MOST * len(pieces):
        return
    for piece, cut in zip(pieces, cuts, strict=True):
        if cut is not None:
            piece.footer[:0] = piece.words[cut:]
            del piece.words[cut:]


def _profile(piece: Piece, lines: Sequence[str]) -> int | None:
    """Return where the author's name stands again in the words, with no more than short lines below it."""
    names = [at for at, place in enumerate(piece.words) if at and lines[place] == piece.start.author]
    if not names or len(piece.words) - names[-1] > _LINES_BELOW:
        return None
    short = all(len(lines[place]) <= _LONGEST_BELOW for place in piece.words[names[-1] :])
    return names[-1] if short else None


def _take_professions(pieces: Sequence[Piece], lines: Sequence[str]) -> None:
    """Take the first lines where nearly all comments open with one that ends no sentence, and some come again."""
    opening = [piece for piece in pieces if len(piece.words) > 1 and _is_label(lines[piece.words[0]])]
    said = [_AGE.sub("", lines[piece.words[0]]) for piece in opening]
    often = Counter(said)
    again = sum(often[each] > 1 for each in said)
    if len(opening) < _NEARLY_ALL * len(pieces) or again < max(2, _AGAIN * len(pieces)):
        return
    for piece in opening:
        piece.header.append(piece.words.pop(0))


def _take_badges(pieces: Sequence[Piece], lines: Sequence[str]) -> None:
    """Take a first line of one or two words that stands over the words of several authors: "Subscriber"."""
    authors: defaultdict[str, list[str]] = defaultdict(list)
    opening = [piece for piece in pieces if len(piece.words) > 1 and _is_label(lines[piece.words[0]])]
    for piece in opening:
        authors[lines[piece.words[0]]].append(piece.start.author)
    for piece in opening:
        text = lines[piece.words[0]]
        named = authors[text]
        if len(text.split()) <= _WORDS_OF_BADGE and len(named) >= _FEWEST and len(set(named)) > 1:
            piece.header.append(piece.words.pop(0))


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST and _ENDED.search(text) is None


def _take_numbers(pieces: Sequence[Piece], lines: Sequence[str]) -> None:
    """Take the number before the words of each comment, where they count the comments up or down by one."""
    found = [_COUNTED.match(lines[piece.words[0]]) if piece.words else None for piece in pieces]
    numbers = [int(each.group(1)) for each in found if each]
    if len(numbers) == len(pieces) and {later - earlier for earlier, later in pairwise(numbers)} in ({1}, {-1}):
        for piece, each in zip(pieces, found, strict=True):
            piece.leading = each.end() if each else 0
