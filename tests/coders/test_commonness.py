"""How far cues are believed of what any comment section has: told by how often the thread makes such claims."""

import msgspec
import numpy as np
import pytest

from discourse.analysis import analyse
from discourse.codebook import ClaimType, Codebook, load_codebook
from discourse.coders.claims.coding import claims_of
from discourse.coders.claims.commonness import LEAST, MOST, Shown, is_link, usual_odds
from discourse.coders.claims.reasons import explain_claims
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph

ASKED = "Source?"
QUARREL = ("The whole story is made up.", "You are an idiot.", "It is all the mayor's fault.", "Wake up!")
CALM = ("Lovely with cinnamon.", "Mine needed ten minutes more.", "Thanks for the recipe.", "Works with pears, too.")


def thread_of(*texts: str) -> Thread:
    comments = tuple(Comment(id=str(number), text=text) for number, text in enumerate(texts))
    return Thread(article=Article(source="page", title="A page", language="en"), comments=comments)


def told(thread: Thread, codebook: Codebook | None = None) -> dict[tuple[str, str | None], Coding]:
    codings = analyse(thread, codebook=codebook or load_codebook("general"), coder="cues").codings
    return {(each.comment, each.target): each for each in codings if each.variable == "claim" and each.code}


def sure(*texts: str) -> float:
    """Return how probable it is that the first of these comments demands evidence."""
    return told(thread_of(*texts))["0", "evidence_demanded"].probability or 0.0


def test_the_same_words_are_believed_more_where_people_quarrel() -> None:
    assert sure(ASKED, *QUARREL) == pytest.approx(0.73, abs=0.01)
    assert sure(ASKED, *CALM) == pytest.approx(0.42, abs=0.01)
    assert sure(ASKED, *CALM * 10) < sure(ASKED, *CALM)


def test_what_is_found_and_its_status_are_the_same_in_both() -> None:
    both = [told(thread_of(ASKED, *others))["0", "evidence_demanded"] for others in (QUARREL, CALM)]
    assert [(each.code, each.span) for each in both] == [("asserts", both[0].span)] * 2


def test_links_tell_nothing_of_a_thread() -> None:
    links = tuple(f"See http://example.org/{number}" for number in range(4))
    assert sure(ASKED, *links) == sure(ASKED, *CALM)


def shown(*places: tuple[int, int]) -> list[Shown]:
    """Return claims by thread and comment."""
    return [Shown(thread, comment, counts=True) for thread, comment in places]


def test_each_thread_is_taken_by_itself() -> None:
    odds = usual_odds(shown((0, 0), (0, 1), (0, 2), (1, 3)), np.array([3, 3]), 13)
    assert odds[:3] == pytest.approx(odds[0])
    assert odds[3] == pytest.approx(usual_odds(shown((0, 0)), np.array([3]), 13)[0])


def test_what_else_the_same_comment_claims_tells_nothing() -> None:
    eight = usual_odds(shown(*[(0, 0)] * 8), np.array([5]), 13)
    assert eight == pytest.approx(usual_odds(shown((0, 0)), np.array([5]), 13)[0])


def test_no_rate_counts_that_is_beyond_any_measured() -> None:
    large, huge = (usual_odds(shown((0, 0)), np.array([size]), 13)[0] for size in (10_000, 10_000_000))
    assert large == huge == pytest.approx(0.94 * np.log(LEAST / 0.035))
    many, all_of_them = (usual_odds(shown(*[(0, n) for n in range(50)]), np.array([50]), kinds)[0] for kinds in (13, 1))
    assert many == all_of_them == pytest.approx(0.94 * np.log(MOST / 0.035))


def test_comments_that_cannot_be_read_are_not_counted() -> None:
    thread, book = thread_of(ASKED, *QUARREL), load_codebook("general")
    gone = tuple(Comment(id=f"gone {number}", text="", status="deleted") for number in range(50))
    longer = msgspec.structs.replace(thread, comments=(*thread.comments, *gone))
    assert [each.probability for each in told(thread, book).values()] == [
        each.probability for each in told(longer, book).values()
    ]


def test_a_codebook_with_few_such_claim_types_tells_nothing_of_a_thread() -> None:
    book = load_codebook("general")
    one = msgspec.structs.replace(
        book, claim_types=tuple(claim for claim in book.claim_types if claim.id == "evidence_demanded")
    )
    quarrel, calm = (told(thread_of(ASKED, *others), one) for others in (QUARREL, CALM))
    assert quarrel["0", "evidence_demanded"].probability == calm["0", "evidence_demanded"].probability


def test_cues_of_a_topic_are_believed_whatever_else_is_said() -> None:
    topic = Codebook(
        title="Bridge",
        claim_types=(
            ClaimType(id="closed", label="Closed", definition="The bridge is closed.", cues=("bridge is closed",)),
        ),
    )
    said = "The bridge is closed."
    alone, among = (told(thread_of(said, *others), topic)["0", "closed"].probability for others in (CALM, CALM * 10))
    assert alone == among


def test_the_explanation_tells_what_the_words_show_and_what_the_thread_adds() -> None:
    thread, book = thread_of(ASKED, *CALM), load_codebook("general")
    graph = reply_graph(thread)
    coding = told(thread)["0", "evidence_demanded"]
    (found,) = explain_claims(thread, book, [coding], claims_of(thread, graph, book))
    words, common = found.parts
    assert (words.what, common.what, common.span) == ("claim:cued", "claim:common", None)
    assert words.weight > 0 > common.weight
    assert 1 / (1 + np.exp(-(words.weight + common.weight))) == pytest.approx(coding.probability, abs=0.001)


@pytest.mark.parametrize("words", ["http://example.org", "(www.example.org", "<HTTPS://EXAMPLE.ORG>"])
def test_links_are_known_as_such(words: str) -> None:
    assert is_link(words)
