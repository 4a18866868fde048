"""Codes as people write them."""

import pytest

from discourse.human.codings import CODES
from discourse.human.naming import code_named
from discourse.model import Variable
from discourse.translation import LANGUAGES, speaking, translated


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variable", CODES)
def test_every_label_that_is_shown_is_understood(variable: Variable, language: str) -> None:
    with speaking(language):
        labels = {code: translated(code) for code in CODES[variable]}
        unsure = translated("cannot tell")
    assert {code: code_named(variable, label.upper()) for code, label in labels.items()} == {
        code: code for code in CODES[variable]
    }
    assert code_named(variable, unsure) == "?"


@pytest.mark.parametrize("written", ["ja", "x", "deny", ""])
def test_another_word_is_no_code(written: str) -> None:
    assert code_named("claim", written) is None
