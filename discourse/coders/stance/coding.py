"""Stance: whether a comment is for or against each target of the codebook that it names (SemEval-2016 Task 6).

**favor** and **against** need a word that judges, in the same clause as the name and in a role that fits (``roles``);
where the target is named without one, **none**. What the writer reports of others, asks, or supposes counts less.
"X supports terrorists" is against X, "X was attacked by Y" against Y. A pronoun at the start of the next clause stands
for the name before it. In a language without a lexicon the coder abstains (code ``None``) where a target is named.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, TypeVar

from discourse.codebook import Codebook
from discourse.coders.explanation import Explanation, Move, abstains, log_linear, placed
from discourse.coders.phrases import Token, is_word, tokens
from discourse.coders.stance.evaluations import LANGUAGES, Evaluation, Evaluative, evaluative, find_evaluations
from discourse.coders.stance.mentions import Mention, Names, names_of, targets_of
from discourse.coders.stance.roles import Clause, relation
from discourse.languages import Languages, comment_languages
from discourse.model import Coding, Comment, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.text import Span

_Placed = TypeVar("_Placed", Mention, Evaluation)

CODER = "cues"
CODES = ("favor", "against", "none")
READ = 20_000
"""Characters of a comment that are read."""
SLOPE, NONE = 1.6, 0.8
"""Log-odds of a judging word in full force, and of *none* before any word is seen."""
_NOTHING = round(math.exp(NONE) / (2 + math.exp(NONE)), 3)
"""Probability of *none* where no word judges."""
_CARRIED = 0.8
"""What a pronoun's evidence counts for beside a name's."""
_STOPS = frozenset(".?!…;:()[]—–")


class Evidence(NamedTuple):
    """How far a judging word speaks for or against a target (-1 to 1), and the words from the one to the other."""

    weight: float
    span: Span


def code_stance(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages | None = None
) -> tuple[Coding, ...]:
    """Return one coding for each comment and each target that it names, by comment as shown, then by target id.

    A comment that names none and speaks of "him" or "it" is read as speaking of the one target that what it answers
    names (the parent comment, or the article's title), and coded where it judges. ``languages`` are
    ``comment_languages(thread)`` where they are known already.
    """
    if not codebook.targets:
        return ()
    names = names_of(codebook.targets, codebook.language)
    languages = comment_languages(thread) if languages is None else languages
    title = names.targets(thread.article.title or "")
    said = [said_in(comment.text, names) for comment in thread.comments]
    codings: list[Coding] = []
    for number, (comment, parent) in enumerate(zip(thread.comments, graph.parent.tolist(), strict=True)):
        if not is_gone(comment):
            about = title if parent == ARTICLE else targets_of(said[parent].mentions) if parent >= 0 else ()
            codings += (_coding(comment, found) for found in judged_by_words(said[number], languages[number], about))
    return tuple(codings)


class Said(NamedTuple):
    """A comment's text with its tokens, the names in it, and the judging words, ``None`` where not looked for yet."""

    text: str
    tokens: list[Token]
    mentions: list[Mention]
    evaluations: list[Evaluation] | None = None


class Judged(NamedTuple):
    """What judging words show about a target; no code where the coder abstains."""

    target: str
    code: str | None
    probability: float | None
    span: Span


def said_in(text: str, names: Names) -> Said:
    """Return a text with the names in it."""
    found = _read(text)
    return Said(text, found, names.find(text, found))


def judged_by_words(said: Said, language: str | None, about: tuple[str, ...]) -> Iterator[Judged]:
    """Yield what a comment says of each target that it names, or of the one that its parent is ``about``."""
    lexicon = evaluative(language) if language in LANGUAGES and language is not None else None
    if not said.mentions:
        yield from _addressed(said, about, lexicon)
        return
    evidence = _evidence(said, lexicon, None) if lexicon else {}
    for target in targets_of(said.mentions):
        first = next(mention for mention in said.mentions if mention.target == target)
        named = Span(said.tokens[first.first].start, said.tokens[first.last - 1].end)
        shown = decide(evidence.get(target, []), named) if lexicon else (None, None, named)
        yield Judged(target, *shown)


def _addressed(said: Said, about: tuple[str, ...], lexicon: Evaluative | None) -> Iterator[Judged]:
    if len(about) == 1 and lexicon is not None:
        judged = Judged(about[0], *decide(_evidence(said, lexicon, about[0]).get(about[0], []), Span(0, 0)))
        if judged.code != "none":
            yield judged


def _evidence(said: Said, lexicon: Evaluative, about: str | None) -> dict[str, list[Evidence]]:
    if said.evaluations == []:
        return {}
    return find_evidence(said, lexicon, about)


def _coding(comment: Comment, judged: Judged) -> Coding:
    return Coding(
        comment=comment.id,
        variable="stance",
        target=judged.target,
        code=judged.code,
        coder=CODER,
        probability=judged.probability,
        span=(judged.span.start, judged.span.end),
    )


def explain_stance(
    thread: Thread, codebook: Codebook, codings: Iterable[Coding], languages: Languages | None = None
) -> Iterator[Explanation]:
    """Yield what moved each of these codings; one that this coder would not give again is left out.

    ``languages`` are ``comment_languages(thread)`` where they are known already.
    """
    names = names_of(codebook.targets, codebook.language)
    languages = comment_languages(thread) if languages is None else languages
    for coding, numbers in placed(thread, codings):
        found = (
            _explained(coding, thread.comments[number], languages[number], names)
            for number in numbers
            if not is_gone(thread.comments[number])
        )
        yield from [explanation for explanation in found if explanation][:1]


def _explained(coding: Coding, comment: Comment, language: str | None, names: Names) -> Explanation | None:
    known = language in LANGUAGES
    if coding.code is None:
        return None if known else abstains(coding, "language")
    if not known or language is None or coding.target is None:
        return None
    said = said_in(comment.text, names)
    about = None if said.mentions else coding.target
    evidence = find_evidence(said, evaluative(language), about).get(coding.target, [])
    if decide(evidence, Span(*(coding.span or (0, 0))))[0] != coding.code:
        return None
    return log_linear(coding, CODES, _moves(evidence))


def _moves(evidence: list[Evidence]) -> Iterator[Move]:
    """Yield all that the probabilities are made of, in the order of ``CODES``."""
    yield Move("place:target", None, (0.0, 0.0, NONE))
    for item, weight in _counted(_ordered(evidence)):
        what = "evidence:for" if weight > 0 else "evidence:against"
        yield Move(what, item.span, (SLOPE * weight, -SLOPE * weight, 0.0))


def _read(text: str) -> list[Token]:
    return tokens(text, 0, min(len(text), READ))


def decide(evidence: list[Evidence], named: Span) -> tuple[str, float, Span]:
    """Return the code, its probability, and the words that show it best (the name alone for ``none``).

    A logit over the summed evidence, in which each further word counts half of the one before.
    """
    if not evidence:
        return "none", _NOTHING, named
    ordered = _ordered(evidence)
    total = sum(weight for _, weight in _counted(ordered))
    raised = {"favor": math.exp(SLOPE * total), "against": math.exp(-SLOPE * total), "none": math.exp(NONE)}
    code = max(raised, key=lambda name: raised[name])
    probability = round(min(raised[code] / sum(raised.values()), 0.95), 3)
    sign = {"favor": 1, "against": -1, "none": 0}[code]
    shown = next((item.span for item in ordered if item.weight * sign > 0), named)
    return code, probability, shown


def _ordered(evidence: list[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda item: (-abs(item.weight), item.span))


def _counted(ordered: list[Evidence]) -> list[tuple[Evidence, float]]:
    """Return the evidence that counts, the strongest first, and how much each counts."""
    return [(item, item.weight / 2**place) for place, item in enumerate(ordered[:5])]


def find_evidence(said: Said, lexicon: Evaluative, about: str | None = None) -> dict[str, list[Evidence]]:
    """Return what speaks for or against each target; ``about`` is the target that a first pronoun stands for."""
    evidence: dict[str, list[Evidence]] = {}
    before = [about] if about else []
    for clause in _clauses(said, lexicon):
        carried = [] if clause.mentions else _pronoun(clause, before)
        for mention in (*clause.mentions, *carried):
            share = _CARRIED if carried else 1.0
            evidence.setdefault(mention.target, []).extend(_of_mention(clause, mention, share))
        named = (*clause.mentions, *carried)
        before = sorted({mention.target for mention in named if not _owns(said.tokens, mention)})
    return evidence


def _owns(found: list[Token], mention: Mention) -> bool:
    """Return whether the name is a possessive: in "X's report. It …" the pronoun is the report."""
    return found[mention.last - 1].lower.endswith("'s")


def _of_mention(clause: Clause, mention: Mention, share: float) -> list[Evidence]:
    """Return the evidence on one mention, each word counted once, in its strongest reading."""
    weighed = [(relation(clause, mention, item) * share, item) for item in clause.evaluations]
    weighed = sorted((pair for pair in weighed if pair[0]), key=lambda pair: (-abs(pair[0]), pair[1].first))
    taken: set[int] = set()
    kept: list[Evidence] = []
    for weight, item in weighed:
        places = set(range(item.first, item.last))
        if not places & taken:
            taken |= places
            kept.append(_shown(clause.tokens, mention, item, weight))
    return kept


def _shown(found: list[Token], mention: Mention, item: Evaluation, weight: float) -> Evidence:
    first, last = min(mention.first, item.first), max(mention.last, item.last)
    return Evidence(weight, Span(found[first].start, found[last - 1].end))


def _pronoun(clause: Clause, before: list[str]) -> list[Mention]:
    """Return the pronoun at the start of a clause as a mention of the one target that what came before is about."""
    if len(before) != 1:
        return []
    for number in range(clause.first, min(clause.first + 3, clause.last)):
        if clause.tokens[number].lower in clause.lexicon.classes["pronouns"]:
            return [] if _points_ahead(clause, number) else [Mention(before[0], number, number + 1)]
    return []


def _points_ahead(clause: Clause, number: int) -> bool:
    """Return whether a pronoun stands for the clause that follows: "Es ist gut, dass …" is about no name."""
    classes, goes_on = clause.lexicon.classes, clause.lowers[clause.last - 1] not in _STOPS
    following = clause.lowers[number : clause.last + goes_on]
    return clause.lowers[number] in classes["ahead"] and not classes["that"].isdisjoint(following)


def _clauses(said: Said, lexicon: Evaluative) -> Iterator[Clause]:
    """Yield the clauses of a comment, each with its own names and judging words."""
    text, found, mentions = said.text, said.tokens, said.mentions
    evaluations = find_evaluations(lexicon, found) if said.evaluations is None else said.evaluations
    named = {mention.first for mention in mentions if _goes_on(found, mention, lexicon)}
    first, at_mention, at_evaluation = 0, 0, 0
    lowers = [token.lower for token in found]
    for last in (*_places(text, lowers, lexicon), len(found)) if found else ():
        if last < len(found) and not _begins_clause(text, found, last, named, lexicon):
            continue
        here, at_mention = _taken(mentions, at_mention, last)
        judging, at_evaluation = _taken(evaluations, at_evaluation, last)
        yield Clause(lexicon, found, lowers, first, last, here, judging, _asks(found, first, last))
        first = last


def _places(text: str, lowers: list[str], lexicon: Evaluative) -> Iterable[int]:
    """Return the tokens with which a clause may begin, the first apart; a quick look that leaves out most."""
    if "\n" in text:
        return range(1, len(lowers))
    begins = lexicon.classes["may_begin_clause"]
    pairs = enumerate(pairwise(lowers), 1)
    return [number for number, (before, here) in pairs if here in begins or before in _STOPS]


def _goes_on(found: list[Token], mention: Mention, lexicon: Evaluative) -> bool:
    """Return whether a word follows the name, so that after "and" it begins a clause of its own."""
    after = found[mention.last] if mention.last < len(found) else None
    return after is not None and is_word(after) and after.lower not in lexicon.classes["joiners"]


def _taken(items: list[_Placed], start: int, last: int) -> tuple[list[_Placed], int]:
    """Return the items from number ``start`` that begin before token ``last``, and the number after them."""
    end = start
    while end < len(items) and items[end].first < last:
        end += 1
    return items[start:end], end


def _begins_clause(text: str, found: list[Token], number: int, named: set[int], lexicon: Evaluative) -> bool:
    before, here = found[number - 1], found[number]
    if before.lower in _STOPS or "\n" in text[before.end : here.start]:
        return True
    if here.lower in lexicon.classes["clause_openers"]:
        return True
    if before.lower == "," and here.lower in lexicon.classes["subjects"]:
        return True
    joined = here.lower in lexicon.classes["joiners"]
    return joined and any(place in named for place in (number + 1, number + 2)) and before.lower not in {",", "the"}


def _asks(found: list[Token], first: int, last: int) -> bool:
    """Return whether the sentence that the clause belongs to ends in a question mark."""
    for token in found[last - 1 : last + 30]:
        if token.lower in {".", "!", "?", "…"}:
            return token.lower == "?"
    return any(token.lower == "?" for token in found[first:last] if not is_word(token))
