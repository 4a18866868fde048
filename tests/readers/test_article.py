"""What a page says about its article, wherever it says it."""

import pytest

from discourse.model import Article
from discourse.readers.article import article_of
from discourse.readers.source import Source


def _article(markup: str) -> Article:
    return article_of(Source("page.html", f"<!DOCTYPE html>{markup}".encode()))


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>Late trains | The Post</title><h1>Late trains</h1>", "Late trains"),
        (
            "<title>The Post » Late trains</title><h1><a>The Post</a></h1><h2 class=entry-title>Late trains</h2>",
            "Late trains",
        ),
        ('<meta property="og:site_name" content="The Post"><title>Late trains - The Post</title>', "Late trains"),
        ('<meta property="og:title" content="Trains &amp;amp; trams"><h1>Menu</h1>', "Trains & trams"),
        ('<title>Why all trains are late</title><h1 class="entry-title">Late trains</h1>', "Late trains"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Late trains"}</script>', "Late trains"),
        ('<title>A - B - C</title><div id="comments"><h1>A</h1></div>', "A - B - C"),
        ("<p>nothing</p>", None),
    ],
)
def test_title(markup: str, title: str | None) -> None:
    assert _article(markup).title == title


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ('<script type="application/ld+json">{"@type":"Report","author":[{"name":"A"},{"name":"B"}]}</script>', "A, B"),
        ('<meta name="author" content="Ann Lee">', "Ann Lee"),
        ('<meta property="article:author" content="https://social.example/ann"><a rel="author">Ann</a>', "Ann"),
        ('<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ann">', "Ann"),
        ('<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="3 min">', None),
        ('<p class="byline">By Ann Lee</p>', "Ann Lee"),
        ('<div id="comments"><span class="author vcard"><b class="fn">Troll</b></span></div>', None),
    ],
)  # fmt: skip
def test_author(markup: str, author: str | None) -> None:
    assert _article(markup).author == author


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ('<meta property="article:published_time" content="2022-05-04T10:00:00+02:00">', "2022-05-04T10:00:00+02:00"),
        ('<time class="entry-date published" datetime="2022-05-04">', "2022-05-04"),
        ('<span class="entry-date">4. Mai 2022</span>', "2022-05-04"),
        ('<meta name="date" content="soon"><span class="post-date">May 4, 2022</span>', "2022-05-04"),
        ('<ol id="comments"><li><time class="published" datetime="2022-05-09">9 May</time></li></ol>', None),
    ],
)
def test_date_of_publication(markup: str, published: str | None) -> None:
    assert _article(markup).published == published


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<link rel="canonical" href="https://a.example/x/">', "https://a.example/x/"),
        ('<link rel="canonical" href="https://web.archive.org/web/20160330101229/http://a.example/x/">', "http://a.example/x/"),
        ("<!-- saved from url=(0021)https://a.example/x/ -->", "https://a.example/x/"),
        ('<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="/x/">', None),
    ],
)  # fmt: skip
def test_address(markup: str, url: str | None) -> None:
    assert _article(markup).url == url


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<html lang=de-at>", "de-AT"),
        ('<html lang="zh_hans_cn">', "zh-Hans-CN"),
        ('<html lang="x{}"><meta property="og:locale" content="pt_BR">', "pt-BR"),
        ("<html>", None),
    ],
)
def test_language(markup: str, language: str | None) -> None:
    assert _article(markup).language == language


TEXT = "The bridge by the mill stays closed until the summer, and the way round it is eight kilometres long."


@pytest.mark.parametrize(
    "around",
    [
        '<div class="sharedaddy"><p>Share this wherever you like, we do not mind at all.</p></div>',
        '<div class="jp-relatedposts"><p>More about bridges and the people who close them.</p></div>',
        '<p><a href="/a">Home</a> <a href="/b">News</a> <a href="/c">Sport</a> <a href="/d">Mail</a></p>',
        "<p>Donate now: please support us with five euros a month.</p>",
        "<p>Teilen Tweet WhatsApp</p>",
        "<nav><ul><li>Menu</li></ul></nav><aside><p>Aside of it all</p></aside>",
        '<div class="author-box"><p>Ann Lee has written about bridges since 1999.</p></div>',
        "<script>var x = 1</script><style>p {color: red}</style>",
        '<form><p>Your e-mail</p></form><div style="display:none"><p>Hidden words</p></div>',
        '<div id="comments"><p>A comment is no part of the article, however long it may be.</p></div>',
    ],
    ids=["share", "related", "links", "donation", "buttons", "menu", "author", "script", "form", "comments"],
)
def test_body_is_without_what_stands_around(around: str) -> None:
    markup = f'<h1>Bridge</h1><div class="entry-content"><p>{TEXT}</p><p>Nobody knows why.</p>{around}</div>'
    assert _article(markup).body == f"{TEXT}\n\nNobody knows why."


def test_body_is_found_without_a_known_name() -> None:
    markup = f'<div class="x1"><p>Menu</p></div><div class="x2"><p>{TEXT}</p><p>{TEXT}</p></div>'
    assert _article(markup).body == f"{TEXT}\n\n{TEXT}"
