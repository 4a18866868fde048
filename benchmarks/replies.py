"""How well replies are inferred, and how fast graphs are built: python -m benchmarks.replies DATA_FOLDER.

Every source is judged by weights fitted without it (and without the sources of its fold), so these are figures for
sites never seen; the shipped weights are fitted on all of them. All stated parents are hidden.

accuracy   share of comments whose most probable parent is the true one
previous, article, nearest   the same for three baselines: the comment before, the article, the most similar by TF-IDF
Brier      mean squared difference between the probability given and whether the guess was right
           (after dividing the scores by one temperature for all sources, chosen on these same figures)
ECE        expected calibration error, ten bins of equal width (Naeini, Cooper & Hauskrecht 2015)
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import networkx as nx
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.replies_data import flattened, links_of, load
from benchmarks.replies_fit import ORDERS, Array, Walked, best_temperature, held_out, limited
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.replies.metrics import structure

SIZE = 100_000
COLUMNS = ("accuracy", "previous", "article", "nearest", "Brier", "ECE")


def main(folders: Iterable[Path]) -> None:
    """Print the table of accuracies, then that of times."""
    threads = limited(pair for folder in folders for pair in load(folder))
    print(f"{'order':8} {'source':22} {'n':>5}", *(f"{name:>8}" for name in COLUMNS))
    for orders in ORDERS.values():
        for order, judged in held_out(threads, orders).items():
            _print_order(order, judged, baselines(threads, order))
    _print_times()


def _print_order(order: str, judged: list[Walked], others: dict[str, Array]) -> None:
    temperature = best_temperature(judged)
    by_source: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for source, probabilities, true in judged:
        odds = probabilities ** (1 / temperature)
        by_source[source].append((int(odds.argmax()) == true, float(odds.max() / odds.sum())))
    means = []
    for source, results in sorted(by_source.items()):
        right, sure = np.array([found for found, _ in results]), np.array([found for _, found in results])
        row = [right.mean(), *others[source].mean(axis=0), ((sure - right) ** 2).mean(), calibration_error(right, sure)]
        means.append(row)
        _print_row(order, source, len(right), row)
    _print_row(order, "mean of sources", len(judged), list(np.mean(means, axis=0)))
    print(f"{order:8} temperature {temperature:.2f}", flush=True)


def _print_row(order: str, source: str, count: int, row: list[float]) -> None:
    print(f"{order:8} {source:22} {count:5}", *(f"{value:8.3f}" for value in row), flush=True)


def calibration_error(right: Array, sure: Array) -> float:
    """Return the expected calibration error."""
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs(right[bins == at].mean() - sure[bins == at].mean()) * (bins == at).mean() for at in np.unique(bins)]
    return float(sum(gaps))


def baselines(threads: Iterable[tuple[str, Thread]], order: str) -> dict[str, Array]:
    """Return for each source, by comment, whether each of the three baselines is right."""
    found = defaultdict(list)
    for source, full in threads:
        thread = flattened(full, order)
        nearest = _nearest(thread)
        for number, parent in enumerate(links_of(thread)):
            if parent != -2:
                found[source].append((parent == number - 1, parent == -1, parent == nearest[number]))
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
    main(map(Path, sys.argv[1:]))
