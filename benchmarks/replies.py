"""How well replies are inferred, and how fast graphs are built: python -m benchmarks.replies DATA_FOLDER [--folds 4].

Every thread is judged by weights and trees fitted without it (and without the other threads of its part); development
sets are never fitted on. All stated parents are hidden. "nested" is the order of the page without its indentation,
"unsorted" the worst case of a page that does not say how it sorts: the longest comments first, without times.

accuracy   share of comments whose most probable parent is the true one
edge F     of one link a comment against all true links, of which a message of a chat may have several
root P, R  precision and recall of "answers the article" (of a chat: begins a conversation)
previous, article, nearest   accuracy of three baselines: the comment before, the article, the most similar by TF-IDF
Brier      mean squared difference between the probability given and whether the guess was right
ECE        expected calibration error, ten bins of equal width (Naeini, Cooper & Hauskrecht 2015)
"""

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.replies.infer import AT_MOST, ORDER_UNKNOWN
from discourse.replies.metrics import structure
from discourse.replies.weights import tempered, weights
from discourse.training.encoder.calibration import calibration_error
from discourse.training.replies.cases import FOLDS, VIEWS, Case, View, of_kind
from discourse.training.replies.fit import all_held_out
from discourse.training.sources.linked import Known, load

SIZE = 100_000
COLUMNS = ("accuracy", "edge F", "root P", "root R", "previous", "article", "nearest", "Brier", "ECE")
PAGES = frozenset({"wordpress", "hackernews", "reddit", "slashdot", "disqus", "other pages"})
Array = Any


class Judged(NamedTuple):
    """One comment: whether its link is right, how sure it is, how many true links, article guessed and true."""

    right: bool
    sure: float
    links: int
    to_article: bool
    is_root: bool


def main() -> None:
    """Print the table of accuracies, how far probabilities hold, and the times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--picture", type=Path, help="a file to draw the reliability curves to")
    told = parser.parse_args()
    threads = list(load(told.folder))
    print(f"{'view':16} {'source':24} {'n':>6}", *(f"{name:>8}" for name in COLUMNS))
    everything = []
    for kind, found in all_held_out(threads, told.folds).items():
        for view in VIEWS[kind]:
            by_source = _by_source(found[view.name], view)
            _print_view(view, by_source, baselines(of_kind(threads, kind), view))
            everything += [(view, each) for listed in by_source.values() for each in listed]
    curves = reliability(everything)
    _print_reliability(curves)
    if told.picture:
        _draw(curves, told.picture)
    _print_times()


def _by_source(cases: Iterable[Case], view: View) -> dict[str, list[Judged]]:
    trust = ORDER_UNKNOWN if view.order == "unknown" else 1.0
    by_source: dict[str, list[Judged]] = defaultdict(list)
    for case in cases:
        by_source[case.source].append(judged(case, weights(view.order).temperature, trust))
    return by_source


def _print_view(view: View, by_source: dict[str, list[Judged]], others: dict[str, Array]) -> None:
    for source in sorted(by_source):
        _print_row(view.name, source, by_source[source], others[source])
    pages = sorted(PAGES & by_source.keys())
    if pages:
        together = [each for source in pages for each in by_source[source]]
        _print_row(view.name, "all threaded pages", together, np.concatenate([others[source] for source in pages]))


def judged(case: Case, temperature: float, trust: float = 1.0) -> Judged:
    """Return how the most probable option of a comment did."""
    probabilities = tempered(case.probabilities, temperature)
    return Judged(
        right=bool(case.right[case.chosen]),
        sure=min(AT_MOST, float(probabilities[case.chosen])) * trust,
        links=case.number,
        to_article=case.chosen == len(probabilities) - 1,
        is_root=bool(case.true[-1]),
    )


class Bin(NamedTuple):
    """The links that are given about so much: the mean of that, the share that is right, and how many they are."""

    given: float
    right: float
    links: int


def reliability(everything: Iterable[tuple[View, Judged]]) -> dict[str, list[Bin]]:
    """Return for each view the bins of links given 0 to .1, .1 to .2, … that are not empty."""
    by_view: dict[str, list[list[Judged]]] = defaultdict(lambda: [[] for _ in range(10)])
    for view, each in everything:
        by_view[view.name][min(int(each.sure * 10), 9)].append(each)
    return {
        name: [
            Bin(float(np.mean([one.sure for one in each])), float(np.mean([one.right for one in each])), len(each))
            for each in bins
            if each
        ]
        for name, bins in by_view.items()
    }


def _print_reliability(curves: dict[str, list[Bin]]) -> None:
    print("\nof links given about so much, so many are right (and how many they are)")
    for name, bins in curves.items():
        print(f"{name:16}", *(f"{one.given:.2f}: {one.right:.2f} ({one.links})" for one in bins), flush=True)


def _draw(curves: dict[str, list[Bin]], path: Path) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.2, 4.6), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.8)
    for (name, bins), mark in zip(curves.items(), "osD^v", strict=False):
        axes.plot([one.given for one in bins], [one.right for one in bins], marker=mark, markersize=4, label=name)
    axes.set(xlabel="probability given", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.set_title("Of the links given so much, so many are right (held-out threads)", fontsize=9)
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(path, dpi=150, metadata={"Software": None})


def _print_row(view: str, source: str, listed: list[Judged], others: Array) -> None:
    right, sure = np.array([each.right for each in listed]), np.array([each.sure for each in listed])
    guessed, true = np.array([each.to_article for each in listed]), np.array([each.is_root for each in listed])
    both = (guessed & true).sum()
    numbers = [
        right.mean(),
        2 * right.sum() / (len(listed) + sum(each.links for each in listed)),
        both / guessed.sum() if guessed.any() else np.nan,
        both / true.sum() if true.any() else np.nan,
        *others.mean(axis=0),
        ((sure - right) ** 2).mean(),
        calibration_error(sure, right),
    ]
    print(f"{view:16} {source:24} {len(listed):6}", *(f"{number:8.3f}" for number in numbers), flush=True)


def baselines(threads: Iterable[Known], view: View) -> dict[str, Array]:
    """Return for each source, by comment, whether each of the three baselines is right."""
    found = defaultdict(list)
    for known in threads:
        shown = known.shown(view.order)
        nearest = _nearest(shown.thread)
        for number, parents in enumerate(shown.parents):
            if parents is not None:
                found[known.source].append((number - 1 in parents, -1 in parents, nearest[number] in parents))
    return {source: np.array(rows) for source, rows in found.items()}


def _nearest(thread: Thread) -> list[int]:
    """Return for each comment the most similar earlier text: a comment's number, or -1 for the article."""
    body = "\n".join(filter(None, (thread.article.title, thread.article.body)))
    texts = [body, *(comment.text for comment in thread.comments)]
    vectors = TfidfVectorizer(sublinear_tf=True, analyzer=re.compile(r"\w+").findall).fit_transform(texts)
    cosines = (vectors @ vectors.T).toarray()
    return [int(cosines[number + 1, : number + 1].argmax()) - 1 for number in range(len(thread.comments))]


def _print_times() -> None:
    shapes: dict[str, Callable[[int], str]] = {
        "chain": lambda number: str(number - 1) if number else "",
        "star": lambda _: "",
    }
    print(
        f"\n{'shape':8} {'comments':>9} {'build, measure, links':>22} {'networkx, construction only':>28} {'ratio':>6}"
    )
    for shape, parent in shapes.items():
        comments = tuple(Comment(id=str(number), text="", reply_to=parent(number)) for number in range(SIZE))
        thread = Thread(article=Article(source=shape), comments=comments)
        ours, theirs = min(_timed(_ours, thread) for _ in range(3)), min(_timed(_theirs, thread) for _ in range(3))
        print(f"{shape:8} {SIZE:9} {ours:20.3f} s {theirs:26.3f} s {theirs / ours:6.2f}")


def _timed(run: Callable[[Thread], None], thread: Thread) -> float:
    start = time.perf_counter()
    run(thread)
    return time.perf_counter() - start


def _ours(thread: Thread) -> None:
    graph = reply_graph(thread)
    structure(graph)
    graph.links()


def _theirs(thread: Thread) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for comment in thread.comments:
        graph.add_edge(comment.id, comment.reply_to or "article", kind="explicit", probability=1.0)


if __name__ == "__main__":
    main()
