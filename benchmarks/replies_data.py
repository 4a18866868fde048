"""Threads whose reply links are known, from a folder of data sets and one of saved pages.

Each loader yields threads in which every comment states its parent; comments come oldest first. The caller hides
the parents and orders the comments as a page would show them.
"""

import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Article, Comment, Thread

Threads = Iterator[tuple[str, Thread]]
_SPACE = re.compile(r"\s+")
_MENTIONS = re.compile(r"^(?:\s*@\w+)+\s*")
_PAGES = {
    "wordpress": ["wordpress-core/*", "wpdiscuz/*"],
    "hackernews": ["hackernews/*"],
    "reddit": ["reddit/listing*", "reddit/old*"],
    "slashdot": ["slashdot/*"],
    "disqus": ["disqus/*"],
    "other": ["drupal/*", "lemmy/*", "mastodon/*", "discourse/*", "askbot/*"],
}


def load(folder: Path) -> Threads:
    """Yield every thread with at least three comments and one known link found under the folder, with its source."""
    for loader in (forum, rumours, pages):
        for source, thread in loader(folder):
            if len(thread.comments) >= 3 and any(comment.reply_to is not None for comment in thread.comments):
                yield source, thread


def forum(folder: Path) -> Threads:
    """Yield the forum threads of the Internet Argument Corpus, with the quotes in the posts and without."""
    for path in sorted(folder.rglob("fourforum_threads.tar.xz")):
        with tarfile.open(path) as archive:
            files = {Path(member.name): archive.extractfile(member) for member in archive if member.isfile()}
            texts = {name: json.load(file) for name, file in files.items() if file and name.suffix == ".json"}
        for name in sorted(name for name in texts if name.parent.name == "discussions"):
            quotes = texts.get(name.parent.parent / "ranges" / "quotes" / name.name, [])
            yield "forum, quotes shown", _forum_thread(texts[name][0], name.name, {})
            yield "forum, quotes hidden", _forum_thread(texts[name][0], name.name, _ranges(quotes))


def _ranges(quotes: list[Any]) -> dict[int, list[tuple[int, int]]]:
    ranges = defaultdict(list)
    for post, (start, end, *_) in quotes:
        ranges[post].append((start, end))
    return ranges


def _forum_thread(posts: list[Any], name: str, hidden: dict[int, list[tuple[int, int]]]) -> Thread:
    posts = sorted(posts, key=lambda post: (post[7] or 0, post[0]))
    first = posts[0]
    comments = tuple(
        Comment(
            id=str(number),
            author=author,
            text=_without(text, hidden.get(number, [])).strip(),
            reply_to=None if parent is None else "" if parent == first[0] else str(parent),
        )
        for number, _, author, text, _, parent, *_ in posts[1:]
    )
    return Thread(article=Article(source=name, author=first[2], body=first[3]), comments=comments, shown_order="oldest")


def _without(text: str, ranges: list[tuple[int, int]]) -> str:
    for start, end in sorted(ranges, reverse=True):
        text = text[:start] + "\n" + text[end:]
    return text


def rumours(folder: Path) -> Threads:
    """Yield the Twitter and Reddit trees of RumourEval 2019; the names a tweet opens with are not part of its text."""
    for path in sorted(folder.rglob("posts_train_dev.jsonl")):
        threads = defaultdict(list)
        for line in path.read_text(encoding="utf-8").splitlines():
            post = json.loads(line)
            threads[post["thread"]].append(post)
        for name, posts in sorted(threads.items()):
            source = next((post for post in posts if post["parent_id"] is None), None)
            if source:
                yield f"rumours, {source['platform']}", _rumour_thread(name, source, posts)


def _rumour_thread(name: str, source: dict[str, Any], posts: list[dict[str, Any]]) -> Thread:
    replies = sorted((post for post in posts if post is not source), key=_rumour_time)
    comments = tuple(
        Comment(
            id=post["id"],
            author=post["author"],
            text=_MENTIONS.sub("", post["text"] or ""),
            reply_to="" if post["parent_id"] == source["id"] else post["parent_id"],
        )
        for post in replies
    )
    article = Article(source=name, author=source["author"], body=source["text"])
    return Thread(article=article, comments=comments, shown_order="oldest")


def _rumour_time(post: dict[str, Any]) -> tuple[float, str]:
    shown = post["created_at"]
    if isinstance(shown, str) and not shown.replace(".", "").isdigit():
        return datetime.strptime(shown, "%a %b %d %H:%M:%S %z %Y").timestamp(), post["id"]
    return float(shown or 0), post["id"]


def pages(folder: Path) -> Threads:
    """Yield the threads of saved pages that have a gold file beside them (ids, parents, authors, start of the text)."""
    for source, patterns in _PAGES.items():
        for pattern in patterns:
            for gold in sorted(folder.rglob(f"{pattern}.gold.json")):
                page = next(path for path in gold.parent.glob(gold.name.replace("gold.json", "*")) if path != gold)
                yield from ((source, thread) for thread in _page_threads(page, json.loads(gold.read_text("utf-8"))))


def _page_threads(page: Path, gold: dict[str, Any]) -> Iterator[Thread]:
    texts = _texts(page)
    titles = _titles(page)
    threads = defaultdict(list)
    for comment in gold["comments"]:
        threads[comment.get("thread")].append(comment)
    for name, listed in threads.items():
        article = _article(page, titles.get(name))
        comments = tuple(
            Comment(
                id=comment["id"],
                author=comment.get("author"),
                text=_MENTIONS.sub("", _text_of(comment, texts))
                if page.parent.name == "mastodon"
                else _text_of(comment, texts),
                reply_to=_stated(comment),
            )
            for comment in sorted(listed, key=_gold_time(listed))
        )
        yield Thread(article=article, comments=comments, shown_order="oldest")


def _stated(comment: dict[str, Any]) -> str | None:
    """Return what a comment answers; nothing is known where it stands at the top but opens with @ and a name."""
    return comment["parent"] or (None if (comment.get("text40") or "").startswith("@") else "")


def _gold_time(comments: list[dict[str, Any]]) -> Callable[[dict[str, Any]], Any]:
    """Return the key that puts a page's comments in order of time: their times, else their running ids."""
    times = [_instant(comment.get("time_raw")) for comment in comments]
    if all(time is not None for time in times):
        return lambda comment: (_instant(comment["time_raw"]), comment["id"])
    if all(comment["id"].isdigit() for comment in comments):
        return lambda comment: int(comment["id"])
    return lambda _: 0


def _instant(shown: Any) -> float | None:
    if isinstance(shown, int | float):
        return float(shown)
    try:
        return datetime.fromisoformat(str(shown)).timestamp()
    except ValueError:
        return None


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _texts(page: Path) -> dict[str, list[str]]:
    """Return the texts of a page by their first 30 characters, blanks counted once."""
    raw = page.read_text(encoding="utf-8", errors="replace")
    texts: dict[str, list[str]] = defaultdict(list)
    for text in _strings(json.loads(raw)) if page.suffix == ".json" else _elements(raw):
        texts[_flat(text)[:30]].append(text.strip())
    return texts


def _text_of(comment: dict[str, Any], texts: dict[str, list[str]]) -> str:
    """Return the text of a page that starts as the gold says and comes nearest to its length."""
    start = comment.get("text40") or ""
    length = comment.get("text_len") or len(start)
    candidates: list[str] = texts.get(_flat(start)[:30], [start])
    return min(candidates, key=lambda text: (abs(len(_flat(text)) - length), text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield LexborHTMLParser(value).text(separator="") if "<" in value else value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _elements(raw: str) -> Iterator[str]:
    for block in re.findall(r"<!\[CDATA\[(.*?)\]\]>", raw, re.DOTALL) if raw.startswith("<?xml") else ():
        yield LexborHTMLParser(block).text(separator="")
        yield LexborHTMLParser(block).text(separator="\n")
    tree = LexborHTMLParser(raw)
    for node in tree.css("body *"):
        yield node.text(separator="")
        yield node.text(separator=" ")


def _titles(page: Path) -> dict[str | None, str]:
    """Return the titles of an export's threads, or a JSON listing's one title."""
    raw = page.read_text(encoding="utf-8", errors="replace")
    if page.suffix == ".json":
        return dict.fromkeys(
            [None], next((json.loads(title) for title in re.findall(r'"title": ("[^"\\]+")', raw)), "")
        )
    found = re.findall(r'<thread dsq:id="(\d+)">.*?<title>(.*?)</title>', raw, re.DOTALL)
    return {number: title.removeprefix("<![CDATA[").removesuffix("]]>") for number, title in found}


def _article(page: Path, title_of_thread: str | None) -> Article:
    if page.suffix != ".html":
        return Article(source=page.name, title=title_of_thread or None)
    tree = LexborHTMLParser(page.read_text(encoding="utf-8", errors="replace"))
    title = tree.css_first("title")
    for comments in tree.css("#comments, .commentlist, .comment-list, .comment, #wpdcom, .wc-thread-list"):
        comments.decompose()
    paragraphs = [node.text().strip() for node in tree.css("article p, .entry-content p, .post-content p, .post p")]
    return Article(
        source=page.name,
        title=title.text() if title else None,
        body="\n\n".join(dict.fromkeys(filter(None, paragraphs))) or None,
    )


def links_of(thread: Thread) -> list[int | None]:
    """Return for each comment the number of the comment it answers, -1 for the article, -2 where that is not there."""
    numbers = {comment.id: number for number, comment in enumerate(thread.comments)}
    return [
        -2 if comment.reply_to is None else -1 if comment.reply_to == "" else numbers.get(comment.reply_to, -2)
        for comment in thread.comments
    ]


def flattened(thread: Thread, order: str) -> Thread:
    """Return the thread as a page in this order shows it: oldest, newest, nested, or unknown (by length of text)."""
    if order == "newest":
        comments = thread.comments[::-1]
    elif order == "unknown":
        comments = tuple(sorted(thread.comments, key=lambda comment: (-len(comment.text), comment.id)))
    elif order == "nested":
        comments = tuple(_nested(thread))
    else:
        comments = thread.comments
    return msgspec.structs.replace(thread, comments=comments, shown_order=order)


def _nested(thread: Thread) -> Iterator[Comment]:
    """Yield the comments as a page with indented replies lists them, siblings in order of time."""
    replies = defaultdict(list)
    for number, parent in enumerate(links_of(thread)):
        replies[parent].append(number)
    waiting = sorted([*replies[-1], *replies[-2]], reverse=True)
    while waiting:
        number = waiting.pop()
        yield thread.comments[number]
        waiting += reversed(replies[number])
