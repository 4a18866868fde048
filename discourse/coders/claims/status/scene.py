"""A sentence with the words of a claim in it, and the triggers around these words."""

from typing import NamedTuple

from discourse.coders.claims.tokens import Sentence
from discourse.coders.claims.triggers import Trigger, Triggers, find_triggers, word_set

_PAUSES = frozenset(",;:–—()")


class Scene(NamedTuple):
    """A sentence, the words of the claim in it, and the triggers outside these words."""

    sentence: Sentence
    positions: tuple[int, ...]
    triggers: Triggers
    language: str

    @property
    def first(self) -> int:
        """The first word of the claim."""
        return self.positions[0]

    @property
    def last(self) -> int:
        """The last word of the claim."""
        return self.positions[-1]

    def runs_over(self, place: int) -> bool:
        """Tell whether a break before a word lies inside the claim itself, as in a claim of "die because of it"."""
        return self.first < place and place in self.positions

    def of(self, kind: str) -> list[Trigger]:
        """Return the triggers of a kind, in order."""
        return self.triggers.get(kind, [])

    def clause(self, at: int) -> int:
        """Return the number of the clause that a word is in."""
        return self.sentence.tokens[at].clause


def scene_of(sentence: Sentence, positions: tuple[int, ...], language: str) -> Scene:
    """Return the scene of a claim whose words are numbered ``positions``."""
    return Scene(sentence, positions, find_triggers(sentence, language, frozenset(positions)), language)


def paused(scene: Scene, at: int) -> bool:
    """Return whether a pause follows a word."""
    return scene.sentence.pauses(at, _PAUSES)


def verbal_words(scene: Scene) -> frozenset[str]:
    """Return the words that are verbs by themselves or stand with one."""
    return word_set("copulas", scene.language) | word_set("auxiliaries", scene.language, "questions")
