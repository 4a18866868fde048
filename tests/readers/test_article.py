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
        ("<title>The Rail: Late trains</title><h1><a href=/>The Rail</a></h1><h3>Late trains</h3>", "Late trains"),
        (
            "<title>Late trains - Rail</title><h1><a href=//a.example/>x</a></h1><h4 class=t>Late trains</h4>",
            "Late trains",
        ),
        (
            "<title>Late trains at Rail</title><h1><a href=/>Rail</a></h1><h3><a href=/7>Late trains</a></h3>",
            "Late trains",
        ),
        (
            "<title>The Rail</title><h1><a href=http://a.example/>The Rail</a></h1><h2>2 March</h2>"
            "<h3 class=storytitle><a href=/7 rel=bookmark>Late trains</a></h3>",
            "Late trains",
        ),
        ("<title>Trains of the north, late</title><h3>Trains</h3><h4>late</h4>", "Trains of the north, late"),
        ("<title>Rail: Late</title><h1><a href=/>Rail</a></h1><div class=sidebar><h3>Late</h3></div>", "Rail: Late"),
        ("<title>Late trains</title><h1><a href=/7>Late trains</a></h1><h3>Trains</h3>", "Late trains"),
        ("<title>The Rail</title><h1><a href=/>The Rail</a></h1>", "The Rail"),
        (
            "<title>Late trains — The Rail</title><h1 class=head-title><a href=/>THE RAIL</a></h1>"
            "<h1 class=PostTitle>Late trains</h1>",
            "Late trains",
        ),
        ("<title>Rail - Late trains in the...</title><h1>Late trains in the north</h1>", "Late trains in the north"),
        ("<h1><span>Rail</span><span>Late trains</span></h1>", "Rail Late trains"),
        (
            "<title>Rail: Late trains</title><h1><span>Rail</span><i hidden>: </i><span>Late trains</span></h1>",
            "Rail: Late trains",
        ),
        (
            "<title>Late trains - Rail board</title><h1><a>Forum</a></h1><h2><a>Rail board</a></h2>"
            "<h3 class=title>[all] <span class=title_subject>Late trains</span></h3>",
            "Late trains",
        ),
        ("<title>/r/ - Late trains - Rail</title><p><b class=subject>Late trains</b>", "Late trains"),
        ("<title>150001 – Late trains</title><p>nothing</p>", "Late trains"),
        ("<title>Rail of Leeds reviews - Stars</title><h2>Reviews</h2>", "Rail of Leeds reviews - Stars"),
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
        '<div class="ad-slot"><span>Publicidad</span></div>',
        '<div id="dfp-ad-mid"><p>Buy two ladders now and get the third one for nothing.</p></div>',
        "<div><div>Реклама</div></div>",
        "<p>広告</p>",
        '<div class="page__related"><p>More about bridges and the people who close them.</p></div>',
        '<div class="sectbanner"><p>This paper belongs to those who read it, all of them.</p></div>',
        "<h3>Ještě čtěte</h3><ul><li><a href=/a>One</a><li><a href=/b>Two</a><li><a href=/c>Three</a></ul>",
        "<p>Mehr zum Thema</p>",
        '<div id="comments"><p>A comment is no part of the article, however long it may be.</p></div>',
    ],
    ids=["share", "related", "links", "donation", "buttons", "menu", "author", "script", "form", "slot", "mid",
         "label", "east", "page-related", "banner", "heading", "end", "comments"],
)  # fmt: skip
def test_body_is_without_what_stands_around(around: str) -> None:
    markup = f'<h1>Bridge</h1><div class="entry-content"><p>{TEXT}</p><p>Nobody knows why.</p>{around}</div>'
    assert _article(markup).body == f"{TEXT}\n\nNobody knows why."


def test_an_italian_who_spends_asks_for_no_money() -> None:
    last = "Chi spende poco oggi paga di più domani, ricorda il sindaco nella sua lettera agli abitanti."
    markup = f'<h1>Bridge</h1><div class="entry-content"><p>{TEXT}</p><p>{last}</p></div>'
    assert _article(markup).body == f"{TEXT}\n\n{last}"


ROWS = "".join(f"<tr><td><a href=/{hour}>Boats</a> [2]</td><td>1{hour}:01</td><td>7</td></tr>" for hour in range(4))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "<h2>More in Rail News</h2><div>Boats are late too.</div><div>March 1</div>"),
        ("", "<h3>最赞回复</h3><p>明明是桥先失败的,为什么要怪它?</p>"),
        ("", f"<b>4</b><p>0</p><table><tr><td>No.</td></tr>{ROWS}</table>"),
        ("<h4>Details</h4><ul><li>Type: Bug</li><li>Status: Resolved</li><li>Priority: Major</li></ul>", ""),
    ],
    ids=["others", "what readers say", "posts of the board", "details"],
)
def test_body_is_without_lists_before_and_behind(before: str, after: str) -> None:
    markup = f'<h1>Bridge</h1><div class="entry-content">{before}<p>{TEXT}</p><p>Nobody knows why.</p>{after}</div>'
    assert _article(markup).body == f"{TEXT}\n\nNobody knows why."


def test_a_section_that_says_more_stays_in_the_body() -> None:
    section = f"<h2>More on the bridge</h2><p>{TEXT} {TEXT} {TEXT}</p>"
    markup = f'<h1>Bridge</h1><div class="entry-content"><p>{TEXT}</p>{section}</div>'
    assert _article(markup).body == f"{TEXT}\n\nMore on the bridge\n\n{TEXT} {TEXT} {TEXT}"


def test_body_is_found_without_a_known_name() -> None:
    markup = f'<div class="x1"><p>Menu</p></div><div class="x2"><p>{TEXT}</p><p>{TEXT}</p></div>'
    assert _article(markup).body == f"{TEXT}\n\n{TEXT}"


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Von Reto Amsler</p>",
        "<p>By Ann Lee and Tom van der Berg</p>",
        "<div>Автор: Иван Петров</div>",
        "<p>執筆 高瀬 結</p>",
        "<p>Posted by Ann Lee on May 4, 2022 | 14 comments</p>",
        "<p>16<br>May 4th, 2022 in Water by Ann Lee</p>",
        "<h2>Bridge</h2><div>Wednesday, May 4, 2022</div>",
    ],
)
def test_byline_is_no_part_of_the_body(byline: str) -> None:
    last = "<p>By the mill, nobody knows.</p>"
    markup = f"<title>Bridge</title><div class=entry-content>{byline}<p>{TEXT}</p>{last}</div>"
    assert _article(markup).body == f"{TEXT}\n\nBy the mill, nobody knows."


COLUMN = "<div class=x9><h3>Most seen</h3><ul><li><a href=/1>The town that bought a bus</a> 4 July 2018</li></ul></div>"


@pytest.mark.parametrize(
    ("wide", "lead"),
    [
        ("div id=content", ""),
        ("main", "<div class=x3>Nobody knows yet how long the bridge will stay closed.</div>"),
        ("article", "<header><p>Nobody knows yet how long the bridge will stay closed.</p></header>"),
        ("main", "<div class=x3>Traffic 4 May</div>"),
    ],
)
def test_column_in_a_wide_place_is_left_out_and_what_leads_in_is_kept(wide: str, lead: str) -> None:
    text = f"<div class=x2><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></div>"
    body = _article(
        f"<{wide}><h1>Bridge</h1><div class=x1>{lead}{text}</div>{COLUMN}</{wide.split(maxsplit=1)[0]}>"
    ).body
    leads = ["Nobody knows yet how long the bridge will stay closed."] if "Nobody" in lead else []
    assert body == "\n\n".join([*leads, TEXT, TEXT, TEXT])


@pytest.mark.parametrize(
    "box", ["div class='widget Blog'", "div class=ads-helper", "form action=/x", "div class=teaser"]
)
def test_what_holds_most_of_the_text_is_the_article_whatever_its_name(box: str) -> None:
    markup = f"<{box}><h3>Bridge</h3><div class=post-body><p>{TEXT}</p><p>{TEXT}</p></div></{box.split(maxsplit=1)[0]}>"
    aside = "<div class=widget><p>Who writes here has lived by the river since nineteen hundred and eighty.</p></div>"
    comments = f"<div class=comments>{f'<p>{TEXT}</p>' * 9}</div>"
    assert _article(markup + aside + comments).body == f"{TEXT}\n\n{TEXT}"


def test_teaser_card_without_paragraphs_is_not_the_body() -> None:
    card = "<article class=card><a href=/c><h3>Why the cherries bloom so early</h3></a><i>4 May 2022</i></article>"
    first, second = "The bridge by the mill stays closed for now.", "It is a long way round, they say."
    story = f"<div class=story><p>{first}</p><p>{second}</p></div>"
    assert _article(card + story).body == f"{first}\n\n{second}"


@pytest.mark.parametrize(
    "first",
    ["<p>3 May 2019: Bridge closed for the summer</p>", "<h2>Von der Mühle</h2>", "<p>By then it was too late</p>"],
)
def test_what_only_looks_like_a_byline_stays_in_the_body(first: str) -> None:
    body = _article(f"<h1>Bridge</h1><div class=entry-content>{first}<p>{TEXT}</p></div>").body
    assert body is not None
    assert not body.startswith(TEXT)
    assert body.endswith(TEXT)
