"""Claims by status and targets by stance: how many comments, and which."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from polars import DataFrame

from discourse.codebook import Codebook
from discourse.reporting.records import Cell, CodeTable, Row
from discourse.reporting.wording import listing, shortened
from discourse.tables import STANCES, STATUSES
from discourse.translation import agreeing, deferred, named, translated
from discourse.visible import visible

NAMED_COMMENTS = 12
"""A cell names this many comments by number."""


class _Kind(NamedTuple):
    title: str
    subject: str
    key: str
    codes: Sequence[str]
    none_named: str
    none_found: tuple[str, str]


_CLAIMS = _Kind(
    deferred("Claims by status"),
    deferred("Claim type"),
    "claim",
    STATUSES,
    deferred("The codebook names no claim types, so none was looked for."),
    (
        deferred("None of the {n} claim type of the codebook was found in any comment."),
        deferred("None of the {n} claim types of the codebook was found in any comment."),
    ),
)
_STANCES = _Kind(
    deferred("Stance toward targets"),
    deferred("Target"),
    "target",
    STANCES,
    deferred("The codebook names no targets, so none was looked for."),
    (
        deferred("None of the {n} target of the codebook was found in any comment."),
        deferred("None of the {n} targets of the codebook was found in any comment."),
    ),
)


def claim_table(claims: DataFrame, codings: DataFrame, numbers: dict[str, int], book: Codebook) -> CodeTable:
    """Return how many comments assert, reject, question or report each claim type, most frequent first."""
    definitions = {claim.id: named(claim.definition) for claim in book.claim_types}
    return _table(_CLAIMS, claims, _commented(codings, "claim", numbers), definitions)


def stance_table(stance: DataFrame, codings: DataFrame, numbers: dict[str, int]) -> CodeTable:
    """Return how many comments are in favor of each target, against it, or mention it without a side."""
    return _table(_STANCES, stance, _commented(codings, "stance", numbers), {})


_Places = dict[tuple[str, str], list[int]]


def _commented(codings: DataFrame, variable: str, numbers: dict[str, int]) -> _Places:
    """Return the numbers of the comments under each target and code, each comment under its most probable code."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    of_variable = codings.filter(codings["variable"] == variable).drop_nulls(["target", "code"])
    for comment, target, code, given in of_variable.select("comment", "target", "code", "probability").iter_rows():
        sureness = 1.0 if given is None else given
        if (target, comment) not in best or sureness > best[target, comment][0]:
            best[target, comment] = (sureness, code)
    places: _Places = defaultdict(list)
    for (target, comment), (_, code) in best.items():
        if comment in numbers:
            places[target, code].append(numbers[comment])
    return places


def _table(kind: _Kind, counts: DataFrame, places: _Places, definitions: dict[str, str]) -> CodeTable:
    rows = _rows(kind, counts, places, definitions)
    found = sorted((row for row in rows if _total(row)), key=lambda row: -_total(row))
    return CodeTable(
        title=translated(kind.title),
        subject=translated(kind.subject),
        codes=tuple(kind.codes),
        rows=tuple(found),
        remark=_not_found([row.label for row in rows if not _total(row)]) if found else None,
        absent=None if found else _absent(kind, len(rows)),
    )


def _rows(kind: _Kind, counts: DataFrame, places: _Places, definitions: dict[str, str]) -> list[Row]:
    labels: dict[str, str] = {}
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    for target, label, code, comments in counts.select(kind.key, "label", "code", "comments").iter_rows():
        labels[target] = label
        cells[target].append(_cell(code, comments, places.get((target, code), ())))
    variable = "claim" if kind is _CLAIMS else "stance"
    return [
        Row(
            anchor=f"{variable}-{visible(target)}",
            label=shortened(visible(label), 80),
            cells=tuple(cells[target]),
            definition=shortened(visible(definitions.get(target, "")), 300),
        )
        for target, label in labels.items()
    ]


def _cell(code: str, comments: int, places: Iterable[int]) -> Cell:
    numbers = sorted(places)
    return Cell(code=code, count=comments, numbers=tuple(numbers[:NAMED_COMMENTS]), more=len(numbers) > NAMED_COMMENTS)


def _total(row: Row) -> int:
    return sum(cell.count for cell in row.cells)


def _not_found(labels: Sequence[str]) -> str | None:
    return translated("Looked for and not found: {labels}.", labels=listing(labels)) if labels else None


def _absent(kind: _Kind, looked_for: int) -> str:
    return agreeing(looked_for, *kind.none_found) if looked_for else translated(kind.none_named)
