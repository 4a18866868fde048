"""Comments in the page which it does not show at once: replies folded behind a button, the tab that is not open."""

import re
from collections.abc import Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.dom import attribute, self_and_ancestors, siblings
from discourse.readers.generic.asides import MOST_BUTTON
from discourse.readers.generic.blocks import Group, classes_of
from discourse.readers.markup import is_hidden, line_of, text_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role

_HIDDEN = (
    "div[style], ul[style], ol[style], section[style], li[style], div[hidden], ul[hidden], ol[hidden], section[hidden]"
)
_PLAIN = re.compile(r"[A-Za-z][\w-]*")
_CUT = re.compile(r"(?:…|\.{3})\s?.{0,30}$")
"""Dots, perhaps with a button after them, at the end of what is shown."""
_MORE = re.compile(
    r"\W*(?:(?:show|read|see|view) more|more|expand|показать полностью|читать (?:дальше|полностью)|показати повністю|"
    r"mehr (?:anzeigen|lesen)|weiterlesen|(?:voir|afficher|lire) (?:plus|la suite)|(?:ver|leer|ler) (?:más|mais)|"
    r"(?:mostra|leggi) (?:altro|tutto)|(?:lees|toon) meer|czytaj (?:dalej|więcej)|pokaż więcej|"
    r"展开|続きを読む|더보기)\W*",
    re.IGNORECASE,
)
"""The button that shows how a text goes on."""
_MOST_BUTTONS = 60
_MOST = 2_000
_LEAST = 10
_FOLDED = re.compile(
    r"collapsed|folded|hidden|below (?:the )?threshold|low(?:ly)? rat|poorly rated|minimi[sz]ed|eingeklappt|"
    r"ausgeblendet|masqué|replié|ocult|escondid|nascost|verborgen|ingeklapt|zwinięt|ukryt|skryt|скрыт|свёрнут|свернут|dold|skjult|"
    r"折叠|摺疊|折りたた|非表示|접힌|숨겨|숨김|مخفي|מוסתר",
    re.IGNORECASE,
)
_TEXTS = re.compile(r"content|text|body|message|comment", re.IGNORECASE)
_MOST_NOTICE = 120
_MOST_LINKS = 0.5


def folded_in(tree: LexborHTMLParser, group: Group) -> frozenset[int]:
    """Return the addresses of the outermost hidden elements which hold elements of the class that a group is of."""
    first = group.boxes[0].element
    names = [name for _, _, name in classes_of(first) if _PLAIN.fullmatch(name)]
    if tree.body is None or not names:
        return frozenset()
    alike = f"{first.node.tag}.{names[0]}"
    hidden = {node.mem_id: node for node in tree.css(_HIDDEN)[:_MOST] if is_hidden(node)}
    return frozenset(
        address
        for address, node in hidden.items()
        if not any(each.mem_id in hidden for each in self_and_ancestors(node) if each.mem_id != address)
        and any(_says_something(each) for each in node.css(alike))
    )


def _says_something(node: LexborNode) -> bool:
    return len((node.text() or "").strip()) >= _LEAST


def folded_text(box: LexborNode, others: Set[int], shown: str) -> str:
    """Return the words of a comment that stand in its box and are not shown; empty where it shows words of its own.

    ``others`` are the addresses of the comments inside it. What it shows may say that the rest is folded.
    """
    if shown and not (len(shown) <= _MOST_NOTICE and _FOLDED.search(shown)):
        return ""
    hidden = (node for node in box.css("div, p, section, blockquote, span") if is_hidden(node))
    own = (node for node in hidden if not _is_other(node, box, others) and _is_said(node))
    return max((text_of(node) for node in own), key=len, default="")


def whole_text(box: LexborNode, others: Set[int], shown: str) -> str:
    """Return all words of a comment of which the page shows the beginning, up to dots, and hides the whole beside it.

    ``others`` are the addresses of the comments inside it; empty where nothing longer stands there.
    """
    if rest := _rest_behind_button(box, others, shown):
        return rest
    cut = _CUT.search(shown)
    head = shown[: cut.start()].strip() if cut is not None else ""
    if len(head) < _LEAST:
        return ""
    hidden = (node for node in box.css("div, p, section, blockquote, span") if is_hidden(node))
    texts = (_without_button(node) for node in hidden if not _is_other(node, box, others))
    whole = (text[text.find(head) :] for text in texts if head in text)
    return max((text for text in whole if len(text) > len(shown)), key=len, default="")


def _rest_behind_button(box: LexborNode, others: Set[int], shown: str) -> str:
    """Return a text with what stands hidden right behind the button that unfolds it, and is its end alone."""
    for button in box.css("a, span, button")[:_MOST_BUTTONS]:
        rest = next(siblings(button, "next"), None)
        words = line_of(button)
        if rest is None or rest.tag != "span" or not is_hidden(rest) or not 0 < len(words) <= MOST_BUTTON:
            continue
        before, end = shown.removesuffix(words).rstrip(" .…\n"), text_of(rest).strip()
        is_whole = end.startswith(before[:_LEAST]) or len(before) < _LEAST or len(end) < _LEAST
        if _MORE.fullmatch(words) and not is_whole and not _is_other(rest, box, others):
            return f"{before} {end}"
    return ""


def _without_button(node: LexborNode) -> str:
    """Return the words of a hidden element without the button at their end that folds them again: "Read less"."""
    last = line_of(node.css("a, span, button")[-1]) if node.css_first("a, span, button") is not None else ""
    text = text_of(node)
    is_button = 0 < len(last) <= MOST_BUTTON and mark_of(last).role in (Role.ACTION, Role.LOAD)
    return text.removesuffix(last).rstrip() if is_button else text


def _is_other(node: LexborNode, box: LexborNode, others: Set[int]) -> bool:
    for each in self_and_ancestors(node):
        if each.mem_id == box.mem_id:
            return False
        if each.mem_id in others:
            return True
    return True


def _is_said(node: LexborNode) -> bool:
    """Return whether an element is called a text, and holds words rather than links and fields to write in."""
    if not _TEXTS.search(attribute(node, "class")):
        return False
    words = len(node.text() or "")
    linked = sum(len(link.text() or "") for link in node.css("a"))
    return linked <= _MOST_LINKS * words and node.css_first("form, textarea, input, button") is None
