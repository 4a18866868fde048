"""How well the readers find what the gold of real pages, exports and answers says; the folder is an argument.

Usage: python -m benchmarks.readers SAMPLES [--general] [--verbose] [SYSTEM ...]

SAMPLES holds one folder a system with NAME.html, .json, .xml or .jsonl and NAME.gold.json (see its README). One row a
system: micro recall and precision of comments, the share of authors, parents (where the gold states any), whole texts
and headings (where the gold states any) that are right among the comments found, and beside it how many of the
comments trafilatura puts into its comments field and into any field, where it is installed and the source is HTML.
``--general`` leaves the systems' own readers out, so that every page is one that nobody wrote a reader for;
``--verbose`` names each difference.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from discourse.errors import ReadError
from discourse.model import Comment, Thread
from discourse.readers import GENERAL, best_of, read
from discourse.readers.joining import pooled
from discourse.readers.source import Source, open_source

COLUMNS = (
    "gold", "found", "recall", "precision", "author", "parent", "text", "title", "trafilatura", "anywhere",
)  # fmt: skip
_QUOTED_LINE = re.compile(r"^> .*$", re.MULTILINE)
_KEY = 30


def main() -> None:
    """Print the table; differences from the gold below it where asked for."""
    folder, *wanted = (argument for argument in sys.argv[1:] if not argument.startswith("--"))
    total: Counter[str] = Counter()
    print(f"{'system':18}" + "".join(f"{column:>12}" for column in COLUMNS))
    for system in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        if not wanted or system.name in wanted:
            counts = sum((measured(page) for page in pages_of(system)), Counter())
            total.update(counts)
            if counts:
                print(row(system.name, counts))
    print(row("all", total))


def pages_of(system: Path) -> Iterator[Path]:
    """Yield the sources of a folder that have a gold."""
    for page in sorted(system.iterdir()):
        is_source = not page.name.endswith((".gold.json", ".ts", ".as.json"))
        if is_source and gold_of(page).exists() and ("--general" not in sys.argv or ".htm" in page.name):
            yield page


def gold_of(page: Path) -> Path:
    """Return where the gold of a source lies."""
    return page.with_name(page.name.removesuffix(page.suffix) + ".gold.json")


def measured(page: Path) -> Counter[str]:
    """Return the counts of one source."""
    gold = [item for item in json.loads(gold_of(page).read_text("utf-8"))["comments"] if not is_ping(item)]
    thread = thread_of(page)
    found = list(thread.comments) if thread else []
    pairs = matched(gold, found)
    ids = {str(gold[number]["id"]): found[other].id for number, other in pairs.items()}
    has_parents, has_titles = (any(item.get(name) for item in gold) for name in ("parent", "title"))
    counts = Counter(files=1, gold=len(gold), found=len(found), matched=len(pairs))
    for number, other in pairs.items():
        item, comment = gold[number], found[other]
        right = {"author": author(comment, item), "text": text(comment, item)}
        if has_parents:
            counts["parents"] += 1
            right["parent"] = parent(comment, item, ids)
        if has_titles:
            counts["titles"] += 1
            right["title"] = (comment.title or "") == (item.get("title") or "")
        counts.update(name for name, is_right in right.items() if is_right)
        for name in (name for name, is_right in right.items() if not is_right):
            tell(f"{page.name} {name}: {item['id']} gold {item} found {comment!r:.500}")
    for number in sorted(set(range(len(gold))) - pairs.keys()):
        tell(f"{page.name} not found: {gold[number]['id']} {gold[number]['author']}: {gold[number]['text40']}")
    for other in sorted(set(range(len(found))) - set(pairs.values())):
        tell(f"{page.name} not in the gold: {found[other].id} {found[other].author}: {found[other].text[:40]!r}")
    if ".htm" in page.name and gold:
        counts.update(trafilatura_counts(page, gold))
    tell(f"{page.name}: {thread.reader if thread else None}, {dict(counts)}, declared {thread and thread.declared}")
    return counts


def thread_of(page: Path) -> Thread | None:
    """Return the thread of a source, read by the general readers alone where asked for."""
    try:
        return read(page) if "--general" not in sys.argv else general(open_source(page))
    except ReadError as error:
        tell(f"{page.name}: {error}")
        return None


def general(source: Source) -> Thread | None:
    """Return the thread as the general readers alone have it."""
    threads = best_of(source, list(GENERAL))
    return pooled(threads, source.name) if threads else None


def is_ping(item: Mapping[str, Any]) -> bool:
    """Return whether a gold's comment is a link from another site, which no reader counts as a comment."""
    return item.get("type") in ("pingback", "trackback")


def matched(gold: Sequence[Mapping[str, Any]], found: Sequence[Comment]) -> dict[int, int]:
    """Return for each gold comment found the one that it is: of the same id and beginning, else of one of them."""
    pairs: dict[int, int] = {}
    for keys, own in (
        ([(str(item["id"]), key(item["text40"])) for item in gold], [(each.id, key(each.text)) for each in found]),
        (
            [(str(item["id"]), key(item["text40"])) for item in gold],
            [(each.id, key(without_quotes(each.text))) for each in found],
        ),
        ([key(item["text40"]) for item in gold], [key(each.text) for each in found]),
        ([key(item["text40"]) for item in gold], [key(without_quotes(each.text)) for each in found]),
        ([str(item["id"]) for item in gold], [each.id for each in found]),
    ):
        left: dict[Any, list[int]] = {}
        taken = set(pairs.values())
        for number, one in enumerate(own):
            if number not in taken:
                left.setdefault(one, []).append(number)
        for number, one in enumerate(keys):
            if number not in pairs and left.get(one):
                pairs[number] = left[one].pop(0)
    return pairs


def key(words: str) -> str:
    """Return the beginning of a text without blanks and marks of lists and quotes."""
    return re.sub(r"[\W_]+", "", words)[:_KEY].casefold() or words.strip()


def without_quotes(words: str) -> str:
    """Return a text without the lines that quote another."""
    return _QUOTED_LINE.sub("", words)


def author(comment: Comment, gold: Mapping[str, Any]) -> bool:
    """Return whether the author is the gold's."""
    return " ".join((comment.author or "").split()) == " ".join((gold.get("author") or "").split())


def parent(comment: Comment, gold: Mapping[str, Any], ids: Mapping[str, str]) -> bool:
    """Return whether the parent is the gold's; one that is not in the file must have the gold's id."""
    answered = str(gold["parent"] or "")
    return (comment.reply_to or "") == ids.get(answered, answered)


def text(comment: Comment, gold: Mapping[str, Any]) -> bool:
    """Return whether the text begins as the gold's and is as long, with or without what it quotes."""
    return any(is_whole(words, gold) for words in (comment.text, without_quotes(comment.text)))


def is_whole(words: str, gold: Mapping[str, Any]) -> bool:
    """Return whether words begin as the gold's and are as long, marks of lists and quotes aside."""
    plain = " ".join(word for word in words.split() if word not in (">", "-"))
    close = abs(len(plain) - gold["text_len"]) <= 8 + gold["text_len"] // 25
    return close and key(plain).startswith(key(gold["text40"])[:_KEY])


def trafilatura_counts(page: Path, gold: Sequence[Mapping[str, Any]]) -> Counter[str]:
    """Return how many gold comments trafilatura finds as comments, and as anything."""
    if not find_spec("trafilatura"):
        return Counter()
    from trafilatura import bare_extraction

    document = bare_extraction(page.read_bytes(), include_comments=True, favor_recall=True)
    comments, body = (key_of_all(getattr(document, name, None)) for name in ("comments", "text"))
    keys = [key(item["text40"]) for item in gold]
    return Counter(
        offered=len(keys),
        trafilatura=sum(one in comments for one in keys),
        anywhere=sum(one in comments or one in body for one in keys),
    )


def key_of_all(words: str | None) -> str:
    """Return a long text as ``key`` has a short one."""
    return re.sub(r"[\W_]+", "", words or "").casefold()


def row(name: str, counts: Counter[str]) -> str:
    """Return the line of a system."""
    shares = (
        ("matched", "gold"), ("matched", "found"), ("author", "matched"), ("parent", "parents"), ("text", "matched"),
        ("title", "titles"), ("trafilatura", "offered"), ("anywhere", "offered"),
    )  # fmt: skip
    cells = [counts["gold"], counts["found"], *(share(counts[part], counts[whole]) for part, whole in shares)]
    return f"{name:18}" + "".join(f"{cell!s:>12}" for cell in cells)


def share(part: int, whole: int) -> str:
    """Return a share to three places, ``-`` where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "-"


def tell(line: str) -> None:
    """Print a difference, where asked for."""
    if "--verbose" in sys.argv:
        print("   ", line)


if __name__ == "__main__":
    main()
