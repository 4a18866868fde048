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


def alike(text: str, book: Codebook = BOOK) -> list[bool]:
    described = Described.of(book)
    matcher, skimmer = Matcher(described, {}, 0), Skimmer(described)
    return [skimmer.may_be_alike(one, matcher) for one in unread_sentences(text)]


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
    assert alike(text) == [may]


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
            like = skimmer.may_be_alike(sentence, matcher)
            assert like or matches == matcher.find(sentence.read(), alike=False, cues=cues), sentence
    assert found > 50
