"""The pages of a run: one content, set as HTML by Jinja2 and as PDF by Typst, of which none reads it as code."""

import io
from pathlib import Path

import msgspec
import polars as pl

from discourse.bulk.manifest import Manifest, finished
from discourse.bulk.store import CODEBOOK_FILE
from discourse.bulk.summary.drawing import claims_by_month, communities, distribution
from discourse.bulk.summary.figures import MEASURES, QUANTILES, STATUSES, Figures, figures_of
from discourse.bulk.summary.sample import Sample, sample_of
from discourse.charts.page import Page
from discourse.charts.saving import save
from discourse.codebook import Codebook, claim_labels
from discourse.reporting.folder import write
from discourse.reporting.packing import packed
from discourse.reporting.setting import Setting, set_with_fonts, typesetter
from discourse.reporting.templating import environment
from discourse.translation import agreeing, counted, deferred, language, number, translated
from discourse.translation.phrases import percent
from discourse.visible import visible

_SHORT = 60
_FOREIGN = 0.2
"""Share of comments that learned weights do not judge from which it is said among the first things."""
_PACKAGE = "discourse.bulk.summary"


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A chart as SVG with its title, which is its alternative text, too; ``half`` charts stand side by side."""

    title: str
    svg: str
    half: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table with its heading and a sentence below; ``absent`` says why it is not there."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    absent: str = ""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """All that the pages say."""

    title: str
    heads: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]
    method: tuple[str, ...]
    words: dict[str, str]
    language: str


def report(folder: Path, out: Path) -> Path:
    """Write the report of a finished run into a folder, and return the PDF's place.

    Raises BulkError where the run is not done, ReportError where the folder cannot be written.
    """
    manifest = finished(folder)
    codebook = _codebook(folder, manifest)
    figures = figures_of(folder, manifest, codebook)
    sample = sample_of(folder, manifest, codebook)
    content = content_of(manifest, codebook, figures, sample)
    files_ = {"report.html": webpage(content), "report.pdf": pdf(content)}
    if sample is not None:
        files_ |= {"sample/sheet.csv": sample.sheet, "sample/draw.json": sample.draw}
    write(files_, out)
    return out / "report.pdf"


def _codebook(folder: Path, manifest: Manifest) -> Codebook:
    if manifest.codebook is None:
        return Codebook(title="none")
    return msgspec.json.decode((folder / CODEBOOK_FILE).read_bytes(), type=Codebook)


def content_of(manifest: Manifest, codebook: Codebook, figures: Figures, sample: Sample | None) -> Content:
    """Return what the pages say of a run."""
    return Content(
        title=translated("A corpus of comment threads"),
        heads=_heads(manifest, figures),
        summary=tuple(_summary(manifest, figures)),
        pictures=_pictures(codebook, figures),
        tables=(_disputes(figures), _communities(figures), _structure(figures), _ledger(manifest)),
        method=(*_method(manifest, sample), *(() if _is_foreign(figures) else _judged(figures))),
        words={"method": translated("How this was made"), "page": translated("Page")},
        language=language(),
    )


def _heads(manifest: Manifest, figures: Figures) -> tuple[tuple[str, str], ...]:
    rows = manifest.totals.rows if manifest.totals else {}
    return (
        (number(rows.get("comments", 0)), translated("comments")),
        (number(rows.get("threads", 0)), translated("threads")),
        (number(figures.authors), translated("named authors")),
        (number(rows.get("codings", 0)), translated("codings")),
    )


def _summary(manifest: Manifest, figures: Figures) -> list[str]:
    names = ", ".join(_short(one.name) for one in manifest.inputs[:4])
    more = len(manifest.inputs) - 4
    said = [translated("Read from {names}.", names=f"{names} +{more}" if more > 0 else names)]
    months = figures.months["month"]
    if len(months):
        is_one = months[0] == months[-1]
        said.append(
            translated("All dated comments are of {last}.", last=months[-1])
            if is_one
            else translated("Comments are dated from {first} to {last}.", first=months[0], last=months[-1])
        )
    threads = manifest.totals.rows.get("threads", 0) if manifest.totals else 0
    if empty := threads - int(figures.sizes["threads"].sum()):
        said.append(agreeing(empty, "Of the threads, {n} has no comment.", "Of the threads, {n} have no comments."))
    said += _most_disputed(figures)
    if _is_foreign(figures):
        said += _judged(figures)
    if manifest.totals and manifest.totals.dead_letters:
        lost = counted(manifest.totals.dead_letters, "part of the input", "parts of the input")
        said.append(translated("{lost} gave no comment; dead_letters.jsonl says which and why.", lost=lost))
    return said


def _told_by(figures: Figures) -> dict[str | None, int]:
    """Return of how many comments each coder tells the reply stance, ``None`` where none could."""
    return dict(figures.judges.select("coder", "comments").iter_rows())


def _is_foreign(figures: Figures) -> bool:
    """Tell whether so many comments are not judged by learned weights that shares of all comments mean less."""
    told = _told_by(figures)
    return sum(told.values()) - told.get("linear", 0) >= _FOREIGN * max(sum(told.values()), 1)


def _judged(figures: Figures) -> list[str]:
    """Return how reply stance was told, where not all comments were judged in the same way."""
    told = _told_by(figures)
    by_words, nobody = told.get("cues", 0), told.get(None, 0)
    if not by_words + nobody:
        return []
    comments = counted(sum(told.values()), "comment", "comments")
    return [
        translated(
            "Learned weights, which know English, tell the reply stance of {n} of {comments}, word lists that of "
            "{by_words} in other languages.",
            n=number(told.get("linear", 0)),
            comments=comments,
            by_words=number(by_words),
        ),
        *(
            [
                translated(
                    "It stays open for {nobody}: deleted, without words, in a language unknown to both, or in answer "
                    "to what is not there.",
                    nobody=number(nobody),
                )
            ]
            if nobody
            else ()
        ),
        translated("Form and most stances are told by learned weights alone, so their shares are of English comments."),
    ]


def _most_disputed(figures: Figures) -> list[str]:
    """Return which of the claims that somebody asserts is most disputed: no superlative is made where none is."""
    disputed = figures.disputes.filter(pl.col("asserts") > 0).drop_nulls("disputed")
    if not disputed.height:
        return []
    top = disputed.row(0, named=True)
    if not top["disputed"]:
        return [translated("No claim that is asserted is rejected, or denied in an answer.")]
    return [
        translated(
            "Most disputed is “{claim}”: of the comments that assert it, reject it or deny it in an answer, "
            "{share} dispute it.",
            claim=_short(top["label"]),
            share=percent(top["disputed"]),
        )
    ]


def _pictures(codebook: Codebook, figures: Figures) -> tuple[Picture, ...]:
    counted_in = translated("Threads by their number of comments; each row doubles it.")
    deep = translated("Threads by their greatest depth; 1 answers the article.")
    drawn = (
        (translated("Claims over the months"), claims_by_month(figures, claim_labels(codebook)), False),
        (translated("Communities compared"), communities(figures), False),
        (
            translated("Size of threads"),
            distribution(figures.sizes, "sizes", translated("Size of threads"), counted_in),
            True,
        ),
        (
            translated("Depth of threads"),
            distribution(figures.depths, "depths", translated("Depth of threads"), deep),
            True,
        ),
    )
    return tuple(
        Picture(title=title, svg=_svg(figure), half=half) for title, figure, half in drawn if figure is not None
    )


def _svg(figure: Page) -> str:
    held = io.BytesIO()
    save(figure, held, "svg")
    return held.getvalue().decode("utf-8")


def _disputes(figures: Figures) -> Table:
    rows = figures.disputes.filter(pl.sum_horizontal(*STATUSES) > 0)
    return Table(
        title=translated("Disputed claims"),
        note=translated(
            "Comments by what they do with a claim; answers are replies to a comment that asserts it. Disputed: "
            "comments that reject it or deny it in an answer, each counted once, among these and those that assert it. "
            "Claims and reply stances are found by machine, and no person has checked them."
        ),
        head=tuple(map(translated, ("claim", *STATUSES, "answers to it", "that deny", "disputed"))),
        rows=tuple(
            (
                _short(row["label"]),
                *(number(row[name]) for name in (*STATUSES, "answered", "denied")),
                _share(row["disputed"]),
            )
            for row in rows.iter_rows(named=True)
        ),
        absent="" if rows.height else translated("No claim was found, or none was looked for."),
    )


def _communities(figures: Figures) -> Table:
    rows = figures.communities
    return Table(
        title=translated("Communities"),
        note=translated("The largest. The shares are of their comments, and of their replies to comments."),
        head=tuple(map(translated, ("community", "comments", "threads", "named authors", "with a claim", "denying"))),
        rows=tuple(
            (_short(row["community"]), *(number(row[name]) for name in ("comments", "threads", "authors")),
             _share(row["claiming"]), _share(row["deny"]))
            for row in rows.iter_rows(named=True)
        ),
        absent="" if rows.height else translated("The input names no communities."),
    )  # fmt: skip


def _structure(figures: Figures) -> Table:
    columns = [f"q{round(100 * q)}" for q in QUANTILES]
    words = dict(MEASURES)
    return Table(
        title=translated("Structure of threads"),
        note=translated("Of the threads in which a measure is defined, this percentage has at most so much."),
        head=(
            translated("measure"),
            translated("threads"),
            *(percent(q) for q in QUANTILES),
            translated("greatest"),
        ),
        rows=tuple(
            (
                translated(words[row["measure"]]),
                number(row["threads"]),
                *(_value(row[name]) for name in (*columns, "greatest")),
            )
            for row in figures.structure.iter_rows(named=True)
        ),
    )


def _ledger(manifest: Manifest) -> Table:
    totals = manifest.totals
    ledger = totals.ledger if totals else {}
    words = {
        "captured": deferred("comments captured"),
        "deleted": deferred("deleted"),
        "blocked": deferred("blocked"),
        "hidden": deferred("hidden"),
        "collapsed": deferred("collapsed"),
        "orphans": deferred("answer a comment that is not there"),
        "duplicates": deferred("left out: the same id again"),
        "self_replies": deferred("said to answer themselves"),
        "cycles": deferred("chains of answers that lead back, cut"),
        "skipped": deferred("other things left out of pages"),
    }
    rows = [(translated(said), number(ledger.get(name, 0))) for name, said in words.items()]
    rows.append((translated("dead letters"), number(totals.dead_letters if totals else 0)))
    return Table(
        title=translated("Completeness"), note="", head=(translated("what"), translated("how many")), rows=tuple(rows)
    )


def _method(manifest: Manifest, sample: Sample | None) -> list[str]:
    book = manifest.codebook
    said = [translated("Made by discourse {version}.", version=manifest.discourse)]
    if book is not None:
        said.append(
            translated(
                "Codebook: {title} {version}, hash {hash}.",
                title=_short(book.title),
                version=book.version,
                hash=book.hash[:12],
            )
        )
    if sample is not None:
        said.append(
            translated(
                "The folder sample has a sheet of {n} comments to be coded by hand, drawn at random within what the "
                "machine found; discourse correct takes the coded sheet and draw.json.",
                n=number(sample.size),
            )
        )
    return said


def _short(text: str) -> str:
    inert = visible(" ".join(text.split()))
    return inert if len(inert) <= _SHORT else f"{inert[: _SHORT - 1]}…"


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value, 0 if value >= 0.0995 or value == 0 else 1)


def _value(value: float | None) -> str:
    return "–" if value is None else number(value, 0 if value == int(value) or value >= 100 else 2)


def webpage(content: Content) -> bytes:
    """Return the pages as one HTML file in UTF-8."""
    from markupsafe import Markup

    # the charts escape every text in them, and the page allows no script
    drawn = {picture.title: Markup(picture.svg) for picture in content.pictures}  # noqa: S704
    page = environment(_PACKAGE).get_template("corpus.html.j2")
    return page.render(said=content, drawn=drawn).encode()


def pdf(content: Content) -> bytes:
    """Return the pages as a PDF, PDF/UA-1 where the text allows it: the same bytes for the same content.

    Raises ReportError where Typst refuses them.
    """
    text = msgspec.json.encode(content).decode()

    def pages(setting: Setting) -> bytes:
        with typesetter(_PACKAGE, setting, text) as typst:
            return packed(typst.pdf("corpus.typ"))

    return set_with_fonts("report.pdf", text, pages)
