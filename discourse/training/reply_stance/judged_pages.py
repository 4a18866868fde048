"""Comments of saved pages and of a forum that a language model coded, as ``pages`` learns from them.

The package has the CRC-32 of each comment with what it answers, and the code, no word; who has the pages and the public
sets in folders gives these. Discussions of the forum that are among the threads of others are passed over: readers
coded those, and they are measured on.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.bundled import bundled
from discourse.coders.columns import gathered
from discourse.coders.learned.logistic import Floats
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.page_columns import Known
from discourse.coders.linear.replies import CODES, ReplyColumns, reply_columns
from discourse.coders.linear.reply_coding import columns_and_kinds
from discourse.coders.neural.reading import Around, around
from discourse.coders.words import read_words
from discourse.errors import ReadError
from discourse.model import Thread
from discourse.readers import read_all
from discourse.replies.build import reply_graph
from discourse.training.judged.arrays import stored
from discourse.training.linear.tasks import judged_replies, reply_key
from discourse.training.reply_stance.judges import Exchange, Judge, by_linear
from discourse.training.sources.labelled import Labelled
from discourse.training.sources.stretches import page_files

_TOGETHER = 1_000
_FORUM_FILE = re.compile(r"\d+\.json$")


class Judged(NamedTuple):
    """Comments that were coded: of which page, their columns × comments, and the number of each one's code."""

    page: str
    columns: Floats
    code: NDArray[np.int64]


def judged_comments(data: Path, pages: Path, judge: Judge = by_linear) -> Iterator[Judged]:
    """Yield the comments of the forum, then those of each saved page, with what a judge says of them."""
    measured = _measured_on()
    rows = [row for row in judged_replies(data, learned=False) if not row.target and not _is_among(row, measured)]
    for at in range(0, len(rows), _TOGETHER):
        some = rows[at : at + _TOGETHER]
        code = np.array([CODES.index(row.label) for row in some], np.int64)
        columns, kinds = _of_rows(some)
        said = judge([Exchange(row.text, Around(row.parent, "", False)) for row in some], columns, kinds)
        yield Judged("forum", said.table(columns, Known.only(kinds)), code)
    for path in page_files(pages):
        yield from _on_page(path, f"{path.parent.name}/{path.name}", judge)


def _measured_on() -> frozenset[str]:
    """Return the files of the forum that are among the threads of others."""
    coded = (tomllib.loads(path.read_text("utf-8"))["source"] for path in bundled("others").rglob("*.toml"))
    return frozenset(source.removeprefix("forum ") for source in coded if source.startswith("forum "))


def _is_among(row: Labelled, files: frozenset[str]) -> bool:
    file = _FORUM_FILE.search(row.group)
    return file is not None and file.group() in files


def _of_rows(rows: Sequence[Labelled]) -> tuple[ReplyColumns, NDArray[np.str_]]:
    """Return the columns of replies to comments, and their kinds of place."""
    nothing = np.zeros(len(rows), bool)
    own, answered = (read_words([getattr(row, part) for row in rows]) for part in ("text", "parent"))
    return reply_columns(own, answered, nothing, nothing), np.full(len(rows), "comment")


def _on_page(path: Path, name: str, judge: Judge) -> Iterator[Judged]:
    """Yield what was coded on a page; what cannot be read is passed over."""
    try:
        threads = read_all(path)
    except ReadError:
        return
    for thread, codes in ((each, codes) for each in threads if (codes := _codes(each))):
        graph = reply_graph(thread)
        reading, answered = Reading.of(gathered([(thread, graph)])), around(thread, graph)
        kept = np.array([number for number in reading.judged.tolist() if number in codes], np.int64)
        for batch in reading.batches(kept):
            numbers = batch.number.tolist()
            columns, kinds = columns_and_kinds(reading, batch)
            said = judge([Exchange(thread.comments[row].text, answered[row]) for row in numbers], columns, kinds)
            known = Known.only(kinds)._replace(turns=reading.threads.turns(batch.number))
            yield Judged(name, said.table(columns, known), np.array([codes[row] for row in numbers], np.int64))


def _codes(thread: Thread) -> dict[int, int]:
    """Return the codes of the comments of a thread that were coded, by their place."""
    said = {comment.id: comment.text for comment in thread.comments}
    article = f"{thread.article.title or ''}\n{thread.article.body or ''}"
    keys = (reply_key(said.get(comment.reply_to or "", article), comment.text) for comment in thread.comments)
    known = _known()
    return {number: known[key] for number, key in enumerate(keys) if key in known}


@cache
def _known() -> dict[int, int]:
    file = stored("judged_replies.npz")
    return dict(zip(file["key"].tolist(), file["code"].tolist(), strict=True))
