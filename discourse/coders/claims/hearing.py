"""What one sentence says by itself: the claims in it with their status, and what it answers.

That depends on nothing but the sentence and on the cues that are looked for, and the sentences of comments recur
("Exactly.", "How do you know that?"), so what was heard in short ones is remembered. Not where descriptions are looked
for as well, which weigh as much as they are rare in the thread.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from discourse.coders.claims.answers import AnswerKind, read_answer
from discourse.coders.claims.matching import Described, Match, Matcher, Said
from discourse.coders.claims.questions import disbelieved
from discourse.coders.claims.status import ClaimStatus, Mention, read_status
from discourse.coders.claims.status.irony import AFTER, ROLLING_EYES, mocks, scoffed_at
from discourse.coders.claims.tokens import Sentence, Unread

BARE = frozenset({"yes", "yeah", "yep", "no", "nope", "nah", "ja", "nein", "nö", "oui", "non", "si", "sí"})
_SHORT = 60
"""Characters of a sentence that may be remembered: longer ones seldom recur."""
_REMEMBERED = 20_000
_ACT_CERTAINTY = 0.8


class Mentioned(NamedTuple):
    """A claim with its status in a sentence; the span counts from the sentence's first character.

    ``rank`` says how much that place counts.
    """

    claim: int
    status: ClaimStatus
    probability: float
    span: tuple[int, int]
    rank: int


class Heard(NamedTuple):
    """The claims that show in a sentence, and those of them that it makes."""

    claims: frozenset[int]
    made: tuple[Mentioned, ...]


class Answering(NamedTuple):
    """What a sentence says to what it answers; ``is_bare`` tells that it is a mere yes or no."""

    kind: AnswerKind
    is_bare: bool
    span: tuple[int, int]


class Sought(NamedTuple):
    """What is looked for in a text: by the words of status of a language, for these cues, by this matcher."""

    language: str
    cues: tuple[int, ...]
    matcher: Matcher


class Hopeful(NamedTuple):
    """A sentence that may make a claim.

    ``said`` are the claims that its meaning makes likely; ``alike`` tells whether descriptions are looked for, too.
    """

    unread: Unread
    sought: Sought
    said: Sequence[Said]
    alike: bool


NOTHING = Heard(frozenset(), ())
_Key = tuple[str, bool, str]


class Ear:
    """The claims of a codebook as they are heard; ``acts`` are those that are done, not held."""

    def __init__(self, described: Described, acts: frozenset[int]) -> None:
        self.described, self._acts = described, acts
        self._heard: dict[tuple[_Key, tuple[int, ...]], Heard] = {}
        self._answers: dict[_Key, Answering | None] = {}

    @staticmethod
    @lru_cache(maxsize=16)
    def of(described: Described, acts: frozenset[int]) -> "Ear":
        """Return the ear for a codebook."""
        return Ear(described, acts)

    def hear(self, sentences: Sequence[Hopeful]) -> list[Heard]:
        """Return the claims of each of some sentences."""
        keys = [None if one.alike or one.said else _key(one.unread, one.sought.language) for one in sentences]
        both = list(zip(keys, sentences, strict=True))
        heard = [self._heard.get((key, one.sought.cues)) if key else None for key, one in both]
        new = [at for at, known in enumerate(heard) if known is None]
        for at, found in zip(new, self._listen([sentences[at] for at in new]), strict=True):
            heard[at] = found
            if key := keys[at]:
                if len(self._heard) >= _REMEMBERED:
                    self._heard.clear()
                self._heard[key, sentences[at].sought.cues] = found
        return [found for found in heard if found]

    def answer(self, unread: Unread, sought: Sought) -> Answering | None:
        """Return what a sentence answers, ``None`` where it is no answer."""
        key = _key(unread, sought.language)
        if key is None:
            return _answering(unread.read(), sought.language)
        if key not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[key] = _answering(unread.read(), sought.language)
        return self._answers[key]

    def _listen(self, sentences: Sequence[Hopeful]) -> Iterator[Heard]:
        """Yield the claims of sentences; one step is taken for all of them before the next, which is faster."""
        read = [one.unread.read() for one in sentences]
        found = [
            one.sought.matcher.find(sentence, one.said, alike=one.alike, cues=one.sought.cues)
            for sentence, one in zip(read, sentences, strict=True)
        ]
        for sentence, matches, one in zip(read, found, sentences, strict=True):
            made = [self._mentioned(sentence, match, one.sought.language) for match in matches]
            yield Heard(frozenset([match.claim for match in matches]), tuple([each for each in made if each]))

    def _mentioned(self, sentence: Sentence, match: Match, language: str) -> Mentioned | None:
        """Return the claim of a match; an act is done or, where it is negated or another's, not there at all."""
        mention = read_status(sentence, match.positions, language, match.flips)
        if match.claim in self._acts:
            if sentence.quoted_line or (mention.status == "rejects" and _undone(sentence, match, mention, language)):
                return None
            mention = Mention("asserts", max(mention.certainty, _ACT_CERTAINTY))
        rank = (2 + mention.verdict) if mention.status in {"asserts", "rejects"} else 1
        span = _span(sentence, match.positions[0], match.positions[-1])
        return Mentioned(match.claim, mention.status, match.probability * mention.certainty, span, rank)


def _undone(sentence: Sentence, match: Match, mention: Mention, language: str) -> bool:
    """Return whether an act is denied outright or by the words up to it: "As a nurse I would not" speaks as a nurse."""
    end = match.positions[-1] + 1
    upto = sentence._replace(tokens=sentence.tokens[:end], lowers=sentence.lowers[:end])
    return mention.verdict or read_status(upto, match.positions, language, match.flips).status == "rejects"


def _answering(sentence: Sentence, language: str) -> Answering | None:
    answer = read_answer(sentence, language)
    if answer is None:
        return None
    bare = BARE.issuperset(token.lower for token in sentence.tokens[answer.start : answer.end])
    return Answering(answer.kind, bare, _span(sentence, answer.start, answer.end - 1))


def _span(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    start = sentence.span.start
    return sentence.tokens[first].start - start, sentence.tokens[last].end - start


def _key(unread: Unread, language: str) -> _Key | None:
    """Return all that what a sentence says depends on; ``None`` for a sentence that is not remembered.

    Marks of sarcasm count after the sentence, too, after a mocking one or a question an afterthought, and mockery
    before it; where there may be one, nothing is remembered.
    """
    start, end = unread.span
    shown = unread.text[start : end + AFTER]
    if end - start > _SHORT or unread.quotes or "/" in shown or ROLLING_EYES in shown:
        return None
    if end < len(unread.text) and mocks(shown.split(maxsplit=1)[0] if shown.strip() else "", language):
        return None
    if scoffed_at(unread.text, start, language) or disbelieved(unread.text, end, language):
        return None
    return shown[: end - start], unread.quoted_line, language
