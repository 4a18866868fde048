"""The folder of a coder of one's own: its files, a card that says how far to trust it, and what to code next."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from discourse.coders.own.model import own_files
from discourse.errors import DiscourseError
from discourse.exports.frames import csv_text
from discourse.human.refi import to_toml
from discourse.training.own.coder import Figures, Trained
from discourse.visible import visible

_USE = """## Use
`discourse report page.html --coder FOLDER --codebook FOLDER/codebook.toml`. A stance or reply stance of which it is
less than .4 sure is left undecided; of comments in other languages it says nothing. Probabilities are calibrated on the
comments above. `next.csv` lists the comments not coded yet, those first of which it is least sure: code these next.
"""
_WEAK = 0.05
"""Gain in alpha over the base coder from which what was learned is called better; what is worse is not kept."""


def write(trained: Trained, folder: Path) -> None:
    """Write a coder's folder; DiscourseError where that cannot be done."""
    files = own_files(trained.own, to_toml(trained.own.codebook))
    files["card.md"] = card(trained).encode()
    order = pl.DataFrame([each._asdict() for each in trained.next], schema=["source", "comment", "doubt"])
    files["next.csv"] = csv_text(order).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise DiscourseError(f"{folder}: the coder cannot be written here ({error.strerror}); name another") from None


def card(trained: Trained) -> str:
    """Return the card of a coder as Markdown."""
    own = trained.own
    head = (
        f"Learned from {trained.coded:,} comments coded by hand, by the codebook “{visible(own.codebook.title)}” "
        f"({own.codebook.hash[:12]}); languages: {', '.join(own.languages)}."
    )
    how = (
        f"Cross-validated by {trained.divided}: {_divided(trained)} “Base” is the coder `linear` in the same comments, "
        "“usual” always the most frequent code. Calibration and the preference for rare codes were set on the same "
        "comments, so that the figures of “own” flatter a little."
    )
    table = ("| what | coded so by people | agreement | mean F1 | Krippendorff's alpha |", "|---|---|---|---|---|")
    lines = [
        f"# Coder “{visible(own.name)}”",
        head,
        "",
        "## How well it codes comments that it did not learn from",
        how,
    ]
    lines += [
        "",
        "Each cell has own · base · usual.",
        "",
        *table,
        *map(_row, trained.figures),
        "",
        *_left(trained),
        _USE,
    ]
    return "\n".join(lines)


def _divided(trained: Trained) -> str:
    if trained.divided == "page":
        return "each page was judged by what was learned from others."
    return "all comments are of one page, so branches of it were held out; on another page expect less."


def _row(figures: Figures) -> str:
    what = " ".join(filter(None, figures.asked))
    codes = ", ".join(f"{code} {often}" for code, often in figures.codes.items() if often)
    agreement = " · ".join(f"{figures.agreement[name]:.2f}" for name in ("own", "base", "usual"))
    f1 = " · ".join(f"{figures.f1[name]:.2f}" for name in ("own", "base", "usual"))
    alphas = " · ".join(_number(figures.alpha[name]) for name in ("own", "base", "usual"))
    return f"| {what} | {codes} | {agreement} | {f1} | {alphas}{_verdict(figures)} |"


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"


def _verdict(figures: Figures) -> str:
    own, base = figures.alpha["own"], figures.alpha["base"]
    if own is None or base is None:
        return ""
    return " (better)" if own > base + _WEAK else ""


def _left(trained: Trained) -> Iterator[str]:
    if not trained.left:
        return
    yield "## Not learned"
    yield "Of these the coder says what `linear` says."
    yield ""
    for each in trained.left:
        yield f"- {' '.join(filter(None, each.asked))}: {each.why}"
    yield ""
