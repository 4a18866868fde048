"""Ways to say a statement so that it is asserted, rejected, questioned or reported: frames of our own."""

import random
import re

FRAMES = {
    "asserts": (
        "{X}.", "I think {x}.", "It is true that {x}.", "Of course {x}.", "{X}, no doubt about it.",
        "We all know that {x}.", "As I keep saying, {x}.", "I agree that {x}.", "The truth is that {x}.",
        "Let's be honest: {x}.", "Nobody can deny that {x}.", "I have no doubt that {x}.", "{X}!", "Sure, {x}.",
        "There is no question that {x}.", "I never doubted that {x}.", "It can't be a coincidence: {x}.",
    ),
    "rejects": (
        "It is not true that {x}.", "I don't believe that {x}.", "{X}? Nonsense.", "The idea that {x} is a myth.",
        "No, it is simply false that {x}.", "Nobody has ever shown that {x}.", "{X}? That has been debunked.",
        "I don't think {x}.", "It is a lie that {x}.", "There is no evidence that {x}.", "As if {x}!",
        "I doubt that {x}.", "Stop pretending that {x}.", "{X}? No way.", "Who still believes that {x}? Rubbish.",
        "I disagree that {x}.", "Contrary to what is said here, it is wrong that {x}.",
        "Hardly anyone believes that {x}.",
    ),
    "questions": (
        "Is it true that {x}?", "What is the evidence that {x}?", "{X}?", "Are you saying that {x}?",
        "I wonder whether {x}.", "Can anyone show me that {x}?", "How do you know that {x}?", "Do we know if {x}?",
        "Does anybody have a source for the claim that {x}?", "I am not sure whether {x}.", "So {x}?",
        "Has anyone checked whether {x}?", "Could it be that {x}?",
    ),
    "reports": (
        "According to the article, {x}.", "They say that {x}.", "Some people claim that {x}.", "He told us that {x}.",
        "The government says {x}.", "My neighbour believes that {x}.", "You say that {x}.",
        "The headline says that {x}.",
        "Her argument is that {x}.", "There is a rumour that {x}.", "The author writes that {x}.",
        "It is often said that {x}.", "The company insists that {x}.", "Supposedly {x}, or so they tell us.",
    ),
}  # fmt: skip
_VERB = re.compile(
    r"\b(is|are|was|were|should|can|will|would|must|could|has|have|does|do|may|might)\b(?!\s+(?:not|never)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(is|are|was|were|should|can|will|would|must|could|has|have|does|do|may|might)\s+(?:not|never)\b", re.IGNORECASE
)


def said_as(statement: str, chance: random.Random) -> tuple[str, str]:
    """Return a statement in one of the frames, and the status that the frame gives it."""
    status = chance.choice(sorted(FRAMES))
    bare = statement.strip().rstrip(".!?")
    frame = chance.choice(FRAMES[status])
    return frame.replace("{X}", bare[:1].upper() + bare[1:]).replace("{x}", _small(bare)), status


def _small(statement: str) -> str:
    """Return a statement as it stands after "that": its first letter small, but for "I" and capitals.

    >>> _small("The road is closed"), _small("NATO is here"), _small("I was there")
    ('the road is closed', 'NATO is here', 'I was there')
    """
    first = statement.split(" ", 1)[0]
    return statement if first == "I" or first.isupper() else statement[:1].lower() + statement[1:]


def negated(statement: str) -> str | None:
    """Return the contrary of a statement by one "not" more or less, ``None`` where no verb takes one.

    >>> negated("Wolves are dangerous"), negated("Schools should not close"), negated("Rain falls")
    ('Wolves are not dangerous', 'Schools should close', None)
    """
    if _NOT.search(statement):
        return _NOT.sub(r"\1", statement, count=1)
    return _VERB.sub(r"\1 not", statement, count=1) if _VERB.search(statement) else None
