"""The PDF as its readers meet it: tags, bookmarks, links, first page, size; told by two readers that are not ours."""

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader
from pypdf.generic import Destination

from discourse.analysis import Analysis
from discourse.reporting.files import report_files
from discourse.reporting.options import Options
from discourse.reporting.themes import THEMES
from tests.reporting.threads import bridge, empty, large

MADE: dict[str, Callable[[], Analysis]] = {"bridge": bridge, "empty": empty, "60": lambda: large(60)}


@cache
def pdf_of(name: str, options: Options = Options()) -> bytes:  # noqa: B008  # immutable
    return report_files(MADE[name](), options)["report.pdf"]


def reader(name: str, options: Options = Options()) -> PdfReader:  # noqa: B008  # immutable
    return PdfReader(BytesIO(pdf_of(name, options)), strict=True)


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the elements of the tag tree below a node, in reading order."""
    for child in node if isinstance(node, list) else [node]:
        found = child.get_object()
        if isinstance(found, list):
            yield from elements(found)
        elif isinstance(found, dict) and "/S" in found:
            yield found
            yield from elements(found.get("/K", []))


def tags(name: str) -> list[dict[str, Any]]:
    root: Any = reader(name).root_object["/StructTreeRoot"]
    return list(elements(root.get("/K", [])))


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("theme", THEMES)
def test_a_checker_of_pdf_ua_finds_nothing(name: str, theme: str) -> None:
    found = validate_pdf_bytes(pdf_of(name, Options(theme=theme)), profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in found.failures] == []
    assert found.is_compliant


def test_title_and_language_are_told() -> None:
    pdf = reader("bridge")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Old bridge closed again"
    assert [str(pdf.root_object[key]) for key in ("/Lang", "/MarkInfo")] == [
        "en",
        "{'/Marked': True, '/Suspects': False}",
    ]


def test_every_chart_is_a_figure_with_words() -> None:
    said = [str(one.get("/Alt", "")) for one in tags("bridge") if one["/S"] == "/Figure"]
    assert len(said) >= 6
    assert [words for words in said if ": " not in words or len(words) < 30] == []


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(one["/S"][2:]) for one in tags("60") if one["/S"][1:2] == "H" and one["/S"][2:].isdigit()]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def bookmarks(pdf: PdfReader) -> list[str]:
    """Return the titles of the bookmarks of the parts of a report."""
    inside = next(entry for entry in pdf.outline if isinstance(entry, list))
    return [str(entry.title) for entry in inside if isinstance(entry, Destination)]


def test_the_parts_are_bookmarked() -> None:
    assert bookmarks(reader("bridge")) == [
        "Summary", "Three comments that tell most", "Completeness", "Claims by status", "Stance toward targets",
        "Shape of the exchange", "Charts", "Comments", "Terms", "Method",
    ]  # fmt: skip


def test_each_conversation_has_a_bookmark_below_comments() -> None:
    inside = next(entry for entry in reader("bridge").outline if isinstance(entry, list))
    below = inside[inside.index(next(one for one in inside if getattr(one, "title", "") == "Comments")) + 1]
    assert isinstance(below, list)
    assert [getattr(entry, "title", "") for entry in below] == ["Ann", "no name"]


@pytest.mark.parametrize(("name", "listed"), [("60", True), ("bridge", False)])
def test_a_long_report_has_a_table_of_contents_on_its_second_page(name: str, listed: bool) -> None:
    second = reader(name).pages[1].extract_text()
    assert second.lstrip().startswith("Contents" if listed else "Claims by status")


@pytest.mark.parametrize("name", ["bridge", "60"])
def test_the_first_page_holds_the_summary_and_nothing_else(name: str) -> None:
    first = " ".join(reader(name).pages[0].extract_text().split())
    wanted = ["Summary", "Three comments that tell most", "Chosen by rule", "Completeness", "Caveats"]
    assert [words for words in wanted if words not in first] == []
    assert "Claims by status" not in first


def test_a_claim_leads_to_its_comments() -> None:
    page = reader("bridge").pages[1]
    links = [one.get_object() for one in page["/Annots"]]  # type: ignore[attr-defined]
    assert len([one for one in links if "/Dest" in one]) >= 8


def test_the_running_footer_counts_the_pages() -> None:
    pages = reader("60").pages
    assert [f"{number} / {len(pages)}" in page.extract_text() for number, page in enumerate(pages, 1)] == [True] * len(
        pages
    )


def test_text_comes_out_in_the_order_of_reading() -> None:
    text = " ".join(" ".join(page.extract_text() for page in reader("bridge").pages[-2:]).split())
    parts = ["Is the bridge safe or not?", "The crack is", "I saw a piece of", "to the firm in the end", "Method"]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def coded_much(comments: int) -> Analysis:
    """Return a long thread with the labels of a real one: several a comment, each on words of its own."""
    analysis = large(comments, words=60)
    codings = [
        replace(coding, variable="form", target=None, code=code, span=(start, start + 30))
        for coding in analysis.codings[::2]
        for code, start in (("fact", 0), ("value", 40), ("policy", 80), ("testimony", 120))
    ]
    return Analysis(analysis.thread, analysis.graph, (*analysis.codings, *codings), analysis.codebook)


def test_600_comments_with_2400_forms_stay_below_2_megabytes() -> None:
    assert len(report_files(coded_much(600))["report.pdf"]) < 2_000_000


@pytest.mark.parametrize("name", ["bridge", "60"])
def test_the_measures_of_structure_and_their_note_stand_on_one_page(name: str) -> None:
    texts = [" ".join(page.extract_text().split()) for page in reader(name).pages]
    first, last = ("Greatest depth (1 answers the article)", "has all measures.")
    assert [first in text for text in texts] == [last in text for text in texts]
