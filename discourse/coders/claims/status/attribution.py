"""Whose a claim is: another's, who is said to say it, or the writer's own."""

from functools import partial

from discourse.coders.claims.status.scene import Scene, paused
from discourse.coders.claims.status.scopes import clause_end
from discourse.coders.claims.triggers import Trigger, word_set

_OF_NAME, _OF_SUBJECT = 4, 5
"""Words between a verb of naming and the name, and words of a subject with its verb, at most."""
_NO_NAME = frozenset({"about", "for", "on", "off", "in", "from", "over", "out"})
_ARTICLES = frozenset({"a", "an", "ein", "eine", "einen", "un", "une", "una"})


def is_attributed(scene: Scene) -> bool:
    """Return whether the claim is put into another's mouth, before it or right after it."""
    for trigger in scene.of("attribution"):
        if trigger.end <= scene.first and scene.first < clause_end(scene, trigger.end, through_that=True):
            return True
        if trigger.start > scene.last and scene.clause(trigger.start) == scene.clause(scene.last):
            return True
        if scene.first < trigger.start < scene.last:
            return True
    named = any(_others_name(scene, trigger) for trigger in scene.of("naming"))
    return named or any(_others_say(scene, trigger) for trigger in scene.of("saying"))


def _others_say(scene: Scene, trigger: Trigger) -> bool:
    if trigger.start == 0 or not _is_theirs(scene, trigger) or _is_nobodys(scene, trigger):
        return False
    if not word_set("concessions", scene.language).isdisjoint(scene.sentence.lowers[: trigger.start][-_OF_SUBJECT:]):
        return False
    after = 0 < trigger.start - scene.last <= 4 and paused(scene, scene.last) and not _contrasted(scene, trigger)
    end = clause_end(scene, trigger.end, through_that=True)
    governs = sum(trigger.end <= at < end for at in scene.positions) * 2 > len(scene.positions)
    return (governs and not _shared(scene, trigger)) or after


def _others_name(scene: Scene, trigger: Trigger) -> bool:
    """Return whether others give something the name that the claim is: "the mayor calls it a jungle"."""
    between = scene.sentence.lowers[trigger.end : scene.first + 1]
    return (
        0 < trigger.start < scene.first <= trigger.end + _OF_NAME
        and not _ARTICLES.isdisjoint(between)
        and _NO_NAME.isdisjoint(between)
        and not any(paused(scene, at) for at in range(trigger.start, scene.first))
        and _is_theirs(scene, trigger)
    )


def _is_nobodys(scene: Scene, trigger: Trigger) -> bool:
    """Return whether nobody is the subject of a verb of saying: "no sane man believes"."""
    places = range(max(0, trigger.start - _OF_SUBJECT), trigger.start)
    found = next((at for at in places if scene.sentence.lowers[at] in word_set("nobodies", scene.language)), -1)
    return found >= 0 and not any(paused(scene, at) for at in range(found, trigger.start))


def _is_theirs(scene: Scene, trigger: Trigger) -> bool:
    """Return whether others than the writer are the subject of a verb of saying."""
    before = scene.sentence.lowers[max(0, trigger.start - 4) : trigger.start]
    word = partial(word_set, language=scene.language)
    own, last = word("first_person"), before[-1:]
    if not word("moods").isdisjoint(last) and word("seeming").isdisjoint(before[-2:-1]):
        return False
    if word("relatives").intersection(last) and word("people").intersection(before[-2:-1]):
        return not own.union(word("roles")).intersection(before[-3:-2])
    if word("determiners").intersection(last) and not (trigger.start == 1 and last == ("some",)):
        return False
    named = own.intersection(before)
    return not named or (named <= word("my") and word("own_mind").isdisjoint(before))


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
