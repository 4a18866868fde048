"""Numbers agree with their words, in each language."""

from datetime import datetime

import polars as pl
import pytest

from discourse.analysis import Analysis
from discourse.charts import describe
from discourse.charts.clock import moment
from discourse.model import Coding
from discourse.replies.graph import LinkKind
from discourse.replies.measures import Measure
from discourse.reporting.codetables import cell_of
from discourse.reporting.colours import shades
from discourse.reporting.content import content
from discourse.reporting.listing import listing
from discourse.reporting.method import completeness, method
from discourse.reporting.structure import structure
from discourse.reporting.webpage import webpage
from discourse.reporting.wording import dated
from discourse.translation import speaking
from tests.reporting.test_content import changed, one_comment
from tests.reporting.threads import bridge, coded, graph_of

TREE = (
    pl.DataFrame(
        [
            ("a", -1, "Ann", 1, "explicit", 1.0, "comment"),
            ("b", 1, "Bo", 2, "inferred", 0.6, "deny"),
            ("c", 1, "Cy", 2, "explicit", 1.0, "comment"),
        ],
        schema=["comment", "parent", "author", "depth", "kind", "probability", "reply_stance"],
        orient="row",
    )
    .with_columns(pl.lit(0).alias("claims"), pl.lit(None).alias("claim"), pl.lit(None).alias("status"))
    .with_row_index("number", 1)
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Reply tree: 3 comments, 1 answer to the article, 1 link inferred; the deepest reply is at depth 2. "
            "By reply stance: deny 1 and comment 2.",
        ),
        (
            "de",
            "Antwortbaum: 3 Kommentare, 1 Antwort auf den Artikel, 1 Verknüpfung erschlossen; die tiefste Antwort ist "
            "auf Ebene 2. Nach Antworthaltung: Widerspruch 1 und Kommentar 2.",
        ),
        (
            "fr",
            "Arbre des réponses\u00a0: 3 commentaires, 1 réponse à l’article, 1 lien déduit\u202f; la réponse la plus "
            "profonde est au niveau 2. Par position de la réponse\u00a0: désaccord 1 et commentaire 2.",
        ),
    ],
)
def test_the_reply_tree_in_words(language: str, words: str) -> None:
    with speaking(language):
        assert describe("tree", TREE) == words


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["comment", "named author", "level deep"]),
        ("de", ["Kommentar", "Autor mit Namen", "Ebene tief"]),
        ("fr", ["commentaire", "auteur nommé", "niveau de profondeur"]),
    ],
)
def test_a_headline_of_one_is_in_the_singular(language: str, labels: list[str]) -> None:
    with speaking(language):
        assert [fact.label for fact in content(one_comment(), ()).headlines[:3]] == labels


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "1 January 2024", "2 January 2024"),
        ("de", "1. Januar 2024", "2. Januar 2024"),
        ("fr", "1er janvier 2024", "2 janvier 2024"),
        ("it", "1º gennaio 2024", "2 gennaio 2024"),
        ("es", "1 de enero de 2024", "2 de enero de 2024"),
    ],
)
def test_the_first_of_a_month(language: str, first: str, second: str) -> None:
    with speaking(language):
        assert (dated("2024-01-01"), dated("2024-01-02")) == (first, second)


def test_the_first_of_a_month_in_a_chart() -> None:
    with speaking("fr"):
        assert moment(datetime(2024, 1, 1, 9, 30), daily=False) == "1er janv. 2024, 09:30"


def measured(value: float, low: float, high: float) -> Analysis:
    """Return the dispute with this median time from a comment to its reply, in minutes, and its interval."""
    analysis = bridge()
    found = Measure(name="median_reply_minutes", label="time to a reply", value=value, low=low, high=high)
    vars(analysis)["measures"] = (found,)
    return analysis


@pytest.mark.parametrize(
    ("value", "low", "high", "row"),
    [
        (120.0, 104.0, 186.0, ("2.0 h", "1.7 h – 3.1 h")),
        (50.0, 42.0, 130.0, ("50 min", "42 min – 130 min")),
        (4320.0, 1440.0, 5760.0, ("3.0 days", "1.0 days – 4.0 days")),
    ],
)
def test_a_row_of_times_has_one_unit(value: float, low: float, high: float, row: tuple[str, str]) -> None:
    assert [(one.value, one.interval) for one in structure(measured(value, low, high)).rows] == [row]


@pytest.mark.parametrize(
    ("value", "low", "high", "row"),
    [
        (0.3, 0.3069, 0.3089, ("30.0%", "30.7% – 30.9%")),
        (0.0037, 0.0027, 0.0041, ("0.4%", "0.3% – 0.4%")),
        (0.003, 0.003, 0.003, ("0.3%", "")),
        (0.26, 0.2, 0.31, ("26%", "20% – 31%")),
    ],
)
def test_a_share_that_is_not_zero_is_not_written_so(
    value: float, low: float, high: float, row: tuple[str, str]
) -> None:
    analysis = bridge()
    found = Measure(name="root_dominance", label="answers to the article", value=value, low=low, high=high)
    vars(analysis)["measures"] = (found,)
    assert [(one.value, one.interval) for one in structure(analysis).rows] == [row]


@pytest.mark.parametrize(
    ("links", "sentence"),
    [
        ((("explicit",) * 5), "All 5 links from a comment to what it answers are stated by the page."),
        ((("inferred",) * 5), "All 5 links from a comment to what it answers are inferred from content and order."),
        (
            ("explicit", "name", "name", "explicit", "explicit"),
            "Of the 5 links from a comment to what it answers, 3 are stated by the page and 2 are inferred "
            "(2 by a name in the text).",
        ),
    ],
)
def test_links_of_one_kind_are_all_the_links(links: tuple[LinkKind, ...], sentence: str) -> None:
    analysis = bridge()
    graph = graph_of(analysis.graph.comments, *[(-1, kind, 0.9) for kind in links])
    told = Analysis(thread=analysis.thread, graph=graph, codings=(), codebook=analysis.codebook)
    assert sentence in method(told)


@pytest.mark.parametrize(
    ("amount", "named", "more"), [(12, 12, ""), (13, 13, ""), (14, 12, "2 more"), (1_200, 12, "1,188 more")]
)
def test_a_cell_says_how_many_comments_it_leaves_out(amount: int, named: int, more: str) -> None:
    cell = cell_of("asserts", amount, range(1, amount + 1))
    assert (cell.numbers, cell.more) == (tuple(range(1, named + 1)), more)


@pytest.mark.parametrize(("language", "head"), [("fr", "Intervalle à 95\u00a0%"), ("es", "Intervalo del 95\u00a0%")])
def test_the_heads_of_a_table_begin_alike(language: str, head: str) -> None:
    with speaking(language):
        assert structure(measured(120.0, 104.0, 186.0)).columns[2] == head


@pytest.mark.parametrize(
    ("language", "reader", "words"),
    [
        ("de", "pasted", "mit dem Einleseprogramm „pasted“"),
        ("de", "", "ohne Einleseprogramm"),
        ("fr", "", "sans module de lecture"),
        ("en", "", "not by a reader of ours"),
    ],
)
def test_a_reader_is_no_person(language: str, reader: str, words: str) -> None:
    with speaking(language):
        assert words in method(changed(bridge(), reader=reader))[0]


def _coded_by(*coders: tuple[str, str | None]) -> Analysis:
    of = coded(0, "claim:unsafe", "asserts", 0.9, "bridge")
    codings = [
        Coding(comment=of.comment, variable="claim", target="unsafe", code=code, coder=name) for name, code in coders
    ]
    return one_comment(*codings)


@pytest.mark.parametrize(
    ("language", "coders", "sentence"),
    [
        (
            "en",
            (("cues", "asserts"), ("linear", "asserts"), ("linear", None)),
            "The coders “cues” and “linear” gave 2 labels by the codebook “Bridges” (4 claim types and 2 targets); "
            "1 time a coder abstained.",
        ),
        (
            "en",
            (("cues", "asserts"), ("linear", None), ("linear", None)),
            "The coder “cues” gave 1 label by the codebook “Bridges” (4 claim types and 2 targets); "
            "2 times a coder abstained.",
        ),
        (
            "de",
            (("cues", "asserts"), ("linear", "asserts")),
            "Die Kodierer „cues“ und „linear“ vergaben 2 Labels nach dem Codebuch „Bridges“ "
            "(4 Behauptungstypen und 2 Gegenstände).",
        ),
        (
            "fr",
            (("cues", "asserts"), ("linear", "asserts")),
            "Les codeurs «\u00a0cues\u00a0» et «\u00a0linear\u00a0» ont donné 2 étiquettes selon la grille "
            "«\u00a0Bridges\u00a0» (4 types d’affirmation et 2 cibles).",
        ),
    ],
)
def test_the_coders_that_gave_labels(language: str, coders: tuple[tuple[str, str | None], ...], sentence: str) -> None:
    with speaking(language):
        assert method(_coded_by(*coders))[-1] == sentence


@pytest.mark.parametrize(
    ("language", "title", "label"),
    [
        ("en", "The bridge is unsafe: rejects (0.60)", "The bridge is unsafe</a>: <button>rejects"),
        ("fr", "The bridge is unsafe\u00a0: rejette (0,60)", "The bridge is unsafe</a>\u00a0: <button>rejette"),
    ],
)
def test_colons_and_semicolons_stand_as_in_the_language_in_force(language: str, title: str, label: str) -> None:
    with speaking(language):
        said = content(bridge(), ())
        page = webpage(said, shades(), "legend").decode()
    assert ("niveau 4\u202f; envers" in said.summary[1]) == (language == "fr")
    titles = [segment.title for passage in said.listing.passages for part in passage.paragraphs for segment in part]
    assert any(one.startswith(title) for one in titles)
    assert label in page


def test_a_number_of_comments_stands_in_no_dative() -> None:
    with speaking("de"):
        assert completeness(bridge()).startswith("Die Seite gibt 8 Kommentare an; davon fehlen 3 ")
        limit = listing(bridge(), most=2).limit
    assert limit is not None
    assert limit.startswith("Es sind 5 Kommentare; hier stehen die ersten 2 in der Reihenfolge des Gesprächs, alle ")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it"])
def test_the_sentence_on_completeness_begins_as_a_sentence(language: str) -> None:
    with speaking(language):
        first = completeness(bridge())[0]
    assert first.isupper() or first.isdigit()
