"""How well pasted text is read: real HTML pages with gold, rendered as a browser's copy would be, then read.

Usage: python -m benchmarks.pasted SAMPLES [--systems wpdiscuz,wordpress-core] [--chromium PATH]

SAMPLES holds SYSTEM/NAME.html with SYSTEM/NAME.gold.json beside it. For each page: comment recall and precision
(the first 40 characters of a text, blanks collapsed), author accuracy and whole texts among those found, whether the
title is that of the page, and how many texts reach beyond the next comment or hold a button ("leaks").
"""

import argparse
import html
import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Comment, Thread
from discourse.readers import pasted
from discourse.readers.encoding import decode
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.lexicon import plain
from discourse.readers.pasted.marks import Role
from discourse.readers.source import Source
from discourse.replies.build import reply_graph

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "title", "textarea", "iframe", "svg", "math", "object",
    "video", "audio", "canvas", "datalist",
})  # fmt: skip
HIDDEN_CLASSES = frozenset({
    "screen-reader-text", "visually-hidden", "sr-only", "wpd-hidden", "assistive-text",
    "wpd-editor-buttons-right",
})  # fmt: skip
NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\n\r\f]+")


def is_unseen(node: LexborNode) -> bool:
    """Return whether an element is not shown, as far as its tag, its attributes and known classes tell."""
    attributes = node.attributes
    return (
        node.tag in UNSEEN
        or "hidden" in attributes
        or bool(NONE.search(attributes.get("style") or ""))
        or not HIDDEN_CLASSES.isdisjoint((attributes.get("class") or "").split())
    )


def pieces(root: LexborNode) -> Iterator[str | int]:
    """Yield the text of a page with, as numbers, how many line ends its elements demand (innerText's rules)."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            yield BLANKS.sub(" ", node.text(deep=False) or "")
            continue
        if tag == "br":
            yield "\n"
            continue
        if tag in {"td", "th"} and closing:
            yield "\t"
        if tag in BLOCKS:
            yield 2 if tag == "p" else 1
        if closing or tag.startswith(("-", "!")) or is_unseen(node):
            continue
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def inner_text(page: str) -> str:
    """Return the plain text of an HTML page as a browser would copy it without its style sheets."""
    body = LexborHTMLParser(page).body
    out: list[str] = []
    wanted = 0
    for piece in pieces(body) if body else ():
        if isinstance(piece, int):
            wanted = max(wanted, piece)
            continue
        if not piece.strip(" ") and (wanted or not out or out[-1].endswith(("\n", " "))):
            continue
        if wanted and out:
            ended = len("".join(out[-2:])) - len("".join(out[-2:]).rstrip("\n"))
            out.append("\n" * max(0, wanted - ended))
        wanted = 0
        out.append(piece)
    return re.sub(r" *\n *", "\n", "".join(out)).strip()


def by_chromium(program: str, page: str) -> str:
    """Return ``document.body.innerText`` of a page without its scripts, frames and addresses."""
    page = re.sub(r"(?is)<script\b.*?</script\s*>|<(?:link|iframe|base)\b[^>]*>|<meta[^>]*http-equiv[^>]*>", "", page)
    page = re.sub(r"(?i)\ssrc(?:set)?=", " data-src=", page)
    show = (
        "<script>addEventListener('load',()=>{const p=document.createElement('pre');p.id='seen';"
        "p.textContent=JSON.stringify(document.body.innerText);document.documentElement.replaceChildren(p)})</script>"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text("<!doctype html><meta charset=utf-8>" + page + show, encoding="utf-8")
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", file.as_uri()]
        seen = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout  # noqa: S603 - the user names the browser
    found = re.search(r'<pre id="seen">(.*?)</pre>', seen, re.DOTALL)
    return str(json.loads(html.unescape(found[1]))) if found else ""


def without(roles: frozenset[Role], times: bool = False) -> Callable[[str], str]:
    """Return a change of a text: lines of some roles left out, and with ``times`` the dates in headers too."""

    def change(text: str) -> str:
        kept = []
        for line in text.split("\n"):
            mark = mark_of(" ".join(line.split()))
            if mark.role in roles and line.strip():
                continue
            kept.append((mark.name or "") if times and mark.role is Role.HEADER else line)
        return "\n".join(kept)

    return change


def tight(text: str) -> str:
    """Return the text without its blank lines."""
    return "\n".join(line for line in text.split("\n") if line.strip())


BUTTONS = frozenset({Role.ACTION, Role.NUMBER, Role.REPLY_TO, Role.NOTE})
VARIANTS: dict[str, Callable[[str], str]] = {
    "as copied": lambda text: text,
    "no blank lines": tight,
    "no declared number": without(frozenset({Role.COUNT})),
    "no times": without(frozenset({Role.TIME}), times=True),
    "no buttons": without(frozenset({Role.ACTION})),
    "bare names": without(BUTTONS | {Role.TIME}, times=True),
}


def collapsed(text: str) -> str:
    """Return a text with blanks collapsed and soft hyphens left out."""
    return BLANKS.sub(" ", text.replace("\u00ad", "").replace("\u00a0", " ")).strip()


def key(text: str) -> str:
    """Return what a comment is found by: the first 40 characters of its text."""
    return collapsed(text)[:40].strip()


def measure(thread: Thread, gold: list[dict[str, Any]]) -> dict[str, float]:
    """Return recall, precision, authors, whole texts and leaks of one page against its gold, pingbacks aside."""
    wanted = [each for each in gold if each.get("type") in {None, "comment"} and key(each["text40"])]
    known = Counter(key(each["text40"]) for each in gold)
    found = {key(comment.text): comment for comment in reversed(thread.comments)}
    pairs = [(each, found[key(each["text40"])]) for each in wanted if key(each["text40"]) in found]
    whole = [abs(len(collapsed(c.text)) - g["text_len"]) <= max(3, 0.02 * g["text_len"]) for g, c in pairs]
    leaks = [len(collapsed(c.text)) > g["text_len"] * 1.02 + 3 for g, c in pairs]
    return {
        "gold": len(wanted),
        "read": len(thread.comments),
        "recall": len(pairs) / len(wanted) if wanted else 1.0,
        "precision": mean(known[key(c.text)] > 0 for c in thread.comments) if thread.comments else 1.0,
        "authors": mean(collapsed(c.author or "") == collapsed(g["author"] or "") for g, c in pairs) if pairs else 1.0,
        "whole": mean(whole) if whole else 1.0,
        "leaks": sum(leaks),
        "parents": parents_right(thread, pairs),
    }


def parents_right(thread: Thread, pairs: list[tuple[dict[str, Any], Comment]]) -> float:
    """Return the share of the comments found whose inferred parent is the gold's (a parent not found is wrong)."""
    ours = {each["id"]: comment.id for each, comment in pairs}
    linked = {link.comment: link.parent for link in reply_graph(thread).links()}
    right = [
        linked[comment.id] == (ours.get(each["parent"], "?") if each["parent"] else None) for each, comment in pairs
    ]
    return mean(right) if right else 1.0


def titles_of(page: str) -> set[str]:
    """Return the titles that an HTML page gives itself, in plain form."""
    tree = LexborHTMLParser(page)
    given = [node.attributes.get("content") or "" for node in tree.css('meta[property="og:title"]')]
    given += [node.text(strip=True) for node in tree.css("h1, title")]
    return {plain(title) for title in given if title}


def is_title(found: str | None, titles: set[str]) -> bool:
    """Return whether a title is one of the page's own, or such a one without the site's name after it."""
    form = plain(found or "")
    return bool(form) and any(title == form or (len(form) > 12 and title.startswith(form)) for title in titles)


def run(samples: Path, systems: list[str], chromium: str | None) -> None:
    """Print one line for each page as copied, and the means of every variant over the pages that have comments."""
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in VARIANTS}
    titles = []
    for file in sorted(file for system in systems for file in (samples / system).glob("*.html")):
        gold_file = file.with_suffix(".gold.json")
        if not gold_file.exists():
            continue
        gold = json.loads(gold_file.read_text("utf-8"))["comments"]
        page = decode(file.read_bytes())
        text = by_chromium(chromium, page) if chromium else inner_text(page)
        for name, change in VARIANTS.items():
            (thread,) = pasted.threads(Source(file.name, change(text).encode()))
            row = measure(thread, gold)
            if gold:
                rows[name].append(row)
            if name == "as copied":
                titles.append(is_title(thread.article.title, titles_of(page)))
                print(f"{file.stem[:36]:36}", " ".join(f"{k} {v:<6.4g}" for k, v in row.items()), f"title {titles[-1]}")
    print(f"\ntitles {mean(titles):.2f}   means over {len(rows['as copied'])} pages with comments:")
    for name, measured in rows.items():
        columns = ("recall", "precision", "authors", "whole", "parents")
        print(f"{name:20}", "  ".join(f"{column} {mean(row[column] for row in measured):.3f}" for column in columns))


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path)
    parser.add_argument("--systems", default="wpdiscuz,wordpress-core")
    parser.add_argument("--chromium", default=None, help="render with this browser instead of our own rules")
    given = parser.parse_args()
    run(given.samples, given.systems.split(","), given.chromium)


if __name__ == "__main__":
    main()
