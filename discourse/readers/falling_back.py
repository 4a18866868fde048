"""What the general readers find on a page that a system made and on which that system's reader finds no comment."""

import re
from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers.dom import attribute, classes, select
from discourse.readers.elsewhere import SERVICES, held_elsewhere
from discourse.readers.generic import outlined
from discourse.readers.generic.blocks import COMMENT_WORDS, Group
from discourse.readers.generic.outline import ancestors
from discourse.readers.markup import line_of
from discourse.readers.source import Source
from discourse.readers.wordpress.boxes import is_widget

_LEAST = 2
_BESIDE = re.compile(
    r"(?:recent|latest|last|newest)[-_]?comments?\S*|comments?[-_]?(?:recent|latest)\S*|block-comment-\d{1,3}|"
    r"sidebar|widget-?area|widget_recent_\S+|wp-block-latest-\S+",
    re.IGNORECASE,
)
"""Names of what stands beside the article on every page of a site, and lists comments and entries of other pages."""
_BESIDE_PLACES = ", ".join(
    f'[{name}*="{word}" i]'
    for name in ("class", "id")
    for word in ("recent", "latest", "last", "newest", "comment", "sidebar", "widget")
)
_TO_COMMENT = re.compile(r"[^#]#\w{0,12}?-?c(?:omment)?-?\d", re.IGNORECASE)
_OF_COMMENT = re.compile(
    r"[?&](?:cid|c|comment\w{0,8}|showcomment|replytocom)=[^&]*|/comment-page-\d+/?", re.IGNORECASE
)
_MOST_ABOVE = 8
_MOST_BOXES = 60
_SEEN = 40
_NO_COMMENTS = frozenset({"pingback", "unapproved"})
"""What a system's reader has left out of a comment section: its reader knows that section, and what is no comment."""


def may_have_more(source: Source, system: Thread) -> bool:
    """Return whether a page on which its system's reader found no comment may have any at all."""
    if any(item.kind in _NO_COMMENTS for item in system.skipped):
        return False
    return system.declared != 0 or next(_service_places(source.tree), None) is not None


def with_found(source: Source, system: Thread, found: Thread) -> Thread | None:
    """Return the comments that a general reader found as those of a system's page; ``None`` where they are not its own.

    They are at least two with an author or a time, and stand elsewhere than in a sidebar or a list of recent comments;
    what only repeats with names and dates, as teasers and teams do, counts where the page calls it comments.
    Where the page says that it has none, only those count which another service put into the place that it has there.
    What the system says of its article stays, but the body is without the comments.
    """
    known = [comment for comment in found.comments if comment.author or comment.posted]
    if len(known) < _LEAST or not may_have_more(source, system):
        return None
    if found.reader == "generic" and not _is_section(source, found):
        return None
    tree = source.tree
    is_in_service = _most_stand(known, "".join(_words(node) for node in _service_places(tree)))
    if (system.declared == 0 and not is_in_service) or _stand_beside(tree, known):
        return None
    absent = {item.reason for item in held_elsewhere(tree)} if is_in_service else set()
    are_all = system.declared is not None and len(found.comments) >= system.declared
    elsewhere = {item.reason for item in held_elsewhere(tree)} if are_all else set()
    return msgspec.structs.replace(
        found,
        article=_article(system.article, found.article),
        declared=system.declared if found.declared is None else found.declared,
        skipped=(*(item for item in system.skipped if _is_missing(item, absent, elsewhere, are_all)), *found.skipped),
        evidence=f"{found.evidence}; {system.evidence}, but {system.reader} finds no comment",
    )


def _is_section(source: Source, found: Thread) -> bool:
    """Return whether names around the block that repeats speak of comments, or a line of the page of as many."""
    _, group = outlined(source)
    if group is None or _lead_to_several_pages(group):
        return False
    around = (each for each in ancestors(group.boxes[0].element, _MOST_ABOVE) if each.node.tag not in ("body", "html"))
    is_named = any(COMMENT_WORDS.search(f"{each.classes} {each.id}") for each in around)
    return is_named or found.declared == len(found.comments)


def _lead_to_several_pages(group: Group) -> bool:
    """Return whether the boxes link to comments of several pages, as a list of a site's newest ones does."""
    addresses: list[str] = []
    boxes = group.boxes[:_MOST_BOXES]
    for box in boxes:
        links = (attribute(link, "href") for link in box.element.node.css('a[href*="#"]'))
        addresses += [_OF_COMMENT.sub("", link.partition("#")[0]) for link in links if _TO_COMMENT.search(link)][:1]
    several = set(filter(None, addresses))
    return len(several) > 1 and 2 * len(several) >= len(boxes)


def _article(system: Article, found: Article) -> Article:
    """Return the system's facts, and those of the general reader where it has none; a first post's are the latter's."""
    facts = {name: value for name, value in msgspec.structs.asdict(system).items() if value and name != "body"}
    if found.body is None:
        facts["body"] = system.body
    if found.id:
        facts = {name: facts[name] for name in facts.keys() - {"id", "author", "published"}}
    return msgspec.structs.replace(found, **facts)


def _is_missing(item: Skipped, absent: set[str], elsewhere: set[str], are_all: bool) -> bool:
    """Return whether what a system's reader has left out is still not found: neither absent nor all that there is."""
    is_found = item.reason in absent or (are_all and item.reason not in elsewhere)
    return item.kind != "stub" or not is_found


def _service_places(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    places = ", ".join(place for place, _ in SERVICES)
    return (node for node in select(tree, places) if node.tag not in ("script", "iframe"))


def _stand_beside(tree: LexborHTMLParser, comments: list[Comment]) -> bool:
    """Return whether most comments stand in what is beside the article, and nowhere else in the page."""
    beside = {node.mem_id: node for node in tree.css(_BESIDE_PLACES) if _is_beside(node)}
    if not beside or tree.body is None or not _most_stand(comments, "".join(map(_words, beside.values()))):
        return False
    return not _most_stand(comments, _key(line_of(tree.body, lambda node: node.mem_id in beside)))


def _is_beside(node: LexborNode) -> bool:
    return is_widget(node) or any(_BESIDE.fullmatch(name) for name in (attribute(node, "id"), *classes(node)))


def _most_stand(comments: list[Comment], words: str) -> bool:
    keys = [_key(comment.text)[:_SEEN] for comment in comments]
    return 2 * sum(key in words for key in keys) > len(keys)


def _words(node: LexborNode) -> str:
    return _key(line_of(node))


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
