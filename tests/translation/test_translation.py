"""Words in the language in force."""

import pytest

from discourse.codebook import ClaimType, Codebook, claim_labels, load_codebook, target_labels
from discourse.translation import counted, language, number, speaking, translated


def test_english_is_in_force_and_is_its_own_catalogue() -> None:
    assert language() == "en"
    assert translated("Who answers whom") == "Who answers whom"


def test_a_message_that_a_catalogue_lacks_stays_english_with_its_values() -> None:
    with speaking("de"):
        assert translated("never said before: {n}", n=3) == "never said before: 3"


def test_braces_of_a_message_without_values_stay() -> None:
    assert translated("{n}") == "{n}"


@pytest.mark.parametrize(
    ("tongue", "none", "one", "many"),
    [
        ("en", "0 replies", "1 reply", "1,200 replies"),
        ("de", "0 Antworten", "1 Antwort", "1.200 Antworten"),
        ("fr", "0 réponse", "1 réponse", "1\u202f200 réponses"),
        ("es", "0 respuestas", "1 respuesta", "1.200 respuestas"),
        ("it", "0 risposte", "1 risposta", "1.200 risposte"),
    ],
)
def test_numbers_with_nouns(tongue: str, none: str, one: str, many: str) -> None:
    with speaking(tongue):
        assert [counted(amount, "reply", "replies") for amount in (0, 1, 1200)] == [none, one, many]


def test_decimals() -> None:
    with speaking("it"):
        assert number(0.625, 2) == "0,63"


def test_another_language_is_refused_and_the_one_before_stays() -> None:
    with pytest.raises(ValueError, match="'xx' is none of en, de, es, fr, it"), speaking("xx"):
        pass
    assert language() == "en"


def test_what_a_codebook_of_ours_names_is_translated_and_what_another_names_is_not() -> None:
    ours = load_codebook("general")
    own = Codebook(title="quay", claim_types=(ClaimType(id="late", label="Late {again}", definition="It was late."),))
    with speaking("de"):
        assert claim_labels(ours)["prediction"] == "Vorhersage"
        assert target_labels(ours)["media"] == "Die Medien"
        assert claim_labels(own) == {"late": "Late {again}"}
