"""Reply stance by the coder ``linear``: sentences of our own, the code, and the words that show it."""

from dataclasses import replace

import numpy as np
import pytest

from discourse.codebook import Codebook, Target
from discourse.coders import code as code_named
from discourse.coders import load_coder
from discourse.coders.linear import code, coding, exchanges, form_coding, stance_coding
from discourse.model import Coding, Comment
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, ReplyGraph
from tests.coders.linear.threads import NO_CODEBOOK, codings, shown, thread_of

BRIDGE = "The old bridge was closed because the flood had damaged a pier."
COUNCIL = "The council has wasted our money on that fountain."
SCHOOL = "They want to close the school."
ASKED = "Was the fire in the warehouse started on purpose?"
BOOK = Codebook(
    title="quay",
    targets=(
        Target(id="ferry", label="The ferry", names=("ferry",)),
        Target(id="toll", label="The toll", statement="The bridge toll should be abolished."),
    ),
)
TALK = (
    "The ferry is a disgrace, and the council should run it.",
    "No, you are wrong. The ferry is wonderful.",
    "",
    "Why do you say so? I was there; it was late again.",
    "Die Fähre ist eine Schande und kommt immer zu spät.",
    "> it was late again\nI agree, and the toll should go.",
    "Source?",
    "...",
    "The boats were painted in May.",
    "https://example.org/ferry",
)
PARENTS = (ARTICLE, 0, 1, 1, 0, 3, 5, 6, MISSING, 0)


def reply_to(parent: str, reply: str) -> Coding:
    (found,) = [one for one in codings([parent, reply], [ARTICLE, 0], variable="reply_stance") if one.comment == "1"]
    return found


def talk(texts: tuple[str, ...] = TALK, parents: tuple[int, ...] = PARENTS) -> list[Coding]:
    return codings(texts, parents, BOOK)


def test_it_is_the_coder_that_auto_stands_for() -> None:
    assert load_coder("auto") is load_coder("linear") is code


@pytest.mark.parametrize(
    ("parent", "reply", "code", "words"),
    [
        (BRIDGE, "Yes, I drove past it this morning.", "support", "Yes"),
        (COUNCIL, "I couldn't agree more!", "support", "couldn't agree more"),
        (COUNCIL, "Good point, well said.", "support", "Good point"),
        (COUNCIL, "I agree with Tom, it is a scandal.", "support", "I agree"),
        (COUNCIL, "You’re right about the fountain.", "support", "You’re right"),
        (COUNCIL, "So true.", "support", "true"),
        (BRIDGE, "No, it was closed for repairs.", "deny", "No"),
        (BRIDGE, "Wrong. It was closed a week before the flood.", "deny", "Wrong"),
        (BRIDGE, "Nonsense.", "deny", "Nonsense"),
        (BRIDGE, "With respect, it was closed a week before.", "deny", "With respect"),
        (COUNCIL, "It's a pretty fountain, I'll give you that.", "support", "give you that"),
        (COUNCIL, "And how much did the car park cost?", "deny", "And how much did the car park cost?"),
        (
            BRIDGE,
            "Genuine question, was it the flood or the lorries?",
            "query",
            "Genuine question, was it the flood or the lorries?",
        ),
        (SCHOOL, "No playground so far, only the letter.", "comment", "No playground so far, only the letter."),
        (COUNCIL, "I disagree, the fountain was a gift.", "deny", "I disagree"),
        (SCHOOL, "> They want to close the school.\nNo, they do not.", "deny", "No"),
        (ASKED, "No way!", "deny", "No way"),
        (COUNCIL, "Source?", "query", "Source?"),
        (COUNCIL, "Do you have a source for that?", "query", "Do you have a source for that?"),
        (COUNCIL, "What do you mean?", "query", "What do you mean?"),
        (BRIDGE, "Has this been confirmed by the engineers?", "query", "Has this been confirmed by the engineers?"),
        (SCHOOL, "My daughter starts there next year.", "comment", "My daughter starts there next year."),
        (SCHOOL, "Thanks for posting this.", "support", "Thanks"),
        (SCHOOL, "True story: I went to that school.", "comment", "True story: I went to that school."),
        (SCHOOL, "The letter came on Monday. It is long.", "comment", "The letter came on Monday."),
    ],
)
def test_a_reply_is_coded_with_the_words_that_show_it(parent: str, reply: str, code: str, words: str) -> None:
    found = reply_to(parent, reply)
    assert (found.code, shown(found, reply), found.coder, found.target) == (code, words, "linear", "0")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("Hear, hear!", "support"),
        ("Right you are.", "support"),
        ("What Tom said.", "support"),
        ("You're not mistaken.", "support"),
        ("Nobody can deny that.", "support"),
        ("+1, my aunt paid for it, too.", "support"),
        ("Fair enough.", "support"),
        ("You're not mistaken, are you?", "query"),
        ("You're not the mayor.", "deny"),
        ("I couldn't disagree more.", "deny"),
        ("Yeah, right.", "deny"),
        ("Yeah, and I'm the Queen.", "deny"),
        ("Tell me another one.", "deny"),
        ("You must be joking.", "deny"),
        ("Thumbs down.", "deny"),
        ("Come off it.", "deny"),
        ("That doesn't hold water.", "deny"),
        ("Do you hear yourself?", "deny"),
        ("Are you kidding me?", "deny"),
        ("Source, please.", "query"),
        ("Citation needed.", "query"),
        ("Thanks for the laugh.", "comment"),
    ],
)
def test_a_comment_that_is_nothing_but_a_set_phrase_does_what_that_says(reply: str, code: str) -> None:
    assert reply_to(COUNCIL, reply).code == code


@pytest.mark.parametrize(
    ("parent", "reply"),
    [
        (SCHOOL, "If they want to close it, why did they just build a new gym?"),
        ("The tower leans.", "If it is so, why did nobody measure it?"),
    ],
)
def test_a_question_whose_only_answer_is_no_denies(parent: str, reply: str) -> None:
    assert reply_to(parent, reply).code == "deny"


@pytest.mark.parametrize(
    "reply",
    ["", "   ", "> They want to close the school.", "https://example.org/school", "@ann", "\u2028\x1e"],
    ids=["nothing", "blanks", "quoted", "address", "name tag", "separators"],
)
def test_a_comment_without_words_of_its_own_is_abstained(reply: str) -> None:
    found = reply_to(SCHOOL, reply)
    assert (found.code, found.probability, found.span) == (None, None, None)


def test_a_deleted_comment_is_abstained() -> None:
    thread, graph = thread_of([SCHOOL, "No, they do not."], deleted=[1]), ReplyGraph.from_parents([ARTICLE, 0])
    found = [one for one in code(thread, graph, BOOK) if one.comment == "1"]
    assert {one.variable for one in found} >= {"reply_stance", "form"}
    assert {one.code for one in found} == {None}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The weather is mild today.", None),
        ("The pier is made of oak.", None),
        ("No, that is wrong.", "deny"),
        ("I agree.", "support"),
        ("What do you mean?", "query"),
    ],
)
def test_without_a_parent_only_words_that_show_it_are_coded(text: str, code: str | None) -> None:
    (found,) = codings([text], [MISSING], variable="reply_stance")
    assert (found.code, found.probability is None) == (code, code is None)


def test_a_missing_parent_is_named_where_the_source_names_it() -> None:
    graph = replace(ReplyGraph.from_parents([MISSING]), stated={0: "gone"})
    found = code(thread_of(["No, that is wrong."]), graph, NO_CODEBOOK)
    assert [one.target for one in found if one.variable == "reply_stance"] == ["gone"]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("Das stimmt nicht, er hat doch Zahlen vorgelegt.", "deny"),
        ("Da haben Sie recht, so ist es leider.", "support"),
        ("Woher wissen Sie das?", "query"),
    ],
)
def test_a_comment_in_german_is_judged_by_cues(reply: str, code: str) -> None:
    found = codings(["Der Bürgermeister lügt wie immer, und keiner sagt etwas.", reply], [ARTICLE, 0])
    assert [(one.code, one.coder) for one in found if one.comment == "1" and one.variable == "reply_stance"] == [
        (code, "cues")
    ]


def test_a_comment_in_a_language_without_cues_is_abstained() -> None:
    text = "Мост был закрыт вчера вечером, потому что река поднялась слишком высоко."
    assert {one.code for one in codings([text, text], [ARTICLE, 0])} == {None}


@pytest.mark.parametrize("link", [1.0, 0.5, 0.123])
def test_nothing_is_surer_than_the_link_to_what_it_answers(link: float) -> None:
    texts, parents = ["Nonsense."] * 3 + list(TALK[:2]), [ARTICLE, 0, 1, 2, 3]
    graph = replace(ReplyGraph.from_parents(parents), probability=np.array([1.0, *[link] * 4]))
    sure = {one.comment: one.probability for one in codings(texts, parents, variable="reply_stance")}
    for one in code(thread_of(texts), graph, NO_CODEBOOK):
        if one.variable == "reply_stance" and one.comment != "0":
            assert 0 < (one.probability or 0) <= link
            assert one.probability == pytest.approx((sure[one.comment] or 0) * link, abs=0.001)


def test_an_answer_to_a_quotation_has_weights_of_its_own() -> None:
    graph = ReplyGraph.from_parents([ARTICLE, 0])
    quoted = replace(graph, kind=np.array([0, LINK_KINDS.index("quote")], np.uint8))
    thread = thread_of([COUNCIL, "It was closed for repairs, no?"])
    first, second = (code(thread, links, NO_CODEBOOK)[3].probability for links in (graph, quoted))
    assert first != second


def test_a_span_is_in_the_comment_and_shows_something() -> None:
    for one in talk():
        text = TALK[int(one.comment)]
        if one.span is not None:
            assert 0 <= one.span[0] < one.span[1] <= len(text)
            assert (shown(one, text) or "").strip()


def test_every_code_but_none_has_a_probability() -> None:
    for one in talk():
        assert (one.probability is None) == (one.code is None)
        assert one.probability is None or 0 < one.probability <= 0.99


def test_every_comment_has_one_coding_of_reply_stance_and_at_least_one_of_form_in_the_order_shown() -> None:
    found = talk()
    ids = [str(number) for number in range(len(TALK))]
    assert [one.comment for one in found if one.variable == "reply_stance"] == ids
    assert list(dict.fromkeys(one.comment for one in found if one.variable == "form")) == ids
    assert [int(one.comment) for one in found] == sorted(int(one.comment) for one in found)


def test_the_same_thread_twice_has_the_same_codings() -> None:
    assert talk() == talk()


@pytest.mark.parametrize("texts", [(), ("",), ("...",), ("> quoted",), ("", "", "")], ids=repr)
def test_threads_without_words_have_no_codes(texts: tuple[str, ...]) -> None:
    found = talk(texts, (ARTICLE,) * len(texts))
    assert {one.code for one in found if one.variable != "reply_stance"} <= {None}


def by_text(texts: tuple[str, ...], found: list[Coding], *without: str) -> dict[str, list[Coding]]:
    """Return the codings of each comment by its text, without its id, and but for those toward some targets."""
    own: dict[str, list[Coding]] = {text: [] for text in texts}
    for one in found:
        if one.target in without:
            continue
        own[texts[int(one.comment)]].append(
            Coding(
                comment="", variable=one.variable, target=None if one.variable == "reply_stance" else one.target,
                code=one.code, coder=one.coder, probability=one.probability, span=one.span,
            )
        )  # fmt: skip
    return own


def test_a_comment_is_coded_alike_whatever_stands_beside_it_but_toward_a_statement() -> None:
    together = by_text(TALK, talk(), "toll")
    for number, text in enumerate(TALK):
        parent = PARENTS[number]
        alone = (TALK[parent], text) if parent >= 0 else (text,)
        parents = (ARTICLE, 0) if parent >= 0 else (parent,)
        assert by_text(alone, talk(alone, parents), "toll")[text] == together[text], text


def test_the_order_of_comments_does_not_count() -> None:
    order = [4, 9, 0, 7, 2, 5, 1, 8, 3, 6]
    parents = tuple(order.index(PARENTS[at]) if PARENTS[at] >= 0 else PARENTS[at] for at in order)
    texts = tuple(TALK[at] for at in order)
    assert by_text(texts, talk(texts, parents)) == by_text(TALK, talk())


@pytest.mark.parametrize("size", [1, 2, 3, len(TALK) - 1, len(TALK)])
def test_comments_read_so_many_at_a_time_are_coded_alike(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = talk()
    monkeypatch.setattr(exchanges, "AT_ONCE", size)
    for module in (coding, form_coding, stance_coding):
        for name in {"AT_ONCE", "_AT_ONCE"} & set(vars(module)):
            monkeypatch.setattr(module, name, size)
    assert talk() == before


def test_a_long_thread_is_coded_as_its_pieces_are() -> None:
    copies = 850
    texts = TALK * copies
    parents = tuple(parent + at * len(TALK) if parent >= 0 else parent for at in range(copies) for parent in PARENTS)
    found: list[list[tuple[object, ...]]] = [[] for _ in texts]
    for one in talk(texts, parents):
        found[int(one.comment)].append((one.variable, one.code, one.probability, one.span, one.coder))
    assert found == found[: len(TALK)] * copies


def test_comments_of_one_id_are_coded_one_by_one() -> None:
    thread = thread_of(["Nonsense.", "I agree."])
    twins = tuple(Comment(id="same", text=comment.text) for comment in thread.comments)
    graph = replace(ReplyGraph.from_parents([ARTICLE, ARTICLE]), comments=("same", "same"))
    found = code_named(type(thread)(article=thread.article, comments=twins), graph, NO_CODEBOOK, "linear")
    assert sorted(str(one.code) for one in found if one.variable == "reply_stance") == ["deny", "support"]
