"""A comment as the encoder reads it: pieces of its clauses in windows that fit, the first beside what is answered."""

from collections.abc import Iterator
from typing import NamedTuple

from discourse.coders.neural.encoder import Encoder, Read
from discourse.coders.neural.layout import REPLY, SECOND, Pair, reply_pair
from discourse.coders.neural.wordpiece import READ
from discourse.languages import Languages
from discourse.model import Comment, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.text import WORD, Span, clauses, sentences

_LEAD = 500
"""Characters of the article's body that stand for what it says, after its title."""
_SHORT = 3
"""A clause of fewer words belongs to the one before it."""
_WINDOWS = 12
"""Windows of a comment that are read."""


class Place(NamedTuple):
    """Where a clause or sentence stands: the window, its pieces there, and its characters in the comment."""

    window: int
    pieces: tuple[int, int]
    span: Span


class Reading(NamedTuple):
    """What is read of a comment: its windows, and where its clauses and sentences stand in them."""

    windows: tuple[Pair, ...]
    clauses: tuple[Place, ...]
    sentences: tuple[Place, ...]

    def reads(self) -> list[Read]:
        """Return the windows, each with the pieces of its clauses and then of its sentences."""
        return [
            Read(pair, tuple(place.pieces for place in (*self.clauses, *self.sentences) if place.window == number))
            for number, pair in enumerate(self.windows)
        ]


class Around(NamedTuple):
    """What a comment answers: the text, what opens the thread, and whether these are the same."""

    parent: str
    root: str
    to_root: bool


def around(thread: Thread, graph: ReplyGraph) -> list[Around]:
    """Return what each comment answers: the comment before it, or the article by its title and first words."""
    article = f"{thread.article.title or ''}\n{(thread.article.body or '')[:_LEAD]}".strip()
    parents = graph.parent.tolist()
    found = []
    for parent in parents:
        if parent >= 0:
            root = article or (thread.comments[top].text if (top := _top(parents, parent)) != parent else "")
            found.append(Around(thread.comments[parent].text, root, not root))
        else:
            found.append(Around(article if parent == ARTICLE else "", "", parent == ARTICLE))
    return found


def _top(parents: list[int], number: int) -> int:
    seen = set()
    while parents[number] >= 0 and number not in seen:
        seen.add(number)
        number = parents[number]
    return number


def is_read(comment: Comment, language: str | None, known: Languages) -> bool:
    """Return whether a comment can be judged: it is there, has words, and its language is one that was learned."""
    return not is_gone(comment) and language in known and WORD.search(comment.text) is not None


def read(encoder: Encoder, text: str, answered: Around) -> Reading:
    """Return a comment ready for the encoder."""
    tokenize = encoder.tokenize
    head = reply_pair(tokenize, "", answered.parent, answered.root, answered.to_root).first
    windows: list[tuple[int, ...]] = [()]
    placed: list[Place] = []
    spans = list(_clauses(text[:READ]))
    ends = (*(span.start for span in spans), min(len(text), READ))[1:]
    for span, following in zip(spans, ends, strict=True):
        pieces = tuple(tokenize(text[span.start : following], SECOND))
        if len(windows[-1]) + len(pieces) > SECOND:
            if len(windows) == _WINDOWS:
                break
            windows.append(())
        start = len(windows[-1])
        windows[-1] += pieces
        placed.append(Place(len(windows) - 1, (start, start + len(pieces)), span))
    pairs = (Pair(head, windows[0]), *(Pair((REPLY,), pieces) for pieces in windows[1:]))
    return Reading(pairs, tuple(placed), tuple(_sentences(text[:READ], placed)))


def _clauses(text: str) -> Iterator[Span]:
    """Yield the clauses of a text; one of hardly any words goes with the clause before it in its sentence."""
    for sentence in sentences(text):
        held: Span | None = None
        for clause in clauses(text, sentence):
            few = len(WORD.findall(text, *clause)) < _SHORT
            if held and few:
                held = Span(held.start, clause.end)
                continue
            if held:
                yield held
            held = clause
        if held:
            yield held


def _sentences(text: str, placed: list[Place]) -> Iterator[Place]:
    """Yield the sentences that stand in one window as a whole; of others the clauses in each."""
    starts = {sentence.start for sentence in sentences(text)}
    held: Place | None = None
    for place in placed:
        if held and place.span.start not in starts and place.window == held.window:
            held = Place(held.window, (held.pieces[0], place.pieces[1]), Span(held.span.start, place.span.end))
            continue
        if held:
            yield held
        held = place
    if held:
        yield held
