"""The assertion status of a claim where it is mentioned: asserts, rejects, questions or reports.

The model is a list of triggers with scopes, as NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009) have for
clinical text: negators and words of denial turn the claim over as often as their scopes cover it; questions,
conditions, attribution, irony quotes and sarcasm then decide what the writer does with it. Words that belong to the
claim itself ("no evidence") are no triggers.
"""

import re
from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from discourse.coders.claims.questions import Question, read_question
from discourse.coders.claims.tokens import Sentence
from discourse.coders.claims.triggers import Trigger, Triggers, find_triggers, word_set

ClaimStatus = Literal["asserts", "rejects", "questions", "reports"]

SHORT_SCOPE = 5
"""Words that "without" and its like reach."""
AFTER = 5
"""Characters after a sentence in which a mark of sarcasm still belongs to it."""
ROLLING_EYES = "\N{FACE WITH ROLLING EYES}"
NEAR = 4
"""Words between "believe" and what is believed."""
SCARE_QUOTE_WORDS = 3
"""Quotation marks around so few words keep them at arm's length; around more they quote."""


_AFTERTHOUGHT = 40
"""Characters looked at after a sentence for an afterthought."""
_ENDS = re.compile("[.!?…\n]")
_OF_NOUN = 3
"""Words between "the" and the last word of a noun, at most, as in "the guns and money they sent"."""
_OF_NAME, _OF_SUBJECT = 4, 5
"""Words between a verb of naming and the name, and words of a subject with its verb, at most."""
_NO_NAME = frozenset({"about", "for", "on", "off", "in", "from", "over", "out"})
_ARTICLES = frozenset({"a", "an", "ein", "eine", "einen", "un", "une", "una"})
_PAUSES = frozenset(",;:–—()")
_TIMES = frozenset({"before", "after", "when", "until", "once"})
_THINKING = frozenset({"think", "thinks", "thought", "believe", "believes", "believed", "says", "said"})
_DID_NOT = frozenset({"didn't", "didnt"})
_NEEDS, _TO = frozenset({"need", "take", "takes", "have", "braucht", "muss"}), frozenset({"to", "zu"})
_OBJECTS = frozenset({"a", "one", "any", "it", "him", "her", "them", "you", "this", "that", "these", "those", "your"})
_COMMA = frozenset(",")
_TURNING = frozenset({"negators", "deniers", "denial_nouns", "verdicts_against", "fables"})
"""Kinds of trigger without which nothing is turned over."""


class Mention(NamedTuple):
    """A claim's status at one place.

    ``certainty`` in (0, 1] scales its probability; ``verdict`` says that the writer judges it outright.
    """

    status: ClaimStatus
    certainty: float
    verdict: bool = False


_QUOTED = Mention("reports", 0.6)


class _Scene(NamedTuple):
    """A sentence, the words of the claim in it, and the triggers outside these words."""

    sentence: Sentence
    positions: tuple[int, ...]
    triggers: Triggers
    language: str

    @property
    def first(self) -> int:
        return self.positions[0]

    @property
    def last(self) -> int:
        return self.positions[-1]

    def runs_over(self, place: int) -> bool:
        """Tell whether a break before a word lies inside the claim itself, as in a claim of "die because of it"."""
        return self.first < place and place in self.positions

    def of(self, kind: str) -> list[Trigger]:
        return self.triggers.get(kind, [])

    def clause(self, at: int) -> int:
        return self.sentence.tokens[at].clause


def read_status(
    sentence: Sentence, positions: Sequence[int], language: str = "en", flips: Sequence[bool | None] = ()
) -> Mention:
    """Return the status of the claim whose words in the sentence are numbered ``positions``.

    ``flips`` marks those words that say the claim's opposite ("louder" for a claim of quiet); where there are such
    words they decide, since the others only name the subject. ``None`` marks what names the subject of something
    that the claim itself denies ("machines" of "machines have no soul"): a negation there is no sign against it.
    What a quoted line states, denies or asks is another's.
    """
    if sentence.quoted_line:
        return _QUOTED
    scene = _scene(sentence, tuple(positions), language)
    deciding = [at for at, flip in zip(scene.positions, flips, strict=False) if flip] or scene.positions
    question = read_question(sentence, deciding, scene.triggers, language)
    if not (question or scene.triggers or any(flips)):
        return _stated(scene, turned=False, verdict=False)
    if any(_credited(scene, falsehood) for falsehood in _called_false(scene)):
        return Mention("rejects" if any(flips) else "asserts", 1.0, verdict=True)
    turned, verdict = _turned(scene, question.negator if question else None, flips)
    if question:
        return _of_question(question, turned)
    return _uncertain(scene) or _conditional(scene, turned) or _stated(scene, turned=turned, verdict=verdict)


def _scene(sentence: Sentence, positions: tuple[int, ...], language: str) -> _Scene:
    return _Scene(sentence, positions, find_triggers(sentence, language, frozenset(positions)), language)


def polarity(sentence: Sentence, positions: Sequence[int], language: str = "en") -> list[bool]:
    """Return for each word whether negation turns it over, counting each negator and denial whose scope covers it."""
    scene = _scene(sentence, tuple(positions), language)
    counts = _negations(scene, None)
    return [counts[at] % 2 == 1 for at in scene.positions]


def subjects(sentence: Sentence, positions: Sequence[int], language: str = "en") -> list[bool]:
    """Return for each word whether it is the subject of what a negator denies: "dogs" of "dogs do not bite"."""
    scene = _scene(sentence, tuple(positions), language)
    return [
        any(at < trigger.start and at in _scope(scene, trigger) for trigger in scene.of("negators"))
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


def _turned(scene: _Scene, ignored: int | None, flips: Sequence[bool | None]) -> tuple[bool, bool]:
    """Return whether the claim is turned over, and whether by an outright verdict."""
    if _TURNING.isdisjoint(scene.triggers) and not any(flips):
        return False, False
    counts = _negations(scene, ignored)
    flipped = dict(zip(scene.positions, flips or [False] * len(scene.positions), strict=True))
    votes = [counts[at] % 2 == 0 for at, flip in flipped.items() if flip]
    votes = votes or [counts[at] % 2 == 1 for at, flip in flipped.items() if flip is not None]
    votes = votes or [count % 2 == 1 for count in _denials(scene, ignored).values()]
    after = 0 if _called_false(scene) else _verdicts_after(scene)
    turned = (sum(votes) * 2 > len(votes)) != (after % 2 == 1 or _disowned_after(scene))
    return turned, bool(after) or any(trigger.end <= scene.first for trigger in _governing(scene))


def _called_false(scene: _Scene) -> list[Trigger]:
    """Return the claim's words that call something false that is pointed at: "this fairy tale", not "it is one"."""
    every = find_triggers(scene.sentence, scene.language).get("falsehoods", ())
    return [
        trigger
        for trigger in every
        if {trigger.start, trigger.start - 1}.intersection(scene.positions) and _pointed_at(scene, trigger)
    ]


def _pointed_at(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a word for a falsehood is pointed at, with one word between at most: "that old hoax"."""
    before = scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]
    verbs = word_set("copulas", scene.language) | word_set("determiners", scene.language)
    return any(
        word in word_set("pointing", scene.language) and verbs.isdisjoint(before[at + 1 :])
        for at, word in enumerate(before)
    )


def _credited(scene: _Scene, falsehood: Trigger) -> bool:
    """Return whether it is said who believes a falsehood or does not: whoever says so holds it to be one."""
    near = range(falsehood.start - NEAR, falsehood.end + NEAR)
    return any(
        trigger.start in near
        and (trigger.end <= falsehood.start or scene.language[:2] == "de")
        and scene.clause(trigger.start) == scene.clause(falsehood.start)
        for trigger in find_triggers(scene.sentence, scene.language).get("credence", ())
    )


def _negations(scene: _Scene, ignored: int | None) -> dict[int, int]:
    """Return for each word of the claim how many negators and denials before or around it cover it."""
    counts = dict.fromkeys(scene.positions, 0)
    governing = _governing(scene)
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
            scope = _scope(scene, trigger)
            known = reached if _goes_on(scene, trigger) else range(0)
            for at in scene.positions:
                counts[at] += at in scope and at not in known
            reached = scope
    for at, count in _denials(scene, ignored).items():
        counts[at] += count
    return counts


def _denials(scene: _Scene, ignored: int | None) -> dict[int, int]:
    """Return for each word of the claim how many denials before it, or negations of these, cover it."""
    counts = dict.fromkeys(scene.positions, 0)
    for trigger in _governing(scene):
        reach = _clause_end(scene, trigger.end, through_that=True)
        denied = sum(trigger.start in _scope(scene, other) for other in scene.of("negators") if other.start != ignored)
        for at in scene.positions:
            counts[at] += trigger.end <= at < reach
        if denied and not any(_reaches(scene, other, scene.first) for other in scene.of("negators")):
            for at in scene.positions:
                counts[at] += trigger.end <= at < reach
    return counts


def _goes_on(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a negator goes on with one before it: "nothing for marks and nothing for order", "nor"."""
    lowers = scene.sentence.lowers
    said = lowers[trigger.start : trigger.end]
    joined = trigger.start > 0 and lowers[trigger.start - 1] in {"and", "or"}
    return said in {("nor",), ("neither",)} or (joined and said[0] in lowers[: trigger.start])


def _interjected(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a "no" answers something and negates nothing in its sentence: "So no, it is not"."""
    said = scene.sentence.lowers[trigger.start : trigger.end]
    return said in {("no",), ("nein",), ("non",)} and _paused(scene, trigger.start)


def _no_this_no_that(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a "no" is one of "No X, no Y" or "no X means no Y", which says that Y hangs on X."""
    lowers = scene.sentence.lowers
    twice = [at for at, word in enumerate(lowers) if word in {"no", "kein", "keine", "sin"}]
    return (
        trigger.start in twice[:2]
        and len(twice) >= 2
        and not any(_paused(scene, at) for at in range(twice[1], len(lowers) - 1))
        and twice[0] <= 1
        and twice[1] - twice[0] <= 6
        and len(lowers) <= 9
    )


def _taken_for_granted(scene: _Scene, trigger: Trigger) -> bool:
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
        and not any(_paused(scene, place) for place in range(begin, scene.last))
        for begin in nouns
    )


def _needless(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a negator says what it does not take to see the claim: "you don't need a map to see that"."""
    lowers = scene.sentence.lowers
    needs = not _NEEDS.isdisjoint(lowers[trigger.end : trigger.end + 2])
    seeing = word_set("seeing", scene.language)
    return needs and any(lowers[at - 1] in _TO and lowers[at] in seeing for at in range(trigger.end + 1, scene.first))


def _noun_before(scene: _Scene, at: int) -> int:
    """Return where "the" or the like stands of a noun right before a word, -1 where there is none near."""
    lowers, small = scene.sentence.lowers, word_set("determiners", scene.language)
    places = range(at - 2, max(at - 2 - _OF_NOUN, -1), -1)
    begin = next((place for place in places if lowers[place] in small), -1)
    return -1 if any(lowers[place] in _verbal(scene) for place in range(begin, at)) else begin


def _verbal(scene: _Scene) -> frozenset[str]:
    return word_set("copulas", scene.language) | word_set("auxiliaries", scene.language, "questions")


def _reaches(scene: _Scene, trigger: Trigger, at: int) -> bool:
    return at in _scope(scene, trigger)


def _governing(scene: _Scene) -> list[Trigger]:
    """Return the denials that govern what follows them: verbs, and nouns with "that", "of", "about" after them."""
    if not scene.of("denial_nouns"):
        return _apart(sorted(scene.of("deniers")))
    joins = word_set("complements", scene.language)
    nouns = [
        trigger
        for trigger in scene.of("denial_nouns")
        if joins.intersection(scene.sentence.lowers[trigger.end : trigger.end + 2])
        and not _paused(scene, trigger.end - 1)
    ]
    return _apart(sorted([*scene.of("deniers"), *nouns]))


def _apart(triggers: list[Trigger]) -> list[Trigger]:
    """Return the triggers that share no word with one before them: "it's a lie that" denies once."""
    kept: list[Trigger] = []
    for trigger in triggers:
        if not kept or trigger.start >= kept[-1].end:
            kept.append(trigger)
    return kept


def _paused(scene: _Scene, at: int) -> bool:
    return scene.sentence.pauses(at, _PAUSES)


def _scope(scene: _Scene, trigger: Trigger) -> range:
    """Return the words that a negator reaches: to the end of its clause, and back to the subject of its verb."""
    lowers = scene.sentence.lowers
    if " ".join(lowers[trigger.start : trigger.end]) in word_set("short_negators", scene.language):
        return range(
            trigger.end,
            min(trigger.end + SHORT_SCOPE, _clause_end(scene, trigger.end), _phrase_end(scene, trigger.end)),
        )
    if _sets_apart(scene, trigger):
        return range(trigger.end, min(trigger.end + 3, _phrase_end(scene, trigger.end)))
    raised = _raises(scene, trigger)
    relative = _in_relative_clause(scene, trigger)
    end = _clause_end(scene, trigger.end, through_that=raised)
    if relative and not raised:
        end = _second_verb(scene, trigger, end)
    end = min(end, _next_predicate(scene, trigger), _after_disbelief(scene, trigger) if raised else end)
    if any(other.end <= trigger.start for other in scene.of("conditional")):
        end = min(end, _pause_after(scene, trigger.end))
    begin = trigger.end if raised or relative else _subject_start(scene, trigger)
    return range(begin, end)


def _next_predicate(scene: _Scene, trigger: Trigger) -> int:
    """Return where a verb begins that is not the one after "did not": "they did not wait and drained it"."""
    lowers = scene.sentence.lowers
    end = len(lowers)
    if "did" not in lowers[max(0, trigger.start - 1) : trigger.start] and lowers[trigger.start] not in _DID_NOT:
        return end
    ands = (at for at in range(trigger.end, end - 1) if lowers[at] == "and")
    return next((at for at in ands if lowers[at + 1].endswith("ed")), end)


def _after_disbelief(scene: _Scene, trigger: Trigger) -> int:
    """Return where a clause begins after what is not believed: "I don't believe a word of that, the pond is dry"."""
    lowers, end = scene.sentence.lowers, len(scene.sentence.lowers)
    near = range(trigger.end, min(trigger.end + NEAR, end))
    verb = next((at for at in near if lowers[at] in word_set("credence", scene.language)), end)
    if verb + 1 >= scene.first or lowers[verb + 1] not in _OBJECTS:
        return end
    pauses = [at for at in range(verb + 1, scene.first) if _paused(scene, at)]
    return pauses[0] + 1 if len(pauses) == 1 and _begins_clause(scene, pauses[0] + 1) else end


def _sets_apart(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a "not" sets one thing apart from another: "parents and not the board"."""
    lowers = scene.sentence.lowers
    if lowers[trigger.start : trigger.end] not in {("not",), ("nicht",)} or not trigger.start:
        return False
    joined = lowers[trigger.start - 1] in {"and", "but", "und"} or _paused(scene, trigger.start - 1)
    return joined and bool(word_set("determiners", scene.language).intersection(lowers[trigger.end : trigger.end + 1]))


def _pause_after(scene: _Scene, at: int) -> int:
    """Return the number of the word after the next pause."""
    words = range(at, len(scene.sentence.lowers))
    return next((place + 1 for place in words if _paused(scene, place)), len(scene.sentence.lowers))


def _phrase_end(scene: _Scene, at: int) -> int:
    """Return where a phrase of a noun ends: at a pause, or before the verb of the sentence."""
    verbs = _verbal(scene)
    for place in range(at, len(scene.sentence.lowers)):
        if place > at and scene.sentence.lowers[place] in verbs:
            return place
        if _paused(scene, place):
            return place + 1
    return len(scene.sentence.lowers)


def _raises(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether the negator stands with a verb that passes it on: "don't think that", "nobody says that"."""
    following = " ".join(scene.sentence.lowers[trigger.end : trigger.end + 4])
    padded = f" {following} "
    return any(f" {verb} " in padded for verb in word_set("raising", scene.language))


def _in_relative_clause(scene: _Scene, trigger: Trigger) -> bool:
    before = scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]
    return bool(word_set("relatives", scene.language).intersection(before)) and trigger.start > 2


def _clause_end(scene: _Scene, at: int, *, through_that: bool = False) -> int:
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


def _spliced(scene: _Scene, place: int) -> bool:
    """Return whether a mere comma divides two clauses here: "it is no business, she depends on it"."""
    if not scene.sentence.pauses(place - 1, _COMMA):
        return False
    whole = scene.sentence.lowers[place]
    opening = whole.partition("'")[0]
    begins = whole in {"that's", "thats"} or opening in {"it", "he", "she", "they", "we", "i", "there"}
    return begins or _spliced_in_german(scene, place)


def _spliced_in_german(scene: _Scene, place: int) -> bool:
    """Return the same of German, where a verb follows, as it does in no relative clause: "kein Geschäft, das ist …"."""
    if scene.language[:2] != "de":
        return False
    word = partial(word_set, language=scene.language)
    subjects = word("pronouns", section="answers") | word("first_person")
    verbs = word("copulas") | word("auxiliaries", section="questions")
    opening, following = scene.sentence.lowers[place], scene.sentence.lowers[place + 1 : place + 2]
    return opening in subjects and not verbs.isdisjoint(following)


def _asks_from(scene: _Scene, place: int) -> bool:
    """Return whether a question begins at a word after a pause: "They pay nothing, how is that fair?"."""
    asking = word_set("words", scene.language, "questions")
    return scene.sentence.mark == "?" and scene.sentence.lowers[place] in asking and _paused(scene, place - 1)


def _begins_clause(scene: _Scene, at: int) -> bool:
    """Return whether a subject with its own verb seems to begin at a word: "or the player dived"."""
    lowers = scene.sentence.lowers
    subjects = word_set("determiners", scene.language) | word_set("pronouns", scene.language, "answers")
    return at < len(lowers) and lowers[at] in subjects


def _second_verb(scene: _Scene, trigger: Trigger, end: int) -> int:
    """Return where the verb after a relative clause may stand; "who is not …" reaches two words only."""
    copulas = word_set("copulas", scene.language)
    if scene.sentence.lowers[trigger.start - 1] in copulas:
        return min(end, trigger.end + 2)
    verbs = _verbal(scene)
    return next((place for place in range(trigger.end + 1, end) if scene.sentence.lowers[place] in verbs), end)


def _subject_start(scene: _Scene, trigger: Trigger) -> int:
    """Return where the subject of a negated verb may begin, within its clause and after any "and" or "that"."""
    tokens = scene.sentence.tokens
    place = trigger.start
    while place > 0 and tokens[place - 1].clause == tokens[trigger.start].clause:
        if tokens[place - 1].lower in {"and", "that", "und", "dass", "et", "que", "y"} or _paused(scene, place - 1):
            break
        place -= 1
    verbal = _verbal(scene)
    word = tokens[trigger.start].lower
    sentential = word.endswith("n't") or word in {"never", "cannot", "nicht", "pas", "no", "nunca", "jamais", "ne"}
    follows_verb = bool(verbal.intersection(scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]))
    return place if (sentential and word != "no") or follows_verb or scene.language[:2] == "es" else trigger.end


def _verdicts_after(scene: _Scene) -> int:
    """Return 1 where a verdict against the claim follows it, 2 where that is itself negated, else 0."""
    for trigger in (*scene.of("verdicts_against"), *scene.of("fables")):
        if trigger.start > scene.last and _linked(scene, trigger):
            negators = [other for other in scene.of("negators") if other.start > scene.last]
            negated = any(_reaches(scene, other, trigger.start) for other in negators)
            counted = any(_reaches(scene, other, scene.last) for other in negators)
            return 1 + (negated and not counted)
    return int(
        any(
            trigger.start > scene.last
            and scene.clause(trigger.start) != scene.clause(scene.last)
            and _refers_back(scene, trigger)
            for trigger in scene.of("deniers")
        )
    )


def _disowned_after(scene: _Scene) -> bool:
    """Return whether a later clause takes the claim back: "…, so I don't think it is the cause"."""
    own = word_set("first_person", scene.language)
    return any(
        trigger.start > scene.last
        and scene.clause(trigger.start) != scene.clause(scene.last)
        and _raises(scene, trigger)
        and bool(own.intersection(scene.sentence.lowers[max(0, trigger.start - 2) : trigger.start]))
        for trigger in scene.of("negators")
    )


def _linked(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a verdict is said of the claim: "X is a myth", "X, which is nonsense", "X: rubbish"."""
    between = scene.sentence.lowers[scene.last + 1 : trigger.start]
    if scene.clause(trigger.start) == scene.clause(scene.last):
        return trigger.start - scene.last <= 2 or bool(word_set("copulas", scene.language).intersection(between))
    return _refers_back(scene, trigger) or trigger.start - scene.last == 1


def _refers_back(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether the clause of a verdict begins with a word for the claim: "but that …", "which …"."""
    tokens = scene.sentence.tokens
    clause = tokens[trigger.start].clause
    opening = next(place for place, token in enumerate(tokens) if token.clause == clause)
    words = [token.lower for token in tokens[opening : opening + 3]]
    back = word_set("subjects", scene.language, "answers") | {"which", "there", "there's", "was", "lo"}
    return trigger.start - opening <= 8 and (bool(back.intersection(words)) or trigger.start - opening <= 1)


def _of_question(question: Question, turned: bool) -> Mention:
    if question.force == "ask":
        return Mention("questions", question.certainty)
    asserted = (question.force == "assert") != turned
    return Mention("asserts" if asserted else "rejects", question.certainty, verdict=question.force == "reject")


def _uncertain(scene: _Scene) -> Mention | None:
    for trigger in scene.of("uncertain"):
        if trigger.end <= scene.first and scene.first < _clause_end(scene, trigger.end, through_that=True):
            return Mention("questions", 0.7)
    return None


def _conditional(scene: _Scene, turned: bool) -> Mention | None:
    """Return the status of a claim in an if-clause: open, or rejected where the condition is unreal."""
    if any(
        trigger.start < scene.first and scene.first - trigger.end < 8
        for trigger in scene.of("unreal")
        if _as_if(scene, trigger)
    ):
        return Mention("rejects", 0.6)
    if any(_mocked(scene, trigger) for trigger in scene.of("conditional")):
        return Mention("rejects", 0.6)
    for trigger in scene.of("conditional"):
        if trigger.end <= scene.first and not any(_paused(scene, at) for at in range(trigger.start, scene.first)):
            unreal = _counterfactual(scene, trigger) or _absurd_after(scene)
            return Mention("asserts" if turned else "rejects", 0.6) if unreal else Mention("questions", 0.5)
    return None


def _as_if(scene: _Scene, trigger: Trigger) -> bool:
    return scene.sentence.lowers[trigger.start] in {"as", "als", "comme", "como"}


def _mocked(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a name that was given is mocked: "If that is progress, I would rather walk"."""
    lowers = scene.sentence.lowers
    pointed = lowers[trigger.end : trigger.end + 2]
    points = pointed[:1] in {("that's",), ("thats",)} or pointed in {("that", "is"), ("this", "is"), ("that", "was")}
    return (
        points
        and trigger.end <= scene.first
        and bool({"i", "i'd", "id", "i'm", "im"}.intersection(lowers[scene.last + 1 :]))
    )


def _absurd_after(scene: _Scene) -> bool:
    """Return whether what would follow is absurd: "If that is a lake, I'm the Pope"."""
    return any(trigger.start > scene.last for trigger in scene.of("sarcasm"))


def _counterfactual(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a condition is unreal: "If they were …, they would …"."""
    lowers = scene.sentence.lowers
    past = {"were", "was", "had", "did", "wäre", "wären", "hätte", "hätten", "était", "étaient", "fuera", "fueran"}
    unreal = {"would", "wouldn't", "würde", "würden", "hätte", "hätten", "serait", "auraient", "habrían"}
    return bool(past.intersection(lowers[trigger.end : scene.last + 1])) and bool(
        unreal.intersection(lowers[scene.last + 1 :])
    )


def _stated(scene: _Scene, *, turned: bool, verdict: bool) -> Mention:
    """Return the status of a claim in a statement."""
    if not turned and _sarcastic(scene):
        return Mention("rejects", 0.6)
    source = _attributed(scene)
    if source and not (turned and verdict):
        return Mention("reports", 0.8)
    certainty = 0.8 if _hedged(scene) else 1.0
    if turned:
        return Mention("rejects", certainty, verdict=verdict or _own_view(scene))
    if _scare_quoted(scene):
        return Mention("rejects", 0.6)
    if _quoted(scene):
        return _QUOTED
    return Mention("asserts", certainty, verdict=_own_view(scene))


def _own_view(scene: _Scene) -> bool:
    """Return whether the writer says "I" before the claim, in its clause or the one that governs it."""
    own = word_set("first_person", scene.language)
    return bool(own.intersection(scene.sentence.lowers[max(0, scene.first - 6) : scene.first]))


def _attributed(scene: _Scene) -> bool:
    """Return whether the claim is put into another's mouth, before it or right after it."""
    for trigger in scene.of("attribution"):
        if trigger.end <= scene.first and scene.first < _clause_end(scene, trigger.end, through_that=True):
            return True
        if trigger.start > scene.last and scene.clause(trigger.start) == scene.clause(scene.last):
            return True
        if scene.first < trigger.start < scene.last:
            return True
    named = any(_others_name(scene, trigger) for trigger in scene.of("naming"))
    return named or any(_others_say(scene, trigger) for trigger in scene.of("saying"))


def _others_say(scene: _Scene, trigger: Trigger) -> bool:
    if trigger.start == 0 or not _is_theirs(scene, trigger) or _is_nobodys(scene, trigger):
        return False
    if not word_set("concessions", scene.language).isdisjoint(scene.sentence.lowers[: trigger.start][-_OF_SUBJECT:]):
        return False
    after = 0 < trigger.start - scene.last <= 4 and _paused(scene, scene.last) and not _contrasted(scene, trigger)
    end = _clause_end(scene, trigger.end, through_that=True)
    governs = sum(trigger.end <= at < end for at in scene.positions) * 2 > len(scene.positions)
    return (governs and not _shared(scene, trigger)) or after


def _others_name(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether others give something the name that the claim is: "the mayor calls it a jungle"."""
    between = scene.sentence.lowers[trigger.end : scene.first + 1]
    return (
        0 < trigger.start < scene.first <= trigger.end + _OF_NAME
        and not _ARTICLES.isdisjoint(between)
        and _NO_NAME.isdisjoint(between)
        and not any(_paused(scene, at) for at in range(trigger.start, scene.first))
        and _is_theirs(scene, trigger)
    )


def _is_nobodys(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether nobody is the subject of a verb of saying: "no sane man believes"."""
    places = range(max(0, trigger.start - _OF_SUBJECT), trigger.start)
    found = next((at for at in places if scene.sentence.lowers[at] in word_set("nobodies", scene.language)), -1)
    return found >= 0 and not any(_paused(scene, at) for at in range(found, trigger.start))


def _is_theirs(scene: _Scene, trigger: Trigger) -> bool:
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


def _contrasted(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a new statement begins between the claim and a verb of saying after it."""
    between = scene.sentence.lowers[scene.last + 1 : trigger.start]
    return bool({"and", "so", "und", "et", "y", "then"}.intersection(between)) or any(
        scene.last < other.start < trigger.start for other in scene.of("contrast")
    )


def _shared(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a verb like "admits" stands between, which the writer shares."""
    return any(trigger.end <= other.start < scene.first for other in scene.of("factive"))


def _hedged(scene: _Scene) -> bool:
    return any(abs(trigger.start - scene.first) <= 8 for trigger in scene.of("hedges"))


def _sarcastic(scene: _Scene) -> bool:
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
    if not begin:
        return False
    before = _ENDS.split(text[max(0, begin - _AFTERTHOUGHT) : begin].strip().rstrip(".!… ").casefold())[-1]
    return " ".join(before.replace(",", " ").split()) in word_set("scoffs", language)


def _guesses_about_you(scene: _Scene, trigger: Trigger) -> bool:
    """Return whether a phrase is no irony but a taunt: "Let me guess, you are a fool"."""
    following = scene.sentence.lowers[trigger.end : trigger.end + 1]
    return scene.sentence.lowers[trigger.end - 1] == "guess" and following in {("you",), ("you're",), ("your",)}


def mocks(first: str, language: str) -> bool:
    """Return whether a sentence that begins with a word may mock, as the sentence after it would tell."""
    return first.casefold().strip(",") in word_set("mocking", language)


def _praised(scene: _Scene) -> bool:
    """Return whether a mocking sentence is praised for its wit by the one after it: "So they did it all. Genius."."""
    sentence = scene.sentence
    if not mocks(sentence.lowers[0], scene.language):
        return False
    following = sentence.text[sentence.span.end : sentence.span.end + _AFTERTHOUGHT].strip()
    afterthought = _ENDS.split(following.casefold(), maxsplit=1)[0].replace(",", "")
    return afterthought in word_set("afterthoughts", scene.language)


def _scare_quoted(scene: _Scene) -> bool:
    """Return whether a word or two in quotes are half of the claim's words or more: "the 'drained' pond"."""
    short = [range(start, end) for start, end in scene.sentence.quotes if end - start <= SCARE_QUOTE_WORDS]
    return any(2 * sum(at in words for at in scene.positions) >= len(scene.positions) for words in short)


def _quoted(scene: _Scene) -> bool:
    quotes = scene.sentence.quotes
    return bool(quotes) and any(start <= scene.first and scene.last < end for start, end in quotes)
