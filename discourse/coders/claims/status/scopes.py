"""How far the words that turn a claim over reach: where clauses and phrases end, and where subjects begin."""

from functools import partial

from discourse.coders.claims.status.scene import Scene, paused, verbal_words
from discourse.coders.claims.triggers import Trigger, word_set

SHORT_SCOPE = 5
"""Words that "without" and its like reach."""
NEAR = 4
"""Words between "believe" and what is believed."""
_COMMA = frozenset(",")
_DOING = frozenset({"do", "does", "did"})
_NO, _NOTHING = frozenset({"no", "zero"}), frozenset({"nothing", "nobody", "none"})
_NO_VERBS = frozenset({
    "with", "for", "to", "of", "from", "about", "by", "at", "in", "on", "like", "than", "as", "and", "or", "but", "if",
    "that", "because", "when", "so", "then", "since", "while", "although", "though", "over", "into", "after", "before",
})  # fmt: skip
"""Words after which "nothing" or "no" is the object of no verb."""
_TIMES = frozenset({"before", "after", "when", "until", "once"})
_DID_NOT = frozenset({"didn't", "didnt"})
_OBJECTS = frozenset({"a", "one", "any", "it", "him", "her", "them", "you", "this", "that", "these", "those", "your"})


def scope_of(scene: Scene, trigger: Trigger) -> range:
    """Return the words that a negator reaches: to the end of its clause, and back to the subject of its verb."""
    lowers = scene.sentence.lowers
    if " ".join(lowers[trigger.start : trigger.end]) in word_set("short_negators", scene.language):
        return range(
            trigger.end,
            min(trigger.end + SHORT_SCOPE, clause_end(scene, trigger.end), _phrase_end(scene, trigger.end)),
        )
    if _sets_apart(scene, trigger):
        return range(trigger.end, min(trigger.end + 3, _phrase_end(scene, trigger.end)))
    raised = raises(scene, trigger)
    relative = _in_relative_clause(scene, trigger)
    end = clause_end(scene, trigger.end, through_that=raised)
    if relative and not raised:
        end = _second_verb(scene, trigger, end)
    end = min(end, _next_predicate(scene, trigger), _after_disbelief(scene, trigger) if raised else end)
    if any(other.end <= trigger.start for other in scene.of("conditional")):
        end = min(end, _pause_after(scene, trigger.end))
    begin = trigger.end if raised or relative else _subject_start(scene, trigger)
    return range(begin, end)


def _next_predicate(scene: Scene, trigger: Trigger) -> int:
    """Return where a verb begins that is not the one after "did not": "they did not wait and drained it"."""
    lowers = scene.sentence.lowers
    end = len(lowers)
    if "did" not in lowers[max(0, trigger.start - 1) : trigger.start] and lowers[trigger.start] not in _DID_NOT:
        return end
    ands = (at for at in range(trigger.end, end - 1) if lowers[at] == "and")
    return next((at for at in ands if lowers[at + 1].endswith("ed")), end)


def _after_disbelief(scene: Scene, trigger: Trigger) -> int:
    """Return where a clause begins after what is not believed: "I don't believe a word of that, the pond is dry"."""
    lowers, end = scene.sentence.lowers, len(scene.sentence.lowers)
    near = range(trigger.end, min(trigger.end + NEAR, end))
    verb = next((at for at in near if lowers[at] in word_set("credence", scene.language)), end)
    if verb + 1 >= scene.first or lowers[verb + 1] not in _OBJECTS:
        return end
    pauses = [at for at in range(verb + 1, scene.first) if paused(scene, at)]
    return pauses[0] + 1 if len(pauses) == 1 and _begins_clause(scene, pauses[0] + 1) else end


def reaches(scene: Scene, trigger: Trigger, at: int) -> bool:
    """Return whether a negator reaches a word."""
    return at in scope_of(scene, trigger)


def _sets_apart(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a "not" sets one thing apart from another: "parents and not the board"."""
    lowers = scene.sentence.lowers
    if lowers[trigger.start : trigger.end] not in {("not",), ("nicht",)} or not trigger.start:
        return False
    joined = lowers[trigger.start - 1] in {"and", "but", "und"} or paused(scene, trigger.start - 1)
    return joined and bool(word_set("determiners", scene.language).intersection(lowers[trigger.end : trigger.end + 1]))


def _pause_after(scene: Scene, at: int) -> int:
    """Return the number of the word after the next pause."""
    words = range(at, len(scene.sentence.lowers))
    return next((place + 1 for place in words if paused(scene, place)), len(scene.sentence.lowers))


def _phrase_end(scene: Scene, at: int) -> int:
    """Return where a phrase of a noun ends: at a pause, or before the verb of the sentence."""
    verbs = verbal_words(scene)
    for place in range(at, len(scene.sentence.lowers)):
        if place > at and scene.sentence.lowers[place] in verbs:
            return place
        if paused(scene, place):
            return place + 1
    return len(scene.sentence.lowers)


def raises(scene: Scene, trigger: Trigger) -> bool:
    """Return whether the negator stands with a verb that passes it on: "don't think that", "nobody says that"."""
    following = " ".join(scene.sentence.lowers[trigger.end : trigger.end + 4])
    padded = f" {following} "
    return any(f" {verb} " in padded for verb in word_set("raising", scene.language))


def _in_relative_clause(scene: Scene, trigger: Trigger) -> bool:
    before = scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]
    return bool(word_set("relatives", scene.language).intersection(before)) and trigger.start > 2


def clause_end(scene: Scene, at: int, *, through_that: bool = False) -> int:
    """Return where the clause that holds a word ends: at a pause with a new clause or a word of contrast."""
    stops = {trigger.start for trigger in scene.of("contrast") if trigger.start > at}
    tokens = scene.sentence.tokens
    for place in range(max(at, 1), len(tokens)):
        opening = tokens[place].lower
        fresh = tokens[place].clause != tokens[place - 1].clause
        if (
            fresh
            and not scene.runs_over(place)
            and opening not in {"or", "nor", "oder", "ni", "ou"}
            and not (through_that and opening in {"that", "when", "if"})
        ):
            return place
        new_subject = (opening in {"or", "and"} and _begins_clause(scene, place + 1)) or _spliced(scene, place)
        new_subject = new_subject or (opening in _TIMES and _begins_clause(scene, place + 1))
        if place in stops or (new_subject and not through_that) or _asks_from(scene, place):
            return place
    return len(tokens)


def _spliced(scene: Scene, place: int) -> bool:
    """Return whether a mere comma divides two clauses here: "it is no business, she depends on it"."""
    if not scene.sentence.pauses(place - 1, _COMMA):
        return False
    whole = scene.sentence.lowers[place]
    opening = whole.partition("'")[0]
    begins = whole in {"that's", "thats"} or opening in {"it", "he", "she", "they", "we", "i", "there"}
    return begins or _spliced_in_german(scene, place)


def _spliced_in_german(scene: Scene, place: int) -> bool:
    """Return the same of German, where a verb follows, as it does in no relative clause: "kein Geschäft, das ist …"."""
    if scene.language[:2] != "de":
        return False
    word = partial(word_set, language=scene.language)
    subjects = word("pronouns", section="answers") | word("first_person")
    verbs = word("copulas") | word("auxiliaries", section="questions")
    opening, following = scene.sentence.lowers[place], scene.sentence.lowers[place + 1 : place + 2]
    return opening in subjects and not verbs.isdisjoint(following)


def _asks_from(scene: Scene, place: int) -> bool:
    """Return whether a question begins at a word after a pause: "They pay nothing, how is that fair?"."""
    asking = word_set("words", scene.language, "questions")
    return scene.sentence.mark == "?" and scene.sentence.lowers[place] in asking and paused(scene, place - 1)


def _begins_clause(scene: Scene, at: int) -> bool:
    """Return whether a subject with its own verb seems to begin at a word: "or the player dived"."""
    lowers = scene.sentence.lowers
    subjects = word_set("determiners", scene.language) | word_set("pronouns", scene.language, "answers")
    return at < len(lowers) and lowers[at] in subjects


def _second_verb(scene: Scene, trigger: Trigger, end: int) -> int:
    """Return where the verb after a relative clause may stand; "who is not …" reaches two words only."""
    copulas = word_set("copulas", scene.language)
    if scene.sentence.lowers[trigger.start - 1] in copulas:
        return min(end, trigger.end + 2)
    verbs = verbal_words(scene)
    return next((place for place in range(trigger.end + 1, end) if scene.sentence.lowers[place] in verbs), end)


def _subject_start(scene: Scene, trigger: Trigger) -> int:
    """Return where the subject of a negated verb may begin, within its clause and after any "and" or "that"."""
    tokens = scene.sentence.tokens
    place = trigger.start
    while place > 0 and tokens[place - 1].clause == tokens[trigger.start].clause:
        if tokens[place - 1].lower in {"and", "that", "und", "dass", "et", "que", "y"} or paused(scene, place - 1):
            break
        place -= 1
    verbal = verbal_words(scene)
    word = tokens[trigger.start].lower
    sentential = word.endswith("n't") or word in {"never", "cannot", "nicht", "pas", "no", "nunca", "jamais", "ne"}
    follows_verb = bool(verbal.intersection(scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]))
    follows_verb = follows_verb or word in _DOING
    whole = (sentential and word != "no") or follows_verb or _is_object(scene, trigger) or scene.language[:2] == "es"
    return place if whole else trigger.end


def _is_object(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a negator is the object of a verb before it: "it helps no shop", "shops gain nothing by it"."""
    lowers, at = scene.sentence.lowers, trigger.start
    costs_nothing = lowers[at] == "nothing" and "to" in lowers[trigger.end : trigger.end + 1]
    if at == 0 or paused(scene, at - 1) or lowers[at - 1] in _NO_VERBS or costs_nothing:
        return False
    return lowers[at] in _NOTHING or (lowers[at] in _NO and at - 1 in scene.positions)
