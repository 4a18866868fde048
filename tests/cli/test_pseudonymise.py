"""Pseudonyms on the command line: no name of a commenter is left in anything that is printed or written."""

import re
import subprocess
from pathlib import Path

import pytest

import discourse
from discourse.cli.pseudonyms import ENVIRONMENT
from discourse.replies.authors import named
from tests.conftest import Run

ROOT = Path(__file__).parent.parent.parent
CONVOY = ROOT / "corpora" / "convoy" / "page.html"
KEY = "a key for these tests, long enough"


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, KEY)


def handles() -> list[str]:
    comments = discourse.read(CONVOY).comments
    return sorted({name for comment in comments if (name := named(comment))})


def left(text: str) -> list[str]:
    """Return the names that stand in a text, in any case, whatever separates their parts."""
    patterns = {name: r"[\s_.-]{0,3}".join(re.findall(r"[^\W_]+", name)) for name in handles()}
    return [name for name, pattern in patterns.items() if re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]


@pytest.mark.usefixtures("key")
def test_no_name_is_left_in_any_file_of_a_report(run: Run, tmp_path: Path) -> None:
    result = run("report", CONVOY, "--pseudonymise", "-o", tmp_path / "out")
    assert (result.code, left(result.out + result.err)) == (0, [])
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert left(_text(path)) == [], path


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        command = ["pdftotext", "-raw", str(path), "-"]
        try:
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  # our own
        except FileNotFoundError:
            pytest.skip("pdftotext is not installed")
    return path.read_bytes().decode("utf-8", "ignore")


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    "command",
    [
        ("read",),
        ("read", "--format", "csv"),
        ("replies",),
        ("replies", "--format", "graphml"),
        ("code",),
        ("measures", "--by", "author"),
        ("measures", "--by", "branch"),
    ],
)
def test_no_name_is_left_in_what_is_printed(command: tuple[str, ...], run: Run) -> None:
    result = run(*command, CONVOY, "--pseudonymise")
    assert (result.code, left(result.out)) == (0, [])


@pytest.mark.usefixtures("key")
def test_no_name_is_left_in_an_explanation_or_a_chart(run: Run, tmp_path: Path) -> None:
    assert left(run("explain", CONVOY, "2", "--pseudonymise").out) == []
    assert run("chart", "network", CONVOY, "--pseudonymise", "-o", tmp_path / "network.svg").code == 0
    assert left((tmp_path / "network.svg").read_text("utf-8")) == []


def test_without_the_option_names_stay(run: Run) -> None:
    assert left(run("read", CONVOY).out) == handles()


@pytest.mark.usefixtures("key")
def test_no_name_is_left_in_a_comparison(run: Run, tmp_path: Path) -> None:
    other = ROOT / "corpora" / "river" / "page.html"
    assert run("compare", CONVOY, other, "--pseudonymise", "-o", tmp_path / "out").code == 0
    for path in (path for path in (tmp_path / "out").rglob("*") if path.suffix in {".csv", ".html"}):
        assert left(path.read_text("utf-8")) == [], path


@pytest.mark.usefixtures("key")
def test_pages_are_joined_before_their_names_are_replaced(run: Run, page: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.html"
    second.write_text(
        page.read_text("utf-8").replace("comment-12", "comment-13").replace("I saw", "Odile saw"), "utf-8"
    )
    found = run("read", "--join", page, second, "--pseudonymise").out
    assert found.count('"author": ') == 4
    assert "Odile" not in found


def test_a_new_key_stands_beside_the_output_is_said_and_is_used_again(run: Run, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run("report", page, "--pseudonymise", "-o", out)
    file = tmp_path / "out.key"
    assert f"the new key stands in {file}" in " ".join(first.err.split())
    assert file.stat().st_mode & 0o077 == 0
    thread = (out / "swans" / "data" / "thread.json").read_bytes()
    assert b"Odile" not in thread
    again = run("report", page, "--pseudonymise", "-o", out)
    assert "under the key in" in again.err
    assert (out / "swans" / "data" / "thread.json").read_bytes() == thread


def test_a_file_with_a_key_asks_for_pseudonyms(run: Run, page: Path, tmp_path: Path) -> None:
    file = tmp_path / "my.key"
    file.write_text(f"{KEY}\n", "utf-8")
    given = run("read", page, "--pseudonym-key", file)
    assert "Odile" not in given.out
    assert given.err == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"short", "a key has at least 16 characters; this one has 5"), (b"\xff" * 20, "the key cannot be read")],
)
def test_a_key_that_is_none_is_said(content: bytes, said: str, run: Run, page: Path, tmp_path: Path) -> None:
    file = tmp_path / "my.key"
    file.write_bytes(content)
    result = run("read", page, "--pseudonym-key", file)
    assert (result.code, result.out, said in result.err) == (2, "", True)


def test_a_missing_key_is_said(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("read", page, "--pseudonym-key", tmp_path / "none.key")
    assert (result.code, "none.key: the key cannot be read" in result.err) == (2, True)
