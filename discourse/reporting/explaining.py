"""One comment explained: each of its labels, what moved it and by how much, as records and as lines to read."""

import math
import textwrap
from collections.abc import Collection, Iterator

import msgspec

from discourse.analysis import Analysis
from discourse.coders import explain
from discourse.coders.explanation import SMALL, Explanation
from discourse.coders.reason_words import in_words
from discourse.errors import DiscourseError
from discourse.model import Coding, Comment, Thread, Variable
from discourse.removed import is_gone
from discourse.replies.graph import GUESSED_KINDS, LINK_KINDS
from discourse.reporting.listing import answer_of, posted_when
from discourse.reporting.reasons import Reason, log_odds, reason
from discourse.reporting.records import Answer
from discourse.reporting.wording import count, probability, quoted, shortened
from discourse.translation.phrases import enumerated
from discourse.visible import visible

VARIABLES: dict[Variable, str] = {
    "reply_stance": "what it does to what it answers",
    "claim": "what it does with a claim",
    "stance": "what it says of a target",
    "form": "how one of its clauses is meant",
}
"""What is labelled, each said in words."""
SHOWN_CHARACTERS = 2_000
"""Characters that are printed of the comment."""
_ANSWERED = 240
_COLUMNS = 96
_SIGNS = 10
"""Signs of a bar for one log-odds."""
_LONGEST_BAR = 25


class Other(msgspec.Struct, frozen=True):
    """A code that was not given, and by how many log-odds it is behind the one that was; below 0 it is ahead."""

    code: str
    behind: float


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A label with what moved it.

    ``words`` are those that show it, ``subject`` is the claim or the target in words. ``rest`` sums up the smaller
    reasons, in log-odds. ``because`` says why there is no code, ``explainer`` which coder was asked for the reasons.
    """

    variable: Variable
    subject: str | None
    code: str | None
    probability: float | None
    coder: str
    words: str
    reasons: tuple[Reason, ...]
    rest: float
    others: tuple[Other, ...]
    because: str | None = None
    explainer: str


class ExplainedComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment with its labels; ``answered`` is the opening of the comment or the title that it answers.

    ``notes`` say what its labels rest on, and what it was looked through for in vain.
    """

    number: int
    id: str
    author: str | None
    when: str | None
    status: str
    text: str
    answer: Answer
    answered: str | None
    labels: tuple[Explained, ...]
    notes: tuple[str, ...]


def comment_number(thread: Thread, named: str) -> int:
    """Return the place (from 0) of a comment named by its id, by its number ("#3", or "3"), or by its author.

    The first of these that fits counts. Raises DiscourseError where there is none, or several.
    """
    comments, source = thread.comments, thread.article.source
    if not comments:
        raise DiscourseError(f"{source}: it has no comments, so there is none to explain")
    of_author = [place for place, one in enumerate(comments) if (one.author or "").casefold() == named.casefold()]
    by_id = [place for place, one in enumerate(comments) if one.id == named]
    number = named.removeprefix("#")
    in_order = number.isascii() and number.isdigit() and len(number) < 10 and 0 < int(number) <= len(comments)
    for found in (by_id, [int(number) - 1] if in_order else [], of_author):
        if len(found) == 1:
            return found[0]
        if found:
            raise DiscourseError(f"{source}: {_several(named, found, by_id=found is by_id)}; name one by its number")
    raise DiscourseError(
        f"{source}: no comment is {quoted(named)}; it has {count(len(comments), 'comment')}: name one by number "
        f"(1{f' to {len(comments)}' if len(comments) > 1 else ''}), by id, or by the name of an author who wrote one"
    )


def _several(named: str, found: list[int], *, by_id: bool) -> str:
    numbers = enumerated([f"#{place + 1}" for place in found[:6]] + (["more"] if len(found) > 6 else []))
    return f"{quoted(named)} {'is the id of' if by_id else 'wrote'} {count(len(found), 'comment')} ({numbers})"


def explained(
    analysis: Analysis, number: int, variables: Collection[Variable] = (), coder: str = "auto"
) -> ExplainedComment:
    """Return one comment explained; ``number`` is its place, from 0, and no variables named are all.

    Raises CodingError where the coder of another package fails to explain.
    """
    comment = analysis.thread.comments[number]
    wanted = [variable for variable in VARIABLES if variable in variables or not variables]
    own = [one for one in analysis.codings if one.comment == comment.id and one.variable in wanted]
    own.sort(key=lambda one: (wanted.index(one.variable), one.target or "", one.span or (-1, -1)))
    explanations = explain(analysis.thread, analysis.graph, analysis.codebook, own, coder)
    return ExplainedComment(
        number=number + 1,
        id=comment.id,
        author=comment.author,
        when=posted_when(comment),
        status=comment.status,
        text=comment.text,
        answer=answer_of(number, analysis),
        answered=_answered(analysis, number),
        labels=tuple(_explained(one, comment, analysis, coder) for one in explanations),
        notes=tuple(_notes(analysis, number, own, bool(variables) and set(wanted))),
    )


def _answered(analysis: Analysis, number: int) -> str | None:
    parent = int(analysis.graph.parent[number])
    if parent >= 0:
        return analysis.thread.comments[parent].text
    return None if LINK_KINDS[analysis.graph.kind[number]] == "missing" else analysis.thread.article.title


def _explained(explanation: Explanation, comment: Comment, analysis: Analysis, coder: str) -> Explained:
    coding = explanation.coding
    reasons = tuple(reason(part, comment.text) for part in explanation.parts)
    return Explained(
        variable=coding.variable,
        subject=_subject(coding, analysis),
        code=coding.code,
        probability=coding.probability,
        coder=coding.coder,
        words=comment.text[slice(*coding.span)] if coding.span else "",
        reasons=reasons if coding.code else (),
        rest=explanation.rest,
        others=tuple(Other(*rival) for rival in explanation.rivals),
        because=None if coding.code else _because(reasons, comment),
        explainer=coding.coder if coder == "auto" else coder,
    )


def _subject(coding: Coding, analysis: Analysis) -> str | None:
    if coding.variable in ("reply_stance", "form") or coding.target is None:
        return None
    listed = analysis.codebook.claim_types if coding.variable == "claim" else analysis.codebook.targets
    return next((one.label for one in listed if one.id == coding.target), coding.target)


def _because(reasons: tuple[Reason, ...], comment: Comment) -> str:
    """Return why a coder abstains: in its own words, else what anybody can see."""
    if reasons:
        return enumerated([one.what for one in reasons])
    if is_gone(comment):
        return "it was deleted or taken down"
    if not any(map(str.isalnum, comment.text)):
        return "it has no words to judge by"
    return "the coder does not say why"


def _notes(analysis: Analysis, number: int, own: list[Coding], asked: "set[Variable] | bool") -> Iterator[str]:
    comment, graph, book = analysis.thread.comments[number], analysis.graph, analysis.codebook
    coded = {coding.variable for coding in own}
    kind, sure = LINK_KINDS[graph.kind[number]], float(graph.probability[number])
    if "reply_stance" in coded and kind in GUESSED_KINDS:
        yield f"What it answers is a guess ({probability(sure)}), and its reply stance can be no surer than that."
    if is_gone(comment) and not any(coding.code for coding in own):
        yield "It was deleted or taken down, so no coder judges what it said."
        return
    wanted = asked if isinstance(asked, set) else set(VARIABLES) - {"form"}
    found_not: dict[Variable, str] = {
        "reply_stance": "Nobody coded its reply stance.",
        "claim": _none_of(len(book.claim_types), "claim type"),
        "stance": _none_of(len(book.targets), "target"),
        "form": "Nobody coded the form of its clauses.",
    }
    yield from (said for variable, said in found_not.items() if variable in wanted and variable not in coded)


def _none_of(number: int, noun: str) -> str:
    """Return that nothing of the codebook was found.

    >>> _none_of(4, "target"), _none_of(1, "target"), _none_of(0, "target")
    ('None of the 4 targets of the codebook was found in it.', 'The only target of the codebook was not found in it.', \
'The codebook has no targets.')
    """
    if not number:
        return f"The codebook has no {noun}s."
    return (
        f"The only {noun} of the codebook was not found in it."
        if number == 1
        else (f"None of the {count(number, noun)} of the codebook was found in it.")
    )


def explained_lines(one: ExplainedComment) -> Iterator[str]:
    """Yield a comment explained as lines of text, for people."""
    yield _headline(one)
    if one.answered:
        yield f"  answered: {quoted_text(one.answered, _ANSWERED)}"
    yield from _text_lines(one.text)
    for label in one.labels:
        yield ""
        yield from _label_lines(label)
    if one.notes:
        yield ""
        yield from one.notes
    if any(label.reasons for label in one.labels):
        yield ""
        yield (
            "The numbers are log-odds: what each thing adds to the label beyond what it adds to the other labels on "
            "average; 0.7 doubles the odds."
        )
    if any(each.what in _owed() for label in one.labels for each in label.reasons):
        yield (
            "What is owed to a word is what the label loses where the coder is asked again without it: little, where "
            "other words say the same. So such numbers do not add up."
        )
    if any(in_words("claim:place") in {each.what for each in label.reasons} for label in one.labels):
        yield (
            "Of a claim, or of a statement read as one, what finds it adds to the odds that it is made at all, the "
            "rest to those of how it is meant."
        )


def _owed() -> frozenset[str]:
    return frozenset(in_words(f"owes:{what}") for what in ("word", "words", "answered", "claims", "rest"))


def quoted_text(text: str, longest: int) -> str:
    """Return a text of a stranger on one line, in quotation marks, at most so long."""
    return f"“{shortened(visible(text), longest)}”"


def _headline(one: ExplainedComment) -> str:
    answer = one.answer
    above = f" #{answer.number} {answer.author}" if answer.number else ""
    certainty = f" ({answer.certainty})" if answer.certainty else ""
    status = None if one.status == "shown" else f"{one.status} on the page"
    name = shortened(visible(one.author), 80) if one.author else "no name"
    facts = (f"#{one.number} {name}", one.when, status, f"{answer.words}{above}{certainty}")
    return ", ".join(fact for fact in facts if fact)


def _text_lines(text: str) -> Iterator[str]:
    shown = visible(text[:SHOWN_CHARACTERS])
    if not shown.strip():
        yield "  (no text)"
    for line in shown.splitlines():
        yield from textwrap.wrap(line, _COLUMNS, initial_indent="  | ", subsequent_indent="  | ")
    if len(text) > SHOWN_CHARACTERS:
        yield f"  (the first {SHOWN_CHARACTERS:,} of {len(text):,} characters)"


def _label_lines(label: Explained) -> Iterator[str]:
    subject = f"{quoted(visible(label.subject))}: " if label.subject else ""
    sure = "" if label.probability is None else f" {probability(label.probability)}"
    variable = f"({label.variable.replace('_', ' ')}: {VARIABLES[label.variable]})"
    if label.code is None:
        yield f"{subject}undecided {variable}"
        yield f"  because {label.because}"
        return
    yield f"{subject}{shortened(visible(label.code), 40)}{sure} {variable}"
    if label.words.strip():
        yield f"  shown by {quoted_text(label.words, 80)}"
    if not label.reasons:
        yield f"  the coder {quoted(visible(label.explainer))} does not say what moved this label"
        return
    for one in label.reasons:
        words = f"{quoted_text(one.words, 60)}: " if one.words else ""
        yield f"  {_weighed(one.weight)} {words}{one.what}"
    if abs(label.rest) >= SMALL:
        yield f"  {_weighed(label.rest)} smaller things together"
    yield from (f"  not {_behind(other)}" for other in label.others)


def _weighed(weight: float) -> str:
    bar = ("+" if weight > 0 else "−") * min(round(abs(weight) * _SIGNS), _LONGEST_BAR)
    return f"{log_odds(weight):>5} {bar:<{_LONGEST_BAR}}"


def _behind(other: Other) -> str:
    """Return how far a code that was not given is behind.

    >>> _behind(Other("deny", 1.4)), _behind(Other("query", 0.0))
    ('deny: 1.4 behind, 4.1 times less probable', 'query: 0.0 behind, as probable')
    >>> _behind(Other("support", -0.1))
    'support: 0.1 ahead, but too little in the comment itself speaks for it'
    >>> _behind(Other("none", -0.1))
    'none: 0.1 ahead, but a side as probable as this is given all the same'
    """
    code = shortened(visible(other.code), 40)
    if other.behind < 0 and other.code == "none":
        return f"{code}: {-other.behind:.1f} ahead, but a side as probable as this is given all the same"
    if other.behind < 0:
        return f"{code}: {-other.behind:.1f} ahead, but too little in the comment itself speaks for it"
    times = math.exp(min(other.behind, 50))
    how = f"{times:.1f} times" if times < 10 else f"{times:.0f} times" if times < 1000 else "over 1,000 times"
    return f"{code}: {other.behind:.1f} behind, {'as probable' if times < 1.05 else f'{how} less probable'}"
