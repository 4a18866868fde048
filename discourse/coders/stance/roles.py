"""What a judging word says about a name in the same clause: who is blamed, who is praised, how surely.

The rules stand in for a parse: predicate ("X is corrupt"), modifier ("the corrupt X"), possession ("X's lies"), agent
and patient ("X attacked Y", "X was attacked by Y"), attitude of the writer ("I trust X"), wishes and verdicts ("down
with X", "X must go"). Negation turns, hedges and questions weaken.
"""

from dataclasses import dataclass
from functools import cached_property

from discourse.coders.phrases import Token, is_word
from discourse.coders.stance.evaluations import Evaluation, Evaluative
from discourse.coders.stance.mentions import Mention

_REACH = 14
"""Tokens between a name and a word that judges it, at most."""


@dataclass(frozen=True, eq=False)
class Clause:
    """A clause as a range of tokens of a comment, with the names and the judging words in it.

    ``lowers`` are the lower-case forms of all tokens of the comment.
    """

    lexicon: Evaluative
    tokens: list[Token]
    lowers: list[str]
    first: int
    last: int
    mentions: list[Mention]
    evaluations: list[Evaluation]
    asks: bool

    @cached_property
    def force(self) -> float:
        """How far the clause is the writer's own plain statement: less in a question, a condition, others' words."""
        force = 0.4 if self.asks else 1.0
        lower = set(self.lowers[self.first : self.last])
        for name, factor in (("conditions", 0.3), ("hedges", 0.7)):
            if lower & self.lexicon.classes[name]:
                force *= factor
        if lower & self.lexicon.classes["attribution"] and lower & self.lexicon.classes["third_person"]:
            force *= 0.4
        return force

    def has(self, name: str, first: int, last: int) -> bool:
        """Return whether a word of the class stands among the tokens from ``first`` to before ``last``."""
        return not self.lexicon.classes[name].isdisjoint(self.lowers[max(first, self.first) : min(last, self.last)])

    def only(self, name: str, first: int, last: int) -> bool:
        """Return whether all those tokens are of the class."""
        words = self.lexicon.classes[name]
        return all(token.lower in words or not is_word(token) for token in self.tokens[first:last])


def relation(clause: Clause, mention: Mention, item: Evaluation) -> float:
    """Return how far a judging word speaks for (to 1) or against (to -1) a name in its clause; 0 for not at all."""
    if item.first < mention.last and mention.first < item.last:
        return 0.0
    if _gap(mention, item) > _REACH:
        return 0.0
    weight = _ROLES[item.role](clause, mention, item)
    return weight * item.sign * _turned(clause, mention, item) * clause.force


def _gap(mention: Mention, item: Evaluation) -> int:
    return item.first - mention.last if item.first >= mention.last else mention.first - item.last


def _turned(clause: Clause, mention: Mention, item: Evaluation) -> float:
    """Return what negation, irony quotes and opposing verbs make of a judging word: 1 leaves it as it is."""
    turned = 1.0
    neither = item.role == "attitude" and clause.has("negators", item.last, mention.first)
    if neither or clause.has("negators", item.first - 3, item.first) or _lessened(clause, item):
        turned = -0.7 if item.sign > 0 else -0.4
    if item.role == "word" and item.sign > 0 and _in_quotes(clause, item):
        turned = -0.7
    if item.role == "word" and mention.last <= item.first and _opposed(clause, mention, item):
        turned *= -0.7
    return turned


def _lessened(clause: Clause, item: Evaluation) -> bool:
    """Return whether a judging word is said to hold less: "a less honest mayor", but not "more or less honest"."""
    weighed_off = clause.has("joiners", item.first - 2, item.first - 1)
    return clause.has("lesseners", item.first - 1, item.first) and not weighed_off


def _in_quotes(clause: Clause, item: Evaluation) -> bool:
    around = [number for number in (item.first - 1, item.last) if 0 <= number < len(clause.tokens)]
    return len(around) == 2 and all(clause.tokens[number].lower in "\"“”„«»‘’'" for number in around)


def _opposed(clause: Clause, mention: Mention, item: Evaluation) -> bool:
    """Return whether the name's verb works against what is judged: "X fights corruption"."""
    between = (other for other in clause.evaluations if other.role == "opposes")
    return any(mention.last <= other.first and other.last <= item.first for other in between)


def _word(clause: Clause, mention: Mention, item: Evaluation) -> float:
    if item.last <= mention.first:
        return _word_before(clause, mention, item)
    if _other_name_between(clause, mention.last, item.first):
        return 0.0
    return _word_after(clause, mention, item) * _subject(clause, mention)


def _subject(clause: Clause, mention: Mention) -> float:
    """Return how likely the name is what its clause is about: less after a preposition, "the rise of X is …"."""
    start = mention.first
    while start > clause.first and clause.only("skipped", start - 1, start):
        start -= 1
    possessive = clause.tokens[mention.last - 1].lower.endswith("'s")
    return 0.3 if clause.has("prepositions", start - 1, start) and not possessive else 1.0


def _word_before(clause: Clause, mention: Mention, item: Evaluation) -> float:
    """Weigh "the corrupt X", "the crimes of X", "worst thing about X"."""
    if clause.only("skipped", item.last, mention.first):
        return 1.0
    if _other_name_between(clause, item.last, mention.first):
        return 0.0
    if clause.has("of", item.last, item.last + 1) and clause.only("skipped", item.last + 1, mention.first):
        return 0.9
    return 0.3 if mention.first - item.last <= 6 else 0.0


def _word_after(clause: Clause, mention: Mention, item: Evaluation) -> float:
    """Weigh "X's lies", "X is corrupt", "X made terrible mistakes"."""
    possessive = clause.tokens[mention.last - 1].lower.endswith("'s")
    if item.first - mention.last <= (2 if possessive else 0):
        return 1.0
    if clause.has("copulas", mention.last, item.first):
        return 1.0 if item.first - mention.last <= 6 else 0.7
    if _gap(mention, item) <= 1:
        return 0.6
    return 0.6 if item.first - mention.last <= 8 else 0.3


def _other_name_between(clause: Clause, first: int, last: int) -> bool:
    return any(first <= other.first and other.last <= last for other in clause.mentions)


def _agent(clause: Clause, mention: Mention, item: Evaluation) -> float:
    """Weigh the name as the one who does it: before an active verb, after "by", as in "the lying X"."""
    ongoing = clause.tokens[item.last - 1].lower.endswith("ing")
    passive = clause.has("auxiliaries", item.first - 3, item.first) and not ongoing
    if mention.last <= item.first:
        if passive or _other_name_between(clause, mention.last, item.first) or _against_evil(clause, item):
            return 0.0
        return (0.9 if item.first - mention.last <= 5 else 0.4) * _subject(clause, mention)
    if item.last == mention.first and item.first > clause.first and clause.only("skipped", item.first - 1, item.first):
        return 0.8
    if clause.has("by", item.last, mention.first):
        return 0.9 if not _other_name_between(clause, item.last, mention.first) else 0.0
    return 0.0


def _against_evil(clause: Clause, item: Evaluation) -> bool:
    """Return whether a verb that would blame its agent is aimed at what is judged bad: "X attacked the terrorists"."""
    after = (other for other in clause.evaluations if other.role == "word" and other.sign < 0)
    return item.sign < 0 and any(0 <= other.first - item.last <= 3 for other in after)


def _attitude(clause: Clause, mention: Mention, item: Evaluation) -> float:
    """Weigh the writer's own liking or disliking of the name: "I trust X", "I'm against X and Y"."""
    if not _is_object(clause, mention, item) or clause.has("others", item.first - 3, item.first):
        return 0.0
    if clause.has("first_person", item.first - 5, item.first + 1):
        return 1.0
    return 0.8 if item.first == clause.first else 0.0


def _is_object(clause: Clause, mention: Mention, item: Evaluation) -> bool:
    """Return whether the name follows the verb closely, alone or joined to other names."""
    if item.last > mention.first:
        return False
    names = [other for other in clause.mentions if item.last <= other.first and other.last <= mention.first]
    if not names:
        return mention.first - item.last <= 5
    return clause.only("joiners", names[-1].last, mention.first)


def _before(clause: Clause, mention: Mention, item: Evaluation) -> float:
    starts = item.first <= clause.first + 1
    near = item.last <= mention.first and clause.only("skipped", item.last, mention.first)
    return 1.0 if near and starts else 0.0


def _after(clause: Clause, mention: Mention, item: Evaluation) -> float:
    alone = item.last == clause.last or is_word(clause.tokens[item.last - 1])
    return 1.0 if item.first == mention.last and alone else 0.0


def _opposes(clause: Clause, mention: Mention, item: Evaluation) -> float:
    """Weigh nothing: an opposing verb judges nobody by itself, it turns what it opposes."""
    del clause, mention, item
    return 0.0


_ROLES = {
    "word": _word,
    "agent": _agent,
    "attitude": _attitude,
    "before": _before,
    "after": _after,
    "opposes": _opposes,
}
