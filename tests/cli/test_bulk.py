"""``discourse bulk`` as a user types it."""

import json
from pathlib import Path

import pytest

from tests.bulk.dumps import reddit_line, written
from tests.conftest import Run


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    lines = [reddit_line("a", body="Where is the evidence?"), reddit_line("b", "a", body="You are wrong."), "{"]
    return written(tmp_path / "dump.ndjson", lines)


def test_run_query_report(dump: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    ran = run("bulk", "run", dump, "-o", out, "--workers", 1, "--variable", "claim", "--variable", "reply_stance")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"2 comments in 1 threads, 3 codings, 1 dead letters → {out}\n"
    asked = run("bulk", "query", out, "SELECT id, text FROM comments ORDER BY id")
    assert asked.out == "id  text\n--  ----------------------\na   Where is the evidence?\nb   You are wrong.\n"
    as_json = run("bulk", "query", out, "SELECT id FROM comments ORDER BY id", "--format", "json", "--rows", 1)
    assert (json.loads(as_json.out), as_json.err) == (
        [{"id": "a"}],
        "note: there are more than the 1 rows shown; --rows shows more\n",
    )
    told = run("bulk", "report", out)
    assert told.out == f"→ {tmp_path / 'out-report' / 'report.pdf'}\n"
    again = run("bulk", "run", dump, "-o", out)
    assert (again.code, again.err) == (
        2,
        f"discourse: {out}: there is a run in this folder already; go on with it by --resume, "
        "or give another with -o\n",
    )


def test_csv_is_safe_to_open(tmp_path: Path, run: Run) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a", body="=1+1")])
    run("bulk", "run", dump, "-o", tmp_path / "out", "--workers", 1, "--variable", "none")
    assert run("bulk", "query", tmp_path / "out", "SELECT text FROM comments", "-f", "csv").out == "text\n'=1+1\n"


def test_a_terminal_is_not_steered(tmp_path: Path, run: Run) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a", body="x\u001b[31m", author="y\u202ez")])
    run("bulk", "run", dump, "-o", tmp_path / "out", "--workers", 1, "--variable", "none")
    shown = run("bulk", "query", tmp_path / "out", "SELECT author FROM comments").out
    assert "\u202e" not in shown


def test_dask_needs_an_address(dump: Path, tmp_path: Path, run: Run) -> None:
    told = run("bulk", "run", dump, "-o", tmp_path / "out", "--engine", "dask")
    assert (told.code, told.err) == (
        2,
        "discourse: --engine dask: say where the scheduler is, as in --scheduler tcp://10.0.0.1:8786\n",
    )
