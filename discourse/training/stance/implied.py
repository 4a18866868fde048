"""Fit what claims tell of the side that a comment takes on a target, on threads of our own (``topics``).

The codebooks there state whom each claim speaks for or against, and two readers have coded the sides that comments
take, without knowing of each other; where they differ a comment counts for both codes. Claims are taken as models
tell them that were fitted on other topics, so that it is learned how far they can be trusted; so is, for the model of
codebooks that state no side, whom they speak for (``definition_sides``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from discourse.coders.claims.coding import ClaimsRead
from discourse.coders.claims.heeding import sureness
from discourse.coders.columns import CODES, Codings, coded, gathered, in_one
from discourse.coders.learned.logistic import Floats, Logistic, written
from discourse.coders.linear.definition_sides import definition_columns
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.implied_coding import ByWords, all_asked
from discourse.coders.linear.reply_coding import claims_heard
from discourse.coders.linear.stance_coding import Asked, heard_stances
from discourse.coders.stance import implied
from discourse.replies.build import reply_graph
from discourse.training.claims.conversation import READINGS, Coded, as_given, cases_of, tried
from discourse.training.claims.conversation import Case as Heeded
from discourse.training.claims.logistic import Labels, sum_of_columns
from discourse.training.sources.topics import Topic, topics
from discourse.training.stance.definition_sides import ABOUT, told_in_folds, write_definitions

_FREE = 0.05
"""How free the weights are: the inverse of the ridge."""
_WORTH = {"stances": 0.25, "again": 0.75}
"""What each reader counts: the first coded all else, too, and left out a quarter of what the second one saw."""
_CODES = CODES["stance"]
_NONE = _CODES.index("none")


class Case(NamedTuple):
    """Who is asked about one target of a thread; ``shares`` is how far a comment counts for each code: comments × 3.

    ``missed`` counts the sides of comments that are not asked.
    """

    topic: str
    target: str
    asked: implied.Asked
    shares: Floats
    missed: float


Heard = Mapping[str, tuple[Heeded, Coded]]
"""By topic the claims of a thread as models of other topics tell them."""
SidesOf = Callable[[Topic], Mapping[int, implied.SpeaksFor]]
"""Whom the claims of a topic are for, by number of the target."""


def train(output: Path, place: Path | None = None) -> None:
    """Fit the models on the threads of a folder, ours where none is given, and write them to ``output``."""
    read = list(topics(place))
    heard = heard_in(read)
    told = told_in_folds(read, definition_columns)
    models = {
        implied.STATED: model_of(implied_cases(read, heard)),
        implied.TOLD: model_of(implied_cases(read, heard, lambda topic: told[topic.name])),
    }
    output.mkdir(parents=True, exist_ok=True)
    (output / implied.FILE).write_text(written(models, ABOUT), "utf-8")
    write_definitions(read, definition_columns, ABOUT, output)


def heard_in(read: Sequence[Topic]) -> Heard:
    """Return the claims of threads of topics as models of other topics tell them."""
    whole = (each for each in tried(cases_of(iter(read))) if each[0].reading == READINGS[0])
    return {case.topic: (case, as_given(coded)) for case, coded in whole}


def _as_stated(topic: Topic) -> Mapping[int, implied.SpeaksFor]:
    return implied.stated_sides(topic.codebook)


def implied_cases(read: Sequence[Topic], heard: Heard, sides_of: SidesOf = _as_stated) -> list[Case]:
    """Return the threads of topics as they are read, target by target."""
    return [case for topic in read for case in _cases(topic, heard.get(topic.name), sides_of(topic))]


def _cases(topic: Topic, heeded: tuple[Heeded, Coded] | None, sides: Mapping[int, implied.SpeaksFor]) -> Iterator[Case]:
    reading = Reading.of(gathered([(topic.thread, reply_graph(topic.thread))]))
    asked = Asked(reading, topic.codebook)
    heard = [each for batch in reading.batches(reading.judged) for each in heard_stances(asked, batch)]
    words = ByWords.of(asked, heard)
    claims = _claims(topic, claims_heard(reading, topic.codebook), heeded)
    for target_number, told in all_asked(reading, sides, claims, words.by_name):
        target = topic.codebook.targets[target_number].id
        shares = _shares(topic, target)
        left = np.setdiff1d(np.arange(len(shares)), told.comment)
        yield Case(topic.name, target, told, shares[told.comment], float(shares[left, :_NONE].sum()))


def _claims(topic: Topic, read: ClaimsRead | None, heeded: tuple[Heeded, Coded] | None) -> Codings:
    """Return the claims of a thread: those that cues show, and those that models of other topics tell."""
    codes = CODES["claim"]
    stated = read.stated if read else []
    parts = [coded("claim", "cues", {
        "comment": [one.comment for one in stated], "target": [one.claim for one in stated],
        "code": [codes.index(one.status) for one in stated], "probability": [one.probability for one in stated],
    })]  # fmt: skip
    if heeded:
        case, (found, shares, _) = heeded
        ids = [claim.id for claim in topic.codebook.claim_types]
        parts.append(coded("claim", "cues", {
            "comment": found.comment, "target": np.array([ids.index(one) for one in case.claims])[found.claim],
            "code": shares.argmax(axis=1), "probability": sureness(found.sure, shares.max(axis=1, initial=0.0)),
        }))  # fmt: skip
    return in_one(parts)


def _shares(topic: Topic, target: str) -> Floats:
    """Return what each comment counts for each code, by both readers."""
    found = np.zeros((len(topic.thread.comments), len(_CODES)))
    for reader, worth in _WORTH.items():
        sides = getattr(topic, reader)
        for row, comment in enumerate(topic.thread.comments):
            found[row, _CODES.index(sides.get((comment.id, target), "none"))] += worth
    return found


def model_of(cases: Sequence[Case]) -> Logistic:
    """Return the model fitted on cases."""
    names = tuple(cases[0].asked.columns)
    table = np.concatenate([np.stack([each.asked.columns[name] for name in names], axis=1) for each in cases])
    shares = np.concatenate([each.shares for each in cases])
    rows, codes = np.nonzero(shares)
    return sum_of_columns(names, table, Labels(codes, shares[rows, codes], rows), _FREE)
