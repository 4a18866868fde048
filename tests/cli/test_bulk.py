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
    assert ran.out == f"2 comments in 1 thread, 3 codings, 1 dead letter → {out}\n"
    asked = run("bulk", "query", out, "SELECT id, text FROM comments ORDER BY id")
    assert asked.out == "id  text\n--  ----------------------\na   Where is the evidence?\nb   You are wrong.\n"
    as_json = run("bulk", "query", out, "SELECT id FROM comments ORDER BY id", "--format", "json", "--rows", 1)
    assert (json.loads(as_json.out), as_json.err) == (
        [{"id": "a"}],
        "note: there are more than the 1 rows shown; --rows shows more\n",
    )
    told = run("bulk", "report", out)
    made = tmp_path / "out-report"
    assert told.out == (
        f"{out}: 2 comments in 1 thread → {made / 'report.pdf'}; "
        f"comments to code by hand → {made / 'sample' / 'sheet.csv'}\n"
    )
    again = run("bulk", "run", dump, "-o", out)
    assert (again.code, again.err) == (
        2,
        f"discourse: {out}: there is a run in this folder already; go on with it by --resume, "
        "or give another with -o\n",
    )


def test_the_articles_of_a_file_are_called_as_in_other_commands(tmp_path: Path, run: Run) -> None:
    rows = [("Ferry", "1", "Late."), ("Ferry", "2", "No."), ("Barge", "1", "Slow."), ("Barge", "2", "Yes.")]
    told = [{"title": title, "id": id_, "author": "Ann", "text": text} for title, id_, text in rows]
    (tmp_path / "x.json").write_text(json.dumps(told), "utf-8")
    run("bulk", "run", tmp_path / "x.json", "-o", tmp_path / "out", "--workers", 1, "--variable", "none")
    asked = run("bulk", "query", tmp_path / "out", "SELECT thread FROM threads ORDER BY thread", "--format", "csv").out
    others = run("code", tmp_path / "x.json").out.splitlines()[1:]
    assert asked.splitlines()[1:] == list(dict.fromkeys(line.split(",")[0] for line in others))
    assert asked.splitlines()[1:] == ["x.json", "x.json (2)"]


def test_an_input_without_a_comment_says_why(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.html").write_bytes(b"%PDF-1.7\n")
    one = run("bulk", "run", tmp_path / "a.html", "-o", tmp_path / "one", "--workers", 1)
    why = "discourse: a.html: this is a PDF file, not a page; save the page as HTML or copy its text"
    assert (one.code, one.err) == (2, f"{why}\n")
    assert one.out == f"0 comments in 0 threads, 0 codings, 1 dead letter → {tmp_path / 'one'}\n"
    (tmp_path / "b.html").write_bytes(b"%PDF-1.7\n")
    two = run("bulk", "run", tmp_path / "a.html", tmp_path / "b.html", "-o", tmp_path / "two", "--workers", 1)
    assert (two.code, two.err) == (2, f"{why}; {tmp_path / 'two' / 'dead_letters.jsonl'} has all 2 reasons\n")


def test_a_folder_that_cannot_be_made_is_to_be_another(dump: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = run("bulk", "run", dump, "-o", tmp_path / "file" / "out", "--workers", 1, "--variable", "none")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"discourse: {tmp_path / 'file' / 'out'}: the run cannot be written here (")
    assert ran.err.endswith("); name another folder with -o\n")


def test_the_report_stands_beside_the_folder_as_it_was_named(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    run("bulk", "run", dump, "-o", "out", "--workers", 1, "--variable", "none")
    assert run("bulk", "report", "out").out.startswith("out: 2 comments in 1 thread → out-report/report.pdf")
    monkeypatch.chdir(tmp_path / "out")
    assert f"→ {tmp_path / 'out-report' / 'report.pdf'}" in run("bulk", "report", ".").out


SHARES = """\
all 2 comments are coded by hand (Ann), which leaves nothing to estimate; corrected are the labels of linear

share of comments                             machine    wrong corrected  95 % interval
claim evidence_demanded present                 0.500      1/2     1.000  [1.000, 1.000]
"""


@pytest.fixture
def coded(dump: Path, tmp_path: Path, run: Run) -> tuple[Path, Path, Path]:
    """Return the folder of a run, the draw of its sample, and what Ann coded: both comments demand evidence."""
    out = tmp_path / "out"
    run("bulk", "run", dump, "-o", out, "--workers", 1, "--variable", "claim")
    run("bulk", "report", out)
    lines = ["coder,source,comment,claim evidence_demanded", "Ann,s1,a,asserts", "Ann,s1,b,asserts"]
    return out, tmp_path / "out-report" / "sample" / "draw.json", Path(written(tmp_path / "ann.csv", lines))


def test_the_sample_of_a_run_corrects_it(coded: tuple[Path, Path, Path], run: Run) -> None:
    out, draw, ann = coded
    told = run("correct", draw, ann, "--source", out)
    assert (told.code, told.out, told.err) == (0, SHARES, "")


def test_a_run_coded_by_another_codebook_corrects_nothing(coded: tuple[Path, Path, Path], run: Run) -> None:
    out, draw, ann = coded
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    manifest["codebook"]["hash"] = "0" * 64
    (out / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    told = run("correct", draw, ann, "--source", out)
    assert (told.code, told.err) == (
        2,
        f"discourse: {out}: the run was coded by another codebook, or by none; give its own with --codebook\n",
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


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--variable", "none", "--variable", "claim"), "--variable none: it codes nothing, and claim would be coded"),
        (("--scheduler", "tcp://here:1"), "--scheduler tcp://here:1: the local engine has none; add --engine dask"),
    ],
)
def test_options_that_exclude_each_other(options: tuple[str, ...], told: str, dump: Path, run: Run) -> None:
    ran = run("bulk", "run", dump, "-o", dump.with_name("out"), *options)
    assert (ran.code, ran.out, told in ran.err) == (2, "", True)
    assert not dump.with_name("out").exists()
