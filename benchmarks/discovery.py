"""How well discovery finds what people say again and again: crowd arguments whose key points are known.

    python -m benchmarks.discovery FOLDER [--topics FIRST:LAST]

FOLDER holds ArgKP-2021 (``arguments_*.csv``, ``labels_*.csv``). Each topic's arguments are the comments of one thread,
each by an author of their own. Printed are, for the groups that would be proposed: of two arguments in one group that
have a key point, how often it is the same; and how many key points are that of at least half of a group.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from discourse.analysis import Analysis
from discourse.codebook import Codebook
from discourse.coders import code
from discourse.discovering import recurring
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph


class Topic(NamedTuple):
    """The arguments of a topic, and the key points of each."""

    name: str
    arguments: tuple[str, ...]
    points: tuple[frozenset[str], ...]


class Score(NamedTuple):
    """Pairs in one group, those of them that share a key point, groups, and key points found of all."""

    pairs: int
    right: int
    groups: int
    found: int
    all: int


def topics(folder: Path) -> list[Topic]:
    """Return the topics of all files, in their order there."""
    points: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder, "labels_*.csv"):
        if row["label"] == "1":
            points[row["arg_id"]].add(row["key_point_id"])
    arguments: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for row in _rows(folder, "arguments_*.csv"):
        arguments[row["topic"]].append((row["argument"], frozenset(points[row["arg_id"]])))
    return [Topic(name, *map(tuple, zip(*listed, strict=True))) for name, listed in arguments.items()]


def _rows(folder: Path, pattern: str) -> list[dict[str, str]]:
    return [
        row
        for path in sorted(folder.glob(pattern))
        for row in csv.DictReader(path.read_text("utf-8").splitlines(keepends=True))
    ]


def score(topic: Topic) -> Score:
    """Return how well the groups of a topic are those of its key points."""
    comments = tuple(
        Comment(id=str(number), text=text, author=f"author {number}", reply_to="")
        for number, text in enumerate(topic.arguments)
    )
    thread = Thread(article=Article(source=topic.name, title=topic.name, language="en"), comments=comments)
    graph, book = reply_graph(thread), Codebook(title="none")
    analysis = Analysis(thread=thread, graph=graph, codings=code(thread, graph, book), codebook=book)
    groups = [[topic.points[member.comment] for member in group.members] for group in recurring([analysis]).groups]
    pairs = [pair for group in groups for pair in combinations([points for points in group if points], 2)]
    every = {point for points in topic.points for point in points}
    return Score(
        len(pairs), sum(bool(one & other) for one, other in pairs), len(groups), len(_told(groups)), len(every)
    )


def _told(groups: Sequence[Sequence[frozenset[str]]]) -> set[str]:
    found = set()
    for group in groups:
        counts = Counter(point for points in group for point in points)
        found |= {point for point, times in counts.items() if 2 * times >= len(group)}
    return found


def main() -> None:
    """Print one line per topic and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", default=":")
    options = parser.parse_args()
    first, _, last = options.topics.partition(":")
    scores = []
    for topic in topics(options.folder)[int(first or 0) : int(last) if last else None]:
        scores.append(score(topic))
        print(f"{topic.name[:50]:<50} {_line(scores[-1])}")
    total = Score(*(sum(column) for column in zip(*scores, strict=True)))
    print(f"{'all':<50} {_line(total)}")


def _line(one: Score) -> str:
    right = one.right / one.pairs if one.pairs else 0.0
    return f"pairs {one.pairs:5} right {right:.2f}  groups {one.groups:4}  key points {one.found} of {one.all}"


if __name__ == "__main__":
    main()
