"""How people write codes: what is understood, what is not guessed, and that what cannot be read is no answer."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from discourse.charts.wording import code_word
from discourse.exports.frames import csv_text
from discourse.human.codings import CODES, Codings, Mark, taken_for
from discourse.human.consensus import Question, answers_to
from discourse.human.listing import codings_table
from discourse.human.reading import read_codings
from discourse.human.spellings import _ALSO, cannot_tell, code_in, manner, says_article
from discourse.model import Variable
from discourse.reporting.summary import _CLAIM_VERBS, _REPLY_VERBS, _STANCE_VERBS
from discourse.translation import LANGUAGES, speaking, translated


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variable", CODES)
def test_every_label_of_the_coding_page_is_understood_in_its_language(language: str, variable: Variable) -> None:
    with speaking(language):
        labels = {code: translated(code) for code in CODES[variable]}
    assert {code: code_in(label, variable) for code, label in labels.items()} == {code: code for code in labels}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("variable", "said"),
    [("claim", _CLAIM_VERBS), ("reply_stance", _REPLY_VERBS), ("stance", _STANCE_VERBS)],
)
def test_what_reports_print_for_a_code_is_understood(
    language: str, variable: Variable, said: Mapping[str | None, tuple[str, str]]
) -> None:
    codes = [code for code in CODES[variable] if code != "absent"]
    with speaking(language):
        printed = {code: (code_word(code), translated(said[code][0], n="", who="")) for code in codes}
    assert {code: {code_in(words, variable) for words in own} for code, own in printed.items()} == {
        code: {code} for code in codes
    }


@pytest.mark.parametrize("variable", _ALSO)
def test_no_other_word_for_a_code_says_another_code_in_some_language(variable: Variable) -> None:
    own = [(words, code) for code, said in _ALSO[variable].items() for words in said]
    assert [(words, code_in(words, variable)) for words, _ in own] == own


@pytest.mark.parametrize(
    ("words", "is_unsure"),
    [("?", True), ("Weiß nicht.", True), ("no se puede decir", True), ("x?", False), ("Nachfrage?", False)],
)
def test_who_cannot_tell_says_so_in_five_languages(words: str, is_unsure: bool) -> None:
    assert cannot_tell(words) == is_unsure


@pytest.mark.parametrize(
    ("words", "variable", "code"),
    [
        ("ASSERTS", "claim", "asserts"),
        ("für", "stance", "favor"),
        ("fu\u0308r", "stance", "favor"),
        ("Dafür.", "stance", "favor"),
        ("+", "stance", "favor"),
        ("-", "stance", None),
        ("kontra", "stance", "against"),
        ("no side", "stance", "none"),
        ("weder noch", "stance", "none"),
        ("Nicht genannt", "stance", "absent"),
        ("ja", "stance", None),
        ("keine Haltung", "stance", None),
        ("stimmt zu", "reply_stance", "support"),
        ("Pas d’accord", "reply_stance", "deny"),
        ("Nachfrage?", "reply_stance", "query"),
        ("+", "reply_stance", None),
        ("neutral", "reply_stance", None),
        ("pro", "reply_stance", None),
        ("x?", "claim", None),
        (" bestreitet ", "claim", "rejects"),
        ("A  favor", "stance", "favor"),
        ("désaccord", "reply_stance", "deny"),
        ("–", "claim", "absent"),
        ("–", "stance", None),
        ("x", "stance", None),
        ("ja", "reply_stance", None),
        ("maybe", "claim", None),
        ("asserts", "stance", None),
    ],
)
def test_what_can_mean_one_code_alone_is_understood(words: str, variable: Variable, code: str | None) -> None:
    assert code_in(words, variable) == code


@pytest.mark.parametrize(
    ("cells", "tick", "no"),
    [
        (["x", "", "✓"], "asserts", None),
        (["ja", "nein"], "asserts", "absent"),
        (["oui", "non", ""], "asserts", None),
        (["x", "?", "asserts", "absent"], "asserts", "absent"),
        (["x", "rejects"], None, None),
        (["sí", "cuestiona"], None, None),
        (["x", "perhaps"], None, None),
    ],
)
def test_a_tick_stands_for_asserts_where_a_coder_writes_no_other_code(
    cells: list[str], tick: str | None, no: str | None
) -> None:
    assert manner(cells) == (tick, no)


@pytest.mark.parametrize(
    ("words", "is_article"),
    [("0", True), ("l’article", True), ("el artículo", True), ("Auf den Artikel.", True), ("1", False), ("", False)],
)
def test_the_article_is_named_in_five_languages(words: str, is_article: bool) -> None:
    assert says_article(words) == is_article


SHEET = "comment,coder,looked_at,reply_stance,claim late,claim dear\n"


def read(folder: Path, text: str) -> Codings:
    (folder / "a.csv").write_text(text, "utf-8")
    (coder,) = read_codings(folder / "a.csv").coders
    return coder


def claims(coder: Codings) -> dict[str, dict[str | None, str | None]]:
    asked = [Question("claim", "late"), Question("claim", "dear")]
    return {
        each.target or "": {place[1]: code for place, code in said.items()}
        for each, said in answers_to(coder, asked).items()
    }


def test_a_cell_that_cannot_be_read_is_missing_and_what_stands_beside_it_is_kept(tmp_path: Path) -> None:
    emil = read(tmp_path, SHEET + "1,Emil,x,laut,ja,\n2,Emil,x,deny,nein,questions\n3,Emil,x,,,\n")
    assert claims(emil) == {
        "late": {"1": None, "2": None, "3": "absent"},
        "dear": {"1": "absent", "2": "questions", "3": "absent"},
    }
    assert [(mark.target, mark.said) for coded in emil.comments for mark in coded.marks if mark.is_unread] == [
        (None, "laut"), ("late", "ja"), ("late", "nein"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("x", "“x” does not say how the claim is made"),
        ("nein", "“nein” may be absent or rejects"),
        ("hm", "“hm” is no code of claim"),
    ],
)
def test_why_a_cell_cannot_be_read_is_said(tmp_path: Path, cell: str, why: str) -> None:
    (tmp_path / "a.csv").write_text(SHEET + f"1,Emil,x,,{cell},rejects\n", "utf-8")
    known = "the codes are asserts, rejects, questions, reports, absent, and ? for “cannot tell”; it counts as missing"
    assert read_codings(tmp_path / "a.csv").faults == (("row 2, column “claim late”", f"{why}; {known}", True),)


def test_each_coder_of_a_table_ticks_in_their_own_way(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(SHEET + "1,Zoe,,,x,\n1,Emil,,,x,rejects\n", "utf-8")
    zoe, emil = read_codings(tmp_path / "a.csv").coders
    assert (claims(zoe)["late"], claims(emil)["late"]) == ({"1": "asserts"}, {"1": None})
    assert (taken_for(zoe), taken_for(emil)) == ([("x", "asserts", 1)], [])
    assert zoe.comments[0].marks == (Mark(variable="claim", target="late", code="asserts", said="x"),)


def test_what_could_not_be_read_is_missing_in_the_table_of_codings_too(tmp_path: Path) -> None:
    emil = read(tmp_path, SHEET + "1,Emil,x,,hm,rejects\n")
    again = read(tmp_path, csv_text(codings_table([emil])))
    assert claims(again) == claims(emil) == {"late": {"1": None}, "dear": {"1": "rejects"}}
    assert again.comments[0].marks[0].note == "not read: hm"


def test_a_person_of_whom_little_can_be_read_is_a_person(tmp_path: Path) -> None:
    assert read(tmp_path, SHEET + "1,Emil,x,hm,,\n").is_person


def test_the_words_that_the_documentation_lists_are_understood() -> None:
    page = (Path(__file__).parents[2] / "docs" / "human-coding.md").read_text("utf-8")
    lines = page.split("| variable | code | also |\n|---|---|---|\n")[1].split("\n\n")[0].splitlines()
    wrong, variable = [], ""
    for line in lines:
        own, code, words = (cell.strip(" `") for cell in line.strip("|").split("|"))
        variable = own or variable
        wrong += [(one, code) for one in words.split(", ") if code_in(one, variable) != code]  # type: ignore[arg-type]
    assert (len(lines), wrong) == (9, [])
