"""Learn a coder of one's own from people's codings: one model for each thing that was asked, judged on other threads.

Little is learned from, so each model starts from what the base coder (``linear``) says and adds words of the comment
and of what it answers: a multinomial logit with a ridge, as the coder ``linear`` itself is fitted. Its figures are of
comments that it was not fitted on: other pages, or where all are of one page, other branches of it. Calibration and
the preference for rare codes are set on the same comments, so that the figures flatter a little.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from discourse.agreement.coefficients import alpha, once
from discourse.agreement.values import values_of
from discourse.codebook import Codebook
from discourse.coders import linear
from discourse.coders.learned.grams import stacked
from discourse.coders.linear.model import BITS, Features, Matrix, softmax
from discourse.coders.own.coding import Comments, chances, judged
from discourse.coders.own.features import CODES, features, names, said_by
from discourse.coders.own.model import Own, Question, decide
from discourse.errors import DiscourseError
from discourse.human.codings import Codings
from discourse.human.consensus import Question as Asked
from discourse.human.consensus import answers, consensus, questions_of
from discourse.languages import comment_languages
from discourse.model import Coding, Thread
from discourse.replies.build import reply_graph
from discourse.replies.graph import ReplyGraph
from discourse.training.linear.fit import FOLDS, Cases, Fit, as_model, fit, quantised
from discourse.training.linear.tasks import Task

LEAST_COMMENTS = 20
"""Coded comments from which anything is learned."""
LEAST_OF_CODE = 4
"""Comments that two codes at least need to be learned from."""
RIDGE = 3.0
TRUST = 2.0
"""Weight toward which the base coder's own code is pulled: with nothing learned, its codes are given."""
_KIND = "comment"


class Page(NamedTuple):
    """A page, what answers what on it, and what the base coder says."""

    source: str
    thread: Thread
    graph: ReplyGraph
    base: tuple[Coding, ...]
    comments: Comments


class Figures(NamedTuple):
    """How well a thing is coded in comments not learned from: by what was learned, the base coder, and the usual code.

    ``codes`` has how many comments people gave each code; a share of agreement, mean F1 of the codes that occur, and
    Krippendorff's alpha with the people stand for each of the three, by name.
    """

    asked: Asked
    codes: dict[str, int]
    groups: int
    agreement: dict[str, float]
    f1: dict[str, float]
    alpha: dict[str, float | None]


class NotLearned(NamedTuple):
    """A thing that was asked and not learned, and why."""

    asked: Asked
    why: str


class Next(NamedTuple):
    """A comment not coded yet, and how unsure the coder is of it, 0 to 1: the next to be coded by people."""

    source: str
    comment: str
    doubt: float


class Trained(NamedTuple):
    """A coder, its figures, what could not be learned, which comments to code next, and by what folds were divided."""

    own: Own
    figures: tuple[Figures, ...]
    left: tuple[NotLearned, ...]
    next: tuple[Next, ...]
    divided: str
    coded: int


class _Rows(NamedTuple):
    """The comments with an answer to one thing: page and row there, the codes given, and the group of each."""

    page: list[int]
    row: list[int]
    given: list[int]
    group: list[str]


def pages_of(threads: Mapping[str, Thread], codebook: Codebook) -> list[Page]:
    """Return pages with what the base coder says of them."""
    pages = []
    for source, thread in threads.items():
        graph = reply_graph(thread)
        base = linear.code(thread, graph, codebook)
        known = sorted({language for language in comment_languages(thread) if language})
        pages.append(Page(source, thread, graph, base, judged(known, thread, graph, base)))
    return pages


def train_own(name: str, codebook: Codebook, threads: Mapping[str, Thread], coders: Sequence[Codings]) -> Trained:
    """Return a coder learned from what most people say; DiscourseError where there is too little to learn from."""
    agreed = consensus(coders)
    pages = pages_of(threads, codebook)
    coded = {(one.source, one.comment) for one in agreed.comments}
    known = [(page, row) for page in pages for row, id_ in enumerate(page.comments.ids) if (page.source, id_) in coded]
    if len(known) < LEAST_COMMENTS:
        raise DiscourseError(f"{len(known)} coded comments are too few to learn from; code {LEAST_COMMENTS} at least")
    divided = "page" if len({page.source for page, _ in known}) > 1 else "branch"
    found: list[tuple[Question, Fit, Figures]] = []
    left: list[NotLearned] = []
    for asked in questions_of([agreed]):
        learned = _learn(asked, pages, _rows(asked, agreed, pages, divided))
        if isinstance(learned, str):
            left.append(NotLearned(asked, learned))
        else:
            found.append(learned)
    if not found:
        why = left[0].why if left else "nothing was coded"
        raise DiscourseError(f"nothing can be learned: {why}; code more comments")
    own = _own(name, codebook, _languages(known), [(question, weights) for question, weights, _ in found])
    order = tuple(_order(own, pages, coded))
    return Trained(own, tuple(figures for _, _, figures in found), tuple(left), order, divided, len(known))


def _languages(known: Sequence[tuple[Page, int]]) -> tuple[str, ...]:
    """Return the languages of the coded comments, sorted."""
    told = {page.source: comment_languages(page.thread) for page, _ in known}
    return tuple(
        sorted({language for page, row in known if (language := told[page.source][page.comments.numbers[row]])})
    )


def _rows(asked: Asked, agreed: Codings, pages: Sequence[Page], divided: str) -> _Rows:
    said = answers(agreed, asked)
    codes = CODES[asked.variable]
    rows = _Rows([], [], [], [])
    for number, page in enumerate(pages):
        for row, id_ in enumerate(page.comments.ids):
            code = said.get((page.source, id_))
            if code is None:
                continue
            rows.page.append(number)
            rows.row.append(row)
            rows.given.append(codes.index(code))
            rows.group.append(page.source if divided == "page" else _branch(page, int(page.comments.numbers[row])))
    return rows


def _branch(page: Page, number: int) -> str:
    """Return the comment at the root of the branch that a comment stands in."""
    while (parent := int(page.graph.parent[number])) >= 0:
        number = parent
    return str(number)


def _learn(asked: Asked, pages: Sequence[Page], rows: _Rows) -> tuple[Question, Fit, Figures] | str:
    """Return what is learned of one thing with its figures, or why nothing is."""
    codes = CODES[asked.variable]
    often = np.bincount(rows.given, minlength=len(codes)) if rows.given else np.zeros(len(codes), int)
    if (often >= LEAST_OF_CODE).sum() < 2:
        second = int(np.sort(often)[-2])
        return f"the second most frequent code is in {second} of the coded comments, and {LEAST_OF_CODE} are needed"
    groups = len(set(rows.group))
    if groups < 2:
        return "all coded comments stand in one branch, so that nothing could be judged on others"
    task = _task(asked.variable)
    cases = _cases(asked, pages, rows)
    held_out = np.zeros_like(cases.allowed)
    for kept, out in GroupKFold(min(FOLDS, groups)).split(cases.group, groups=cases.group):
        part = fit(task, cases, kept)
        held_out[out] = cases.columns[out] @ part.weights + part.base[cases.kind[out]]
    whole = fit(task, cases)
    model = as_model(task, cases, whole, held_out)
    question = _question(asked, whole, (model.usual[_KIND], model.sharpness[_KIND], model.boost[_KIND]))
    given = decide(question, softmax(held_out * question.sharpness))
    figures = _figures(asked, pages, rows, given, groups)
    own, base = (figures.alpha[name] or 0.0 for name in ("own", "base"))
    if own < base:
        return f"the base coder agrees with people better: alpha {base:.2f}, and {own:.2f} with what was learned"
    return question, whole, figures


def _task(variable: str) -> Task:
    """Return how one thing is fitted; its rows and columns come from pages, not from a folder of data sets."""
    return Task(
        variable=variable,
        codes=CODES[variable],
        names=lambda: names(variable),
        load=lambda _: [],
        columns=lambda rows: Features(stacked(()), (), len(rows)),
        ridge=RIDGE,
        metric={_KIND: CODES[variable]},
        prior=lambda: np.eye(len(CODES[variable])) * TRUST,
    )


def _cases(asked: Asked, pages: Sequence[Page], rows: _Rows) -> Cases:
    codes = CODES[asked.variable]
    parts = []
    for number, page in enumerate(pages):
        own = [row for at, row in zip(rows.page, rows.row, strict=True) if at == number]
        if own:
            parts.append(_matrix(asked, page)[own])
    return Cases(
        columns=vstack(parts).tocsr(),
        allowed=np.eye(len(codes))[rows.given],
        kind=np.zeros(len(rows.given), np.int64),
        worth=np.ones(len(rows.given)),
        group=rows.group,
        kinds=(_KIND,),
        shares=np.zeros((len(rows.given), len(codes))),
        thread=np.zeros(len(rows.given), np.int64),
    )


def _matrix(asked: Asked, page: Page) -> csr_matrix:
    texts = len(page.comments.ids)
    found = features(said_by(page.base, page.comments.ids, (asked.variable, asked.target)), page.comments.words, texts)
    first = len(names(asked.variable))
    row = np.concatenate([found.named.row, found.hashed.row])
    column = np.concatenate([found.named.column, found.hashed.column + first])
    value = np.concatenate([found.named.value, found.hashed.value]).astype(float)
    return csr_matrix((value, (row, column)), shape=(texts, first + (1 << BITS)))


def _question(asked: Asked, found: Fit, calibrated: tuple[tuple[float, ...], float, float]) -> Question:
    first = len(names(asked.variable))
    usual, sharpness, boost = calibrated
    _, scale = quantised(found.weights[first:])
    return Question(
        variable=asked.variable,
        target=asked.target,
        codes=CODES[asked.variable],
        said=tuple(tuple(round(float(value), 4) for value in row) for row in found.weights[:first]),
        base=tuple(round(float(value), 4) for value in found.base[0]),
        usual=usual,
        scale=tuple(float(value) for value in scale),
        sharpness=sharpness,
        boost=boost,
    )


def _own(name: str, codebook: Codebook, languages: tuple[str, ...], found: Sequence[tuple[Question, Fit]]) -> Own:
    hashed = [quantised(weights.weights[len(names(question.variable)) :])[0] for question, weights in found]
    used = np.flatnonzero(np.logical_or.reduce([each.any(axis=1) for each in hashed]))
    return Own(
        name=name,
        codebook=codebook,
        languages=languages,
        questions=tuple(question for question, _ in found),
        columns=used.astype(np.int32),
        weights=np.concatenate([each[used] for each in hashed], axis=1),
    )


def _figures(asked: Asked, pages: Sequence[Page], rows: _Rows, given: NDArray[np.int64], groups: int) -> Figures:
    codes = CODES[asked.variable]
    truth = np.array(rows.given)
    said = [
        said_by(page.base, page.comments.ids, (asked.variable, asked.target)) if number in rows.page else None
        for number, page in enumerate(pages)
    ]
    base = np.full(len(truth), -1)
    for at, (page_number, row) in enumerate(zip(rows.page, rows.row, strict=True)):
        cells = said[page_number]
        if cells is not None and (cells.row == row).any():
            base[at] = int(cells.column[cells.row == row][0])
    usual = np.full(len(truth), np.bincount(truth).argmax())
    by = {"own": given, "base": base, "usual": usual}
    present = sorted(set(truth.tolist()))
    return Figures(
        asked=asked,
        codes={code: int((truth == number).sum()) for number, code in enumerate(codes)},
        groups=groups,
        agreement={name: float((one == truth).mean()) for name, one in by.items()},
        f1={name: _f1(truth, one, present) for name, one in by.items()},
        alpha={name: _alpha(truth, one) for name, one in by.items()},
    )


def _f1(truth: NDArray[np.int64], given: NDArray[np.int64], present: list[int]) -> float:
    return float(f1_score(truth, given, labels=present, average="macro", zero_division=0))


def _alpha(truth: NDArray[np.int64], given: NDArray[np.int64]) -> float | None:
    rows = [[int(one), None if other < 0 else int(other)] for one, other in zip(truth, given, strict=True)]
    two = values_of(rows)
    found = float(alpha(two, once(two))[0])
    return None if math.isnan(found) else found


def _order(own: Own, pages: Sequence[Page], coded: set[tuple[str | None, str]]) -> Iterator[Next]:
    """Yield the comments that nobody coded, those first of which the coder is least sure (Lewis & Gale 1994)."""
    found: list[Next] = []
    for page in pages:
        each = [_doubt(chances(own, number, page.comments)) for number in range(len(own.questions))]
        doubts = np.max(each, axis=0)
        found += [
            Next(page.source, id_, round(float(doubt), 4))
            for id_, doubt in zip(page.comments.ids, doubts, strict=True)
            if (page.source, id_) not in coded
        ]
    yield from sorted(found, key=lambda each: (-each.doubt, each.source, each.comment))


def _doubt(probability: Matrix) -> NDArray[np.float64]:
    return np.asarray(1 - probability.max(axis=1))
