"""Verdicts on a claim: that it is a fairy tale, a myth, nonsense, or no longer held."""

from discourse.coders.claims.status.scene import Scene
from discourse.coders.claims.status.scopes import NEAR, raises, reaches
from discourse.coders.claims.triggers import Trigger, find_triggers, word_set


def called_false(scene: Scene) -> list[Trigger]:
    """Return the claim's words that call something false that is pointed at: "this fairy tale", not "it is one"."""
    every = find_triggers(scene.sentence, scene.language).get("falsehoods", ())
    return [
        trigger
        for trigger in every
        if {trigger.start, trigger.start - 1}.intersection(scene.positions) and _pointed_at(scene, trigger)
    ]


def _pointed_at(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a word for a falsehood is pointed at, with one word between at most: "that old hoax"."""
    before = scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]
    verbs = word_set("copulas", scene.language) | word_set("determiners", scene.language)
    return any(
        word in word_set("pointing", scene.language) and verbs.isdisjoint(before[at + 1 :])
        for at, word in enumerate(before)
    )


def is_credited(scene: Scene, falsehood: Trigger) -> bool:
    """Return whether it is said who believes a falsehood or does not: whoever says so holds it to be one."""
    near = range(falsehood.start - NEAR, falsehood.end + NEAR)
    return any(
        trigger.start in near
        and (trigger.end <= falsehood.start or scene.language[:2] == "de")
        and scene.clause(trigger.start) == scene.clause(falsehood.start)
        for trigger in find_triggers(scene.sentence, scene.language).get("credence", ())
    )


def verdicts_after(scene: Scene) -> int:
    """Return 1 where a verdict against the claim follows it, 2 where that is itself negated, else 0."""
    for trigger in (*scene.of("verdicts_against"), *scene.of("fables")):
        if trigger.start > scene.last and _linked(scene, trigger):
            negators = [other for other in scene.of("negators") if other.start > scene.last]
            negated = any(reaches(scene, other, trigger.start) for other in negators)
            counted = any(reaches(scene, other, scene.last) for other in negators)
            return 1 + (negated and not counted)
    return int(
        any(
            trigger.start > scene.last
            and scene.clause(trigger.start) != scene.clause(scene.last)
            and _refers_back(scene, trigger)
            for trigger in scene.of("deniers")
        )
    )


def is_disowned_after(scene: Scene) -> bool:
    """Return whether a later clause takes the claim back: "…, so I don't think it is the cause"."""
    own = word_set("first_person", scene.language)
    return any(
        trigger.start > scene.last
        and scene.clause(trigger.start) != scene.clause(scene.last)
        and raises(scene, trigger)
        and bool(own.intersection(scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]))
        for trigger in scene.of("negators")
    )


def _linked(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a verdict is said of the claim: "X is a myth", "X, which is nonsense", "X: rubbish"."""
    between = scene.sentence.lowers[scene.last + 1 : trigger.start]
    if scene.clause(trigger.start) == scene.clause(scene.last):
        return trigger.start - scene.last <= 2 or bool(word_set("copulas", scene.language).intersection(between))
    return _refers_back(scene, trigger) or trigger.start - scene.last == 1


def _refers_back(scene: Scene, trigger: Trigger) -> bool:
    """Return whether the clause of a verdict begins with a word for the claim: "but that …", "which …"."""
    tokens = scene.sentence.tokens
    clause = tokens[trigger.start].clause
    opening = next(place for place, token in enumerate(tokens) if token.clause == clause)
    words = [token.lower for token in tokens[opening : opening + 3]]
    back = word_set("subjects", scene.language, "answers") | {"which", "there", "there's", "was", "lo"}
    return trigger.start - opening <= 8 and (bool(back.intersection(words)) or trigger.start - opening <= 1)
