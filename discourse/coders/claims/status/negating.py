"""Which words negators and denials turn over: as often as their scopes cover them."""

from collections.abc import Sequence

from discourse.coders.claims.status.scene import Scene, paused, scene_of, verbal_words
from discourse.coders.claims.status.scopes import clause_end, reaches, scope_of
from discourse.coders.claims.tokens import Sentence
from discourse.coders.claims.triggers import Trigger, find_triggers, word_set

_OF_NOUN = 3
"""Words between "the" and the last word of a noun, at most, as in "the guns and money they sent"."""
_THINKING = frozenset({"think", "thinks", "thought", "believe", "believes", "believed", "says", "said"})
_NEEDS, _TO = frozenset({"need", "take", "takes", "have", "braucht", "muss"}), frozenset({"to", "zu"})


def polarity(sentence: Sentence, positions: Sequence[int], language: str = "en") -> list[bool]:
    """Return for each word whether negation turns it over, counting each negator and denial whose scope covers it."""
    scene = scene_of(sentence, tuple(positions), language)
    counts = negations(scene, None)
    return [counts[at] % 2 == 1 for at in scene.positions]


def subjects(sentence: Sentence, positions: Sequence[int], language: str = "en") -> list[bool]:
    """Return for each word whether it is the subject of what a negator denies: "dogs" of "dogs do not bite"."""
    scene = scene_of(sentence, tuple(positions), language)
    return [
        any(at < trigger.start and at in scope_of(scene, trigger) for trigger in scene.of("negators"))
        for at in scene.positions
    ]


def negates(sentence: Sentence, positions: Sequence[int], language: str = "en") -> bool:
    """Return whether a negator or a denial is among these words themselves."""
    here = set(positions)
    found = find_triggers(sentence, language)
    return any(
        here.intersection(range(trigger.start, trigger.end))
        for kind in ("negators", "deniers")
        for trigger in found.get(kind, ())
    )


def negations(scene: Scene, ignored: int | None) -> dict[int, int]:
    """Return for each word of the claim how many negators and denials before or around it cover it."""
    counts = dict.fromkeys(scene.positions, 0)
    governing = governing_denials(scene)
    governed = any(trigger.end <= scene.first for trigger in governing)
    reached = range(0)
    for trigger in scene.of("negators"):
        about_denial = governed and trigger.start > scene.last
        if (
            trigger.start != ignored
            and not about_denial
            and not _no_this_no_that(scene, trigger)
            and not _interjected(scene, trigger)
            and not _taken_for_granted(scene, trigger)
            and not _needless(scene, trigger)
        ):
            scope = scope_of(scene, trigger)
            known = reached if _goes_on(scene, trigger) else range(0)
            for at in scene.positions:
                counts[at] += at in scope and at not in known
            reached = scope
    for at, count in denials(scene, ignored).items():
        counts[at] += count
    return counts


def denials(scene: Scene, ignored: int | None) -> dict[int, int]:
    """Return for each word of the claim how many denials before it, or negations of these, cover it."""
    counts = dict.fromkeys(scene.positions, 0)
    for trigger in governing_denials(scene):
        reach = clause_end(scene, trigger.end, through_that=True)
        negators = [other for other in scene.of("negators") if other.start != ignored]
        denied = any(reaches(scene, other, trigger.start) for other in negators)
        for at in scene.positions:
            counts[at] += trigger.end <= at < reach
        if denied and not any(reaches(scene, other, scene.first) for other in scene.of("negators")):
            for at in scene.positions:
                counts[at] += trigger.end <= at < reach
    return counts


def _goes_on(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a negator goes on with one before it: "nothing for marks and nothing for order", "nor"."""
    lowers = scene.sentence.lowers
    said = lowers[trigger.start : trigger.end]
    joined = trigger.start > 0 and lowers[trigger.start - 1] in {"and", "or"}
    return said in {("nor",), ("neither",)} or (joined and said[0] in lowers[: trigger.start])


def _interjected(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a "no" answers something and negates nothing in its sentence: "So no, it is not"."""
    said = scene.sentence.lowers[trigger.start : trigger.end]
    return said in {("no",), ("nein",), ("non",)} and paused(scene, trigger.start)


def _no_this_no_that(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a "no" is one of "No X, no Y" or "no X means no Y", which says that Y hangs on X."""
    lowers = scene.sentence.lowers
    twice = [at for at, word in enumerate(lowers) if word in {"no", "kein", "keine", "sin"}]
    return (
        trigger.start in twice[:2]
        and len(twice) >= 2
        and not any(paused(scene, at) for at in range(twice[1], len(lowers) - 1))
        and twice[0] <= 1
        and twice[1] - twice[0] <= 6
        and len(lowers) <= 9
    )


def _taken_for_granted(scene: Scene, trigger: Trigger) -> bool:
    """Return whether what is negated is not what a relative clause says: "not sure the arms they sent were new"."""
    lowers, within = scene.sentence.lowers, word_set("relative_subjects", scene.language)
    denials = {trigger.end + that for trigger in scene.of("denial_nouns") for that in (0, 1)}
    subjects = (
        at
        for at in range(2, scene.last)
        if lowers[at] in within and at not in denials and lowers[at - 1] not in _THINKING
    )
    nouns = (_noun_before(scene, at) for at in subjects)
    return any(
        0 <= begin < scene.first
        and (trigger.end <= begin or trigger.start > scene.last)
        and lowers[begin - 1] not in word_set("telling", scene.language)
        and not any(paused(scene, place) for place in range(begin, scene.last))
        for begin in nouns
    )


def _needless(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a negator says what it does not take to see the claim: "you don't need a map to see that"."""
    lowers = scene.sentence.lowers
    needs = not _NEEDS.isdisjoint(lowers[trigger.end : trigger.end + 2])
    seeing = word_set("seeing", scene.language)
    return needs and any(lowers[at - 1] in _TO and lowers[at] in seeing for at in range(trigger.end + 1, scene.first))


def _noun_before(scene: Scene, at: int) -> int:
    """Return where "the" or the like stands of a noun right before a word, -1 where there is none near."""
    lowers, small = scene.sentence.lowers, word_set("determiners", scene.language)
    places = range(at - 2, max(at - 2 - _OF_NOUN, -1), -1)
    begin = next((place for place in places if lowers[place] in small), -1)
    return -1 if any(lowers[place] in verbal_words(scene) for place in range(begin, at)) else begin


def governing_denials(scene: Scene) -> list[Trigger]:
    """Return the denials that govern what follows them: verbs, and nouns with "that", "of", "about" after them."""
    if not scene.of("denial_nouns"):
        return _apart(sorted(scene.of("deniers")))
    joins = word_set("complements", scene.language)
    nouns = [
        trigger
        for trigger in scene.of("denial_nouns")
        if joins.intersection(scene.sentence.lowers[trigger.end : trigger.end + 2])
        and not paused(scene, trigger.end - 1)
    ]
    return _apart(sorted([*scene.of("deniers"), *nouns]))


def _apart(triggers: list[Trigger]) -> list[Trigger]:
    """Return the triggers that share no word with one before them: "it's a lie that" denies once."""
    kept: list[Trigger] = []
    for trigger in triggers:
        if not kept or trigger.start >= kept[-1].end:
            kept.append(trigger)
    return kept
