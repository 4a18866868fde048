"""Sides that follow from claims: whom a codebook says a claim speaks for or against, whatever a comment names."""

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders import explain, load_coder
from discourse.coders.columns import CODES, NOTHING, Codings, coded
from discourse.coders.linear.implied_coding import Implied, by_claims
from discourse.coders.reason_words import in_words
from discourse.coders.stance.implied import (
    Asked,
    ByName,
    SpeaksFor,
    asked,
    explained,
    implied_codings,
    in_question,
    stated_sides,
)
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph

BOOK = Codebook(
    title="Bins",
    targets=(
        Target(id="bins", label="three-weekly bins", names=("three-weekly", "new bins")),
        Target(id="council", label="The council", names=("council",)),
        Target(id="shops", label="Supermarkets", names=("supermarkets", "shops")),
    ),
    claim_types=(
        ClaimType(
            id="smell",
            label="Smell",
            definition="The bins will stink.",
            cues=("stink*|reek*", "maggots"),
            against=("bins", "council"),
        ),
        ClaimType(
            id="enough",
            label="Enough",
            definition="Who recycles has enough room.",
            cues=("plenty_of room", "half empty"),
            favor=("bins",),
        ),
        ClaimType(id="wrap", label="Wrapping", definition="There is too much wrapping.", cues=("wrapping",)),
    ),
)
THREAD = Thread(
    article=Article(source="bins", title="Bins to be emptied every three weeks", language="en"),
    comments=(
        Comment(id="1", author="Dot", text="In July the whole street will stink and the maggots will walk to the tip."),
        Comment(id="2", author="Gwen", text="We are five, and there is plenty of room in ours after three weeks."),
        Comment(id="3", author="Tel", text="It will not stink at all, rinse your tins.", reply_to="1"),
        Comment(id="4", author="Mo", text="Less wrapping would do more than any of this."),
        Comment(id="5", author="Ann", text="The council meets on Tuesday at seven."),
        Comment(id="6", author="Pat", text="Does anybody know when it starts?"),
    ),
)


def stances(coder: str = "linear", codebook: Codebook = BOOK) -> dict[tuple[str, str | None], Coding]:
    found = load_coder(coder)(THREAD, reply_graph(THREAD), codebook)
    return {(one.comment, one.target): one for one in found if one.variable == "stance"}


@pytest.mark.parametrize("coder", ["linear", "neural"])
def test_who_makes_a_claim_takes_its_side_whatever_is_named(coder: str) -> None:
    sides = {place: one.code for place, one in stances(coder).items() if one.code in {"favor", "against"}}
    # who rejects a claim need not be on the side of all that it speaks against
    assert sides.pop(("3", "council"), "favor") == "favor"
    assert sides == {
        ("1", "bins"): "against",
        ("1", "council"): "against",
        ("2", "bins"): "favor",
        ("3", "bins"): "favor",
    }


def test_the_words_of_the_claim_show_the_side() -> None:
    words = {
        place: THREAD.comments[int(place[0]) - 1].text[slice(*one.span)] for place, one in stances().items() if one.span
    }
    assert words["1", "bins"] == "stink and the maggots"
    assert words["2", "bins"] == "plenty of room"


@pytest.mark.parametrize(
    ("words", "code"),
    [("I love the council!", "favor"), ("I hate the council!", "against"), ("Which council?", "none")],
)
def test_who_makes_no_claim_is_judged_by_words_alone(words: str, code: str) -> None:
    thread = Thread(article=THREAD.article, comments=(*THREAD.comments, Comment(id="7", author="Lu", text=words)))
    found = load_coder("linear")(thread, reply_graph(thread), BOOK)
    (one,) = (each for each in found if (each.comment, each.variable) == ("7", "stance"))
    assert (one.target, one.code) == ("council", code)


def test_a_deleted_comment_takes_no_side() -> None:
    gone = Comment(id="7", author="Lu", text="The bins will stink.", status="deleted")
    thread = Thread(article=THREAD.article, comments=(*THREAD.comments, gone))
    found = load_coder("linear")(thread, reply_graph(thread), BOOK)
    assert not [each for each in found if (each.comment, each.variable) == ("7", "stance")]


def test_claims_are_read_where_stance_alone_is_asked_for() -> None:
    from discourse.coders.linear.batch import code_threads, gathered

    threads = gathered([(THREAD, reply_graph(THREAD))])
    alone, all_of_it = code_threads(threads, BOOK, ["stance"]), code_threads(threads, BOOK)
    of_stance = all_of_it.only(np.flatnonzero(all_of_it.variable == alone.variable[0]))
    assert [column.tolist() for column in alone[2:4]] == [column.tolist() for column in of_stance[2:4]]


def test_the_explanation_names_the_claim() -> None:
    side = stances()["1", "bins"]
    (explained,) = explain(THREAD, reply_graph(THREAD), BOOK, [side])
    first = explained.parts[0]
    assert (in_words(first.what), first.span) == ("asserts “Smell”, which speaks against the target", side.span)
    assert first.weight > 2
    assert {rival.code for rival in explained.rivals} == {"favor", "none"}


def claims(*rows: tuple[int, int, str, float]) -> Codings:
    comment, target, status, probability = zip(*rows, strict=True)
    return coded("claim", "cues", {
        "comment": comment, "target": target, "code": [CODES["claim"].index(one) for one in status],
        "probability": probability, "begin": [10 * one for one in target], "end": [10 * one + 5 for one in target],
    })  # fmt: skip


NOBODY = ByName(np.zeros(0, np.int64), np.zeros(0))
SIDES = stated_sides(BOOK)[0]


def on_bins(found: Codings, by_name: ByName = NOBODY) -> Asked:
    numbers = in_question(found, SIDES)
    return asked(found, SIDES, by_name, (numbers, np.zeros((len(numbers), 3)), np.full(len(numbers), 9.0)))


def test_sides_of_claims_by_target() -> None:
    found = {number: (one.favor - one.against).tolist() for number, one in stated_sides(BOOK).items()}
    assert found == {0: [-1, 1, 0], 1: [-1, 0, 0]}


def test_columns_hold_the_surest_claim_of_each_side_and_status() -> None:
    told = on_bins(
        claims((0, 0, "asserts", 0.6), (0, 1, "rejects", 0.9), (2, 1, "questions", 0.5), (3, 2, "asserts", 0.8))
    )
    assert told.comment.tolist() == [0, 2]
    assert told.columns["asserts against"].tolist() == [0.6, 0.0]
    assert told.columns["rejects for"].tolist() == [0.9, 0.0]
    assert told.columns["questions for"].tolist() == [0.0, 0.5]
    assert [column.tolist() for column in told.shown["rejects for"]] == [[1, NOTHING], [10, NOTHING], [15, NOTHING]]


def test_words_of_a_named_target_count_where_there_is_a_claim() -> None:
    told = on_bins(claims((0, 0, "asserts", 0.9)), ByName(np.array([0, 4]), np.array([-0.6, 0.8])))
    assert (told.named.tolist(), told.columns["its words"].tolist()) == ([True], [-0.6])


def test_who_asks_about_a_claim_and_names_the_target_takes_no_side() -> None:
    found = implied_codings(on_bins(claims((0, 0, "questions", 0.9)), ByName(np.array([0]), np.array([0.0]))), 0)
    assert [CODES["stance"][code] for code in found.code.tolist()] == ["none"]


def test_a_claim_on_nobody_is_no_coding() -> None:
    assert not len(implied_codings(on_bins(claims((3, 2, "asserts", 0.8))), 0).comment)


@pytest.mark.parametrize(
    ("sides", "status", "code", "told"),
    [
        ((0.9, 0.05), "asserts", "favor", "asserts “Smell”, which by its definition speaks for the target"),
        ((0.4, 0.3), "asserts", "favor", "asserts “Smell”, which by its definition speaks for the target"),
        ((0.4, 0.3), "asserts", "against", "asserts “Smell”, which by its definition speaks for one side or the other"),
        ((0.3, 0.4), "asserts", "against", "asserts “Smell”, which by its definition speaks against the target"),
        ((0.3, 0.4), "rejects", "favor", "rejects “Smell”, which by its definition speaks against the target"),
        ((0.3, 0.4), "rejects", "against", "rejects “Smell”, which by its definition speaks for one side or the other"),
        ((0.4, 0.3), "asserts", "none", "asserts “Smell”, which by its definition speaks for the target"),
    ],
)
def test_no_claim_is_said_to_speak_for_the_other_side_of_what_it_moves(
    sides: tuple[float, float], status: str, code: str, told: str
) -> None:
    speaks = SpeaksFor(np.array(sides[:1]), np.array(sides[1:]), stated=False)
    about = np.array([0]), np.zeros((1, 3)), np.full(1, 9.0)
    read = asked(claims((0, 0, status, 0.9)), speaks, NOBODY, about)
    given = Coding(comment="1", variable="stance", target="bins", code=code, coder="linear")
    named = [in_words(part.what) for part in explained(read, given, 0, ["Smell"]).parts]
    assert [each for each in named if "Smell" in each] == [told]


@pytest.mark.parametrize(
    ("stated", "codes", "judged"),
    [(True, ["none"], [0]), (False, [], [])],
)  # fmt: skip
def test_words_judge_where_what_definitions_tell_gives_no_side(
    stated: bool, codes: list[str], judged: list[int]
) -> None:
    found, named = claims((0, 0, "questions", 0.3)), ByName(np.array([0]), np.array([0.0]))
    numbers, sides = in_question(found, SIDES), SIDES._replace(stated=stated)
    told = asked(found, sides, named, (numbers, np.zeros((1, 3)), np.full(1, 9.0)))
    by_them = by_claims(Implied(0, told))
    assert [CODES["stance"][code] for code in by_them.codings.code.tolist()] == codes
    assert by_them.judged.tolist() == judged
