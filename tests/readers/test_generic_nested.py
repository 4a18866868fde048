"""Replies that nothing names: they are made like what they answer, in elements without classes or with looks alone."""

from tests.readers.test_generic_pages import page
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
