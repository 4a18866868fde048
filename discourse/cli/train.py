"""``discourse train``: fit the learned weights anew from folders of public data."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.screen import say
from discourse.cli.sources import CodebookOption, MapOption, ReaderOption, Reading
from discourse.errors import DiscourseError

DataOption = Annotated[Path, typer.Option("--data", help="A folder with the data sets and pages to learn from.")]
PagesOption = Annotated[Path, typer.Option("--pages", help="A folder with saved pages, those of each system in one.")]
OutputOption = Annotated[Path, typer.Option("--out", "-o", "--output", help="The folder to write the weights to.")]

CodingsOption = Annotated[list[Path], typer.Option("--codings", help="Files of codings by hand, or folders of them.")]
SourceOption = Annotated[list[str], typer.Option("--source", "-s", help="A page that was coded; may be given again.")]


class PageCoder(StrEnum):
    """The coders that judge pages by weights of their own."""

    linear = "linear"
    neural = "neural"


app = typer.Typer(
    help="Learn a coder of your own from codings (coder), or fit the package's weights anew.", no_args_is_help=True
)


@app.callback()
def _commands(context: typer.Context) -> None:
    """Hold the commands together; those that fit shipped weights read words as these did when they were fitted."""
    from discourse.training.kernels import choose_instructions

    choose_instructions()
    from discourse.coders.meaning import as_fitted

    if context.invoked_subcommand != "coder":
        context.with_resource(as_fitted())


@app.command("replies")
def replies(data: DataOption, output: OutputOption = Path("discourse-weights/replies")) -> None:
    """Fit how replies are inferred, and compare the result with what is in use; it takes some twenty minutes."""
    from discourse.training.replies.fit import train

    _need_folders({"--data": data})
    train(data, output)
    _compare(output, "replies")


@app.command("encoder")
def encoder(
    data: DataOption,
    base: Annotated[Path, typer.Option("--encoder", help="A folder with the encoder to start from (BERT's kind).")],
    output: OutputOption = Path("discourse-weights/encoder"),
    teacher: Annotated[Path | None, typer.Option("--teacher", help="A folder with a larger one to learn from.")] = None,
) -> None:
    """Fine-tune the encoder of the coder "neural" (needs torch; an hour on two cores, most of a day with a teacher)."""
    from discourse.training.encoder.stages import train as train_encoder

    _need_folders({"--data": data, "--encoder": base, "--teacher": teacher})
    train_encoder(data, base, output, teacher)
    say(f"{output}: encoder.npz and encoder.json; set DISCOURSE_NEURAL_FOLDER to this folder to code with them")


@app.command("meaning")
def meaning(
    data: DataOption,
    base: Annotated[Path, typer.Option("--encoder", help="A folder with all-MiniLM-L6-v2.")],
    output: OutputOption = Path("discourse-weights/meaning"),
) -> None:
    """Distil the table of word meaning from a sentence encoder (needs torch and transformers; a quarter of an hour)."""
    from discourse.training.meaning import train as train_meaning

    _need_folders({"--data": data, "--encoder": base})
    train_meaning(data, base, output)
    _compare(output, "coders/meaning")


@app.command("claims")
def claims(data: DataOption, output: OutputOption = Path("discourse-weights/claims")) -> None:
    """Fit how sentences are matched with the definitions of claims, and read beside them; it takes half an hour."""
    from discourse.training.claims.matching import train as train_claims
    from discourse.training.claims.saying import train_net

    _need_folders({"--data": data})
    train_claims(data, output)
    _compare(output, "coders/claims/weights")
    train_net(data, output / "pairs")
    _compare(output / "pairs", "coders/pairs/weights")
    _compare(output / "pairs", "training/judged")


@app.command("deeds")
def deeds(
    data: DataOption,
    pages: PagesOption,
    output: OutputOption = Path("discourse-weights/deeds"),
) -> None:
    """Fit what tells the deeds that comments do and definitions ask for (praise, ask, correct); some nine minutes."""
    from discourse.training.claims.deeds import train as train_deeds

    _need_folders({"--data": data, "--pages": pages})
    train_deeds(data, pages, output)
    _compare(output, "coders/deeds/weights")
    _compare(output, "training/judged")


@app.command("everyday")
def everyday(data: DataOption, pages: PagesOption, output: OutputOption = Path("discourse-weights/everyday")) -> None:
    """Fit which claims of any comment section a comment makes (evidence, blame, experience); it takes a minute."""
    from discourse.training.claims.everyday import train as train_everyday

    _need_folders({"--data": data, "--pages": pages})
    train_everyday(data, pages, output)
    _compare(output, "coders/everyday/arrays")


@app.command("conversation")
def conversation(
    data: DataOption, pages: PagesOption, output: OutputOption = Path("discourse-weights/conversation")
) -> None:
    """Fit how claims are heeded in their conversation, on our threads and on those of others; some twelve minutes."""
    from discourse.training.claims.conversation import train as train_conversation

    _need_folders({"--data": data, "--pages": pages})
    train_conversation(data, pages, output)
    _compare(output, "coders/claims/weights")


@app.command("page-stance")
def page_stance(
    data: DataOption,
    pages: PagesOption,
    output: OutputOption = Path("discourse-weights/page-stance"),
    coder: Annotated[PageCoder, typer.Option("--coder", help="Whose: linear, or neural (a quarter of an hour).")] = (
        PageCoder.linear
    ),
) -> None:
    """Fit how reply stance is judged on pages, on our threads and on those of others; it takes a minute."""
    from discourse.training.reply_stance.pages import train as train_page_stance
    from discourse.training.reply_stance.pages import train_beside_encoder

    _need_folders({"--data": data, "--pages": pages})
    if coder is PageCoder.neural:
        train_beside_encoder(data, pages, output)
        _compare(output, "coders/neural")
    else:
        train_page_stance(data, pages, output)
        _compare(output, "coders/linear/weights")


@app.command("implied-stance")
def implied_stance(
    output: OutputOption = Path("discourse-weights/implied-stance"),
    coder: Annotated[PageCoder, typer.Option("--coder", help="Whose: linear, or neural (a minute).")] = (
        PageCoder.linear
    ),
) -> None:
    """Fit what claims tell of the side on a target, on threads of the package; it takes four to eight minutes.

    With --coder neural, only how the encoder tells from definitions whom claims speak for.
    """
    from discourse.training.stance.definition_sides import train_beside_encoder
    from discourse.training.stance.implied import train as train_implied

    if coder is PageCoder.neural:
        train_beside_encoder(output)
        _compare(output, "coders/neural")
    else:
        train_implied(output)
        _compare(output, "coders/stance/weights")
        _compare(output, "coders/linear/weights")


@app.command("reply-stance")
def reply_stance(data: DataOption, output: OutputOption = Path("discourse-weights/reply-stance")) -> None:
    """Fit what replies do to what they answer, of the coder "linear"; it takes some two minutes."""
    _train_linear(("reply_stance",), data, output)


@app.command("stance")
def stance(data: DataOption, output: OutputOption = Path("discourse-weights/stance")) -> None:
    """Fit the stance toward statements and toward names, of the coder "linear"; it takes half an hour."""
    from discourse.training.stance.joined import train_stance

    _need_folders({"--data": data})
    train_stance(data, output)
    _compare(output / "pairs", "coders/pairs/weights")
    _compare(output, "coders/linear/weights")


@app.command("form")
def form(data: DataOption, output: OutputOption = Path("discourse-weights/form")) -> None:
    """Fit the form of clauses, of the coder "linear"; it takes some two minutes."""
    _train_linear(("form",), data, output)


@app.command("coder")
def coder(
    codings: CodingsOption,
    source: SourceOption,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    output: OutputOption = Path("discourse-coder"),
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
) -> None:
    """Learn a coder of your own from codings by hand; use it with --coder FOLDER."""
    from discourse.cli.coding_files import book_of, people_among, read_coders
    from discourse.cli.sources import read_pages
    from discourse.human.checking import Against
    from discourse.training.own.card import write as write_own
    from discourse.training.own.coder import train_own

    pages, book = read_pages(source, Reading(reader=reader, map=map)), book_of(codebook)
    if book is None:
        raise DiscourseError("a coder is learned by a codebook; give it with --codebook")
    trained = train_own(f"own:{output.name}", book, pages, people_among(read_coders(codings, Against(book, pages))))
    write_own(trained, output)
    for figures in trained.figures:
        what = " ".join(filter(None, figures.asked))
        say(f"{what}: agreement {figures.agreement['own']:.2f}, base {figures.agreement['base']:.2f}")
    say(
        f"{output}: learned {len(trained.figures)} of {len(trained.figures) + len(trained.left)} questions from "
        f"{trained.coded:,} comments; card.md says how far to trust it, next.csv what to code next"
    )


def _need_folders(given: Mapping[str, Path | None]) -> None:
    """Raise DiscourseError where what an option names is no folder."""
    for option, folder in given.items():
        if folder is not None and not folder.is_dir():
            raise DiscourseError(f"{option} {folder}: this is no folder; give one that is there")


def _train_linear(names: Sequence[str], data: Path, output: Path) -> None:
    from discourse.training.linear.fit import train, write
    from discourse.training.linear.tasks import TASKS

    _need_folders({"--data": data})
    for name in names:
        write(train(TASKS[name], TASKS[name].load(data)), name, output)
    _compare(output, "coders/linear/weights")


def _compare(output: Path, room: str) -> None:
    """Say of each file whether it is that in use, byte for byte."""
    from importlib.resources import files

    for path in sorted(output.iterdir()):
        shipped = files("discourse") / room / path.name
        if shipped.is_file():
            same = shipped.read_bytes() == path.read_bytes()
            say(f"{path}: {'the same as' if same else 'differs from'} the one in use")
