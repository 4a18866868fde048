"""How well reply stance is coded on topics that were not learned from: our threads in eight parts, each left out once.

Usage: python -m benchmarks.page_stance [--data FOLDER --pages FOLDER] [--coder linear|neural]

What is left out is left out of both fits: that of how claims are heeded in their conversation, and that of reply
stance. Printed are, with claims and without: the share of comments with the best code, the share with a code that can
be defended, macro-F1, F1 by class, and the expected calibration error of the code given in ten bins; for all comments,
answers to the article, and answers to comments. With folders of the public sets and of saved pages, the threads of
others (``corpora/others``) are learned from and left out, too. Last come threads from which nothing is learned, as the
models in use code them. It takes some twenty minutes on a machine that does nothing else, with the encoder forty.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims import conversation
from discourse.coders.columns import CODES
from discourse.coders.learned.logistic import shipped
from discourse.coders.linear.page_columns import ARTICLE, column_names
from discourse.coders.linear.pages import FILE, PREFERRED, STANCE, page_stance
from discourse.training.claims import conversation as heeding
from discourse.training.encoder.calibration import calibration_error
from discourse.training.reply_stance.judged_pages import judged_comments
from discourse.training.reply_stance.judges import Judge, by_encoder, by_linear
from discourse.training.reply_stance.pages import (
    Case,
    Models,
    Told,
    case_of,
    case_of_judged,
    cases_of,
    judged_by,
    models_of,
)
from discourse.training.sources.others import later_others, others
from discourse.training.sources.topics import Topic, later_topics, topics

FOLDS = 8
_CODES = CODES["reply_stance"]


class Coded(NamedTuple):
    """Comments as they were coded: the best code, the codes that can be defended, the code given, how sure it is."""

    best: NDArray[np.int64]
    defended: NDArray[np.bool_]
    given: NDArray[np.int64]
    sure: NDArray[np.float64]
    to_article: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_]) -> "Coded":
        """Return some of the comments."""
        return Coded(self.best[kept], self.defended[kept], self.given[kept], self.sure[kept], self.to_article[kept])


class Coder(NamedTuple):
    """What judges beside what is fitted on pages, and the models in use."""

    judge: Judge
    models: Models


def linear() -> Coder:
    """Return the coder ``linear``."""
    return Coder(by_linear, {name: page_stance(name) for name in (STANCE, PREFERRED)})


def neural() -> Coder:
    """Return the coder ``neural``."""
    return Coder(by_encoder, shipped(f"neural/{FILE}"))


CODERS = {"linear": linear, "neural": neural}


def left_out(
    ours: Sequence[Topic],
    elsewhere: Sequence[Topic] = (),
    judged: Sequence[Case] = (),
    judge: Judge = by_linear,
) -> Iterator[tuple[Case, Told, Told]]:
    """Yield each thread as models code it that were fitted on threads of other parts: with claims, and without.

    Comments that were ``judged`` are learned from in all parts; none may be of a thread that is tried.
    """
    read = [*ours, *elsewhere]
    fold = {topic.name: number % FOLDS for number, topic in enumerate(read)}
    learned = cases_of(read, judge)
    heeded = [*heeding.cases_of(ours), *heeding.cases_of_others(elsewhere)]
    for number in range(FOLDS):
        models = models_of([*judged, *(case for case in learned if fold[case.topic] != number)])
        fitted = heeding.models_of([case for case in heeded if fold[case.topic] != number])
        heeded_so = {**conversation.models(), **fitted.sums}
        with (
            patch.object(conversation, "models", return_value=heeded_so),
            patch.object(conversation, "nets", return_value=fitted.nets),
            patch.object(conversation, "status_net", return_value=fitted.status),
        ):
            cases = [case_of(topic, judge) for topic in read if fold[topic.name] == number]
        for case in cases:
            yield case, judged_by(case.columns, models), judged_by(case.without, models)


def coded(found: Sequence[tuple[Case, Told]]) -> Coded:
    """Return the comments of cases together."""
    rows = [
        (case.best, case.defended, one.given, one.shares[np.arange(len(one.given)), one.given],
         case.columns[column_names().index(ARTICLE)] > 0)
        for case, one in found
    ]  # fmt: skip
    return Coded(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def line(name: str, of: Coded) -> str:
    """Return the figures of some comments as a line."""
    best = (of.given == of.best).mean()
    defended = of.defended[np.arange(len(of.given)), of.given].mean()
    f1 = [_f1(of, code) for code in range(len(_CODES))]
    classes = "; ".join(f"{code} {value:.2f}" for code, value in zip(_CODES, f1, strict=True))
    return (
        f"{name:20} {len(of.best):5}  best {best:.3f}  defended {defended:.3f}  "
        f"macro-F1 {np.mean(f1):.3f}  {classes}  ECE {calibration_error(of.sure, of.given == of.best):.3f}"
    )


def _f1(of: Coded, code: int) -> float:
    both = ((of.given == code) & (of.best == code)).sum()
    return float(2 * both / max((of.given == code).sum() + (of.best == code).sum(), 1))


def lines(found: Sequence[tuple[Case, Told, Told]]) -> Iterator[str]:
    """Yield the figures of some threads."""
    for name, several in (
        ("with claims", coded([(case, one) for case, one, _ in found])),
        ("without", coded([(case, one) for case, _, one in found])),
    ):
        yield line(name, several)
        yield line("  to the article", several.only(several.to_article))
        yield line("  to comments", several.only(~several.to_article))


def in_use(read: Iterable[Topic], coder: Coder) -> list[tuple[Case, Told, Told]]:
    """Return threads as the models in use code them."""
    cases = cases_of(read, coder.judge)
    return [(case, judged_by(case.columns, coder.models), judged_by(case.without, coder.models)) for case in cases]


def main(data: Path | None, pages: Path | None, coder: Coder) -> None:
    """Print the figures."""
    elsewhere = list(others(data, pages)) if data and pages else []
    names = {topic.name for topic in elsewhere}
    tried = {topic.thread.article.source for topic in elsewhere}
    beside = judged_comments(data, pages, coder.judge) if data and pages else ()
    judged = [case_of_judged(each) for each in beside if Path(each.page).name not in tried]
    found = list(left_out(list(topics()), elsewhere, judged, coder.judge))
    parts = {
        "ours, in folds": [each for each in found if each[0].topic not in names],
        "people wrote elsewhere, in folds": [each for each in found if each[0].topic in names],
        "ours that came later": in_use(later_topics(), coder),
        "people wrote elsewhere, none learned from": in_use(later_others(data, pages), coder) if data and pages else [],
    }
    for title, part in parts.items():
        if part:
            print(f"threads {title}", *lines(part), sep="\n  ")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder with the public sets")
    parser.add_argument(
        "--pages", type=Path, help="with --data: a folder with saved pages, those of each system in one"
    )
    parser.add_argument("--coder", choices=sorted(CODERS), default="linear", help="whose reply stance")
    options = parser.parse_args()
    main(options.data, options.pages, CODERS[options.coder]())
