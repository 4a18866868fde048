"""``discourse report``: one report for each source."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.boxes import said_of_boxes, words_in
from discourse.cli.coders import (
    CoderOption,
    Llm,
    LlmBudgetOption,
    LlmCacheOption,
    LlmConcurrencyOption,
    LlmModelOption,
    LlmPricesOption,
    LlmUrlOption,
    chosen_coder,
    remark_on_use,
)
from discourse.cli.people import DrawOption, People, PeopleOption, people_of, who_codes, with_people
from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import complain, remark, say
from discourse.cli.sources import (
    STANDARD_INPUT,
    CodebookOption,
    JoinOption,
    MapOption,
    PrivateOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourcesArgument,
    analyse_thread,
    codebook_of,
    expand,
    is_address,
    read_joined,
    read_threads,
    remark_ages,
)
from discourse.errors import DiscourseError

if TYPE_CHECKING:
    from discourse.analysis import Analysis
    from discourse.codebook import Codebook
    from discourse.coders import Coder
    from discourse.model import Thread
    from discourse.reporting import Options

OutOption = Annotated[Path, typer.Option("--out", "-o", help="Folder that gets one folder for each article.")]
TitleOption = Annotated[str | None, typer.Option("--title", help="Title of the report in place of the article's.")]
LangOption = Annotated[
    str,
    typer.Option("--lang", help="Language of the report's own words: en, de, es, fr or it; comments stay as they are."),
]
QuoteOption = Annotated[
    int, typer.Option("--quote-length", help="Characters of each comment that the pages show at most.")
]
LogoOption = Annotated[
    Path | None, typer.Option("--logo", help="A picture for the head of the report (.png, .jpg or .svg, at most 1 MB).")
]
ThemeOption = Annotated[str, typer.Option("--theme", help="The look of the report: plain, ink or slate.")]
DEFAULT_OUT = Path("discourse-report")
STANDARD_INPUT_NAME = "stdin"


@dataclass(frozen=True)
class Job:
    """A source to be reported on and the name of the folder that its report goes to."""

    source: str
    name: str


@dataclass(frozen=True)
class By:
    """By which codebook, and by which coder; and how the reports are to look."""

    codebook: "Codebook"
    coder: "str | Coder" = "auto"
    people: People | None = None
    looks: "Options | None" = None


def report(
    context: typer.Context,
    sources: SourcesArgument,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    out: OutOption = DEFAULT_OUT,
    title: TitleOption = None,
    lang: LangOption = "en",
    theme: ThemeOption = "plain",
    logo: LogoOption = None,
    quote_length: QuoteOption = 20_000,
    join: JoinOption = False,
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    allow_private: PrivateOption = False,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
    coder: CoderOption = "auto",
    codings: PeopleOption = [],  # noqa: B006  # typer copies it
    draw: DrawOption = None,
    llm_url: LlmUrlOption = None,
    llm_model: LlmModelOption = None,
    llm_cache: LlmCacheOption = None,
    llm_budget: LlmBudgetOption = None,
    llm_concurrency: LlmConcurrencyOption = None,
    llm_prices: LlmPricesOption = None,
) -> None:
    """Write the report of each article: PDF, HTML, pictures and data.

    In place of sources there may be one report.toml, which names them and any of these options.
    """
    from discourse.cli.plans import Plan, planned

    asked = Plan(
        sources=tuple(sources),
        codebooks=tuple(codebook),
        out=str(out),
        title=title,
        lang=lang,
        theme=theme,
        logo=str(logo) if logo else None,
        quote_length=quote_length,
        join=join,
        reader=reader,
        map=map,
        saved_on=saved_on,
        coder=coder,
        codings=tuple(str(file) for file in codings),
        draw=str(draw) if draw else None,
        pseudonymise=pseudonymise,
    )
    plan = planned(asked, _stated(context))
    llm = Llm(
        url=llm_url, model=llm_model, cache=llm_cache, budget=llm_budget, concurrency=llm_concurrency, prices=llm_prices
    )
    key = key_of(pseudonym_key, Path(plan.out), wanted=plan.pseudonymise)
    reading = Reading(
        reader=plan.reader,
        map=plan.map,
        saved_on=plan.saved_on,
        allow_private=allow_private,
        copies=Path(plan.out),
        key=key,
    )
    files = expand(plan.sources)
    draw_file = Path(plan.draw) if plan.draw else None
    people = people_of([Path(file) for file in plan.codings], draw_file, plan.codebooks, () if plan.join else files)
    by = By(codebook_of(plan.codebooks), who_codes(people, chosen_coder(plan.coder, llm)), people, plan.looks())
    jobs = [Job(file, _name_of(file)) for file in files]
    failures = write_reports(jobs[:1] if plan.join else jobs, Path(plan.out), by, reading, files if plan.join else ())
    remark_on_use(by.coder)
    for failure in failures:
        complain(failure)
    if failures:
        raise typer.Exit(2 if len(files) == 1 or plan.join else 1)


def _stated(context: typer.Context) -> set[str]:
    """Return the names of the options that the user gave."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    return {name for name, source in sources.items() if source and source.name in ("COMMANDLINE", "ENVIRONMENT")}


def write_reports(jobs: Sequence[Job], out: Path, by: By, reading: Reading, pages: Sequence[str] = ()) -> list[str]:
    """Write a report for each article of each source, say where it is; return a sentence for each that failed.

    ``pages`` are read as one discussion in place of the only job's source. Raises DiscourseError where the same is
    wrong with all sources, as an option may be.
    """
    from discourse.readers.joining import PageNames

    failures: list[str] = []
    folders, names = _Folders(out), PageNames()
    with typer.progressbar(
        length=2 * len(jobs), file=sys.stderr, label="Reports", hidden=not sys.stderr.isatty()
    ) as bar:
        for job in jobs:
            try:
                threads = (read_joined(pages, reading),) if pages else read_threads(job.source, reading)
                bar.update(1)
                for number, thread in enumerate(map(names.own, threads), start=1):
                    name = job.name if len(threads) == 1 else f"{job.name}-{_slug(thread.article.title or 'article')}"
                    analysis = with_people(analyse_thread(thread, by.codebook, by.coder), by.people)
                    _write(analysis, folders.free(name), _looks(by, thread, number if len(threads) > 1 else None))
            except DiscourseError as error:
                failures.append(str(error))
            except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
                # A fault of ours in one page must not cost the user the others.
                failures.append(
                    f"{job.source}: a fault in discourse itself ({type(error).__name__}: {error}); please report it"
                )
            bar.update(1)
    if len(failures) == len(jobs) > 1 and len(set(failures)) == 1:
        raise DiscourseError(failures[0])
    return failures


def _looks(by: By, thread: "Thread", number: int | None) -> "Options | None":
    """Return how a report looks; the title of one of several articles of a file, by its number, names the article."""
    if by.looks is None or not by.looks.title or number is None:
        return by.looks
    return by.looks._replace(title=f"{by.looks.title}: {thread.article.title or number}")


def _write(analysis: "Analysis", folder: Path, looks: "Options | None") -> None:
    from discourse.reporting import Options
    from discourse.reporting import report as write_report

    write_report(analysis, folder, looks or Options())
    # On a terminal the line takes the place of the progress bar, which is drawn again below it.
    if sys.stderr.isatty() and sys.stdout.isatty():
        typer.echo("\r\x1b[K", nl=False)
    say(f"{_summary(analysis)} → {folder / 'report.pdf'}")
    if not analysis.thread.comments and analysis.thread.declared != 0:
        complain(f"{analysis.thread.article.source}: no comment was recognised in it; the report says what may help")
    remark_ages([analysis.thread])
    _remark_boxes(analysis.thread)


def _remark_boxes(thread: "Thread") -> None:
    """Say where pages and pictures show boxes for want of a font, and what brings one."""
    if boxes := said_of_boxes(words_in(thread), "report.pdf and the pictures", signs=False):
        remark(f"{thread.article.source}: {boxes}, then make the report again")


def _summary(analysis: "Analysis") -> str:
    from discourse.replies.graph import GUESSED_KINDS

    thread = analysis.thread
    declared = "" if thread.declared is None else f" of {thread.declared} declared"
    comments = len(thread.comments)
    inferred = sum(link.kind in GUESSED_KINDS for link in analysis.graph.links())
    return (
        f"{thread.article.source}: {comments} {'comment' if comments == 1 else 'comments'}{declared}, "
        f"{inferred} {'link' if inferred == 1 else 'links'} inferred, "
        f"{len(analysis.codings)} {'coding' if len(analysis.codings) == 1 else 'codings'}"
    )


class _Folders:
    """Gives every report a folder of its own; a name used before gets a number.

    Some file systems do not tell "A" from "a".
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._taken: set[str] = set()

    def free(self, name: str) -> Path:
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        free = next(each for each in names if each.casefold() not in self._taken)
        self._taken.add(free.casefold())
        return self._out / free


def _name_of(source: str) -> str:
    """Return what a source's folder is called: the file's name without its ending, the place in an address."""
    if is_address(source):
        return _slug(source.partition("//")[2].partition("?")[0])
    return _slug(Path(source).stem) if source != STANDARD_INPUT else STANDARD_INPUT_NAME


def _slug(words: str) -> str:
    return re.sub(r"[^\w.-]+", "-", words).strip("-.")[:100] or STANDARD_INPUT_NAME
