"""Shares corrected for a machine's errors, as a table that charts and reports take."""

import polars as pl

from discourse.analysis import Analysis
from discourse.codebook import claim_labels, target_labels
from discourse.exports.frames import Schema, frame

_SCHEMA: Schema = {
    "variable": pl.String, "target": pl.String, "label": pl.String, "code": pl.String, "machine": pl.Float64,
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "comments": pl.Int64, "coded": pl.Int64,
    "errors": pl.Int64, "reason": pl.String,
}  # fmt: skip


def corrected(analysis: Analysis) -> pl.DataFrame:
    """Return one row a code: its share of comments as the machine has it, and corrected, with its 95 % interval.

    There are no rows where nobody's codings correct the analysis. ``code`` may be ``present``, a claim of any status;
    ``coded`` are the comments coded by hand, ``errors`` in how many of these the machine was wrong. ``reason`` says why
    there is no figure, or that it is rough.
    """
    labels = {("claim", claim): label for claim, label in claim_labels(analysis.codebook).items()}
    labels |= {("stance", target): label for target, label in target_labels(analysis.codebook).items()}
    figures = analysis.correction.figures if analysis.correction else ()
    rows = (
        (
            figure.variable, figure.target, labels.get((figure.variable, figure.target or ""), figure.target),
            figure.code, figure.machine, figure.value, figure.low, figure.high, figure.comments, figure.coded,
            figure.errors, figure.reason,
        )
        for figure in figures
        if figure.group is None
    )  # fmt: skip
    return frame(_SCHEMA, rows)
