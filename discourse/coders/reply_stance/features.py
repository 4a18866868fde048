"""What a reply shows about what it answers: named features, each with the words that carry it.

The list follows the field's: agreement and disagreement markers and where they stand, negation scope, questions real
and rhetorical, requests for evidence, hedges, second person, contrast, sarcasm, overlap with the parent (Misra & Walker
2013; Rosenthal & McKeown 2015; Aker et al. 2017 for RumourEval).
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from discourse.coders.phrases import Match, is_break, is_word
from discourse.coders.reply_stance.reading import Reading
from discourse.text import Span

NEGATABLE = frozenset({"agree", "approve", "disagree", "refute", "confirm", "doubt", "thanks", "insult"})
"""Kinds of marker that a negator turns into their opposite."""
PLACED = frozenset({"agree", "disagree", "object", "refute", "doubt", "confirm", "request", "rhetorical", "thanks"})
"""Kinds that are weaker after the first sentences, and stronger when they come again."""
SCOPE = 4
"""Tokens before a marker in which a negator turns it, unless a comma, a full stop or a "but" stands between."""
EARLY = 2
"""Sentences at the start in which a marker most likely speaks to the parent."""
_IN_A_WORD = 4
"""Tokens of a question in a word."""


class Feature(NamedTuple):
    """A feature and where it shows; ``None`` where no words show it by themselves ("you", what the parent does)."""

    name: str
    span: Span | None = None


def reply_features(reply: Reading, parent: Reading | None) -> list[Feature]:
    """Return the features of a reply to a comment, or to the article where ``parent`` is ``None``.

    Each name at most once, at its first place, in order of name.
    """
    first: dict[str, Feature] = {}
    groups = (_opening, _opening_anywhere, _anywhere, _questions, _form)
    own = (feature for group in groups for feature in group(reply))
    for feature in (*own, *_versus(reply, parent)):
        first.setdefault(feature.name, feature)
    return sorted(first.values(), key=lambda feature: feature.name)


def _opening(reply: Reading) -> Iterator[Feature]:
    if not reply.tokens:
        return
    start = reply.opening
    found = _opening_markers(reply, start)
    for kind, last in sorted(found.items()):
        yield Feature(f"opens:{kind}", reply.span(start, last))
    if "yes" in found and _contrast_follows(reply, found["yes"]):
        yield Feature("opens:yes but", reply.span(start, found["yes"]))
    negator = _first_negator(reply, start, start + 4)
    if negator is not None and "no" not in found:
        yield Feature("opens:negation", reply.span(start, negator + 1))
    if reply.tokens[start].lower in reply.markers.second_person:
        yield Feature("opens:you")


def _opening_anywhere(reply: Reading) -> Iterator[Feature]:
    """Yield the markers of the other table that happen to stand at the start."""
    for match in reply.matches:
        if match.first > reply.opening + 1:
            return
        if match.last > reply.opening:
            name, span = _named(reply, match)
            yield Feature(f"opens:{name}", span)


def _opening_markers(reply: Reading, start: int) -> dict[str, int]:
    """Return the kinds of marker at the start and where they end; "True" or "Wrong" count only when alone."""
    found: dict[str, int] = {}
    for kind, last in reply.markers.opening.find_at(reply.tokens, start).items():
        alone = last == len(reply.tokens) or not is_word(reply.tokens[last])
        is_none = reply.is_ignored(start, last) or reply.runs_into_litotes(start, last)
        is_none = is_none or reply.only_determines(start, last)
        if not is_none and (alone or not kind.endswith("_alone")):
            name = kind.removesuffix("_alone")
            found[name] = max(last, found.get(name, 0))
    return found


def _contrast_follows(reply: Reading, start: int) -> bool:
    return any(token.lower in reply.markers.contrast for token in reply.tokens[start : start + 12])


def _negates(reply: Reading, start: int, end: int) -> bool:
    return any(number in reply.negators for number in range(max(start, 0), end))


def _first_negator(reply: Reading, start: int, end: int) -> int | None:
    within = range(start, min(end, len(reply.tokens)))
    return next((number for number in within if number in reply.negators), None)


def _named(reply: Reading, match: Match) -> Feature:
    """Return the marker as a feature, with ``not`` before its kind where a negator turns it."""
    if match.kind in NEGATABLE:
        for number in range(match.first - 1, max(match.first - SCOPE, 0) - 1, -1):
            token = reply.tokens[number]
            if is_break(token) or token.lower in reply.markers.contrast:
                break
            if number in reply.negators:
                return Feature(f"not {match.kind}", reply.span(number, match.last))
    return Feature(match.kind, reply.span(match.first, match.last))


def _anywhere(reply: Reading) -> Iterator[Feature]:
    times: Counter[str] = Counter()
    for match in reply.matches:
        name, span = _named(reply, match)
        early = match.kind not in PLACED or reply.sentence_of(match.first) < EARLY
        if name == "insult" and _near(reply, match, reply.markers.second_person):
            yield Feature("insult to you", span)
        yield Feature(name if early else f"late {name}", span)
        times[name] += match.kind in PLACED
        if times[name] == 2:
            yield Feature(f"{name} again", span)
    for kind, span in reply.signs.items():
        yield Feature(f"sign:{kind}", span)


def _near(reply: Reading, match: Match, words: frozenset[str]) -> bool:
    around = reply.tokens[max(match.first - 6, 0) : match.last + 4]
    return any(token.lower in words for token in around)


def _questions(reply: Reading) -> Iterator[Feature]:
    asked = [sentence for sentence in reply.sentences if _ends_with(reply, sentence, "?")]
    if not asked:
        yield from _unmarked_question(reply)
        return
    span = reply.span(*asked[-1])
    yield Feature("asks", reply.span(*asked[0]))
    if len(asked) == len(reply.sentences):
        yield Feature("only asks", span)
    if asked[0] == reply.sentences[0]:
        yield Feature("asks first", reply.span(*asked[0]))
        if reply.tokens[asked[0][0]].lower in reply.markers.takes_up:
            yield Feature("retort", reply.span(*asked[0]))
    if asked[-1] == reply.sentences[-1]:
        yield Feature("asks last", span)
    own = {last for first, last in asked if last - first > _IN_A_WORD}
    for sentence in asked:
        yield from _kind_of_question(reply, sentence, asks_itself=sentence[0] in own)


def _ends_with(reply: Reading, sentence: tuple[int, int], sign: str) -> bool:
    return any(token.lower == sign for token in reply.tokens[max(sentence[1] - 2, sentence[0]) : sentence[1]])


def _unmarked_question(reply: Reading) -> Iterator[Feature]:
    if 0 < reply.words <= 12 and reply.tokens[reply.opening].lower in reply.markers.wh_words:
        yield Feature("asks without a mark", reply.span(0, len(reply.tokens)))


def _kind_of_question(reply: Reading, sentence: tuple[int, int], *, asks_itself: bool) -> Iterator[Feature]:
    """Yield the kinds of a question; what goes on with a question of one's own ("If so, who …?") asks nobody back."""
    first, last = sentence
    span = reply.span(first, last)
    lower = [token.lower for token in reply.tokens[first:last]]
    if any(word in reply.markers.wh_words for word in lower[:3]):
        yield Feature("asks wh", span)
    elif any(word in reply.markers.question_openers for word in lower[:2]):
        yield Feature("asks yes-no", span)
    if any(word in reply.markers.second_person for word in lower):
        yield Feature("asks you", span)
    if _negates(reply, first, last):
        yield Feature("asks negated", span)
    if not asks_itself and _is_conditional(reply, lower):
        yield Feature("if … why?", span)
    if len(lower) <= _IN_A_WORD:
        yield Feature("asks in a word", span)


def _is_conditional(reply: Reading, lower: list[str]) -> bool:
    condition = next((place for place, word in enumerate(lower) if word in reply.markers.conditional), None)
    return condition is not None and any(word in reply.markers.wh_words for word in lower[condition + 1 :])


def _form(reply: Reading) -> Iterator[Feature]:
    for token in reply.tokens:
        if token.lower == "!":
            yield Feature("exclaims")
        elif token.lower in reply.markers.second_person:
            yield Feature("says you")
        elif token.lower in reply.markers.first_person:
            yield Feature("says i")
    yield from _negations(reply)
    yield from _short_quotation(reply)


def _negations(reply: Reading) -> Iterator[Feature]:
    last = reply.sentences[:EARLY][-1][1] if reply.sentences else 0
    negator = _first_negator(reply, 0, last)
    if negator is not None:
        end = negator + 1
        while end < min(negator + 3, last) and is_word(reply.tokens[end]):
            end += 1
        yield Feature("negates", reply.span(negator, end))


def _short_quotation(reply: Reading) -> Iterator[Feature]:
    """Yield a word or three in quotation marks: distance from another's word."""
    opened: int | None = None
    for number, token in enumerate(reply.tokens):
        if token.lower not in '"“”„«»' or token.lower in "'’":
            continue
        if opened is not None and 1 <= number - opened - 1 <= 3:
            yield Feature("quotes a word")
            return
        opened = number


def _versus(reply: Reading, parent: Reading | None) -> Iterator[Feature]:
    if parent is None:
        return
    shared = [number for word, number in reply.content.items() if word in parent.content]
    share = len(shared) / max(len(reply.content), 1)
    yield Feature(f"overlap:{_share(share)}")
    if share > 0.5 and len(shared) >= 4 and len(shared) > 0.7 * len(parent.content):
        yield Feature("repeats the parent", reply.span(min(shared), max(shared) + 1))
    if parent.sentences and _ends_with(parent, parent.sentences[-1], "?"):
        yield Feature("parent asks")
    yield from _negated_overlap(reply, shared)


def _share(share: float) -> str:
    bounds = ((0.0, "none"), (0.2, "low"), (0.5, "middle"))
    return next((name for bound, name in bounds if share <= bound), "high")


def _negated_overlap(reply: Reading, shared: list[int]) -> Iterator[Feature]:
    for number in sorted(shared):
        if reply.sentence_of(number) >= EARLY:
            return
        if _negates(reply, number - SCOPE, number):
            yield Feature("negates the parent's word", reply.span(max(number - SCOPE, 0), number + 1))
            return
