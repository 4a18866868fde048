"""Every message to users stands in every catalogue, with the same names to fill in."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import pytest

from discourse.replies.measures import THREAD_MEASURES
from discourse.reporting.content import content
from discourse.reporting.options import Options
from discourse.reporting.structure import SHOWN
from discourse.translation import LANGUAGES, speaking
from tests.reporting.threads import bridge
from tests.translation.messages import Noun, messages

OTHERS = [language for language in LANGUAGES if language != "en"]
_HOLE = re.compile(r"\{(\w*)\}")


@cache
def catalogue(language: str) -> dict[str, str | list[str]]:
    return tomllib.loads((files("discourse.translation") / f"{language}.toml").read_text("utf-8"))


@cache
def said() -> set[str | Noun]:
    return messages()


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("a call", "{read}, all that the page declares."),
        ("a noun", Noun("comment", "comments")),
        ("a call in a template", "Summary"),
        ("a filter in a template", "Skip to the work"),
        ("a table of keys", "the comment before"),
        ("a tuple that is translated", "that deny"),
        ("heads of a table", "p after Holm"),
    ],
)
def test_the_source_is_read(where: str, message: str | Noun) -> None:
    assert message in said(), where


def test_a_catalogue_holds_nothing_that_is_never_said() -> None:
    known = {one.singular if isinstance(one, Noun) else one for one in said()}
    assert sorted(set(catalogue("de")) - known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_is_lacking(language: str) -> None:
    known = catalogue(language)
    lacking = [one for one in said() if (one.singular if isinstance(one, Noun) else one) not in known]
    assert sorted(map(str, lacking)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_has_the_same_names_to_fill_in(language: str) -> None:
    known = {key: value for key, value in catalogue(language).items() if isinstance(value, str)}
    assert {key: value for key, value in known.items() if set(_HOLE.findall(key)) != set(_HOLE.findall(value))} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_noun_has_its_singular_and_plural_and_nothing_else_has(language: str) -> None:
    nouns = {one.singular for one in said() if isinstance(one, Noun)}
    pairs = {key: value for key, value in catalogue(language).items() if isinstance(value, list)}
    assert {key: value for key, value in pairs.items() if len(value) != 2} == {}
    assert nouns <= set(pairs)


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_are_translated(language: str) -> None:
    same = [
        key
        for key, value in catalogue(language).items()
        if key == value and len(re.findall(r"[^\W\d_]{2,}", _HOLE.sub("", key))) > 2
    ]
    assert same == []


def test_the_measures_shown_are_those_that_there_are() -> None:
    assert set(SHOWN) - {measure.name for measure in THREAD_MEASURES} == set()


@pytest.mark.parametrize(
    ("language", "first", "answer", "date", "shape"),
    [
        (
            "de",
            "5 Kommentare von 4 Autoren mit Namen (1 ohne Namen) wurden gelesen, von 8, die die Seite angibt.",
            "antwortet auf (am genannten Namen erkannt, 0,90)",
            "1. Mai 2024, 08:00 (UTC+02:00)",
            ("Größte Tiefe (1 antwortet auf den Artikel)", "40\u00a0%"),
        ),
        (
            "fr",
            "5 commentaires de 4 auteurs nommés (1 sans nom) ont été lus, sur 8 que la page annonce.",
            "répond à (d’après le nom employé, 0,90)",
            "1er mai 2024, 08:00 (UTC+02:00)",
            ("Plus grande profondeur (1 répond à l’article)", "40\u00a0%"),
        ),
        (
            "it",
            "5 commenti di 4 autori con nome (1 senza nome) sono stati letti, di 8 che la pagina dichiara.",
            "risponde a (dal nome che usa, 0,90)",
            "1º maggio 2024, 08:00 (UTC+02:00)",
            ("Profondità massima (1 risponde all’articolo)", "40%"),
        ),
        (
            "es",
            "Se leyeron 5 comentarios de 4 autores con nombre (1 sin nombre), de 8 que la página declara.",
            "responde a (por el nombre que usa, 0,90)",
            "1 de mayo de 2024, 08:00 (UTC+02:00)",
            ("Profundidad máxima (1 responde al artículo)", "40\u00a0%"),
        ),
    ],
)
def test_a_report_in_another_language(
    language: str, first: str, answer: str, date: str, shape: tuple[str, str]
) -> None:
    with speaking(language):
        report = content(bridge(), (), Options(language=language))
    third = report.listing.passages[2].answer
    rows = {row.name: row for row in report.structure.rows}
    assert report.summary[0] == first
    assert f"{third.words} ({third.certainty})" == answer
    assert [fact.value for fact in report.byline if "2024" in fact.value] == [date]
    assert (rows["max_depth"].label, rows["root_dominance"].value) == shape
