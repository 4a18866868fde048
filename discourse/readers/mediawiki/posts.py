"""The posts of a talk page: what stands between two signatures, how far it is indented, and its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from discourse.readers.dom import classes
from discourse.readers.markup import Writer
from discourse.readers.mediawiki.lines import LETTER, Mark, lines_of, tokens_of
from discourse.readers.mediawiki.notices import is_notice
from discourse.readers.mediawiki.pieces import BLOCKS, ITEMS, Piece
from discourse.readers.mediawiki.signatures import Signature, has_date

_LISTS = frozenset({"dl", "ul", "ol"})
_OUTDENT = re.compile(
    r"^\s*(?:[\[({](?:outdent|undent|unindent|od|out)[\])}]:?|(?:outdent|undent|unindent)\b:?|[┌┍╭└][─━┄\s]*[┘┙╯┐]?)\s*",
    re.IGNORECASE,
)
"""How a comment says that it begins anew at the left."""


@dataclass(kw_only=True)
class Post:
    """What was written between two signatures.

    ``mark`` is the id that the page gives it for machines; ``is_notice`` says that it is a box which tells of a closed
    discussion, ``is_signed`` that its end was seen.
    """

    pieces: list[Piece] = field(default_factory=list)
    signature: Signature | None = None
    mark: str | None = None
    is_notice: bool = False
    is_signed: bool = False

    def is_over(self, token: Piece | Mark | Signature) -> bool:
        """Return whether a step belongs to the next post; what follows on the line of a marked end does not."""
        if isinstance(token, Mark):
            return token.begins
        if self.mark is None:
            return self.is_signed
        return self.is_signed and isinstance(token, Piece) and token.text is None and token.node.tag in BLOCKS

    def take(self, token: Piece | Mark | Signature) -> None:
        """Add a step to the post."""
        if isinstance(token, Piece):
            self.pieces.append(token)
        elif isinstance(token, Signature):
            self.signature = token
            self.is_signed = self.mark is None
        elif not token.begins:
            self.is_signed = True

    @property
    def words(self) -> list[Piece]:
        """The pieces that hold words."""
        return [piece for piece in self.pieces if piece.text is not None and LETTER.search(piece.text)]

    @property
    def level(self) -> int:
        """How deep it is indented: as its first words are, or its last where those are less deep."""
        words = [piece for piece in self.pieces if piece.text is not None and piece.text.strip()]
        return min(words[0].depth, words[-1].depth) if words else 0

    @property
    def is_struck(self) -> bool:
        """Whether all of it is struck through."""
        return bool(self.words) and all(piece.is_struck for piece in self.words)

    @property
    def is_folded(self) -> bool:
        """Whether the page keeps it folded."""
        return bool(self.words) and all(piece.is_folded for piece in self.words)

    def text(self) -> str:
        """Return its words; the lists by which it is indented are not its own."""
        return _OUTDENT.sub("", _written(self.pieces, self.level))

    @property
    def is_outdented(self) -> bool:
        """Whether it says that it goes on further left than what it answers."""
        start = "".join(piece.text or "" for piece in self.pieces).lstrip()[:60]
        marked = any("outdent" in name for each in self.pieces if each.text is None for name in classes(each.node))
        return marked or _OUTDENT.match(start) is not None


def posts_of(pieces: Iterable[Piece], page: str) -> Iterator[Post]:
    """Yield the posts of one section, the last of them perhaps unsigned; ``page`` is the title of the page."""
    post = Post()
    for line in lines_of(pieces):
        words = "".join(piece.text or "" for piece in line)
        if is_notice(words) and not has_date(words):
            yield Post(pieces=line, is_notice=True)
            continue
        for token in tokens_of(line, page):
            if post.is_over(token):
                yield from _ended(post)
                post = Post(mark=token.id if isinstance(token, Mark) and token.begins else None)
            post.take(token)
    yield from _ended(post)


def _ended(post: Post) -> Iterator[Post]:
    """Yield a post, and before it what stands above an answer and was left unsigned."""
    if not post.words:
        if post.signature is not None or post.mark is not None:
            yield post
        return
    last, first = post.words[-1], post.words[0]
    if post.signature is None or last.depth <= first.depth or not last.by_colon:
        yield post
        return
    above = max(number for number, piece in enumerate(post.pieces) if _is_above(piece, last.depth))
    unsigned = Post(pieces=post.pieces[: above + 1])
    if "".join(piece.text or "" for piece in unsigned.pieces).rstrip().endswith(":"):
        yield post  # it announces what is indented below it
        return
    yield unsigned
    yield Post(pieces=post.pieces[above + 1 :], signature=post.signature, mark=post.mark)


def _is_above(piece: Piece, depth: int) -> bool:
    return piece.text is not None and LETTER.search(piece.text) is not None and piece.depth < depth


def _written(pieces: Sequence[Piece], level: int) -> str:
    writer = Writer()
    opened: list[int] = []
    for piece in pieces:
        if piece.text is not None:
            writer.add(piece.text)
        elif _is_indentation(piece, level):
            writer.separate()
        elif piece.entering:
            opened.append(piece.node.mem_id)
            writer.enter(piece.node)
        elif opened and opened[-1] == piece.node.mem_id:
            opened.pop()
            writer.leave(piece.node)
        elif piece.node.tag in BLOCKS:
            writer.separate()
    return writer.result()


def _is_indentation(piece: Piece, level: int) -> bool:
    """Return whether a list, or an item of one, is only how deep a post stands."""
    if piece.node.tag in _LISTS:
        return piece.depth < level
    inside = piece.depth if piece.entering else piece.depth + 1
    return piece.node.tag in ITEMS and inside <= level
