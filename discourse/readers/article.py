"""The article of a saved page: title, author, site, date, address, language and body, never its comments."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Article
from discourse.readers.body import body_of
from discourse.readers.bylines import FROM, LABEL, REPORTER, WRITTEN_BY
from discourse.readers.counts import names_comments
from discourse.readers.dates import iso_of_stamp, iso_of_words
from discourse.readers.dom import attribute, classes, is_held, is_within, one_line, select, self_and_ancestors
from discourse.readers.markup import clean, line_of
from discourse.readers.metadata import Values, linked_article, meta_tags, words_of
from discourse.readers.snapshots import snapshot_of
from discourse.readers.source import Source
from discourse.readers.times import LONGEST, find_time

_ARCHIVED = re.compile(
    r"^https?://(?:web\.archive\.org/web/\d{1,14}[a-z_]{0,4}|[\w.-]{3,60}/"
    r"(?:web/\d{14}[a-z_]{0,4}|\d{4}\.\d\d\.\d\d-\d{6}))"
    r"/(?=http)|^https?://web\.archive\.org/web/\d{1,14}[a-z_]{0,4}/",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"^(?:print(?:able)? (?:page|version|view)|druck(?:version|ansicht)|imprimir|imprimer|version imprimable|"
    r"versión (?:para imprimir|imprimible)|versione stampabile|versão para impressão|afdrukken|wersja do druku|"
    r"версия для печати|версія для друку|text[- ]only)\s?[-–—:|]\s*(?=\S{3})|\s\[archive\](?:\s[-–—|]\s.*)?$",
    re.IGNORECASE,
)
"""What pages to print, and archives of forums, set beside the title."""
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://\S{1,2000})\s*-->")
_MHTML_ADDRESS = re.compile(r"^(?:Snapshot-)?Content-Location:\s*(https?://\S{1,2000})", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_SEPARATOR = re.compile(r"\s+[|–—•·«»:\-]\s+|\s*[|»«]\s*")
_NUMBERED = re.compile(r"^\W{0,2}\d{2,12}\W{0,2}\s[–—-]\s+(?=\S)")
_SUBJECTS = '[class*="subject"], [class*="title"], [class*="headline"]'
_LEAST_SUBJECT, _LEAST_KICKER, _LEAST_BEGUN = 6, 3, 12
_CUT = ("...", "…")
_SAYS_WHO = re.compile(rf"^(?:{WRITTEN_BY}|{FROM})\b", re.IGNORECASE)
_BY = re.compile(rf"^\W*(?:(?:article )?(?:{FROM}|{WRITTEN_BY})\s*:?\s+|(?:{LABEL})\s*[:：]\s*)(?=\S)", re.IGNORECASE)
_BEFORE_DATE = " ,|·•–—-/:"
_PUBLISHED = re.compile(
    r"[\s,|·•–—-]+(?:published|posted|updated|veröffentlicht|aktualisiert|publié|publicado|pubblicato|gepubliceerd|publicerad|"
    r"uppdaterad|publisert|oppdatert|opublikowano|publikováno|승인|입력|등록)"
    r"(?: (?:on|at|am|le|el|il|op|den|em))?$|\sden$",
    re.IGNORECASE,
)
"""What may stand between who wrote and when."""
_TITLE_NAMES = (
    "entry-title",
    "post-title",
    "article-title",
    "wp-block-post-title",
    "single-title",
    "headline",
    "title",
)
_AUTHOR_PLACES = (
    '[itemprop="author"] [itemprop="name"]', ".entry-author-name", '[rel~="author"]', ".author.vcard .fn",
    ".byline .author", ".wp-block-post-author-name", ".wp-block-post-author__name", ".entry-author",
    ".post-author-name", ".td-post-author-name a", ".author-name", ".posted-by .author", ".post-author .fn",
    "article address a", ".byline", ".reader-credits",
    ".h-entry .p-author", '[itemprop="author"]',
)  # fmt: skip
_DATE_PLACES = (
    "time.entry-date.published[datetime]", "time.published[datetime]", "time.entry-date[datetime]",
    '[itemprop="datePublished"]', "time.entry-time[datetime]", ".wp-block-post-date time[datetime]",
    "time.post-date[datetime]", "article time[datetime]", "abbr.published[title]", ".entry-date", ".post-date",
    ".post-meta-date time[datetime]", ".post-meta-date",
    ".posted-on", "span.date", ".node .submitted", '[class*="published"] time[datetime]',
)  # fmt: skip
_DATE_TAGS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dc.date.created", "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_COMMENTS = re.compile(r"^(?:comments?(?:-list|list|s?-area|s?-section|s)?|respond|wpdcom|wpcomm|disqus_thread)$")
_BESIDE = re.compile(r"(?:side-?bar|widget|menu|nav(?:igation)?|footer|related|recent|latest)", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:related|recommend|teasers?|latest|recent|more-(?:from|news|stories))(?:$|[-_ ])", re.IGNORECASE
)
_ENTRIES = (
    "h1.storytitle, h2.storytitle, h3.storytitle, h2 a[rel~='bookmark'], h3 a[rel~='bookmark'], h4 a[rel~='bookmark']"
)
_ROOT = re.compile(r"(?=.)(?:https?://[^/?#]{1,200})?/?(?:index\.(?:php|html?))?", re.IGNORECASE)
_MAX_NAME = 120
_MAX_HEADING = 400
_MAX_HEADINGS = 400


def article_of(source: Source, comments: Iterable[LexborNode] = ()) -> Article:
    """Return what the page says about its article; what it does not say is ``None``.

    ``comments`` are elements known to hold comments, which are no part of the body.
    """
    held = list(comments)
    facts = facts_of(source, held)
    return msgspec.structs.replace(facts, body=body_of(source.tree, facts.title, held) or None)


def facts_of(source: Source, comments: Iterable[LexborNode] = ()) -> Article:
    """Return what the page says about its article without its body, which some pages have as their first post."""
    tree = source.tree
    held = frozenset(node.mem_id for node in comments)
    tags, linked = meta_tags(tree), linked_article(tree)
    headline, site = _title(tree, tags, linked), _site(tree, tags, linked)
    return Article(
        source=source.name,
        url=_address(source, tags, linked),
        title=_PRINTED.sub("", _without_site(headline, site)) if headline else None,
        author=_author(tree, tags, linked, held),
        site=site,
        published=_published(tree, tags, linked, held),
        language=_language(tree, tags, linked),
    )


def _title(tree: LexborHTMLParser, tags: dict[str, str], linked: Values) -> str | None:
    """Return the heading that the head of the page repeats; else one named as title; else what the head says."""
    announced = [words_of(linked.get("headline")), tags.get("og:title"), tags.get("twitter:title"), _head_title(tree)]
    keys = {_key(_unentitied(title)): _unentitied(title) for title in announced if title}
    sites = {_key(_site(tree, tags, linked) or ""), *map(_key, _blog_names(tree))}
    headings = [heading for heading in _headings(tree) if _key(heading) not in ("", *sites)]
    said = keys.keys() - sites
    repeated = [heading for heading in headings if any(_key(heading) in key for key in said)]
    exact = [heading for heading in repeated if _key(heading) in keys]
    named = [line_of(node) for name in _TITLE_NAMES[:5] for node in tree.css(f"h1.{name}, h2.{name}")]
    sure = [heading for heading in named if heading in repeated]
    lesser = [heading for heading in _lesser_headings(tree) if any(_is_most_of(heading, key, sites) for key in said)]
    entries = [] if said else list(_entry_titles(tree))
    longest = sorted((each for each in repeated if not _heads_comments(each)), key=len, reverse=True)
    if exact:
        return _better_spelt(exact[0], keys[_key(exact[0])])
    subjects = _subjects(tree, said and [keys[key] for key in said], sites)
    told = [_without_number(title) for title in keys.values()]
    whole = _completed(headings, keys.values())
    for choice in (whole, sure, subjects, lesser, longest, entries, named, told, headings):
        if choice:
            return choice[0]
    return None


def _better_spelt(heading: str, announced: str) -> str:
    """Return a heading, or as the head of the page has it where it sets blanks that pieces of the heading lack."""
    return announced if len(announced.split()) > len(heading.split()) else heading


def _without_number(title: str) -> str:
    """Return a title without the number of a ticket before it: "1203 – Late trains"."""
    return _NUMBERED.sub("", title) or title


def _completed(headings: Iterable[str], announced: Iterable[str]) -> list[str]:
    """Return the headings that go on where the head of the page cuts its title: "Site - Late trains in the..."."""
    ends = (_SEPARATOR.split(title)[-1] for title in announced if title.endswith(_CUT))
    begun = tuple(key for end in ends if len(key := _key(end)) >= _LEAST_BEGUN)
    return [heading for heading in headings if begun and _key(heading).startswith(begun)]


def _subjects(tree: LexborHTMLParser, announced: Iterable[str], sites: set[str]) -> list[str]:
    """Return what is called a subject or title and is one of the first parts of what the head says, the longest first.

    The name of the site is none. So a forum names a post in its own words, and itself in a heading above.
    """
    parts = {_key(part): part for title in announced for part in _SEPARATOR.split(title)[:2]}
    parts = {key: part for key, part in parts.items() if len(key) >= _LEAST_SUBJECT and key not in sites}
    known: dict[int, bool] = {}
    nodes = select(tree, _SUBJECTS)[:_MAX_HEADINGS] if parts else []
    found = (line_of(node) for node in nodes if not is_held(node, _is_beside, known))
    return sorted((line for line in found if _key(line) in parts), key=len, reverse=True)


def _heads_comments(heading: str) -> bool:
    """Return whether a heading says nothing but that comments follow."""
    return len(heading.split()) == 1 and names_comments(heading)


def _blog_names(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the headings that are nothing but a link to the root of the site: they name it and not an entry."""
    for link in islice(tree.css("h1 a[href], h2 a[href], h3 a[href]"), _MAX_HEADINGS):
        heading = next(each for each in self_and_ancestors(link) if each.tag in ("h1", "h2", "h3"))
        if _ROOT.fullmatch(attribute(link, "href")) and _key(line_of(link)) == _key(line_of(heading)):
            yield line_of(heading)


def _lesser_headings(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the h3 and h4 that may be the title where h1 and h2 are the site's: none from comments and sidebars."""
    known: dict[int, bool] = {}
    for node in tree.css("h3, h4")[:_MAX_HEADINGS]:
        line = line_of(node)
        if 0 < len(line) <= _MAX_HEADING and not is_held(node, _is_beside, known):
            yield line


def _entry_titles(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield what blogs print as an entry's title, whose pages say only the name of the blog in their head."""
    known: dict[int, bool] = {}
    nodes = (node for node in select(tree, _ENTRIES)[:_MAX_HEADINGS] if not is_held(node, _is_beside, known))
    return filter(None, map(line_of, nodes))


def _is_beside(node: LexborNode) -> bool:
    """Return whether an element is of comments, or stands beside the article."""
    names = (attribute(node, "id"), *classes(node))
    return node.tag in ("aside", "nav", "footer") or _is_comments(node) or any(map(_BESIDE.match, names))


def _is_most_of(heading: str, announced: str, sites: set[str]) -> bool:
    """Return whether what the head says is a heading with the site's name, or with less than the heading itself."""
    own = _key(heading)
    if not own or own not in announced:
        return False
    return 2 * len(own) > len(announced) or any(
        site and own in (announced.removeprefix(site), announced.removesuffix(site)) for site in sites
    )


def _head_title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("head title") or tree.css_first("title")
    return one_line(clean(node.text(deep=True))) or None if node else None


def _headings(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the headings that may be the title: those named so, then the h1 and h2, none from the comments."""
    named = [node for name in _TITLE_NAMES for node in tree.css(f".{name}")]
    named += tree.css('[itemprop="headline"]')
    known: dict[int, bool] = {}
    nodes = (node for node in [*tree.css("h1"), *named, *tree.css("h2")] if not is_held(node, _is_comments, known))
    for node in islice(nodes, _MAX_HEADINGS):
        line = _line_of_spans(node) or line_of(node)
        if 0 < len(line) <= _MAX_HEADING:
            yield line


def _line_of_spans(node: LexborNode) -> str:
    """Return the words of a heading of nothing but spans, a kicker and the headline, with blanks between them."""
    spans = [each for each in node.iter() if each.tag == "span"]
    is_all = len(spans) > 1 and sum(len(each.text() or "") for each in spans) == len((node.text() or "").strip())
    lines = [line for line in map(line_of, spans) if line] if is_all else []
    return re.sub(r" (?=[:.!?–—-](?: |$))", "", " ".join(lines)) if lines and len(lines[0]) >= _LEAST_KICKER else ""


def _is_of_others(node: LexborNode) -> bool:
    """Return whether an element holds teasers of other articles."""
    return any(_OTHERS.match(name) for name in (attribute(node, "id"), *classes(node)))


def _is_comments(node: LexborNode) -> bool:
    return any(_COMMENTS.match(name) for name in (attribute(node, "id"), *classes(node)))


def _key(title: str) -> str:
    return re.sub(r"\W+", "", title).casefold()


def _unentitied(text: str) -> str:
    """Return a text without the entities that are left where a site escapes its titles twice."""
    return one_line(html.unescape(text)) if "&" in text else text


def _without_site(title: str, site: str | None) -> str:
    """Return a title without the site's name at its end or start, as the head of a page adds it."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2 or not site:
        return title
    if _key(parts[-1]) == _key(site):
        return title[: title.rindex(parts[-1])].rstrip(" |–—•·«»:-")
    if _key(parts[0]) == _key(site):
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |–—•·«»:-")
    return title


def _site(tree: LexborHTMLParser, tags: dict[str, str], linked: Values) -> str | None:
    named = tags.get("og:site_name") or tags.get("application-name") or tags.get("apple-mobile-web-app-title")
    named = named or words_of(linked.get("publisher")) or words_of(linked.get("isPartOf"))
    if named:
        return _unentitied(named)
    for place in (".site-title", ".wp-block-site-title", "#site-title", "#logo", "#blog-title", "#header h1"):
        node = tree.css_first(place)
        if node and 0 < len(line_of(node)) <= _MAX_NAME:
            return line_of(node)
    return None


def _author(tree: LexborHTMLParser, tags: dict[str, str], linked: Values, comments: frozenset[int]) -> str | None:
    """Return the author's name: addresses and machine accounts are none."""
    named = [words_of(linked.get("author")), tags.get("author"), tags.get("article:author"), _labelled_author(tags)]
    site = _site(tree, tags, linked)
    for name in [*named, *_shown_authors(tree, comments)]:
        if name and len(name) <= _MAX_NAME and not name.lower().startswith(("http", "www.", "@")):
            return _unentitied(without_paper(name, site))
    return None


def without_paper(name: str, site: str | None) -> str:
    """Return a name without whom its bearer wrote for, where that is the site: "Ann Lee For The Daily"."""
    before, paper, for_whom = name.rpartition(" For ") if " For " in name else name.rpartition(" for ")
    return before if paper and site and _key(for_whom) in _key(site) else name


def _labelled_author(tags: dict[str, str]) -> str | None:
    return tags.get("twitter:data1") if _SAYS_WHO.match(tags.get("twitter:label1", "")) else None


def _shown_authors(tree: LexborHTMLParser, comments: frozenset[int]) -> Iterator[str]:
    for place in _AUTHOR_PLACES:
        outer = place.rpartition(" ")[0]  # the parser searches long for what is inside an element that is not there
        for node in tree.css(place)[:10] if not outer or tree.css_first(outer) else ():
            if not is_within(node, lambda each: each.mem_id in comments or _is_comments(each)):
                name = _without_date(_BY.sub("", attribute(node, "content") or line_of(node)))
                reporter = REPORTER.fullmatch(name)
                yield reporter.group(1) if reporter is not None else name


def _without_date(line: str) -> str:
    """Return the name in a byline without the date after it."""
    time = find_time(line[:LONGEST])
    is_day = time is not None and time.start > 1 and bool(time.iso or time.parts)
    return _PUBLISHED.sub("", line[: time.start].rstrip(_BEFORE_DATE)) if is_day and time is not None else line


def _published(tree: LexborHTMLParser, tags: dict[str, str], linked: Values, comments: frozenset[int]) -> str | None:
    """Return the date of publication as ISO 8601, never that of a comment."""
    named = [
        words_of(linked.get("datePublished")),
        *(tags.get(name) for name in _DATE_TAGS),
        words_of(linked.get("dateCreated")),
    ]
    for stamp in filter(None, named):
        iso = iso_of_stamp(stamp) or iso_of_words(stamp, None)
        if iso:
            return iso
    return next(filter(None, _shown_dates(tree, comments)), None)


def _shown_dates(tree: LexborHTMLParser, comments: frozenset[int]) -> Iterator[str | None]:
    for place in _DATE_PLACES:
        for node in tree.css(place)[:5]:
            if not is_within(node, lambda each: each.mem_id in comments or _is_comments(each) or _is_of_others(each)):
                stamps = (iso_of_stamp(attribute(node, name)) for name in ("datetime", "content", "title"))
                yield next(filter(None, stamps), None) or iso_of_words(line_of(node), None)


def _address(source: Source, tags: dict[str, str], linked: Values) -> str | None:
    """Return the page's own address, without that of an archive around it."""
    link = source.tree.css_first('link[rel="canonical"]')
    saved = _SAVED_FROM.search(source.text[:5_000])
    snapshot = _MHTML_ADDRESS.search(source.data[:5_000].decode("latin-1")) if source.page is not source.data else None
    candidates = [
        attribute(link, "href") if link else None, tags.get("og:url"), words_of(linked.get("url")),
        words_of(linked.get("mainEntityOfPage")), source.packed.url, saved.group(1) if saved else None,
        snapshot.group(1) if snapshot else None, snapshot_of(source.text).address,
    ]  # fmt: skip
    plain = (_ARCHIVED.sub("", candidate.strip()) for candidate in candidates if candidate)
    return next((address for address in plain if re.match(r"https?://[^\s\"'<>]{3,2000}$", address)), None)


def _language(tree: LexborHTMLParser, tags: dict[str, str], linked: Values) -> str | None:
    """Return the language as a BCP 47 tag."""
    node = tree.css_first("html")
    declared = (attribute(node, "lang") or attribute(node, "xml:lang")) if node else ""
    inside = tree.css_first("body > .container[lang]") if not declared else None  # the reader view of a browser
    declared = attribute(inside, "lang") if inside is not None else declared
    candidates = [declared, tags.get("og:locale"), tags.get("content-language"), words_of(linked.get("inLanguage"))]
    for candidate in filter(None, candidates):
        if _LANGUAGE.fullmatch(candidate):
            first, *rest = re.split(r"[-_]", candidate)
            return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])
    return None
