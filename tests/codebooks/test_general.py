"""The codebook "general": what its cues find in sentences of our own, and what only looks like it."""

import pytest

from discourse.codebook import load_codebook
from discourse.coders.claims.matching import Described, constant_matcher
from discourse.coders.claims.tokens import read_sentences

BOOK = load_codebook("general")
MATCHER = constant_matcher(Described.of(BOOK))


def found(text: str) -> set[str]:
    matches = (match for sentence in read_sentences(text) for match in MATCHER.find(sentence))
    return {BOOK.claim_types[match.claim].id for match in matches}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Source?", "evidence_demanded"),
        ("Where is your proof for the second figure?", "evidence_demanded"),
        ("The minutes are at http://example.org/minutes.", "evidence_offered"),
        ("The whole story is made up.", "made_up"),
        ("The protest was staged.", "hidden_hand"),
        ("Coincidence?", "hidden_hand"),
        ("One rule for them and another for us.", "double_standard"),
        ("They will never finish it.", "prediction"),
        ("It will be gone by Sunday.", "prediction"),
        ("I was there when it happened.", "eyewitness"),
        ("I counted eleven swans.", "eyewitness"),
        ("I spent nine years in the bakery.", "personal_experience"),
        ("I bought one in March.", "personal_experience"),
        ("Ich habe den Kuchen gestern gebacken.", "personal_experience"),
        ("We must demand an inquiry.", "call_to_action"),
        ("Wake up!", "call_to_action"),
        ("What a one-sided article.", "media_criticism"),
        ("You are an idiot.", "personal_attack"),
        ("I take that survey with a pinch of salt.", "source_credibility"),
        ("It is all the mayor's fault.", "blame"),
    ],
)
def test_what_people_do_is_found(text: str, claim: str) -> None:
    assert claim in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is open source software.",
        "There are many sources of heat.",
        "Quelle honte!",
        "You pay by the gigabyte of data, where you live.",
        "You will be responsible for the garden.",
        "At an early stage the choir was small.",
        "The two fairs coincide.",
        "We manage the servers with Puppet.",
        "This works for me, but not for her.",
        "It will appear at the top of the page.",
        "I found your blog by chance.",
        "We saw that coming.",
        "After two years of work the bridge is open.",
        "Nurses work as a team, such as a doctor needs.",
        "Join our choir on Tuesday.",
        "Could you please share the recipe?",
        "When they sit down and stand up the sofa moves.",
        "You can ignore the warning.",
        "We need your help with the tent.",
        "There is a typo in line four.",
        "A strong reaction, so let me explain the logic behind it.",
    ],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert found(text) == set()
