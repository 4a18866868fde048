"""What the commands share: sources and codebooks as a user names them, and the words of their options."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.errors import CodebookError, ReadError

if TYPE_CHECKING:
    from discourse.analysis import Analysis
    from discourse.codebook import Codebook
    from discourse.coders import Coder
    from discourse.model import Comment, Thread

STANDARD_INPUT = "-"
_ADDRESS = ("http://", "https://")
_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_CORPUS_FILE = "utterances.jsonl"
_TITLES = 9
_TITLE_LENGTH = 40
"""Titles that are shown where one article is to be named, and the characters of each."""
_FEWEST_TO_CHOOSE_FROM = 2
_LOOKED_AT = 20
"""Wordings of times that are looked at to see whether a source tells ages."""

SourceArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help='A page, text, export, table or address; "-" is standard input.')
]
SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...", help='Pages, texts, exports, tables, folders of them, addresses; "-" is standard input.'
    ),
]
CodebookOption = Annotated[
    list[str], typer.Option("--codebook", "-c", help="A shipped codebook's name or a TOML file; several are joined.")
]
ReaderOption = Annotated[
    str | None,
    typer.Option("--reader", help="Read with this reader (see discourse formats) instead of the fitting one."),
]
MapOption = Annotated[
    str | None, typer.Option("--map", help="Which column of a table holds what, as in text=body,reply_to=parent.")
]
SavedOnOption = Annotated[
    str | None,
    typer.Option("--saved-on", help="The day of the page (2024-05-31): “2 days ago” is counted back from it."),
]
ArticleOption = Annotated[
    int | None, typer.Option("--article", help="Which article of a file that holds several, by its number.")
]
JoinOption = Annotated[bool, typer.Option("--join", help="The sources are pages of one discussion: read them as one.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from addresses of this machine and its network, too.")
]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How the user wants sources to be read."""

    reader: str | None = None
    map: str | None = None
    saved_on: str | None = None
    allow_private: bool = False
    copies: Path = field(default_factory=Path)
    """The folder that gets a copy of what was fetched."""
    key: bytes | None = None
    """The key of the pseudonyms that take the place of names; without one names stay."""
    titles_apart: bool = False
    """Whether headings of comments are to stay apart from their texts."""


def expand(sources: Sequence[str], what: str = "saved pages") -> list[str]:
    """Return the sources with each folder replaced by its visible files, sorted by name; a corpus is one source.

    ``what`` is what an empty folder lacks.
    """
    for source in sources:
        _check_named(source)
    return [file for source in sources for file in (_files(Path(source), what) if _is_folder(source) else [source])]


def _check_named(source: str) -> None:
    """Refuse a name without letters, which would be this folder, and addresses of other kinds than are fetched."""
    if not source.strip():
        raise ReadError(f'"{source}": this names no source; give a file, a folder or an address ("." is this folder)')
    if _OTHER_ADDRESS.match(source) and not is_address(source):
        raise ReadError(f"{source}: only http and https addresses are fetched; save the page and give the file's path")


def _is_folder(source: str) -> bool:
    return (
        source != STANDARD_INPUT
        and not is_address(source)
        and Path(source).is_dir()
        and not (Path(source) / _CORPUS_FILE).is_file()
    )


def is_address(source: str) -> bool:
    """Return whether a source is to be fetched."""
    return source.lower().startswith(_ADDRESS)


def _files(folder: Path, what: str) -> list[str]:
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise ReadError(f"{folder}: the folder cannot be listed ({error.strerror}); check its permissions") from None
    if not inside:
        raise ReadError(f"{folder}: the folder holds no files; put {what} into it")
    return [str(path) for path in inside]


def columns_of(map_: str | None) -> dict[str, str]:
    """Return what ``--map`` says: which column holds what.

    >>> columns_of("text=body,reply_to=parent id")
    {'text': 'body', 'reply_to': 'parent id'}
    """
    columns: dict[str, str] = {}
    for pair in map_.split(",") if map_ else []:
        role, equals, column = pair.partition("=")
        if not equals or not role.strip() or not column.strip():
            raise ReadError(f"--map {map_}: each part is ROLE=COLUMN, as in text=body,reply_to=parent")
        columns[role.strip()] = column.strip()
    return columns


def read_threads(source: str, reading: Reading) -> "tuple[Thread, ...]":
    """Return each article of one source, as the command line names it, with its comments."""
    return _given(_threads(source, reading), reading)


def _given(threads: "Sequence[Thread]", reading: Reading) -> "tuple[Thread, ...]":
    """Return threads as the user wants them: with the headings of comments in their texts, with pseudonyms."""
    from discourse.readers.titles import with_titles_said

    return veiled(threads if reading.titles_apart else [with_titles_said(thread) for thread in threads], reading)


def veiled(threads: "Sequence[Thread]", reading: Reading) -> "tuple[Thread, ...]":
    """Return threads with pseudonyms in place of names, the same in all, where the user wants that."""
    if reading.key is None:
        return tuple(threads)
    from discourse.pseudonyms import pseudonymised

    return pseudonymised(threads, reading.key)


def _threads(source: str, reading: Reading) -> "tuple[Thread, ...]":
    from discourse.readers.source import MAX_BYTES

    _check_named(source)
    if is_address(source):
        return _read_fetched(source, reading)
    if source != STANDARD_INPUT:
        return _read(source, reading)
    if sys.stdin is None:
        raise ReadError("stdin: it is closed; pipe a page into it or name a file")
    return _read(sys.stdin.buffer.read(MAX_BYTES + 1), reading, name="stdin")


def _read_fetched(address: str, reading: Reading) -> "tuple[Thread, ...]":
    from discourse.cli.screen import complain
    from discourse.fetching import fetch, saved_copy

    page = fetch(address, allow_private=reading.allow_private)
    names = "" if reading.key is None else "; that copy has the names of people as they are"
    complain(f"{address}: fetched, and kept as {saved_copy(page, reading.copies)}{names}")
    return _read(page.data, replace(reading, saved_on=reading.saved_on or page.fetched_on), name=page.address)


def _read(source: str | bytes, reading: Reading, name: str | None = None) -> "tuple[Thread, ...]":
    from discourse.readers import read_all

    columns = columns_of(reading.map)
    threads = read_all(source, reader=reading.reader, name=name, columns=columns, saved_on=reading.saved_on)
    _remark_unused(str(source) if name is None else name, threads, reading)
    return threads


def _remark_unused(shown: str, threads: "Sequence[Thread]", reading: Reading) -> None:
    """Say what the user asked for in vain."""
    from discourse.cli.screen import remark

    if reading.map and all(thread.reader != "table" for thread in threads):
        remark(f"{shown}: it is no table, so --map changes nothing; --reader table reads it as one")


def remark_empty(threads: "Sequence[Thread]") -> None:
    """Say of each thread without a comment that none was recognised, where the source does not say that it has none."""
    from discourse.cli.screen import remark

    for thread in threads:
        if not thread.comments and thread.declared != 0:
            how = "--map says which column of a table holds what" if thread.reader == "table" else _OTHER_READER
            remark(f"{thread.article.source}: no comment was recognised in it (read as {thread.reader}); {how}")


_OTHER_READER = "discourse formats lists what is read, --reader and --map say how"


def remark_ages(threads: "Sequence[Thread]") -> None:
    """Say of each thread without dates, in which comments say how old they are, how to have their dates."""
    from discourse.cli.screen import remark

    for thread in threads:
        if age := _age_shown(thread.comments):
            shown = thread.article.source
            remark(
                f'{shown}: it shows no dates, but ages ("{age}"); --saved-on 2024-05-31, the day of saving, tells them'
            )


def _age_shown(comments: "Sequence[Comment]") -> str | None:
    """Return how a comment says how old it is, where no comment has a date; ``None`` where none says so."""
    from discourse.readers.dating import Dating, iso_of_said

    if any(comment.posted for comment in comments):
        return None
    shown = dict.fromkeys(comment.posted_as_shown for comment in comments)
    some_day = Dating(saved_on="2024-05-31")
    return next((words for words in islice(shown, _LOOKED_AT) if words and iso_of_said(words, some_day)), None)


def read_article(source: str, reading: Reading, number: int | None) -> "Thread":
    """Return one article of a source: the only one, or that of a number. Raises ReadError where that is none."""
    from discourse.readers.joining import named_apart

    threads = named_apart(read_threads(source, reading))
    if number is None and len(threads) == 1:
        number = 1
    if number is None or not 1 <= number <= len(threads):
        raise ReadError(f"{source}: {_which(threads, number)}")
    remark_empty(threads[number - 1 : number])
    return threads[number - 1]


def _which(threads: "Sequence[Thread]", number: int | None) -> str:
    """Return which articles there are to choose from."""
    from discourse.reporting.wording import shortened
    from discourse.visible import visible

    if len(threads) < _FEWEST_TO_CHOOSE_FROM:
        return f"it has no article {number}; leave --article out"
    titles = [visible(thread.article.title or "without a title") for thread in threads[:_TITLES]]
    shown = ", ".join(f"{place} {shortened(title, _TITLE_LENGTH)}" for place, title in enumerate(titles, 1))
    more = f" … {len(threads):,}" if len(threads) > _TITLES else ""
    several = f"it holds {len(threads):,} articles" if number is None else f"it has no article {number}"
    return f"{several}; name one by its number with --article: {shown}{more}"


def read_joined(sources: Sequence[str], reading: Reading) -> "Thread":
    """Return the pages of one discussion as one thread."""
    from discourse.readers.joining import joined

    whole = joined([thread for source in expand(sources) for thread in _threads(source, reading)])
    return _given((whole,), reading)[0]


def codebook_of(names: Sequence[str]) -> "Codebook":
    """Return the codebook that the names make together, each of which may name targets of the others.

    Raises CodebookError, naming the file, where one cannot be read or has a cue that is none.
    """
    import msgspec

    from discourse.codebook import load_codebook, merge
    from discourse.coders.claims.cue_grammar import check_cues

    books = [load_codebook(name) for name in names]
    together = merge(books)
    for name, book in zip(names, books, strict=True):
        try:
            check_cues(msgspec.structs.replace(book, targets=together.targets))
        except CodebookError as error:
            raise CodebookError(f"{name}: {error}") from None
    return together


def analyse_thread(thread: "Thread", codebook: "Codebook", coder: "str | Coder" = "auto") -> "Analysis":
    """Return the analysis of one thread by a codebook and a coder."""
    from discourse.analysis import analyse

    return analyse(thread, codebook=codebook, coder=coder)


def read_pages(sources: Sequence[str], reading: Reading) -> "dict[str, Thread]":
    """Return the pages of the sources named by the names that sheets use."""
    from discourse.readers.joining import named_apart

    threads = (thread for source in expand(sources) for thread in read_threads(source, reading))
    return {thread.article.source: thread for thread in named_apart(threads)}
