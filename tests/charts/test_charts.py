"""What each chart says: its words and numbers, and when there is nothing to draw."""

import io
import re
from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from discourse import charts, tables
from discourse.charts import CHARTS, COMPARED, describe, save
from discourse.charts.fitting import faults
from discourse.charts.page import Label
from discourse.charts.single import grounded
from discourse.charts.style import SUBTITLE
from discourse.reporting.structure import structure
from discourse.translation import LANGUAGES, speaking
from discourse.visible import visible
from tests.charts.compared import differences, shares
from tests.charts.threads import SCRIPTS, analysis

Rows = Sequence[tuple[object, ...]]
CLAIMS = ["claim", "label", "code", "comments"]
TREE = [
    "number",
    "comment",
    "parent",
    "author",
    "depth",
    "kind",
    "probability",
    "reply_stance",
    "claims",
    "claim",
    "status",
]
AUTHORS = ["author", "comments", "words", "replies_given", "replies_received"]
INTERACTIONS = ["author", "answers", "replies", "support", "deny", "query", "comment", "inferred", "probability"]
FORMS = ["code", "clauses", "share", "comments"]
JOURNEYS = [
    *("claim", "label", "event", "code", "number", "author", "depth", "posted", "place", "inferred", "by_time", "of")
]
WORDS = [
    *("about", "one", "other", "word", "one_comments", "other_comments", "one_of", "other_of", "log_odds", "z", "low"),
    "high",
]
DEPTHS = ["depth", "code", "comments", "inferred"]
STANCES = ("support", "deny", "query", "comment")
SMALL_TREE = [
    (1, "a", -1, "Ann", 1, "explicit", 1.0, "comment", 0, None, None),
    (2, "b", 1, "Bo\nBo", 2, "inferred", 0.614, "deny", 2, "Made up", "asserts"),
    (3, "c", -2, None, 1, "missing", 0.0, None, 0, None, None),
]


def frame(columns: Sequence[str], rows: Rows) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=list(columns), orient="row")


def times(*posted: str) -> pl.DataFrame:
    return frame(
        ["number", "comment", "author", "posted"], [(n, str(n), "x", when) for n, when in enumerate(posted, 1)]
    )


def said(figure: Figure | None) -> list[str]:
    assert figure is not None
    labels: list[Label] = figure.findobj(Label)
    return [label.source for label in labels]


def subtitle(figure: Figure | None) -> str:
    """Return the lines below the title as one."""
    assert figure is not None
    labels: list[Label] = figure.findobj(Label)
    return " ".join(
        label.source
        for label in labels
        if label.get_fontsize() == SUBTITLE.size and label.get_color() == SUBTITLE.color
    )


def test_charts_are_named_in_the_order_of_a_report() -> None:
    assert list(CHARTS) == [
        *(
            "corrected",
            "tree",
            "claims",
            "journey",
            "stance",
            "reply_stance",
            "stance_times",
            "activity",
            "pace",
            "form",
        ),
        *("interactions", "network", "participation", "words"),
    ]
    optional = [name for name, chart in CHARTS.items() if chart.optional]
    assert optional == ["corrected", "journey", "stance", "stance_times", "pace", "form", "network", "words"]
    assert all(getattr(charts, name) is chart.draw for name, chart in CHARTS.items())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("tree", "There are no comments, so there is no reply tree."),
        ("claims", "No claim of the codebook was found in the comments."),
        ("reply_stance", "No reply stance was coded."),
        ("corrected", "No share was corrected: uncorrected machine labels."),
        ("journey", "No claim of the codebook was found in the comments."),
        ("stance", "No stance toward a target of the codebook was found in the comments."),
        ("stance_times", "Fewer than 20 comments have both a reply stance and a time."),
        ("activity", "Fewer than two comments have a known time of posting."),
        ("pace", "Fewer than 5 replies have a known time and answer a comment with one."),
        ("network", "Fewer than three named authors answer each other."),
        ("words", "No two groups of comments differ in their words by more than chance."),
        ("form", "No form was coded."),
        ("interactions", "No named author answers another comment."),
        ("participation", "No comment has an author’s name, so participation cannot be shown."),
    ],
)
def test_nothing_to_draw_is_none_and_says_why(name: str, why: str) -> None:
    table = CHARTS[name].table(analysis(0))
    assert CHARTS[name].draw(table) is None
    assert describe(name, table) == why


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in ("words", "corrected")])
def test_a_chart_is_headed_by_its_title(name: str) -> None:
    chart = CHARTS[name]
    assert said(chart.draw(chart.table(analysis(60))))[0] == chart.title


def test_a_small_tree_has_a_row_for_each_comment() -> None:
    figure = charts.tree(frame(TREE, SMALL_TREE))
    assert subtitle(figure) == (
        "3 comments, 1 answer to the article, 1 link inferred, 1 without a known parent. Solid lines are stated by the "
        "page. Dashed lines are inferred, fainter where less sure. Dotted stubs lack a parent."
    )
    assert said(figure)[-17:] == [
        *("depth", "1", "2", "the article", "parent not shown or not known"),
        *("1", "Ann", "comment"),
        *("2", "Bo Bo", "deny", "inferred 0.61", "asserts:", "Made up; 1 other claim"),
        *("3", "no name", "no code"),
    ]


def test_the_tree_in_words() -> None:
    assert describe("tree", frame(TREE, SMALL_TREE)) == (
        "Reply tree: 3 comments, 1 answer to the article, 1 link inferred, 1 without a known parent; "
        "the deepest reply is at depth 2. By reply stance: deny 1 and comment 1."
    )


@pytest.mark.parametrize(
    ("count", "shape", "part"),
    [
        (60, "bushy", "Solid lines are stated by the page"),
        (600, "bushy", "as wide as its branch has comments"),
        (20_000, "bushy", "too small for a band"),
        (1000, "chain", "Not drawn: 960 comments deeper than 40."),
        (5000, "star", "5,000 comments, 5,000 answers to the article"),
    ],
)
def test_larger_trees_say_how_to_read_them(count: int, shape: str, part: str) -> None:
    assert part in subtitle(charts.tree(CHARTS["tree"].table(analysis(count, shape=shape))))


def test_claims_are_sorted_and_only_those_that_occur_are_drawn() -> None:
    rows = [
        ("zero", "Never", "asserts", 0),
        ("few", "Made up", "rejects", 1),
        ("many", "Staged", "asserts", 1200),
        ("many", "Staged", "rejects", 3),
        ("many", "Staged", "questions", 2),
    ]
    words = said(charts.claims(frame(CLAIMS, rows)))
    assert words[1] == "Number of comments; 1,206 in all, a comment with several claims counting for each."
    assert words[2:] == ["rejects", "asserts", "questions", "Staged", "3", "1,200", "2", "Made up", "1"]


def test_claims_in_words() -> None:
    rows = [("a", "Staged", "asserts", 2), ("a", "Staged", "rejects", 1), ("b", "Made up", "reports", 1)]
    assert describe("claims", frame(CLAIMS, rows)) == (
        "Number of comments per claim type and status. Staged: asserts 2 and rejects 1; Made up: reports 1."
    )


def test_beyond_thirty_claim_types_the_rest_is_counted() -> None:
    rows = [(f"c{number}", f"Claim {number}", "asserts", 100 - number) for number in range(40)]
    figure = charts.claims(frame(CLAIMS, rows))
    words = said(figure)
    assert subtitle(figure).endswith("Shown are the 30 most frequent of 40 claim types.")
    assert "Claim 29" in words
    assert "Claim 30" not in words


def test_reply_stance_counts_each_depth_and_takes_the_deepest_together() -> None:
    rows = [(depth, code, depth) for depth in range(1, 13) for code in STANCES]
    words = said(charts.reply_stance(frame(DEPTHS, [(*row, 0) for row in rows])))
    assert " ".join(words[1:3]) == (
        "Bars are shares, the numbers in them comments, n = 312. Depth 1 answers the article."
    )
    assert words[words.index("9") :] == ["9", "9", "9", "9", "9", "36", "≥ 10", "33", "33", "33", "33", "132"]


def test_reply_stance_in_words() -> None:
    rows = [(1, "support", 1), (1, "deny", 3), (2, "query", 2)]
    assert describe("reply_stance", frame(DEPTHS, [(*row, 0) for row in rows])) == (
        "Share of comments by reply stance: at depth 1 support 25% and deny 75% (n = 4); at depth 2 query 100% (n = 2)."
    )


def test_form_is_one_bar_with_shares_where_there_is_room() -> None:
    rows = [("fact", 150, 0.5, 9), ("testimony", 0, 0.0, 0), ("value", 149, 0.49, 8), ("rhetorical", 1, 0.003, 1)]
    words = said(charts.form(frame(FORMS, rows)))
    assert words == ["Form of what is said", "Shares of 300 clauses.", "fact", "value", "rhetorical", "50%", "50%"]


def test_form_in_words() -> None:
    rows = [("value", 1, 0.25, 1), ("fact", 3, 0.75, 2), ("policy", 0, 0.0, 0)]
    assert describe("form", frame(FORMS, rows)) == (
        "Share of 4 clauses by form: fact 75% (n = 3) and value 25% (n = 1)."
    )


PAGE = "times as on the page, zone not stated."


@pytest.mark.parametrize(
    ("posted", "heading", "axis"),
    [
        (("2024-05-01T10:00", "2024-05-01T10:05"), f"Comments so far, n = 2; {PAGE}", "1 May 2024"),
        (("2024-05-01T10:00+02:00", "2024-05-02T10:05+02:00"), "Comments so far, n = 2; times in UTC+02:00.", "2024"),
        (("2024-03-30T10:00+01:00", "2024-03-31T10:00+02:00"), "Comments so far, n = 2; times in UTC.", "2024"),
        (
            ("2024-12-31T10:00Z", "2025-01-01T10:00"),
            "Comments so far, n = 2; times in UTC; those without a zone taken as UTC.",
            "2024 to 2025",
        ),
        (("2024-05-01", "2024-05-03", "2024-05-03T12:00"), f"Comments per day, n = 3; {PAGE}", "2024"),
        (("2001-01-01", "2024-05-03"), f"Comments per year, n = 2; {PAGE}", "2005"),
        (("0001-01-01", "9999-12-31"), f"Comments per 500 years, n = 2; {PAGE}", "8000"),
        (("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"), "Comments so far, n = 2; times in UTC.", "8000"),
    ],
)
def test_activity_names_its_bins_its_zone_and_its_period(posted: tuple[str, ...], heading: str, axis: str) -> None:
    figure = charts.activity(times(*posted))
    assert subtitle(figure) == heading
    assert axis in said(figure)


def test_activity_in_words() -> None:
    assert describe("activity", times("2024-05-01", "2024-05-03", "2024-05-03")) == (
        "3 comments with a known time (times as on the page, zone not stated), from 1 May 2024 to 3 May 2024; "
        "most in 1 day: 2, from 3 May 2024."
    )


@pytest.mark.parametrize("posted", [("2024-05-01", "2024-05-03"), ("2024-05-01", "2024-05-01", *["2024-05-03"] * 2)])
def test_activity_names_no_stretch_as_the_one_with_most_that_is_not(posted: tuple[str, ...]) -> None:
    assert describe("activity", times(*posted)) == (
        f"{len(posted)} comments with a known time (times as on the page, zone not stated), "
        "from 1 May 2024 to 3 May 2024."
    )


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [("en", "15 Feb", "Feb 2024"), ("de", "15. Feb.", "Feb. 2024"), ("es", "15 de feb", "feb de 2024")],
)
def test_activity_has_the_dates_of_the_language_on_its_axis(language: str, day: str, month: str) -> None:
    with speaking(language):
        assert day in said(charts.activity(times("2024-02-14", "2024-02-15", "2024-02-16")))
        assert month in said(charts.activity(times("2024-01-14", "2024-02-15", "2024-04-16")))


def test_links_inferred_agree_with_their_number_in_french() -> None:
    with speaking("fr"):
        table = frame(DEPTHS, [(1, "support", 2, 1)])
        assert subtitle(charts.reply_stance(table)).endswith(" 1 lien déduit.")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "vom 1. Mai 2024 bis zum 3. Mai 2024; die meisten, 2, ab 3. Mai 2024 (Schritt: 1 Tag)."),
        ("fr", "du 1er mai 2024 au 3 mai 2024\u202f; maximum en 1 jour\u00a0: 2, à partir du 3 mai 2024."),
    ],
)
def test_activity_in_words_of_other_languages(language: str, said: str) -> None:
    with speaking(language):
        assert describe("activity", times("2024-05-01", "2024-05-03", "2024-05-03")).endswith(said)


def test_numbers_of_a_german_sentence_are_in_the_nominative() -> None:
    with speaking("de"):
        assert describe("stance_times", stance_rows(25)).startswith(
            "Antworthaltung in der Reihenfolge der Zeit (25 Kommentare): anfangs "
        )
        assert describe("form", frame(FORMS, [("fact", 9, 1.0, 4)])).startswith("Anteile nach Form (9 Teilsätze): ")
        table = frame(AUTHORS, [("Ann", 2, 0, 0, 0), ("Bo", 1, 0, 0, 0)])
        assert describe("participation", table).endswith(" Ann schrieb am meisten: 2 Kommentare.")


def test_interactions_name_rows_and_sums() -> None:
    rows = [("Ann", "Bo", 3, 0, 2, 1, 0), ("Bo", "Ann", 1, 1, 0, 0, 0), ("Ann", "Ann", 1, 0, 0, 0, 0)]
    figure = charts.interactions(frame(INTERACTIONS, [(*row, 0, None) for row in rows]))
    assert subtitle(figure) == (
        "Rows answer columns (on the diagonal their own comments). 5 replies between 2 authors. "
        "The area of a square is the number of replies, 3 in the largest."
    )
    assert said(figure)[-19:] == [
        *("support", "deny", "query", "no code", "gives", "gets"),
        *("A", "A", "Ann", "4", "2", "B", "B", "Bo", "1", "3"),
        *("3", "1", "1"),
    ]


def test_interactions_frame_what_is_inferred_with_dashes() -> None:
    rows = [("Ann", "Bo", 3, 0, 2, 1, 0, 2, 0.5), ("Bo", "Ann", 1, 1, 0, 0, 0, 0, None)]
    figure = charts.interactions(frame(INTERACTIONS, rows))
    assert subtitle(figure).endswith("2 replies inferred, in dashed frames, fainter where less sure.")
    assert figure is not None
    lines = [lines for lines in figure.artists if isinstance(lines, LineCollection)]
    dashes: list[Any] = [lines.get_linestyle() for lines in lines]
    assert [dash[0][1] is not None for dash in dashes].count(True) == 1


def test_reply_stance_says_how_many_depths_are_guessed() -> None:
    table = frame(DEPTHS, [(1, "support", 3, 0), (2, "deny", 2, 2)])
    assert subtitle(charts.reply_stance(table)) == (
        "Bars are shares, the numbers in them comments, n = 5. Depth 1 answers the article. 2 links inferred."
    )


def test_interactions_in_words() -> None:
    rows = [("Ann", "Bo", 3, 0, 2, 1, 0), ("Bo", "Ann", 1, 1, 0, 0, 0)]
    assert describe("interactions", frame(INTERACTIONS, [(*row, 0, None) for row in rows])) == (
        "4 replies between 2 authors. Ann answers Bo most often, 3 times (deny 2 and query 1)."
    )


def test_interactions_of_several_pairs_that_answer_as_often_name_none() -> None:
    rows = [("Ann", "Bo", 2, 0, 1, 0, 1), ("Bo", "Ann", 1, 1, 0, 0, 0), ("Cy", "Bo", 2, 0, 0, 0, 2)]
    assert describe("interactions", frame(INTERACTIONS, [(*row, 0, None) for row in rows])) == (
        "5 replies between 3 authors. Most replies of one author to another: 2, in 2 pairs of authors."
    )


def test_a_name_from_right_to_left_keeps_its_order_in_words() -> None:
    rows = [("\u05d3\u05df", "Bo", 2, 0, 2, 0, 0)]
    assert describe("interactions", frame(INTERACTIONS, [(*row, 0, None) for row in rows])).endswith(
        " \u200e\u200f\u05d3\u05df\u200f\u200e answers Bo most often, 2 times (deny 2)."
    )


@pytest.mark.parametrize("name", CHARTS)
def test_a_caption_keeps_names_apart_with_nothing_that_a_report_spells_out(name: str) -> None:
    caption = describe(name, CHARTS[name].table(analysis(60, SCRIPTS["right to left"])))
    assert visible(caption) == caption
    assert not re.search("[\u0590-\u07ff]", re.sub("\u200e[^\u200e]*\u200e", "", caption))


@pytest.mark.parametrize("name", COMPARED)
def test_a_caption_of_several_articles_keeps_names_apart(name: str) -> None:
    table = (differences if name == "differences" else shares)(4)
    assert not re.search("[\u0590-\u07ff]", re.sub("\u200e[^\u200e]*\u200e", "", COMPARED[name].describe(table)))


def test_interactions_in_words_without_a_favourite() -> None:
    rows = [("Ann", "Bo", 1, 0, 1, 0, 0), ("Bo", "Ann", 1, 1, 0, 0, 0)]
    assert describe("interactions", frame(INTERACTIONS, [(*row, 0, None) for row in rows])) == (
        "2 replies between 2 authors. Nobody answers the same author twice."
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((5, 2, 2), "The most active, a0, wrote 5 comments."),
        ((3, 3, 2), "The 2 most active each wrote 3 comments."),
        ((1, 1, 1), "Each wrote 1 comment."),
    ],
)
def test_participation_in_words(counts: tuple[int, ...], words: str) -> None:
    table = frame(AUTHORS, [(f"a{number}", count, 0, 0, 0) for number, count in enumerate(counts)])
    assert describe("participation", table).endswith(words)


def test_beyond_twenty_authors_the_most_involved_are_shown() -> None:
    rows = [(f"a{number:02d}", "hub", 30 - number, 0, 0, 0, 0) for number in range(25)]
    words = said(charts.interactions(frame(INTERACTIONS, [(*row, 0, None) for row in rows])))
    assert "450 replies between 26 authors; shown are the 20 most involved, with 399 of the replies." in " ".join(words)
    assert "a18" in words
    assert "a19" not in words


def test_interactions_tell_of_squares_and_frames_only_what_is_shown() -> None:
    rows = [(f"a{number:02d}", f"a{number + 1:02d}", 3, 0, 0, 0, 3, 1, 0.5) for number in range(24)]
    hidden = [(f"b{number}", f"c{number}", 5, 5, 0, 0, 0, 5, 0.5) for number in range(2)]
    figure = charts.interactions(frame(INTERACTIONS, [*rows, *hidden]))
    assert subtitle(figure) == (
        "Rows answer columns. 82 replies between 29 authors; shown are the 20 most involved, with 57 of the replies. "
        "The area of a square is the number of replies, 3 in the largest. 19 replies inferred, in dashed frames, "
        "fainter where less sure."
    )
    assert "support" not in said(figure)


def test_interactions_none_of_which_are_shown_have_no_largest_square() -> None:
    rows = [(f"a{number:02d}", f"b{number:02d}{who}", 1, 0, 0, 0, 1) for number in range(20) for who in "xy"]
    figure = charts.interactions(frame(INTERACTIONS, [(*row, 1, 0.5) for row in rows]))
    assert subtitle(figure) == (
        "Rows answer columns. 40 replies between 60 authors; shown are the 20 most involved, with 0 of the replies."
    )


def test_interactions_in_words_count_what_is_not_coded() -> None:
    rows = [("Ann", "Bo", 3, 0, 2, 0, 0), ("Bo", "Ann", 1, 1, 0, 0, 0)]
    assert describe("interactions", frame(INTERACTIONS, [(*row, 0, None) for row in rows])).endswith(
        "Ann answers Bo most often, 3 times (deny 2 and no code 1)."
    )


def test_no_name_of_the_matrix_is_cut_in_its_number() -> None:
    rows = [("J. P. van der Meulenbroek-Oosterhuis 248", "The Friends of the Old Pump House Society 51", 1, 0, 0, 0, 1)]
    words = said(charts.interactions(frame(INTERACTIONS, [(*row, 0, None) for row in rows])))
    assert {"J. P. van der Meulenbroek-", "Oosterhuis 248"} <= set(words)


def test_participation_names_the_most_active_and_counts_the_others() -> None:
    rows = [(f"a{number:02d}", 12 - number, 0, 0, 0) for number in range(12)] + [(None, 4, 0, 0, 0)]
    figure = charts.participation(frame(AUTHORS, rows))
    words = said(figure)
    assert subtitle(figure) == (
        "78 comments by 12 authors, Gini coefficient 0.31 (0: all write the same, towards 1: one writes all); "
        "4 comments without a name left out."
    )
    assert words[words.index("a00") :][:4] == ["a00", "12", "a01", "11"]
    assert "2 others: 3 comments" in words


@pytest.mark.parametrize("count", [1, 2])
def test_inequality_takes_three_authors(count: int) -> None:
    table = frame(AUTHORS, [("Ann", 3, 0, 0, 0), ("Bo", 1, 0, 0, 0)][:count])
    assert "share of authors, least active first" not in said(charts.participation(table))
    assert "Gini" not in describe("participation", table)


def test_a_journey_names_where_a_claim_enters_and_what_becomes_of_it() -> None:
    rows = [
        ("a", "Staged", "made", "asserts", 2, "Bo", 1, None, 2, False, False, 4),
        ("a", "Staged", "answered", "deny", 3, "Ann", 2, None, 3, True, False, 4),
        ("a", "Staged", "made", "rejects", 4, "Ann", 3, None, 4, False, False, 4),
    ]
    figure = charts.journey(frame(JOURNEYS, rows))
    assert subtitle(figure) == (
        "The thread from left to right, in the order shown, n = 4. Above each line comments that make the claim, below "
        "it answers to them. A column is one comment of the thread. 1 answer drawn hangs on an inferred link."
    )
    assert said(figure)[-9:] == [
        *("rejects", "asserts", "answer: deny"),
        *("Staged", "enters at depth 1 with #2 by Bo", "2 comments at depth 1–3, 1 answer", "#2"),
        *("first comment", "comment 4"),
    ]


def test_a_journey_counts_an_answer_to_two_claims_once_among_the_inferred() -> None:
    rows = [
        (claim, claim, event, code, number, "Bo", number, None, number, number > 1, False, 3)
        for claim in ("Staged", "Made up")
        for event, code, number in (("made", "asserts", 1), ("answered", "deny", 2), ("answered", "deny", 3))
    ]
    assert subtitle(charts.journey(frame(JOURNEYS, rows))).endswith(
        "2 of the answers drawn hang on inferred links; an answer to several claims is drawn for each."
    )


@pytest.mark.parametrize(
    ("comments", "said"),
    [
        (60, " A column is one comment of the thread."),
        (
            600,
            " A column covers 10 comments of the thread; its height is how many of them make the claim, or answer it, "
            "4 in the highest.",
        ),
    ],
)
def test_a_journey_says_what_a_column_covers_and_how_high_it_is(comments: int, said: str) -> None:
    rows = [
        ("a", "Staged", "made", "asserts", at, "Bo", 1, None, at, False, True, comments) for at in (1, 21, 22, 29, 30)
    ]
    assert subtitle(charts.journey(frame(JOURNEYS, rows))).endswith(f"below it answers to them.{said}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_journey_of_ten_claims_is_no_higher_than_a_chart_of_an_overview_may_be(language: str) -> None:
    with speaking(language):
        rows = [
            (f"c{claim}", f"Claim {claim}", "made", "asserts", at, "Captain Sluice", 1, None, at, False, True, 600)
            for claim in range(10)
            for at in range(claim + 1, 600, 7)
        ]
        figure = charts.journey(frame(JOURNEYS, rows))
    assert figure is not None
    assert figure.get_figheight() * 72 < 426


def test_a_journey_in_words_keeps_a_right_to_left_name_apart() -> None:
    rows = [("a", "Staged", "made", "asserts", 2, "\u05d0\u05d1", 1, None, 1, False, False, 1)]
    assert describe("journey", frame(JOURNEYS, rows)) == (
        "Where claims enter, and how they are answered. Staged: enters at depth 1 with #2 by "
        "\u200e\u200f\u05d0\u05d1\u200f\u200e, "
        "1 comment at depth 1, 0 answers."
    )


def test_a_claim_in_words_has_the_colon_of_the_language() -> None:
    with speaking("fr"):
        words = describe("claims", frame(CLAIMS, [("a", "Staged", "asserts", 2)]))
    assert words.endswith(" Staged\u00a0: affirme 2.")


def test_claims_in_words_have_the_semicolon_of_the_language() -> None:
    with speaking("fr"):
        words = describe("claims", frame(CLAIMS, [("a", "Staged", "asserts", 2), ("b", "Made up", "rejects", 1)]))
    assert " Staged\u00a0: affirme 2\u202f; Made up\u00a0: " in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_journey_is_cut(language: str) -> None:
    with speaking(language):
        table = tables.journeys(analysis(600))
        assert [words for words in said(charts.journey(table)) if words.endswith("…")] == []


def test_stance_is_drawn_against_to_the_left() -> None:
    rows = [("m", "The mayor", "favor", 1), ("m", "The mayor", "against", 3), ("m", "The mayor", "none", 2)]
    table = frame(["target", "label", "code", "comments"], rows)
    assert said(charts.stance(table))[2:] == ["against", "favor", "no side", "The mayor", "3", "1", "2"]
    assert describe("stance", table) == (
        "Number of comments per target and stance. The mayor: favor 1, against 3 and no side 2."
    )


def stance_rows(count: int) -> pl.DataFrame:
    rows = [(at, str(at), f"2024-05-{at:02d}", "deny" if at > 10 else "support") for at in range(1, count + 1)]
    return frame(["number", "comment", "posted", "code"], rows)


def test_stance_over_time_is_in_groups_of_equal_size() -> None:
    figure = charts.stance_times(stance_rows(25))
    assert subtitle(figure) == (f"Shares in 2 groups of at least 12 comments, in order of posting, n = 25; {PAGE}")
    assert describe("stance_times", stance_rows(25)) == (
        "Reply stance of 25 comments in order of posting: at first support 83% and deny 17%; at last, from 13 "
        "May 2024, deny 100%."
    )


def waits(*minutes: float | None) -> pl.DataFrame:
    rows = [(at + 2, str(at), 1, wait, at == 0) for at, wait in enumerate(minutes)]
    return frame(["number", "comment", "parent", "minutes", "inferred"], rows)


def test_pace_says_when_half_of_the_replies_had_come_and_what_is_left_out() -> None:
    figure = charts.pace(waits(2.0, 10.0, 30.0, 600.0, 4000.0, None))
    assert subtitle(figure) == (
        "Share of replies that had come, n = 5. 1 reply left out, whose time is not known or is before that of the "
        "comment answered. 1 link inferred."
    )
    assert "median 30 min" in said(figure)


def test_pace_in_words() -> None:
    assert describe("pace", waits(2.0, 10.0, 30.0, 600.0, 4000.0)) == (
        "5 replies with known times: 3 within an hour; median wait 30 min, longest 2.8 days."
    )


def test_the_median_wait_of_an_even_number_is_halfway_between_the_two_in_the_middle() -> None:
    assert describe("pace", waits(5.0, 60.0, 60.0, 120.0, 120.0, 120.0)) == (
        "6 replies with known times: 3 within an hour; median wait 90 min, longest 2.0 h."
    )
    assert "median 90 min" in said(charts.pace(waits(5.0, 60.0, 60.0, 120.0, 120.0, 120.0)))


def test_no_reply_within_an_hour_is_none() -> None:
    assert describe("pace", waits(*[20_000.0] * 600)).startswith("600 replies with known times: 0 within an hour; ")


def test_a_median_wait_is_worded_as_among_the_measures() -> None:
    made = analysis(60)
    median = next(row for row in structure(made).rows if row.name == "median_reply_minutes")
    assert f"median wait {median.value}" in describe("pace", tables.reply_waits(made))


def test_the_network_puts_who_deny_each_other_on_opposite_sides() -> None:
    rows = [("Ann", "Bo", 3, 0, 3, 0, 0), ("Cy", "Ann", 2, 2, 0, 0, 0), ("Bo", "Cy", 2, 0, 2, 0, 0)]
    figure = charts.network(frame(INTERACTIONS, [(*row, 0, None) for row in rows]))
    assert figure is not None
    labels: list[Any] = figure.findobj(Label)
    sides = {label.source: label.get_ha() for label in labels if label.source in ("Ann", "Bo", "Cy")}
    assert sides["Ann"] == sides["Cy"] != sides["Bo"]
    assert describe("network", frame(INTERACTIONS, [(*row, 0, None) for row in rows])) == (
        "Network of 3 authors who answer or are answered. Ann denies Bo most often (3). Cy supports Ann most often (2)."
    )


def test_the_network_names_no_pair_among_several_and_tells_what_it_leaves_out() -> None:
    rows = [("Ann", "Bo", 1, 0, 1, 0, 0), ("Cy", "Ann", 1, 0, 1, 0, 0), ("Bo", "Bo", 2, 0, 0, 0, 2)]
    table = frame(INTERACTIONS, [(*row, 0, None) for row in rows])
    assert describe("network", table) == (
        "Network of 3 authors who answer or are answered. 2 replies to comments of one’s own left out. Most denials of "
        "one author by another: 1, in 2 pairs of authors."
    )
    assert "2 replies to comments of one’s own left out." in subtitle(charts.network(table))


def test_the_network_in_words_tells_only_of_arrows_that_are_drawn() -> None:
    rows = [("hidden", "unseen", 9, 0, 9, 0, 0), *((f"a{at:02d}", f"a{at - 1:02d}", 6, 6, 0, 0, 0) for at in range(24))]
    rows.append(("a05", "a10", 7, 0, 7, 0, 0))
    assert describe("network", frame(INTERACTIONS, [(*row, 0, None) for row in rows])) == (
        "Network of 27 authors who answer or are answered. Shown are 23 of the most involved authors and 139 of the "
        "replies. a05 denies a10 most often (7). Most support of one author by another: 6, in 22 pairs of authors. "
        "Only the replies shown count here."
    )


def test_the_only_denial_in_a_network_is_not_the_most_frequent() -> None:
    rows = [("Ann", "Bo", 1, 0, 1, 0, 0), ("Cy", "Ann", 1, 0, 0, 1, 0)]
    table = frame(INTERACTIONS, [(*row, 0, None) for row in rows])
    assert describe("network", table) == "Network of 3 authors who answer or are answered."
    assert "Who denies and who is denied stand on opposite sides" in subtitle(charts.network(table))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [(f"a{one}", f"a{other}", 2, 0, 1, 1, 0) for one in range(6) for other in range(6) if one != other],
            "Drawn: 30 of the replies, only such as support or deny.",
        ),
        (
            [(f"a{one}", f"a{other}", 1, 0, 0, 1, 0) for one in range(8) for other in range(8) if one != other],
            "Drawn: 50 of the replies. Only the 50 arrows with most replies are drawn.",
        ),
        (
            [(f"a{one}", f"a{other}", 3, 1, 1, 1, 0) for one in range(8) for other in range(8) if one != other],
            "Drawn: 50 of the replies, only such as support or deny. Only the 50 arrows with most replies are drawn.",
        ),
        (
            [(f"a{one:02d}", f"a{(one + 1) % 30:02d}", 2, 0, 1, 1, 0) for one in range(30)],
            "Shown are 24 of the most involved authors and 23 of the replies, only such as support or deny.",
        ),
    ],
)
def test_of_many_arrows_those_of_agreement_and_denial_are_drawn_and_that_is_said(rows: Rows, words: str) -> None:
    table = frame(INTERACTIONS, [(*row, 0, None) for row in rows])
    assert f" {words} Who " in f"{subtitle(charts.network(table))} Who "
    assert f" {words} " in f"{describe('network', table)} "


def test_without_denial_the_network_speaks_of_no_sides() -> None:
    rows = [("Ann", "Bo", 1, 1, 0, 0, 0), ("Cy", "Ann", 1, 0, 0, 1, 0)]
    assert "opposite" not in subtitle(charts.network(frame(INTERACTIONS, [(*row, 0, None) for row in rows])))


def test_words_of_two_groups_stand_on_two_sides_with_their_counts() -> None:
    shared = ("Staged", "asserts", "rejects")
    rows = [
        (*shared, "planned", 20, 0, 20, 10, 1.0, 3.0, 0.4, 1.6),
        (*shared, "bridge", 20, 10, 20, 10, 0.1, 0.2, -0.5, 0.7),
        (*shared, "nonsense", 0, 10, 20, 10, -1.2, -3.0, -1.8, -0.6),
    ]
    table = frame(WORDS, rows)
    figure = charts.words(table)
    assert subtitle(figure).endswith("2 of 3 words set the groups apart; about 0 would by chance.")
    assert said(figure)[-16:] == [
        *("rejects, n = 10", "comments here : there", "0", "0.5", "1.0", "1.5", "nonsense", "10 : 0"),
        *("asserts, n = 20", "comments here : there", "0", "0.5", "1.0", "1.5", "planned", "20 : 0"),
    ]
    assert describe("words", table) == (
        "Words of those who assert and who reject: Staged. asserts: planned; rejects: nonsense."
    )


def test_what_no_font_has_is_said_below_the_chart_but_not_in_an_svg() -> None:
    figure = charts.participation(frame(AUTHORS, [("\U000100a0\U000100a1", 3, 0, 0, 0), ("Bo", 1, 0, 0, 0)]))
    assert figure is not None
    assert said(figure)[-1] == "□ stands for characters that no font here has: Linear."
    buffer = io.BytesIO()
    save(figure, buffer, "svg")
    svg = buffer.getvalue().decode()
    assert "no font here" not in svg
    assert "\U000100a0\U000100a1" in svg


def test_a_chart_by_itself_says_what_it_rests_on() -> None:
    made = analysis(60)
    figure = charts.claims(CHARTS["claims"].table(made), 89)
    assert figure is not None
    assert " ".join(said(grounded(figure, made))[-2:]) == (
        "60 comments read of 60 that the page declares. 22 links of 60 inferred. Coded by: t."
    )


def test_charts_speak_the_language_in_force() -> None:
    with speaking("de"):
        figure = charts.claims(frame(CLAIMS, [("many", "Staged", "asserts", 1200)]))
    assert "1.200" in said(figure)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("small_multiples", "No article with comments makes a claim of the codebook."),
        ("heat_map", "No article with comments makes a claim of the codebook."),
        ("differences", "There are no two articles with coded comments to compare."),
    ],
)
def test_several_articles_with_nothing_to_draw(name: str, why: str) -> None:
    table = (differences if name == "differences" else shares)(3).clear()
    assert COMPARED[name].draw(table) is None
    assert COMPARED[name].describe(table) == why


def test_a_heat_map_has_percentages_and_strikes_what_has_no_comments() -> None:
    words = said(COMPARED["heat_map"].draw(shares(3)))
    assert {"n = 0", "struck: no comments"} <= set(words)
    assert "Never said" not in words


def test_panels_leave_out_articles_without_comments_and_say_so() -> None:
    figure = COMPARED["small_multiples"].draw(shares(3))
    assert subtitle(figure).endswith(" 1 article without coded comments left out.")
    assert "n = 0" not in said(figure)


def test_long_titles_of_articles_are_whole_over_their_columns() -> None:
    title = "Freibad öffnet erst um zehn: Frühschwimmer protestieren im Wasser"
    rows = [(name, "a", "Staged", 2, 10, 0.2, 0.0, 1.0, 2, 0, 0, 0) for name in (title, "B", "C", "D")]
    for name in ("small_multiples", "heat_map"):
        words = " ".join(said(COMPARED[name].draw(frame([*SHARED, "reports"], rows)))).split()
        assert [word for word in title.split() if word not in words] == []


SHARED = ["article", "claim", "label", "count", "n", "share", "low", "high", *("asserts", "rejects", "questions")]
ALIKE = [
    (article, claim, claim, made, 10, made / 10, 0.0, 1.0, made, 0, 0, 0)
    for article, claim, made in (("North", "Staged", 2), ("South", "Staged", 2), ("North", "Fable", 2))
]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("heat_map", "Staged most in North and South, 20% of the comments of each; Fable most in North, 20% of 10"),
        ("small_multiples", "North: most often Staged and Fable, each in 2 of 10 comments; South: most often Staged, "),
    ],
)
def test_several_articles_in_words_name_all_that_share_a_place(name: str, words: str) -> None:
    assert words in COMPARED[name].describe(frame([*SHARED, "reports"], ALIKE))


def test_differences_are_signed_and_say_which_side_is_whose() -> None:
    rows = [
        ("a", "Staged", "North", "South", 0.123, 0.02, 0.22, True),
        ("b", "Made up", "North", "South", -0.05, -0.2, 0.1, False),
    ]
    table = frame(["claim", "label", "article", "other", "difference", "low", "high", "differs"], rows)
    words = said(COMPARED["differences"].draw(table))
    assert {"more in South", "more in North", "+12", "−5", "percentage points"} <= set(words)
    assert COMPARED["differences"].describe(table) == (
        "Standing after correction: 1 of 2 differences in the share of a claim. Staged: North +12 percentage points "
        "against South."
    )


CORRECTED = [
    ("claim", "staged", "Staged", "present", 0.30, 0.20, 0.12, 0.28, 400, 60, 9, None),
    ("claim", "staged", "Staged", "asserts", 0.25, 0.15, 0.08, 0.22, 400, 60, 9, None),
    ("claim", "harm", "Harm", "present", 0.05, 0.08, -0.01, 0.17, 400, 60, 2, "few errors were met"),
    ("stance", "council", "The council", "against", 0.10, 0.22, 0.15, 0.29, 400, 60, 8, None),
    ("reply_stance", None, None, "deny", 0.18, 0.06, 0.02, 0.10, 400, 60, 12, None),
    ("reply_stance", None, None, "query", None, None, None, None, 400, 60, 0, "nobody coded it"),
]


def test_corrected_shares_stand_beside_the_machines_with_their_intervals() -> None:
    table = tables.corrected(analysis(0))
    filled = pl.DataFrame(CORRECTED, schema=table.schema, orient="row")
    figure = charts.corrected(filled)
    assert figure is not None
    assert subtitle(figure) == (
        "Share of 400 comments; 60 coded by hand. A star marks a rough figure: few comments with the code, or few "
        "errors, were met."
    )
    words = said(figure)
    shares = ("Staged", "Harm", "The council: against", "reply stance: deny")
    assert [word for word in (*shares, "deny", "reply stance: query") if word in words] == [*shares]
    assert [word for word in words if word.endswith("*")] == ["8%*"]
    assert faults(figure) == []
    assert describe("corrected", filled) == (
        "Corrected shares of comments: Staged 20% (12% to 28%; the machine says 30%), Harm 8%* (0% to 17%; the machine "
        "says 5%) and The council: against 22% (15% to 29%; the machine says 10%). A star marks a rough figure: few "
        "comments with the code, or few errors, were met."
    )


def test_no_word_that_sets_groups_apart_is_cut() -> None:
    row = ("", "deny", "support", "paper", 30, 2, 60, 60, 2.0, 4.0, 1.0, 3.0)
    for word in ("paper", "river", "insurance", "wet", "mayor"):
        figure = charts.words(frame(WORDS, [(*row[:3], word, *row[4:])]))
        assert word in said(figure)


@pytest.mark.parametrize(("language", "said_so"), [("de", "gegen alle anderen"), ("fr", "tous les autres")])
def test_all_others_are_named_in_the_language_in_force(language: str, said_so: str) -> None:
    rows = [("a", "Staged", name, "all others", 0.2, 0.1, 0.3, True) for name in ("North", "South", "West")]
    table = frame(["claim", "label", "article", "other", "difference", "low", "high", "differs"], rows)
    with speaking(language):
        texts = (subtitle(COMPARED["differences"].draw(table)), COMPARED["differences"].describe(table))
    assert [said_so in text and "all others" not in text for text in texts] == [True, True]


def test_shares_can_be_read_on_both_sides_of_zero_where_comments_reject() -> None:
    rows = [(name, "a", "Staged", 4, 10, 0.4, 0.0, 1.0, 3, 1, 0, 0) for name in ("North", "South")]
    words = said(COMPARED["small_multiples"].draw(frame([*SHARED, "reports"], rows)))
    assert [word for word in words if word.endswith("%")] == ["10%", "0%", "20%"] * 2


def test_the_network_has_no_dot_of_an_author_without_an_arrow() -> None:
    rows = [(f"a{one}", f"a{one + 1}", 2, 0, 2, 0, 0) for one in range(31)]
    rows += [("quiet", f"a{other}", 1, 0, 0, 0, 1) for other in range(5, 25)]
    names = said(charts.network(frame(INTERACTIONS, [(*row, 0, None) for row in rows])))
    assert "a10" in names
    assert "quiet" not in names


def test_who_only_answers_their_own_comments_needs_no_matrix() -> None:
    table = frame(INTERACTIONS, [("Ann", "Ann", 3, 0, 1, 0, 2, 0, None)])
    assert charts.interactions(table) is None
    assert describe("interactions", table) == (
        "Of the named authors only Ann answers comments, and only comments of their own: 3 replies."
    )
