"""The two folders of an exercise: what students get, and what the teacher keeps."""

from collections.abc import Iterator
from contextlib import suppress
from textwrap import fill
from typing import TYPE_CHECKING

from discourse.classroom import PUT_FILES_HERE
from discourse.classroom.exercises import Exercise, exercise
from discourse.classroom.packs import Pack, pack_json
from discourse.classroom.paper import on_paper
from discourse.classroom.teacher import for_teacher
from discourse.classroom.typesetting import pdf
from discourse.classroom.wording import title_of
from discourse.codingpage import Guide, coding_page, replies_page
from discourse.errors import ReadError
from discourse.human.drawing import Page
from discourse.human.refi import to_toml
from discourse.human.sheets import UNSURE, Sheet, sheet_csv, sheet_xlsx, workbook
from discourse.replies.build import reply_graph
from discourse.translation import speaking, translated

if TYPE_CHECKING:
    import polars as pl

ANSWERS = "answers"
"""The folder in which the teacher puts the files that students hand in."""
PACK = "teacher/exercise.json"
BOOK = "teacher/codebook.toml"
"""The codebook of what students code, by which their codings can be used elsewhere."""
_PLAIN_WIDTH = 100


def folder_files(pack: Pack) -> dict[str, bytes]:
    """Return the files of an exercise by their paths: ``students/``, ``teacher/`` and ``answers/``.

    Our words in them are in the language of the pack. There is no workbook where the extra ``excel`` is missing.
    """
    with speaking(pack.language):
        return _files(pack)


def _files(pack: Pack) -> dict[str, bytes]:
    said = exercise(pack.exercise)
    files = {
        PACK: pack_json(pack),
        "teacher/teacher.pdf": pdf("teacher", for_teacher(pack, said)),
        f"{ANSWERS}/{PUT_FILES_HERE}": _read_me().encode(),
    }
    if pack.exercise != "reply-graph":
        # Of two parts it is that of the second: a codebook of labels alone is none that can be coded by.
        files[BOOK] = to_toml(pack.sheets[-1].codebook).encode()
    for number, sheet in enumerate(pack.sheets, start=1):
        part = f"-part-{number}" if len(pack.sheets) > 1 else ""
        files[f"students/exercise{part}.html"] = _page(pack, sheet, said, number)
        files[f"students/on-paper{part}.pdf"] = pdf("sheet", on_paper(pack, sheet, said, number))
        files |= {f"students/table{part}.{kind}": data for kind, data in _tables(pack, sheet).items()}
    return files


def _read_me() -> str:
    said = translated(
        "Put here the files that your students hand in, whatever they are called: the JSON that the page gives, or the "
        "table filled in, as CSV, Excel or OpenDocument. Then run: discourse classroom grade FOLDER, where FOLDER is "
        "the one above this."
    )
    return fill(said, _PLAIN_WIDTH) + "\n"


def _page(pack: Pack, sheet: Sheet, said: Exercise, number: int) -> bytes:
    guide = Guide(title=title_of(pack, said, number), parts=tuple(_guide(said)))
    if pack.exercise == "reply-graph":
        return replies_page(sheet.id, pack.thread, guide)
    page = Page(pack.thread.article.source, pack.thread, reply_graph(pack.thread))
    return coding_page(sheet, [page], guide)


def _guide(said: Exercise) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield translated("What to do (about {n} minutes)", n=said.minutes), said.instructions
    yield translated("What you learn"), said.goals
    for part in said.reading:
        yield part.heading, part.paragraphs


def _tables(pack: Pack, sheet: Sheet) -> dict[str, bytes]:
    """Return the table to be filled in by the endings of its files; where Excel cannot be written, CSV alone."""
    replies = pack.exercise == "reply-graph"
    files = {"csv": _replies_csv(pack) if replies else sheet_csv(sheet, numbered=True)}
    with suppress(ReadError):  # where the extra is missing, the same stands in the CSV
        files["xlsx"] = _replies_xlsx(pack) if replies else sheet_xlsx(sheet, numbered=True)
    return files


def _replies_csv(pack: Pack) -> bytes:
    from discourse.exports.frames import csv_text

    return b"\xef\xbb\xbf" + csv_text(_replies(pack)).encode()


def _replies_xlsx(pack: Pack) -> bytes:
    numbers = [*map(str, range(len(pack.thread.comments))), UNSURE]
    return workbook(_replies(pack), {"answers": numbers})


def _replies(pack: Pack) -> "pl.DataFrame":
    import polars as pl

    from discourse.exports.frames import frame

    names = ("sheet", "coder", "number", "comment", "author", "text", "answers")
    rows = (
        (pack.sheets[0].id, None, str(number), comment.id, comment.author, comment.text, None)
        for number, comment in enumerate(pack.thread.comments, start=1)
    )
    return frame(dict.fromkeys(names, pl.String), rows)
