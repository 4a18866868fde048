"""The table ``tree`` as nodes to draw: who hangs on whom, with the comments whose parent is missing last."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from discourse.charts.layout import branch_sizes, children_of, preorder
from discourse.charts.style import INK, ROOT, RULE, UNCODED, Look, look, pale
from discourse.charts.unsure import noting_unsure, with_unsure
from discourse.replies.graph import MISSING
from discourse.translation import deferred, translated

CODES = ("support", "deny", "query", "comment")
STATED, GUESSED, UNKNOWN = "stated", "inferred", "parent not known"
_LINES = {
    STATED: deferred("Solid lines are stated by the page."),
    GUESSED: deferred("Dashed lines are inferred, fainter where less sure."),
    UNKNOWN: deferred("Dotted stubs lack a parent."),
}
MAKES_A_CLAIM = Look(INK, INK, INK, "#FFFFFF", "s")


@dataclass(frozen=True)
class Forest:
    """The comments as nodes 0 … n-1 in the order shown, and the article as node n.

    ``parent`` is -1 both for what answers the article and for ``orphan`` ones, which only stand beside it.
    """

    numbers: Sequence[int]
    parent: Sequence[int]
    orphan: Sequence[bool]
    author: Sequence[str | None]
    kind: Sequence[str]
    probability: Sequence[float]
    code: Sequence[str | None]
    claims: Sequence[int]
    claim: Sequence[str | None]
    status: Sequence[str | None]
    unsure: Sequence[bool]

    def __len__(self) -> int:
        return len(self.parent)

    @cached_property
    def children(self) -> list[list[int]]:
        """The children of each node in the order shown; among the article's, orphans come last."""
        children = children_of(self.parent)
        children[-1].sort(key=lambda node: (self.orphan[node], node))
        return children

    @cached_property
    def order(self) -> list[int]:
        """The comments as they are read, each before its replies."""
        return preorder(self.children)[1:]

    @cached_property
    def sizes(self) -> list[int]:
        """How many comments each branch has."""
        return branch_sizes(self.children)

    @cached_property
    def depth(self) -> list[int]:
        """The depth of each comment, 1 for one that answers the article, and 0 for the article."""
        depth = [0] * (len(self) + 1)
        for node in self.order:
            depth[node] = depth[self.parent[node]] + 1
        return depth

    @cached_property
    def line(self) -> list[str]:
        """How the link of each comment is known: stated, inferred or not at all."""
        return [
            UNKNOWN if alone else STATED if kind == "explicit" else GUESSED
            for alone, kind in zip(self.orphan, self.kind, strict=True)
        ]

    @property
    def reading(self) -> str:
        """What the kinds of lines mean, of those that occur, and what a pale mark is."""
        said = " ".join(translated(meaning) for line, meaning in _LINES.items() if line in self.line)
        return noting_unsure(said, any(self.unsure))

    def look(self, code: str | None, unsure: bool = False) -> Look:
        """Return the look of a code, pale where unsure; where nobody coded anything, all comments share one tone."""
        if self.code_free:
            return ROOT._replace(mark="o", fill=RULE, line=RULE, on=INK)
        return pale(look(code)) if unsure else look(code)

    @cached_property
    def code_free(self) -> bool:
        """Whether no comment has a code."""
        return not any(self.code)

    @property
    def keys(self) -> list[tuple[str, Look]]:
        """The codes that occur, with their looks, in fixed order."""
        present = set(self.code)
        known = [(translated(code), look(code)) for code in CODES if code in present]
        return known + ([(translated("no code"), UNCODED)] if known and None in present else [])

    @property
    def claim_key(self) -> list[tuple[str, Look]]:
        """The key of the mark of comments that make a claim, where there are any."""
        return [(translated("makes a claim of the codebook"), MAKES_A_CLAIM)] if any(self.claims) else []


def forest(table: pl.DataFrame) -> Forest:
    """Return the nodes of a ``tree`` table."""
    numbers = table["number"].to_list()
    place = {number: node for node, number in enumerate(numbers)}
    parents = table["parent"].to_list()
    return Forest(
        numbers=numbers,
        parent=[place.get(parent, -1) for parent in parents],
        orphan=[parent == MISSING for parent in parents],
        author=table["author"].to_list(),
        kind=table["kind"].to_list(),
        probability=table["probability"].to_list(),
        code=table["reply_stance"].to_list(),
        claims=table["claims"].to_list(),
        claim=table["claim"].to_list(),
        status=table["status"].to_list(),
        unsure=with_unsure(table)["unsure"].to_list(),
    )
