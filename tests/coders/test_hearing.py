"""What a sentence says is the same whether it was heard before or not."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.hearing import Ear, Hopeful, Sought
from discourse.coders.claims.matching import Described, Matcher
from discourse.coders.claims.tokens import unread_sentences

BOOK = Codebook(
    title="River",
    claim_types=(
        ClaimType(id="sinks", label="It sinks", definition="The ferry will sink.", cues=("ferry ... sink|sank",)),
        ClaimType(id="asks", label="Asks", definition="The comment asks for evidence.", cues=("evidence",)),
    ),
)


class Told(NamedTuple):
    claims: Sequence[tuple[int, str, int]]
    answer: tuple[str, bool] | None


def told(text: str, ear: Ear) -> list[Told]:
    """Return claim, status and beginning of all that is heard in a text, and what each sentence answers."""
    found = []
    for unread in unread_sentences(text):
        sought = Sought("en", (0, 1), Matcher(ear.described, {}, 0))
        (heard,), answer = ear.hear([Hopeful(unread, sought, (), alike=False)]), ear.answer(unread, sought)
        claims = [(one.claim, one.status, unread.span.start + one.span[0]) for one in heard.made]
        found.append(Told(claims, (answer.kind, answer.is_bare) if answer else None))
    return found


def ear() -> Ear:
    return Ear(Described.of(BOOK), frozenset({1}))


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("The ferry sank.", [Told([(0, "asserts", 4)], None)]),
        ("Well. The ferry sank.", [Told([], None), Told([(0, "asserts", 10)], None)]),
        ("The ferry never sank.", [Told([(0, "rejects", 4)], None)]),
        ("The ferry sank. /s", [Told([(0, "rejects", 4)], None), Told([], None)]),
        ("The ferry sank 🙄", [Told([(0, "rejects", 4)], None)]),
        ("> The ferry sank.", [Told([(0, "reports", 6)], None)]),
        ("No.", [Told([], ("deny", True))]),
        ("Where is the evidence?", [Told([(1, "asserts", 13)], ("query", False))]),
        ("> Where is the evidence?", [Told([], ("query", False))]),
    ],
)
def test_a_sentence_says_what_it_says_however_often_it_is_heard(text: str, heard: list[Told]) -> None:
    listening = ear()
    for other in ("The ferry sank.", "The ferry sank. Oh.", "> The ferry sank.", text):
        told(other, listening)
    assert told(text, listening) == told(text, ear()) == heard


def test_the_cues_that_are_looked_for_decide() -> None:
    listening, sentence = ear(), unread_sentences("The ferry sank.")[0]
    matcher = Matcher(listening.described, {}, 0)
    sought = [Sought("en", cues, matcher) for cues in ((0, 1), (1,), (0, 1))]
    for _ in ("first", "again"):
        heard = listening.hear([Hopeful(sentence, each, (), alike=False) for each in sought])
        assert [one.claims for one in heard] == [{0}, set(), {0}]
