"""What single comments show: whom they name, whose words they repeat, what their wording signals."""

import numpy as np
import pytest

from discourse.replies.names import Names
from discourse.replies.quotes import ARTICLE_TEXT, quoted_spans, repeats
from discourse.replies.signals import signals, terms
from discourse.replies.similarity import Vectors

NAMES = Names(["Barba_Roja", "Bill Watson", "Will", "ED1", "Łukasz Żak", "山田太郎"])

STARTS: dict[str, tuple[str, dict[int, float]]] = {
    "whole": ("Bill Watson: no.", {1: 1.0}),
    "whole, in other letters": ("bill watson, no.", {1: 1.0}),
    "joined": ("@BillWatson no", {1: 1.0}),
    "first name and initial": ("Bill W.: no", {1: 0.8}),
    "part with @": ("@barba no", {0: 1.0}),
    "part without anything": ("Bill the plumber came", {}),
    "misspelt": ("Watsen, no", {1: 0.6}),
    "after a greeting": ("Hi Bill, no", {1: 0.8}),
    "after two": ("Yes, thanks Bill!", {1: 0.8}),
    "a name that is also a word": ("Will you come?", {2: 0.5}),
    "not a greeting": ("Yesterday Bill, no", {}),
    "other alphabets": ("@Łukasz: nie", {4: 1.0}),
    "without blanks": ("@山田太郎 そうですね", {5: 1.0}),
    "only a name": ("ED1", {3: 1.0}),
    "nothing": ("", {}),
}


@pytest.mark.parametrize(("text", "found"), STARTS.values(), ids=STARTS)
def test_names_at_the_start(text: str, found: dict[int, float]) -> None:
    assert NAMES.at_start(text) == found


WITHIN: dict[str, tuple[str, dict[int, float]]] = {
    "whole": ("I agree with Bill Watson here", {1: 1.0}),
    "only a part": ("I agree with Bill here", {}),
    "a word like a name": ("I will go", {}),
    "with its capital": ("I agree with Will", {2: 1.0}),
    "two": ("ED1 and Bill Watson agree", {3: 1.0, 1: 1.0}),
}


@pytest.mark.parametrize(("text", "found"), WITHIN.values(), ids=WITHIN)
def test_names_within(text: str, found: dict[int, float]) -> None:
    assert NAMES.within(text) == found


QUOTED = {
    "curly": ("He said “all of it burned” twice", ["“all of it burned”"]),
    "straight": ('He said "all of it burned" twice', ['"all of it burned"']),
    "German": ("Er sagt „alles ist verbrannt“ und geht", ["„alles ist verbrannt“"]),
    "French": ("Il dit «tout a brûlé» et part", ["«tout a brûlé»"]),
    "mail": ("> all of it\n> burned\nNo.", ["> all of it", "> burned"]),
    "a single word": ('The "moderates" again', ['"moderates"']),
    "not closed": ("He said “all of it burned", []),
    "none": ("Don't they? It's 5 > 4.", []),
}


@pytest.mark.parametrize(("text", "found"), QUOTED.values(), ids=QUOTED)
def test_quoted_spans(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == found


def test_a_quotation_of_a_quotation_belongs_to_its_origin() -> None:
    said = [
        "The harbour crane fell over.",
        "“The harbour crane fell over.” When?",
        "“The harbour crane fell over.” Never.",
    ]
    assert [found.quoted for found in repeats(said, "")] == [{}, {0: 1.0}, {0: 1.0}]


def test_what_the_article_said_first_is_the_articles() -> None:
    (found,) = repeats(["“Nine cranes fell into the harbour” is wrong"], "On Monday nine cranes fell into the harbour.")
    assert found.quoted == {ARTICLE_TEXT: 1.0}


def test_a_phrase_of_the_place_is_nobodys() -> None:
    *_, last = repeats(["Greetings from sunny Harwich town."] * 12, "")
    assert last.copied == {}


SIGNALS: dict[str, tuple[str, set[str], set[str]]] = {
    "agreement": ("Exactly. It is.", {"agree"}, set()),
    "agreement of two words": ("I agree. Sad.", {"agree"}, set()),
    "denial": ("Nope. Never.", {"deny"}, set()),
    "German denial": ("Unsinn! Nie.", {"deny"}, set()),
    "an answer": ("Because it rained.", {"answer"}, set()),
    "French answer": ("Parce que nous étions là", {"answer"}, set()),
    "thanks": ("Gracias por todo", {"thanks"}, set()),
    "the second person": ("Nobody asked you.", set(), {"you"}),
    "the article": ("Nothing in this article is new.", set(), {"article"}),
    "another language": ("Ez nem igaz.", set(), set()),
}


@pytest.mark.parametrize(("text", "opens", "says"), SIGNALS.values(), ids=SIGNALS)
def test_openings_and_words(text: str, opens: set[str], says: set[str]) -> None:
    found = signals(text)
    assert (set(found.opens), set(found.says)) == (opens, says)


QUESTIONS: dict[str, tuple[str, tuple[bool, bool, bool, bool]]] = {
    # asks, ends asking, asks openly, asks on a condition
    "none": ("It rained.", (False, False, False, False)),
    "within": ("Why? It rained.", (True, False, False, False)),
    "at the end, in quotes": ("It rained. “Why?”", (True, True, False, False)),
    "open": ("Can someone tell me why?", (True, True, True, False)),
    "open words elsewhere": ("Someone came. Why?", (True, True, False, False)),
    "on a condition": ("If it rained, why is it dry?", (True, True, False, True)),
    "a condition only": ("If it rains we stay.", (False, False, False, False)),
    "full width": ("なぜですか？", (True, True, False, False)),
}


@pytest.mark.parametrize(("text", "expected"), QUESTIONS.values(), ids=QUESTIONS)
def test_questions(text: str, expected: tuple[bool, bool, bool, bool]) -> None:
    found = signals(text)
    assert (found.asks, found.ends_asking, found.asks_openly, found.asks_on_condition) == expected


TERMS = {
    "inflections meet": ("helicopter helicopters", ["helico", "helico"]),
    "function words go": ("the and und les", []),
    "possessive": ("Ann's boat", ["ann", "boat"]),
    "script without blanks": ("直升机", ["直升", "升机"]),
    "nothing": ("… !", []),
}


@pytest.mark.parametrize(("text", "expected"), TERMS.values(), ids=TERMS)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_cosines_are_the_same_near_and_far() -> None:
    texts = [[f"w{n % 7}", f"v{n % 50}", "all"] for n in range(500)]
    vectors = Vectors(texts)
    near = vectors.cosines(499, np.arange(0, 499))
    far = vectors.cosines(499, np.array([0, 250, 498]))
    assert far == pytest.approx(near[[0, 250, 498]])
