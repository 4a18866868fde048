"""How texts are laid out for the encoder, and what its outputs stand for: the same when it learns and when it codes.

A pair is ``[CLS] kind first [SEP] second [SEP]``. The kind is a piece that no text holds: a reply with what it answers
(form and meaning of its clauses are read there too), a text with a target, or a text with a claim's definition.
"""

from typing import NamedTuple

from discourse.coders.neural.wordpiece import Tokenizer

TASKS = {
    "reply_stance": ("support", "deny", "query", "comment"),
    "stance": ("favor", "against", "none"),
    "match": ("match", "other"),
    "status": ("asserts", "rejects", "questions", "reports"),
    "form": ("fact", "testimony", "value", "policy", "reference", "rhetorical"),
}
"""The judgements and their codes, in the order of the network's outputs."""
OUTPUTS = tuple((task, code) for task, codes in TASKS.items() for code in codes)
REPLY, TARGET, CLAIM = 2, 3, 4
"""Numbers of the pieces that tell the kind of a pair: the vocabulary's unused ones."""
_ROOT, _TO_ROOT, _PARENT = 5, 6, 7
LONGEST = 288
"""Pieces of the longest pair."""
SECOND = 160
"""Pieces of the text judged that are read at once."""
_FIRST, _ROOT_READ, _TARGET, _DEFINITION = 56, 24, 32, 48


class Pair(NamedTuple):
    """Two texts as numbers of pieces, the kind at the head of the first."""

    first: tuple[int, ...]
    second: tuple[int, ...]


def reply_pair(tokenize: Tokenizer, text: str, parent: str, root: str, to_root: bool) -> Pair:
    """Return a comment with what it answers and what opens the thread, each empty where it is not known."""
    first = [REPLY]
    if parent:
        first += [_TO_ROOT if to_root else _PARENT, *tokenize(parent, _FIRST)]
    if root:
        first += [_ROOT, *tokenize(root, _ROOT_READ)]
    return Pair(tuple(first), tuple(tokenize(text, SECOND)))


def target_pair(tokenize: Tokenizer, text: str, target: str, parent: str, root: str) -> Pair:
    """Return a comment with a target or statement, and what it answers."""
    first = [TARGET, *tokenize(target, _TARGET)]
    if parent:
        first += [_PARENT, *tokenize(parent, _FIRST)]
    if root:
        first += [_ROOT, *tokenize(root, _ROOT_READ)]
    return Pair(tuple(first), tuple(tokenize(text, SECOND)))


def claim_pair(tokenize: Tokenizer, text: str, definition: str) -> Pair:
    """Return a clause or sentence with a claim's definition."""
    return Pair((CLAIM, *tokenize(definition, _DEFINITION)), tuple(tokenize(text, SECOND)))
