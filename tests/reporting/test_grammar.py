"""Numbers agree with their words, in each language."""

import polars as pl
import pytest

from discourse.analysis import Analysis
from discourse.charts import describe
from discourse.model import Coding
from discourse.reporting.content import content
from discourse.reporting.method import method
from discourse.translation import speaking
from tests.reporting.test_content import coded, one_comment

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
