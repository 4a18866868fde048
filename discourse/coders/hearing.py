"""What one sentence says by itself: the claims in it with their status, and what it answers.

That depends on nothing but the sentence and on the cues that are looked for, and the sentences of comments recur
("Exactly.", "How do you know that?"), so what was heard in short ones is remembered. Not where descriptions are looked
for as well, which weigh as much as they are rare in the thread.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from discourse.coders.answers import AnswerKind, read_answer
from discourse.coders.matching import Described, Match, Matcher, Said
from discourse.coders.status import AFTER, ROLLING_EYES, ClaimStatus, Mention, read_status
from discourse.coders.tokens import Sentence, Unread

BARE = frozenset({"yes", "yeah", "yep", "no", "nope", "nah", "ja", "nein", "nö", "oui", "non", "si", "sí"})
_SHORT = 160
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

    def hear(self, sentence: "Listened", sought: Sought, said: Sequence[Said], *, alike: bool) -> Heard:
        """Return the claims of a sentence; ``said`` are those that its meaning makes likely."""
        key = None if alike or said else _key(sentence.unread, sought.language)
        if key is None:
            return self._listen(sentence, sought, said, alike=alike)
        heard = self._heard.get((key, sought.cues))
        if heard is None:
            if len(self._heard) >= _REMEMBERED:
                self._heard.clear()
            heard = self._heard[key, sought.cues] = self._listen(sentence, sought, said, alike=alike)
        return heard

    def answer(self, sentence: "Listened", sought: Sought) -> Answering | None:
        """Return what a sentence answers, ``None`` where it is no answer."""
        key = _key(sentence.unread, sought.language)
        if key is None:
            return _answering(sentence.read, sought.language)
        if key not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[key] = _answering(sentence.read, sought.language)
        return self._answers[key]

    def _listen(self, sentence: "Listened", sought: Sought, said: Sequence[Said], *, alike: bool) -> Heard:
        read = sentence.read
        matches = sought.matcher.find(read, said, alike=alike, cues=sought.cues)
        made = (self._mentioned(read, match, sought.language) for match in matches)
        return Heard(frozenset(match.claim for match in matches), tuple(one for one in made if one))

    def _mentioned(self, sentence: Sentence, match: Match, language: str) -> Mentioned | None:
        """Return the claim of a match; an act is done or, where it is negated, not there at all."""
        mention = read_status(sentence, match.positions, language, match.flips)
        if match.claim in self._acts:
            if mention.status == "rejects":
                return None
            mention = Mention("asserts", max(mention.certainty, _ACT_CERTAINTY))
        rank = (2 + mention.verdict) if mention.status in {"asserts", "rejects"} else 1
        span = _span(sentence, match.positions[0], match.positions[-1])
        return Mentioned(match.claim, mention.status, match.probability * mention.certainty, span, rank)


class Listened:
    """A sentence that is read when something is asked of its words."""

    def __init__(self, unread: Unread) -> None:
        self.unread = unread
        self._read: Sentence | None = None

    @property
    def read(self) -> Sentence:
        """The sentence with its words."""
        if self._read is None:
            self._read = self.unread.read()
        return self._read


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

    Marks of sarcasm count after the sentence, too; where there may be one, nothing is remembered.
    """
    start, end = unread.span
    shown = unread.text[start : end + AFTER]
    if end - start > _SHORT or unread.quotes or "/" in shown or ROLLING_EYES in shown:
        return None
    return shown[: end - start], unread.quoted_line, language
