"""Quotations that messengers set above an answer: whom it answers, and how the words begin that it answers."""

from collections import defaultdict, deque
from collections.abc import Collection, Sequence

from discourse.readers.pasted.profiles import Piece

_LEAST = 3
"""Lines of a comment with a quotation: the name, what is quoted, the words."""
_SHORTEST = 5
_BACK = 200
"""Comments of an author that are remembered."""


def take_previews(pieces: Sequence[Piece], lines: Sequence[str]) -> None:
    """Take the name of an earlier comment's author and the beginning of its words from above the words of an answer."""
    said: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=_BACK))
    for piece in pieces:
        if len(piece.words) >= _LEAST and _begins_one_of(lines[piece.words[1]], said.get(lines[piece.words[0]], ())):
            piece.answers = lines[piece.words[0]]
            piece.header += piece.words[:2]
            del piece.words[:2]
        said[piece.start.author].append(" ".join(lines[place] for place in piece.words))


def _begins_one_of(line: str, texts: Collection[str]) -> bool:
    """Return whether a line is how a text begins; only the whole of a short one counts."""
    shown = line.rstrip(" .…")
    return any(text == line or (len(shown) >= _SHORTEST and text.startswith(shown)) for text in texts)
