"""Measure the coders on public data sets: ``python benchmarks/coding.py DATA [--task TASK ...]``.

For each task: macro-F1 and F1 by class of the shipped kind of coder beside the majority class and TF-IDF + logistic
regression in the same run, how many rows, and the expected calibration error (ECE, ten bins). What is measured has
never seen the test rows: weights are fitted again without them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import fit_reply_stance as fitting
import numpy as np
import public_sets
from public_sets import Pair
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline, make_union

from discourse.coders.reply_reading import read_comment
from discourse.coders.reply_stance import CODES, Weights, judge
from discourse.replies.graph import ARTICLE


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


def measure_rumoureval(data: Path) -> Result:
    """RumourEval 2019 dev, replies only."""
    train, test = public_sets.rumoureval(data, "train"), public_sets.rumoureval(data, "dev")
    ours = _guesses([train, public_sets.iac(data), public_sets.mask_mandate(data)], test)
    return Result([pair.label for pair in test], ours, _tfidf(train, test), CODES)


def measure_rumoureval_all(data: Path) -> Result:
    """RumourEval 2019 dev with the source posts, which state the rumour and so count as support for both systems."""
    replies, sources = measure_rumoureval(data), public_sets.rumoureval_sources(data, "dev")
    return Result(
        replies.truth + sources,
        replies.ours + [Guess("support", 0.9)] * len(sources),
        replies.baseline + ["support"] * len(sources),
        CODES,
    )


def measure_iac(data: Path) -> Result:
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
    return Result([pair.label for pair in pairs], _three(ours), baseline, ("support", "deny", "neutral"))


def measure_mask(data: Path) -> Result:
    """SubReddit-MaskMandate, never trained on it: the baseline is trained on IAC."""
    test, known = public_sets.mask_mandate(data), public_sets.iac(data)
    ours = _three(_guesses([public_sets.rumoureval(data, "train"), known], test))
    return Result([pair.label for pair in test], ours, _tfidf(known, test), ("support", "deny", "neutral"))


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
    """Return the guesses of balanced logistic regression over TF-IDF of the comment's words and the parent's."""
    from sklearn.preprocessing import FunctionTransformer

    def column(pick: Callable[[Pair], str]) -> FunctionTransformer:
        return FunctionTransformer(lambda pairs: [pick(pair) for pair in pairs])

    own = make_pipeline(
        column(lambda pair: pair.text), TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    )
    other = make_pipeline(column(lambda pair: pair.parent), TfidfVectorizer(sublinear_tf=True, min_df=2))
    model = make_pipeline(make_union(own, other), LogisticRegression(class_weight="balanced", max_iter=2000))
    model.fit(train, [pair.label for pair in train])
    return [str(label) for label in model.predict(test)]


TASKS: dict[str, Callable[[Path], Result]] = {
    "rumoureval": measure_rumoureval,
    "rumoureval-all": measure_rumoureval_all,
    "iac": measure_iac,
    "mask": measure_mask,
}


def calibration_error(truth: Sequence[str], guesses: Sequence[Guess]) -> float:
    """Return the expected calibration error over ten equal bins (Guo et al. 2017)."""
    right = np.array([code == label for label, (code, _) in zip(truth, guesses, strict=True)], float)
    sure = np.array([probability for _, probability in guesses])
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def show(task: str, result: Result) -> None:
    """Print a task's table."""
    majority = Counter(result.truth).most_common(1)[0][0]
    print(f"\n{task}: n {len(result.truth)}, ECE {calibration_error(result.truth, result.ours):.3f}")
    print(f"{'':14}{'macro-F1':>9}" + "".join(f"{label:>9}" for label in result.labels))
    rows = {
        "ours": [guess.code for guess in result.ours],
        "majority": [majority] * len(result.truth),
        "TF-IDF + LR": result.baseline,
    }
    for name, guesses in rows.items():
        scores = f1_score(result.truth, guesses, labels=list(result.labels), average=None, zero_division=0)
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
        show(task, TASKS[task](given.data))


if __name__ == "__main__":
    main()
