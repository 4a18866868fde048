"""What other versions of systems, and programs that collect from them, write: who said what, answering whom."""

import json
from typing import Any

import pytest

from discourse.readers import read

_LEMMY = (
    '<div class="comment"><div id="comment-{}" class="comment-node"><a class="person-listing" href="/u/{}">'
    '<span>{}</span></a><a class="unselectable" data-tippy-content="3 points · 3 upvotes">3</a>'
    '<div class="md-div"><p>{}</p></div></div>'
    "{}</div>"
)
_SAID = (
    '<div itemscope class="crawler-post"><div class="crawler-post-meta"><span class="creator"><a href="/u/{0}">'
    '<span itemprop="name">{0}</span></a></span><time datetime="2017-02-03T04:05:06Z"></time>'
    '<span itemprop="position">#{1}</span></div><div class="post" itemprop="articleBody"><p>{2}</p></div></div>'
)
_THING = (
    '<div class="thing comment" data-fullname="t1_{0}"><div class="entry"><p class="tagline"><a class="author">{1}</a>'
    '<span class="score unvoted">{2} points</span></p><div class="usertext-body"><div class="md"><p>{3}</p></div></div>'
    '</div><div class="child">{4}</div></div>'
)
_ITEM = (
    '<li class="Item {}" id="{}"><div class="Meta"><span class="Author"><a><img></a><a href="/p">{}</a></span>'
    '<span class="DateCreated">{}</span></div><div class="Message">{}</div></li>'
)
_PUN = (
    '<div class="post"><div id="p{0}" class="posthead"><span class="post-byline">By <a>{1}</a></span></div>'
    '<div class="postbody"><ul><li>{1}</li></ul><div class="entry-content"><p>{2}</p></div></div></div>'
)
_ROW = (
    '<tr><td><table><tr><td><img src="https://y.example/s.gif" width={0}></td><td class="default">'
    '<span class="comhead">by <a href="https://n.example/user?id={1}">{1}</a> 9 days ago | '
    '<a href="https://n.example/item?id={2}">link</a></span><span class="comment"><font>{3}</font></span>'
    "</td></tr></table></td></tr>"
)
_NEWS = (
    '<tr class="athing comtr" id="{}"><td><table><tr><td class="ind"><img width="{}"></td><td class="default">'
    '<span class="comhead"><a class="hnuser">{}</a></span><div class="comment"><span class="c00">{}<span></div>'
    '<div class="reply">reply</div></span></td></tr></table></td></tr>'
)
_FLAT = (
    '<div style="padding-left:{}px" id="t1_{}"><div class="Comment t1_{}"><a data-testid="comment_author_link">{}</a>'
    '<button aria-label="upvote"></button><div>{}</div><div data-testid="comment"><p>{}</p></div></div></div>'
)
_LIBRE = (
    '<div id="{}" class="comment"><p class="comment_score">{}</p><details class="comment_right" open>'
    '<summary class="comment_data"><a class="comment_author">u/{}</a></summary><div class="comment_body">{}</div>'
    '<blockquote class="replies">{}</blockquote></details></div>'
)
_TOOT = (
    '<div class="{}"><a class="status__relative-time" href="/@{}/{}"><time datetime="2024-01-01T08:00:00Z"></time></a>'
    '<span class="display-name__account">@{}@m.example</span><div class="status__content">{}</div></div>'
)
_OLD_TWEET = (
    '<div class="tweet" data-tweet-id="{0}"><a class="account-group" href="/{1}">{1}</a><a class="tweet-timestamp" '
    'href="/{1}/status/{0}"><span class="_timestamp" data-time="1483264800"></span></a>'
    '<p class="tweet-text">{2}</p></div>'
)
_MIRRORED = (
    '<div class="timeline-item"><a class="username" href="/{1}">@{1}</a><span class="tweet-date">'
    '<a href="/{1}/status/{0}#m" title="Jan 1, 2024 · 8:00 AM UTC">1h</a></span>'
    '<div class="tweet-content">{2}</div></div>'
)
_CRAB = (
    '<li><div id="c_{0}" data-shortid="{0}" class="comment"><div class="score">4</div><div class="byline">'
    '<a href="/u/{1}">{1}</a></div><div class="comment_text"><p>{2}</p></div></div><ol>{3}</ol></li>'
)
_ISSUE = (
    '<div data-testid="{}"><div data-testid="comment-header"><a data-testid="{}">{}</a><a href="/f/g/issues/1#{}">'
    '<relative-time datetime="2025-05-05T10:00:00Z"></relative-time></a></div>{}</div>'
)
_WORDS = '<div data-testid="markdown-body"><p>{}</p></div>'
_FRAMED = (
    '<article class="post" id="post-{0}"><div class="cooked"><h3 class="username"><a>{1}</a></h3>{2}<p>{3}</p></div>'
    '<a class="post-date" title="January 5, 2022">x</a></article>'
)
_NODE = (
    '<li data-node-id="{0}" class="b-post {1}"><div class="author"><a>{2}</a></div>'
    '<div class="js-post__content-text">{3}</div><ul>{4}</ul></li>'
)
_SUITE = (
    '<article id="elComment_{0}" class="ipsComment"><div data-commentapp="cms"><h3 class="ipsComment_author"><a>{1}</a>'
    '</h3><div data-role="commentContent"><p>{2}</p></div></div></article>'
)
_HUB = (
    '<div class="timeline-comment-group {}" id="{}"><div class="timeline-comment"><a class="author">{}</a>'
    '<div class="comment-body markdown-body"><p>{}</p></div></div></div>'
)
_SKY = (
    '<div data-testid="postThreadItem-by-{0}"><a href="/profile/{0}/post/{1}" data-tooltip="May 1, 2024">1y</a>'
    '<div data-testid="postText">{2}</div></div>'
)

PAGES = {
    "Lemmy before version 0.18": (
        _LEMMY.format(1, "ines", "ines", "Burns.", _LEMMY.format(2, "eave", "eave", "Slides.", "")),
        "lemmy",
        [("1", "ines", "Burns.", ""), ("2", "eave", "Slides.", "1")],
    ),
    "Discourse for crawlers, its posts without ids": (
        _SAID.format("ash", 1, "Tar.") + _SAID.format("log", 2, "Dry wood."),
        "discourse_forum",
        [("2", "log", "Dry wood.", None)],
    ),
    "Reddit in 2012, scores in words": (
        '<div class="commentarea"><div class="sitetable nestedlisting">'
        + _THING.format("a", "quern", 17, "Burr.", _THING.format("b", "bran", -3, "Price?", ""))
        + "</div></div>",
        "reddit",
        [("a", "quern", "Burr.", ""), ("b", "bran", "Price?", "a")],
    ),
    "Vanilla 2.0": (
        "<ul>"
        + _ITEM.format("FirstComment", "Discussion_7", "Peel", "March 4, 2011 10:00AM", "Grit.")
        + _ITEM.format("Comment", "Comment_8", "Crust", "March 4, 2011 11:00AM", "Sweep.")
        + "</ul>",
        "vanilla",
        [("8", "Crust", "Sweep.", None)],
    ),
    "PunBB 1.4": (
        f'<div id="brd-wrap">{_PUN.format(20, "Bole", "For a gate.")}{_PUN.format(21, "Twig", "Larch.")}</div>',
        "fluxbb",
        [("21", "Twig", "Larch.", None)],
    ),
    "Hacker News in its early years, with the addresses that a browser writes": (
        "<table><tr><td><table>"
        + _ROW.format(0, "slag", 901, "It bends.")
        + _ROW.format(40, "ore", 902, "No.")
        + "</table></table>",
        "hackernews",
        [("901", "slag", "It bends.", ""), ("902", "ore", "No.", "901")],
    ),
    "Hacker News in 2016": (
        '<a href="item?id=1"></a><table class="comment-tree">'
        + _NEWS.format(2, 0, "lid", "Copper.<p>It heats fast.")
        + _NEWS.format(3, 40, "spout", "Lined?")
        + "</table>",
        "hackernews",
        [("2", "lid", "Copper.\n\nIt heats fast.", ""), ("3", "spout", "Lined?", "2")],
    ),
    "Reddit from 2018 to 2023": (
        _FLAT.format(16, "a", "a", "quern", 17, "Burr.") + _FLAT.format(32, "b", "b", "bran", 3, "Price?"),
        "reddit",
        [("a", "quern", "Burr.", ""), ("b", "bran", "Price?", "a")],
    ),
    "a mirror of Reddit": (
        _LIBRE.format("a", 17, "quern", "Burr.", _LIBRE.format("b", 3, "bran", "Price?", "")),
        "reddit",
        [("a", "quern", "Burr.", ""), ("b", "bran", "Price?", "a")],
    ),
    "Mastodon on the screen": (
        _TOOT.format("detailed-status", "dew", 900001, "dew", "Fog.")
        + _TOOT.format("status", "mist", 900002, "mist", "Here, too."),
        "mastodon",
        [("900002", "mist@m.example", "Here, too.", None)],
    ),
    "Twitter before 2020": (
        _OLD_TWEET.format(1, "dew", "Fog.") + _OLD_TWEET.format(2, "mist", "Here, too."),
        "twitter",
        [("2", "mist", "Here, too.", None)],
    ),
    "a mirror of Twitter": (
        _MIRRORED.format(1, "dew", "Fog.") + _MIRRORED.format(2, "mist", "Here, too."),
        "twitter",
        [("2", "mist", "Here, too.", None)],
    ),
    "Lobsters in 2013": (
        f"<ol>{_CRAB.format('aa', 'kit', 'Which harbour?', _CRAB.format('bb', 'mar', 'North.', ''))}</ol>",
        "lobsters",
        [("aa", "kit", "Which harbour?", ""), ("bb", "mar", "North.", "aa")],
    ),
    "an issue of GitHub on the screen, one comment folded": (
        _ISSUE.format(
            "issue-viewer-issue-container", "issue-body-header-author", "post", "issue-1", _WORDS.format("Leans.")
        )
        + _ISSUE.format("comment-viewer-outer-box-A", "avatar-link", "rail", "issuecomment-2", _WORDS.format("Dig."))
        + _ISSUE.format("comment-viewer-outer-box-B", "avatar-link", "saw", "issuecomment-3", ""),
        "github",
        [("2", "rail", "Dig.", None), ("3", "saw", "", None)],
    ),
    "comments of Discourse in a frame: none of them is the article": (
        _FRAMED.format(93, "log", "", "Dry wood.")
        + _FRAMED.format(
            94, "ash", '<div class="in-reply-to"><a href="#post-93">in reply to log</a></div>', "How dry?"
        ),
        "discourse_forum",
        [("93", "log", "Dry wood.", ""), ("94", "ash", "How dry?", "93")],
    ),
    "vBulletin 5, a comment below a post": (
        _NODE.format(1, "", "setts", "Lifts.", "")
        + _NODE.format(2, "", "gravel", "Dig.", _NODE.format(3, "b-post--comment", "setts", "How deep?", "")),
        "vbulletin",
        [("2", "gravel", "Dig.", None), ("3", "setts", "How deep?", "2")],
    ),
    "Invision, comments on an article: none of them is the article": (
        _SUITE.format(90, "Dill", "Again?") + _SUITE.format(91, "Caper", "Buy early."),
        "invision",
        [("90", "Dill", "Again?", None), ("91", "Caper", "Buy early.", None)],
    ),
    "a discussion of GitHub": (
        "<div class='js-discussion'>"
        + _HUB.format("", "discussion-5", "post", "It leans.")
        + _HUB.format("", "discussioncomment-6", "rail", "Dig.")
        + _HUB.format("discussion-nested-comment-group", "discussioncomment-7", "post", "How deep?")
        + _HUB.format("discussion-nested-comment-group", "discussioncomment-8", "rail", "To the frost.")
        + "</div>",
        "github",
        [("6", "rail", "Dig.", None), ("7", "post", "How deep?", "6"), ("8", "rail", "To the frost.", "6")],
    ),
    "Bluesky on the screen": (
        _SKY.format("dew.example", "r", "Fog.") + _SKY.format("mist.example", "a", "Here, too."),
        "bluesky",
        [("a", "mist.example", "Here, too.", None)],
    ),
}


@pytest.mark.parametrize("version", PAGES)
def test_page_of_another_version(version: str) -> None:
    page, reader, said = PAGES[version]
    thread = read(f"<html><body>{page}</body></html>".encode(), name="page.html")
    assert thread.reader == reader
    assert [(each.id, each.author, each.text, each.reply_to) for each in thread.comments] == said


def test_a_tweet_quotes_another_and_advertisements_are_no_answers() -> None:
    tweet = (
        '<div data-testid="cellInnerDiv"><article data-testid="tweet"><div data-testid="User-Name">'
        '<a href="/{0}">{0}</a>{1}</div><div data-testid="tweetText">{2}</div></article></div>'
    )
    time = '<a href="/x/status/{}"><time datetime="2024-01-01T08:00:00Z"></time></a>'
    quoted = 'No.</div><div role="link"><div data-testid="User-Name"></div><div data-testid="tweetText">Old words.'
    page = "".join(
        (
            tweet.format("dew", time.format(1), "Fog."),
            tweet.format("mist", time.format(2), quoted),
            tweet.format("shop", "", "Buy."),
            '<div data-testid="cellInnerDiv"><h2>More</h2></div>',
            tweet.format("other", time.format(3), "Elsewhere."),
        )
    )
    thread = read(page.encode(), name="page.html")
    assert [(each.author, each.text) for each in thread.comments] == [("mist", "No.")]
    assert [each.count for each in thread.skipped] == [2]


def test_an_answer_shown_once_more_inside_another_post_is_not_that_post() -> None:
    names = '<div class="names"><span class="username"><a>{}</a></span></div>'
    shown = '<section class="embedded-posts"><div class="reply">{}<div class="cooked">Tar.</div></div></section>'
    post = (
        '<div class="topic-post"><article id="post_{0}" data-post-id="9{0}">{1}{2}'
        '<div class="cooked">{3}</div></article></div>'
    )
    page = (
        post.format(1, "", names.format("ash"), "Smoke.")
        + post.format(2, "", names.format("log"), "Tar.")
        + post.format(3, shown.format(names.format("log")), names.format("ash"), "Much?")
    )
    thread = read(page.encode(), name="page.html")
    assert [(each.id, each.author, each.text) for each in thread.comments] == [
        ("92", "log", "Tar."),
        ("93", "ash", "Much?"),
    ]


def collected(number: int, user: str, text: str, answered: int | None) -> dict[str, Any]:
    return {
        "id": number, "user": {"username": user}, "rawContent": text, "conversationId": 10, "likeCount": 2,
        "date": "2021-01-01T10:00:00+00:00", "inReplyToTweetId": answered,
    }  # fmt: skip


def asked_for(number: str, user: str, text: str, answered: str | None) -> dict[str, Any]:
    legacy = {
        "id_str": number, "full_text": text, "conversation_id_str": "10", "favorite_count": 2,
        "created_at": "Fri Jan 01 10:00:00 +0000 2021", "in_reply_to_status_id_str": answered,
    }  # fmt: skip
    user_ = {"user_results": {"result": {"rest_id": "7", "core": {"screen_name": user}}}}
    return {"tweet_results": {"result": {"rest_id": number, "core": user_, "legacy": legacy}}}


TWEETS = {
    "a tweet a line, as collectors write them": "\n".join(
        json.dumps(collected(*each))
        for each in ((10, "dew", "Fog.", None), (11, "mist", "Here, too.", 10), (12, "rime", "Cold.", 11))
    ),
    "trees, as the site's pages ask for them": json.dumps(
        {
            "data": {
                "entries": [
                    asked_for("10", "dew", "Fog.", None),
                    asked_for("11", "mist", "Here, too.", "10"),
                    asked_for("12", "rime", "Cold.", "11"),
                ]
            }
        }
    ),
}


@pytest.mark.parametrize("form", TWEETS)
def test_tweets_in_another_form(form: str) -> None:
    thread = read(TWEETS[form].encode(), name="tweets.json")
    assert (thread.reader, thread.article.author, thread.article.body) == ("twitter", "dew", "Fog.")
    assert [(each.id, each.author, each.text, each.reply_to, each.posted, each.likes) for each in thread.comments] == [
        ("11", "mist", "Here, too.", "", "2021-01-01T10:00:00+00:00", 2),
        ("12", "rime", "Cold.", "11", "2021-01-01T10:00:00+00:00", 2),
    ]


ANSWERS = {
    "the latest posts of a Discourse, newest first": (
        {
            "latest_posts": [
                {"id": 31, "username": "log", "cooked": "<p>Later.</p>", "post_number": 3, "topic_id": 9,
                 "reply_to_post_number": 2},
                {"id": 30, "username": "ash", "cooked": "<p>Tar.</p>", "post_number": 2, "topic_id": 9},
            ]
        },
        "discourse_forum",
        [("30", "ash", "Tar.", ""), ("31", "log", "Later.", "30")],
    ),
    "answers of Stack Exchange without their question": (
        {
            "items": [
                {"answer_id": 91, "question_id": 9, "creation_date": 1500000200, "owner": {"display_name": "mill"},
                 "body": "<p>Rye.</p>", "comments": [{"comment_id": 7, "post_id": 91, "body": "Dark?"}]},
            ],
            "quota_remaining": 299,
        },
        "stackexchange",
        [("a91", "mill", "Rye.", ""), ("c7", None, "Dark?", "a91")],
    ),
    "Bluesky's newer interface, a list": (
        {
            "thread": [
                {"uri": f"at://d/app.bsky.feed.post/{key}", "depth": depth, "value": {
                    "$type": f"app.bsky.unspecced.defs#threadItem{kind}",
                    "post": {"uri": f"at://d/app.bsky.feed.post/{key}", "author": {"handle": name},
                             "record": {"text": text}},
                }}
                for key, depth, kind, name, text in (
                    ("r", 0, "Post", "dew", "Fog."), ("a", 1, "Post", "mist", "Here, too."),
                    ("b", 2, "Post", "rime", "Cold."), ("c", 1, "Blocked", None, ""),
                )
            ]
        },
        "bluesky",
        [("a", "mist", "Here, too.", ""), ("b", "rime", "Cold.", "a"), ("c", None, "", "")],
    ),
    "Lemmy's version 4": (
        {
            "items": [
                {"comment": {"id": 11, "content": "Burns.", "path": "0.11", "score": 2}, "creator": {"name": "tove"}},
                {"comment": {"id": 12, "content": "Slides.", "path": "0.11.12"}, "creator": {"name": "jan"}},
            ]
        },
        "lemmy",
        [("11", "tove", "Burns.", ""), ("12", "jan", "Slides.", "11")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("version", ANSWERS)
def test_answer_of_another_version(version: str) -> None:
    answer, reader, said = ANSWERS[version]
    thread = read(json.dumps(answer).encode(), name="answer.json")
    assert thread.reader == reader
    assert [(each.id, each.author, each.text, each.reply_to) for each in thread.comments] == said


def test_the_page_of_a_comment_on_hacker_news_is_about_that_comment() -> None:
    head = (
        '<td class="default"><span class="comhead"><a class="hnuser">lid</a></span>'
        '<div class="commtext">Copper.</div></td>'
    )
    page = (
        f'<a href="item?id=1"></a><table class="fatitem"><tr class="athing" id="701">{head}</tr></table>'
        f'<table class="comment-tree">{_NEWS.format(702, 0, "spout", "Lined?")}</table>'
    )
    thread = read(page.encode(), name="page.html")
    assert (thread.article.id, thread.article.author, thread.article.body) == ("701", "lid", "Copper.")
    assert [(each.id, each.text, each.reply_to) for each in thread.comments] == [("702", "Lined?", "")]
