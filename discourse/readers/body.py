"""The body of an article: the paragraphs of the element that holds most of them, without what stands around."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.dom import is_held
from discourse.readers.markup import is_hidden, line_of, text_of

_PLACES = (
    '[itemprop="articleBody"]', ".entry-content", ".td-post-content", ".wp-block-post-content", ".post-content",
    ".article-content", ".article-body", ".article__body", ".article__content", ".post-body", ".post-entry",
    ".single-content", ".content-inner", ".et_pb_post_content", ".elementor-widget-theme-post-content", ".the-content",
    ".entry__content", ".post__content", ".blog-content", ".storycontent", ".format_text", ".entry", ".post-text",
    ".single-post-content", ".amp-wp-article-content", ".text",
)  # fmt: skip
_WIDE_PLACES = ("article", '[role="main"]', "main", "#content", ".post")
_AROUND = re.compile(
    r"comments?|comments?-(?:area|list|section|wrap|container|template)|commentlist|commentsbox|respond|wpdcom|wpcomm|"
    r"wpdiscuz\S*|disqus_thread|wp-embedded-content|widget|widget-area|widget_\S+|"
    r"sidebar|sidebar[-_](?:widget|area|primary|secondary|right|left|inner|wrap)\S*|"
    r"related\S*|jp-relatedposts|yarpp\S*|crp_related|"
    r"(?:post|entry|article)[-_]?(?:navigation|nav|tags|share|sharing|footer|related|author)\S*|"
    r"(?:post|entry|article)-meta\S*|"
    r"nav(?:igation|bar)?|nav-links|menu\S*|breadcrumb\S*|shar(?:e|ing)(?:[-_]\S*)?|share?daddy|sd-\S+|social\S*|"
    r"addtoany\S*|heateor\S*|addthis\S*|simplesocial\S*|ss-inline-share\S*|essb\S*|author[-_]?(?:box|bio|info|card)\S*|"
    r"about-author|saboxplugin\S*|newsletter\S*|mailchimp\S*|mc4wp\S*|subscribe\S*|subscription\S*|optin\S*|"
    r"donat\S*|paypal\S*|patreon\S*|steady\S*|support-?us\S*|ad|ads|adv|advert\S*|adsbygoogle|banner\S*|code-block\S*|"
    r"cookie\S*|popup\S*|modal\S*|rating\S*|kk-star\S*|post-views\S*|toc|toc_container|ez-toc\S*|lwptoc\S*|rank-math-toc\S*|"
    r"pagination\S*|page-links|wp-block-button\S*|wprm-\S*jump\S*|jump-to-recipe\S*|print-\S*|tags-links|cat-links|"
    r"wp-block-latest-\S*|wp-block-post-(?:terms|navigation\S*|comments\S*)|recommend\S*|read-?more\S*|also-like\S*|"
    r"screen-reader-text|skip-link|site-(?:header|footer)\S*|footer\S*|vgwort\S*|promo\S*|teaser\S*|entry-utility|"
    r"post-ratings\S*|wp-polls\S*|code-block|inline-related|must-read|m-a-box\S*|ta_author\S*|pp-multiple-authors\S*"
)
_NEVER = frozenset({"nav", "aside", "footer", "header", "form", "button", "iframe", "dialog"})
_ASKING = re.compile(
    r"^(?:- )?(?:share this|share on|teilen|like this|loading|related|read more|read also|see also|advertisement|"
    r"anzeige|werbung|click to share|tweet|follow us|folge? (?:mir|uns)|subscribe|filed under|posted in|partager|"
    r"tags?\s?:|(?:теги|метки|schlag(?:wörter|worte)|stichw(?:orte|örter)|mots[- ]clés|étiquettes|etiquetas|etichette|"
    r"trefwoorden|标签|標籤|タグ|태그|الوسوم)\s?[:：]|время (?:на )?(?:прочтени|чтени)\w+|lesezeit|temps de lecture|"
    r"tiempo de lectura|tempo (?:di lettura|de leitura)|leestijd|reading time|\d{1,3} min(?:ute)? read|"
    r"compartir|condividi|you (?:might|may) also like|das könnte|\d{1,6} shares?$)",
    re.IGNORECASE,
)
_GIVING = re.compile(
    r"\bdonat|\bspende|\bpaypal|\bpatreon|\bunterstütz|support (?:us|our|this|independent)|\bsteady\b|faire un don|"
    r"\bdona(?:r|te|zioni?|ciones?)\b|ko-fi|buy me a coffee",
    re.IGNORECASE,
)
_BUTTONS = frozenset({
    "twitter", "facebook", "whatsapp", "google+", "google", "buffer", "linkedin", "pinterest", "pin", "it", "reddit",
    "telegram", "email", "e-mail", "print", "drucken", "pinnen", "share", "tweet", "teilen", "x", "tumblr", "pocket",
    "whats", "app", "linked", "in", "xing", "mastodon", "bluesky", "threads", "mail", "copy", "link", "flipboard", "vk",
})  # fmt: skip
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MIN_PARAGRAPH = 40
_MAX_LINK_SHARE = 0.6
_ENOUGH = 200
_MAX_BODY = 400_000
_MAX_BUTTON = 90
_MAX_APPEAL = 400


def body_of(tree: LexborHTMLParser, title: str | None, comments: Iterable[LexborNode] = ()) -> str:
    """Return the body's paragraphs, separated by blank lines; an empty text where the page has none.

    ``comments`` are elements known to hold comments, which are never part of it.
    """
    if tree.root is None:
        return ""
    page = _Page(tree.root, frozenset(node.mem_id for node in comments))
    named = _heaviest(page, (node for place in _PLACES for node in _outermost(tree.css(place))))
    wide = _heaviest(page, (node for place in _WIDE_PLACES for node in _outermost(tree.css(place))))
    best = named if named[1] >= _ENOUGH or 3 * named[1] >= wide[1] else wide
    densest = page.densest()
    if densest is not None and page.weight(densest) > (3 * best[1] if best[1] >= _MIN_PARAGRAPH else best[1]):
        return _without_title(_paragraphs(page, densest), title)
    return _without_title(_paragraphs(page, best[0]), title) if best[0] is not None else ""


class _Extent:
    """What an element holds: characters of text, those of them in links, links, whether a paragraph.

    ``weight`` is the text of the paragraphs in it without what stands around them, ``own`` that of those right in it.
    """

    __slots__ = ("has_paragraph", "linked", "links", "own", "text", "weight")

    def __init__(self) -> None:
        self.text = self.linked = self.links = self.weight = self.own = 0
        self.has_paragraph = False

    def add(self, inner: "_Extent", tag: str | None) -> None:
        """Take in what an element of a tag inside this one holds."""
        is_link = tag == "a"
        self.text += inner.text
        self.linked += inner.text if is_link else inner.linked
        self.links += inner.links + is_link
        self.has_paragraph = self.has_paragraph or inner.has_paragraph or tag == "p"

    @property
    def is_mostly_links(self) -> bool:
        return self.text > 0 and self.linked > _MAX_LINK_SHARE * self.text


class _Page:
    """What every element of a page holds and which stand around an article, from two passes over the page."""

    def __init__(self, root: LexborNode, comments: frozenset[int]) -> None:
        self._comments = comments
        self._around: dict[int, bool] = {}
        self._left_out: dict[int, bool] = {}
        self._nodes = root.css("*")
        self._extents = {node.mem_id: _Extent() for node in self._nodes}
        self._measure()
        self._weigh()

    def extent(self, node: LexborNode) -> _Extent:
        return self._extents[node.mem_id]

    def stands_around(self, node: LexborNode) -> bool:
        """Return whether an element, or one that it is in, stands around an article rather than in it."""
        return is_held(node, self.is_around, self._around)

    def is_around(self, node: LexborNode) -> bool:
        """Return whether an element itself stands around an article."""
        if node.mem_id in self._comments:
            return True
        tag = node.tag
        if tag in _NEVER:
            return tag != "header" or not self.extent(node).has_paragraph
        if tag in ("body", "html", "main", "article"):
            return False
        attributes = node.attributes
        return _names_around(attributes.get("id") or "", attributes.get("class") or "")

    def leave_out(self, node: LexborNode) -> bool:
        return is_hidden(node) or self.is_around(node)

    def is_menu(self, node: LexborNode) -> bool:
        """Return whether a block is a list of links, or a paragraph that is only a link to somewhere else."""
        tag = node.tag
        if tag in ("ul", "ol", "p"):
            extent = self.extent(node)
            return extent.links > (3 if tag == "p" else 2) and extent.is_mostly_links
        return tag == "h1"

    def weight(self, node: LexborNode) -> int:
        """Return how many characters the paragraphs inside an element have, without what stands around them."""
        return self.extent(node).weight or min(len(line_of(node, self.leave_out)), _ENOUGH - 1)

    def densest(self) -> LexborNode | None:
        """Return the element whose own paragraphs have most text."""
        best = max(self._nodes, key=lambda node: self.extent(node).own)
        return best if self.extent(best).own and not self.stands_around(best) else None

    def _measure(self) -> None:
        """Add up what elements hold, from the innermost outwards: in document order what is inside comes later."""
        for node in reversed(self._nodes):
            extent = self._extents[node.mem_id]
            extent.text += _size(node.text(deep=False).strip())
            if node.parent is not None and node.parent.mem_id in self._extents:
                self._extents[node.parent.mem_id].add(extent, node.tag)

    def _weigh(self) -> None:
        """Add up the text of the paragraphs that each element holds."""
        for node in reversed(self._nodes):
            extent, parent = self._extents[node.mem_id], node.parent
            around = self._extents.get(parent.mem_id) if parent is not None else None
            if node.tag in ("p", "blockquote", "li", "td") and self._counts(node, extent):
                size = extent.text if node.tag == "p" else _size(node.text(deep=False).strip())
                extent.weight += size
                if around is not None and node.tag == "p" and size >= _MIN_PARAGRAPH:
                    around.own += size
            if around is not None:
                around.weight += extent.weight

    def _counts(self, node: LexborNode, extent: _Extent) -> bool:
        return not extent.is_mostly_links and not is_held(node, self.leave_out, self._left_out)


def _size(text: str) -> int:
    """Return how long a text is in letters: a Chinese, Japanese or Korean character says as much as two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


@lru_cache(maxsize=4_096)
def _names_around(id_: str, names: str) -> bool:
    """Return whether an element of this id and these classes stands around an article."""
    return any(_AROUND.fullmatch(name) for name in (id_.lower(), *names.lower().split()))


def _heaviest(page: _Page, nodes: Iterable[LexborNode]) -> tuple[LexborNode | None, int]:
    """Return the first element with most text in paragraphs, and how much it is."""
    best: LexborNode | None = None
    most = 0
    for node in nodes:
        if not page.stands_around(node) and (weight := page.weight(node)) > most:
            best, most = node, weight
    return best, most


def _outermost(nodes: list[LexborNode]) -> Iterator[LexborNode]:
    seen: set[int] = set()
    for node in nodes[:50]:
        above = node.parent
        while above is not None and above.mem_id not in seen:
            above = above.parent
        seen.add(node.mem_id)
        if above is None:
            yield node


def _paragraphs(page: _Page, node: LexborNode) -> list[str]:
    """Return the paragraphs without buttons, and without the appeals that stand before and after the text."""
    text = text_of(node, lambda inner: page.leave_out(inner) or page.is_menu(inner))
    paragraphs = [part for part in re.split(r"\n{2,}", text[:_MAX_BODY]) if not _is_button(part)]
    while paragraphs and _is_appeal(paragraphs[-1]):
        paragraphs.pop()
    while len(paragraphs) > 1 and _is_appeal(paragraphs[0]):
        paragraphs.pop(0)
    return paragraphs


def _is_button(paragraph: str) -> bool:
    if len(paragraph) > _MAX_BUTTON:
        return False
    words = set(re.findall(r"[A-Z]?[a-z+-]+|[A-Z]+|[^\W\d_A-Za-z]+", paragraph))
    return bool(_ASKING.match(paragraph)) or (bool(words) and {word.lower() for word in words} <= _BUTTONS)


def _is_appeal(paragraph: str) -> bool:
    return len(paragraph) <= _MAX_APPEAL and bool(_GIVING.search(paragraph))


def _without_title(paragraphs: list[str], title: str | None) -> str:
    """Leave out the title and the category above it, where the body's element holds them too."""
    place = paragraphs.index(title) if title in paragraphs[:3] else -1
    return "\n\n".join(paragraphs[place + 1 :])
