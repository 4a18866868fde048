"""The README and the docs are run: consoles print what they show, Python examples work, and nothing is left out."""

import re
import shutil
from pathlib import Path

import pytest

from discourse.codebook import list_codebooks
from tests.conftest import Run

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (page.name, text) for page in PAGES for kind, text in BLOCK.findall(page.read_text("utf-8")) if kind == language
    ]


@pytest.fixture
def in_a_folder_with_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder that holds what the examples name."""
    shutil.copy(ROOT / "corpora/convoy/page.html", tmp_path / "page.html")
    shutil.copy(ROOT / "corpora/convoy/page.txt", tmp_path / "page.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("page", "console"), blocks("console"))
def test_console_prints_what_it_shows(page: str, console: str, in_a_folder_with_a_page: Path, run: Run) -> None:
    for step in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, _, expected = step.partition("\n")
        program, *arguments = command.split()
        assert program == "discourse"
        result = run(*arguments)
        assert matches(expected, result.out + result.err), f"{page}: $ {command}\n{result.out}{result.err}"


def matches(expected: str, printed: str) -> bool:
    """Tell whether the printed text is the expected one, in which a line ``...`` stands for any lines."""
    pattern = re.escape(expected).replace(re.escape("...\n"), "(?:.*\n)*")
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_python_examples_run(page: str, in_a_folder_with_a_page: Path) -> None:
    names: dict[str, object] = {}
    for name, source in blocks("python"):
        if name == page:
            exec(compile(source, page, "exec"), names)  # noqa: S102  # our own documentation


def test_readme_names_every_command_and_codebook() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = (
        "report", "read", "formats", "replies", "measures", "code", "explain", "codebook", "demo", "chart", "compare",
        "discover", "sample", "codings", "agree", "correct", "classroom", "train", "bulk",
    )  # fmt: skip
    assert [name for name in commands if f"discourse {name}" not in readme] == []
    assert [name for name in list_codebooks() if f"`{name}`" not in readme] == []


def test_the_table_of_formats_is_the_one_that_the_command_prints(run: Run) -> None:
    table = (ROOT / "docs" / "formats.md").read_text("utf-8").partition("<!-- formats -->\n")[2]
    assert table.partition("<!-- end -->")[0] == run("formats", "--markdown").out


@pytest.mark.parametrize("page", [page.relative_to(ROOT).as_posix() for page in PAGES])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_the_demo_prints_what_the_readme_opens_with(in_a_folder_with_a_page: Path, run: Run) -> None:
    shown = next(text for page, text in blocks("text") if page == "README.md")
    assert run("demo").out == shown
