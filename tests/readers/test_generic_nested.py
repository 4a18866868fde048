"""Replies that nothing names: they are made like what they answer, in elements without classes or with looks alone."""

from discourse.model import Thread
from discourse.readers import read
from tests.readers.test_generic_pages import SAID, page
from tests.readers.test_generic_themes import below_article

REPLY = (
    "<div><div><span>{}</span></div><div><p>{}</p></div><div><button>Like</button><button>Reply</button></div>{}</div>"
)
COMMENT = (
    "<div class=css-1x2y3><div><b class=css-1nm>{}</b><i class=css-2tm>3 days ago</i></div><p>{}</p>"
    "<div><button>Like</button><button>Reply</button></div>{}</div>"
)
HEADED = "<div class='{}'><p><strong>{}</strong> • {}</p><p>{}</p>{}</div>"


def said(comments: str) -> list[tuple[str | None, str, str | None]]:
    found = below_article(f"<section><h2>Comments</h2>{comments}</section>").comments
    names = {each.id: each.text for each in found}
    return [(each.author, each.text, names.get(each.reply_to or "")) for each in found]


def test_each_button_to_answer_stands_below_a_comment_of_its_own() -> None:
    deeper = REPLY.format("Eva", "Nobody sold it.", "")
    replies = REPLY.format("Otto", "I would rather have it green.", f"<div>{deeper}</div>")
    replies += REPLY.format("Ada", "Then paint it yourself.", "")
    comments = COMMENT.format("Ada", "Paint it blue.", f"<div>{replies}</div>")
    comments += COMMENT.format("Rosa", "Who sold the old paint?", "") + COMMENT.format("Jan", "Not me, I swear.", "")
    assert said(comments) == [
        ("Ada", "Paint it blue.", None),
        ("Otto", "I would rather have it green.", "Paint it blue."),
        ("Eva", "Nobody sold it.", "I would rather have it green."),
        ("Ada", "Then paint it yourself.", "Paint it blue."),
        ("Rosa", "Who sold the old paint?", None),
        ("Jan", "Not me, I swear.", None),
    ]


def test_what_begins_as_a_comment_does_inside_it_answers_it() -> None:
    replies = HEADED.format("border-l-2 pl-3", "Otto", "5/14/2024, 1:30:00 PM", "I would rather have it green.", "")
    inside = f"<div class='mt-4 space-y-3'>{replies}</div>"
    comments = HEADED.format("border p-4 shadow-sm", "Ada", "5/13/2024, 10:02:11 AM", "Paint it blue.", inside)
    replies += HEADED.format("border-l-2 pl-3", "Ada", "5/15/2024, 1:30:00 PM", "So be it.", "")
    inside = f"<div class='mt-4 space-y-3'>{replies}</div>"
    comments += HEADED.format("border p-4 shadow-sm", "Eva", "5/14/2024, 9:15:45 PM", "Who sold the old paint?", inside)
    assert said(f"<div class=space-y-4>{comments}</div>") == [
        ("Ada", "Paint it blue.", None),
        ("Otto", "I would rather have it green.", "Paint it blue."),
        ("Eva", "Who sold the old paint?", None),
        ("Otto", "I would rather have it green.", "Who sold the old paint?"),
        ("Ada", "So be it.", "Who sold the old paint?"),
    ]


def test_a_name_and_a_date_in_one_line_may_be_parted_by_looks_alone() -> None:
    article = page("<div class=flex><span>Rosa Bindi</span><time datetime=2024-05-01>2024-05-01</time></div>").article
    assert article.author == "Rosa Bindi"


POST = "<div class=x1a{}><div><a href=/@{}>{}</a> <time datetime=2024-05-0{}>1y</time></div><span>{}</span>{}</div>"
LIKED = "<div><svg aria-label=Like></svg><span><div><span>{}</span></div></span></div>"


def posted(first: str, title: str) -> Thread:
    said = [("quay", first), *SAID]
    posts = "".join(
        POST.format(place, name, name, place, text, LIKED.format(len(text)))
        for place, (name, text) in enumerate(said, start=1)
    )
    return read(f"<title>{title}</title><div>{posts}</div>".encode(), name="page.html")


def test_what_the_title_of_a_page_without_headings_says_is_the_post_that_all_others_answer() -> None:
    thread = posted("The old ferry lies at the quay. Paint?", "quay on Net: “The old ferry lies at the quay.”")
    assert (thread.article.author, thread.article.published) == ("quay", "2024-05-01")
    assert [(each.author, each.likes) for each in thread.comments] == [(name, len(text)) for name, text in SAID]
    assert len(posted("The old ferry lies at the quay. Paint?", "quay on Net").comments) == len(SAID) + 1


def test_what_holds_all_comments_and_has_its_date_below_them_is_none() -> None:
    comments = "".join(
        f"<div class='x9f x1'><b>{name}</b> <time datetime=2024-05-0{day}>1y</time><p>{text}</p></div>"
        for day, (name, text) in enumerate(SAID, start=1)
    )
    page_ = (
        f"<title>Net</title><div class='x9f x2'><b>quay</b>{comments}<time datetime=2024-05-01>May 1, 2024</time></div>"
    )
    assert [each.author for each in read(page_.encode(), name="page.html").comments] == [name for name, _ in SAID]


def test_the_first_message_of_a_chat_is_one_of_all() -> None:
    messages = "".join(
        f"<div class=message-container><div class=username>{name}</div><div class=time>2024-05-0{day} 10:00</div>"
        f"<div class=msg><p>{text}</p></div></div>"
        for day, (name, text) in enumerate(SAID, start=1)
    )
    page_ = "<title>Export - #quay</title>{}<div class=messages>" + messages + "</div>"
    assert [each.author for each in read(page_.format("").encode(), name="page.html").comments] == [
        "Ada",
        "Otto",
        "Eva",
    ]
    headed = read(page_.format("<h1>#quay</h1>").encode(), name="page.html")
    assert (headed.article.author, len(headed.comments)) == ("Ada", 2)


def test_who_answers_may_be_named_with_the_day_in_an_element_of_its_own() -> None:
    reviews = "".join(
        f"<article class=review><b class=author>{name}</b> <img alt='Rated 4 out of 5 stars'> "
        f"<time datetime=2024-05-0{day}>May {day}</time><p class=text>{text}</p>{{}}</article>"
        for day, (name, text) in enumerate(SAID, start=1)
    )
    answer = (
        "<div class=a><div><p>Reply from Quay Works</p><time datetime=2024-05-09>May 9</time></div>"
        "<p>We are sorry.</p></div>"
    )
    found = said(reviews.format("", answer, ""))
    assert ("Quay Works", "We are sorry.", SAID[1][1]) in found


def test_a_question_in_every_review_is_not_its_text_though_an_answer_stands_without_it() -> None:
    reviews = "".join(
        f"<div class=EGf><div class=name>{name}</div> <i>May {day}, 2024</i><div class=h3y>{text}</div>"
        f"<div class=ras><div>Did you find this helpful?</div><div><span>Yes</span><span>No</span></div></div></div>"
        for day, (name, text) in enumerate(SAID, start=1)
    )
    assert [text for _, text, _ in said(reviews)] == [text for _, text in SAID]


def test_the_day_above_the_messages_of_a_chat_is_theirs() -> None:
    message = (
        "<div class=flex id=m{0}><div><div class=font-bold>{1}</div></div><p>{2}</p><p class=time>10:0{0}</p></div>"
    )
    days = "<div class=flex-x><div>2024-05-0{}</div></div>"
    chat = "".join(
        (days.format(place) if place != 2 else "") + message.format(place, *said_)
        for place, said_ in enumerate(SAID, start=1)
    )
    found = read(f"<title>Quay</title><main class=chat>{chat}</main>".encode(), name="page.html").comments
    assert [each.posted for each in found] == ["2024-05-01T10:01", "2024-05-01T10:02", "2024-05-03T10:03"]


def test_the_margin_of_what_a_row_holds_alone_says_how_deep_it_is() -> None:
    rows = "".join(
        f"<div data-index={place} style='overflow-anchor:none'><div class=item style='margin-left:{place * 32}px'>"
        f"<b class=name>{name}</b> <i>{place + 1} days ago</i><p>{text}</p></div></div>"
        for place, (name, text) in enumerate(SAID)
    )
    assert [parent for _, _, parent in said(rows)] == [None, SAID[0][1], SAID[1][1]]


def test_a_post_of_the_very_minute_below_the_title_opens_the_page() -> None:
    posts = "".join(
        f"<div class=flex><a class=font-medium href=/{name}>{name}</a> <time datetime=2024-05-0{day}T10:00:00>May {day}"
        f"</time><div class=prose><p>{text}</p></div></div>"
        for day, (name, text) in enumerate(SAID, start=1)
    )
    head = "<title>Paint</title><h1>Paint</h1><p>opened <time datetime=2024-05-01T10:00:00>May 1</time></p>"
    thread = read(f"{head}<div class=discussion>{posts}</div>".encode(), name="page.html")
    assert (thread.article.author, len(thread.comments)) == ("Ada", 2)


def test_who_signed_a_post_without_a_heading_and_when_stands_above_its_words() -> None:
    comments = "".join(
        f"<li class=comment><b class=author>{name}</b> <time datetime=2024-05-0{day}>May {day}</time><p>{text}</p></li>"
        for day, (name, text) in enumerate(SAID, start=2)
    )
    head = "<p><a href=/members/quay/>Valley Quay</a> posted an update <time datetime=2024-05-01>1 year ago</time></p>"
    thread = read(f"<title>Net</title><div>{head}<p>No paint.</p><ul>{comments}</ul></div>".encode(), name="page.html")
    assert (thread.article.author, thread.article.published) == ("Valley Quay", "2024-05-01")
