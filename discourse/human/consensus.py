"""What coders say together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from discourse.codebook import Codebook
from discourse.human.codings import ABSENT, CODES, PERSON, Coded, Codings, Mark, person
from discourse.model import Coding, Thread, Variable

Place = tuple[str | None, str]
"""A page and a comment of it."""
MOST_NAMES = 3


class Question(NamedTuple):
    """What is decided: a variable, and the target or claim type where it has one."""

    variable: Variable
    target: str | None = None


def questions_of(coders: Iterable[Codings]) -> list[Question]:
    """Return what any of the coders decided with one code a comment: all but form, sorted."""
    found = {
        Question(mark.variable, mark.target)
        for codings in coders
        for coded in codings.comments
        for mark in coded.marks
        if mark.variable == "reply_stance" or (mark.variable != "form" and mark.target is not None)
    }
    return sorted(found, key=lambda each: (list(CODES).index(each.variable), each.target or ""))


def answers(codings: Codings, question: Question) -> dict[Place, str | None]:
    """Return a coder's code for each comment that they looked at and decided; ``None`` where they cannot tell."""
    return answers_to(codings, [question])[question]


def answers_to(
    codings: Codings, questions: Sequence[Question], *, implied: bool = True
) -> dict[Question, dict[Place, str | None]]:
    """Return for each question a coder's code for each comment that they looked at and decided, in one pass.

    ``None`` is that they cannot tell. A claim or target that is not marked is ``absent``, if what is not said is
    ``implied``; of several codes of one comment the surest counts, the first of equally sure ones. Comments in which it
    is not decided are left out.
    """
    found: dict[Question, dict[Place, str | None]] = {question: {} for question in questions}
    asked = [question for question in found if question.variable in codings.asked]
    for coded in codings.comments:
        best = _best(coded)
        of_all = {question.variable: mark.code for question, mark in best.items() if question.target is None}
        for question in asked:
            if question in best:
                found[question][coded.source, coded.comment] = best[question].code
            elif ABSENT in CODES[question.variable] and (implied or question.variable in of_all):
                found[question][coded.source, coded.comment] = of_all.get(question.variable, ABSENT)
    return found


def _best(coded: Coded) -> dict[Question, Mark]:
    """Return the surest mark of a comment for each question; that it cannot be told counts before any other."""
    best: dict[Question, Mark] = {}
    for mark in coded.marks:
        question = Question(mark.variable, mark.target)
        if question not in best or mark.sureness > best[question].sureness:
            best[question] = mark
    return best


def consensus(coders: Sequence[Codings], over: Sequence[Codings] = ()) -> Codings:
    """Return what most of the coders say, as the codings of one; where no code has more than half, nobody can tell.

    Only those count who looked at a comment and could tell. A single coder's codings are returned as they are; of
    several, places and notes are left out, and of form it counts in how many codings a code stands. ``over`` are
    codings that these are laid over: then what those ask is answered, too, and decisions one by one imply nothing.
    """
    if len(coders) == 1:
        return coders[0]
    marks: dict[Place, list[Mark]] = defaultdict(list)
    for coded in (coded for codings in coders for coded in codings.comments):
        marks[coded.source, coded.comment] = []
    questions = questions_of([*coders, *over])
    given = [answers_to(codings, questions, implied=codings.whole or not over) for codings in coders]
    for question in questions:
        for place, said in _said([own[question] for own in given]).items():
            marks[place].append(Mark(variable=question.variable, target=question.target, code=_most(said)))
    _add_forms(coders, marks, implied=not over)
    return Codings(
        coder=_names(coders),
        comments=tuple(Coded(source=page, comment=id_, marks=tuple(own)) for (page, id_), own in marks.items()),
        asked=tuple(variable for variable in CODES if any(variable in codings.asked for codings in coders)),
        sheet=coders[0].sheet,
        codebook=coders[0].codebook,
        whole=all(codings.whole for codings in coders),
    )


def _names(coders: Sequence[Codings]) -> str:
    names = [codings.coder.removeprefix(PERSON) for codings in coders]
    shown = " + ".join(names[:MOST_NAMES]) + (f" + {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
    return person(shown) if any(codings.is_person for codings in coders) else shown


def _said(given: Sequence[Mapping[Place, str | None]]) -> dict[Place, list[str]]:
    """Return the codes given in each comment that anybody decided, none where nobody could tell."""
    said: dict[Place, list[str]] = defaultdict(list)
    for own in given:
        for place, code in own.items():
            said[place] += [] if code is None else [code]
    return said


def _most(said: Sequence[str]) -> str | None:
    code, often = next(iter(Counter(said).most_common(1)), (None, 0))
    return code if 2 * often > len(said) else None


def _add_forms(coders: Sequence[Codings], marks: Mapping[Place, list[Mark]], *, implied: bool) -> None:
    looked: Counter[Place] = Counter()
    found: Counter[tuple[Place, str]] = Counter()
    for codings in (codings for codings in coders if "form" in codings.asked):
        for coded in codings.comments:
            codes = {mark.code for mark in coded.marks if mark.variable == "form"}
            if codes or codings.whole or implied:
                looked[coded.source, coded.comment] += 1
                found.update(((coded.source, coded.comment), code) for code in codes if code is not None)
    most = [(place, code) for (place, code), often in found.items() if 2 * often > looked[place]]
    for place, code in most:
        marks[place].append(Mark(variable="form", code=code))
    for place in {} if implied else dict.fromkeys(looked).keys() - {place for place, _ in most}:
        marks[place].append(Mark(variable="form", code=None))


def machine_codings(pages: Iterable[tuple[str, Thread, Sequence[Coding]]], coder: str, codebook: Codebook) -> Codings:
    """Return a machine's codings of pages as those of a coder who looked at every comment for all of the codebook."""
    comments: list[Coded] = []
    asked: set[Variable] = {"claim"} if codebook.claim_types else set()
    asked |= {"stance"} if codebook.targets else set()
    for source, thread, codings in pages:
        marks: dict[str, list[Mark]] = {comment.id: [] for comment in thread.comments}
        for coding in codings:
            marks[coding.comment].append(_mark(coding))
        asked.update(coding.variable for coding in codings)
        comments += [Coded(source=source, comment=id_, marks=tuple(own)) for id_, own in marks.items()]
    return Codings(
        coder=coder, comments=tuple(comments), asked=tuple(variable for variable in CODES if variable in asked)
    )


def _mark(coding: Coding) -> Mark:
    return Mark(
        variable=coding.variable,
        target=coding.target if coding.variable != "reply_stance" else None,
        code=coding.code,
        span=coding.span,
        probability=coding.probability,
    )
