"""What a question does with the claim inside it: ask it, presuppose it, or reject it.

"Is it so?" asks. "Isn't it obvious that it is so?" and "Why do they do it?" take it for granted. "Why would they do
it?", "Who believes that?" and "If it were so, why …?" reject it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from discourse.coders.claims.beside import afterthought
from discourse.coders.claims.tokens import Sentence
from discourse.coders.claims.triggers import Triggers, word_set

Force = Literal["ask", "assert", "reject"]
_PAUSES = frozenset(",;:–—-(…")
_COMMA = frozenset(",")


class Question(NamedTuple):
    """What a question does with a claim, how sure that is, and the word whose negation belongs to the question."""

    force: Force
    certainty: float
    negator: int | None = None


class _Asked(NamedTuple):
    """A sentence as a question about the claim at some words."""

    sentence: Sentence
    lowers: tuple[str, ...]
    positions: Sequence[int]
    triggers: Triggers
    language: str

    def words(self, kind: str) -> frozenset[str]:
        return word_set(kind, self.language, "questions")


def read_question(sentence: Sentence, positions: Sequence[int], triggers: Triggers, language: str) -> Question | None:
    """Return what the sentence asks of the claim at these words, ``None`` where it does not ask."""
    if sentence.mark != "?" and _asking_words(language).isdisjoint(sentence.lowers):
        return None
    asked = _Asked(sentence, sentence.lowers, positions, triggers, language)
    starts = _question_starts(asked)
    conditional = _in_condition(asked)
    if sentence.mark != "?" and not (
        starts and _is_wh(asked, starts[0]) and (conditional or _opening(asked, starts[0]))
    ):
        return None
    before = [start for start in starts if start <= positions[0] and _fresh(asked, start)]
    if conditional and (not before or before[-1] <= conditional):
        after = [start for start in starts if start > positions[0]] or before
        return _after_condition(asked, after)
    fixed = _fixed_phrase(asked)
    if fixed:
        return fixed
    if before:
        return _inside(asked, before[-1])
    return _declarative(asked, starts)


@cache
def _asking_words(language: str) -> frozenset[str]:
    """Return the words of which a question without a mark has one."""
    why = (words.split()[0] for words in word_set("why", language, "questions"))
    return word_set("words", language, "questions").union(why)


def _opening(asked: _Asked, at: int) -> bool:
    """Return whether nothing but openers stands before a word, and an auxiliary after it: "so why do they …"."""
    after = asked.lowers[at + 1 : at + 3]
    if not word_set("pronouns", asked.language, "answers").isdisjoint(after[:1]):
        return False
    return asked.words("openers").issuperset(asked.lowers[:at]) and bool(asked.words("auxiliaries").intersection(after))


def _is_wh(asked: _Asked, at: int) -> bool:
    return _opens_why(asked, at) or asked.lowers[at] in asked.words("words")


def _opens_why(asked: _Asked, at: int) -> bool:
    pair = " ".join(asked.lowers[at : at + 2])
    return asked.lowers[at] in asked.words("why") or pair in asked.words("why")


def _question_starts(asked: _Asked) -> list[int]:
    """Return where a question may begin: a question word or auxiliary at the start, after a pause or an opener."""
    openers, auxiliaries = asked.words("openers"), asked.words("auxiliaries")
    starts, fresh = [], True
    for at, token in enumerate(asked.sentence.tokens):
        fresh = fresh or (at > 0 and token.clause != asked.sentence.tokens[at - 1].clause)
        bare = token.lower.removesuffix("n't")
        bare = {"ca": "can", "wo": "will", "sha": "shall"}.get(bare, bare) if bare != token.lower else bare
        if (fresh or _opens_why(asked, at)) and (_is_wh(asked, at) or bare in auxiliaries):
            starts.append(at)
        fresh = _pauses(asked, at) or (fresh and token.lower in openers)
    return starts


def _fresh(asked: _Asked, at: int) -> bool:
    """Return whether a word begins a question of its own: not the "why" of "explain why" or "the reason why"."""
    openers = asked.words("openers")
    return at == 0 or _pauses(asked, at - 1) or asked.lowers[at - 1] in openers or not _opens_why(asked, at)


def _in_condition(asked: _Asked) -> int | None:
    """Return the word after "if" when the claim stands in the if-clause."""
    for trigger in reversed(asked.triggers.get("conditional", [])):
        if trigger.start < asked.positions[0]:
            between = range(trigger.end, asked.positions[0])
            return trigger.end if not any(asked.sentence.pauses(at, _COMMA) for at in between) else None
    return None


def _after_condition(asked: _Asked, starts: list[int]) -> Question:
    """Return what follows a condition: "If X, why …?" rejects X, "If X, what then?" leaves it open."""
    for start in starts:
        word = asked.lowers[start]
        if _opens_why(asked, start) or word in asked.words("how") | asked.words("where"):
            return Question("reject", 0.8)
    return Question("ask", 0.6)


def _fixed_phrase(asked: _Asked) -> Question | None:
    """Return the force of a set phrase ("who else", "since when") that stands before the claim."""
    lowers = asked.lowers[: asked.positions[-1] + 1]
    phrases = _set_phrases(asked.language)
    begun = [(*entry, at) for at, lower in enumerate(lowers) if lower in phrases for entry in phrases[lower]]
    for _, words, force, at in sorted(begun):
        if lowers[at : at + len(words)] == words:
            return Question(force, 0.75, at if lowers[at].endswith("n't") else None)
    return None


@cache
def _set_phrases(language: str) -> dict[str, list[tuple[int, tuple[str, ...], Force]]]:
    """Return by their first words the set phrases, with the rank of each, and what they do."""
    kinds: tuple[tuple[str, Force], ...] = (("asking", "ask"), ("asserting", "assert"), ("rejecting", "reject"))
    ranked = [(phrase, force) for kind, force in kinds for phrase in sorted(word_set(kind, language, "questions"))]
    by_first: dict[str, list[tuple[int, tuple[str, ...], Force]]] = {}
    for rank, (phrase, force) in enumerate(ranked):
        words = tuple(phrase.split())
        by_first.setdefault(words[0], []).append((rank, words, force))
    return by_first


def _inside(asked: _Asked, start: int) -> Question:
    """Return the force of the question that begins at a word and holds the claim."""
    rest = asked.lowers[start + 1 : asked.positions[0] + 1]
    if _presupposed(asked, start):
        return Question("assert", 0.75)
    if _opens_why(asked, start):
        return _why(asked, start)
    if asked.words("source_nouns").intersection(rest):
        return Question("ask", 0.75)
    return _by_word(asked, start) if asked.lowers[start] in asked.words("words") else _yes_or_no(asked, start)


def _by_word(asked: _Asked, start: int) -> Question:
    """Return the force of a question with a question word: mostly it takes the rest for granted."""
    following = asked.lowers[start + 1 : start + 2]
    if following == ("if",):
        return Question("ask", 0.6)
    if asked.lowers[start] in asked.words("how"):
        return Question("reject" if asked.words("how_challenge").intersection(following) else "assert", 0.55)
    return Question("assert", 0.5)


def _yes_or_no(asked: _Asked, start: int) -> Question:
    """Return the force of a yes-no question: "Isn't it so?" expects a yes."""
    if asked.lowers[start].endswith("n't"):
        return Question("assert", 0.7, start)
    negated = [at for at in (start + 1, start + 2) if asked.lowers[at : at + 1] in {("not",), ("nicht",)}]
    return Question("assert", 0.7, negated[0]) if negated else Question("ask", 0.85)


def _presupposed(asked: _Asked, start: int) -> bool:
    """Return whether the question asks for the why or how of the claim: "can someone explain why X?"."""
    if _opens_why(asked, start) or asked.lowers[start] in asked.words("how"):
        return start > 0 and not _pauses(asked, start - 1) and asked.lowers[start - 1] not in asked.words("openers")
    inner = asked.lowers[start + 1 : asked.positions[0]]
    return any(word in asked.words("why") or word in asked.words("how") for word in inner)


def _pauses(asked: _Asked, at: int) -> bool:
    return asked.sentence.pauses(at, _PAUSES)


def _why(asked: _Asked, start: int) -> Question:
    at = start + 1
    while at < len(asked.lowers) and asked.lowers[at] in asked.words("expletives"):
        at += 1
    if asked.words("challenge_modals").intersection(asked.lowers[at : at + 1]):
        return Question("reject", 0.75)
    saying = word_set("saying", asked.language)
    if any(word in saying for word in asked.lowers[start + 1 : asked.positions[0]]):
        return Question("reject", 0.55)
    return Question("assert", 0.65)


def _declarative(asked: _Asked, starts: list[int]) -> Question | None:
    """Return the force of a statement with a question mark: a tag asserts, a second question leaves it alone."""
    last = asked.positions[-1]
    tail = asked.lowers[last + 1 :]
    paused = any(asked.sentence.pauses(at, _COMMA) for at in range(last, len(asked.lowers)))
    if paused and any(" ".join(tail[-length:]) in asked.words("tags") for length in (1, 2, 3) if length <= len(tail)):
        return Question("assert", 0.75, _negated_tag(asked, last))
    if any(start > last + 1 for start in starts) and len(asked.lowers) - starts[-1] > 3:
        return None
    doubted = _incredulous(asked.sentence) or disbelieved(asked.sentence.text, asked.sentence.span.end, asked.language)
    return Question("reject", 0.55) if not starts and doubted else Question("ask", 0.75)


def _incredulous(sentence: Sentence) -> bool:
    """Return whether more than one mark stands after what is no question by its words: "Hardly any jobs??"."""
    marks = sentence.text[sentence.tokens[-1].end : sentence.span.end + 3].split()
    return bool(marks) and len(marks[0]) > 1 and set(marks[0]) <= {"?", "!"} and "?" in marks[0]


def disbelieved(text: str, end: int, language: str) -> bool:
    """Return whether what follows a question says no more than that it is not believed: "In a desert? Sure."."""
    return afterthought(text, end, "?! \n") in word_set("disbelief", language)


def _negated_tag(asked: _Asked, last: int) -> int | None:
    return next((at for at in range(last + 1, len(asked.lowers)) if asked.lowers[at].endswith("n't")), None)
