"""The measures and codings of a run are those of ``discourse.analyse`` for each thread alone."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_dump import CODEBOOK, write_dump
from discourse.analysis import analyse
from discourse.codebook import parse_codebook
from discourse.model import Coding, Variable
from discourse.readers import read_all
from discourse.replies.measures import measures
from tests.bulk.dumps import done, table

BOOK = parse_codebook(CODEBOOK, "speed")
VARIABLES: tuple[Variable, ...] = ("reply_stance", "stance", "claim", "form")


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dump of 600 comments; beside it is its run, coded in full."""
    folder = tmp_path_factory.mktemp("same")
    write_dump(folder / "dump.ndjson", 600, seed=3)
    done(folder / "dump.ndjson", folder / "out", BOOK, VARIABLES)
    return folder / "dump.ndjson"


def row_of(thread: str, coding: Coding) -> tuple[Any, ...]:
    start, end = coding.span or (None, None)
    decided = (coding.variable, coding.target, coding.code, coding.coder, coding.probability)
    return thread, coding.comment, *decided, start, end


def test_codings(dump: Path) -> None:
    expected = {
        row_of(thread.article.id or "", coding)
        for thread in read_all(dump)
        for coding in analyse(thread, codebook=BOOK, coder="linear").codings
    }
    assert set(table(dump.with_name("out"), "codings").rows()) == expected


def test_measures(dump: Path) -> None:
    found = {row["thread"]: row for row in table(dump.with_name("out"), "threads").iter_rows(named=True)}
    for thread in read_all(dump):
        own = measures(thread, analyse(thread, codebook=BOOK).graph)
        shown = {one.name: one.value for one in own if one.name != "sampled_graphs"}
        assert {name: found[thread.article.id][name] for name in shown} == pytest.approx(shown, nan_ok=True)
