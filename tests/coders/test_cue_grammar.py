"""The grammar of cues: what each form finds, what it leaves, and what is refused with which words."""

import pytest

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.claims.cue_grammar import check_cues
from discourse.coders.claims.cue_index import CueIndex
from discourse.coders.claims.tokens import read_sentences
from discourse.errors import CodebookError

TARGETS = (
    Target(id="us", label="US", names=("US", "U.S.", "United States", "Americans")),
    Target(id="isis", label="IS", names=("ISIS", "IS", "Islamic State")),
)


def book(*cues: str) -> Codebook:
    claim = ClaimType(id="c", label="Claim", definition="Something is so.", cues=cues)
    return Codebook(title="Book", targets=TARGETS, claim_types=(claim,))


def found(cue: str, text: str) -> list[str]:
    (sentence,) = read_sentences(text)
    matches = (match.words for _, match in CueIndex(book(cue)).find(sentence))
    return [" ".join(sentence.shown(number) for number in numbers) for numbers in matches]


FOUND = [
    ("creation", "Their Creations failed.", ["Creations"]),
    ("=creation", "Their creations failed.", []),
    ("extract*", "They were extracting him.", ["extracting"]),
    ("fake|staged", "It was staged.", ["staged"]),
    ("fake|made_up", "It was made up.", ["made up"]),
    ("cover-up", "What a cover-up!", ["cover up"]),
    ("us asset", "Our assets are used by us.", []),
    ("{us} asset", "They are a U.S. asset.", ["U.S asset"]),
    ("{us} asset", "They are a US-run asset.", []),
    ("{us} led", "The US-led forces came.", ["US led"]),
    ("{isis} asset", "ISIS is really an asset.", ["ISIS asset"]),
    ("{isis} asset", "It is an asset.", []),
    ("{isis} asset", "The Islamic State's assets grew.", ["Islamic State's assets"]),
    ("{us} & {isis}", "They let us know what it is.", []),
    ("helicopter ... officer", "A helicopter took away seven of their officers.", ["helicopter officers"]),
    ("helicopter ... officer", "A helicopter of the old kind that flew low took officers.", []),
    ("helicopter & rescue", "They rescued him with a helicopter.", ["rescued helicopter"]),
    ("helicopter & rescue", "They rescued him by car.", []),
    ("show me hard|real? proof", "Show me proof!", ["Show me proof"]),
    ("show me hard|real? proof", "Show me hard proof!", ["Show me hard proof"]),
    ("show proof", "Show green proof!", []),
    ("<shame on you>", "Shame on you!", ["Shame on you"]),
    ("<shame on you>", "Shame on you for saying it!", []),
    ("<source|link>?", "Source?", ["Source"]),
    ("<source|link>?", "The link?", ["link"]),
    ("<source|link>?", "Source: the mayor.", []),
    (" <source|link>? ", "Source.", []),
    ("<source|link>?", "Is it open source?", []),
    ("<shame & you>", "You, the shame!", ["You shame"]),
]


def signs(text: str, *cues: str) -> list[tuple[str, str]]:
    (sentence,) = read_sentences(text)
    return [
        (one.sign, " ".join(sentence.shown(number) for number in one.words))
        for _, one in CueIndex(book(*cues)).find(sentence)
    ]


def test_a_cue_may_say_the_opposite() -> None:
    assert signs("What a barn dance theory!", "! barn dance theory") == [("!", "barn dance theory")]


def test_words_that_are_no_sign_of_the_claim_are_left_by_its_other_cues() -> None:
    cues = ("fake", "- fake leather|tan")
    assert signs("A fake leather bag with a fake label.", *cues) == [("", "fake")]
    assert signs("She has a fake tan.", *cues) == []
    assert signs("The letter was a fake.", *cues) == [("", "fake")]


@pytest.mark.parametrize(("cue", "text", "expected"), FOUND)
def test_found(cue: str, text: str, expected: list[str]) -> None:
    assert found(cue, text) == expected


NO_WORD = "is not a word of the cue grammar; write word, =word, wor*, a|b, word?, {target}, ..., & or <sentence>"
REFUSED = [
    ("made (up", f'"(up" {NO_WORD}'),
    ("a*", '"a*" would find too many words; write two letters at least before the star'),
    ("=b|a*", '"=b|a*" would find too many words; write two letters at least before the star'),
    ("[ab]+", f'"[ab]+" {NO_WORD}'),
    ("fake|", f'"fake|" {NO_WORD}'),
    ("{un} vote", 'no target "un" in the codebook (targets: isis, us)'),
    ("... fake", 'a word has to stand at both ends and on both sides of "..." and "&"'),
    ("fake &", 'a word has to stand at both ends and on both sides of "..." and "&"'),
    ("the? fake", 'a word has to stand at both ends and on both sides of "..." and "&"'),
    ("", "a cue has 1 to 24 words; this one has 0"),
    ("x " * 24 + "x", "a cue has 1 to 24 words; this one has 25"),
]


@pytest.mark.parametrize(("cue", "why"), REFUSED, ids=[cue[:12] for cue, _ in REFUSED])
def test_refused_with_its_place(cue: str, why: str) -> None:
    with pytest.raises(CodebookError) as refused:
        check_cues(book(cue))
    assert str(refused.value) == f'Book: cue "{cue}" of claim type "c": {why}'


def test_a_refusal_is_one_short_line() -> None:
    title, cue = "A title\n  on two lines", "fake\n(" + "very " * 10_000 + "fake"
    claim = ClaimType(id="c", label="Claim", definition="Something is so.", cues=(cue, "(" * 10_000))
    with pytest.raises(CodebookError) as refused:
        check_cues(Codebook(title=title, claim_types=(claim,)))
    shown = "fake (" + "very " * 14 + "ver…"
    words = "a cue has 1 to 24 words; this one has 10002"
    assert str(refused.value) == f'A title on two lines: cue "{shown}" of claim type "c": {words}'
    with pytest.raises(CodebookError) as refused:
        check_cues(book("(" * 10_000))
    assert len(str(refused.value)) < 400


def test_too_many_cues_are_refused() -> None:
    with pytest.raises(CodebookError, match="more than 2,000 cues"):
        check_cues(book(*["word"] * 2_001))


def test_a_shouted_sentence_names_nobody_by_its_small_words() -> None:
    assert found("{isis} asset", "THAT IS A REAL ASSET TO ALL OF US") == []


def test_a_hostile_sentence_is_matched_in_bounded_time() -> None:
    cue = " ... ".join(["x|y"] * 12)
    (sentence,) = read_sentences("x " * 400)
    assert len(list(CueIndex(book(cue)).find(sentence))) == 389
