"""The bench's tables, for the screen or as markdown for the model card."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.coding.answers import Answers
from benchmarks.coding.figures import COVERAGES, Honesty, Ints, Rows, Scores, honesty, scores
from discourse.training.linear.tasks import Source


class Measured(NamedTuple):
    """What one set's table shows."""

    title: str
    metric: str
    size: int
    classes: tuple[str, ...]
    scored: tuple[int, ...]
    ours: Scores
    others: dict[str, Scores]
    honest: Honesty
    published: str
    remark: str

    def figures(self) -> dict[str, float]:
        """Return the figures that floors may name: that of the set, and F1 by class."""
        by_class = zip(self.classes, self.ours.by_class, strict=True)
        return {self.title: self.ours.mean} | {f"{self.title}: {name}": float(value) for name, value in by_class}


def measure(answered: Answers) -> Measured:
    """Return the figures of a set."""
    one = answered.measured
    rows, classes = one.compared(), len(one.classes)
    commonest = np.full(len(rows.truth), np.bincount(rows.truth, minlength=classes).argmax())
    others = {"majority": commonest}
    if answered.baseline is not None:
        others["TF-IDF + LR"] = answered.baseline
    return Measured(
        title=one.title,
        metric=one.metric,
        size=len(rows.truth),
        classes=tuple(one.classes),
        scored=tuple(one.counted()),
        ours=_scores(rows, answered.given, one.counted(), classes),
        others={name: _scores(rows, given, one.counted(), classes) for name, given in others.items()},
        honest=honesty(rows.truth == answered.given, answered.sure),
        published=one.published,
        remark=answered.remark,
    )


def _scores(rows: Rows, given: Ints, counted: Sequence[int], classes: int) -> Scores:
    return scores(rows, given, classes, counted)


def as_text(found: Measured, coder: str) -> Iterator[str]:
    """Yield the lines of a set's table for the screen."""
    yield f"\n{found.title}: n {found.size}, {found.metric}"
    yield f"{'':12}{'mean':>19}" + "".join(f"{name:>19}" for name in found.classes)
    yield _text_row(coder, found.ours)
    for name, score in found.others.items():
        yield _text_row(name, score)
    yield f"  published: {found.published}"
    if found.remark:
        yield f"  {found.remark}"
    covered = zip(COVERAGES, found.honest.accuracy, strict=True)
    accuracy = ", ".join(f"{share:.0%} {value:.3f}" for share, value in covered)
    yield f"  ECE {found.honest.error:.3f}, Brier {found.honest.brier:.3f}, accuracy at coverage {accuracy}"


def _text_row(name: str, score: Scores) -> str:
    ends = [score.interval, *map(tuple, score.class_interval)]
    cells = [f"{value:.3f} [{low:.3f}, {high:.3f}]" for value, (low, high) in _with_ends(score, ends)]
    return f"{name:12}" + "".join(f"{cell.replace('0.', '.'):>19}" for cell in cells)


def _with_ends(score: Scores, ends: Sequence[tuple[float, ...]]) -> Iterator[tuple[float, tuple[float, ...]]]:
    return zip((score.mean, *score.by_class), ends, strict=True)


def as_markdown(found: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of the tables of a task for its model card: figures first, then how honest they are."""
    yield "| set | rows | mean F1 | by class | majority | TF-IDF + LR | published |"
    yield "|---|---|---|---|---|---|---|"
    for one in found:
        low, high = one.ours.interval
        plain = one.others.get("TF-IDF + LR")
        cells = (
            f"{one.title} ({one.metric})",
            f"{one.size:,}",
            f"**{_short(one.ours.mean)}** [{_short(low)}, {_short(high)}]",
            "; ".join(_class_cells(one)),
            _short(one.others["majority"].mean),
            _short(plain.mean) if plain else "–",
            one.published,
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "| set | ECE | Brier | accuracy, all | surest 80 % | surest 50 % |"
    yield "|---|---|---|---|---|---|"
    for one in found:
        figures = (one.honest.error, one.honest.brier, *one.honest.accuracy)
        yield f"| {one.title} | " + " | ".join(map(_short, figures)) + " |"
    yield ""
    for remark in dict.fromkeys(one.remark for one in found if one.remark):
        yield f"* {'; '.join(one.title for one in found if one.remark == remark)}: {remark}."


KNOWN = {
    "rumoureval": ("RumourEval 2019, train", "none stated in the copy at hand"),
    "iac": ("Internet Argument Corpus v1 pairs", "none stated, research use"),
    "cmv modes": ("Change My View modes v2, propositions that answer an earlier turn", "none stated, research use"),
    "mask mandate": ("SubReddit-MaskMandate", "none stated, research use"),
    "judged replies": ("MT-CSD train and valid, replies that a language model coded", "none stated, research use"),
    "argkp": ("ArgKP-2021, train", "CDLA-Sharing 1.0"),
    "perspectrum": ("Perspectrum, train", "CC BY-SA 4.0"),
    "ibm claims": ("IBM claim stance, train", "CC BY 3.0"),
    "mtcsd": ("MT-CSD, train and valid", "none stated, research use"),
    "judged statements": (
        "arguments beside other statements and forum sentences, judged by a larger model",
        "as above; Internet Argument Corpus: none stated",
    ),
    "judged targets": (
        "MT-CSD comments beside other targets and forum posts beside what they name, judged by a larger model",
        "as above",
    ),
    "cdcp": ("CDCP, train", "ODbL"),
    "cmv units": ("Change My View elementary units", "none stated, research use"),
    "regroom": ("Regulation Room, train (opinion, fact, testimony)", "none stated, research use"),
}
"""What sources are called in full, and the licence of their data."""


def as_sources(found: Sequence[Source]) -> Iterator[str]:
    """Yield the table of what a variable is learned from; sources made of the others have no licence of their own."""
    yield "| source | rows | kind of place | worth of a row | licence of the data |"
    yield "|---|---|---|---|---|"
    for one in found:
        if one.rows:
            name, licence = KNOWN.get(one.name, (f"{one.name}, made of the rows above", "as above"))
            yield f"| {name} | {len(one.rows):,} | {one.kind} | {one.worth:g} | {licence} |"


def refreshed(card: str, task: str, table: str, what: str = "figures") -> str:
    """Return a model card with a task's table in its place, between two remarks; ValueError where it has none."""
    before, begins, rest = card.partition(f"<!-- {what}: {task} -->")
    _, ends, after = rest.partition("<!-- end -->")
    if not ends:
        raise ValueError(f"the model card has no place for {what} of {task}")
    return f"{before}{begins}\n{table}\n{ends}{after}"


def _class_cells(one: Measured) -> Iterator[str]:
    for name, value, (low, high) in zip(one.classes, one.ours.by_class, one.ours.class_interval, strict=True):
        yield f"{name} {_short(value)} [{_short(low)}, {_short(high)}]"


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
