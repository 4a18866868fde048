"""A chart by itself: at the width of a journal's column, with what its numbers rest on written below it."""

from discourse.analysis import Analysis
from discourse.charts.drawing import drawing
from discourse.charts.page import Page, footed
from discourse.charts.wording import comments_of
from discourse.model import ledger
from discourse.replies.graph import GUESSED_KINDS
from discourse.translation import counted, number, translated
from discourse.translation.phrases import enumerated

NARROWEST, WIDEST = 60.0, 400.0
"""Between these widths in mm every chart has room for its words and its type keeps its size."""


def grounded(figure: Page, analysis: Analysis) -> Page:
    """Return a chart of an analysis with a line below it on how complete the thread is and who coded it."""
    with drawing():
        footed(figure, completeness(analysis))
    return figure


def completeness(analysis: Analysis) -> str:
    """Return in a few short sentences what the numbers of a chart rest on."""
    kept, graph = ledger(analysis.thread), analysis.graph
    if kept.declared is None:
        parts = [
            translated("{comments} read; the page does not say how many it has.", comments=comments_of(kept.captured))
        ]
    else:
        parts = [
            translated(
                "{comments} read of {declared} that the page declares.",
                comments=comments_of(kept.captured), declared=number(kept.declared),
            )
        ]  # fmt: skip
    inferred = sum(link.kind in GUESSED_KINDS for link in graph.links())
    if inferred:
        parts.append(
            translated("{links} of {all} inferred.", links=counted(inferred, "link", "links"), all=number(len(graph)))
        )
    coders = sorted({coding.coder for coding in analysis.codings})
    if coders:
        parts.append(translated("Coded by: {coders}.", coders=enumerated(coders)))
    return " ".join(parts)
