"""What the coders answer to the rows of a set: the class given, and how probable they hold it to be."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.coding.figures import Floats, Ints
from benchmarks.coding.sets import Classes, PublicSet, numbers
from discourse.coders.linear.leaning import usual_shares
from discourse.coders.linear.model import Matrix, Model, decide, preference, softmax
from discourse.coders.linear.model import shipped as shipped_model
from discourse.coders.linear.stance_coding import NETS
from discourse.coders.meaning import as_fitted
from discourse.coders.pairs import shipped
from discourse.training.encoder.blend import Lesson
from discourse.training.linear.fit import FOLDS, Trained, predicted, train
from discourse.training.linear.tasks import TASKS
from discourse.training.sources.labelled import Labelled
from discourse.training.stance import joined as stance
from discourse.training.stance import sides as pairs


class Answers(NamedTuple):
    """A set, of which perhaps only some rows are measured, with the class given to each, its probability, a remark.

    ``baseline`` are the classes that plain TF-IDF with logistic regression gives, none where nothing was fitted.
    """

    measured: PublicSet
    given: Ints
    sure: Floats
    remark: str = ""
    baseline: Ints | None = None


def linear(data: Path, task: str, found: Sequence[PublicSet]) -> Iterator[Answers]:  # noqa: ARG001  # one signature
    """Yield the answers of the linear coder, trained anew without what is measured, and those of the baseline."""
    from benchmarks.coding.baseline import Baseline

    lessons = {one.title: (one.learned, *_lesson(one)) for one in found}
    for name, without, blind in dict.fromkeys(lessons.values()):
        learned = replace(TASKS[name], prior=_by_hand) if blind else TASKS[name]
        with as_fitted():
            trained = train(learned, [source for source in learned.load(data) if source.name != without])
            trained = stance.with_net(trained, name) if name in stance.KINDS else trained
        plain = Baseline(trained)
        for one in found:
            if lessons[one.title] == (name, without, blind):
                answered = _held_out(trained, one) if one.source else _unseen(trained, one)
                remark = answered.remark + ("; prior by hand, since that in use has seen these rows" if blind else "")
                yield answered._replace(baseline=plain.answers(one), remark=remark)


def _lesson(one: PublicSet) -> tuple[str, bool]:
    """Return the source that nothing may be learned from, and whether the prior by hand has to do.

    The weights of the coder ``cues``, where they are the prior, have seen the forum and mask pairs that are measured.
    """
    prior = TASKS[one.learned].prior
    seen = one.task == "reply_stance" and bool(one.source or one.without)
    return one.without, seen and prior is not None and not np.array_equal(prior(), _by_hand())


def _by_hand() -> Floats:
    """Return the prior of reply stance that was written before any data were seen."""
    from benchmarks.fit_reply_stance import prior
    from discourse.coders.linear import replies

    return np.asarray(prior(replies.names()) / replies.MARK)


_THREADS = {
    "target": "each thread, as on pages",
    "statement": "each statement, as if what is said of it stood on one page",
}


def _unseen(trained: Trained, one: PublicSet) -> Answers:
    task = TASKS[one.learned]
    if trained.model.pairs:
        probability = pairs.predicted(task, trained.model, shipped(NETS[one.kind]), one.rows, one.kind)
    else:
        probability = predicted(task, trained.model, one.rows, one.kind)
    given, sure = chosen(trained.model, probability, one)
    remark = f"weights of the whole training part; base rates of the kind of place “{one.kind}”"
    if trained.model.pairs:
        remark += "; beside them the net for pairs as shipped, which has seen none of these rows"
    if task.leaning:
        remark += f"; what is usual on either side is told from the predictions for {_THREADS[one.kind]}"
    if task.reserve < 1:
        remark += (
            f"; none counts for {task.reserve:g} of its probability, as F1 of the sides asks for, while "
            "on pages no side is given that is less probable than none"
        )
    if one.even:
        remark = (
            f"base rates and sharpness of the kind of place “{one.kind}” (another source's), and "
            "boost 1 against the mean of the predictions here, which uses its texts but none of its labels; the "
            "probabilities are meant so, too: as if all classes were equally common"
        )
    return Answers(one, given, sure, remark)


def _held_out(trained: Trained, one: PublicSet) -> Answers:
    rows, place = rows_of(trained, one)
    probability = softmax(trained.held_out[place] * trained.model.sharpness[one.kind])
    given, sure = chosen(trained.model, probability, one)
    remark = f"{FOLDS} folds by group; sharpness and boost, a number each, are set on the same held-out rows"
    return Answers(one._replace(rows=rows), given, sure, remark)


def rows_of(trained: Trained, one: PublicSet) -> tuple[list[Labelled], Ints]:
    """Return the rows of the set's source that have a class, and where they stand among all rows trained on."""
    at = 0
    for source in trained.sources:
        if source.name == one.source:
            kept = np.flatnonzero(numbers(source.rows, one.classes) >= 0)
            return [source.rows[number] for number in kept], kept + at
        at += len(source.rows)
    return [], np.arange(0)


def chosen(model: Model, probability: Matrix, one: PublicSet) -> tuple[Ints, Floats]:
    """Return the class given to each row and its probability among the classes.

    Where all classes are taken to be equally common (``even``), so is the probability meant.
    """
    shares = np.array([model.usual[one.kind]])
    if TASKS[one.learned].leaning:
        shares = usual_shares(model.usual[one.kind], probability, one.threads())
    sums, usual = _summed(model.codes, probability, one.classes), _summed(model.codes, shares, one.classes)
    boost = model.boost
    if one.even:
        usual, boost = sums.mean(axis=0, keepdims=True), {one.kind: 1.0}
    merged = model._replace(codes=tuple(one.classes), boost=boost, counts=None)
    counts = np.array(model.counts[one.kind]) if model.counts else 1.0
    given = decide(merged, _summed(model.codes, probability * counts, one.classes), one.kind, usual)
    if one.even:
        sums = preference(merged, sums, one.kind, usual)
        sums /= sums.sum(axis=1, keepdims=True)
    return given, sums[np.arange(len(given)), given]


def _summed(codes: Sequence[str], probability: Matrix, classes: Classes) -> Matrix:
    """Return the probability of each class, codes of no class left out."""
    summed = np.stack([probability[:, [codes.index(code) for code in of]].sum(axis=1) for of in classes.values()], 1)
    return np.asarray(summed / np.maximum(summed.sum(axis=1, keepdims=True), 1e-12))


def cues(data: Path, task: str, found: Sequence[PublicSet]) -> Iterator[Answers]:  # noqa: ARG001  # one signature
    """Yield the answers of the coder ``cues``: reply stance, and stance toward targets that are named."""
    for one in found:
        if one.task == "reply_stance":
            answers = [_by_cues(row) for row in one.rows]
            remark = "the weights shipped, which have seen IAC and MaskMandate" if one.source or one.without else ""
        elif one.kind == "target":
            answers = [_toward(row) for row in one.rows]
            remark = "a comment that does not name its target counts as none, .5"
        else:
            continue
        classes = [next(name for name, codes in one.classes.items() if code in codes) for code, _ in answers]
        names = list(one.classes)
        yield Answers(one, np.array([names.index(name) for name in classes]), np.array([p for _, p in answers]), remark)


def _by_cues(row: Labelled) -> tuple[str, float]:
    from discourse.coders.reply_stance.coding import judge
    from discourse.coders.reply_stance.reading import read_comment
    from discourse.replies.graph import ARTICLE

    reply = read_comment(row.text, "en")
    if not reply.tokens:
        return "comment", 0.5
    answered = read_comment(row.parent, "en") if row.parent else None
    judged = judge(reply, answered, ARTICLE if row.to_root or not answered else 0)
    return (judged.code, judged.probability) if judged else ("comment", 0.5)


def _toward(row: Labelled) -> tuple[str, float]:
    from discourse.codebook import Codebook, Target
    from discourse.coders.stance.coding import code_stance
    from discourse.model import Article, Comment, Thread
    from discourse.replies.graph import ARTICLE, ReplyGraph

    names = {"Biden": ("Biden", "Joe Biden", "POTUS"), "Bitcoin": ("Bitcoin", "BTC"), "Tesla": ("Tesla", "TSLA")}
    comments = (Comment(id="before", text=row.parent), Comment(id="here", text=row.text))
    thread = Thread(article=Article(source="thread", language="en"), comments=comments)
    graph = ReplyGraph(("before", "here"), np.array([ARTICLE, 0]), np.zeros(2, np.uint8), np.ones(2))
    target = Target(id="target", label=row.target, names=names.get(row.target, (row.target,)))
    codings = code_stance(thread, graph, Codebook(title=row.target, targets=(target,)))
    coding = next((one for one in codings if one.comment == "here" and one.code), None)
    return (coding.code or "none", coding.probability or 0.5) if coding else ("none", 0.5)


def neural(data: Path, task: str, found: Sequence[PublicSet]) -> Iterator[Answers]:
    """Yield the answers of the coder ``neural`` as shipped; of sets in folds, of a fifth that it never learned from.

    The linear weights beside the encoder are fitted anew without the rows that the encoder was kept from.
    """
    from discourse.coders.neural.encoder import encoder
    from discourse.training.encoder.blend import lesson
    from discourse.training.encoder.rows import CALIBRATED, LEARNED

    blended = task in encoder().card.blends
    beside = lesson(data, task, (LEARNED, CALIBRATED)) if blended else Lesson(task, None, ())
    for one in found:
        if task == "form" and not one.source:
            continue  # clauses are read in their comments, which are known of the sources that it learned from
        judged = _neural_forms(data, one, beside) if task == "form" else _neural_pairs(one, beside)
        yield _neural_answers(*judged, task)


def _left_out(row: Labelled) -> bool:
    from discourse.training.encoder.rows import share_of

    return share_of(row.group) < 0.2


def _neural_pairs(one: PublicSet, beside: Lesson) -> tuple[PublicSet, Matrix, Matrix]:
    """Return the rows measured, the log-odds of the codes, and what decides: the same with the decision offsets."""
    from discourse.coders.neural.encoder import Read, encoder
    from discourse.coders.neural.layout import reply_pair, target_pair

    by = encoder()
    measured = one._replace(rows=[row for row in one.rows if not one.source or _left_out(row)])
    pairs = []
    for row in measured.rows:
        root = "" if row.to_root else row.context.partition("\n")[0]
        if one.task == "reply_stance":
            pairs.append(reply_pair(by.tokenize, row.text, row.parent, root, row.to_root))
        else:
            above = row.context.partition("\n")[0]
            pairs.append(target_pair(by.tokenize, row.text, row.target, row.parent, above))
    outputs = by.scores(np.concatenate(by.vectors([Read(pair) for pair in pairs])))
    return measured, *_log_odds(one, outputs, measured.rows, beside)


def _log_odds(one: PublicSet, outputs: Matrix, rows: list[Labelled], beside: Lesson) -> tuple[Matrix, Matrix]:
    from discourse.coders.neural.blend import log_odds, offsets
    from discourse.coders.neural.encoder import encoder

    card = encoder().card
    found = log_odds(card, one.task, one.kind, (outputs, beside.scores(rows, one.kind)))
    return found, found + offsets(card, one.task, one.kind)


def _neural_forms(data: Path, one: PublicSet, beside: Lesson) -> tuple[PublicSet, Matrix, Matrix]:
    from discourse.coders.neural.encoder import encoder
    from discourse.training.encoder.judging import outputs_of
    from discourse.training.encoder.rows import HELD_OUT, form_items

    by = encoder()
    rows = [row for source in TASKS["form"].load(data) if source.name == one.source for row in source.rows]
    rows = [row for row in rows if _left_out(row)]
    kept = [item for item in form_items(data, by.tokenize) if item.part == HELD_OUT and item.source == one.source]
    logits, wanted = _log_odds(one, outputs_of(by, kept), rows, beside)
    has_class = numbers(rows, one.classes) >= 0
    measured = one._replace(rows=[row for row, is_in in zip(rows, has_class, strict=True) if is_in])
    return measured, logits[has_class], wanted[has_class]


def _neural_answers(measured: PublicSet, logits: Matrix, wanted: Matrix, task: str) -> Answers:
    from discourse.coders.neural.layout import TASKS as HEADS

    sums = _summed(HEADS[task], softmax(logits), measured.classes)
    given: NDArray[np.int64] = _summed(HEADS[task], softmax(wanted), measured.classes).argmax(axis=1)
    remark = "one fifth of the groups, never learned from" if measured.source else ""
    if measured.kind == "target":
        remark = "what is usual on either side is told from the predictions for each thread, as in the coder linear"
        given, _ = chosen(shipped_model(measured.learned), softmax(wanted), measured)
    return Answers(measured, given, sums[np.arange(len(given)), given], remark)
