"""Exports of platforms and their interfaces in the shapes that are met: what each row and each record says."""

import io
import json
from typing import Any

import pytest

from discourse.errors import ReadError
from discourse.model import Comment, Thread
from discourse.readers import read, read_all

SIX = 1714550400
Said = tuple[str, str | None, str | None, str]
"""The id, the author, whom it answers, and the text of a comment."""


def said(thread: Thread) -> list[Said]:
    return [(each.id, each.author, each.reply_to, each.text) for each in thread.comments]


def only(value: Any, name: str = "x.json") -> Thread:
    return read(json.dumps(value).encode(), name=name)


TWO = [("1", "ann", "", "Why?"), ("2", "bo", "1", "So.")]
ANN, BO = {"id": 1, "text": "Why?"}, {"id": 2, "text": "So."}
NESTED: dict[str, Any] = {
    "replies in a list": [ANN | {"user": {"name": "ann"}, "replies": [BO | {"user": {"name": "bo"}}]}],
    "replies in pages": {
        "data": [ANN | {"username": "ann", "replies": {"data": [BO | {"username": "bo"}], "paging": {}}}],
    },
    "nodes of edges": {"data": {"post": {"comments": {"edges": [
        {"node": ANN | {"owner": {"username": "ann"}, "answers": {"edges": [
            {"node": BO | {"owner": {"username": "bo"}}}]}}}]}}}},
    "a tree around records": [
        {"comment": ANN | {"account": {"name": "ann"}}, "children": [
            {"comment": BO | {"account": {"name": "bo"}}, "children": []}]},
    ],
    "names in a list of people": {
        "response": {
            "items": [ANN | {"from_id": 7}, BO | {"from_id": 8, "reply_to_comment": 1}],
            "profiles": [{"id": 7, "first_name": "ann", "last_name": ""}, {"id": 8, "first_name": "bo"}],
        }
    },
    "records by their ids": {"comments": {
        "1": {"author": "ann", "text": "Why?"}, "2": {"author": "bo", "text": "So.", "parent": "1"}}},
    "ids of the records that parents name": [
        {"id": "x1", "databaseId": 1, "content": "Why?", "parentDatabaseId": 0, "author": {"node": {"name": "ann"}}},
        {"id": "x2", "databaseId": 2, "content": "So.", "parentDatabaseId": 1, "author": {"node": {"name": "bo"}}},
    ],
    "a task around what was imported": [
        {"id": 71, "created_at": "2024-06-01", "data": {"id": "1", "text": "Why?", "author": "ann", "parent_id": ""}},
        {"id": 72, "created_at": "2024-06-01", "data": {"id": "2", "text": "So.", "author": "bo", "parent_id": "1"}},
    ],
    "an id in place of the name": [
        {"ts": "1", "user": "U7", "text": "Why?", "user_profile": {"name": "ann"}, "thread_ts": "1"},
        {"ts": "2", "user": "U8", "text": "So.", "user_profile": {"name": "bo"}, "thread_ts": "1"},
    ],
    "lists of the ids above": [
        ANN | {"user": "u1", "user_info": {"display_name": "ann"}, "references": []},
        BO | {"user": "u2", "user_info": {"display_name": "bo"}, "references": ["0", "1"]},
    ],
    "keys with points": [
        {"event_id": "1", "sender": "ann", "content": {"body": "Why?"}},
        {"event_id": "2", "sender": "bo",
         "content": {"body": "So.", "m.relates_to": {"m.in_reply_to": {"event_id": "1"}}}},
    ],
    "the parent is the record itself": [
        {"commentNo": 1, "parentCommentNo": 1, "contents": "Why?", "userName": "ann"},
        {"commentNo": 2, "parentCommentNo": 1, "contents": "So.", "userName": "bo"},
    ],
    "the parent is the post": [
        ANN | {"username": "ann", "replied_to": {"id": "9"}, "root_post": {"id": "9"}},
        BO | {"username": "bo", "replied_to": {"id": "1"}, "root_post": {"id": "9"}},
    ],
    "prefixes of kinds": [
        {"id": "1", "author": "ann", "comment": "Why?", "parent_id": "t3_z", "link_id": "t3_z"},
        {"id": "2", "author": "bo", "comment": "So.", "parent_id": "t1_1", "link_id": "t3_z"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("value", NESTED.values(), ids=NESTED)
def test_records_are_read_however_they_are_nested(value: Any) -> None:
    assert said(only(value)) == TWO


def test_a_line_may_hold_a_whole_record_with_its_replies() -> None:
    lines = "\n".join(json.dumps(each) for each in NESTED["replies in a list"] * 1)
    assert said(read(f"{lines}\n[1]\n".encode(), name="x.jsonl")) == TWO


HEAD = b"\xef\xbb\xbf"
TABLES: dict[str, tuple[str, bytes]] = {
    "titles above the names": ("x.csv", b"Post,https://a.example\nSaved,2024\n\nid,author,parent,comment\n"
                               b"1,ann,,Why?\n2,bo,1,So.\n"),
    "numbers of an outline": ("x.csv", b',Name (click to view),Comment\n1,ann,Why?\n1-1,bo,So.\n'),
    "words in the names": ("x.csv", b"ID;Autor/in;Antwort auf Kommentar-ID;Text\n1;ann;;Why?\n2;bo;1;So.\n"),
    "another alphabet": ("x.csv", "ID;Автор;Ответ на;Комментарий\n1;ann;;Why?\n2;bo;1;So.\n".encode()),
    "two names of a person": ("x.csv", b"ID,First Name,Last Name,Parent,Text\n1,ann,,,Why?\n2,,bo,1,So.\n"),
    "entities": ("x.csv", b"id,by,parent,text\n1,ann,,Why&#x3f;\n2,bo,1,So&period;\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), TABLES.values(), ids=TABLES)
def test_tables_are_read_by_their_names(name: str, data: bytes) -> None:
    thread = read(data, name=name)
    shown = [(each.id.replace("1-1", "2"), each.author, each.reply_to, each.text) for each in thread.comments]
    assert shown == TWO


def one(value: dict[str, Any]) -> Comment:
    return only([{"id": 1, "text": "Why?"} | value, {"id": 2, "text": "So."}]).comments[0]


@pytest.mark.parametrize(
    "value",
    [
        {"ctime": SIX}, {"createTime": SIX * 1000}, {"at": SIX * 10**6}, {"creation_date": float(SIX)},
        {"createdDateTime": "2024-05-01T08:00:00.123Z"}, {"created_at": "Wed May 01 08:00:00 +0000 2024"},
        {"ts": f"{SIX}.000100"}, {"createDate": str(SIX)}, {"date": "2024-05-01", "time": "08:00:00"},
        {"date": "2024-05-01", "timestamp": SIX},
    ],
)  # fmt: skip
def test_times_are_read_in_the_forms_that_interfaces_have(value: dict[str, Any]) -> None:
    assert (one(value).posted or "").removesuffix("+00:00") == "2024-05-01T08:00:00"


@pytest.mark.parametrize(
    "value",
    [
        {"digg_count": 3}, {"likes": {"count": 3}}, {"edge_liked_by": {"count": 3}}, {"like_counts": 3},
        {"reactions": [{"name": "+1", "count": 2}, {"name": "heart", "count": 1}]}, {"thumbsUpCount": 3, "score": 5},
        {"likes": {"data": [], "summary": {"total_count": 3}}}, {"PositiveVotes": 3},
    ],
)  # fmt: skip
def test_votes_for_are_read_by_their_many_names(value: dict[str, Any]) -> None:
    assert one(value).likes == 3


@pytest.mark.parametrize("value", [{"is_deleted": True}, {"deletedDateTime": "2024-05-01"}, {"status": "deleted"}])
def test_what_is_gone_is_said_to_be(value: dict[str, Any]) -> None:
    assert one(value).status == "deleted"


def test_a_post_that_holds_comments_is_their_article() -> None:
    posts = [
        {"id": key, "message": "A mill.", "permalink_url": f"https://a.example/{key}", "comments": {"data": [
            {"id": f"{key}1", "message": "Why?", "from": {"name": "ann", "id": 7}}]}}
        for key in ("p", "q")
    ]  # fmt: skip
    threads = read_all(json.dumps({"data": posts}).encode(), name="x.json")
    assert [(each.article.id, each.article.url, each.article.body) for each in threads] == [
        ("p", "https://a.example/p", "A mill."),
        ("q", "https://a.example/q", "A mill."),
    ]
    assert [said(each) for each in threads] == [[("p1", "ann", None, "Why?")], [("q1", "ann", None, "Why?")]]


def test_replies_belong_to_the_article_of_what_they_answer() -> None:
    replies = [{"id": 2, "text": "So."}]
    value = [
        {"postUrl": f"https://a.example/{key}", "id": id_, "text": "Why?", "replies": replies if id_ == 1 else []}
        for key in ("p", "q")
        for id_ in (1, 3)
    ]
    threads = read_all(json.dumps(value).encode(), name="x.json")
    assert [(each.article.url, len(each.comments)) for each in threads] == [
        ("https://a.example/p", 3),
        ("https://a.example/q", 3),
    ]


def test_a_record_without_a_text_is_kept_where_it_is_answered_and_told_where_not() -> None:
    value = [
        {"id": 1, "text": None, "by": "ann"},
        {"id": 2, "text": "So.", "by": "bo", "parent": 1},
        {"id": 3, "text": ""},
    ]
    thread = only(value)
    assert [each.id for each in thread.comments] == ["1", "2"]
    assert [(each.reason, each.count) for each in thread.skipped] == [("rows without a text", 1)]


SURVEY = (
    'StartDate,ResponseId,Q1\nStart Date,Response ID,"What of the mill?\nSay why."\n'
    '"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_TEXT""}"\n'
    "2024-05-01 09:00:00,R_1,It is old and it should stay there.\n"
    "2024-05-02 09:00:00,R_2,Nobody pays for the roof any more.\n"
)


def test_the_only_question_of_a_survey_that_is_answered_in_sentences_is_the_text() -> None:
    thread = read(SURVEY.encode(), name="x.csv")
    assert [(each.id, each.text[:6]) for each in thread.comments] == [("R_1", "It is "), ("R_2", "Nobody")]
    assert "'Q1' (by its words)" in (thread.evidence or "")


def test_a_row_that_says_what_columns_are_is_no_answer() -> None:
    rows = "Respondent ID,Start Date,IP,Question\n,,,Open-Ended Response\n"
    answers = "7,2024-05-01,::1,It is old and it should stay.\n8,2024-05-02,::1,Nobody pays for the roof any more.\n"
    assert [each.id for each in read((rows + answers).encode(), name="x.csv").comments] == ["7", "8"]


def test_of_two_such_questions_none_is_guessed() -> None:
    rows = "a,b\n" + "It is old and should stay.,Nobody pays for it any more.\n"
    with pytest.raises(ReadError, match=r"no column is called like a text \(a, b\); say which with --map text=COLUMN"):
        read(rows.encode(), name="x.csv")


def test_segments_that_people_coded_are_texts_and_their_remarks_are_not() -> None:
    table = (
        "Comment,Document name,Code,Segment,Created by\n,A mill,Cost,Who pays?,kim\nodd,A mill,Cost,Not me,kim\n"
        ",Old,Cost,Nor I,kim\n,Old,Cost,Nor we,kim\n"
    )
    threads = read_all(table.encode(), name="x.csv")
    assert [(each.article.title, [(one.text, one.author) for one in each.comments]) for each in threads] == [
        ("A mill", [("Who pays?", None), ("Not me", None)]),
        ("Old", [("Nor I", None), ("Nor we", None)]),
    ]


def test_json_without_a_known_text_is_refused_with_its_keys() -> None:
    with pytest.raises(
        ReadError, match=r"^x.json: no key is called like a text \(a, b.c\); say which with --map text=KEY$"
    ):
        only({"items": [{"a": 1, "b": {"c": "x"}}] * 2})


def test_a_key_inside_an_object_can_be_told() -> None:
    data = json.dumps([{"said": {"words": "Why?"}, "who": "ann"}]).encode()
    thread = read(data, name="x.json", columns={"text": "said.words", "author": "who"})
    assert said(thread) == [("1", "ann", None, "Why?")]


def test_notices_of_a_chat_are_no_comments() -> None:
    value = [{"ts": "1", "text": "Why?", "user": "U1"}, {"ts": "2", "text": "ann joined", "subtype": "channel_join"}]
    thread = only(value)
    assert [each.text for each in thread.comments] == ["Why?"]
    assert [(each.kind, each.count) for each in thread.skipped] == [("boilerplate", 1)]


def test_records_nested_beyond_reason_cost_only_themselves() -> None:
    value: Any = {"id": 0, "text": "deep"}
    for number in range(1, 300):
        value = {"id": number, "text": "w", "replies": [value]}
    assert len(only([value, {"id": 999, "text": "b"}]).comments) == 301
    deep: Any = "x"
    for _ in range(200):
        deep = {"a": deep}
    assert len(only([{"id": 1, "text": "b", "user": deep}]).comments) == 1


@pytest.mark.parametrize(
    ("answers", "has_more"),
    [
        ([{"has_more": 1}], True), ([{"has_more": 0}], False), ([{"has_more": 1}, {"has_more": 0}], False),
        ([{"paging": {"next": "https://a.example/2"}}], True), ([{"page_info": {"has_next_page": False}}], False),
    ],
)  # fmt: skip
def test_an_answer_that_tells_of_more_is_said_to(answers: list[dict[str, Any]], has_more: bool) -> None:
    value = [
        answer | {"comments": [{"id": at, "text": f"Text {at}", "by": "ann"}]} for at, answer in enumerate(answers)
    ]
    assert [each.kind for each in only(value).skipped] == (["stub"] if has_more else [])


def test_sheets_with_texts_are_threads_and_others_are_told() -> None:
    books = pytest.importorskip("xlsxwriter")
    held = io.BytesIO()
    book = books.Workbook(held, {"in_memory": True})
    book.add_worksheet("Read me").write(0, 0, "Made for a class")
    for name in ("A mill", "Old"):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(
            (["Comments saved in May"], ["ID", "Author", "Text"], [1, "ann", "Why?"], [2, "bo", "So."])
        ):
            sheet.write_row(at, 0, row)
    book.close()
    threads = read_all(held.getvalue(), name="x.xlsx")
    assert [(each.article.title, [one.text for one in each.comments]) for each in threads] == [
        ("A mill", ["Why?", "So."]),
        ("Old", ["Why?", "So."]),
    ]
    assert [(each.kind, each.count) for each in threads[0].skipped] == [("widget", 1)]


def test_posts_of_a_dump_that_are_neither_question_nor_answer_are_told() -> None:
    dump = (
        '<?xml version="1.0" encoding="utf-8"?>\n<posts>\n<row Id="1" PostTypeId="1" Title="Why?" Body="So?" />\n'
        '<row Id="2" PostTypeId="2" ParentId="1" Body="So." />\n<row Id="3" PostTypeId="5" Body="A tag." />\n</posts>'
    )
    thread = read(dump.encode(), name="Posts.xml")
    assert (thread.article.title, [each.id for each in thread.comments]) == ("Why?", ["a2"])
    assert [(each.kind, each.count) for each in thread.skipped] == [("widget", 1)]


@pytest.mark.parametrize("wrap", ["answer({});", "window.x.part0 = {}", "/**/cb_1({})\n"])
def test_json_inside_a_script_is_read(wrap: str) -> None:
    value = json.dumps({"comments": NESTED["the parent is the record itself"]})
    assert said(read(wrap.replace("{}", value).encode(), name="x.js")) == TWO


def test_a_text_in_pieces_of_json_is_put_together() -> None:
    table = "Comment ID,Parent Comment ID,Video ID,Comment Text\n"
    table += 'U1,,v,"{""text"":""Why?\\nSay.""}"\nU2,U1,v,"{""text"":""@ann ""},{""text"":""So.""}"\n'
    assert said(read(table.encode(), name="x.csv")) == [("U1", None, "", "Why?\nSay."), ("U2", None, "U1", "@ann So.")]


def test_letters_that_were_encoded_twice_are_read_as_meant() -> None:
    data = [{"comment": {"comment": "No \u2013 na\u00efve", "author": "Zo\u00eb", "timestamp": SIX}}]
    twice = json.dumps(data, ensure_ascii=False).encode().decode("latin-1")
    comment = read(json.dumps(json.loads(twice)).encode(), name="x.json").comments[0]
    assert (comment.author, comment.text) == ("Zoë", "No \u2013 naïve")
    assert only([{"text": "na\u00efve", "author": "Zo\u00eb"}]).comments[0].text == "naïve"


def test_the_answer_that_is_meant_within_a_branch_is_the_one_answered() -> None:
    first, second, third = (
        {"cid": cid, "text": text, "reply_id": branch, "reply_to_reply_id": near}
        for cid, text, branch, near in [("1", "Why?", "0", "0"), ("2", "So.", "1", "0"), ("3", "Oh.", "1", "2")]
    )
    nested = only({"comments": [first | {"reply_comment": [second, third], "reply_comment_total": 5}]})
    assert [each.reply_to for each in nested.comments] == ["", "1", "2"]
    assert [each.reply_to for each in only([first, second, third]).comments] == ["", "1", "2"]
    assert [(each.kind, each.count) for each in nested.skipped] == [("stub", 3)]


def test_an_article_around_its_comments_is_described_by_what_stands_beside_its_title() -> None:
    comments = {"totalCount": 2, "nodes": [{"id": "a", "author": {"login": "ann"}, "body": "Why?"}]}
    held = {"title": "Glue", "body": "It smells.", "author": {"login": "bo"}, "createdAt": "2022-10-01T08:00:00Z"}
    thread = only({"data": {"repository": {"discussion": held | {"id": "D1", "comments": comments}}}})
    article = thread.article
    assert (article.title, article.body, article.author) == ("Glue", "It smells.", "bo")
    assert said(thread) == [("a", "ann", None, "Why?")]


def test_cells_that_are_no_number_are_empty_and_votes_may_have_commas() -> None:
    table = "CommentKey;InResponseTo;User;Comment;Up Votes\n1;;ann;Why?;1,204\n2;1;NaN;So.;NaN\n3;1;cy;NaN;0\n"
    thread = read(table.encode(), name="x.csv")
    assert said(thread) == [("1", "ann", "", "Why?"), ("2", None, "1", "So.")]
    assert [each.likes for each in thread.comments] == [1204, None]
    assert [(each.kind, each.count) for each in thread.skipped] == [("malformed", 1)]


def test_the_score_of_a_comment_may_be_called_so() -> None:
    table = "comment_id,comment_body,comment_score,comment_parent_id\n1,Why?,14.0,t3_x\n2,So.,-1.0,t1_1\n"
    assert [each.score for each in read(table.encode(), name="x.csv").comments] == [14, -1]


def test_titles_of_questions_have_their_characters_and_count_all_comments() -> None:
    answer = {"answer_id": 2, "body": "So.", "comments": [{"comment_id": 3, "body": "Oh."}]}
    question = {
        "question_id": 1,
        "title": "&quot;Why&quot;?",
        "is_answered": True,
        "answer_count": 1,
        "answers": [answer],
    }
    thread = only({"items": [question]})
    assert (thread.article.title, thread.declared, len(thread.comments)) == ('"Why"?', 2, 2)


def test_numbers_of_comments_and_of_their_replies_may_stand_in_two_columns() -> None:
    table = "Comments of a page,,,,,,,\n\n,,Name,Profile ID,Date,Likes,Comment,view\n1,,ann,7,2024-05-01,0,Why?,x\n"
    table += ",1-1,bo,8,2024-05-02,0,So.,x\n2,,cy,9,2024-05-03,0,Oh.,x\n"
    assert said(read(table.encode(), name="x.csv")) == [
        ("1", "ann", "", "Why?"), ("1-1", "bo", "1", "So."), ("2", "cy", "", "Oh."),
    ]  # fmt: skip


def test_what_an_account_of_mastodon_wrote_is_read_and_what_it_passed_on_told() -> None:
    note = {
        "id": "https://a.example/1",
        "type": "Note",
        "content": "<p>Why?</p>",
        "attributedTo": "https://a.example/@ann",
    }
    answer = note | {"id": "https://a.example/2", "content": "So.", "inReplyTo": "https://b.example/9"}
    items = [
        {"type": "Create", "object": note},
        {"type": "Announce", "object": "x"},
        {"type": "Create", "object": answer},
    ]
    thread = only({"type": "OrderedCollection", "orderedItems": items})
    assert (thread.reader, thread.article.body) == ("mastodon", "Why?")
    assert said(thread) == [("https://a.example/2", "ann", "https://b.example/9", "So.")]
    assert [(each.kind, each.count) for each in thread.skipped] == [("duplicate", 1)]


def test_a_feed_of_bluesky_is_read_without_what_it_passes_on() -> None:
    def post(key: str, **record: Any) -> dict[str, Any]:
        return {"uri": f"at://did:x/app.bsky.feed.post/{key}", "author": {"handle": "ann"}, "record": record}

    above = {"parent": {"uri": "at://did:x/app.bsky.feed.post/a"}}
    items = [{"post": post("b", text="So.", reply=above)}, {"post": post("a", text="Why?")}]
    thread = only({"feed": [*items, {"post": post("c", text="Oh."), "reason": {"by": {}}}]})
    assert said(thread) == [("b", "ann", "a", "So."), ("a", "ann", "", "Why?")]
    assert [(each.kind, each.count) for each in thread.skipped] == [("duplicate", 1)]


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ({"cursor": {"hasNext": True}, "response": [
            {"id": "1", "thread": "7", "parent": None, "createdAt": "2024-05-01T08:00:00", "message": "Why?"}]}, None),
        ({"nbHits": 9, "hits": [
            {"objectID": "1", "created_at_i": SIX, "_tags": ["comment"], "comment_text": "Why?", "story_id": 7}]}, 8),
        ({"comments": {"data": [ANN | {"comment_count": 3, "comments": {"data": [BO]}}]}}, 2),
    ],
)  # fmt: skip
def test_what_answers_count_and_do_not_hold_is_told(value: dict[str, Any], count: int | None) -> None:
    assert [(each.kind, each.count) for each in only(value).skipped] == [("stub", count)]


def test_an_answer_says_how_many_comments_there_are() -> None:
    assert only({"response": {"count": 9, "items": [ANN, BO]}}).declared == 9
    assert only({"response": {"count": 1, "items": [ANN, BO]}}).declared is None


def test_an_answered_comment_may_be_told_by_its_address() -> None:
    table = "id,body,parent\n1,Why?,\n2,So.,https://x.example/c/p/1/\n"
    assert [each.reply_to for each in read(table.encode(), name="x.csv").comments] == ["", "1"]


def test_comments_of_a_download_stand_in_maps_of_words() -> None:
    data = {"Comment": {"value": "Why?", "timestamp": 0}, "Time": {"value": "", "timestamp": SIX}}
    comment = only([{"string_map_data": data}]).comments[0]
    assert (comment.text, comment.posted) == ("Why?", "2024-05-01T08:00:00+00:00")


def test_events_of_blueskys_network_are_read_and_likes_are_no_posts() -> None:
    def event(did: str, key: str, kind: str, **record: Any) -> str:
        commit = {"operation": "create", "collection": f"app.bsky.feed.{kind}", "rkey": key, "record": record}
        return json.dumps({"did": did, "kind": "commit", "commit": commit})

    above = {"parent": {"uri": "at://did:a/app.bsky.feed.post/1"}}
    lines = [
        event("did:a", "1", "post", text="Why?"),
        event("did:b", "9", "like"),
        event("did:b", "2", "post", text="So.", reply=above),
    ]
    thread = read("\n".join(lines).encode())
    assert said(thread) == [("1", None, "", "Why?"), ("2", None, "1", "So.")]
    assert [each.author_id for each in thread.comments] == ["did:a", "did:b"]


def test_a_comment_that_tells_its_articles_title_is_no_article() -> None:
    answer = {"id": "r2", "text": "So.", "threadingDepth": 1}
    first = {"id": "r1", "text": "Why?", "threadingDepth": 0, "postTitle": "Weir", "comments": [answer]}
    thread = only([first, {"id": "r3", "text": "Oh.", "threadingDepth": 0, "postTitle": "Weir", "comments": []}])
    assert said(thread) == [("r1", None, "", "Why?"), ("r2", None, "r1", "So."), ("r3", None, "", "Oh.")]
    assert thread.article.title == "Weir"


def test_an_answer_in_the_row_of_a_review_is_a_comment() -> None:
    review = {"reviewId": "1", "content": "Why?", "replyContent": "So.", "repliedAt": "2024-05-02"}
    thread = only([review, {"reviewId": "2", "content": "Oh.", "replyContent": None, "repliedAt": None}])
    assert said(thread) == [("1", None, None, "Why?"), ("1-answer", None, "1", "So."), ("2", None, None, "Oh.")]


def paragraph(*words: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": each} for each in words]}


LEAVES = {"text": "No.", "type": "text"}
DOCUMENTS: list[tuple[Any, str]] = [
    ({"type": "doc", "content": [paragraph("It ", "leans."), paragraph("A lot.")]}, "It leans.\n\nA lot."),
    (
        {"type": "doc", "content": [
            {"type": "blockquote", "content": [paragraph("It leans.")]},
            {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph("Rope")]}]},
            {"type": "paragraph", "content": [
                {"type": "mention", "attrs": {"text": "@Ann"}}, {"type": "hardBreak"}, LEAVES]},
        ]},
        "> It leans.\n\n- Rope\n\n@Ann\nNo.",
    ),
    ({"root": {"type": "root", "children": [{"type": "paragraph", "children": [LEAVES]}]}}, "No."),
    ([{"type": "paragraph", "children": [LEAVES, {"text": " Never."}]}], "No. Never."),
    ([{"_type": "block", "children": [{"_type": "span", "text": "No."}]}], "No."),
]  # fmt: skip
"""Texts as editors keep them, and what they say."""


@pytest.mark.parametrize(("body", "text"), DOCUMENTS)
def test_a_text_kept_as_a_tree_of_paragraphs_is_read(body: Any, text: str) -> None:
    thread = only({"comments": [{"id": 1, "author": {"displayName": "Ann"}, "body": body}]})
    assert [(each.author, each.text) for each in thread.comments] == [("Ann", text)]


def test_a_task_of_a_tracker_is_the_article_of_its_comments() -> None:
    fields = {"summary": "It leans", "description": {"type": "doc", "content": [paragraph("By a thumb.")]}}
    thread = only({"id": "7", "fields": fields | {"comment": {"comments": [{"id": "1", "body": "No."}]}}})
    assert (thread.article.title, thread.article.body) == ("It leans", "By a thumb.")
    assert [each.text for each in thread.comments] == ["No."]


def test_labels_of_a_comment_are_no_answers_to_it() -> None:
    record = {"id": "7", "content": "No.", "comment_tag": [{"type": "place", "text": "Leeds"}]}
    thread = only({"data": [record, record | {"id": "8"}]})
    assert [(each.id, each.text) for each in thread.comments] == [("7", "No."), ("8", "No.")]


def test_what_a_tracker_wrote_itself_is_no_comment() -> None:
    notes = [{"id": 1, "body": "No.", "system": False}, {"id": 2, "body": "closed", "system": True}]
    thread = only([{"id": "a", "notes": notes}])
    assert ([each.text for each in thread.comments], thread.skipped[0].kind) == (["No."], "boilerplate")


def test_cards_of_a_board_are_articles_and_who_spoke_is_named() -> None:
    action = {"id": "1", "idMemberCreator": "m", "memberCreator": {"id": "m", "username": "ann"}}
    data = {"text": "No.", "card": {"id": "c", "name": "Prop the wall"}}
    thread = only({"name": "Board", "actions": [action | {"data": data}]})
    assert (thread.article.title, [each.author for each in thread.comments]) == ("Prop the wall", ["ann"])


def test_events_of_a_room_are_read_and_what_they_answer() -> None:
    text = {"msgtype": "m.text", "body": "No."}
    reply = text | {"format": "html", "formatted_body": "No.", "m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}}
    events = [
        {
            "type": "m.room.create",
            "event_id": "$0",
            "content": {"creator": "@ann:x.example"},
            "sender": "@ann:x.example",
        },
        {"type": "m.room.message", "event_id": "$1", "content": text, "sender": "@ann:x.example"},
        {"type": "m.room.message", "event_id": "$2", "content": reply, "sender": "@bo:x.example"},
    ]
    thread = only({"room_name": "The wall", "messages": events})
    assert (thread.article.title, [(each.id, each.reply_to) for each in thread.comments]) == (
        "The wall", [("$1", ""), ("$2", "$1")],
    )  # fmt: skip


def test_a_group_may_speak_beside_people_and_address_them() -> None:
    items = [{"id": 1, "from_id": 71, "text": "It leans."}, {"id": 2, "from_id": -5, "text": "[id71|Ann], no."}]
    people = {"profiles": [{"id": 71, "first_name": "Ann", "last_name": "Lee"}], "groups": [{"id": 5, "name": "Quay"}]}
    assert [(each.author, each.text) for each in only({"items": items} | people).comments] == [
        ("Ann Lee", "It leans."),
        ("Quay", "Ann, no."),
    ]


def test_the_text_below_a_picture_is_the_article_and_no_comment() -> None:
    said_below = {"edges": [{"node": {"text": "The wall at low water."}}]}
    comments = {"count": 3, "edges": [{"node": {"id": "7", "text": "No.", "owner": {"username": "ann"}}}]}
    media = {"id": "1", "edge_media_to_caption": said_below, "edge_media_to_parent_comment": comments}
    thread = only({"data": {"shortcode_media": media}})
    assert (thread.article.body, [each.text for each in thread.comments], thread.declared) == (
        "The wall at low water.", ["No."], 3,
    )  # fmt: skip


def test_a_place_in_a_recording_is_not_when_somebody_spoke() -> None:
    value = {"id": 1, "timestamp": 61000, "created_at": "2023-03-03T10:00:00Z", "body": "No.", "votesCount": 2}
    assert [(each.posted, each.score) for each in only([value]).comments] == [("2023-03-03T10:00:00+00:00", 2)]


def test_votes_of_both_kinds_may_stand_in_one_object() -> None:
    votes = {"count": 3, "up_count": 2, "down_count": 1, "point": 1}
    comment = one({"id": 1, "body": "No.", "votes": votes})
    assert (comment.score, comment.likes, comment.dislikes) == (1, 2, 1)


def test_a_post_that_comments_name_is_their_article() -> None:
    post = {"_id": {"$oid": "a1"}, "title": "Slides", "body": "Where are they?", "author": "ann"}
    comment = {"_id": {"$oid": "a2"}, "comment_thread_id": {"$oid": "a1"}, "body": "Below.", "author": "bo"}
    thread = only([post, comment | {"created_at": {"$date": {"$numberLong": "1714550400000"}}}])
    assert (thread.article.title, thread.article.author, thread.article.body) == ("Slides", "ann", "Where are they?")
    assert [(each.author, each.text, each.posted) for each in thread.comments] == [
        ("bo", "Below.", "2024-05-01T08:00:00+00:00"),
    ]


def test_an_event_answers_the_one_that_its_tags_mark() -> None:
    ids = [letter * 64 for letter in "abc"]
    tags = [[], [["e", ids[0], "", "root"]], [["e", ids[0], "", "root"], ["e", ids[1], "", "reply"], ["p", "1" * 64]]]
    events = [
        {"id": each, "pubkey": "1" * 64, "created_at": SIX, "kind": 1, "tags": told, "content": "So."}
        for each, told in zip(ids, tags, strict=True)
    ]
    assert [each.reply_to for each in only(events).comments] == ["", *ids[:2]]
