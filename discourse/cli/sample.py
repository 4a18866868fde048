"""``discourse sample``: draw comments to be coded by people, and write their sheets."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.screen import complain, say
from discourse.cli.sources import CodebookOption, MapOption, ReaderOption, Reading, SourcesArgument
from discourse.cli.tongues import Tongue, TongueOption
from discourse.errors import ReadError

if TYPE_CHECKING:
    from discourse.human.drawing import Page
    from discourse.human.sheets import Draw, Sheet


class Way(StrEnum):
    """What comments are drawn by."""

    claim = "claim"
    reply_stance = "reply_stance"
    uncertainty = "uncertainty"
    random = "random"


class Asked(StrEnum):
    """What coders are to decide."""

    reply_stance = "reply_stance"
    stance = "stance"
    claim = "claim"
    form = "form"


class Program(StrEnum):
    """Other programs that people code in."""

    label_studio = "label-studio"
    potato = "potato"


NumberOption = Annotated[int, typer.Option("--n", help="How many comments.", min=1, max=1_000_000)]
WayOption = Annotated[
    Way,
    typer.Option("--by", help="At random; in strata by what a machine says, so that rare codes are met; by its doubt."),
]
SeedOption = Annotated[int, typer.Option("--seed", help="The same seed draws the same comments.", min=0)]
CoderOption = Annotated[str, typer.Option("--coder", help="The machine that strata and doubt are of.")]
AskedOption = Annotated[
    list[Asked],
    typer.Option("--variable", "-v", help="What is to be coded; if not said: all of the codebook but form."),
]
ProgramOption = Annotated[
    list[Program], typer.Option("--also", help="Write the project of another program, too; may be given again.")
]
OutOption = Annotated[Path, typer.Option("--out", "-o", help="The folder for the sheets and draw.json.")]


def sample(
    sources: SourcesArgument,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    n: NumberOption = 100,
    by: WayOption = Way.claim,
    seed: SeedOption = 1,
    coder: CoderOption = "auto",
    variable: AskedOption = [],  # noqa: B006
    also: ProgramOption = [],  # noqa: B006
    lang: TongueOption = Tongue.en,
    out: OutOption = Path("discourse-sample"),
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
) -> None:
    """Draw comments worth coding by hand: sheets for coders, and for you how each comment was drawn."""
    from discourse.analysis import analyse
    from discourse.cli.coding_files import book_of
    from discourse.cli.sources import read_pages
    from discourse.human.drawing import Page, Wish, drawn
    from discourse.human.sheets import draw_json

    book = book_of(codebook)
    assert book is not None  # noqa: S101  # there is always one by default
    pages = []
    for name, thread in read_pages(sources, Reading(reader=reader, map=map)).items():
        analysis = analyse(thread, codebook=list(codebook), coder=coder)
        pages.append(Page(name, thread, analysis.graph, analysis.codings))
    sheet, draw = drawn(
        pages, book, Wish(n, by.value, seed, tuple(each.value for each in dict.fromkeys(variable)), coder)
    )
    files = _sheets(sheet, pages, lang) | {"draw.json": draw_json(draw)} | _projects(sheet, also)
    _write(files, out)
    say(
        f"{_drawn(draw, by, seed)} → {out} (sheet {sheet.id}); give coders one of the sheets, and keep draw.json "
        "for discourse correct"
    )


def _drawn(draw: "Draw", by: Way, seed: int) -> str:
    """Return how many comments were drawn, and how."""
    rows = len(draw.rows)
    if rows == draw.population:
        return f"all {_many(rows)}" if rows > 1 else _many(rows)
    strata = len({row.stratum for row in draw.rows})
    how = {
        Way.claim: f"in {strata} strata by their claims",
        Way.reply_stance: f"in {strata} strata by their reply stance",
        Way.uncertainty: "by the machine's doubt",
        Way.random: "at random",
    }
    return f"{rows:,} of {_many(draw.population)}, drawn {how[by]} (seed {seed})"


def _many(comments: int) -> str:
    return f"{comments:,} comment{'' if comments == 1 else 's'}"


def _sheets(sheet: "Sheet", pages: "Sequence[Page]", lang: Tongue) -> dict[str, bytes]:
    from discourse.codingpage import coding_page
    from discourse.human.sheets import sheet_csv, sheet_xlsx
    from discourse.translation import speaking

    with speaking(lang.value):
        files = {"sheet.html": coding_page(sheet, pages)}
    files["sheet.csv"] = sheet_csv(sheet)
    try:
        files["sheet.xlsx"] = sheet_xlsx(sheet)
    except ReadError as error:
        complain(str(error))
    return files


def _projects(sheet: "Sheet", programs: Sequence[Program]) -> dict[str, bytes]:
    from discourse.human import label_studio, potato

    files: dict[str, bytes] = {}
    if Program.label_studio in programs:
        files["label-studio/tasks.json"] = label_studio.tasks(sheet)
        files["label-studio/labels.xml"] = label_studio.configuration(sheet)
    if Program.potato in programs:
        files |= {f"potato/{name}": data for name, data in potato.files(sheet).items()}
    return files


def _write(files: dict[str, bytes], out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (out / name).parent.mkdir(exist_ok=True)
            (out / name).write_bytes(data)
    except OSError as error:
        raise ReadError(f"{out}: the sheets cannot be written here ({error.strerror}); name another folder") from None
