"""How well sides toward names are told on pages: ``python -m benchmarks.names [--coder NAME]``.

Printed are the precision, recall and F1 of the sides given toward the targets of codebooks, and how many are the wrong
way round: without what the codebook states of its claims (whom they speak for or against, which is told from their
definitions then), and with it. On 32 threads by people who did not know the coder, and on 80 more that came later; then
on our own threads (``corpora/topics``) in eight folds by topic, against each of their two readers, beside how far these
agree with each other. Beside some, how often codings are right by how probable they are.
"""

import argparse
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.claims import UNSEEN, bare, thread_of
from benchmarks.statements import Sides, line
from discourse.analysis import analyse
from discourse.codebook import Codebook
from discourse.coders.columns import CODES, Floats, Ints
from discourse.coders.linear.definition_sides import definition_columns
from discourse.coders.stance.implied import KNOWN, stated_sides
from discourse.model import Thread
from discourse.training.sources.topics import Topic, later_topics, topics
from discourse.training.stance.definition_sides import told_in_folds
from discourse.training.stance.implied import Case, heard_in, implied_cases, model_of

FOLDS = 8
_CODES = CODES["stance"]
_NONE = _CODES.index("none")
_EDGES = (KNOWN, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
OWN = ("second reader, nothing stated", "first reader", "second reader", "second by first")
"""What is printed of our own threads."""
Taken = Mapping[tuple[str, str], str]
"""The sides that comments take, by comment and target."""
Given = Mapping[tuple[str, str], tuple[str, float]]
"""The same as a coder gives them, with how probable each is."""


def sides_in(path: Path) -> dict[tuple[str, str], str]:
    """Return the sides that the comments of a file take, as its reader sees them."""
    comments = tomllib.loads(path.read_text("utf-8"))["comments"]
    return {(each["id"], line.split()[0]): line.split()[1] for each in comments for line in each["stance"]}


def given_in(thread: Thread, codebook: Codebook, coder: str = "auto") -> dict[tuple[str, str], tuple[str, float]]:
    """Return the sides that a coder gives the comments of a thread by a codebook."""
    found = analyse(thread, codebook=codebook, coder=coder).codings
    return {
        (one.comment, one.target or ""): (one.code, one.probability or 0.0)
        for one in found
        if one.variable == "stance" and one.code in _CODES[:_NONE]
    }


def counted(threads: Iterable[tuple[Taken, Given]]) -> Sides:
    """Return the sides of threads."""
    listed = list(threads)
    hits = [(taken.get(place), code) for taken, given in listed for place, (code, _) in given.items()]
    return Sides(
        sum(len(taken) for taken, _ in listed),
        len(hits),
        sum(side == code for side, code in hits),
        sum(side is not None and side != code for side, code in hits),
    )


def later(coder: str = "auto", *, stated: bool = True) -> Iterator[tuple[Taken, Given]]:
    """Yield the sides in our threads that came later as their second reader sees them."""
    for topic in later_topics():
        codebook = topic.codebook if stated else bare(topic.codebook)
        yield topic.again, given_in(topic.thread, codebook, coder)


def by_others(coder: str = "auto", *, stated: bool = True) -> Iterator[tuple[Taken, Given]]:
    """Yield the sides in threads by others, with or without what their codebooks state of claims."""
    for path in sorted(UNSEEN.glob("*.toml")):
        coded = thread_of(path)
        codebook = coded.codebook if stated else bare(coded.codebook)
        yield sides_in(path), given_in(coded.thread, codebook, coder)


def in_folds(cases: Sequence[Case], names: Iterable[str]) -> Iterator[tuple[Case, Ints, Floats]]:
    """Yield our threads, target by target, with code and probability by a model fitted on other topics."""
    fold = {name: number % FOLDS for number, name in enumerate(sorted(names))}
    for number in range(FOLDS):
        model = model_of([case for case in cases if fold[case.topic] != number])
        for case in cases:
            if fold[case.topic] == number:
                shares = model.shares(case.asked.columns)
                side = shares[:, :_NONE].argmax(axis=1)
                yield case, side, shares[np.arange(len(side)), side]


def own_threads() -> dict[str, list[tuple[Taken, Given]]]:
    """Return the sides in our threads by reader, and the second reader's as if given, toward targets of claims.

    Those given are by what codebooks state of claims, but where told from definitions by models of other topics.
    """
    read = list(topics())
    heard, told = heard_in(read), told_in_folds(read, definition_columns)
    given = _given(read, implied_cases(read, heard))
    untold = _given(read, implied_cases(read, heard, lambda topic: told[topic.name]))
    found: dict[str, list[tuple[Taken, Given]]] = {name: [] for name in OWN}
    for topic in read:
        targets = {topic.codebook.targets[number].id for number in stated_sides(topic.codebook)}
        first, second = (
            {place: side for place, side in sides.items() if place[1] in targets}
            for sides in (topic.stances, topic.again)
        )
        taken = {place: (side, 1.0) for place, side in second.items()}
        pairs = (
            (second, {place: one for place, one in untold[topic.name].items() if place[1] in targets}),
            (first, given[topic.name]), (second, given[topic.name]), (first, taken),
        )  # fmt: skip
        for name, pair in zip(OWN, pairs, strict=True):
            found[name].append(pair)
    return found


def _given(read: Sequence[Topic], cases: Sequence[Case]) -> dict[str, Given]:
    by_name = {topic.name: topic for topic in read}
    given: dict[str, dict[tuple[str, str], tuple[str, float]]] = {topic.name: {} for topic in read}
    for case, codes, sure in in_folds(cases, by_name):
        comments = by_name[case.topic].thread.comments
        for row in np.flatnonzero(sure >= KNOWN).tolist():
            place = comments[int(case.asked.comment[row])].id, case.target
            given[case.topic][place] = (_CODES[int(codes[row])], float(sure[row]))
    return dict(given)


def print_by_probability(threads: Iterable[tuple[Taken, Given]]) -> None:
    """Print how often sides are right by how probable they are."""
    each = [(sure, taken.get(place) == code) for taken, given in threads for place, (code, sure) in given.items()]
    sure, right = np.array([one for one, _ in each]), np.array([is_right for _, is_right in each], bool)
    for low, high in pairwise(_EDGES):
        here = (sure >= low) & (sure < high)
        if here.any():
            print(f"    {low:.2f} to {high:.2f}: {here.sum():5} sides, {right[here].mean():.2f} right")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default="auto", help="the coder that is measured on the threads by others")
    coder: str = parser.parse_args().coder
    for title, threads in (("32 threads by others", by_others), ("80 threads that came later", later)):
        print(title)
        for stated, name in ((False, "  nothing stated of claims"), (True, "  sides of claims stated")):
            found = list(threads(coder, stated=stated))
            print(line(name, counted(found)))
            print_by_probability(found)
    print("our own threads, in folds by topic, toward targets of claims")
    for name, listed in own_threads().items():
        print(line(f"  {name}", counted(listed)))
        if name in OWN[:3:2]:
            print_by_probability(listed)


if __name__ == "__main__":
    main()
