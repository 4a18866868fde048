"""Entries that nothing but a line parts, as in old guestbooks: the same page with an element around each of them."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.bylines import MAIL_ADDRESS, NAMED
from discourse.readers.dom import attribute
from discourse.readers.generic.names import plain_name
from discourse.readers.markup import line_of
from discourse.readers.times import LONGEST, find_time

_RULE = "hr"
_FEWEST = 2
_MOST_ENTRIES, _MOST_PIECES, _MOST_LINES = 5_000, 100, 20_000
_MOST_NAME = 50
_GUESTBOOK = re.compile(
    r"guest ?book|gästebuch|gaestebuch|libro de visitas|livre d.or|libro degli ospiti|livro de visitas|gastenboek|"
    r"gästbok|gjestebok|gæstebog|vieraskirja|księga gości|kniha návštěv|vendégkönyv|ziyaretçi defteri|"
    r"гостевая|книга відгуків|留言|ゲストブック|掲示板|방명록|สมุดเยี่ยม",
    re.IGNORECASE,
)
_ADDRESS = re.compile(rf"[<(\[]?\s*{MAIL_ADDRESS}\s*[>)\]]?")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_LABELLED = re.compile(rf"(?:{NAMED})\s?[:：]", re.IGNORECASE)
_INLINE = frozenset({"a", "b", "strong", "i", "em", "u", "font", "span", "small", "big", "tt", "img", "cite", "code"})
_LABEL = re.compile(r"([^\W\d_][\w -]{1,20})\s?[:：]\s*")
_MOSTLY = 0.6
ENTRY, NAME = "guestbook-entry", "author"
"""The classes of an entry, and of the line in it that is nothing but a name."""


def with_entries(tree: LexborHTMLParser) -> str | None:
    """Return a page with what stands between two lines as elements, each with its lines as paragraphs; else ``None``.

    Most have a date, each on a line of its own or beside a name; or the page is called a guestbook.
    """
    holder = _holder(tree)
    if holder is None:
        return None
    before, *parts = _parted(holder)
    lines = [_lines_of(part) for part in parts[:_MOST_ENTRIES]]
    if sum(map(len, lines)) > _MOST_LINES:
        return None
    entries = _without_labels(lines)
    dated = [place for place, lines in enumerate(entries) if _time_line(lines) is not None]
    said = "".join(line_of(each) for each in tree.css("title, h1, h2")[:_MOST_PIECES])
    if len(dated) < _FEWEST or (not _GUESTBOOK.search(said) and 2 * len(dated) < len(entries)):
        return None
    inside = "".join(_entry(lines) if place in set(dated) else _plain(lines) for place, lines in enumerate(entries))
    head = "".join(_markup(node) for node in before)
    title = line_of(title_) if (title_ := tree.css_first("title")) is not None else ""
    language = escape(attribute(tree.root, "lang")) if tree.root is not None else ""
    opening = f'<!doctype html><html lang="{language}"><title>{escape(title)}</title>'
    return f"{opening}<body>{head}<div class=guestbook>{inside}</div></body></html>"


def _holder(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the element with most of the page's lines right in it."""
    often: dict[int, tuple[int, LexborNode]] = {}
    for rule in tree.css(_RULE)[:_MOST_ENTRIES]:
        if rule.parent is not None:
            count, _ = often.get(rule.parent.mem_id, (0, rule))
            often[rule.parent.mem_id] = (count + 1, rule.parent)
    count, holder = max(often.values(), key=lambda each: each[0], default=(0, None))
    return holder if count >= _FEWEST else None


def _parted(holder: LexborNode) -> list[list[LexborNode]]:
    """Return what stands in an element before the first of its lines, and after each."""
    parts: list[list[LexborNode]] = [[]]
    node = holder.child
    while node is not None:
        if node.tag == _RULE:
            parts.append([])
        else:
            parts[-1].append(node)
        node = node.next
    return parts


def _lines_of(nodes: Sequence[LexborNode]) -> list[str]:
    """Return the markup of the lines in a part: what no break parts, and each block."""
    lines = [""]
    for node in nodes[:_MOST_PIECES]:
        if node.is_text_node or node.tag in _INLINE:
            lines[-1] += _markup(node)
        elif node.tag == "br":
            lines.append("")
        else:
            lines += [_markup(node), ""]
    return [line for line in lines if _TAGS.sub("", line).strip()]


def _without_labels(entries: Sequence[list[str]]) -> list[list[str]]:
    """Return the lines of entries without the label of the text, where most entries have the same labels.

    What stands behind the other labels is about who wrote, but for the name and the day.
    """
    labels = [{match.group(1) for line in lines if (match := _LABEL.match(_words(line)))} for lines in entries]
    often = Counter(label for each in labels for label in each)
    usual = {label for label, count in often.items() if count >= max(_FEWEST, _MOSTLY * len(entries))}
    if len(usual) < _FEWEST:
        return list(entries)
    return [[kept for line in lines if (kept := _without_label(line, usual, lines)) is not None] for lines in entries]


def _without_label(line: str, usual: Set[str], lines: Sequence[str]) -> str | None:
    words = _words(line)
    label = _LABEL.match(words)
    if label is None or label.group(1) not in usual or _LABELLED.match(words) or find_time(words[:LONGEST]):
        return line
    said = words[label.end() :].strip()
    is_last = not any(_LABEL.match(_words(other)) for other in lines[lines.index(line) + 1 :])
    return escape(said) if is_last and said and not _ADDRESS.fullmatch(said) else None


def _markup(node: LexborNode) -> str:
    return escape(node.text_content or "", quote=False) if node.is_text_node else node.html or ""


@lru_cache(maxsize=_MOST_LINES)
def _words(line: str) -> str:
    body = LexborHTMLParser(line).body
    return line_of(body) if body is not None else ""


def _time_line(lines: Sequence[str]) -> int | None:
    """Return which line of an entry holds its time: the first with a whole date, and hardly anything else."""
    for place, line in enumerate(lines):
        words = _words(line)[:LONGEST]
        time = find_time(words) if len(words) < LONGEST else None
        if time is not None and (time.iso or time.parts) and 4 * (time.end - time.start) >= len(words):
            return place
    return None


def _entry(lines: Sequence[str]) -> str:
    """Return an entry as an element, its lines as paragraphs, of which one may be nothing but the name."""
    place = _time_line(lines) or 0
    signature = _signature(lines, place)
    written = []
    for number, line in enumerate(lines):
        shown = escape(_ADDRESS.sub("", _words(line)).strip()) if number in (signature, place) else line
        written.append(f"<p class={NAME}>{shown}</p>" if number == signature else f"<p>{shown}</p>")
    return f"<div class={ENTRY}>{''.join(written)}</div>"


def _signature(lines: Sequence[str], place: int) -> int | None:
    """Return which line names who wrote, where neither the line with the time does so nor a label says it."""
    words = [_ADDRESS.sub("", _words(line)).strip() for line in lines]
    time = find_time(words[place][:LONGEST])
    beside = f"{words[place][: time.start]} {words[place][time.end :]}" if time is not None else ""
    if any(map(_LABELLED.match, words)) or (time is not None and _says_who(words[place])):
        return None
    is_last = place == len(lines) - 1
    near = [place - 1] if is_last or place == 1 else [place + 1]
    may_be = [number for number in near if 0 <= number < len(lines) and 0 < len(words[number]) <= _MOST_NAME]
    names = [number for number in may_be if plain_name(words[number])]
    return next(iter(names), None) if len(lines) > 2 and (is_last or not plain_name(beside)) else None


def _says_who(line: str) -> bool:
    """Return whether a line that holds a date says in words that somebody wrote: "Ann wrote on 3 May 2004:"."""
    return line.rstrip().endswith((":", "："))


def _plain(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)
