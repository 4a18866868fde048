"""How fast pages are read, against BeautifulSoup with lxml taking the same fields by the same selectors, in one run.

Usage: python -m benchmarks.read_speed SAMPLES [--rounds 5]

SAMPLES holds one folder a system with saved pages (see its README). The peer parses a page and takes from each comment
its id, parent, text, author, time and votes, and the article's title, site, author, date, address, language and text,
each by one selector that is told to it; ours opens the same bytes, finds the reader and gives the whole thread. CPU
seconds, the best of the rounds; the ratio is the peer's time over ours.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from discourse.readers import discourse_forum, drupal, fluxbb, invision, lemmy, phpbb, read, slashdot, xenforo
from discourse.readers.github import _COMMENTS as GITHUB
from discourse.readers.hackernews import page as hackernews
from discourse.readers.layout import Layout
from discourse.readers.reddit import old_site
from discourse.readers.stackexchange import _POSTS as QUESTIONS

LAYOUTS: dict[str, Layout] = {
    "discourse/html_crawler_letsencrypt.html": discourse_forum._POSTS,
    "drupal/drupal10_opensource_com.html": drupal._COMMENTS,
    "fluxbb/fluxbb_archlinux.html": fluxbb._FLAT.layout,
    "github/gist_comments.html": GITHUB,
    "hackernews/hn_modern_emacs-hnreader.html": hackernews._NEW,
    "invision/ips5_kerbal_jsonld.html": invision._NEW.layout,
    "lemmy/lemmy_ui_post.html": lemmy._COMMENTS,
    "phpbb/phpbb3_raspberrypi.html": phpbb._PROSILVER.layout,
    "reddit/old_reddit_science.html": old_site._THINGS,
    "slashdot/slashdot_story_396.html": slashdot._COMMENTS,
    "stackexchange/so_21553327.html": QUESTIONS,
    "xenforo/xf2_avforums.html": xenforo._POSTS,
}
ARTICLE = (
    "title", "h1", 'meta[property="og:title"]', 'meta[property="og:site_name"]', 'meta[name="author"]',
    'meta[property="article:published_time"]', 'link[rel="canonical"]', "html[lang]", "article", ".entry-content",
)  # fmt: skip
"""Where a page says its article's title, site, author, date, address, language and body."""
WORDPRESS = Layout(
    box="li.comment, div.comment, article.comment, .wpd-comment, .wc-comment",
    text=".comment-content, .comment-body, .wpd-comment-text, .wc-comment-text",
    author=".fn, .comment-author, .wpd-comment-author, .wc-comment-author",
    stamp="time",
    shown=".comment-metadata, .comment-meta, .wpd-comment-date, .wc-comment-date",
)


def main() -> None:
    """Print a row a page and the ratio of all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    pages = {told.folder / name: layout for name, layout in LAYOUTS.items()}
    pages |= dict.fromkeys(sorted(told.folder.glob("w*/*.html")), WORDPRESS)
    totals = [0.0, 0.0]
    for page, layout in pages.items():
        data = page.read_bytes()
        ours = best(lambda data=data: read(data), told.rounds)  # type: ignore[misc]
        theirs = best(lambda data=data, layout=layout: peer(data, layout), told.rounds)  # type: ignore[misc]
        totals = [totals[0] + ours, totals[1] + theirs]
        print(f"{page.name:42} {ours * 1e3:8.1f} ms {theirs * 1e3:8.1f} ms {theirs / ours:6.1f} times")
    print(f"{'all':42} {totals[0] * 1e3:8.1f} ms {totals[1] * 1e3:8.1f} ms {totals[1] / totals[0]:6.1f} times")


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the least CPU seconds of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def peer(data: bytes, layout: Layout) -> object:
    """Return what BeautifulSoup takes from a page by the same selectors: the article's fields and the comments'."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(data, "lxml")
    boxes = soup.select(layout.box)
    known = {id(box) for box in boxes}
    places = [
        place
        for place in (layout.text, layout.author, layout.stamp, layout.shown, layout.score, layout.edited, layout.badge)
        if place
    ]
    comments = [
        (
            box.get("id"),
            next((around.get("id") for around in box.parents if id(around) in known), None),
            [_words(box.select_one(place)) for place in places],
        )
        for box in boxes
    ]
    article = [_words(soup.select_one(place)) for place in ARTICLE]
    return article, [_words(paragraph) for paragraph in soup.select("p")], comments


def _words(found: Any) -> tuple[str, str | None, str | None] | None:
    return (found.get_text("\n", strip=True), found.get("datetime"), found.get("content")) if found else None


if __name__ == "__main__":
    main()
