"""Signs that a claim is not meant as it stands: sarcasm, praise after it, quotation marks at arm's length."""

from discourse.coders.claims.beside import afterthought, forethought
from discourse.coders.claims.status.scene import Scene
from discourse.coders.claims.triggers import Trigger, word_set

AFTER = 5
"""Characters after a sentence in which a mark of sarcasm still belongs to it."""
ROLLING_EYES = "\N{FACE WITH ROLLING EYES}"
SCARE_QUOTE_WORDS = 3
"""Quotation marks around so few words keep them at arm's length; around more they quote."""


def is_sarcastic(scene: Scene) -> bool:
    """Return whether a set phrase or a mark after the claim says the opposite is meant: "/s", rolling eyes."""
    after = scene.sentence.text[scene.sentence.tokens[scene.last].end : scene.sentence.span.end + AFTER]
    marked = "/s" in after and "/s" in after.split()
    spoken = any(not _guesses_about_you(scene, trigger) for trigger in scene.of("sarcasm"))
    return (
        marked
        or spoken
        or ROLLING_EYES in after
        or _praised(scene)
        or scoffed_at(scene.sentence.text, scene.sentence.span.start, scene.language)
    )


def scoffed_at(text: str, begin: int, language: str) -> bool:
    """Return whether what stands before a sentence is mockery: "Yeah, right. They did it for our health."."""
    return begin > 0 and forethought(text, begin) in word_set("scoffs", language)


def _guesses_about_you(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a phrase is no irony but a taunt: "Let me guess, you are a fool"."""
    following = scene.sentence.lowers[trigger.end : trigger.end + 1]
    return scene.sentence.lowers[trigger.end - 1] == "guess" and following in {("you",), ("you're",), ("your",)}


def mocks(first: str, language: str) -> bool:
    """Return whether a sentence that begins with a word may mock, as the sentence after it would tell."""
    return first.casefold().strip(",") in word_set("mocking", language)


def _praised(scene: Scene) -> bool:
    """Return whether a mocking sentence is praised for its wit by the one after it: "So they did it all. Genius."."""
    sentence = scene.sentence
    if not mocks(sentence.lowers[0], scene.language):
        return False
    return afterthought(sentence.text, sentence.span.end) in word_set("afterthoughts", scene.language)


def is_scare_quoted(scene: Scene) -> bool:
    """Return whether a word or two in quotes are half of the claim's words or more: "the 'drained' pond"."""
    short = [range(start, end) for start, end in scene.sentence.quotes if end - start <= SCARE_QUOTE_WORDS]
    return any(2 * sum(at in words for at in scene.positions) >= len(scene.positions) for words in short)


def is_quoted(scene: Scene) -> bool:
    """Return whether all of the claim is in one quotation."""
    quotes = scene.sentence.quotes
    return bool(quotes) and any(start <= scene.first and scene.last < end for start, end in quotes)
