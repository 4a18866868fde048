"""How well the HTML readers find what the gold of real pages says; the folder of pages is an argument.

Usage: python -m benchmarks.readers SAMPLES [--all]

SAMPLES holds one folder a system with NAME.html and NAME.gold.json (see its README). With ``--all`` the pages of
all systems are offered to the readers, to see which of them claims what.
"""

import json
import sys
from pathlib import Path
from typing import Any

from discourse.errors import ReadError
from discourse.model import Comment, Thread
from discourse.readers import read

SYSTEMS = {"wpdiscuz": "wpdiscuz", "wordpress-core": "wordpress"}
COLUMNS = ("page", "gold", "found", "recall", "precision", "author", "parent", "text", "declared", "order", "skipped")


def main() -> None:
    """Print one row a page; differences from the gold below it."""
    folder = Path(sys.argv[1])
    if "--all" in sys.argv:
        claims(folder)
        return
    print(" ".join(f"{column:>9}" if column != "page" else f"{column:36}" for column in COLUMNS))
    for system, reader in SYSTEMS.items():
        for page in sorted((folder / system).glob("*.html")):
            report(page, reader)


def claims(folder: Path) -> None:
    """Print which reader claims each page, or why none does."""
    for page in sorted(folder.glob("*/*.htm*")):
        try:
            thread = read(page)
            said = f"{thread.reader}: {len(thread.comments)} comments, declared {thread.declared}"
        except ReadError as error:
            said = str(error)
        print(f"{page.parent.name}/{page.name:45} {said}")


def report(page: Path, reader: str) -> None:
    """Print the row of one page."""
    gold = json.loads(page.with_suffix("").with_suffix(".gold.json").read_text("utf-8"))["comments"]
    comments = {str(item["id"]): item for item in gold if item.get("type") not in ("pingback", "trackback")}
    thread = read(page)
    found = {comment.id: comment for comment in thread.comments}
    both = sorted(comments.keys() & found.keys())
    figures = [
        share(len(both), len(comments)),
        share(len(both), len(found)),
        *(share(sum(test(found[id_], comments[id_]) for id_ in both), len(both)) for test in (author, parent, text)),
    ]
    row = [len(comments), len(found), *figures, thread.declared, thread.shown_order]
    name = f"{page.name:36}" if thread.reader == reader else f"{page.name:27} {thread.reader}!"
    print(name, " ".join(f"{value!s:>9}" for value in row), " ", skipped(thread))
    differences(comments, found)


def share(part: int, whole: int) -> str:
    """Return a share to three places, ``-`` where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "-"


def author(comment: Comment, gold: dict[str, Any]) -> bool:
    """Return whether the author is the gold's."""
    return (comment.author or "") == " ".join((gold.get("author") or "").split())


def parent(comment: Comment, gold: dict[str, Any]) -> bool:
    """Return whether the parent is the gold's."""
    return str(comment.reply_to or "") == str(gold["parent"] or "")


def text(comment: Comment, gold: dict[str, Any]) -> bool:
    """Return whether the text starts as the gold's and is as long, but for marks of lists and quotes."""
    plain = " ".join(word for word in comment.text.split() if word not in (">", "-"))
    close = abs(len(plain) - gold["text_len"]) <= 3 + gold["text_len"] // 50
    return bool(close) and plain[:30].strip() == " ".join(gold["text40"].split())[:30].strip()


def skipped(thread: Thread) -> str:
    """Return what was left out, in short."""
    return ", ".join(f"{item.kind} {item.count}" for item in thread.skipped)


def differences(comments: dict[str, Any], found: dict[str, Comment]) -> None:
    """Print where gold and reader differ."""
    for id_ in sorted(comments.keys() - found.keys()):
        print("    not found:", id_, comments[id_]["text40"])
    for id_ in sorted(found.keys() - comments.keys()):
        print("    not in the gold:", id_, found[id_].text[:40])
    for id_ in sorted(comments.keys() & found.keys()):
        for name, test in (("author", author), ("parent", parent), ("text", text)):
            if not test(found[id_], comments[id_]):
                print(f"    {name}: {id_} {found[id_]!r:.400} {comments[id_]}")


if __name__ == "__main__":
    main()
