"""The gallery in ``reports/`` is what the program makes of the corpora today."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from page import ValidationProfile, validate_pdf
from PIL import Image

import discourse
from discourse.charts import CHARTS
from discourse.charts.fitting import faults
from discourse.charts.single import NARROWEST
from discourse.exports.frames import csv_text
from discourse.exports.records import json_text
from discourse.translation import LANGUAGES, speaking
from reports.build import GALLERY, KEPT, LARGEST_KEPT, SIZES, analysis_of, corpora, smaller
from reports.synthetic import SCRIPTS, thread

DATA = (
    *("comments.csv", "replies.csv", "alternatives.csv", "codings.csv", "measures.csv", "branches.csv", "authors.csv"),
    *("graph.graphml", "thread.json"),
)

MADE = [*SIZES, *SCRIPTS]
QUICK = [name for name in MADE if SIZES.get(name, 0) <= 60]
"""What is made anew in every test run; the others take minutes."""
WIDTHS = "PDFUA1-FONT-GLYPH-WIDTH-001"
"""A rule that the checker gets wrong: it reads neither the width of a colour emoji ("2550 0 d0/x0 Do") nor the default
width in a CJK font of several dictionaries; other readers find both equal to what the page says."""


@pytest.fixture(scope="module", params=corpora())
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return a corpus's name and the folder of a report made of it now."""
    name: str = request.param
    return name, discourse.report(analysis_of(name), tmp_path_factory.mktemp(name) / name)


def test_data_are_the_same_bytes(fresh: tuple[str, Path]) -> None:
    name, folder = fresh
    changed = [
        file for file in DATA if (folder / "data" / file).read_bytes() != (GALLERY / name / "data" / file).read_bytes()
    ]
    assert changed == [], "run `python reports/build.py` and look at the difference"


def test_the_same_files_are_there(fresh: tuple[str, Path]) -> None:
    name, folder = fresh
    assert files(folder) == files(GALLERY / name)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_smaller_picture_keeps_the_colour_of_a_thin_line() -> None:
    rows, columns = np.mgrid[:256, :256]
    pixels = np.stack([rows, columns, (rows + columns) // 2], axis=2).astype(np.uint8) // 2
    pixels[0, :12] = (213, 94, 0)
    data = BytesIO()
    Image.fromarray(pixels).save(data, "png")
    with Image.open(BytesIO(smaller(data.getvalue()))) as kept:
        assert np.abs(np.asarray(kept.convert("RGB"))[0, :12].astype(int) - (213, 94, 0)).max() < 24


@pytest.mark.parametrize("name", QUICK)
def test_a_made_thread_still_measures_the_same(name: str) -> None:
    fresh = csv_text(discourse.tables.metrics(analysis_of(name)))
    assert fresh == (GALLERY / name / "data/measures.csv").read_text("utf-8"), f"run `python -m reports.build {name}`"


PLACES = [*((language, NARROWEST) for language in LANGUAGES), *((language, None) for language in ("en", "de", "fr"))]
"""Languages and widths in which charts are drawn: the narrowest, and the usual one where words are longest."""


@pytest.mark.parametrize("name", [*corpora(), *QUICK])
def test_no_word_of_a_chart_lies_on_another_or_is_cut_off(name: str) -> None:
    analysis, found = analysis_of(name), {}
    tables = {kind: chart.table(analysis) for kind, chart in CHARTS.items()}
    for language, wide in PLACES:
        with speaking(language):
            for kind, table in tables.items():
                figure = CHARTS[kind].draw(table, wide) if wide else CHARTS[kind].draw(table)
                if figure is not None and (wrong := faults(figure)):
                    found[language, wide, kind] = wrong
    assert found == {}


@pytest.mark.parametrize("name", MADE)
def test_of_a_made_thread_little_is_kept(name: str) -> None:
    kept = files(GALLERY / name)
    assert set(kept) <= set(KEPT)
    assert {"overview.png", "data/measures.csv"} <= set(kept)
    assert [file for file in kept if (GALLERY / name / file).stat().st_size > LARGEST_KEPT] == []


@pytest.mark.parametrize("name", [*corpora(), *MADE])
def test_a_checker_of_pdf_ua_finds_nothing_in_the_gallery(name: str) -> None:
    pdf = GALLERY / name / "report.pdf"
    if not pdf.exists():
        pytest.skip("too large to be kept")
    found = validate_pdf(pdf, profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in found.failures if failure.rule_id != WIDTHS] == []


def test_a_thread_of_a_seeded_hand_is_the_same_each_time() -> None:
    assert json_text(thread(300)) == json_text(thread(300))
    assert json_text(thread(300)) != json_text(thread(300, seed=2))
