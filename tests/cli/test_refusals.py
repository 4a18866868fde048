"""Bad input ends in one sentence on standard error and exit code 2, with nothing half written."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

BAD_SOURCES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "blank": lambda path: path.write_bytes(b" \n\t\n"),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 50),
    "PNG": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "nested 50,000 deep": lambda path: path.write_text("<div>" * 50_000 + '<p class="wpd-comment-text">x', "utf-8"),
    "a folder without files": lambda path: path.mkdir(),
}


def assert_one_sentence(run: Run, *arguments: str | Path, names: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert len(result.err.splitlines()) == 1, result.err
    assert names in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("case", BAD_SOURCES)
@pytest.mark.parametrize("command", ["read", "replies", "code", "report"])
def test_bad_source(run: Run, tmp_path: Path, case: str, command: str) -> None:
    source = tmp_path / "source.html"
    BAD_SOURCES[case](source)
    out = ("--out", tmp_path / "out") if command == "report" else ()
    assert_one_sentence(run, command, source, *out, names="source.html")
    assert not (tmp_path / "out").exists()


def test_two_hundred_megabytes_of_one_line(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    with source.open("wb") as file:
        file.truncate(200_000_000)
    assert_one_sentence(run, "read", source, names="long.txt")


def test_seventy_megabytes_of_standard_input(run: Run) -> None:
    result = run("read", "-", stdin=b"x" * 70_000_000)
    assert (result.code, result.out) == (2, "")
    assert "stdin" in result.err


def test_corpus_without_a_folder(run: Run, page: Path) -> None:
    assert_one_sentence(run, "read", page, "--format", "convokit", names="-o FOLDER")


CUE = """
title = "River"
version = "1"
language = "en"
[[claim_types]]
id = "late"
label = "Late"
definition = "The ferry is late."
cues = ["{us}", "so? late"]
"""


@pytest.fixture
def two_pages(page: Path) -> tuple[Path, Path]:
    (page.parent / "ducks.html").write_bytes(page.read_bytes())
    return page, page.parent / "ducks.html"


@pytest.mark.parametrize("command", ["code", "report", "compare", "sample", "discover"])
def test_a_wrong_cue_is_said_once_with_its_file(
    run: Run, two_pages: tuple[Path, Path], tmp_path: Path, command: str
) -> None:
    (book := tmp_path / "river.toml").write_text(CUE, "utf-8")
    out = () if command == "code" else ("--out", tmp_path / "out")
    books = ("--codebook", "proxy-war", "--codebook", book)
    assert_one_sentence(run, command, *two_pages, *out, *books, names=f'{book}: River: cue "so? late" of claim type')
    assert not (tmp_path / "out").exists()


def test_a_codebook_is_no_page(run: Run, tmp_path: Path) -> None:
    (book := tmp_path / "river.toml").write_text(CUE, "utf-8")
    assert_one_sentence(run, "report", book, names="this is a codebook; name pages, and give it with --codebook")


def test_a_codebook_of_another_program_is_to_be_converted(run: Run, tmp_path: Path) -> None:
    theirs = tmp_path / "book.qdc"
    run("codebook", "convert", "general", theirs)
    assert_one_sentence(run, "codebook", "check", theirs, names=f"codebook convert {theirs} {tmp_path / 'book.toml'}")


def test_a_wrong_cue_begins_no_run(run: Run, page: Path, tmp_path: Path) -> None:
    (book := tmp_path / "river.toml").write_text(CUE, "utf-8")
    assert_one_sentence(run, "bulk", "run", page, "--out", tmp_path / "out", "--codebook", book, names=f"{book}: River")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("command", "option", "value"),
    [
        *((command, "--reader", "nope") for command in ("read", "replies", "code", "report")),
        *((command, "--saved-on", "yesterday") for command in ("read", "replies", "code", "report")),
        *((command, "--coder", "nope") for command in ("code", "report")),
    ],
)
def test_what_is_wrong_with_all_sources_is_said_once(
    run: Run, two_pages: tuple[Path, Path], tmp_path: Path, command: str, option: str, value: str
) -> None:
    out = ("--out", tmp_path / "out") if command == "report" else ()
    assert_one_sentence(run, command, *two_pages, *out, option, value, names=value)


def test_map_without_a_column(run: Run, page: Path) -> None:
    assert_one_sentence(run, "read", page, "--map", "text", names="text=body,reply_to=parent")


def test_day_that_is_none(run: Run, page: Path) -> None:
    assert_one_sentence(run, "read", page, "--saved-on", "yesterday", names="2024-05-31")


def test_unwritable_file(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert_one_sentence(run, "read", page, "--out", tmp_path / "file" / "x.json", names="cannot be written")


def test_unwritable_folder(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert_one_sentence(run, "report", page, "--out", tmp_path / "file" / "out", names="file")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('title = "x"\nversion = "1"\nlanguage = "en"\ncolour = "red"\n', "colour"),
        ("not toml", "not valid TOML"),
        (None, "no such codebook"),
    ],
    ids=["wrong key", "not TOML", "missing"],
)
def test_bad_codebook(run: Run, page: Path, tmp_path: Path, text: str | None, expected: str) -> None:
    book = tmp_path / "book.toml"
    if text is not None:
        book.write_text(text, "utf-8")
    assert_one_sentence(run, "code", page, "--codebook", book, names=expected)
    assert_one_sentence(run, "report", page, "--codebook", book, "--out", tmp_path / "out", names=expected)
    assert not (tmp_path / "out").exists()


def test_a_codebook_with_nothing_to_code_is_not_sound(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text('title = "x"\nversion = "1"\nlanguage = "en"\n', "utf-8")
    assert_one_sentence(run, "codebook", "check", book, names="neither claim types nor targets")


def test_reader_that_does_not_exist(run: Run, page: Path) -> None:
    assert_one_sentence(run, "read", page, "--reader", "crystal-ball", names="crystal-ball")


@pytest.mark.parametrize("arguments", [["read"], ["report"], ["nonsense"], ["replies", "x", "--format", "pdf"]])
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("read",), "read: missing argument 'SOURCE...'; see discourse read --help"),
        (("repot",), "no such command 'repot', did you mean 'report'?; see discourse --help"),
        (("read", "x", "--fromat"), "read: no such option: --fromat"),
        (("read", "x", "--format", "xml"), "read: invalid value for '--format' / '-f': 'xml' is not one of 'json'"),
        (("bulk", "query", "x", "SELECT 1", "--rows", "0"), "bulk query: invalid value for '--rows': it should be"),
        (("bulk", "nope"), "bulk: no such command 'nope'; see discourse bulk --help"),
    ],
)
def test_a_command_typed_wrongly(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    assert_one_sentence(run, *arguments, names=f"discourse: {sentence}")


@pytest.mark.parametrize("command", ["read", "report", "replies", "measures", "code", "discover", "compare"])
def test_a_source_without_a_name_is_not_this_folder(run: Run, command: str) -> None:
    assert_one_sentence(run, command, "", names='"": this names no source')


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ftp://site.example/page", "only http and https addresses are fetched"),
        ("file:///home/ann/page.html", "save the page and give the file's path"),
        ("https://", "this is no address of a page; write it like https://site.example/page"),
    ],
)
def test_an_address_that_is_not_fetched(run: Run, address: str, sentence: str) -> None:
    assert_one_sentence(run, "read", address, names=sentence)


def test_a_folder_without_codings(run: Run, tmp_path: Path) -> None:
    assert_one_sentence(run, "codings", tmp_path, names="the folder holds no files; put files of codings into it")


@pytest.mark.parametrize("asks", [("-h",), ("--help",), ("bulk", "-h")])
def test_help_is_no_fault(run: Run, asks: tuple[str, ...]) -> None:
    result = run(*asks)
    assert (result.code, result.err, "Commands:" in result.out) == (0, "", True)


def test_a_group_of_commands_alone_shows_its_help(run: Run) -> None:
    result = run("bulk")
    assert (result.code, "query" in result.out + result.err) == (2, True)


def test_the_package_runs_as_a_module() -> None:
    ran = subprocess.run([sys.executable, "-m", "discourse", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("discourse ")
