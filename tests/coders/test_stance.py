"""For or against whom a comment speaks: sentences of our own, the target, the code, and the words that show it."""

import time

import numpy as np
import pytest

from discourse.codebook import Codebook, Target
from discourse.coders.stance.coding import code_stance
from discourse.coders.stance.evaluations import LANGUAGES, evaluative
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph

BOOK = Codebook(
    title="towns and powers",
    targets=(
        Target(id="us", label="US", names=("US", "United States", "American")),
        Target(id="militia", label="Militia", names=("Red Militia", "RMF", "Militia")),
        Target(id="orlov", label="Orlov", names=("Orlov", "General Orlov")),
        Target(id="kelly", label="Mayor Kelly", names=("Kelly", "Mayor Kelly", "mayor")),
        Target(id="council", label="Council", names=("council", "city council")),
    ),
)


def codings_of(texts: list[str], parents: list[int], language: str | None, book: Codebook) -> tuple[Coding, ...]:
    comments = tuple(Comment(id=str(number), text=text) for number, text in enumerate(texts))
    graph = ReplyGraph(
        comments=tuple(comment.id for comment in comments),
        parent=np.array(parents, dtype=np.int64),
        kind=np.zeros(len(parents), dtype=np.uint8),
        probability=np.ones(len(parents)),
    )
    return code_stance(Thread(article=Article(source="x", language=language), comments=comments), graph, book)


def found(text: str, language: str | None = "en", book: Codebook = BOOK) -> list[tuple[str | None, str | None, str]]:
    codings = codings_of([text], [ARTICLE], language, book)
    return [(coding.target, coding.code, text[slice(*coding.span)]) for coding in codings if coding.span]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US supports terrorists.", [("us", "against", "US supports terrorists")]),
        ("The village was attacked by the Militia.", [("militia", "against", "attacked by the Militia")]),
        ("Orlov was betrayed by the US.", [("orlov", "none", "Orlov"), ("us", "against", "betrayed by the US")]),
        ("The US bombed a hospital.", [("us", "against", "US bombed")]),
        ("Kelly is a liar.", [("kelly", "against", "Kelly is a liar")]),
        ("Kelly's lies are well known.", [("kelly", "against", "Kelly's lies")]),
        ("The corrupt council has sold the park.", [("council", "against", "corrupt council")]),
        ("The crimes of Orlov will be judged.", [("orlov", "against", "The crimes of Orlov")]),
        ("Orlov must go.", [("orlov", "against", "Orlov must go")]),
        ("Down with Orlov!", [("orlov", "against", "Down with Orlov")]),
        ("I'm all for Kelly.", [("kelly", "favor", "all for Kelly")]),
        ("Credit to the council.", [("council", "favor", "Credit to the council")]),
        ("Kelly did the right thing.", [("kelly", "favor", "Kelly did the right thing")]),
        ("I'm no fan of the council.", [("council", "against", "no fan of the council")]),
        ("Nobody asked for Kelly.", [("kelly", "against", "Nobody asked for Kelly")]),
        ("Thanks for nothing, Kelly.", [("kelly", "against", "Thanks for nothing, Kelly")]),
        ("The council never listens.", [("council", "against", "council never listens")]),
        ("Kelly has lost the plot.", [("kelly", "against", "Kelly has lost the plot")]),
        ("Trust the council to forget it.", [("council", "none", "council")]),
        ("I don't trust Kelly.", [("kelly", "against", "don't trust Kelly")]),
        ("Nobody likes Kelly.", [("kelly", "against", "Nobody likes Kelly")]),
        ("I trust Kelly.", [("kelly", "favor", "trust Kelly")]),
        ("Long live Orlov!", [("orlov", "favor", "Long live Orlov")]),
        ("Thank you, Mayor Kelly!", [("kelly", "favor", "Thank you, Mayor Kelly")]),
        ("Kelly did a great job with the new bridge.", [("kelly", "favor", "Kelly did a great job")]),
        ("The United States is the greatest country.", [("us", "favor", "United States is the greatest")]),
        (
            "I'm against Orlov and US.",
            [("orlov", "against", "against Orlov"), ("us", "against", "against Orlov and US")],
        ),
        ("Kelly is no hero.", [("kelly", "against", "Kelly is no hero")]),
        ("We never had a less honest mayor.", [("kelly", "against", "honest mayor")]),
        ("The council is less competent each year.", [("council", "against", "council is less competent")]),
        ("Kelly is more or less honest.", [("kelly", "favor", "Kelly is more or less honest")]),
        ("The US bombed the terrorists.", [("us", "none", "US")]),
        ("The council is tackling corruption.", [("council", "favor", "council is tackling corruption")]),
        ("The council met on Tuesday.", [("council", "none", "council")]),
        ("Is the Militia a US asset?", [("militia", "none", "Militia"), ("us", "none", "US")]),
        ("Kelly is not a liar.", [("kelly", "none", "Kelly")]),
    ],
)
def test_who_is_blamed_or_praised(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_each_clause_judges_its_own_name() -> None:
    text = "Kelly is great, but the council is a disaster."
    assert found(text) == [("council", "against", "council is a disaster"), ("kelly", "favor", "Kelly is great")]


def test_a_pronoun_stands_for_the_name_in_the_sentence_before() -> None:
    assert found("Kelly spoke for an hour. She was brilliant.") == [("kelly", "favor", "She was brilliant")]


@pytest.mark.parametrize(
    "text",
    [
        "They say Kelly is corrupt.",
        "If Kelly is a crook, prove it.",
        "Is Kelly a crook?",
        "You like Kelly.",
        "Kelly has been accused of corruption.",
        "The view from Kelly is wonderful.",
        "Kelly said it would rain, that's nonsense.",
    ],
)
def test_what_others_say_or_what_is_only_asked_or_supposed_is_no_stance(text: str) -> None:
    assert [code for _, code, _ in found(text)] == ["none"]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("They told us about it.", []),
        ("TELL US THE TRUTH ABOUT THE BRIDGE", []),
        ("The U.S. has left.", ["us"]),
        ("Two Americans were there.", ["us"]),
        ("The US-led force has left.", ["us"]),
        ("kelly was there.", ["kelly"]),
        ("The Red Militia has left.", ["militia"]),
        ("A consultant was there.", []),
        ("rmf was there", []),
        ("The city council met.", ["council"]),
    ],
)
def test_names_are_whole_words_and_short_acronyms_are_in_capitals(text: str, targets: list[str]) -> None:
    assert [target for target, _, _ in found(text)] == targets


def test_of_overlapping_names_the_longest_counts() -> None:
    book = Codebook(
        title="x",
        targets=(
            Target(id="state", label="State", names=("State",)),
            Target(id="river-state", label="River State", names=("River State",)),
        ),
    )
    assert [target for target, _, _ in found("The River State has left.", book=book)] == ["river-state"]


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Kellner ist unfähig und korrupt.", "de", "against"),
        ("Ich vertraue Kellner.", "de", "favor"),
        ("Nieder mit Kellner!", "de", "against"),
        ("Kellner est un menteur.", "fr", "against"),
        ("Vive Kellner !", "fr", "favor"),
        ("Kellner es un corrupto.", "es", "against"),
        ("Yo apoyo a Kellner.", "es", "favor"),
        ("Kellner kłamie.", "pl", None),
    ],
)
def test_other_languages_have_their_lexicon_or_none(text: str, language: str, code: str | None) -> None:
    book = Codebook(title="x", targets=(Target(id="k", label="Kellner", names=("Kellner",)),))
    assert [found_code for _, found_code, _ in found(text, language, book)] == [code]


@pytest.mark.parametrize(
    ("reply", "coded"),
    [
        ("Er ist eine Schande.", True),
        ("Es ist schrecklich.", True),
        ("Es ist lobenswert, dass die Zeitung das schreibt.", False),
        ("Das ist gut, wenn es jemand sagt.", False),
        ("Es ist lobenswert. Dass es regnet, weiß ich.", True),
    ],
)
def test_a_pronoun_that_points_to_a_clause_ahead_stands_for_no_name(reply: str, coded: bool) -> None:
    book = Codebook(title="x", targets=(Target(id="k", label="Kellner", names=("Kellner",)),))
    found = codings_of(["Kellner hat die Brücke geöffnet.", reply], [ARTICLE, 0], "de", book)
    assert any(coding.comment == "1" for coding in found) is coded


def test_a_pronoun_in_a_reply_stands_for_the_one_target_that_the_parent_names() -> None:
    texts = ["Kelly opened the bridge today.", "He is a crook.", "A nice day for it."]
    codings = codings_of(texts, [ARTICLE, 0, 0], "en", BOOK)
    assert [(coding.comment, coding.target, coding.code) for coding in codings] == [
        ("0", "kelly", "none"),
        ("1", "kelly", "against"),
    ]


def test_each_named_target_has_one_coding_with_its_words_and_a_probability_below_one() -> None:
    text = (
        "Kelly, Kelly, Kelly is a wonderful, brave, honest, brilliant hero! Long live Kelly! The council is evil. US?"
    )
    codings = codings_of([text], [ARTICLE], "en", BOOK)
    assert [(coding.target, coding.code) for coding in codings] == [
        ("council", "against"),
        ("kelly", "favor"),
        ("us", "none"),
    ]
    assert all(coding.probability is not None and 0.3 < coding.probability < 1 for coding in codings)


def test_without_targets_nothing_is_coded() -> None:
    assert codings_of(["Kelly is a liar."], [ARTICLE], "en", Codebook(title="x")) == ()


def test_a_deleted_comment_is_not_coded() -> None:
    thread = Thread(article=Article(source="x"), comments=(Comment(id="0", text="Kelly lies.", status="deleted"),))
    graph = ReplyGraph(("0",), np.array([ARTICLE]), np.zeros(1, np.uint8), np.ones(1))
    assert code_stance(thread, graph, BOOK) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lexicon_loads(language: str) -> None:
    assert evaluative(language).classes["negators"]


@pytest.mark.parametrize(
    "text",
    [
        "Kelly is a liar. " * 6_000,
        "Kelly " * 30_000,
        "liar " * 40_000 + "Kelly",
        "US" * 100_000,
        "Kelly \x00\u202e is evil\x1b[0m",
        "(" * 100_000 + "Kelly",
    ],
    ids=["sentences", "names", "words", "letters", "controls", "brackets"],
)
def test_a_hostile_comment_is_coded_within_seconds(text: str) -> None:
    before = time.process_time()
    codings = codings_of([text, text], [ARTICLE, 0], "en", BOOK)
    assert time.process_time() - before < 4.0
    assert all(coding.span and 0 <= coding.span[0] < coding.span[1] <= len(text) for coding in codings)
