"""The body of an article: the paragraphs of the element that holds most of them, without what stands around."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.bylines import FROM, LABEL, REPORTER, WRITTEN_BY
from discourse.readers.dom import attribute, classes, is_held, self_and_ancestors, siblings
from discourse.readers.eastern import EASTERN
from discourse.readers.markup import is_hidden, line_of, text_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role
from discourse.readers.times import find_time

_PLACES = (
    '[itemprop="articleBody"]', ".entry-content", ".td-post-content", ".wp-block-post-content", ".post-content",
    ".article-content", ".article-body", ".article__body", ".article__content", ".post-body", ".post-entry",
    ".single-content", ".content-inner", ".et_pb_post_content", ".elementor-widget-theme-post-content", ".the-content",
    ".entry__content", ".post__content", ".blog-content", ".storycontent", ".format_text", ".entry", ".post-text",
    ".single-post-content", ".amp-wp-article-content", ".text",
)  # fmt: skip
_WIDE_PLACES = ("article", '[role="main"]', "main", "#content", ".post")
_OF_COMMENTS = (
    r"comments?|comments?-(?:area|list|section|wrap|container|template)|commentlist|commentsbox|respond|wpdcom|wpcomm|"
    r"wpdiscuz\S*|disqus_thread"
)
_BOXES = (
    r"widget|widget_\S+|advert\S*|adv|(?!(?:has|with|no|is|without|hide|show)[-_])(?:\S+[-_])?ads?(?:[-_]\S*)?|"
    r"banner\S*|\S+banner(?:[-_]\S*)?|popup\S*|modal\S*|promo\S*|teaser\S*|print-\S*|shar(?:e|ing)(?:[-_]\S*)?|sharethis\S*|social\S*"
)
"""Names of boxes beside an article, which some pages also give to what holds the article itself."""
_AROUND = re.compile(
    rf"{_OF_COMMENTS}|{_BOXES}|wp-embedded-content|widget-area|"
    r"sidebar|sidebar[-_](?:widget|area|primary|secondary|right|left|inner|wrap)\S*|"
    r"related\S*|\S+[-_]related(?:[-_]\S*)?|jp-relatedposts|yarpp\S*|crp_related|"
    r"(?:post|entry|article)[-_]?(?:navigation|nav|tags|share|sharing|footer|related|author)\S*|"
    r"(?:post|entry|article)-?meta\S*|"
    r"nav(?:igation|bar)?|nav-links|menu\S*|breadcrumb\S*|share?daddy|sd-\S+|"
    r"addtoany\S*|heateor\S*|addthis\S*|simplesocial\S*|ss-inline-share\S*|essb\S*|author[-_]?(?:box|bio|info|card)\S*|"
    r"about-author|saboxplugin\S*|newsletter\S*|mailchimp\S*|mc4wp\S*|subscribe\S*|subscription\S*|optin\S*|"
    r"donat\S*|paypal\S*|patreon\S*|steady\S*|support-?us\S*|adsbygoogle|code-block\S*|"
    r"cookie\S*|rating\S*|kk-star\S*|post-views\S*|toc|toc_container|ez-toc\S*|lwptoc\S*|rank-math-toc\S*|"
    r"pagination\S*|page-links|wp-block-button\S*|wprm-\S*jump\S*|jump-to-recipe\S*|tags-links|cat-links|"
    r"wp-block-latest-\S*|wp-block-post-(?:terms|navigation\S*|comments\S*)|recommend\S*|read-?more\S*|also-like\S*|"
    r"screen-reader-text|skip-link|site-(?:header|footer)\S*|footer\S*|vgwort\S*|entry-utility|"
    r"post-ratings\S*|wp-polls\S*|code-block|inline-related|must-read|m-a-box\S*|ta_author\S*|pp-multiple-authors\S*"
)
_OF_COMMENTS_ONLY, _BOXES_ONLY = re.compile(_OF_COMMENTS), re.compile(rf"(?:{_BOXES})")
_NEVER = frozenset({"nav", "aside", "footer", "header", "form", "button", "iframe", "dialog"})
_FRAMES = frozenset({"body", "html", "main", "article"})
_ASKING = re.compile(
    r"^(?:- )?(?:share this|share on|teilen|like this|loading|related|read more|read also|see also|advertisement|"
    r"anzeige|werbung|click to share|tweet|follow us|folge? (?:mir|uns)|subscribe|filed under|posted in|partager|"
    r"tags?\s?:|(?:теги|метки|schlag(?:wörter|worte)|stichw(?:orte|örter)|mots[- ]clés|étiquettes|etiquetas|etichette|"
    r"trefwoorden|标签|標籤|タグ|태그|الوسوم)\s?[:：]|время (?:на )?(?:прочтени|чтени)\w+|lesezeit|temps de lecture|"
    r"tiempo de lectura|tempo (?:di lettura|de leitura)|leestijd|reading time|\d{1,3} min(?:ute)? read|"
    r"(?:lire aussi|à lire(?: aussi)?|lesen sie auch|lies auch|leia (?:também|mais)|lea también|le puede interesar|"
    r"leggi anche|lees ook|läs också|les også|læs også|czytaj (?:także|też|również)|čtěte také|číst dál|читайте также|"
    r"olvassa el|ilgili haber|اقرأ أيضا|相关阅读|関連記事|관련\s?기사)\s?[:：]?\s|"
    r"compartir|condividi|you (?:might|may) also like|das könnte|\d{1,6} shares?$)",
    re.IGNORECASE,
)
_ADVERTISEMENT = re.compile(
    r"advertisement|anzeige|werbung|publicidad|publicidade|publicité|pubblicità|advertentie|reklam[ae]?|annons|annonce|"
    r"mainos|реклама|διαφήμιση|广告|廣告|広告|광고|إعلان|פרסומת|quảng cáo|iklan|hirdetés|sponsored|gesponsert",
    re.IGNORECASE,
)
_NAME = r"(?:[^\W\d_a-zà-ÿа-яα-ω][\w.'’-]*|(?:de|da|di|van|von|der|den|del|la|le|bin|al)(?= ))"
_BYLINE = re.compile(
    rf"(?:^|(?<=\s))(?:(?i:{FROM}|{WRITTEN_BY}|(?:text|words|story|texte|texto|testo)(?: by| von)|"
    rf"(?:{LABEL})(?=\s?[:：])|autor(?:in|a)?|auteur|автор|yazan|執筆|文|作者|撰文|글|작성자)\s?[:：]?\s)"
    rf"\s?{_NAME}(?: {_NAME}){{0,4}}(?:(?:,| and| und| et| y| e| en| &| и) {_NAME}(?: {_NAME}){{0,4}}){{0,3}}$"
)
_SOURCES = re.compile(r"(?:(?:本文)?来源|來源|责任编辑|責任編輯|责编|编辑|編輯)\s?[:：]|quelle: |©")
"""What some papers print below an article: where it is from, and who edited it."""
_OTHERS = re.compile(
    r"(?:more|the latest) (?:in|from|on|about)\b|mehr (?:aus|zum|zu|von|über)\b|plus (?:de|sur)\b|"
    r"(?:más|mais) (?:en|de|sobre|em)\b|"
    r"altro (?:da|su)\b|meer (?:over|uit|van)\b|mer (?:om|från|fra)\b|więcej (?:o|z|na)\b|ещё (?:о|по)\b|"
    r"(?:top|best|all|latest|featured|popular|most liked) (?:comments|replies)$|(?:beste|alle|neueste) kommentare$|"
    r"(?:meilleurs|tous les) commentaires$|(?:mejores|todos los) comentarios$|"
    r"(?:全部|最赞|热门|精彩|最新|最热)(?:评论|回复|回应|留言)|(?:記事への|注目|新着|人気の?)コメント|(?:베스트|전체)\s?댓글",
    re.IGNORECASE,
)
"""Headings of what stands below an article: others that may interest, and what readers say of it."""
_DETAIL = re.compile(r"(?:- )?[^\W\d_][^:.!?]{1,30}:\s?\S.{0,60}")
_LEAST_LISTED, _MAX_LABEL, _MAX_TEASER = 3, 16, 200
_GIVING = re.compile(
    r"\bdonat|(?-i:\bSpende)|\bspenden\b|\bpaypal|\bpatreon|\bunterstütz|support (?:us|our|this|independent)|"
    r"\bsteady\b|faire un don|"
    r"\bdona(?:r|te|zioni?|ciones?)\b|ko-fi|buy me a coffee",
    re.IGNORECASE,
)
_BUTTONS = frozenset({
    "twitter", "facebook", "whatsapp", "google+", "google", "buffer", "linkedin", "pinterest", "pin", "it", "reddit",
    "telegram", "email", "e-mail", "print", "drucken", "pinnen", "share", "tweet", "teilen", "x", "tumblr", "pocket",
    "whats", "app", "linked", "in", "xing", "mastodon", "bluesky", "threads", "mail", "copy", "link", "on",
    "flipboard", "vk",
})  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…。！？؟]['\"”’»)]?$")
_LINES_OF_TEXT = frozenset({"", "email", "text"})
_MOST_FIELDS, _MOST_AROUND, _MOST_ASKED = 100, 4, 300
_MIN_PARAGRAPH = 40
_MOST_OF_IT, _SOME_OF_IT = 0.7, 0.1
"""How much of a wide place's text its densest element holds if that is the article; what another part of it holds."""
_MAX_LINK_SHARE = 0.6
_HALF = 0.5
_ENOUGH = 200
_MAX_BODY = 400_000
_MAX_BUTTON = 90
_MAX_APPEAL = 400
_MAX_BYLINE = 120
_MOST_ABOVE = 4
"""Among how many paragraphs at the beginning a byline may stand."""


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
    chosen, densest = best[0], page.densest()
    has_paragraphs = chosen is not None and page.extent(chosen).weight >= _MIN_PARAGRAPH
    if densest is not None and page.weight(densest) > (3 * best[1] if has_paragraphs else best[1]):
        chosen = densest
    if chosen is None:
        return ""
    beside = page.beside(densest, chosen) if densest is not None and chosen is wide[0] else frozenset()
    return _without_title(_paragraphs(page, chosen, beside), title)


class _Extent:
    """What an element holds: characters of text, those of them in links, links, whether a paragraph.

    ``said`` is the text of the long paragraphs in it that no comment says, ``weight`` that of all its paragraphs
    without what stands around them, ``own`` that of those right in it.
    """

    __slots__ = ("has_paragraph", "linked", "links", "own", "said", "text", "weight")

    def __init__(self) -> None:
        self.text = self.linked = self.links = self.said = self.weight = self.own = 0
        self.has_paragraph = False

    def add(self, inner: "_Extent", tag: str | None) -> None:
        """Take in what an element of a tag inside this one holds."""
        is_link = tag == "a"
        self.text += inner.text
        self.linked += inner.text if is_link else inner.linked
        self.links += inner.links + is_link
        is_long = tag == "p" and inner.text >= _MIN_PARAGRAPH and not inner.is_mostly_links
        self.said += inner.text if is_long else inner.said
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
        self._said = self.extent(root).said
        self._asking = self._boxes_to_write_in(root)
        self._weigh()

    def extent(self, node: LexborNode) -> _Extent:
        return self._extents[node.mem_id]

    def stands_around(self, node: LexborNode) -> bool:
        """Return whether an element, or one that it is in, stands around an article rather than in it."""
        return is_held(node, self.is_around, self._around)

    def is_around(self, node: LexborNode) -> bool:
        """Return whether an element itself stands around an article."""
        if node.mem_id in self._comments or node.mem_id in self._asking:
            return True
        tag = node.tag
        if tag in _NEVER:
            is_frame = tag == "header" and self.extent(node).has_paragraph
            return not (is_frame or (tag == "form" and self._holds_article(node)))
        if tag in _FRAMES:
            return False
        attributes = node.attributes
        id_, names = attributes.get("id") or "", attributes.get("class") or ""
        return _names_around(id_, names) and not (_names_box(id_, names) and self._holds_article(node))

    def _boxes_to_write_in(self, root: LexborNode) -> frozenset[int]:
        """Return the small elements around fields for a line of text: calls to subscribe, whatever they are named."""
        fields = (node for node in root.css("input")[:_MOST_FIELDS] if attribute(node, "type") in _LINES_OF_TEXT)
        return frozenset(node.mem_id for field in fields for node in self._small_around(field))

    def _small_around(self, field: LexborNode) -> Iterator[LexborNode]:
        around = list(islice(self_and_ancestors(field), 1, _MOST_AROUND))
        if any(node.tag == "form" for node in around):  # which is left out as it is
            return
        small = takewhile(lambda node: self.extent(node).text <= _MOST_ASKED and len(node.css("p, h1")) < 2, around)
        yield from (node for node in small if node.tag not in _FRAMES)

    def _holds_article(self, node: LexborNode) -> bool:
        """Return whether an element holds most of what the page says beside its comments, whatever it is called."""
        return self.extent(node).said >= max(_ENOUGH, _HALF * self._said)

    def leave_out(self, node: LexborNode) -> bool:
        return is_hidden(node) or self.is_around(node)

    def is_menu(self, node: LexborNode) -> bool:
        """Return whether a block is a list of links, or a paragraph that is only a link to somewhere else."""
        tag = node.tag
        if tag in ("ul", "ol", "p"):
            extent = self.extent(node)
            return extent.links > (3 if tag == "p" else 2) and extent.is_mostly_links
        return tag == "h1" or (tag == "table" and _lists_posts(node))

    def weight(self, node: LexborNode) -> int:
        """Return how many characters the paragraphs inside an element have, without what stands around them."""
        return self.extent(node).weight or min(len(line_of(node, self.leave_out)), _ENOUGH - 1)

    def densest(self) -> LexborNode | None:
        """Return the element whose own paragraphs have most text."""
        best = max(self._nodes, key=lambda node: self.extent(node).own)
        return best if self.extent(best).own and not self.stands_around(best) else None

    def beside(self, inner: LexborNode, wide: LexborNode) -> frozenset[int]:
        """Return what stands in a wide place beside the element that holds most of its text: columns, bylines, boxes.

        Paragraphs before it lead into the article; what follows it and says little does not belong to it.
        """
        chain = list(takewhile(lambda node: node.mem_id != wide.mem_id, self_and_ancestors(inner)))
        if not chain or chain[-1].parent is None or self.weight(inner) < _MOST_OF_IT * self.weight(wide):
            return frozenset()
        enough = _SOME_OF_IT * self.weight(wide)
        before = [each for node in chain for each in siblings(node, "prev") if not self._leads_in(each)]
        after = [each for node in chain for each in siblings(node, "next") if self.extent(each).weight < enough]
        return frozenset(each.mem_id for each in (*before, *after))

    def _leads_in(self, node: LexborNode) -> bool:
        """Return whether an element holds a paragraph or is a sentence, without links, that may open an article."""
        extent = self.extent(node)
        is_line = extent.text >= _MIN_PARAGRAPH and not extent.links
        return extent.weight >= _MIN_PARAGRAPH or (is_line and bool(_SENTENCE_END.search(line_of(node))))

    def _measure(self) -> None:
        """Add up what elements hold, from the innermost outwards: in document order what is inside comes later."""
        for node in reversed(self._nodes):
            extent = self._extents[node.mem_id]
            extent.text += size_of(node.text(deep=False).strip())
            if extent.said and self._is_of_comments(node):
                extent.said = 0
            if node.parent is not None and node.parent.mem_id in self._extents:
                self._extents[node.parent.mem_id].add(extent, node.tag)

    def _is_of_comments(self, node: LexborNode) -> bool:
        names = () if node.tag in _FRAMES else (attribute(node, "id"), *classes(node))
        return node.mem_id in self._comments or any(_OF_COMMENTS_ONLY.fullmatch(name) for name in names)

    def _weigh(self) -> None:
        """Add up the text of the paragraphs that each element holds."""
        for node in reversed(self._nodes):
            extent, parent = self._extents[node.mem_id], node.parent
            around = self._extents.get(parent.mem_id) if parent is not None else None
            if node.tag in ("p", "blockquote", "li", "td") and self._counts(node, extent):
                size = extent.text if node.tag == "p" else size_of(node.text(deep=False).strip())
                extent.weight += size
                if around is not None and node.tag == "p" and size >= _MIN_PARAGRAPH:
                    around.own += size
            if around is not None:
                around.weight += extent.weight

    def _counts(self, node: LexborNode, extent: _Extent) -> bool:
        return not extent.is_mostly_links and not is_held(node, self.leave_out, self._left_out)


def size_of(text: str) -> int:
    """Return how long a text is in letters: a Chinese, Japanese or Korean character says as much as two."""
    return len(text) if text.isascii() else len(text) + len(EASTERN.findall(text))


@lru_cache(maxsize=4_096)
def _names_around(id_: str, names: str) -> bool:
    """Return whether an element of this id and these classes stands around an article."""
    return any(_AROUND.fullmatch(name) for name in (id_.lower(), *names.lower().split()))


@lru_cache(maxsize=4_096)
def _names_box(id_: str, names: str) -> bool:
    """Return whether what makes an element stand around an article is only the name of a box."""
    around = [name for name in (id_.lower(), *names.lower().split()) if _AROUND.fullmatch(name)]
    return all(_BOXES_ONLY.fullmatch(name) for name in around)


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


def _paragraphs(page: _Page, node: LexborNode, beside: frozenset[int]) -> list[str]:
    """Return the paragraphs without buttons, and without the appeals that stand before and after the text."""
    text = text_of(node, lambda inner: inner.mem_id in beside or page.leave_out(inner) or page.is_menu(inner))
    paragraphs = [part for part in re.split(r"\n{2,}", text[:_MAX_BODY]) if not _is_button(part)]
    headings = {line_of(heading) for heading in node.css("h2, h3, h4, h5, h6")}
    paragraphs = _without_details(paragraphs[: _end_of(paragraphs, headings)], headings)
    while paragraphs and _is_no_ending(paragraphs[-1], headings):
        paragraphs.pop()
    while len(paragraphs) > 1 and _is_appeal(paragraphs[0]):
        paragraphs.pop(0)
    return _without_bylines(paragraphs, headings)


def _lists_posts(table: LexborNode) -> bool:
    """Return whether a table lists other posts: most of its rows have a link and a cell that says when."""
    rows = [row for row in table.css("tr") if row.css_first("td") is not None]
    listed = [row for row in rows if row.css_first("a") is not None and any(map(_is_time, row.css("td")))]
    return len(listed) >= _LEAST_LISTED and 2 * len(listed) > len(rows)


def _is_time(cell: LexborNode) -> bool:
    line = line_of(cell)
    time = find_time(line) if 0 < len(line) <= _MAX_BUTTON else None
    return time is not None and len(time.shown) == len(line)


def _end_of(paragraphs: list[str], headings: set[str]) -> int:
    """Return how many paragraphs stand before the first heading that leads to others, below which nobody says much."""
    for place, part in enumerate(paragraphs):
        is_heading = part in headings or len(part) <= _MAX_LABEL
        if is_heading and _OTHERS.match(part) and any(len(each) >= _MIN_PARAGRAPH for each in paragraphs[:place]):
            is_said = any(size_of(each) > _MAX_TEASER for each in paragraphs[place + 1 :])
            return len(paragraphs) if is_said else place
    return len(paragraphs)


def _without_details(paragraphs: list[str], headings: set[str]) -> list[str]:
    """Leave out a heading at the beginning with a list of labels and values below it: "Type: Bug"."""
    lines = paragraphs[1].split("\n") if len(paragraphs) > 2 and paragraphs[0] in headings else []
    is_list = len(lines) >= _LEAST_LISTED and all(map(_DETAIL.fullmatch, lines))
    return paragraphs[2:] if is_list else paragraphs


def _is_button(paragraph: str) -> bool:
    if len(paragraph) > _MAX_BUTTON:
        return False
    if _ADVERTISEMENT.fullmatch(paragraph):
        return True
    words = set(re.findall(r"[A-Z]?[a-z+-]+|[A-Z]+|[^\W\d_A-Za-z]+", paragraph))
    return bool(_ASKING.match(paragraph)) or (bool(words) and {word.lower() for word in words} <= _BUTTONS)


def _is_appeal(paragraph: str) -> bool:
    return len(paragraph) <= _MAX_APPEAL and bool(_GIVING.search(paragraph))


def _is_no_ending(paragraph: str, headings: set[str]) -> bool:
    """Return whether a last paragraph is an appeal or a heading, whose links below it are left out."""
    if _is_appeal(paragraph) or paragraph in headings or mark_of(paragraph).role is Role.END:
        return True
    is_signature = len(paragraph) <= _MAX_BYLINE and bool(REPORTER.fullmatch(paragraph) or _SOURCES.match(paragraph))
    return is_signature or not any(map(str.isalpha, paragraph))


def _without_bylines(paragraphs: list[str], headings: set[str]) -> list[str]:
    """Leave out who wrote the article, at its beginning or below what leads in; above all else also when he did."""
    start = next((at for at, part in enumerate(paragraphs) if not (part in headings or _is_dateline(part))), 0)
    titles, rest = [part for part in paragraphs[:start] if part in headings], paragraphs[start:]
    above = [part for part in rest[:_MOST_ABOVE] if part in headings or not _BYLINE.match(part)]
    return [*titles, *above, *rest[_MOST_ABOVE:]] or paragraphs


def _is_dateline(paragraph: str) -> bool:
    """Return whether all lines of a paragraph only say who wrote the article, when, and how many comments it has."""
    lines = paragraph.split("\n")
    return len(paragraph) <= _MAX_BYLINE and any(map(_says_when, lines)) and all(map(_is_about, lines))


def _says_when(line: str) -> bool:
    mark = mark_of(line)
    if mark.time is not None or mark.role is Role.COUNT:
        return not _SENTENCE_END.search(line)
    time = find_time(line)
    return time is not None and time.start == 0 and _BYLINE.search(line) is not None


def _is_about(line: str) -> bool:
    return _says_when(line) or mark_of(line).role is Role.NUMBER or _BYLINE.match(line) is not None


def _without_title(paragraphs: list[str], title: str | None) -> str:
    """Leave out the title and the category above it, where the body's element holds them too."""
    place = paragraphs.index(title) if title in paragraphs[:3] else -1
    return "\n\n".join(paragraphs[place + 1 :])
