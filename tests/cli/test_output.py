"""What is printed steers no terminal, fits every encoding, and ends in a sentence where it cannot be written."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PAGE, Run

FULL = Path("/dev/full")


def discourse(*arguments: str | Path, **options: object) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line in a process of its own."""
    command = [sys.executable, "-c", "from discourse.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, check=False, **{"capture_output": True, **options})  # type: ignore[call-overload,no-any-return]  # noqa: S603  # ours


@pytest.mark.parametrize("name", ["a\x1b[31mred", "a\x1b]0;title\x07", "a\x9b31m", "a\u202eb", "a\nb"])
def test_a_name_that_steers_a_terminal_is_spelled_out(run: Run, name: str) -> None:
    said = run("read", name).err
    assert said.count("\n") == 1
    assert not set(said) & set("\x1b\x07\x9b\u202e")


def test_a_codebook_that_steers_a_terminal_is_spelled_out(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text('title = "a\\u001b[31m"\nversion = "1"\nlanguage = "en"\n', "utf-8")
    assert "⟨U+001B⟩" in run("codebook", "show", book).out


def test_data_are_utf8_whatever_the_encoding_of_the_output(page: Path) -> None:
    page.write_text(PAGE.replace("Odile", "Ödile 😀"), "utf-8")
    printed = discourse("read", page, env={"PYTHONIOENCODING": "cp1252"})
    assert (printed.returncode, "Ödile 😀".encode() in printed.stdout) == (0, True)


def test_a_line_fits_an_encoding_without_its_signs(page: Path, tmp_path: Path) -> None:
    printed = discourse("report", page, "--out", tmp_path / "out", env={"PYTHONIOENCODING": "latin-1"})
    assert (printed.returncode, printed.stderr) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["codebook", "list"]])
def test_a_full_disk_is_said_in_a_sentence(arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        printed = discourse(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert printed.returncode == 2
    assert printed.stderr.decode().startswith("discourse: the output cannot be written")
    assert printed.stderr.count(b"\n") == 1


def test_a_reader_that_has_gone_is_no_fault(page: Path) -> None:
    command = f'"{sys.executable}" -c "from discourse.cli import main; main()" read "{page}" | head -c 1'
    printed = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602  # ours
    assert (printed.stdout, printed.stderr) == (b"{", b"")


CHAT = "[21:04] <ann> who has the key\n[21:05] <bob> not me\n[21:07] <ann> sure?\n"
AGES = "2 comments\n\nAnn\n2 days ago\nIs the pool open in winter this year?\nReply\n\nBob\n3 hours ago\nNo.\nReply\n"


@pytest.mark.parametrize(
    ("text", "options", "remark"),
    [
        (CHAT, ["--map", "text=body"], "note: talk.txt: it is no table, so --map changes nothing; --reader table"),
        (AGES, [], 'note: talk.txt: it shows no dates, but ages ("2 days ago"); --saved-on'),
        (AGES, ["--saved-on", "2024-05-31"], ""),
        (CHAT, [], ""),
        (
            "A line of a shopping list\n",
            [],
            "note: talk.txt: no comment was recognised in it (read as pasted); discourse",
        ),
    ],
)
def test_what_a_source_leaves_open_is_remarked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, options: list[str], remark: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text(text, "utf-8")
    printed = run("read", "talk.txt", *options)
    assert (printed.code, printed.err.startswith(remark), bool(printed.err)) == (0, True, bool(remark))
