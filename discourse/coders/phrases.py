"""Tokens of a text and the phrases of a table found among them, in time linear in the text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from discourse.text import LONGEST_WORD

WORD_OR_SIGN = (
    r"https?://\S+|www\.\S+"  # an address
    r"|(?<!\w)[@#]\w+"  # a name or a tag
    r"|[^\W\d_](?:\.[^\W\d_])+\b\.?(?:['’]s\b)?"  # U.S., e.g.
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|(?<!\S)[+-]1(?!\w|[.,]\d)|(?<!\S)/s\b"
    r"|[!?]+|\.{2,}|…|[^\w\s]"
)
"""What counts as a token, without groups, so that it can be joined with other patterns."""
_TOKEN = re.compile(WORD_OR_SIGN)
_REMEMBERED = 50_000
"""Words of which a table remembers what begins with them."""
_APOSTROPHES = str.maketrans("’‘", "''")
BREAKS = frozenset(".?!,;:()…–—") | {".."}


class Token(NamedTuple):
    """A word, sign or address with its place; ``lower`` is its lower-case form: "?" for "?!?", "!" for "!!!"."""

    lower: str
    start: int
    end: int


class Match(NamedTuple):
    """A phrase found: its kind and its first and last-but-one token numbers (half-open)."""

    kind: str
    first: int
    last: int


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a text.

    >>> [token.lower for token in tokens("Don’t! The U.S. won 3.5%?!")]
    ["don't", '!', 'the', 'u.s', 'won', '3.5', '%', '?']
    """
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(lower_form(piece.group()), *piece.span()) for piece in found]


def lower_form(piece: str) -> str:
    """Return the form by which a token is looked up: lower case, straight apostrophes, one sign for many."""
    if piece.isalpha():
        return piece.lower()
    if piece[0] in "?!":
        return "?" if "?" in piece else "!"
    if piece.startswith(".."):
        return "…"
    return (piece if len(piece) == 1 else piece.rstrip(".")).lower().translate(_APOSTROPHES)


def is_word(token: Token) -> bool:
    """Return whether a token is a word or number, not a sign, name tag or address."""
    return is_worded(token.lower)


def is_worded(lower: str) -> bool:
    """Return the same of a token's lower-case form."""
    return lower.isalpha() or (lower[0].isalnum() and "://" not in lower and not lower.startswith("www."))


def is_break(token: Token) -> bool:
    """Return whether a token ends what came before it: a comma, a full stop and their like."""
    return token.lower in BREAKS


@dataclass(eq=False)
class _Node:
    exact: dict[str, "_Node"] = field(default_factory=dict)
    endings: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    any_word: "_Node | None" = None
    kinds: tuple[str, ...] = ()


Front = tuple[_Node, ...]
"""All places in phrases that a run of words may have reached."""


class PhraseTable:
    """Phrases by kind, ready to be found.

    A phrase is written as its words; a final ``*`` stands for any ending, a lone ``_`` for any one word.

    >>> table = PhraseTable({"doubt": ["i _ doubt", "doubt*"]})
    >>> table.find(tokens("I seriously doubt that; doubtful."))
    [Match(kind='doubt', first=0, last=3), Match(kind='doubt', first=5, last=6)]
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        self._begun: dict[str, tuple[_Node, ...]] = {}
        self.kinds = tuple(sorted(phrases))
        for kind, written in phrases.items():
            for phrase in written:
                self._add(kind, phrase)

    def begin(self, word: str) -> Front:
        """Return the places in phrases after a first word; remembered, since words recur."""
        root = self._root
        if word not in root.exact and word[0] not in root.endings and root.any_word is None:
            return ()
        begun = self._begun.get(word)
        if begun is None:
            begun = tuple(_followers(root, word))
            if len(self._begun) < _REMEMBERED and len(word) <= LONGEST_WORD:
                self._begun[word] = begun
        return begun

    def may_begin(self, words: Sequence[str]) -> list[int]:
        """Return which words may begin a phrase; most do not."""
        exact, heads = self._root.exact, self._heads
        if self._root.any_word is not None:
            return list(range(len(words)))
        return [at for at, word in enumerate(words) if word in exact or word[:2] in heads or word[0] in heads]

    def may_have(self, words: Sequence[str]) -> list[int]:
        """Return which words may be in phrases after their first, or are no mere words; most are neither."""
        exact, endings = self._inner
        return [at for at, word in enumerate(words) if word in exact or word.startswith(endings) or not word.isalpha()]

    def follow(self, front: Front, word: str) -> Front:
        """Return the places that a word leads to."""
        return tuple(_all_followers(front, word))

    def kinds_at(self, front: Front) -> frozenset[str]:
        """Return the kinds of the phrases that end at these places."""
        return frozenset(kind for node in front for kind in node.kinds)

    def takes_any(self, front: Front) -> bool:
        """Tell whether a phrase goes on from these places with any word."""
        return any(node.any_word is not None for node in front)

    def inside(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Return what a word is in phrases after their first: itself, and the beginnings it has; nothing for most."""
        exact, endings = self._inner
        begun = tuple(filter(word.startswith, endings)) if word.startswith(endings) else ()
        return word if word in exact else "", begun

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The first two letters, or the only one, of the beginnings of phrases' first words with any ending."""
        return frozenset(begun[:2] for listed in self._root.endings.values() for begun, _ in listed)

    @cached_property
    def _inner(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The words of phrases after their first, and the beginnings of those with any ending."""
        exact: set[str] = set()
        endings: set[str] = set()
        left = _after(self._root)
        while left:
            node = left.pop()
            exact.update(node.exact)
            endings.update(beginning for listed in node.endings.values() for beginning, _ in listed)
            left += _after(node)
        return frozenset(exact), tuple(sorted(endings))

    def _add(self, kind: str, phrase: str) -> None:
        node = self._root
        pieces = phrase.replace("*", "\x00").split()
        for piece in pieces:
            for step in _steps(piece):
                node = _grown(node, step)
        if node is not self._root and kind not in node.kinds:
            node.kinds = (*node.kinds, kind)

    def find(self, among: list[Token]) -> list[Match]:
        """Return the longest match of each kind at each token, none inside a longer one of its kind."""
        matches: list[Match] = []
        reached: dict[str, int] = {}
        for first, token in enumerate(among):
            if not self.begin(token.lower):
                continue
            for kind, last in sorted(self.find_at(among, first).items()):
                if last > reached.get(kind, 0):
                    matches.append(Match(kind, first, last))
                    reached[kind] = last
        return matches

    def find_at(self, among: list[Token], first: int) -> dict[str, int]:
        """Return, by kind, where the longest phrase that begins at token ``first`` ends."""
        ends: dict[str, int] = {}
        front: Sequence[_Node] = self.begin(among[first].lower) if first < len(among) else ()
        position = first + 1
        while front:
            for node in front:
                for kind in node.kinds:
                    ends[kind] = position
            if position >= len(among):
                break
            front = _all_followers(front, among[position].lower)
            position += 1
        return ends


def _after(node: _Node) -> list[_Node]:
    endings = [after for listed in node.endings.values() for _, after in listed]
    return [*node.exact.values(), *endings, *([node.any_word] if node.any_word is not None else ())]


def _steps(piece: str) -> list[str]:
    """Split a written word as a text would be: ``far-fetched`` is three tokens."""
    if piece in {"_", "/s"}:
        return [piece]
    return [token.lower for token in tokens(piece.rstrip("\x00"))][:-1] + _last_step(piece)


def _last_step(piece: str) -> list[str]:
    found = tokens(piece.rstrip("\x00"))
    if not found:
        return []
    return [found[-1].lower + ("*" if piece.endswith("\x00") else "")]


def _grown(node: _Node, step: str) -> _Node:
    if step == "_":
        node.any_word = node.any_word or _Node()
        return node.any_word
    if step.endswith("*") and len(step) > 1:
        bucket = node.endings.setdefault(step[0], [])
        for beginning, after in bucket:
            if beginning == step[:-1]:
                return after
        bucket.append((step[:-1], _Node()))
        return bucket[-1][1]
    return node.exact.setdefault(step, _Node())


def _all_followers(front: Iterable[_Node], word: str) -> list[_Node]:
    """Return where all these nodes lead to by a word; most have exact words alone."""
    found: list[_Node] = []
    for node in front:
        if node.endings or node.any_word is not None:
            found.extend(_followers(node, word))
        elif word in node.exact:
            found.append(node.exact[word])
    return found


def _followers(node: _Node, word: str) -> Iterator[_Node]:
    exact = node.exact.get(word)
    if exact is not None:
        yield exact
    for beginning, after in node.endings.get(word[0], ()):
        if word.startswith(beginning):
            yield after
    if node.any_word is not None and is_worded(word):
        yield node.any_word
