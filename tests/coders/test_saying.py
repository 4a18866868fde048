"""Comments read beside the definitions of claims, word beside word."""

import numpy as np
import pytest

from discourse.coders.claims.saying import UNREAD, said, said_of_claims
from discourse.coders.pairs import CLAIMS, TOLD, shipped
from discourse.coders.words import read_words

FERRY = "The ferry is too expensive for the people who live on the island."


def odds(comments: list[str], definitions: list[str], wanted: np.ndarray | None = None) -> np.ndarray:
    every = np.ones((len(comments), len(definitions)), bool)
    words = read_words(comments), read_words(definitions)
    return said(shipped(CLAIMS), *words, every if wanted is None else wanted)


@pytest.mark.parametrize(
    ("definition", "says", "says_not"),
    [
        (FERRY, "Who can afford forty euros for a crossing, every week?", "The crew is always friendly."),
        ("The mayor was bribed by the builders.", "Follow the money, he got paid.", "My street has no lamps."),
        ("The photo has been faked.", "Clearly photoshopped, look at the shadows", "Where was this taken?"),
        ("The village needs a bus.", "Without a car you are stuck here.", "The church bells are lovely."),
    ],
)
def test_what_says_a_claim_is_told_from_what_does_not(definition: str, says: str, says_not: str) -> None:
    found = odds([says, says_not], [definition])[:, 0]
    assert found[0] > found[1] + 1


@pytest.mark.parametrize("at", [0, 70, 130, 250])
def test_a_claim_is_found_wherever_it_stands_in_a_long_comment(at: int) -> None:
    filler = ["we", "walked", "along", "the", "shore", "and", "had", "soup"] * 40
    long = " ".join([*filler[:at], FERRY, *filler[at:]])
    found = odds([long, " ".join(filler)], [FERRY])[:, 0]
    assert found[0] > found[1] + 1


@pytest.mark.parametrize("text", ["", "> quoted only"])
def test_a_comment_without_words_is_not_read(text: str) -> None:
    assert odds([text], [FERRY]).tolist() == [[UNREAD]]


def test_a_definition_without_words_is_not_read() -> None:
    assert odds(["The ferry costs too much."], [""]).tolist() == [[UNREAD]]


def test_only_what_is_wanted_is_read() -> None:
    wanted = np.array([[True, False], [False, False]])
    found = odds(["The ferry costs too much.", FERRY], [FERRY, "The ferry is slow."], wanted)
    assert (found == UNREAD).tolist() == (~wanted).tolist()


def test_pairs_are_read_the_same_alone_and_together() -> None:
    comments = [f"The ferry is {'very ' * number}dear." for number in (0, 1, 5, TOLD, 3 * TOLD)]
    definitions = [FERRY, "The ferry is slow and old, and nobody repairs it."]
    together = odds(comments, definitions)
    alone = [[odds([comment], [definition])[0, 0] for definition in definitions] for comment in comments]
    assert np.abs(together - alone).max() < 1e-3


def test_examples_count_as_much_as_the_definition() -> None:
    comments, every = ["The soup was cold when it came.", "The ferry costs too much."], np.ones((2, 2), bool)
    claims = (("The service is bad.", "My soup was cold.", "They forgot our drinks."), (FERRY,))
    found = said_of_claims(shipped(CLAIMS), read_words(comments), claims, every)
    alone = odds(comments, [claims[0][0], FERRY])
    assert found[0, 0] > alone[0, 0] + 0.5
    assert found[:, 1] == pytest.approx(alone[:, 1], abs=1e-5)  # single precision: processors add in other orders
