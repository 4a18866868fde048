"""``discourse chart``: what it writes, at which width, and how it refuses."""

from pathlib import Path

import pytest

from discourse.charts import CHARTS
from tests.conftest import Run

POINTS_PER_MM = 72 / 25.4


def test_the_charts_are_listed(run: Run) -> None:
    lines = run("chart", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(CHARTS)
    assert lines[0].endswith(" (in reports only: discourse report --codings FILE --draw DRAW)")
    assert lines[1] == "tree           Who answers what"


def test_an_svg_is_as_wide_as_asked(run: Run, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "tree.svg"
    result = run("chart", "tree", page, "--width", "8.9cm", "-o", out)
    assert (result.code, result.out) == (0, f"{out}\n")
    assert f'width="{89 * POINTS_PER_MM:.2f}' in out.read_text("utf-8")
    assert "2 comments read of 2 that the page declares. Coded by:" in out.read_text("utf-8")


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("png", b"\x89PNG"), ("svg", b"<svg")])
def test_formats(
    form: str, start: bytes, run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("chart", "tree", page, "--format", form).out == f"tree.{form}\n"
    assert (tmp_path / f"tree.{form}").read_bytes().startswith(start)


def test_pdf_is_what_is_written_where_nothing_else_is_said(
    run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("chart", "tree", page).out == "tree.pdf\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), f"chart: name one of {', '.join(CHARTS)}, and a page"),
        (("oak", "x.html"), f"chart oak: there is no chart of that name; name one of {', '.join(CHARTS)}"),
        (("tree",), "chart tree: it needs a page to draw; name one after the chart"),
        (("tree", "x", "--width", "2mm"), "--width 2mm: a chart is 60 to 400 mm wide; give a width between these"),
        (
            ("tree", "x", "--width", "wide"),
            "--width wide: that is no width; give a number with mm, cm, in or pt, as in 89mm",
        ),
        (("tree", "x", "--lang", "xx"), "--lang xx: the words are there in en, de, es, fr, it; name one of these"),
        (
            ("tree", "x", "-o", "tree.gif"),
            "--out tree.gif: its name ends in no format; end it in .pdf, .svg or .png, or give --format",
        ),
        (
            ("tree", "x", "-o", "tree.png", "-f", "pdf"),
            "--format pdf and --out tree.png: they name two formats; leave one out or make them agree",
        ),
    ],
)
def test_refusals(arguments: tuple[str, ...], sentence: str, run: Run) -> None:
    result = run("chart", *arguments)
    assert (result.code, result.err) == (2, f"discourse: {sentence}\n")


def test_nothing_to_draw_is_said_in_a_sentence(run: Run, page: Path) -> None:
    assert run("chart", "words", page).err == (
        "discourse: swans.html: there is nothing to draw in the chart words: No two groups of comments differ in their "
        "words by more than chance.\n"
    )


def test_a_file_that_cannot_be_written(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("chart", "tree", page, "-o", tmp_path / "file" / "tree.pdf")
    assert result.code == 2
    assert result.err.endswith("name another file\n")
