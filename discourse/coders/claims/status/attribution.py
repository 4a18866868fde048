"""Whose a claim is: another's, who is said to say it, or the writer's own."""

from functools import partial

from discourse.coders.claims.status.scene import Scene, paused
from discourse.coders.claims.status.scopes import clause_end
from discourse.coders.claims.triggers import Trigger, word_set


def is_attributed(scene: Scene) -> bool:
    """Return whether the claim is put into another's mouth, before it or right after it."""
    for trigger in scene.of("attribution"):
        if trigger.end <= scene.first and scene.first < clause_end(scene, trigger.end, through_that=True):
            return True
        if trigger.start > scene.last and scene.clause(trigger.start) == scene.clause(scene.last):
            return True
        if scene.first < trigger.start < scene.last:
            return True
    return any(_others_say(scene, trigger) for trigger in scene.of("saying"))


def _others_say(scene: Scene, trigger: Trigger) -> bool:
    if trigger.start == 0 or not _is_theirs(scene, trigger):
        return False
    after = 0 < trigger.start - scene.last <= 4 and paused(scene, scene.last) and not _contrasted(scene, trigger)
    end = clause_end(scene, trigger.end, through_that=True)
    governs = sum(trigger.end <= at < end for at in scene.positions) * 2 >= len(scene.positions)
    return (governs and not _shared(scene, trigger)) or after


def _is_theirs(scene: Scene, trigger: Trigger) -> bool:
    """Return whether others than the writer are the subject of a verb of saying."""
    before = scene.sentence.lowers[max(0, trigger.start - 4) : trigger.start]
    word = partial(word_set, language=scene.language)
    own, last = word("first_person"), before[-1:]
    if not word("moods").isdisjoint(last):
        return False
    if word("relatives").intersection(last) and word("people").intersection(before[-2:-1]):
        return not own.union(word("roles")).intersection(before[-3:-2])
    if word("determiners").intersection(last):
        return False
    mine = before[-2:-1] if word("own_mind").isdisjoint(last) else ()
    return not own.intersection(before) or bool(word("my").intersection(mine))


def _contrasted(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a new statement begins between the claim and a verb of saying after it."""
    between = scene.sentence.lowers[scene.last + 1 : trigger.start]
    return bool({"and", "so", "und", "et", "y", "then"}.intersection(between)) or any(
        scene.last < other.start < trigger.start for other in scene.of("contrast")
    )


def _shared(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a verb like "admits" stands between, which the writer shares."""
    return any(trigger.end <= other.start < scene.first for other in scene.of("factive"))


def is_own_view(scene: Scene) -> bool:
    """Return whether the writer says "I" before the claim, in its clause or the one that governs it."""
    own = word_set("first_person", scene.language)
    return bool(own.intersection(scene.sentence.lowers[max(0, scene.first - 6) : scene.first]))
