"""Comment sections that another service puts into a page by script: the saved page itself has none of the comments."""

from selectolax.lexbor import LexborHTMLParser

from discourse.model import Skipped

SERVICES: tuple[tuple[str, str], ...] = (
    ("#disqus_thread, script[src*='disqus.com/embed'], iframe[src*='disqus.com/embed']", "Disqus"),
    (".fb-comments, iframe[src*='facebook.com/plugins/comments']", "Facebook"),
    ("[data-spot-im-module-default-area], [data-spotim-module], div[data-spmark='conversation']", "OpenWeb"),
    ("#hyvor-talk-view, hyvor-talk-comments", "Hyvor Talk"),
    ("#vuukle-comments", "Vuukle"),
    ("#commento", "Commento"),
    ("#coral_thread, #coral_talk_stream, #coral-container", "Coral"),
    (".giscus, script[src*='giscus.app']", "giscus"),
    (".utterances, script[src*='utteranc.es']", "utterances"),
    ("#graphcomment", "GraphComment"),
    ("vf-conversations, .viafoura", "Viafoura"),
    ("#remark42", "Remark42"),
    ("#cusdis_thread", "Cusdis"),
    ("#isso-thread:not(:has(.isso-comment))", "Isso"),
    ("#lf_comment_stream, .fyre", "Livefyre"),
    ("#insticator-commenting", "Insticator"),
)
"""Where a page says that a service puts its comments, and the service's name."""


def held_elsewhere(tree: LexborHTMLParser, count: int | None = None) -> list[Skipped]:
    """Return that another service holds the comments of a page, where it says so."""
    service = next((name for place, name in SERVICES if tree.css_first(place) is not None), None)
    if service is None:
        return []
    return [Skipped(kind="stub", reason=f"comments of {service}, which are not in the page", count=count)]
