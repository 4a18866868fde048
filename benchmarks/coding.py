"""Measure the coders on public data sets: ``python -m benchmarks.coding DATA [--task TASK ...]``.

For each task: macro-F1 and F1 by class of the shipped kind of coder beside the majority class and TF-IDF + logistic
regression in the same run, how many rows, and the expected calibration error (ECE, ten bins). What is measured has
never seen the test rows: weights are fitted again without them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer

from benchmarks import fit_reply_stance as fitting
from benchmarks import public_sets
from benchmarks.public_sets import Pair
from discourse.codebook import Codebook, Target
from discourse.coders.reply_reading import read_comment
from discourse.coders.reply_stance import CODES, Weights, judge
from discourse.coders.stance import code_stance
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph


class Guess(NamedTuple):
    """A code and the probability given to it."""

    code: str
    probability: float


class Result(NamedTuple):
    """What one task's run found: truth, our guesses, and the baseline's."""

    truth: list[str]
    ours: list[Guess]
    baseline: list[str]
    labels: tuple[str, ...]

    def only(self, kept: Sequence[bool]) -> "Result":
        """Return the rows that are kept."""
        rows = list(zip(self.truth, self.ours, self.baseline, kept, strict=True))
        return Result(
            [truth for truth, _, _, keep in rows if keep],
            [guess for _, guess, _, keep in rows if keep],
            [label for _, _, label, keep in rows if keep],
            self.labels,
        )


def measure_rumoureval(data: Path) -> dict[str, Result]:
    """RumourEval 2019 dev: the replies, and all posts, where source posts state the rumour and so count as support."""
    replies, sources = _rumoureval_replies(data), public_sets.rumoureval_sources(data, "dev")
    everything = Result(
        replies.truth + sources,
        replies.ours + [Guess("support", 0.9)] * len(sources),
        replies.baseline + ["support"] * len(sources),
        CODES,
    )
    return {"RumourEval 2019 dev, replies": replies, "RumourEval 2019 dev, all posts": everything}


def _rumoureval_replies(data: Path) -> Result:
    train, test = public_sets.rumoureval(data, "train"), public_sets.rumoureval(data, "dev")
    ours = _guesses([train, public_sets.iac(data), public_sets.mask_mandate(data)], test)
    return Result([pair.label for pair in test], ours, _tfidf(train, test), CODES)


def measure_iac(data: Path) -> dict[str, Result]:
    """IAC v1 pairs, five folds that keep each discussion together."""
    pairs = public_sets.iac(data)
    others = [public_sets.rumoureval(data, "train"), public_sets.mask_mandate(data)]
    ours: list[Guess] = [Guess("", 0.0)] * len(pairs)
    baseline = [""] * len(pairs)
    for known, kept in GroupKFold(5).split(pairs, groups=[pair.group for pair in pairs]):
        train, test = [pairs[number] for number in known], [pairs[number] for number in kept]
        guessed = _guesses([*others, train], test), _tfidf(train, test)
        for number, ours_here, baseline_here in zip(kept, *guessed, strict=True):
            ours[number], baseline[number] = ours_here, baseline_here
    found = Result([pair.label for pair in pairs], _three(ours), baseline, ("support", "deny", "neutral"))
    return {"IAC v1 pairs, five folds by discussion": found}


def measure_mask(data: Path) -> dict[str, Result]:
    """SubReddit-MaskMandate, never trained on it: the baseline is trained on IAC."""
    test, known = public_sets.mask_mandate(data), public_sets.iac(data)
    ours = _three(_guesses([public_sets.rumoureval(data, "train"), known], test))
    found = Result([pair.label for pair in test], ours, _tfidf(known, test), ("support", "deny", "neutral"))
    return {"SubReddit-MaskMandate, never trained on": found}


def measure_mtcsd(data: Path) -> dict[str, Result]:
    """MT-CSD test by target: the comments that the coder codes (the target is named), and all of them (else none).

    The coder reads the comment and the one before it; the baseline is trained on the target's own train split.
    """
    found = {}
    for target, spellings in MTCSD.items():
        train, test = public_sets.mtcsd(data, target, "train"), public_sets.mtcsd(data, target, "test")
        codings = _stances(test, Target(id="target", label=target, names=spellings))
        baseline = _tfidf([_as_pair(row) for row in train], [_as_pair(row) for row in test])
        ours = [_stance_guess(coding) for coding in codings]
        every = Result([row.label for row in test], ours, baseline, STANCES)
        found[f"MT-CSD {target}, named"] = every.only([coding is not None for coding in codings])
        found[f"MT-CSD {target}, all"] = every
    return found


def _as_pair(row: public_sets.Mentioned) -> Pair:
    return Pair(row.parent, row.text, row.label, "", False)


def _stances(rows: Sequence[public_sets.Mentioned], target: Target) -> list[Coding | None]:
    """Return each comment's coding toward the target, each read as the answer to the comment before it."""
    codebook = Codebook(title=target.label, targets=(target,))
    graph = ReplyGraph(
        comments=("before", "here"),
        parent=np.array([ARTICLE, 0]),
        kind=np.zeros(2, np.uint8),
        probability=np.ones(2),
    )
    return [_stance(row, graph, codebook) for row in rows]


def _stance(row: public_sets.Mentioned, graph: ReplyGraph, codebook: Codebook) -> Coding | None:
    comments = (Comment(id="before", text=row.parent), Comment(id="here", text=row.text))
    thread = Thread(article=Article(source="MT-CSD", language="en"), comments=comments)
    codings = code_stance(thread, graph, codebook)
    return next((coding for coding in codings if coding.comment == "here"), None)


def _stance_guess(coding: Coding | None) -> Guess:
    if coding is None or coding.code is None or coding.probability is None:
        return Guess("none", 0.5)
    return Guess(coding.code, coding.probability)


def _guesses(sets: Sequence[Sequence[Pair]], test: Sequence[Pair]) -> list[Guess]:
    model = fitting.shipped(fitting.fit([fitting.rows_of(pairs) for pairs in sets]), {})
    return [_guess(pair, model) for pair in test]


def _guess(pair: Pair, model: Weights) -> Guess:
    answered = read_comment(pair.parent, "en")
    reply = read_comment(pair.text, "en")
    if not reply.tokens:
        return Guess("comment", 0.5)
    judged = judge(reply, answered, ARTICLE if pair.to_root else 0, model)
    return Guess(judged.code, judged.probability) if judged else Guess("comment", 0.5)


def _three(guesses: Sequence[Guess]) -> list[Guess]:
    return [Guess("neutral" if code in {"query", "comment"} else code, probability) for code, probability in guesses]


def _tfidf(train: Sequence[Pair], test: Sequence[Pair]) -> list[str]:
    """Return the guesses of balanced logistic regression over TF-IDF.

    Of the comment its words, word pairs and runs of 2 to 5 letters, of the parent its words.
    """

    def column(pick: Callable[[Pair], str], vectors: TfidfVectorizer) -> Pipeline:
        return make_pipeline(FunctionTransformer(lambda pairs: [pick(pair) for pair in pairs]), vectors)

    union = make_union(
        column(lambda pair: pair.text, TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)),
        column(
            lambda pair: pair.text, TfidfVectorizer(analyzer="char", ngram_range=(2, 5), sublinear_tf=True, min_df=5)
        ),
        column(lambda pair: pair.parent, TfidfVectorizer(sublinear_tf=True, min_df=2)),
    )
    model = make_pipeline(union, LogisticRegression(class_weight="balanced", C=0.3, max_iter=300))
    model.fit(train, [pair.label for pair in train])
    return [str(label) for label in model.predict(test)]


STANCES = ("favor", "against", "none")
MTCSD = {
    "Biden": ("Biden", "Joe Biden", "POTUS"),
    "Bitcoin": ("Bitcoin", "BTC"),
    "Tesla": ("Tesla", "TSLA"),
}
TASKS: dict[str, Callable[[Path], dict[str, Result]]] = {
    "rumoureval": measure_rumoureval,
    "iac": measure_iac,
    "mask": measure_mask,
    "mtcsd": measure_mtcsd,
}


def calibration_error(truth: Sequence[str], guesses: Sequence[Guess]) -> float:
    """Return the expected calibration error over ten equal bins (Guo et al. 2017)."""
    right = np.array([code == label for label, (code, _) in zip(truth, guesses, strict=True)], float)
    sure = np.array([probability for _, probability in guesses])
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def show(title: str, result: Result) -> None:
    """Print a table."""
    majority = Counter(result.truth).most_common(1)[0][0]
    print(f"\n{title}: n {len(result.truth)}, ECE {calibration_error(result.truth, result.ours):.3f}")
    print(f"{'':14}{'macro-F1':>9}" + "".join(f"{label:>9}" for label in result.labels))
    rows = {
        "ours": [guess.code for guess in result.ours],
        "majority": [majority] * len(result.truth),
        "TF-IDF + LR": result.baseline,
    }
    for name, guesses in rows.items():
        scores = np.asarray(f1_score(result.truth, guesses, labels=list(result.labels), average=None, zero_division=0))
        print(f"{name:14}{scores.mean():9.3f}" + "".join(f"{score:9.3f}" for score in scores))


def main() -> None:
    """Measure the tasks named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder with the data sets")
    parser.add_argument(
        "--task", action="append", choices=sorted(TASKS), help="may be given several times; all without it"
    )
    given = parser.parse_args()
    for task in given.task or TASKS:
        for title, result in TASKS[task](given.data).items():
            show(title, result)


if __name__ == "__main__":
    main()
