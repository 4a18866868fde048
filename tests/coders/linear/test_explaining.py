"""What moved a reply stance: parts that add up to the lead of the code given, each in words."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from discourse.codebook import Codebook, Target
from discourse.coders import explain
from discourse.coders.explanation import Explanation
from discourse.coders.linear import code
from discourse.coders.linear.marks import mark_names
from discourse.coders.linear.model import shipped
from discourse.coders.linear.pages import page_weights
from discourse.coders.linear.replies import CODES, names, reply_columns
from discourse.coders.meaning import DIMENSIONS
from discourse.coders.reason_words import in_words
from discourse.coders.words import read_words
from discourse.model import Coding, Comment, Thread
from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph
from tests.coders.linear.threads import thread_of

BOOK = Codebook(
    title="quay",
    targets=(
        Target(id="ferry", label="The ferry", names=("ferry",)),
        Target(id="toll", label="The toll", statement="The bridge toll should be abolished."),
    ),
)
TALK = (
    "The ferry is a disgrace, and the council should run it.",
    "No, you are wrong. The ferry is wonderful!",
    "I agree with you, @ann; see https://example.org/ferry for the figures.",
    "Why do you say so? I was there; it was late again.",
    "Source?",
    "👍",
    "> The ferry is a disgrace\nThe boats were painted in spring. They look lovely. I couldn't agree more, lol.",
)
PARENTS = (ARTICLE, 0, 1, 1, 0, 3, 0)


def explained(thread: Thread, parents: Sequence[int]) -> list[Explanation]:
    graph = ReplyGraph.from_parents(list(parents))
    return list(explain(thread, graph, BOOK, code(thread, graph, BOOK), "linear"))


def of_replies(texts: Sequence[str] = TALK, parents: Sequence[int] = PARENTS) -> list[Explanation]:
    return [one for one in explained(thread_of(texts), parents) if one.coding.variable == "reply_stance"]


def test_every_coding_is_answered_in_its_place() -> None:
    graph = ReplyGraph.from_parents(list(PARENTS))
    thread = thread_of(TALK)
    codings = code(thread, graph, BOOK)
    assert [one.coding for one in explain(thread, graph, BOOK, codings, "auto")] == list(codings)


def test_parts_add_up_to_the_lead_over_the_other_codes() -> None:
    for one in of_replies():
        lead = sum(rival.behind for rival in one.rivals) / len(one.rivals)
        assert sum(part.weight for part in one.parts) + one.rest == pytest.approx(lead, abs=0.01)


def test_the_leads_give_the_probability_back() -> None:
    for one in of_replies():
        assert {rival.code for rival in one.rivals} == set(CODES) - {one.coding.code}
        chance = 1 / (1 + sum(math.exp(-rival.behind) for rival in one.rivals))
        assert min(chance, 0.99) == pytest.approx(one.coding.probability, abs=0.003)


@pytest.mark.parametrize(
    ("number", "what", "words"),
    [
        (1, "opens:no", "No"),
        (1, "disagree", "you are wrong"),
        (2, "opens:agree", "I agree"),
        (4, "opens:request", "Source?"),
    ],
)
def test_a_mark_is_named_with_the_words_that_show_it(number: int, what: str, words: str) -> None:
    parts = {part.what: part.span for part in of_replies()[number].parts}
    assert TALK[number][slice(*(parts[what] or (0, 0)))] == words


def test_the_parts_of_a_form_add_up_to_its_lead_and_meaning_is_part_of_its_words() -> None:
    found = [one for one in explained(thread_of(TALK), PARENTS) if one.coding.variable == "form" and one.coding.code]
    assert len(found) > 5
    for one in found:
        lead = sum(rival.behind for rival in one.rivals) / len(one.rivals)
        assert sum(part.weight for part in one.parts) + one.rest == pytest.approx(lead, abs=0.01)
        chance = 1 / (1 + sum(math.exp(-rival.behind) for rival in one.rivals))
        assert min(chance, 0.99) == pytest.approx(one.coding.probability, abs=0.01)
        assert not any(part.what.startswith("meaning") for part in one.parts)


def test_a_word_is_told_by_the_weight_of_its_own_column_and_of_its_meaning() -> None:
    own, nothing = read_words(TALK), np.zeros(len(TALK), bool)
    read = reply_columns(own, read_words([""] * len(TALK)), nothing, nothing)
    alone = read.features.hashed[0]
    columns = shipped("reply_stance").hashed.at(alone.column) * alone.worth[alone.row][:, None]
    each = columns @ page_weights().learned + page_weights().meaning.each(read.read.words)
    told = 0
    for one in of_replies():
        at, mine = CODES.index(one.coding.code or ""), each[alone.row == int(one.coding.comment)]
        leads = mine[:, at] - np.delete(mine, at, axis=1).mean(axis=1)
        for part in one.parts:
            if part.what == "word":
                told += 1
                assert np.abs(leads - part.weight).min() < 1e-3
    assert told > 3


def test_words_are_named_by_their_place() -> None:
    for one in of_replies():
        text = TALK[int(one.coding.comment)]
        for part in one.parts:
            if part.what == "word":
                assert part.span is not None
                assert text[slice(*part.span)].strip() == text[slice(*part.span)] != ""


def test_no_name_reaches_the_reader_as_it_is() -> None:
    said = [part.what for one in explained(thread_of(TALK), PARENTS) for part in one.parts]
    assert [what for what in said if in_words(what).startswith("“")] == []


def test_every_column_has_words() -> None:
    marks = set(mark_names())
    columns = [name if name in marks else f"size:{name}" for name in names()[:-DIMENSIONS]]
    silent = {name for name in columns if in_words(name).startswith("“")}
    assert {name for name in silent if "yes_alone" not in name and "no_alone" not in name} == set()


@pytest.mark.parametrize(
    ("text", "parent", "why"),
    [
        ("", 0, "abstains:wordless"),
        (" \n", 0, "abstains:wordless"),
        ("The weather is mild today.", MISSING, "abstains:parent"),
    ],
)
def test_what_keeps_it_from_judging_is_said(text: str, parent: int, why: str) -> None:
    found = of_replies([TALK[0], text], [ARTICLE, parent])[1]
    assert [part.what for part in found.parts] == [why]


@pytest.mark.parametrize("text", ["> The ferry is a disgrace.", "https://example.org/a", "@ann"])
def test_a_comment_of_nothing_but_quotes_and_addresses_has_no_words(text: str) -> None:
    found = of_replies([TALK[0], text], [ARTICLE, 0])[1]
    assert [part.what for part in found.parts] == ["abstains:wordless"]


def test_a_deleted_comment_is_said_to_be_deleted() -> None:
    (found,) = (
        one
        for one in explained(thread_of(["I agree."], deleted=[0]), [ARTICLE])
        if one.coding.variable == "reply_stance"
    )
    assert found.coding.code is None
    assert [part.what for part in found.parts] == ["abstains:deleted"] or found.parts == ()


def test_comments_of_one_id_do_not_fail() -> None:
    comments = tuple(Comment(id="0", text=text) for text in TALK[:2])
    thread = Thread(article=thread_of([]).article, comments=comments)
    graph = ReplyGraph(
        comments=("0", "0"), parent=ReplyGraph.from_parents([ARTICLE, 0]).parent,
        kind=ReplyGraph.from_parents([ARTICLE, 0]).kind, probability=ReplyGraph.from_parents([ARTICLE, 0]).probability,
    )  # fmt: skip
    codings = code(thread, graph, BOOK)
    assert len(explain(thread, graph, BOOK, codings, "linear")) == len(codings)


def test_labels_explained_together_are_explained_as_one_by_one() -> None:
    thread, graph = thread_of(TALK), ReplyGraph.from_parents(list(PARENTS))
    codings = code(thread, graph, BOOK)
    together = explain(thread, graph, BOOK, codings, "linear")
    assert together == tuple(one for coding in codings for one in explain(thread, graph, BOOK, [coding], "linear"))


SAID = (
    "Our ferry is late every single day, I have stopped counting.",
    "That's not true, it was on time all week.",
    "Who paints the boats these days?",
    "My aunt, with two friends from the yacht club.",
)
FERRY = Codebook(
    title="x",
    targets=(
        Target(id="late", label="Late", statement="The ferry is always late."),
        Target(id="dear", label="Dear", statement="The ferry costs too much."),
    ),
)


def toward_late() -> list[Explanation]:
    graph, thread = ReplyGraph.from_parents([ARTICLE, 0, ARTICLE, 2]), thread_of(SAID)
    found = explain(thread, graph, FERRY, code(thread, graph, FERRY), "linear")
    return [one for one in found if one.coding.target == "late"]


def test_a_side_on_a_statement_is_explained_as_what_is_held_of_it() -> None:
    said, denied, *_ = toward_late()
    assert (said.coding.code, denied.coding.code) == ("favor", "against")
    assert "claim:said" in {part.what for part in said.parts}
    assert "claim:above" in {part.what for part in denied.parts if part.weight > 0.5}
    assert [rival.code for rival in denied.rivals] == ["favor"]


def test_who_takes_no_side_does_so_for_not_saying_it() -> None:
    none = toward_late()[2]
    assert none.coding.code == "none"
    assert none.coding.probability
    odds = math.log(none.coding.probability / (1 - none.coding.probability))
    assert sum(part.weight for part in none.parts) + none.rest == pytest.approx(odds, abs=0.5)
    assert next(part.what for part in none.parts if part.weight > 0) == "claim:place"


def test_a_side_that_is_not_likely_enough_is_said_to_be_so() -> None:
    graph, thread = ReplyGraph.from_parents([ARTICLE]), thread_of(["The ferry is a boat."])
    unsure = Coding(comment="0", variable="stance", target="ferry", code=None, coder="linear")
    (found,) = explain(thread, graph, BOOK, [unsure], "linear")
    assert [part.what for part in found.parts] == ["abstains:unsure"]


def test_what_only_asks_about_a_statement_is_told_by_how_it_is_meant() -> None:
    texts = ("Is the ferry always late?", *SAID[2:], "Is it always late, the ferry?")
    graph, thread = ReplyGraph.from_parents([ARTICLE, ARTICLE, 1, ARTICLE]), thread_of(texts)
    found = explain(thread, graph, FERRY, code(thread, graph, FERRY), "linear")
    late = next(one for one in found if one.coding.target == "late")
    assert late.coding.code == "none"
    assert late.parts


def test_a_statement_in_another_language_is_explained_by_the_weights_that_judged_it() -> None:
    book = Codebook(title="x", language="de", targets=FERRY.targets)
    graph, thread = ReplyGraph.from_parents([ARTICLE, 0, ARTICLE, 2]), thread_of(SAID)
    found = [one for one in explain(thread, graph, book, code(thread, graph, book), "linear") if one.coding.code]
    stances = [one for one in found if one.coding.variable == "stance"]
    assert stances
    assert all(one.parts and not one.parts[0].what.startswith("claim:") for one in stances)


def test_nothing_is_said_of_comments_above_where_there_are_none() -> None:
    said = toward_late()[0]
    assert not {"claim:above", "claim:above:not", "claim:does"} & {part.what for part in said.parts}
