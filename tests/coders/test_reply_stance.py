"""What a reply does to what it answers: sentences of our own, the code, and the words that show it."""

import numpy as np
import pytest

from discourse.codebook import Codebook
from discourse.coders.reply_stance.coding import CODES, code_reply_stance, weights
from discourse.model import Article, Coding, Comment, Status, Thread
from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph

NO_CODEBOOK = Codebook(title="none")


def graph_of(parents: list[int], probabilities: list[float] | None = None) -> ReplyGraph:
    ids = tuple(str(number) for number in range(len(parents)))
    return ReplyGraph(
        comments=ids,
        parent=np.array(parents, dtype=np.int64),
        kind=np.zeros(len(parents), dtype=np.uint8),
        probability=np.array(probabilities or [1.0] * len(parents)),
        stated={number: "gone" for number, parent in enumerate(parents) if parent == MISSING},
    )


def thread_of(texts: list[str], language: str | None = "en", title: str | None = None) -> Thread:
    comments = tuple(Comment(id=str(number), text=text) for number, text in enumerate(texts))
    return Thread(article=Article(source="page.html", language=language, title=title), comments=comments)


def code_of(parent: str, reply: str, language: str | None = "en") -> Coding:
    thread = thread_of([parent, reply], language)
    return code_reply_stance(thread, graph_of([ARTICLE, 0]), NO_CODEBOOK)[1]


def shown(coding: Coding, text: str) -> tuple[str | None, str | None]:
    return coding.code, text[slice(*coding.span)] if coding.span else None


BRIDGE = "The old bridge was closed because the flood had damaged a pier."
COUNCIL = "The council has wasted our money on that fountain."
SCHOOL = "They want to close the school."
ASKED = "Was the fire in the warehouse started on purpose?"


@pytest.mark.parametrize(
    ("parent", "reply", "code", "words"),
    [
        (BRIDGE, "Yes, I drove past it this morning.", "support", "Yes"),
        (BRIDGE, "Exactly! You can see the crack from the towpath.", "support", "Exactly"),
        (COUNCIL, "I couldn't agree more!", "support", "couldn't agree more"),
        (COUNCIL, "I agree with Tom, it is a scandal.", "support", "I agree with"),
        (COUNCIL, "Good point, well said.", "support", "Good point"),
        (COUNCIL, "You’re right about the fountain.", "support", "You’re right"),
        (COUNCIL, "+1", "support", "+1"),
        (COUNCIL, "This.", "support", "This"),
        (COUNCIL, "👍", "support", "👍"),
        (BRIDGE, "No, it was closed for repairs.", "deny", "No"),
        (BRIDGE, "Well, no. It was closed for repairs.", "deny", "no"),
        (BRIDGE, "Wrong. It was closed a week before the flood.", "deny", "Wrong"),
        (BRIDGE, "That's simply not true.", "deny", "That's simply not true"),
        (BRIDGE, "Nonsense.", "deny", "Nonsense"),
        (COUNCIL, "I disagree, the fountain was a gift.", "deny", "I disagree"),
        (COUNCIL, "I don't agree with you at all.", "deny", "I don't agree with"),
        (BRIDGE, "That story has been debunked by the engineers.", "deny", "been debunked"),
        (BRIDGE, "I doubt that very much, and there is no evidence for it.", "deny", "I doubt"),
        (COUNCIL, "Are you kidding me?", "deny", "Are you kidding me"),
        (COUNCIL, "Yeah right, and pigs can fly /s", "deny", "Yeah right"),
        (COUNCIL, "👎", "deny", "👎"),
        (COUNCIL, "Source?", "query", "Source?"),
        (COUNCIL, "Do you have a source for that?", "query", "Do you have a source for that?"),
        (COUNCIL, "Any proof?", "query", "Any proof?"),
        (COUNCIL, "What do you mean?", "query", "What do you mean?"),
        (BRIDGE, "Has this been confirmed by the engineers?", "query", "Has this been confirmed by the engineers?"),
        (SCHOOL, "My daughter starts there next year.", "comment", "My daughter starts there next year."),
        (SCHOOL, "Thanks for posting this.", "comment", "Thanks"),
        (SCHOOL, "https://example.org/school", "comment", "https://example.org/school"),
    ],
)
def test_a_reply_is_coded_with_the_words_that_show_it(parent: str, reply: str, code: str, words: str) -> None:
    assert shown(code_of(parent, reply), reply) == (code, words)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("No way!", "deny"),
        ("I highly doubt it.", "deny"),
        ("Yes, the police found petrol cans.", "support"),
    ],
)
def test_an_answer_to_a_question_affirms_or_denies_what_the_question_puts_forward(reply: str, code: str) -> None:
    assert code_of(ASKED, reply).code == code


@pytest.mark.parametrize(
    "reply",
    [
        "You know, I never liked that building.",
        "You're probably the first to say so!",
        "True story: I went to that school.",
        "This school has a nice garden.",
        "Right now nobody knows anything.",
        "Thanks to the mayor nobody can park there.",
        "No playground so far, only the letter.",
    ],
)
def test_a_word_of_agreement_or_denial_in_another_use_is_neither(reply: str) -> None:
    assert code_of(SCHOOL, reply).code == "comment"


def test_a_question_whose_only_answer_is_no_denies() -> None:
    reply = "If they want to close it, why did they just build a new gym?"
    assert shown(code_of(SCHOOL, reply), reply) == ("deny", reply)


@pytest.mark.parametrize(
    ("parent", "reply", "code", "words"),
    [
        ("Der Bürgermeister lügt wie immer.", "Das stimmt nicht, er hat Zahlen vorgelegt.", "deny", "Das stimmt nicht"),
        ("Der Bürgermeister lügt wie immer.", "Da haben Sie recht.", "support", "Da haben Sie recht"),
        ("Der Bürgermeister lügt wie immer.", "Woher wissen Sie das?", "query", "Woher wissen Sie das?"),
        ("Der Brunnen ist zu teuer.", "Teuer, dass ich nicht lache.", "deny", "dass ich nicht lache"),
        ("Der Brunnen ist zu teuer.", "Dann gehen Sie halt woanders hin.", "deny", "Dann gehen Sie halt"),
        ("La fontaine est trop chère.", "Vous généralisez, elle est gratuite.", "deny", "Vous généralisez"),
        ("Le maire ment comme toujours.", "Je ne suis pas d'accord.", "deny", "Je ne suis pas d'accord"),
        ("Le maire ment comme toujours.", "Vous avez raison.", "support", "Vous avez raison"),
        ("El alcalde miente como siempre.", "Tienes toda la razón.", "support", "Tienes toda la razón"),
        ("El alcalde miente como siempre.", "¿Tienes alguna fuente?", "query", "¿Tienes alguna fuente?"),
        ("Il sindaco mente come sempre.", "Non è vero, hai torto.", "deny", "Non è vero"),
    ],
)
def test_the_language_is_told_by_the_words_of_the_thread(parent: str, reply: str, code: str, words: str) -> None:
    assert shown(code_of(parent, reply, language=None), reply) == (code, words)


@pytest.mark.parametrize(
    ("reply", "language"),
    [
        ("To nie jest prawda, on ma rację i tak już było.", None),
        ("Это неправда.", "ru"),
        ("Это неправда.", "en"),
        ("No", "pt"),
    ],
)
def test_in_a_language_without_a_table_the_coder_abstains(reply: str, language: str | None) -> None:
    coding = code_of("Burmistrz był na miejscu.", reply, language)
    assert (coding.code, coding.probability, coding.span) == (None, None, None)


@pytest.mark.parametrize(("text", "status"), [("", "shown"), ("  \n ", "shown"), ("No, that is false.", "deleted")])
def test_a_deleted_or_empty_comment_is_not_coded(text: str, status: Status) -> None:
    comments = (Comment(id="0", text="They close it."), Comment(id="1", text=text, status=status))
    thread = Thread(article=Article(source="x", language="en"), comments=comments)
    assert code_reply_stance(thread, graph_of([ARTICLE, 0]), NO_CODEBOOK)[1].code is None


def test_without_a_known_parent_only_a_plain_marker_is_coded() -> None:
    thread = thread_of(["My daughter starts there next year.", "No, that is not true."])
    plain, denial = code_reply_stance(thread, graph_of([MISSING, MISSING]), NO_CODEBOOK)
    assert (plain.code, plain.target) == (None, "gone")
    assert (denial.code, denial.target) == ("deny", "gone")


def test_quoted_lines_are_the_others_words() -> None:
    reply = "> I completely agree, you are right.\nNo, that is not true."
    assert shown(code_of(COUNCIL, reply), reply) == ("deny", "No")


def test_the_target_is_the_parent_or_the_article() -> None:
    thread = thread_of(["Has this report been verified?", "Source?", "Yes."], title="Bridge closed")
    codings = code_reply_stance(thread, graph_of([ARTICLE, 0, 1]), NO_CODEBOOK)
    assert [(coding.target, coding.code) for coding in codings] == [(None, "query"), ("0", "query"), ("1", "support")]


def test_no_code_is_surer_than_the_link() -> None:
    thread = thread_of([COUNCIL, "I couldn't agree more!"])
    stated, guessed = (
        code_reply_stance(thread, graph_of([ARTICLE, 0], [1.0, link]), NO_CODEBOOK)[1].probability
        for link in (1.0, 0.5)
    )
    assert stated is not None
    assert guessed == pytest.approx(stated / 2, abs=0.001)


def test_every_code_but_comment_has_its_words_and_a_probability_below_one() -> None:
    texts = [
        COUNCIL,
        "No.",
        "Why?",
        "Yes",
        "…",
        "Really?!",
        "lol",
        "But why not, then?",
        "ok 👍 no",
        "> quoted only\nwell",
    ]
    thread = thread_of(texts)
    codings = code_reply_stance(thread, graph_of([ARTICLE, *range(len(texts) - 1)]), NO_CODEBOOK)
    assert [coding.comment for coding in codings] == [comment.id for comment in thread.comments]
    for coding, text in zip(codings, texts, strict=True):
        assert coding.code in CODES
        assert coding.probability is not None
        assert 0.0 < coding.probability < 1.0
        assert coding.span is not None
        assert 0 <= coding.span[0] < coding.span[1] <= len(text)


def test_the_same_thread_gives_the_same_codings() -> None:
    thread, graph = thread_of([COUNCIL, "No, and yes. Why?", "Exactly"]), graph_of([ARTICLE, 0, 1])
    assert code_reply_stance(thread, graph, NO_CODEBOOK) == code_reply_stance(thread, graph, NO_CODEBOOK)


def test_the_shipped_weights_say_where_they_come_from_and_fit_the_codes() -> None:
    model = weights()
    assert model.codes == CODES
    assert "RumourEval" in model.provenance["sets"]
    assert {len(row) for row in model.features.values()} == {4}
