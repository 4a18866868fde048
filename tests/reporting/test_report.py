"""The whole report: which files, the same bytes twice, nothing a stranger writes does anything."""

import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse import report
from discourse.analysis import Analysis
from discourse.errors import ReportError
from discourse.reporting.files import report_files
from tests.reporting.threads import NASTY, bridge, empty, hostile, large

DATA = [
    "data/authors.csv", "data/branches.csv", "data/codings.csv", "data/comments.csv", "data/graph.graphml",
    "data/alternatives.csv", "data/measures.csv", "data/replies.csv", "data/thread.json",
]  # fmt: skip
PAGES = ["overview.png", "report.html", "report.pdf"]
CHARTS = [
    f"charts/{name}.png"
    for name in (
        *("activity", "claims", "interactions", "journey", "network", "participation", "reply_stance", "stance"),
        "tree",
    )
]


@pytest.fixture(scope="module")
def attack() -> dict[str, bytes]:
    return report_files(hostile())


def pdf_text(pdf: bytes, *options: str) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(  # noqa: S603  # a fixed program on our own file
        [program, *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_files_of_a_report(tmp_path: Path) -> None:
    folder = report(bridge(), tmp_path / "out")
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert folder == tmp_path / "out"
    assert files == sorted(CHARTS + DATA + PAGES)


def test_a_page_without_comments_gets_a_full_report(tmp_path: Path) -> None:
    folder = report(empty(), str(tmp_path / "out"))
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert files == sorted(DATA + PAGES)
    assert (folder / "data/comments.csv").read_text("utf-8").count("\n") == 1


def test_charts_of_an_earlier_report_do_not_stay(tmp_path: Path) -> None:
    report(bridge(), tmp_path)
    (tmp_path / "charts/mine.png").write_bytes(b"mine")
    report(empty(), tmp_path)
    assert [path.name for path in (tmp_path / "charts").iterdir()] == ["mine.png"]


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ReportError) as caught:
        report(bridge(), tmp_path / "out")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("made", [bridge, empty, hostile, lambda: large(60)], ids=["bridge", "empty", "hostile", "60"])
def test_two_reports_have_the_same_bytes(made: Callable[[], Analysis]) -> None:
    first, second = report_files(made()), report_files(made())
    assert {name: zlib.crc32(data) for name, data in first.items()} == {
        name: zlib.crc32(data) for name, data in second.items()
    }


def test_the_pdf_reads_in_order() -> None:
    text = in_one_line(pdf_text(report_files(bridge())["report.pdf"]))
    parts = [
        "Old bridge closed again",
        "Summary 5 comments by 4 named authors",
        "Three comments that tell most 1 reply · no. 1 Ann",
        "Completeness",
        "Claims by status",
        "Stance toward targets",
        "Shape of the exchange",
        "Charts",
        "Who answers whom",
        "Comments Each comment has its number",
        "Ann answers the article (stated by the page)",
        "Is the bridge safe or not? b And who pays?",
        "Bob answers 1 Ann (inferred, 0.62)",
        "The council wants d a new road",
        "Čapek & Søn answers 2 Bob",
        "They will sell it",
        "Method The comments were taken from",
        "Caveats",
        "codebook Bridges, version 1,",
    ]
    places = [text.rfind(part) for part in parts[1:]]
    assert -1 not in places
    assert places == sorted(places)


def test_text_of_every_script_is_text() -> None:
    text = pdf_text(report_files(bridge())["report.pdf"])
    assert "משה" in text
    assert "Søn" in text


def test_600_comments_stay_below_3_megabytes() -> None:
    files = report_files(large(600))
    assert len(files["report.pdf"]) < 3_000_000
    assert "599 word0 word1" in pdf_text(files["report.pdf"])


def test_what_no_font_can_draw_is_said(attack: dict[str, bytes]) -> None:
    text = in_one_line(pdf_text(attack["report.pdf"]))
    thai = re.search(r"□ stands for \d+ different characters that no font on this machine can draw", text)
    assert thai is not None
    assert thai.start() < text.index("All caveats stand at the end.")  # on the first page


@pytest.mark.parametrize("words", ['#include("x") #eval("1+1")', "{{7*7}} {% raw %}", "$x$ *b* _i_ @ref", "\\\\server"])
def test_code_in_a_comment_is_shown_as_text_in_the_pdf(attack: dict[str, bytes], words: str) -> None:
    assert words in in_one_line(pdf_text(attack["report.pdf"]))


def test_the_page_of_a_hostile_thread_runs_and_asks_for_nothing(attack: dict[str, bytes]) -> None:
    page = LexborHTMLParser(attack["report.html"].decode())
    assert page.css("img, iframe, object, embed, link, base, [action]") == []
    assert [node.attributes for node in page.css("script")] == [{"type": "application/json", "id": "data"}, {}]
    attributes = [(name, str(value)) for node in page.css("*") for name, value in node.attributes.items()]
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert not [value for name, value in attributes if name.endswith("href") and not value.startswith("#")]
    assert [node.attributes for node in page.css("style")] == [{}]
    assert page.css_first("title") is not None


def test_no_control_or_override_reaches_the_page(attack: dict[str, bytes]) -> None:
    page = attack["report.html"].decode()
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\uffff]", page) == []


def test_every_hostile_comment_can_be_read_on_the_page(attack: dict[str, bytes]) -> None:
    page = LexborHTMLParser(attack["report.html"].decode())
    for number, text in enumerate(NASTY, start=1):
        shown = page.css_first(f"#c{number} .text")
        assert shown is not None
        if text.isascii() and text.isprintable() and text.strip():
            for letters in page.css(f"#c{number} sup"):
                letters.decompose()
            assert shown.text().strip() == text.strip()


def test_template_code_is_not_run(attack: dict[str, bytes]) -> None:
    page = attack["report.html"].decode()
    assert "{{7*7}}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_graph_of_a_hostile_thread_is_well_formed(attack: dict[str, bytes]) -> None:
    root = ET.fromstring(attack["data/graph.graphml"])  # noqa: S314  # our own file
    assert sum(element.tag.endswith("node") for element in root.iter()) == len(NASTY) + 1
