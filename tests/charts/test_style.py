import io
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

from discourse.charts import CHARTS, save
from discourse.charts.drawing import drawing
from discourse.charts.style import LOOKS, UNCODED, pale
from discourse.charts.svg import tidied
from tests.charts.threads import DIFFICULT, analysis

SVG = "{http://www.w3.org/2000/svg}"
VARIABLES = (
    ("support", "deny", "query", "comment"),
    ("asserts", "rejects", "questions", "reports"),
    ("favor", "against", "none"),
    ("fact", "testimony", "value", "policy", "reference", "rhetorical"),
)
# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "none": np.eye(3).tolist(),
}


def lab(color: str, deficiency: str = "none") -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return CIELAB (D65) of a colour as seen with a deficiency."""
    parts = np.array(to_rgb(color))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(DEFICIENCIES[deficiency]) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    relative = to_xyz @ seen / np.array([0.9505, 1.0, 1.089])
    x, y, z = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    shades = []
    for color in (one, other):
        parts = np.array(to_rgb(color))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        shades.append(float(linear @ [0.2126, 0.7152, 0.0722]) + 0.05)
    return max(shades) / min(shades)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("codes", VARIABLES)
def test_fills_of_a_variable_differ_for_every_eye(codes: tuple[str, ...], deficiency: str) -> None:
    for one, other in combinations(codes, 2):
        apart = np.linalg.norm(lab(LOOKS[one].fill, deficiency) - lab(LOOKS[other].fill, deficiency))
        assert apart > 20, (one, other)


@pytest.mark.parametrize("codes", VARIABLES)
def test_fills_of_a_variable_differ_in_grey(codes: tuple[str, ...]) -> None:
    for one, other in combinations(codes, 2):
        assert abs(lab(LOOKS[one].fill)[0] - lab(LOOKS[other].fill)[0]) > 10, (one, other)


@pytest.mark.parametrize("shown", [*LOOKS.values(), *map(pale, LOOKS.values()), UNCODED])
def test_words_can_be_read_on_fills_and_on_paper(shown: object) -> None:
    assert isinstance(shown, type(UNCODED))
    assert contrast(shown.words, "#FFFFFF") > 4.5
    assert contrast(shown.on, shown.fill) > 4.5


MANY = {"words": 400}
"""Charts that need more comments than others."""


def drawn(name: str, count: int = 20, names: tuple[str, ...] = DIFFICULT) -> Figure:
    count = max(count, MANY.get(name, 0))
    figure = CHARTS[name].draw(CHARTS[name].table(analysis(count, names)))
    assert figure is not None
    return figure


def saved(figure: Figure, form: Literal["png", "svg", "pdf"]) -> bytes:
    buffer = io.BytesIO()
    save(figure, buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_same_table_gives_the_same_bytes(name: str, form: Literal["png", "svg", "pdf"]) -> None:
    assert saved(drawn(name), form) == saved(drawn(name), form)


@pytest.mark.parametrize("name", CHARTS)
def test_saving_twice_or_in_another_form_first_changes_nothing(name: str) -> None:
    figure, fresh = drawn(name), drawn(name)
    for form in ("png", "pdf", "svg"):
        saved(figure, form)
    assert saved(figure, "svg") == saved(fresh, "svg")


def test_the_users_settings_neither_matter_nor_change() -> None:
    plain = saved(drawn("claims", 60), "svg")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "text.usetex": True, "svg.fonttype": "path"}):
        before = dict(matplotlib.rcParams)
        assert saved(drawn("claims", 60), "svg") == plain
        assert dict(matplotlib.rcParams) == before


def test_save_writes_files(tmp_path: Path) -> None:
    save(drawn("tree"), tmp_path / "tree.png", "png")
    assert (tmp_path / "tree.png").read_bytes().startswith(b"\x89PNG")
    save(drawn("tree"), str(tmp_path / "tree.pdf"), "pdf")
    assert (tmp_path / "tree.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", CHARTS)
def test_svg_stands_by_itself(name: str) -> None:
    text = saved(drawn(name), "svg").decode("utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own output
    assert root.tag == f"{SVG}svg"
    assert not re.search(r"<style|<script|<image|<!DOCTYPE|<\?xml| style=", text)
    targets = re.findall(r'href="([^"]*)"|url\(([^)]*)\)', text)
    ids = {element.get("id") for element in root.iter()}
    assert all((first or second)[0] == "#" and (first or second)[1:] in ids for first, second in targets)
    assert {element.get("font-family") for element in root.iter()} == {"DejaVu Sans, sans-serif", None}
    assert root.get("font-family") == "DejaVu Sans, sans-serif"
    assert {element.get("font-size") for element in root.iter(f"{SVG}text")} >= {"9.5px", "7.5px"}


def test_ids_of_all_charts_differ_so_that_they_fit_into_one_page() -> None:
    ids = [
        element.get("id")
        for name in CHARTS
        for element in ET.fromstring(saved(drawn(name), "svg")).iter()  # noqa: S314 - our own output
        if element.get("id")
    ]
    assert len(ids) == len(set(ids))


def test_svg_says_names_as_they_are_even_where_no_font_has_them() -> None:
    root = ET.fromstring(saved(drawn("tree", 14), "svg"))  # noqa: S314 - our own output
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {
        "漢字の名前とても長い名前です",
        "👩‍🔬🇫🇷👍🏽",
        "क्षितिज",
        "<b>&amp;\"'</b>",
        "$x_1^2$ and $\\frac{a}{b}$",
    } <= texts
    assert not [text for text in texts if text and "□" in text]


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        ("fill: #fff; stroke-width: 0.5", ' fill="#fff" stroke-width="0.5"'),
        ("font-size: 7px; font-family: 'DejaVu Sans'", ' font-size="7px"'),
        ("font: 7.5px 'DejaVu Sans'; fill: red", ' font-size="7.5px" fill="red"'),
        (
            "font: 700 9.5px 'DejaVu Sans'",
            ' font-weight="700" font-size="9.5px"',
        ),
    ],
)
def test_styles_become_attributes_whichever_way_matplotlib_writes_them(style: str, attributes: str) -> None:
    assert tidied(f'<svg><g style="{style}"/></svg>', "x", {}).partition("<g")[2] == f"{attributes}/></svg>"


def test_names_cannot_break_out_of_the_svg() -> None:
    hostile = ("</text><script>alert(1)</script>", '" onload="x', 'id="tree-a" url(#b)', "]]>&#x202e;\x08")
    root = ET.fromstring(saved(drawn("tree", 12, hostile), "svg"))  # noqa: S314 - our own output
    assert not list(root.iter(f"{SVG}script"))
    assert not [element for element in root.iter() if "onload" in element.attrib]
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {"</text><script>alert(1)</script>", '" onload="x', 'id="tree-a" url(#b)', "]]>&#x202e;"} <= texts


def test_charts_never_load_pyplot() -> None:
    program = (
        "import sys; from discourse.charts import CHARTS, save; import io; from tests.charts.threads import analysis\n"
        "for chart in CHARTS.values(): save(chart.draw(chart.table(analysis(400))), io.BytesIO(), 'png')\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False)  # noqa: S603 - our own words
    assert done.returncode == 0


def test_a_png_is_the_picture_that_matplotlib_would_write() -> None:
    figure, buffer = drawn("interactions"), io.BytesIO()
    with drawing():
        figure.savefig(buffer, format="png", dpi=300)
    theirs, ours = (Image.open(io.BytesIO(data)) for data in (buffer.getvalue(), saved(figure, "png")))
    assert ours.size == theirs.size
    assert ours.mode == "RGB"
    assert round(ours.info["dpi"][0]) == 300
    assert np.array_equal(np.asarray(ours), np.asarray(theirs.convert("RGB")))
