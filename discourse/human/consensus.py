"""What coders say together, and people as a coder of a thread."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from discourse.codebook import Codebook
from discourse.errors import CodingError
from discourse.human.codings import ABSENT, CODES, PERSON, Coded, Codings, Mark, codings_of, person
from discourse.model import Coding, Thread, Variable
from discourse.replies.graph import ReplyGraph

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


def answers_to(codings: Codings, questions: Sequence[Question]) -> dict[Question, dict[Place, str | None]]:
    """Return for each question a coder's code for each comment that they looked at and decided, in one pass.

    ``None`` is that they cannot tell. A claim or target that is not marked is ``absent``; of several codes of one
    comment the surest counts, the first of equally sure ones. Comments in which it is not decided are left out.
    """
    found: dict[Question, dict[Place, str | None]] = {question: {} for question in questions}
    asked = [question for question in found if question.variable in codings.asked]
    for coded in codings.comments:
        best = _best(coded)
        unsure = {question.variable for question, mark in best.items() if question.target is None and mark.code is None}
        for question in asked:
            if question in best:
                found[question][coded.source, coded.comment] = best[question].code
            elif question.variable in unsure:
                found[question][coded.source, coded.comment] = None
            elif ABSENT in CODES[question.variable]:
                found[question][coded.source, coded.comment] = ABSENT
    return found


def _best(coded: Coded) -> dict[Question, Mark]:
    """Return the surest mark of a comment for each question; that it cannot be told counts before any other."""
    best: dict[Question, Mark] = {}
    for mark in coded.marks:
        question = Question(mark.variable, mark.target)
        if question not in best or _sureness(mark) > _sureness(best[question]):
            best[question] = mark
    return best


def _sureness(mark: Mark) -> float:
    if mark.is_unread:
        return -1.0  # what was read beside it counts
    return 1.0 if mark.probability is None else mark.probability


def consensus(coders: Sequence[Codings]) -> Codings:
    """Return what most of the coders say, as the codings of one; where no code has more than half, nobody can tell.

    Only those count who looked at a comment and could tell. A single coder's codings are returned as they are; of
    several, places and notes are left out, and of form it counts in how many codings a code stands.
    """
    if len(coders) == 1:
        return coders[0]
    marks: dict[Place, list[Mark]] = defaultdict(list)
    for coded in (coded for codings in coders for coded in codings.comments):
        marks[coded.source, coded.comment] = []
    questions = questions_of(coders)
    given = [answers_to(codings, questions) for codings in coders]
    for question in questions:
        for place, said in _said([own[question] for own in given]).items():
            code, often = Counter(said).most_common(1)[0]
            agreed = code if 2 * often > len(said) else None
            marks[place].append(Mark(variable=question.variable, target=question.target, code=agreed))
    _add_forms(coders, marks)
    names = [codings.coder.removeprefix(PERSON) for codings in coders]
    shown = " + ".join(names[:MOST_NAMES]) + (f" + {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
    return Codings(
        coder=person(shown) if any(codings.is_person for codings in coders) else shown,
        comments=tuple(Coded(source=page, comment=id_, marks=tuple(own)) for (page, id_), own in marks.items()),
        asked=tuple(variable for variable in CODES if any(variable in codings.asked for codings in coders)),
        sheet=coders[0].sheet,
        codebook=coders[0].codebook,
    )


def _said(given: Sequence[Mapping[Place, str | None]]) -> dict[Place, list[str]]:
    said: dict[Place, list[str]] = defaultdict(list)
    for own in given:
        for place, code in own.items():
            if code is not None:
                said[place].append(code)
    return said


def _add_forms(coders: Sequence[Codings], marks: Mapping[Place, list[Mark]]) -> None:
    asked = [codings for codings in coders if "form" in codings.asked]
    looked: Counter[Place] = Counter()
    found: Counter[tuple[Place, str]] = Counter()
    for coded in (coded for codings in asked for coded in codings.comments):
        place = coded.source, coded.comment
        looked[place] += 1
        codes = {mark.code for mark in coded.marks if mark.variable == "form" and mark.code is not None}
        found.update((place, code) for code in codes)
    for (place, code), often in found.items():
        if 2 * often > looked[place]:
            marks[place].append(Mark(variable="form", code=code))


def as_coder(coders: Sequence[Codings]) -> Callable[[Thread, ReplyGraph, Codebook], tuple[Coding, ...]]:
    """Return people (or machines, by their files) as a coder of threads: what most of them say.

    Of comments that nobody looked at the coder says that it cannot tell. It raises CodingError where nobody coded a
    comment of the thread.
    """
    agreed = consensus(coders)

    def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:  # noqa: ARG001
        parents = _parents(thread, graph)
        place = {comment.id: number for number, comment in reversed(list(enumerate(thread.comments)))}
        ids: dict[str, list[str]] = defaultdict(list)
        for coded in agreed.comments:
            ids[coded.source or thread.article.source].append(coded.comment)
        page = page_among(ids, thread) or thread.article.source
        own = [coding for coding in codings_of(agreed, page) if coding.comment in place]
        if not own:
            raise CodingError(f"{thread.article.source}: the codings are of no comment of this page; give its own")
        looked = {coded.comment for coded in agreed.comments if coded.source in (None, page)}
        placed = [_answering(coding, parents) for coding in (*own, *_unseen(agreed, [*place], looked))]
        return tuple(sorted(placed, key=lambda coding: (place[coding.comment], _order(coding))))

    return code


def _unseen(agreed: Codings, ids: Iterable[str], looked: set[str]) -> Iterator[Coding]:
    """Yield that nobody can tell of the comments that were not looked at: they are not without claims."""
    for id_ in ids:
        for variable in agreed.asked if id_ not in looked else ():
            yield Coding(comment=id_, variable=variable, target=None, code=None, coder=agreed.coder)


def page_among(pages: Mapping[str, Sequence[str]], thread: Thread) -> str | None:
    """Return which of the pages, named with the ids of comments that are of it, a thread is; ``None`` for none.

    It is the one whose comments it has most of; a page named as the thread is wins over others.
    """
    have = {comment.id for comment in thread.comments}
    found = [(sum(id_ in have for id_ in ids), name == thread.article.source, name) for name, ids in pages.items()]
    count, _, name = max(found, default=(0, False, ""))
    return name if count else None


def _order(coding: Coding) -> tuple[str, str, tuple[int, int]]:
    return coding.variable, coding.target or "", coding.span or (-1, -1)


def _parents(thread: Thread, graph: ReplyGraph) -> dict[str, str | None]:
    rows = zip(thread.comments, graph.parent.tolist(), strict=True)
    return {
        comment.id: thread.comments[parent].id if parent >= 0 else graph.stated.get(number)
        for number, (comment, parent) in enumerate(rows)
    }


def _answering(coding: Coding, parents: Mapping[str, str | None]) -> Coding:
    if coding.variable != "reply_stance":
        return coding
    from msgspec.structs import replace

    return replace(coding, target=parents.get(coding.comment))


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
