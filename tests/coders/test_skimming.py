"""A sentence that is skimmed over makes no claim that careful reading would find."""

import random

import pytest

from discourse.codebook import ClaimType, Codebook, Target, load_codebook
from discourse.coders.matching import Described, Matcher
from discourse.coders.skimming import Skimmer
from discourse.coders.tokens import unread_sentences

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


def skimmed(text: str, book: Codebook = BOOK, *, alike: bool = True) -> list[tuple[bool, bool]]:
    described = Described.of(book)
    cues = range(len(described.cues.cues))
    found = [Skimmer(described).skim(one, cues) for one in unread_sentences(text)]
    return [(one.worded, one.cued or (alike and one.alike)) for one in found]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The ferry sank.", True),
        ("The ferry is painted green.", False),
        ("It sank.", False),
        ("A made-up story, he said.", True),
        ("Ada Brook lied.", True),
        ("Somebody lied.", False),
        ("Wet wood on the rudder.", True),
        ("The old boat was red.", True),
        ("An old man came.", False),
        ("The orchards bloom.", True),
    ],
)
def test_a_sentence_may_make_a_claim_where_it_has_the_words_for_one(text: str, may: bool) -> None:
    assert skimmed(text) == [(True, may)]


def test_without_likeness_only_cues_make_a_claim() -> None:
    assert skimmed("The old boat was red. The ferry sank.", alike=False) == [(True, False), (True, True)]


def test_signs_are_no_words() -> None:
    assert [worded for worded, _ in skimmed("…!\n\n12 % ? Well.\n---")] == [False, True, True, False]


@pytest.mark.parametrize("book", [BOOK, load_codebook("general")], ids=lambda book: book.title)
def test_nothing_that_careful_reading_finds_is_skimmed_over(book: Codebook) -> None:
    described = Described.of(book)
    matcher, skimmer = Matcher(described, {}, 0), Skimmer(described)
    chance = random.Random(4)  # noqa: S311  # no secret
    words = sorted({word for text in described.texts for word in text.lowers})
    words += [word for claim in book.claim_types for cue in claim.cues for word in cue.replace("|", " ").split()]
    found = 0
    for _ in range(1_500):
        text = " ".join(chance.choice(words) for _ in range(chance.randrange(1, 9)))
        cues = range(len(described.cues.cues))
        for sentence in unread_sentences(f"{text}{chance.choice('.?! ')}"):
            matches = matcher.find(sentence.read(), alike=True, cues=cues)
            found += bool(matches)
            skimmed = skimmer.skim(sentence, cues)
            assert not matches or skimmed.cued or (skimmed.alike and skimmer.is_enough(sentence, matcher)), sentence
            like = skimmed.alike and skimmer.is_enough(sentence, matcher)
            assert like or matches == matcher.find(sentence.read(), alike=False, cues=cues), sentence
    assert found > 50
