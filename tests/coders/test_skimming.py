"""A sentence that is skimmed over makes no claim that careful reading would find."""

import random

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook, Target, load_codebook
from discourse.coders.claims.lines import Lines
from discourse.coders.claims.matching import Described, Matcher
from discourse.coders.claims.sighting import Lookout
from discourse.coders.claims.tokens import Unread, unread_sentences
from discourse.languages.pieces import split

FERRY = ClaimType(
    id="ferry",
    label="Ferry drowns",
    definition="The ferry is unsafe and will sink.",
    cues=("ferry ... sink|sank", "made_up story", "{mayor} lied", "=wet & rudder"),
    examples=("That old boat leaks at every seam.",),
    counter_examples=("The ferry is quite safe.",),
)
ORCHARD = ClaimType(id="orchard", label="Orchard", definition="The orchard feeds the village.")
BOOK = Codebook(
    title="River", claim_types=(FERRY, ORCHARD), targets=(Target(id="mayor", label="Mayor", names=("Ada Brook",)),)
)


def skimmed(texts: list[str], described: Described) -> tuple[list[Unread], list[bool], Matcher]:
    """Return all sentences of some texts of a thread, which may be alike, and what reads them with care."""
    thread = Lines.of(split([*texts, *["Rain fell."] * 100]))  # so that no word of the texts is frequent there
    seen = Lookout.of(described).sight(thread, np.zeros(thread.texts, np.int64), 1)
    both = [(number, one) for number, text in enumerate(texts) for one in unread_sentences(text)]
    text, begin = np.array([(number, one.span.start) for number, one in both]).T
    matcher = Matcher(described, seen.frequencies(0), int(seen.sentences[0]))
    return [one for _, one in both], seen.skimmed.sentences(text, begin).tolist(), matcher


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The ferry will sink.", True),
        ("The ferry is painted green.", False),
        ("It sank.", False),
        ("The old boat leaks.", True),
        ("An old man came.", False),
        ("The orchards bloom.", True),
    ],
)
def test_a_sentence_may_be_alike_where_it_has_the_words_for_it(text: str, may: bool) -> None:
    assert skimmed([text], Described.of(BOOK))[1] == [may]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The ferry waits. It will sink.", [False, False]),
        ("It is late. The ferry will sink. Run.", [False, True, False]),
        ("It is late.\nThe ferry will sink.\n\nRun. Now.", [False, True, True, False]),
        ("The ferry will\nsink.", [True, True]),
        ("Look at that ferry.Sink it. No.", [True, True, False]),
        ("\n\nA man. The old boat leaks", [False, True]),
    ],
)
def test_each_sentence_is_skimmed_by_itself_but_for_pieces_in_two(text: str, may: list[bool]) -> None:
    assert skimmed([text], Described.of(BOOK))[1] == may
    assert skimmed(["Yes.", text, "The orchards bloom."], Described.of(BOOK))[1] == [False, *may, True]


def test_sentences_may_come_in_any_order() -> None:
    texts = ["The ferry waits. It will sink.", "The old boat leaks. No.", *["Rain fell."] * 100]
    seen = Lookout.of(Described.of(BOOK)).sight(Lines.of(split(texts)), np.zeros(len(texts), np.int64), 1).skimmed
    text, begin = np.array([1, 0, 1, 0]), np.array([20, 17, 0, 0])
    assert seen.sentences(text, begin).tolist() == [False, False, True, False]


@pytest.mark.parametrize("book", [BOOK, load_codebook("general")], ids=lambda book: book.title)
def test_nothing_that_careful_reading_finds_is_skimmed_over(book: Codebook) -> None:
    described = Described.of(book)
    chance = random.Random(4)  # noqa: S311  # no secret
    words = sorted({word for text in described.texts for word in text.lowers})
    words += [word for claim in book.claim_types for cue in claim.cues for word in cue.replace("|", " ").split()]
    texts = [
        " ".join(chance.choice(words) for _ in range(chance.randrange(1, 9))) + chance.choice([".", "? No.", "!So", ""])
        for _ in range(1_500)
    ]
    found, cues = 0, range(len(described.cues.cues))
    sentences, alike, matcher = skimmed(texts, described)
    for one, like in zip(sentences, alike, strict=True):
        matches = matcher.find(one.read(), alike=True, cues=cues)
        found += bool(matches)
        assert like or matches == matcher.find(one.read(), alike=False, cues=cues), one
    assert found > 50
    assert sum(alike) < len(alike)
