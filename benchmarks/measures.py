"""How fast threads are measured, against ConvoKit's breadth-first walk for depth and width alone, in one run.

Usage: python -m benchmarks.measures [--comments 1000000] [--seed 0]

Threads of up to 20,000 comments are made up: heavy-tailed sizes, replies that prefer what is answered much and what is
recent, authors who answer back, times in bursts. Ours is everything from threads and their reply graphs to the measures
by thread, by branch and by comment, names and times read from their texts; only the sampled intervals and the network
of authors are left out. The peer (pip install convokit, where it is not there only ours is timed) has its corpora made
before the clock starts, as ours has its reply graphs. CPU seconds; the ratio is the peer's time over ours.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from random import Random
from typing import Any

from discourse.model import Article, Comment, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph

LARGEST = 20_000
BATCH = 50_000
"""Comments of one ConvoKit corpus; all at once would not fit into memory."""
Measured = Sequence[tuple[Thread, ReplyGraph]]


def main() -> None:
    """Print the CPU seconds of both and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    threads = made_up(told.comments, Random(told.seed))  # noqa: S311  # no secret
    print(f"{sum(len(graph) for _, graph in threads):,} comments in {len(threads):,} threads")
    ours, shapes = ours_timed(threads)
    print(f"ours, all measures                          {ours:8.2f} s")
    try:
        convokit = import_module("convokit")
    except ModuleNotFoundError:
        print("ConvoKit is not installed (pip install convokit), so there is nothing to compare with.")
        return
    walked, built, theirs = peer_timed(convokit, threads)
    print(f"ConvoKit, depth and width by bfs            {walked + built:8.2f} s {(walked + built) / ours:6.1f} times")
    print(f"ConvoKit, the same with its trees made free {walked:8.2f} s {walked / ours:6.1f} times")
    print(f"depth and width agree in {sum(map(tuple.__eq__, shapes, theirs)):,} of {len(threads):,} threads")


def ours_timed(threads: Measured) -> tuple[float, list[tuple[int, int]]]:
    """Return the CPU seconds of all measures, and depth and width of each thread."""
    from discourse.replies.forest import planted
    from discourse.replies.measures import by_branch, by_comment, by_thread

    start = time.process_time()
    forest = planted(threads)
    columns = by_thread(forest)
    by_branch(forest)
    by_comment(forest)
    seconds = time.process_time() - start
    shapes = zip(columns["max_depth"].tolist(), columns["max_width"].tolist(), strict=True)
    return seconds, [(int(depth), int(width)) for depth, width in shapes]


def peer_timed(convokit: Any, threads: Measured) -> tuple[float, float, list[tuple[int, int]]]:
    """Return ConvoKit's CPU seconds for the walks and for its trees, and depth and width of each thread."""
    walked = built = 0.0
    shapes = []
    for batch in batches(threads):
        corpus = corpus_of(convokit, batch)
        for thread, _ in batch:
            conversation = corpus.get_conversation(thread.article.source)
            start = time.process_time()
            conversation.initialize_tree_structure()
            middle = time.process_time()
            shapes.append(depth_and_width(conversation))
            walked, built = walked + time.process_time() - middle, built + middle - start
    return walked, built, shapes


def depth_and_width(conversation: Any) -> tuple[int, int]:
    """Return both by ConvoKit's ``bfs``; the article has depth 0."""
    depths: dict[str | None, int] = {None: -1}
    for node in conversation.traverse("bfs", as_utterance=False):
        depths[node.utt.id] = depths[node.utt.reply_to] + 1
    widths = Counter(depths.values())
    return max(depths.values()), max(count for depth, count in widths.items() if depth > 0)


def batches(threads: Measured) -> Iterator[Measured]:
    """Yield the threads in portions that fit into memory."""
    batch: list[tuple[Thread, ReplyGraph]] = []
    comments = 0
    for thread, graph in threads:
        batch.append((thread, graph))
        comments += len(graph)
        if comments >= BATCH:
            yield batch
            batch, comments = [], 0
    if batch:
        yield batch


def corpus_of(convokit: Any, threads: Measured) -> Any:
    """Return a ConvoKit corpus with the articles as first utterances."""
    speakers: dict[str, Any] = {}
    utterances = []
    for thread, graph in threads:
        root = thread.article.source
        links = zip(thread.comments, graph.parent.tolist(), strict=True)
        rows = [(root, "article", None), *((f"{root}/{one.id}", str(one.author), up) for one, up in links)]
        for number, (name, author, up) in enumerate(rows):
            utterances.append(
                convokit.Utterance(
                    id=name,
                    speaker=speakers.setdefault(author, convokit.Speaker(id=author)),
                    conversation_id=root,
                    reply_to=None if up is None else root if up == ARTICLE else f"{root}/{up}",
                    timestamp=number,
                    text="",
                )
            )
    return convokit.Corpus(utterances=utterances)


def made_up(comments: int, random: Random) -> list[tuple[Thread, ReplyGraph]]:
    """Return threads that have so many comments together."""
    threads: list[tuple[Thread, ReplyGraph]] = []
    while comments:
        size = min(int(4 * random.paretovariate(0.8)), LARGEST, comments)
        threads.append(made_up_thread(f"t{len(threads)}", size, random))
        comments -= size
    return threads


def made_up_thread(name: str, size: int, random: Random) -> tuple[Thread, ReplyGraph]:
    """Return one thread: a comment answers the article, a recent comment, or one as often as it is answered."""
    parents: list[int] = []
    authors: list[int] = []
    moment = published = datetime(2024, 5, 1, tzinfo=UTC)
    comments = []
    for number in range(size):
        parents.append(_answered(parents, random))
        authors.append(_author(parents, authors, random))
        moment += timedelta(seconds=int(random.paretovariate(0.9) * 8) % 86_400)
        posted = moment.isoformat(timespec="seconds")
        comments.append(Comment(id=str(number), text="", author=f"author {authors[-1]}", posted=posted))
    article = Article(source=name, published=published.isoformat())
    return Thread(article=article, comments=tuple(comments)), ReplyGraph.from_parents(parents)


def _answered(parents: list[int], random: Random) -> int:
    number, chance = len(parents), random.random()
    if not number or chance < 0.3:
        return ARTICLE
    if chance < 0.65:
        return max(0, number - int(random.paretovariate(1.2)))
    return parents[random.randrange(number)]


def _author(parents: list[int], authors: list[int], random: Random) -> int:
    parent = parents[-1]
    if parent >= 0 and parents[parent] >= 0 and random.random() < 0.3:
        return authors[parents[parent]]
    return authors[random.randrange(len(authors))] if authors and random.random() < 0.5 else len(authors)


if __name__ == "__main__":
    main()
