"""Labels that are likelier wrong than right weigh less in every chart, and captions say how many they are."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from discourse import charts
from discourse.charts.page import Label
from discourse.charts.style import LOOKS, SUBTITLE, pale
from discourse.reporting.content import content
from discourse.reporting.drawing import pictures
from tests.reporting.threads import bridge, coded

NOTE = "Pale: labels with a probability below one half."
CLAIMS = ["claim", "label", "code", "comments", "unsure"]
DEPTHS = ["depth", "code", "comments", "inferred", "unsure"]
TREE = [
    *("number", "comment", "parent", "author", "depth", "kind", "probability", "reply_stance"),
    *("claims", "claim", "status", "unsure"),
]


def table(columns: list[str], *rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=columns, orient="row")


def widths(figure: Figure | None) -> dict[str, float]:
    """Return how far the filled boxes of each colour reach across, together."""
    assert figure is not None
    reach: dict[str, float] = {}
    patches: list[PathPatch] = figure.findobj(PathPatch)
    for patch in patches:
        if patch.get_fill():
            across = np.asarray(patch.get_path().vertices)[:, 0]
            color = to_hex(patch.get_facecolor()).upper()
            reach[color] = reach.get(color, 0) + float(across.max() - across.min())
    return reach


def subtitle(figure: Figure | None) -> str:
    assert figure is not None
    labels: list[Label] = figure.findobj(Label)
    return " ".join(
        one.source for one in labels if one.get_fontsize() == SUBTITLE.size and one.get_color() != "#1A1C1F"
    )


@pytest.mark.parametrize(
    ("unsure", "share", "noted"), [(0, 0.0, False), (3, 0.75, True), (4, 1.0, True)], ids=["none", "most", "all"]
)
def test_a_bar_is_pale_as_far_as_its_labels_are_unsure(unsure: int, share: float, noted: bool) -> None:
    figure = charts.claims(table(CLAIMS, ("a", "Staged", "asserts", 4, unsure)))
    reach = widths(figure)
    sure, doubtful = (reach.get(look.fill, 0.0) for look in (LOOKS["asserts"], pale(LOOKS["asserts"])))
    assert doubtful / (sure + doubtful) == pytest.approx(share)
    assert (NOTE in subtitle(figure)) is noted


def test_shares_by_depth_count_sure_and_unsure_labels_apart() -> None:
    figure = charts.reply_stance(table(DEPTHS, (1, "deny", 9, 0, 6), (1, "comment", 3, 0, 0)))
    assert figure is not None
    assert [one.source for one in figure.findobj(Label)][-5:] == ["1", "3", "6", "3", "12"]
    assert NOTE in subtitle(figure)


def test_an_unsure_reply_stance_has_a_question_mark_beside_its_pale_mark() -> None:
    rows = [
        (number, str(number), -1, "Ann", 1, "explicit", 1.0, "deny", 0, None, None, number == 2) for number in (1, 2)
    ]
    figure = charts.tree(table(TREE, *rows))
    assert figure is not None
    assert [one.source for one in figure.findobj(Label) if "deny" in one.source] == ["deny", "deny?"]
    assert NOTE in subtitle(figure)


def test_a_table_of_ones_own_without_that_column_has_no_unsure_labels() -> None:
    figure = charts.claims(table(CLAIMS[:-1], ("a", "Staged", "asserts", 4)))
    assert pale(LOOKS["asserts"]).fill not in widths(figure)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((0.9, 0.4), "Uncorrected machine labels. Of 2 labels, 1 has a probability below one half."),
        ((0.1, 0.4), "Uncorrected machine labels. Of 2 labels, 2 have a probability below one half."),
        ((0.9, 0.5), "Uncorrected machine labels."),
    ],
)
def test_captions_say_how_many_labels_are_unsure(given: tuple[float, float], said: str) -> None:
    codings = tuple(coded(place, "claim:fable", "asserts", sure, "e") for place, sure in enumerate(given))
    drawn = pictures(replace(bridge(), codings=codings))
    caption = next(picture.slot.caption for picture in drawn if picture.slot.name == "claims")
    assert caption.endswith(said)
    remark = content(replace(bridge(), codings=codings), ()).claims.remark or ""
    assert remark.endswith(said.removeprefix("Uncorrected machine labels.").strip() or "Ghosts.")


@pytest.mark.parametrize("name", ["tree", "reply_stance", "interactions"])
def test_charts_that_colour_by_reply_stance_say_that_machines_gave_it(name: str) -> None:
    caption = next(picture.slot.caption for picture in pictures(bridge()) if picture.slot.name == name)
    assert "Uncorrected machine labels." in caption


def test_the_chart_of_activity_says_how_many_comments_have_no_time() -> None:
    caption = next(picture.slot.caption for picture in pictures(bridge()) if picture.slot.name == "activity")
    assert caption.endswith("Of 5 comments, 2 have no known time.")
