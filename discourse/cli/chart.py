"""``discourse chart``: one chart of one article, as wide as the page that it is printed on."""

import re
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.coders import CoderOption
from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import say
from discourse.cli.sources import (
    ArticleOption,
    CodebookOption,
    MapOption,
    PrivateOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    analyse_thread,
    codebook_of,
    read_article,
)
from discourse.errors import ReportError

if TYPE_CHECKING:
    from discourse.analysis import Analysis

_WIDTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?")
_IN_REPORTS = " (in reports only: discourse report --codings FILE --draw DRAW)"
"""What is said of the chart that needs people's codings and a draw."""
_IN_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


class Format(StrEnum):
    """What a chart can be written as."""

    pdf = "pdf"
    svg = "svg"
    png = "png"


NameArgument = Annotated[str | None, typer.Argument(metavar="NAME", help="The chart's name (see --list).")]
SourceArgument = Annotated[
    str | None,
    typer.Argument(metavar="SOURCE", help='A page, text, export, table or address; "-" is standard input.'),
]
WidthOption = Annotated[
    str | None,
    typer.Option("--width", help="How wide it is printed, as in 89mm, 18.3cm or 3.5in; the type keeps its size."),
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="pdf, svg or png (300 dpi); else as the file's name says, else pdf."),
]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="The file; else NAME.pdf here.")]
ListOption = Annotated[bool, typer.Option("--list", help="List the charts.")]
LangOption = Annotated[str, typer.Option("--lang", help="The language of the chart's own words: en, de, es, fr or it.")]


def chart(
    name: NameArgument = None,
    source: SourceArgument = None,
    width: WidthOption = None,
    format: FormatOption = None,  # noqa: A002  # the option's name
    out: OutOption = None,
    list_: ListOption = False,
    lang: LangOption = "en",
    article: ArticleOption = None,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    coder: CoderOption = "auto",
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    allow_private: PrivateOption = False,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
) -> None:
    """Draw one chart at the width of a page or column."""
    if list_:
        _list()
        return
    known = _known(name)
    if source is None:
        raise ReportError(f"chart {known}: it needs a page to draw; name one after the chart")
    _check_language(lang)
    kind = _format(format, out)
    wide = _millimetres(width)
    book = codebook_of(codebook)
    key = key_of(pseudonym_key, out, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, allow_private=allow_private, key=key)
    analysis = analyse_thread(read_article(source, reading, article), book, coder)
    data = _drawn(known, analysis, wide, kind, lang)
    _write(data, out or Path(f"{known}.{kind}"))


def _list() -> None:
    from discourse.charts import CHARTS

    longest = max(map(len, CHARTS))
    for name, one in CHARTS.items():
        say(f"{name:<{longest}}  {one.title}{_IN_REPORTS if name == 'corrected' else ''}")


def _known(name: str | None) -> str:
    from discourse.charts import CHARTS

    if name is None:
        raise ReportError(f"chart: name one of {', '.join(CHARTS)}, and a page")
    if name not in CHARTS:
        raise ReportError(f"chart {name}: there is no chart of that name; name one of {', '.join(CHARTS)}")
    return name


def _check_language(lang: str) -> None:
    from discourse.translation import LANGUAGES

    if lang not in LANGUAGES:
        raise ReportError(f"--lang {lang}: the words are there in {', '.join(LANGUAGES)}; name one of these")


def _format(said: Format | None, out: Path | None) -> Format:
    """Return the format that the option or the file's name asks for."""
    ending = out.suffix.lower().lstrip(".") if out else ""
    named = Format(ending) if ending in set(Format) else None
    if said and named and said is not named:
        raise ReportError(f"--format {said} and --out {out}: they name two formats; leave one out or make them agree")
    if said is None and out is not None and named is None:
        raise ReportError(f"--out {out}: its name ends in no format; end it in .pdf, .svg or .png, or give --format")
    return said or named or Format.pdf


def _millimetres(width: str | None) -> float | None:
    """Return a width in mm.

    >>> _millimetres("8.9cm"), _millimetres("89"), _millimetres(None)
    (89.0, 89.0, None)
    """
    from discourse.charts.single import NARROWEST, WIDEST

    if width is None:
        return None
    found = _WIDTH.fullmatch(width.strip())
    if found is None:
        raise ReportError(f"--width {width}: that is no width; give a number with mm, cm, in or pt, as in 89mm")
    wide = float(found.group(1)) * _IN_MM[found.group(2) or "mm"]
    if not NARROWEST <= wide <= WIDEST:
        raise ReportError(
            f"--width {width}: a chart is {NARROWEST:.0f} to {WIDEST:.0f} mm wide; give a width between these"
        )
    return wide


def _drawn(name: str, analysis: "Analysis", wide: float | None, kind: Format, lang: str) -> bytes:
    """Return the chart as a file's content; raises ReportError where there is nothing to draw."""
    from discourse.charts import CHARTS, save
    from discourse.charts.single import grounded
    from discourse.translation import speaking

    one = CHARTS[name]
    with speaking(lang):
        table = one.table(analysis)
        figure = one.draw(table) if wide is None else one.draw(table, wide)
        if figure is None:
            source = analysis.thread.article.source
            raise ReportError(f"{source}: there is nothing to draw in the chart {name}: {one.describe(table)}")
        buffer = BytesIO()
        save(grounded(figure, analysis), buffer, kind.value)
    return buffer.getvalue()


def _write(data: bytes, out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReportError(f"{out}: the chart cannot be written here ({reason}); name another file") from None
    say(str(out))
