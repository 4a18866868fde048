"""Dumps of databases and files of blogs: rows of SQL, mappings of YAML, lines of textboards, posts among comments."""

import json

import pytest

from discourse.model import Thread
from discourse.readers import read, read_all

Said = tuple[str, str | None, str | None, str]
TWO: list[Said] = [("1", "ann", "", "Why?"), ("2", "bo", "1", "It's (so), no;\nyes.")]


def said(thread: Thread) -> list[Said]:
    return [(each.id, each.author, each.reply_to, each.text) for each in thread.comments]


INTO, COLUMNS = "INSERT INTO", "(`comment_ID`, `comment_author`, `comment_content`, `comment_parent`)"
DUMPS = {
    "many rows in a line": f"{INTO} `wp_comments` {COLUMNS} VALUES (1,'ann','Why?',0),"
    "(2,'bo','It\\'s (so), no;\\nyes.',1);\n",
    "a row in a line": f"{INTO} wp_comments {COLUMNS} VALUES (1, 'ann', 'Why?', NULL);\n"
    f"{INTO} wp_comments {COLUMNS} VALUES (2, 'bo', 'It''s (so), no;\\nyes.', 1);\n",
    "columns told above": "-- dump\nCREATE TABLE IF NOT EXISTS `reply` (\n  `id` int(10) NOT NULL,\n"
    "  `username` varchar(9) DEFAULT '',\n  `body` text,\n  `parent_id` int,\n  PRIMARY KEY (`id`)\n) ENGINE=x;\n"
    "INSERT INTO `reply` VALUES (1,'ann','Why?',0),(2,'bo','It\\'s (so), no;\\nyes.',1);\n",
    "copied": "COPY public.comments (id, author, body, parent_id) FROM stdin;\n1\tann\tWhy?\t\\N\n"
    "2\tbo\tIt's (so), no;\\nyes.\t1\n\\.\n",
}


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
def test_rows_of_a_dump_are_comments(dump: str) -> None:
    assert said(read(f"SET NAMES utf8;\n{dump}".encode(), name="x.sql")) == TWO


def test_other_tables_of_a_dump_tell_articles_and_names() -> None:
    dump = (
        "INSERT INTO topics (topic_id, topic_title) VALUES (4, 'Lamps');\n"
        "INSERT INTO users (user_id, username) VALUES (7, 'ann');\n"
        "INSERT INTO posts_replies (post_id, topic_id, poster_id, post_time, post_text) "
        "VALUES (1, 4, 7, 1714550400, 'Why?');\n"
    )
    (thread,) = read_all(dump.encode(), name="x.sql")
    assert (thread.article.title, said(thread)) == ("Lamps", [("1", "ann", None, "Why?")])
    assert thread.comments[0].posted == "2024-05-01T08:00:00+00:00"


def test_words_about_a_dump_are_no_dump() -> None:
    text = (
        "How do I INSERT INTO a table?\n\n2 Comments\n\nAnn\n3 May 2024\nSee the manual.\n\nBo\n4 May 2024\nThanks.\n"
    )
    assert [each.author for each in read(text.encode(), name="x.txt").comments] == ["Ann", "Bo"]


def test_a_page_that_shows_a_dump_is_no_dump() -> None:
    page = (
        "<!doctype html><html lang=en><title>Rows</title><body><h1>Rows</h1><pre>\n"
        f"{INTO} comments (id, author, comment_text) VALUES (1, 'eve', 'A row.'), (2, 'dan', 'Another.');\n</pre>"
        "<h2>2 comments</h2><ol class=comments><li class=comment id=c1><b class=author>Ann</b> "
        "<time datetime=2024-05-03T10:02>3 May</time><p class=text>That helped me a lot.</p></li>"
        "<li class=comment id=c2><b class=author>Bo</b> <time datetime=2024-05-03T11:02>3 May</time>"
        "<p class=text>Not on my machine, alas.</p></li></ol></body></html>"
    )
    assert [each.author for each in read(page.encode(), name="x.html").comments] == ["Ann", "Bo"]


FILES = {
    "a comment": "_id: '1'\nname: ann\nreply_to: ''\nemail: x\nmessage: Why?\ndate: '2024-05-01T08:00:00Z'\n",
    "folded": "---\nid: 1\nname: ann\nmessage: >-\n  Why?\ndate: 2024-05-01T08:00:00Z\n",
    "a list": '- id: 1\n  name: "ann"\n  message: |\n    Why?\n  date: 2024-05-01T08:00:00Z\n',
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_comments_kept_as_yaml_are_read(text: str) -> None:
    comment = read(text.encode(), name="comment-1.yml").comments[0]
    assert (comment.id, comment.author, comment.text) == ("1", "ann", "Why?")
    assert comment.posted == "2024-05-01T08:00:00+00:00"


def test_paragraphs_of_yaml_are_kept() -> None:
    text = '- name: ann\n  message: "Why?\\r\\n\\r\\nSay."\n  date: 2024\n'
    text += "- name: bo\n  message: >\n    So\n    so.\n\n    No.\n  date: 2024\n"
    assert [each.text for each in read(text.encode(), name="x.yaml").comments] == ["Why?\n\nSay.", "So so.\n\nNo."]


def test_a_textboard_keeps_a_post_a_line() -> None:
    lines = (
        "nanashi<>sage<>2024/05/01(水) 08:00:00.12 ID:aB3dE5f0<> Who lit it? <br> Nobody. <>Lamps part 3\n"
        "nanashi<><>2024/05/01(水) 08:01:00.12 ID:zZ3dE5f0<> &gt;&gt;1 <br> My uncle. <>\n"
    )
    thread = read(lines.encode(), name="171455.dat")
    assert (thread.article.title, thread.article.body) == ("Lamps part 3", "Who lit it?\nNobody.")
    assert said(thread) == [("2", "nanashi", "", "My uncle.")]
    assert (thread.comments[0].posted, thread.comments[0].author_id) == ("2024-05-01T08:01:00", "zZ3dE5f0")


POSTS = {
    "the post names itself": (
        "thread_id,id,timestamp,body,subject,author,parent\n"
        "p1,p1,2024-05-01 08:00,I wonder.,Lamps,cy,\n"
        "p1,1,2024-05-01 09:00,Why?,,ann,p1\np1,2,2024-05-01 09:10,So.,,bo,1\n"
    ),
    "the post answers nobody": (
        "title,text,by,timestamp,type,id,parent\n"
        "Lamps,I wonder.,cy,2024-05-01 08:00,story,p1,\n"
        ",Why?,ann,2024-05-01 09:00,comment,1,p1\n,So.,bo,2024-05-01 09:10,comment,2,1\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", POSTS.values(), ids=POSTS)
def test_a_post_among_its_comments_is_the_article(table: str) -> None:
    (thread,) = read_all(table.encode(), name="x.csv")
    article = thread.article
    assert (article.title, article.author, article.body, article.published) == (
        "Lamps", "cy", "I wonder.", "2024-05-01T08:00",
    )  # fmt: skip
    assert said(thread) == [("1", "ann", "", "Why?"), ("2", "bo", "1", "So.")]


def test_columns_of_a_comment_are_taken_beside_those_of_its_post() -> None:
    table = (
        "post_id,post_by,post_text,post_published,comment_id,comment_by,comment_message,comment_published\n"
        + "".join(
            f"7,page,New lamp.,2024-05-01 08:00,{id_},{who},{words},2024-05-01 09:00\n"
            for id_, who, words in ((1, "ann", "Why?"), (2, "bo", "So."))
        )
    )
    comments = read(table.encode(), name="x.csv").comments
    assert [(each.id, each.author, each.text, each.posted) for each in comments] == [
        ("1", "ann", "Why?", "2024-05-01T09:00"),
        ("2", "bo", "So.", "2024-05-01T09:00"),
    ]


def test_what_all_names_of_a_record_begin_with_says_nothing() -> None:
    records = [{"RELC_ID": "1", "RELC_USERNAME": "ann", "RELC_DATE": "2024-05-01", "RelCText": "Why?"}]
    assert said(read(json.dumps(records).encode(), name="x.json")) == [("1", "ann", None, "Why?")]


def test_a_ticket_that_stands_alone_is_the_article_of_its_notes() -> None:
    note = {"id": 1, "user": {"name": "ann"}, "notes": "Why?", "created_on": "2024-05-01T08:00:00Z"}
    ticket = {"id": 8, "subject": "Dark", "author": {"name": "cy"}, "description": "It is out.", "journals": [note]}
    thread = read(json.dumps({"issue": ticket}).encode(), name="x.json")
    assert (thread.article.title, thread.article.author, thread.article.body) == ("Dark", "cy", "It is out.")
    assert said(thread) == [("1", "ann", None, "Why?")]


def test_the_words_that_a_room_sets_above_an_answer_are_none_of_it() -> None:
    event = {"event_id": "$2", "sender": "@bo:x.org", "content": {"body": "> <@ann:x.org> Why?\n> Say.\n\nSo."}}
    assert read(json.dumps([event]).encode(), name="x.json").comments[0].text == "So."


@pytest.mark.parametrize(
    "names",
    [
        "Date;Auteur du commentaire;Contenu du commentaire;Nombre de J'aime",
        "Date;Usuario;Comentario;Cantidad de Me gusta",
        "Date;Nutzer;Kommentartext;Anzahl Gefällt mir",
        "Date;Autore;Commento;Mi piace ricevuti",
        "Date;Autore;Commento;Non mi piace ricevuti;Mi piace",
    ],
)
def test_votes_are_read_by_names_in_words(names: str) -> None:
    more = "1;" * (names.count(";") - 3)
    table = f"{names}\n2024-05-01;ann;Why was it lit?;{more}3\n2024-05-02;bo;I saw nothing.;{more}0\n"
    assert [each.likes for each in read(table.encode(), name="x.csv").comments] == [3, 0]


def test_blocks_of_labelled_lines_are_records() -> None:
    text = "Date: 2024-05-01 08:00:00 UTC\nComment: Why?\nSay.\nUrl: \n\n"
    text += "Date: 2024-05-02 08:00:00 UTC\nComment: So.\nUrl: \n"
    comments = read(text.encode(), name="Comments.txt").comments
    assert [(each.text, (each.posted or "")[:10]) for each in comments] == [
        ("Why?\nSay.", "2024-05-01"),
        ("So.", "2024-05-02"),
    ]


def test_a_row_of_labels_over_numbers_is_no_answer() -> None:
    table = "CASE;STARTED;A1;A2\nNumber of the case;Time of the beginning;Rides;Why are you angry?\n"
    table += "21;2024-05-01 08:00;1;It was late again and nobody told us.\n"
    table += "22;2024-05-02 08:00;2;I heard no bell until nine.\n"
    comments = read(table.encode(), name="x.csv").comments
    assert [each.text for each in comments] == ["It was late again and nobody told us.", "I heard no bell until nine."]
    assert comments[0].posted == "2024-05-01T08:00"


def test_what_a_collector_knows_of_a_text_stands_in_its_meta() -> None:
    records = [{"text": "Why?", "meta": {"author": "ann", "date": "2024-05-01"}, "answer": "accept"}]
    (comment,) = read(json.dumps(records).encode(), name="x.json").comments
    assert (comment.author, comment.posted) == ("ann", "2024-05-01")


def test_who_reviewed_is_told_from_what_was_reviewed_and_answered_by_its_owner() -> None:
    table = (
        "name,review_id,author_title,review_text,owner_answer,owner_answer_timestamp,review_timestamp\n"
        "River Orchard,1,ann,Why was it sprayed?,We are sorry.,1714636800,1714550400\n"
        "River Orchard,2,bo,There was a note.,,,1714550500\n"
    )
    comments = read(table.encode(), name="x.csv").comments
    assert [(each.author, each.text, each.reply_to, (each.posted or "")[:10]) for each in comments] == [
        ("ann", "Why was it sprayed?", None, "2024-05-01"),
        (None, "We are sorry.", "1", "2024-05-02"),
        ("bo", "There was a note.", None, "2024-05-01"),
    ]
