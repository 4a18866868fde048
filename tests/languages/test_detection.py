"""Short comments of our own in many languages: what is told, what is left open, and what never happens."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from discourse.languages import OTHER, common_words, function_words, language_of, languages_of, primary
from discourse.languages.closely import look_closely
from discourse.languages.spelling import spelling
from discourse.languages.words import listed_languages

COMMENTS = tomllib.loads((Path(__file__).parent / "comments.toml").read_text("utf-8"))
CODED = frozenset({"de", "en", "es", "fr", "it"})
"""Languages that a coder has tables for."""
MISTAKEN = {"uz me to fakt nebavi, porad dokola to same", "uz ma to fakt nebavi, stale dookola to iste"}
"""Czech or Slovak without accents: either may be taken for the other."""


@pytest.mark.parametrize("language", COMMENTS["comments"])
def test_a_short_comment_shows_its_language(language: str) -> None:
    texts = [text for text in COMMENTS["comments"][language] if text not in MISTAKEN]
    assert dict(zip(texts, languages_of(texts), strict=True)) == dict.fromkeys(texts, language)


def test_there_are_enough_of_them() -> None:
    assert len(COMMENTS["comments"]) >= 31
    assert sum(map(len, COMMENTS["comments"].values())) >= 230


def test_languages_without_tables_are_seldom_taken_for_one_that_is_coded() -> None:
    texts = [text for texts in COMMENTS["strangers"].values() for text in texts]
    taken = [text for text, language in zip(texts, languages_of(texts), strict=True) if language in CODED]
    assert taken == [
        "Nork ordainduko du hau berriz?",
        "Ní chreidim focal de sin, tá mé i mo chónaí ann",
    ]


@pytest.mark.parametrize("text", COMMENTS["undecided"]["any"])
def test_slang_names_and_single_words_tell_nothing(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize("language", COMMENTS["mixed"])
def test_of_two_languages_the_one_of_most_words_is_told(language: str) -> None:
    texts = COMMENTS["mixed"][language]
    assert languages_of(texts) == [language] * len(texts)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The board has said that it will not be the last time, and that all of them were told of it.", "en"),
        ("Der Plan ist auf dem Papier gut, aber er hat an den Kreuzungen, die nicht sicher sind, Lücken.", "de"),
        ("Le vent est plus fort que nous, et il ne faut pas tailler les rosiers avant la fin des gelées.", "fr"),
        ("La biblioteca no se abre los sábados, y los niños que viven lejos no pueden ir con sus padres.", "es"),
        ("Il forno della piazza non è il problema, ma il furgone che resta acceso per tutta la notte.", "it"),
        ("De pont is duurder dan het jaar ervoor, en het geld gaat niet naar de motor die er al is.", "nl"),
        ("O pedido de verba não foi aceito, e a direção diz que só volta a tentar depois das eleições.", "pt"),
        ("Если закрыть лозу в тепле, она не будет расти, и весной вы увидите, что это не так, как вы думали.", "ru"),
        ("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore", OTHER),
        ("Neue Brücke belastet Haushalt künftiger Jahre", "de"),
        ("THIS IS JUST WRONG AND THEY KNOW IT", "en"),
        ("I’d say they’re wrong", "en"),
        ("@jana_k #brücke https://example.org/the/best/of/all stimmt leider nicht", "de"),
        ("no no no no no no no", None),
        ("S T O P  I T  N O W", None),
        ("Это неправда", "ru"),
        ("Зашто љути", "sr"),
        ("کیا یہ ٹھیک ہے", "ur"),
        ("ありがとうございます", "ja"),
        ("漢字だけではない", "ja"),
        ("ხალხს არ ჰკითხეს", "ka"),
        ("𓀀𓀁 𓀂𓀃", OTHER),
        ("lol Привет как дела", "ru"),
        ("Привет lol that is what they said to me", "en"),
    ],
)
def test_what_is_told(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_what_a_text_gets_does_not_depend_on_its_neighbours() -> None:
    texts = [
        text for group in ("comments", "strangers", "mixed") for found in COMMENTS[group].values() for text in found
    ]
    together = languages_of(texts)
    assert together == [language_of(text) for text in texts]
    assert languages_of(texts[::-1])[::-1] == together
    assert languages_of([]) == []


def test_the_quick_look_says_what_the_closer_one_says() -> None:
    texts = [text for found in COMMENTS["comments"].values() for text in found]
    closely = [next(iter(left)) if len(left) == 1 else None for left in look_closely(texts)]
    differing = [
        (quick, close)
        for quick, close in zip(languages_of(texts), closely, strict=True)
        if close is not None and quick != close
    ]
    assert differing == []


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "é " * 50_000,
        "İ" * 5_000,
        "\ud800 ok then",
        "\0\0\0",
        "'" * 9_000,
        "@" * 9_000,
        "ـ" * 9_000,
        "１２",
    ],
)
def test_hostile_texts_are_read_as_any_other(text: str) -> None:
    assert language_of(text) in {None, OTHER, *CODED, "ar", "tr", "pt", "hu"}


def test_the_model_card_names_the_shipped_bytes() -> None:
    root = Path(__file__).parent.parent.parent
    shipped = (root / "discourse" / "languages" / "spelling.npz").read_bytes()
    assert hashlib.sha256(shipped).hexdigest() in (root / "docs" / "models" / "languages.md").read_text("utf-8")


def test_every_list_is_of_a_language_that_is_told_by_spelling() -> None:
    listed = {language for languages in listed_languages().values() for language in languages}
    assert listed <= set(spelling().languages)


def test_word_lists() -> None:
    assert "nicht" in function_words("de")
    assert "leute" not in function_words("de")
    assert function_words("xx") == frozenset()
    assert {"not", "were", "nicht", "жизнь"} & common_words() == {"not", "were", "nicht"}


@pytest.mark.parametrize(("tag", "expected"), [("de-AT", "de"), ("EN_us", "en"), ("", None), (None, None)])
def test_the_primary_subtag_names_the_language(tag: str | None, expected: str | None) -> None:
    assert primary(tag) == expected
