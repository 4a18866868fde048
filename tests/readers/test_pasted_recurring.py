"""What a page's own recurrence tells: pictures' names, buttons, professions, signatures, votes, titles."""

import pytest

from discourse.model import Comment, Thread
from discourse.readers import pasted
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role
from discourse.readers.pasted.neighbours import marks_of
from discourse.readers.source import Source


def read(text: str) -> Thread:
    (thread,) = pasted.threads(Source("page.txt", text.encode()))
    return thread


def said(thread: Thread) -> list[tuple[str | None, str]]:
    return [(comment.author, comment.text) for comment in thread.comments]


def page(*comments: str, heading: str | None = None) -> str:
    return "\n".join((heading or f"{len(comments)} Comments", *comments, "Leave a Reply"))


ROLES = [
    ("permalinkembedsavereportgive awardreply", Role.ACTION),
    ("ReplyShareReport", Role.ACTION),
    ("Permanently", Role.TEXT),
    ("2wReply", Role.TIME),
    ("2w12 likesReply", Role.TIME),
    ("2022-6-4Reply", Role.TIME),
    ("11 godz. temu", Role.TIME),
    ("(Edited)", Role.NOTE),
    ("→Mara Lind", Role.REPLY_TO),
    ("→ and so it goes on.", Role.TEXT),
    ("Antwort auf #5 von Mara Lind", Role.REPLY_TO),
    ("Showing 1-9 of 61 comments", Role.COUNT),
    ("コメント7件", Role.COUNT),
    ("Mara Lind, Up north, Norway, 3 hours ago", Role.HEADER),
    ("#3 mara_l 04/06 18:55", Role.HEADER),
]


@pytest.mark.parametrize(("line", "role"), ROLES)
def test_role_of_a_line(line: str, role: Role) -> None:
    assert mark_of(line).role is role


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Antwort auf #5 von Mara Lind", "Mara Lind"),
        ("Antwort auf „Zahlen“ von Mara Lind", "Mara Lind"),
        ("Originally Posted by Mara Lind View Post", "Mara Lind"),
        ("↪ mara_l", "mara_l"),
    ],
)
def test_whom_a_line_says_that_a_comment_answers(line: str, name: str) -> None:
    assert mark_of(line).name == name


def test_of_several_numbers_of_a_heading_the_greatest_is_the_whole() -> None:
    assert mark_of("Showing 1-9 of 61 comments").number == 61


def test_names_on_lines_of_their_own_are_answered() -> None:
    marks = marks_of(["Replying to", "@mara", "and", "@olaf_b", "No, it is shut."])
    assert [(mark.role, mark.name) for mark in marks[:2]] == [(Role.REPLY_TO, "@olaf_b"), (Role.NOTE, None)]
    assert marks[4].role is Role.TEXT


@pytest.mark.parametrize("author", ["Mara Lind", "olaf_b"])
def test_one_who_wrote_nearly_all_comments_is_no_furniture(author: str) -> None:
    names = [author] * 7 + ["Pia Quist", "tom77"]
    comments = [
        f"{name}\n{n + 2} hours ago\nThat is what number {n} has to say.\nReply" for n, name in enumerate(names)
    ]
    assert [comment.author for comment in read(page(*comments)).comments] == names


def test_lines_alike_but_for_their_numbers_are_not_of_the_words() -> None:
    names = ("Mara Lind", "olaf_b", "Pia Quist", "tom77")
    comments = [
        f"{name}\n{n + 3} reviews\nJune {n + 3}, 2021\nIt kept me up all night.\nLike" for n, name in enumerate(names)
    ]
    assert said(read(page(*comments))) == [(name, "It kept me up all night.") for name in names]


def test_words_around_a_date_that_recur_are_of_the_time() -> None:
    names = ("Mara Lind", "olaf_b", "Pia Quist", "tom77")
    comments = [
        f"{name}\nTold in the far north on {n + 3} June 2021\nIt broke after a week.\nHelpful"
        for n, name in enumerate(names)
    ]
    thread = read(page(*comments))
    assert said(thread) == [(name, "It broke after a week.") for name in names]
    assert thread.comments[0].posted == "2021-06-03"


def test_professions_that_come_again_are_of_the_authors() -> None:
    people = [
        ("Mara Lind", "Baker"),
        ("Olaf Berg", "Baker"),
        ("Pia Quist", "Works by night"),
        ("Tom Ash", "Works by night"),
    ]
    comments = [f"{name}\n{work}\nI was there and saw it.\nLike · Reply · 2 · 3w" for name, work in people]
    thread = read(page(*comments))
    assert said(thread) == [(name, "I was there and saw it.") for name, _ in people]
    assert {comment.score for comment in thread.comments} == {2}


def test_headings_that_differ_stay_with_the_words_without_their_count() -> None:
    comments = [
        f"Mara Lind {n + 3}.06.2018, 10:1{n} Uhr\n{n}. Sache {'abcd'[n]}\nSo war es nicht.\n" for n in (1, 2, 3)
    ]
    texts = [comment.text.split("\n") for comment in read(page(*comments, heading="3 Kommentare")).comments]
    assert [text[0] for text in texts] == ["Sache b", "Sache c", "Sache d"]


def test_numbers_that_count_the_comments_are_no_votes() -> None:
    comments = [f"{n}\n\nMara Lind {n}1 06.04.12 at 10:1{n} am\n\nThat is what {n} says." for n in (1, 2, 3, 4, 5, 6)]
    assert {comment.score for comment in read(page(*comments)).comments} == {None}


SIGNED = "It was shut.\n\nPosted by: Mara Lind | June 4, 2008 at 10:12 PM\n\n"
ALSO_SIGNED = "No, it was open.\n\nPosted by: olaf_b77 | June 5, 2008 at 09:02 AM\n\n"


def test_comments_are_read_that_are_signed_below() -> None:
    thread = read("Comments\n\n" + SIGNED + ALSO_SIGNED + SIGNED + "The comments to this entry are closed.")
    assert said(thread) == [
        ("Mara Lind", "It was shut."),
        ("olaf_b77", "No, it was open."),
        ("Mara Lind", "It was shut."),
    ]


def test_the_same_lines_above_the_words_stay_above() -> None:
    text = "Posted by: {} | June 4, 2008 at 10:12 PM\n\n{}\n\n"
    comments = [("Mara Lind", "It was shut."), ("Olaf Berg", "It was open."), ("Pia Quist", "It burnt down.")]
    notice = "Comments\n\nWhat is said here is not ours.\n\n"
    assert said(read(notice + "".join(text.format(*each) for each in comments) + "Leave a Reply")) == comments


VOTES = [
    ("Like\n4\nDislike\n1", (None, 4, 1)),
    ("Like\n4\nShare", (4, None, None)),
    ("Click to rate\n4\n1", (None, 4, 1)),
    ("Reply\n4\n1", (None, None, None)),
    ("Like\nReply\n4", (4, None, None)),
    ("+4/−1\nReply", (None, 4, 1)),
    ("3 (4 / 1)\nReply", (None, 4, 1)),
    ("One person found this helpful\nHelpful\nReport", (1, None, None)),
    ("12 Personen fanden diese Informationen hilfreich\nNützlich\nMelden", (12, None, None)),
]


@pytest.mark.parametrize(("buttons", "votes"), VOTES)
def test_votes_are_named_by_their_buttons(buttons: str, votes: tuple[int | None, ...]) -> None:
    comments = [f"{name}\n3 hours ago\nIt was shut.\n{buttons}" for name in ("Mara Lind", "olaf_b", "Pia Quist")]

    def counted(comment: Comment) -> tuple[int | None, ...]:
        return comment.score, comment.likes, comment.dislikes

    assert [counted(comment) for comment in read(page(*comments)).comments] == [votes] * 3


BODY = (
    "The council voted by nineteen to twelve on Tuesday evening to mend the old mill, after a debate that lasted more "
    "than five hours and drew the largest crowd that the chamber has seen in years.\n\n"
    "Those who were against it doubt the figures and have told the council that they will go to court in the spring.\n"
)


@pytest.mark.parametrize(
    "between",
    [
        "Neighbours go to court over a wheel",
        "Neighbours go to court over a wheel\nMara Lind Reporter for the north",
        "PUBLISHED: 18:02, 4 June 2024 | UPDATED: 09:20, 5 June 2024",
    ],
)
def test_the_title_stands_over_its_standfirst(between: str) -> None:
    thread = read(f"Home\nNews\nOld mill to turn again, council says\n{between}\nShare\n{BODY}")
    assert thread.article.title == "Old mill to turn again, council says"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("The old mill turns again.", "The old mill turns again."),
        ("The old mill turns again.\n\nSo they say.", "The old mill turns again.\n\nSo they say."),
        ("The council has repaired the old mill, which turns again from Sunday on, and everybody may see it.", None),
    ],
)
def test_a_headline_of_few_words_stands_over_an_article_of_a_sentence(body: str, said: str | None) -> None:
    turns = "\n\n".join(f"{name}\n\nI saw it turn on day {at}.\n" for at, name in enumerate(("Ann K", "Ben", "Cem")))
    article = read(f"Mill turns\n\n{body}\n\n3 Comments\n\n\n{turns}").article
    assert (article.title, article.body) == ("Mill turns", said or body)


def test_a_title_without_blanks_is_found() -> None:
    body = "市議会は火曜日の夜、五時間を超える審議の末に賛成十九、反対十二で古い水車を直す計画を可決した。"
    title = "古い水車を直す計画、市議会が可決"
    assert read(f"トップ\n速報\n{title}\n{body}\n").article.title == title


BUTTONED = [
    f"{name}\n{day} May 2021\nIt is {name} who says so.\nReply\nReport"
    for day, name in enumerate(("Ann Lee", "Bo Moss", "Cid Ray", "Dee Poe"), 4)
]


def roles(text: str) -> list[Role]:
    return [mark.role for mark in marks_of(text.splitlines())]


def test_a_month_over_words_is_a_time_and_a_list_of_months_is_none() -> None:
    posts = [f"{name}\nFeb 2023\nThe {name} pump is loud." for name in ("Ann", "Bob", "Cid")]
    archive = ["Archive", "March 2022", "February 2022", "January 2022"]
    assert roles("\n".join((*posts, *archive))) == [
        *([Role.TEXT, Role.TIME, Role.TEXT] * 3),
        Role.END,
        *[Role.TEXT] * 3,
    ]


def test_what_authors_wrote_elsewhere_heads_no_section() -> None:
    below = ["Ann\n2 reviews\n3 May 2021", "Bob\n14 reviews\n5 May 2021", "Cid\n5 reviews\n7 May 2021"]
    assert roles("\n".join(below)) == [Role.TEXT, Role.NOTE, Role.TIME] * 3
    assert roles("Kettles\n2 reviews\nAnn\n3 May 2021")[1] is Role.COUNT


def test_a_second_date_with_a_label_is_none_of_the_comment() -> None:
    below = [f"{name}\n{day} May 2021\nQuiet.\nVisited here: {day} April 2021" for day, name in enumerate("ABC", 4)]
    assert roles("\n".join(below)) == [Role.TEXT, Role.TIME, Role.TEXT, Role.NOTE] * 3


def test_the_number_below_a_heading_is_how_many_comments_there_are() -> None:
    assert read("Comments\n2\nSort by\n" + "\n".join(BUTTONED[:2])).declared == 2


def test_a_menu_over_the_first_comment_and_links_below_the_last_are_none() -> None:
    thread = read(
        "\n".join(("4 Comments", "Threads", "Collapsed", "1", "2", "Next", *BUTTONED, "More", "Jobs", "Reply"))
    )
    assert [comment.author for comment in thread.comments] == ["Ann Lee", "Bo Moss", "Cid Ray", "Dee Poe"]


def test_a_list_at_the_end_of_the_last_comment_stays_above_the_buttons() -> None:
    last = "Eve Orr\n9 May 2021\nI want:\n- rye\n- salt\n- time\nReply\nReport"
    assert read(page(*BUTTONED, last)).comments[-1].text == "I want:\n\n- rye\n\n- salt\n\n- time"


def test_comments_are_read_that_stand_without_a_heading() -> None:
    below = [
        f"{name}\nIt is {name} who says so.\nLike\nReply\n2d" for name in ("Ann Lee", "Bo Moss", "Cid Ray", "Dee Poe")
    ]
    assert [comment.author for comment in read("\n".join(below)).comments] == [
        "Ann Lee",
        "Bo Moss",
        "Cid Ray",
        "Dee Poe",
    ]
    answered = BUTTONED[0] + "\n2 replies\n" + "\n".join(BUTTONED[1:])
    assert [comment.author for comment in read(answered).comments] == ["Ann Lee", "Bo Moss", "Cid Ray", "Dee Poe"]


@pytest.mark.parametrize(
    "menu", ["Threads\nCollapsed\n1\n2\n3\nNext", "Write\nPrevious\nShare", "Filters\nEnglish\nJobs"]
)
def test_where_none_is_loaded_no_menu_is_a_comment(menu: str) -> None:
    article = "A bridge\n3 May 2021\nThe bridge over the Vale was closed for good on Tuesday, says the council."
    thread = read(f"{article}\n62 Comments\n{menu}\nMost read\nA cat")
    assert (thread.declared, thread.comments) == (62, ())
