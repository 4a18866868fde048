"""How well it is told that a page stops indenting: python -m benchmarks.capping DATA_FOLDER [--half chosen].

Threads whose links are known are shown as a page would that indents only to depth D, where they go deeper: what is
deeper hangs on its ancestor at depth D - 1, in order of time. Told is whether exactly D is found. Half of the threads
(the checksum of their names is even) served to choose the rule; the figures are those of the other half.

told          of these pages with at least three doubtful links, by source and depth; then by the number of such links
false alarms  of the same threads as they are, of which no level may be found, and of those that are deeper than D
              without the comments beyond it: nobody answered the deepest ones, though the site let them
stated right  share of the doubtful links whose stated parent is the true one, which a repair has to beat
repaired      share whose guessed parent is the true one (the weights were fitted on these threads as well)
possible      share whose true parent is among the possible ones
real pages    what is found on those that are known to reach their site's cap: all their levels but the deepest have
              links to answer, or their settings state the depth, or the system has but so many levels
"""

import argparse
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import numpy as np

from discourse.model import Comment, Thread
from discourse.replies.build import reply_graph
from discourse.replies.capping import capped_level, doubtful
from discourse.replies.graph import ARTICLE
from discourse.replies.infer import infer_below
from discourse.replies.metrics import shape
from discourse.training.sources.linked import Known, load

DEPTHS = (2, 3, 4, 5)
LEAST = 3
LEFT_OUT = ("chat", "forum, quotes hidden")
REAL = {
    "de_gormulus_wpcom": 3,
    "de_golfpost_noid": 3,
    "de_netzpolitik_depth5": 5,
    "v4_tichyseinblick": 3,
    "v5_backenmachtgluecklich": 5,
    "html_26830_comments_question_openstack": 2,
}
"""Real pages that reach their site's cap, and that cap; they are in no other figure."""
Kind = Literal["capped", "as it is", "cut off"]


class Judged(NamedTuple):
    """One page: the level that it has and the one found, its doubtful links, and how many of them are right."""

    source: str
    kind: Kind
    level: int
    found: int | None
    doubtful: int
    stated_right: int
    repaired_right: int
    possible: int


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("held out", "chosen"), default="held out")
    told = parser.parse_args()
    real, pages = [], []
    for known in load(told.folder):
        odd = zlib.crc32(known.thread.article.source.encode()) % 2
        if _name(known) in REAL:
            real.append(known)
        elif odd == (told.half == "held out") and not known.source.startswith(LEFT_OUT):
            pages += list(judged(known))
    capped = [page for page in pages if page.kind == "capped"]
    _print_told(capped)
    _print_alarms([page for page in pages if page.kind != "capped"])
    _print_doubtful(capped)
    _print_real(real)


def judged(known: Known) -> Iterator[Judged]:
    """Yield the pages made of one thread."""
    depth, parents = _depths(known.thread), _parents(known.thread)
    source = known.source.removesuffix(" (dev)")
    yield _judge(source, "as it is", max(depth), _page(known, known.thread), {})
    for level in DEPTHS:
        if max(depth) > level:
            true = {comment.id: comment.reply_to for comment in known.thread.comments}
            yield _judge(source, "capped", level, _page(known, capped(known.thread, depth, parents, level)), true)
            shallow = tuple(compress(known.thread.comments, (each <= level for each in depth)))
            yield _judge(source, "cut off", level, _page(known, _with(known.thread, shallow)), {})


def capped(thread: Thread, depth: list[int], parents: list[int], level: int) -> Thread:
    """Return the thread as stated by a page that indents only to this level."""
    comments = list(thread.comments)
    for number, comment in enumerate(comments):
        above = parents[number]
        while depth[number] > level and depth[above] >= level:
            above = parents[above]
        if depth[number] > level:
            comments[number] = msgspec.structs.replace(comment, reply_to=comments[above].id)
    return _with(thread, tuple(comments))


def _with(thread: Thread, comments: tuple[Comment, ...]) -> Thread:
    return msgspec.structs.replace(thread, comments=comments)


def _page(known: Known, thread: Thread) -> Thread:
    """Return a thread as a page shows it: a real page's order is kept where the thread is the real one."""
    page = known.page if thread is known.thread else ()
    return known._replace(thread=thread, page=page).shown("nested").thread


def _parents(thread: Thread) -> list[int]:
    found: list[int] = reply_graph(thread, infer=False).parent.tolist()
    return found


def _depths(thread: Thread) -> list[int]:
    """Return each comment's depth, 0 where it is not known."""
    parents = np.array(_parents(thread), dtype=np.int64)
    found = shape(parents)
    depths: list[int] = np.where(parents[found.branch] == ARTICLE, found.depth, 0).tolist()
    return depths


def _judge(source: str, kind: Kind, level: int, thread: Thread, true: dict[str, str | None]) -> Judged:
    parents = np.array(_parents(thread), dtype=np.int64)
    numbers = {comment.id: number for number, comment in enumerate(thread.comments)}
    doubts = doubtful(thread, parents, level) if true else {}
    guesses = infer_below(thread, doubts)
    links = [
        (numbers.get(true.get(thread.comments[comment].id) or "", ARTICLE), possible, guesses[comment].parent)
        for comment, possible in doubts.items()
    ]
    return Judged(
        source=source,
        kind=kind,
        level=level,
        found=capped_level(thread, parents),
        doubtful=len(links) if true else len(doubtful(thread, parents, level)),
        stated_right=sum(parent == possible[0] for parent, possible, _ in links),
        repaired_right=sum(parent == guess for parent, _, guess in links),
        possible=sum(parent in possible for parent, possible, _ in links),
    )


def _name(known: Known) -> str:
    return Path(known.thread.article.source.split(" ")[0]).stem


def _print_told(pages: list[Judged]) -> None:
    large = [page for page in pages if page.doubtful >= LEAST]
    print(f"told, {LEAST} doubtful links or more")
    columns = {f"D = {level}": _of_level(large, level) for level in DEPTHS}
    _print_shares({**columns, "all": large}, _is_told)
    print("\ntold, by doubtful links")
    for least, most in ((1, 1), (2, 2), (3, 5), (6, 11), (12, 10**9)):
        some = [page for page in pages if least <= page.doubtful <= most]
        few = [page for page in some if "forum" not in page.source]
        name = f"{least}" if least == most else f"{least} …" if most > 99 else f"{least} … {most}"
        print(f"{name:24}", _share(some, _is_told), " without the forum", _share(few, _is_told))


def _print_alarms(pages: list[Judged]) -> None:
    print("\nfalse alarms")
    kinds: tuple[Kind, ...] = ("as it is", "cut off")
    columns = {kind: [page for page in pages if page.kind == kind] for kind in kinds}
    wide = {f"{kind}, doubtful ≥ 1": [page for page in columns[kind] if page.doubtful] for kind in kinds}
    _print_shares(columns | wide, lambda page: page.found is not None)


def _print_doubtful(pages: list[Judged]) -> None:
    print("\ndoubtful links: stated right, repaired right, possible")
    for source in sorted({page.source for page in pages}):
        print(f"{source:24}", *(_links([page for page in pages if page.source == source], level) for level in DEPTHS))


def _links(pages: list[Judged], level: int) -> str:
    some = _of_level(pages, level)
    links = sum(page.doubtful for page in some)
    if not links:
        return f"{'–':>26}"
    right, possible = sum(page.stated_right for page in some), sum(page.possible for page in some)
    repaired = sum(page.repaired_right for page in some)
    return f"{right / links:.3f} {repaired / links:.3f} {possible / links:.3f} of {links:5}"


def _print_real(listed: list[Known]) -> None:
    print("\nreal pages that reach their site's cap")
    for known in listed:
        thread, cap = known.shown("nested").thread, REAL[_name(known)]
        parents = np.array(_parents(thread), dtype=np.int64)
        doubts = len(doubtful(thread, parents, cap))
        print(f"{_name(known):40} cap {cap}, found {capped_level(thread, parents)}, doubtful links {doubts}")


def _of_level(pages: list[Judged], level: int) -> list[Judged]:
    return [page for page in pages if page.level == level]


def _is_told(page: Judged) -> bool:
    return page.found == page.level


def _print_shares(columns: dict[str, list[Judged]], is_so: Callable[[Judged], bool]) -> None:
    """Print for each column the share of its pages of which something is so, by source and of all."""
    print(f"{'':24}", *(f"{name:>24}" for name in columns))
    by_source: dict[str, dict[str, list[Judged]]] = defaultdict(dict)
    for name, pages in columns.items():
        for page in pages:
            by_source[page.source].setdefault(name, []).append(page)
    for source in sorted(by_source):
        print(f"{source:24}", *(f"{_share(by_source[source].get(name, []), is_so):>24}" for name in columns))
    print(f"{'all':24}", *(f"{_share(pages, is_so):>24}" for pages in columns.values()))


def _share(pages: Iterable[Judged], is_so: Callable[[Judged], bool]) -> str:
    found = [is_so(page) for page in pages]
    return f"{sum(found) / len(found):.3f} of {len(found):4}" if found else "–"


if __name__ == "__main__":
    main()
