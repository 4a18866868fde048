"""``discourse classroom``: make an exercise for a class, and grade what students hand in."""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.bundled import bundled
from discourse.cli.boxes import said_of_boxes, words_in
from discourse.cli.screen import complain, remark, say
from discourse.cli.sources import codebook_of
from discourse.cli.tongues import Tongue, TongueOption
from discourse.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from discourse.classroom.packs import Pack
    from discourse.model import Thread

app = typer.Typer(help="Exercises for classes: make the folders, grade what students hand in.", no_args_is_help=True)


class ExerciseKind(StrEnum):
    """What students do."""

    reply_graph = "reply-graph"
    stance = "stance"
    claims = "claims"
    codebook = "codebook"


class Corpus(StrEnum):
    """The pages that come with the package, with their keys."""

    convoy = "convoy"
    river = "river"
    phones = "phones"
    freibad = "freibad"


_CODEBOOKS = {Corpus.convoy: ("general", "proxy-war")}

ExerciseOption = Annotated[ExerciseKind, typer.Option("--exercise", "-e", help="What students do.")]
CorpusOption = Annotated[
    Corpus | None, typer.Option("--corpus", help="A page that comes with the package, with a key.")
]
SourceArgument = Annotated[
    str | None, typer.Argument(help="A page of your own, which has no key, in place of a corpus.", show_default=False)
]
BookOption = Annotated[
    list[str] | None,
    typer.Option("--codebook", "-c", help="A codebook to code by; if not said, that of the corpus, or general."),
]
OutOption = Annotated[Path, typer.Option("--out", "-o", help="The folder to make.")]
FolderArgument = Annotated[Path, typer.Argument(help="The folder that “new” made.")]


@app.command()
def new(
    exercise: ExerciseOption,
    source: SourceArgument = None,
    corpus: CorpusOption = None,
    codebook: BookOption = None,
    lang: TongueOption = Tongue.en,
    out: OutOption = Path("classroom"),
) -> None:
    """Make a folder for students, one for the teacher with the key, and one for what is handed in."""
    import msgspec

    from discourse.classroom.folders import ANSWERS, BOOK, PACK, folder_files
    from discourse.classroom.packs import Gold, gold_of, made, pack_json

    if (corpus is None) == (source is None):
        raise ReadError("an exercise is made of one page; give --corpus or a page of your own, and not both")
    books = codebook or list(_CODEBOOKS.get(corpus, ("general",)) if corpus else ("general",))
    page = str(bundled(corpus.value) / "page.html") if corpus else str(source)
    gold = gold_of(bundled(corpus.value)) if corpus else Gold(None)
    made_of = made(exercise.value, _thread(page), codebook_of(books), gold)
    pack = msgspec.structs.replace(made_of, language=lang.value)
    _refuse_another(out / PACK, pack_json(pack))
    _write(folder_files(pack), out)
    asked = sum(len(sheet.rows) for sheet in pack.sheets)
    key = "with a key" if pack.key else "without a key"
    say(f"{out}: {exercise.value} on {asked} comments, {key}; give students the folder {out / 'students'}")
    say(f"when they hand in: put their files into {out / ANSWERS}, then {_command('classroom', 'grade', out)}")
    if exercise is not ExerciseKind.reply_graph:
        coded = ("-s", page, "-c", out / BOOK, "--coder", "linear")
        say(f"beside a coder of the program: {_command('agree', out / ANSWERS, *coded)}")
    for sentence in _notes(pack):
        say(sentence)
    if boxes := said_of_boxes(words_in(pack.thread), "the pages to print", signs=True):
        remark(f"{boxes}, then make the exercise again")


@app.command()
def grade(folder: FolderArgument) -> None:
    """Write the class report of what lies in answers/ to report/."""
    from discourse.classroom.folders import ANSWERS, PACK
    from discourse.classroom.handed_in import handed_in
    from discourse.classroom.packs import load_pack
    from discourse.classroom.report.files import class_files

    pack = load_pack(folder / PACK)
    handed = handed_in(pack, folder / ANSWERS)
    if not handed.students and not handed.left_out:
        raise ReadError(f"{folder / ANSWERS}: nothing has been handed in; put the students' files there")
    _write(class_files(pack, handed), folder / "report")
    for sentence in (*handed.left_out, *handed.remarks):
        complain(sentence)
    one = len(handed.students) == 1
    say(f"{len(handed.students)} {'student' if one else 'students'} → {folder / 'report' / 'class.pdf'}")


def _notes(pack: "Pack") -> "Iterator[str]":
    """Yield what a teacher ought to know before the exercise is set."""
    from discourse.classroom.packs import MOST_COMMENTS
    from discourse.classroom.to_find import nothing_to_find

    if pack.left_out:
        all_ = pack.left_out + len(pack.thread.comments)
        yield (
            f"{pack.left_out:,} of the {all_:,} comments of the page {'is' if pack.left_out == 1 else 'are'} left out: "
            f"an exercise has at most {MOST_COMMENTS}, the first with words"
        )
    yield from filter(None, [nothing_to_find(pack)])


def _command(*words: str | Path) -> str:
    return shlex.join(["discourse", *map(str, words)])


def _refuse_another(path: Path, data: bytes) -> None:
    """Raise ReadError where a folder has another exercise: its pages and answers would mix with the new ones."""
    try:
        here = path.read_bytes() if path.is_file() else data
    except OSError:
        here = b""
    if here != data:
        raise ReadError(f"{path.parent.parent}: there is another exercise here; name another folder with -o")


def _thread(page: str) -> "Thread":
    from discourse.cli.sources import Reading, read_threads

    threads = read_threads(page, Reading())
    if len(threads) != 1:
        raise ReadError(
            f"{page}: it holds {len(threads)} articles, and an exercise is made of one; save one page alone"
        )
    return threads[0]


def _write(made: dict[str, bytes], out: Path) -> None:
    try:
        for name, data in made.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise ReadError(f"{out}: the files cannot be written here ({error.strerror}); name another folder") from None
