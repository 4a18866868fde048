"""Answers that do not repeat what they answer: "No way!", "Of course they are", "That old myth has been debunked"."""

from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Literal, NamedTuple

from discourse.coders.claims.remembered import Remembered
from discourse.coders.claims.status import ClaimStatus
from discourse.coders.claims.tokens import Sentence
from discourse.coders.claims.triggers import Triggers, find_triggers, matches_at, phrases_at, word_set
from discourse.coders.lexicon import primary, table

AnswerKind = Literal["agree", "deny", "query", "yes", "no"]
"""``agree`` and ``deny`` speak of what was said, ``yes`` and ``no`` of the claim itself.

"Yes they are" asserts what another had denied.
"""

SHORT = 8
"""Words of a sentence that can be an answer as a whole."""
VERDICT = 16
"""Words of a sentence that can be a verdict on "this" or "that"."""
TAIL = 2
"""Words that may follow an answering phrase without a pause."""
_PAUSES = frozenset(",.;:!?–—-(…")
_COMMA = frozenset(",")
_VERDICTS = frozenset({"fables", "verdicts_against", "verdicts_for"})


class Answer(NamedTuple):
    """What a sentence says to what it answers, and its words as a half-open range."""

    kind: AnswerKind
    start: int
    end: int


def read_answer(sentence: Sentence, language: str) -> Answer | None:
    """Return what a sentence answers without saying to what, ``None`` where it is no such answer.

    >>> from discourse.coders.claims.tokens import read_sentences
    >>> [read_answer(sentence, "en").kind for sentence in read_sentences("No way! Of course they are. Source?")]
    ['deny', 'yes', 'query']
    """
    if not may_answer(sentence.lowers, language):
        return None
    for reading in (_pronoun_and_verb, _set_phrase, _if_so, _why_would, _verdict):
        answer = reading(sentence, language)
        if answer:
            return answer
    return None


def may_answer(lowers: Sequence[str], language: str) -> bool:
    """Tell whether a sentence has the words of some answer at all: a quick look before ``read_answer``.

    >>> may_answer(["no", "way"], "en"), may_answer(["the", "pool", "opens", "in", "may"], "en")
    (True, False)
    """
    known = _answering(language)
    opening = 0
    for lower in lowers:
        if lower not in known.openers:
            break
        opening += 1
    for at, lower in enumerate(lowers[: opening + 2]):
        for words, _ in known.phrases.get(lower, ()):
            if len(words) == 1 or tuple(lowers[at : at + len(words)]) == words:
                return True
    return _may_turn(lowers, known) or _may_judge(lowers, known)


class _Answering(NamedTuple):
    """The words of answers in a language; ``verdicts`` has the verdicts that may begin with a word."""

    openers: frozenset[str]
    phrases: dict[str, list[tuple[tuple[str, ...], AnswerKind]]]
    pronouns: frozenset[str]
    verbs: frozenset[str]
    turning: frozenset[str]
    why: frozenset[str]
    verdicts: Remembered[tuple[tuple[tuple[str, ...], str], ...]]
    judged: frozenset[str]


def _verdicts_at(lower: str, language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the phrases of verdicts that may begin with a word."""
    return tuple(entry for entry in phrases_at(lower, language) if entry[1] in _VERDICTS)


@cache
def _answering(language: str) -> _Answering:
    return _Answering(
        openers=word_set("openers", language, "questions"),
        phrases=_set_phrases(language),
        pronouns=word_set("pronouns", language, "answers"),
        verbs=word_set("auxiliaries", language, "answers") | word_set("negated", language, "answers"),
        turning=word_set("if_words", language, "answers") | {"then", "so"},
        why=word_set("why", language, "questions"),
        verdicts=Remembered(partial(_verdicts_at, language=primary(language))),
        judged=frozenset(words.split()[0] for words in word_set("subjects", language, "answers")),
    )


def _may_turn(lowers: Sequence[str], known: _Answering) -> bool:
    """Tell whether a sentence may be "They did not", "If so, why …?", "Then why …?" or "Why would they do that?"."""
    if len(lowers) <= SHORT and any(
        one in known.pronouns and other in known.verbs for one, other in pairwise(lowers[-4:])
    ):
        return True
    if lowers and lowers[0] in known.turning:
        return True
    return len(lowers) <= SHORT + 1 and not known.why.isdisjoint(lowers)


def _may_judge(lowers: Sequence[str], known: _Answering) -> bool:
    """Tell whether a sentence has the words of a verdict, and those for what is judged."""
    if len(lowers) > VERDICT:
        return False
    begun = [(at, here) for at, here in enumerate(map(known.verdicts.__getitem__, lowers)) if here]
    if not begun:
        return False
    kinds = {kind for at, here in begun for words, kind in here if matches_at(lowers, at, words)}
    return "fables" in kinds or (bool(kinds) and not known.judged.isdisjoint(lowers))


def answered_status(asked: ClaimStatus, answer: AnswerKind) -> ClaimStatus | None:
    """Return the status of a claim for who answers so to a comment that has it with the status ``asked``."""
    if answer in {"yes", "no"}:
        return "asserts" if answer == "yes" else "rejects"
    if answer == "query":
        return None if asked == "questions" else "questions"
    if answer == "agree":
        return "rejects" if asked == "rejects" else "asserts"
    return "asserts" if asked == "rejects" else "rejects"


@cache
def _set_phrases(language: str) -> dict[str, list[tuple[tuple[str, ...], AnswerKind]]]:
    """Return the answering phrases by their first word, the longest first."""
    answers = table("status", language)["answers"]
    kinds: tuple[AnswerKind, ...] = ("deny", "query", "agree")
    by_first: dict[str, list[tuple[tuple[str, ...], AnswerKind]]] = {}
    for kind in kinds:
        for phrase in answers[kind]:
            words = tuple(phrase.replace("-", " ").replace("+", "").replace("%", "").split())
            by_first.setdefault(words[0], []).append((words, kind))
    for entries in by_first.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return by_first


def _opening(sentence: Sentence, language: str) -> int:
    """Return the first word that is no mere opener ("well", "but")."""
    skip = word_set("openers", language, "questions")
    phrases = _set_phrases(language)
    at = 0
    while at + 1 < len(sentence.tokens) and sentence.lowers[at] in skip:
        begun = phrases.get(sentence.lowers[at], ())
        if any(len(words) == 1 for words, _ in begun) or (begun and not sentence.pauses(at, _COMMA)):
            break
        at += 1
    return at


def _set_phrase(sentence: Sentence, language: str) -> Answer | None:
    lowers = sentence.lowers
    opening = _opening(sentence, language)
    emphatic = opening + 1 < len(lowers) and lowers[opening] in word_set("emphatic", language, "answers")
    for at in (opening, opening + 1) if emphatic else (opening,):
        for words, kind in _set_phrases(language).get(lowers[at], ()):
            end = at + len(words)
            if lowers[at:end] == words and _ends_there(sentence, end, TAIL if at == opening else 0):
                return _as_asked(sentence, kind, opening, end)
    return None


def _ends_there(sentence: Sentence, end: int, tail: int) -> bool:
    if end >= len(sentence.tokens):
        return True
    pause = sentence.pauses(end - 1, _PAUSES)
    return pause or len(sentence.tokens) - end <= tail


def _as_asked(sentence: Sentence, kind: AnswerKind, at: int, end: int) -> Answer | None:
    """With a question mark an answer is a query ("True?"); a query without one is none, but for the curt ones."""
    if sentence.mark == "?" and len(sentence.tokens) - end <= TAIL and kind == "agree":
        return Answer("query", at, end)
    if kind == "query" and sentence.mark != "?" and len(sentence.tokens) > 3:
        return None
    return Answer(kind, at, end)


def _pronoun_and_verb(sentence: Sentence, language: str) -> Answer | None:
    """Return an answer of a pronoun and an auxiliary: "Of course they are", "No it isn't", "They did not"."""
    lowers = sentence.lowers
    if len(lowers) > SHORT or sentence.mark == "?":
        return None
    pronouns, verbs, negated = (word_set(kind, language, "answers") for kind in ("pronouns", "auxiliaries", "negated"))
    for at in range(len(lowers) - 1):
        if lowers[at] in pronouns and lowers[at + 1] in verbs | negated and len(lowers) - at <= 4:
            rest = lowers[at + 1 :]
            if word_set("words", language, "questions").isdisjoint(lowers[:at]) and all(
                word in verbs | negated | {"indeed", "so", "really", "too", "actually", "just", "all", "not"}
                for word in rest
            ):
                return Answer("no" if negated.intersection(rest) else "yes", 0, len(lowers))
    return None


def _if_so(sentence: Sentence, language: str) -> Answer | None:
    """Return "If so, why …?" and "Then why …?" as a denial; with another question word they ask."""
    lowers = sentence.lowers
    if sentence.mark != "?" or len(lowers) < 3:
        return None
    if lowers[0] in {"then", "so"} and lowers[1] == "why":
        return Answer("deny", 0, len(lowers))
    head = next((at for at in range(1, min(7, len(lowers) - 1)) if sentence.pauses(at, _COMMA)), None)
    if head is None or lowers[0] not in word_set("if_words", language, "answers"):
        return None
    if not word_set("so_words", language, "answers").issuperset(lowers[1 : head + 1]):
        return None
    challenge = word_set("challenges", language, "answers").intersection(lowers[head + 1 : head + 3])
    return Answer("deny" if challenge else "query", 0, len(lowers))


def _why_would(sentence: Sentence, language: str) -> Answer | None:
    """Return "Why would they do that?" as a denial of what it answers."""
    lowers = sentence.lowers
    if (
        len(lowers) > SHORT + 1
        or sentence.mark != "?"
        or lowers[_opening(sentence, language)] not in word_set("why", language, "questions")
    ):
        return None
    modals = word_set("challenge_modals", language, "questions") - {"the", "on"}
    back = {"that", "this", "it", "so", "das", "ça", "eso"}
    return Answer("deny", 0, len(lowers)) if modals.intersection(lowers) and back.intersection(lowers) else None


def _verdict(sentence: Sentence, language: str) -> Answer | None:
    """Return a verdict on what was said: "That old myth has been debunked", "This is nonsense", "It is true"."""
    lowers = sentence.lowers
    if len(lowers) > VERDICT:
        return None
    triggers = find_triggers(sentence, language)
    if any(trigger.start <= 2 for trigger in triggers.get("fables", ())):
        return Answer("deny", 0, len(lowers))
    tokens = sentence.tokens
    openings = {_opening(sentence, language)}
    openings |= {
        at
        for at in range(1, len(tokens))
        if lowers[at - 1] in {"and", "but"} or tokens[at].clause != tokens[at - 1].clause
    }
    subjects = word_set("subjects", language, "answers")
    for opening in sorted(openings):
        if any(" ".join(lowers[opening : opening + length]) in subjects for length in (1, 2)):
            answer = _judged(sentence, triggers, opening, language)
            if answer:
                return answer
    return None


def _judged(sentence: Sentence, triggers: Triggers, opening: int, language: str) -> Answer | None:
    kinds: tuple[tuple[str, AnswerKind, AnswerKind], ...] = (
        ("verdicts_against", "deny", "agree"),
        ("verdicts_for", "agree", "deny"),
    )
    copulas = word_set("copulas", language) | {"that's", "it's"}
    for kind, plain, negated in kinds:
        for start, end in triggers.get(kind, ()):
            between = sentence.lowers[opening:start]
            if (
                start - opening <= SHORT
                and (copulas.intersection(between) or start - opening <= 3)
                and sentence.mark != "?"
            ):
                turned = any(opening <= other < start for other, _ in triggers.get("negators", ()))
                return Answer(negated if turned else plain, opening, end)
    return None
