"""The tables of a class report as data."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from discourse.classroom.grading import ClassFigures, Match
from discourse.classroom.packs import Pack


def students_table(figures: ClassFigures) -> pl.DataFrame:
    """Return a row for each student: marks, answers, and share, kappa and number of units against each of three."""
    rows: list[dict[str, Any]] = []
    for each in figures.students:
        row: dict[str, Any] = {
            "student": each.name,
            "key_marks": each.marks.key,
            "found": each.marks.found,
            "wrongly_marked": each.marks.wrong,
            "marks": each.marks.given,
            "asked": each.asked,
            "answered": each.answered,
            "cannot_tell": each.unsure,
            "not_read": each.unread,
        }
        for name in ("key", "others", "machine"):
            found: Match = getattr(each, name)
            row |= {f"{name}_units": found.units, f"{name}_share": found.share, f"{name}_kappa": found.kappa}
        rows.append(row)
    counts = ("key_marks", "found", "wrongly_marked", "marks", "asked", "answered", "cannot_tell", "not_read")
    schema: dict[str, Any] = {"student": pl.String, **dict.fromkeys(counts, pl.Int64)}
    for name in ("key", "others", "machine"):
        schema |= {f"{name}_units": pl.Int64, f"{name}_share": pl.Float64, f"{name}_kappa": pl.Float64}
    return pl.DataFrame(rows, schema=schema)


def units_table(pack: Pack, figures: ClassFigures) -> pl.DataFrame:
    """Return a row for each question about each comment, with what was given how often."""
    number = {comment.id: at for at, comment in enumerate(pack.thread.comments, start=1)}
    return pl.DataFrame(
        [
            {
                "number": number[row.unit.comment],
                "comment": row.unit.comment,
                "question": row.unit.question,
                "given": "; ".join(f"{code} {count}" for code, count in row.often.items()),
                "class": row.majority,
                "key": " | ".join(row.key),
                "machine": row.machine,
                "pairs_agree": row.share,
            }
            for row in figures.units
        ],
        schema={
            "number": pl.Int64, "comment": pl.String, "question": pl.String, "given": pl.String, "class": pl.String,
            "key": pl.String, "machine": pl.String, "pairs_agree": pl.Float64,
        },
    )  # fmt: skip


def questions_table(figures: ClassFigures) -> pl.DataFrame:
    """Return a row for each question, and one for all together, with their agreement."""
    rows: Sequence[tuple[Any, ...]] = [
        (each.question, each.units, each.alpha, each.share, each.class_key.share, each.machine_key.share)
        for each in figures.questions
    ]
    whole = (
        "all",
        len(figures.units),
        figures.alpha,
        figures.share,
        figures.class_key.share,
        figures.machine_key.share,
    )
    return pl.DataFrame(
        [*rows, whole],
        schema={
            "question": pl.String, "units": pl.Int64, "alpha": pl.Float64, "pairs_agree": pl.Float64,
            "class_as_key": pl.Float64, "machine_as_key": pl.Float64,
        },
        orient="row",
    )  # fmt: skip
