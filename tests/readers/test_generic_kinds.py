"""Kinds of comment markup that nobody described, each fact on a small page."""

import pytest

from discourse.model import Comment, Thread
from discourse.readers import read

HEAD = "<b class=author>{name}</b> <time datetime=2024-05-0{number}T10:00>{number} May</time>"
NAMES = ("Ada", "Otto", "Eva", "Ben")
SAID = (
    "Paint the ferry blue, as it was before.",
    "I would rather have it green, like the other one.",
    "Who sold the old paint?",
    "Nobody did.",
)


def thread(markup: str, title: str = "The ferry") -> Thread:
    return read(f"<title>{title}</title><h1>{title}</h1>{markup}".encode(), name="page.html")


def box(number: int, text: str | None = None, inner: str = "", attributes: str = "class=comment") -> str:
    head = HEAD.format(name=NAMES[number], number=number + 1)
    words = SAID[number] if text is None else text
    return f"<div {attributes} id=c{number + 101}><p>{head}</p><div class=text>{words}</div>{inner}</div>"


def listed(*boxes: str) -> Thread:
    return thread(f"<section class=comments>{''.join(boxes)}</section>")


def parents(found: Thread) -> list[tuple[str, str | None]]:
    return [(each.id, each.reply_to) for each in found.comments]


def told(found: Thread) -> list[tuple[str | None, str]]:
    return [(each.author, each.text) for each in found.comments]


def test_a_box_called_after_its_author_is_more_than_a_name() -> None:
    comment = (
        "<div class='entry user-mark-{0}'><a class=nick href=/{0}>{0}</a><span class=words>{1}</span>"
        "<span class=day>2024/05/0{2}</span></div>"
    )
    said = [("kaji", "それな"), ("mori77", "前の塗装の方が好きだった。"), ("sato", "緑がいい。")]
    teaser = (
        "<li><h3><a href=/{0}>渡船の運賃が来月から上がると町が発表した</a></h3>"
        "<p>町の発表による。</p><time>2024/04/0{0}</time></li>"
    )
    comments = "".join(comment.format(name, words, day) for day, (name, words) in enumerate(said, start=1))
    found = thread(f"<div class=marks>{comments}</div><ul>{''.join(teaser.format(day) for day in range(1, 5))}</ul>")
    assert told(found) == said


@pytest.mark.parametrize("name", ["<a href=/u/{0}>{0}</a>：", "<span class=name><a href=/u/{0}><b>{0}</b></a></span>"])
def test_what_stands_in_one_element_with_its_author_is_said(name: str) -> None:
    comments = "".join(
        f"<div class=comment id=c{number + 101}><div class=line>{name.format(NAMES[number])}{SAID[number]}</div>"
        f"<div class=foot><time datetime=2024-05-0{number + 1}>{number + 1} May</time> <a>Reply</a></div></div>"
        for number in range(4)
    )
    assert told(thread(f"<div class=comments>{comments}</div>")) == list(zip(NAMES, SAID, strict=True))


def test_a_name_beside_a_profession_in_a_linked_heading_is_no_headline() -> None:
    comments = "".join(
        f"<article class=comment data-id=k{number}><a href=/in/{number}><h3><span class=author>{NAMES[number]}</span> "
        f"<span class=job>Keeper of ferries, Marlow and elsewhere</span></h3></a><time>{number + 1} May 2024</time>"
        f"<div class=text>{SAID[number]}</div></article>"
        for number in range(4)
    )
    assert told(thread(f"<div class=comments>{comments}</div>")) == list(zip(NAMES, SAID, strict=True))


def test_a_name_in_a_linked_heading_of_several_pieces_is_no_headline() -> None:
    head = (
        "<a href=/in/{0}><h3><span class=title>{0}</span> <span>• 2nd degree connection</span></h3></a><time>3w</time>"
    )
    comments = (
        f"<article class=comment-entity>{head.format(NAMES[number])}<div class=text>{SAID[number]}</div></article>"
        for number in range(4)
    )
    found = thread(f"<main class=feed-shared-update>{''.join(comments)}</main>")
    assert told(found) == list(zip(NAMES, SAID, strict=True))


def test_the_whole_words_hidden_beside_a_cut_beginning_are_read() -> None:
    whole = "Paint the ferry blue, as it was before the war, and the oars as well."
    cut = f"Paint the ferry blue, as it... <a href=#>More</a></div><div class=full style=display:none>{whole}"
    comment = listed(box(0, cut), box(1), box(2)).comments[0]
    assert (comment.text, comment.status) == (whole, "shown")


def test_a_firm_answers_the_reviews_on_its_page() -> None:
    answer = (
        "<div class=wrap><div class=replyHead><p>Antwort von Fähre GmbH</p> <time datetime=2024-05-09>9.5.2024</time>"
        "</div><p class=message>{}</p></div>"
    )
    answers = answer.format("Danke."), answer.format("Das freut uns alle hier an der Fähre sehr.")
    found = listed(box(0, inner=answers[0]), box(1, inner=answers[1]), box(2))
    assert [(each.author, bool(each.reply_to)) for each in found.comments] == [
        ("Ada", False), ("Fähre GmbH", True), ("Otto", False), ("Fähre GmbH", True), ("Eva", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["The owls took this one.", "Comentari eliminat el 13/03/2024 10:00", "Comentario moderado el 13/03/2024"]
)
def test_a_block_with_an_id_and_without_author_stands_for_a_comment(words: str) -> None:
    place = f"<div class='comment gone' id=c109><div class=note>{words}</div>{box(3)}</div>"
    found = listed(box(0), place, box(1), box(2))
    kept = {each.id: each.status for each in found.comments}
    assert kept["109"] == "deleted"
    assert dict(parents(found))["104"] == "109"


def test_an_answer_to_what_the_page_lacks_is_no_answer_to_another() -> None:
    stated = [
        box(number, attributes=f"class=comment data-parent-id={parent}") for number, parent in ((1, 101), (2, 177))
    ]
    assert parents(listed(box(0), *stated, box(3))) == [("101", ""), ("102", "101"), ("103", "177"), ("104", "")]

    def held(comment: str, *answers: str) -> str:
        return f"<section class=thread>{comment}<div class=children>{''.join(answers)}</div></section>"

    nested = listed(held(box(0), held(box(1))), held("<p>gone</p>", held(box(2))), held(box(3)))
    assert parents(nested) == [("101", ""), ("102", "101"), ("103", None), ("104", "")]
    assert [(each.kind, each.where) for each in nested.skipped] == [("malformed", "103")]


def test_a_list_of_replies_right_below_a_comment_answers_it() -> None:
    below = f"<div class=replies_deep>{box(1)}{box(2)}</div>"
    assert parents(listed(box(0), below, box(3))) == [("101", ""), ("102", "101"), ("103", "101"), ("104", "")]


def test_a_discussion_is_the_answers_to_its_first_comment() -> None:
    discussion = f"<div class='comment discussion'><div class=notes>{box(1)}{box(2)}</div></div>"
    assert parents(listed(box(0), discussion, box(3))) == [("101", ""), ("102", ""), ("103", "102"), ("104", "")]


@pytest.mark.parametrize(
    "link",
    [
        "<a class=go-parent href=#c101>First one</a>",
        "<a href=#c101>Ausgangskommentar</a>",
        "<span>Előzmény: <a href=/jump?a=999>Ada (101)</a></span>",
    ],
)
def test_a_link_to_the_parent_may_be_called_so(link: str) -> None:
    assert parents(listed(box(0), box(1, inner=link), box(2, inner=link)))[1:] == [("102", "101"), ("103", "101")]


def test_of_quotations_in_one_another_the_outer_one_is_what_is_quoted() -> None:
    inner = f"<blockquote>Le 1 mai 2024 à 10:00 Ada a écrit :<br>{SAID[0]}</blockquote>"
    outer = f"<blockquote>Le 2 mai 2024 à 10:00 Otto a écrit :<br>{inner}<p>{SAID[1]}</p></blockquote>"
    found = listed(box(0), box(1, f"{inner}<p>{SAID[1]}</p>"), box(2, f"{outer}<p>{SAID[2]}</p>"), box(3))
    assert found.comments[2].quotes == ("102",)
    assert "écrit" not in found.comments[2].text


def test_a_subject_that_all_others_answer_opens_the_page() -> None:
    rules = f"<div class=rules><p>{'Whoever writes here has read the rules of the house first. ' * 8}</p></div>"
    posts = [box(number, f"<b>{'Re: ' * bool(number)}Blue or green</b><p>{SAID[number]}</p>") for number in range(3)]
    found = thread(f"{rules}<table><tr><td>{''.join(posts)}</td></tr></table>")
    assert [each.author for each in found.comments] == ["Otto", "Eva"]
    assert found.article.author == "Ada"


def test_equal_threads_and_entries_have_no_opening() -> None:
    answer = f"<ul class=answers><li>{box(1, attributes='class=post')}</li></ul>"
    threads = f"<li>{box(0, attributes='class=post')}{answer}</li><li>{box(2, attributes='class=post')}</li>"
    assert len(thread(f"<ul id=forum class=posts>{threads}</ul>").comments) == 3
    entries = "".join(f"<li data-id={number}1>{box(number, attributes='class=entry')}</li>" for number in range(3))
    assert len(thread(f"<div id=topic><ul id=entry-list>{entries}</ul></div>").comments) == 3


def test_a_notice_with_a_time_stands_for_a_comment() -> None:
    gone = "<div class=comment id=c109><p class=note>Comentario moderado el 11/11/2022 08:00</p></div>"
    found = listed(box(0), box(1), box(2), gone, box(3))
    assert [(each.id, each.status) for each in found.comments if each.status != "shown"] == [("109", "deleted")]


def only(text: str, attributes: str = "class=comment") -> Comment:
    return listed(box(0, text, attributes=attributes), box(1), box(2)).comments[0]


@pytest.mark.parametrize(
    ("text", "attributes", "status"),
    [
        ("<em>Entfernt. Bitte bleiben Sie sachlich. Die Redaktion</em>", "class=comment", "blocked"),
        ("[usunięty przez moderatora]", "class=comment", "blocked"),
        ("<p class=deleted>It was too blue for us.</p>", "class=comment", "deleted"),
        ("-painted over-", "class='comment banned'", "deleted"),
        ("<p class=DeletedComment-root>[blank]</p>", "class=comment", "deleted"),
        ("<p class=undeletedComment>[blank]</p>", "class=comment", "shown"),
        ("I was banned once.", "class='comment banned'", "shown"),
        (SAID[0], "class='comment comment-hidden'", "collapsed"),
        ("Removed it. Painted it. Done.", "class=comment", "shown"),
    ],
)
def test_removed_and_folded_comments_are_told_by_words_and_names(text: str, attributes: str, status: str) -> None:
    assert only(text, attributes).status == status


def test_a_label_before_the_words_pins_a_comment() -> None:
    assert only("<span class=pin>Pinned</span>Blue.").pinned
    assert not only("<span class=x>Blue</span> is better.").pinned


@pytest.mark.parametrize(
    ("text", "said", "edited"),
    [
        ("Blue.<br><small>[Reactie gewijzigd door Ada op 12 maart 2024 13:31]</small>", "Blue.", "2024-03-12T13:31"),
        (
            "Blue.<p>__________________<br>Senast redigerad av Ada 2024-03-12 kl. 11:20.</p>",
            "Blue.",
            "2024-03-12T11:20",
        ),
        ("<p>SpoilAfficherMasquer</p><p>Blue.</p>", "Blue.", None),
        ("<p>Blue.</p><p>12 Likes 1 Share</p>", "Blue.", None),
        ("<p>Blue.</p><p>2 personne(s) sur 3 ont trouvé ce commentaire utile.</p>", "Blue.", None),
        ("<p>Blue.</p><p>Was this review helpful? Yes No</p>", "Blue.", None),
        ("<p>Blue.</p><p>It was helpful, thanks.</p>", "Blue.\n\nIt was helpful, thanks.", None),
        ("<p>Blue.</p><p>Edited it twice, no luck.</p>", "Blue.\n\nEdited it twice, no luck.", None),
        ("<span class=quote>&gt;Why blue</span><br>Why not", "> Why blue\nWhy not", None),
        ("<p>@<a class=showProfile href=/u/otto>otto</a>: Blue.</p>", "@otto: Blue.", None),
        ("<span class=pin>Pinned</span>Blue.", "Blue.", None),
    ],
)
def test_what_software_writes_into_a_text_is_not_said(text: str, said: str, edited: str | None) -> None:
    comment = only(text)
    assert (comment.text.replace(">Why", "> Why"), comment.edited) == (said, edited)


NOTICE = "You need the harbour master's leave to see the whole address of whoever wrote this, and the reason for it."


def signed(number: int, words: str, around: str = "section") -> str:
    """Return a comment in which no name of an element tells what it is."""
    head = f"<h3>{NAMES[number]}</h3><span>May {number + 1}, 2021, 10:11 AM</span>"
    return f"<{around} class=k>{head}{words}</{around}>"


def test_a_notice_printed_into_every_comment_is_not_its_text() -> None:
    boxes = (signed(number, f"<div><i>{NOTICE}</i></div><div class=w>{SAID[number]}</div>") for number in range(4))
    assert told(thread(f"<main>{''.join(boxes)}</main>")) == list(zip(NAMES, SAID, strict=True))


def test_a_notice_printed_below_every_text_is_left_out() -> None:
    boxes = (box(number, f"<p>{SAID[number]}</p><p>{NOTICE}</p>") for number in range(4))
    assert [each.text for each in listed(*boxes).comments] == list(SAID)


def test_a_text_in_several_labelled_fields_is_read_whole() -> None:
    field = "<div><strong>{}:</strong><div class=note-value><p>{}</p></div></div>"
    fields = field.format("Hull", SAID[0]) + field.format("Oars", "They may stay as they are.")
    boxes = (signed(number, f"<div class=note>{fields}</div>") for number in range(3))
    found = thread(f"<main class=comments>{''.join(boxes)}</main>")
    assert {each.text for each in found.comments} == {f"Hull:\n\n{SAID[0]}\n\nOars:\n\nThey may stay as they are."}


def test_two_comments_in_each_discussion_are_two() -> None:
    notes = [f"<li class=note>{box(number, attributes='data-k')}</li>" for number in range(4)]
    discussions = (f"<li class=discussion><ul>{one}{other}</ul></li>" for one, other in (notes[:2], notes[2:]))
    found = thread(f"<ul class=notes>{''.join(discussions)}</ul>")
    assert told(found) == list(zip(NAMES, SAID, strict=True))


def test_a_heading_that_one_comment_alone_has_is_its_title() -> None:
    headed = box(0).replace("<div class=text>", "<h4 class=posting-title>The price?</h4><div class=text>")
    assert [each.title for each in listed(headed, box(1), box(2)).comments] == ["The price?", None, None]


def test_a_post_made_like_the_replies_below_it_opens_the_page() -> None:
    first, *replies = (
        box(number, said, attributes="class=mail") for number, said in enumerate(("Blue or green?", *SAID[1:]))
    )
    below = (f"<div class=reply-level-{number}>{reply}</div>" for number, reply in enumerate(replies, start=1))
    page = f"<section id=thread><div class=first>{first}</div><div class=replies>{''.join(below)}</div></section>"
    found = thread(page.replace("id=c", "data-for=k"))
    assert told(found) == list(zip(NAMES[1:], SAID[1:], strict=True))


@pytest.mark.parametrize("is_around", [True, False])
def test_a_post_that_is_marked_as_the_comments_are_is_none_of_them(is_around: bool) -> None:
    boxes = "".join(box(number, attributes="role=article class=x14y") for number in range(1, 4))
    head = f"<h2>{NAMES[0]}</h2><span>1 May 2024</span><p>{SAID[0]}</p>"
    post = "<div role=article class=x78z>{}</div>"
    found = thread(post.format(head + boxes) if is_around else post.format(head) + boxes)
    assert told(found) == list(zip(NAMES[1:], SAID[1:], strict=True))
    assert not any(each.reply_to for each in found.comments)


def test_a_note_of_the_system_is_none_where_comments_have_its_separator() -> None:
    dot = "<i class=system-note-separator>·</i>"
    comments = (box(number, f"{dot}<div class=note-text>{SAID[number]}</div>") for number in range(4))
    note = HEAD.format(name="Ada", number=9) + "<i class=system-note-message>painted it in ~blue</i>"
    notes = (f"<div class='comment system-note' id=c10{number}><p>{note}</p></div>" for number in (7, 8))
    found = listed(*comments, *notes)
    assert [each.author for each in found.comments] == list(NAMES)
    assert [(each.kind, each.count) for each in found.skipped] == [("boilerplate", 2)]


def test_a_discussion_may_hold_its_comments_far_inside() -> None:
    deep = "<div>" * 7 + "<div class=notes>{}</div>" + "</div>" * 7
    discussions = (f"<div class='comment discussion'>{deep.format(box(n) + box(n + 1))}</div>" for n in (0, 2))
    assert parents(listed(*discussions)) == [("101", ""), ("102", "101"), ("103", ""), ("104", "103")]


def test_a_text_of_paragraphs_that_are_called_texts_is_read_whole() -> None:
    paragraphs = f"<p class=q-text>{SAID[0]}</p><p class=q-text>Or do not.</p>"
    boxes = (box(number, f"<div class=q-content><b class=q-text>{paragraphs}</b></div>") for number in range(3))
    assert {each.text for each in listed(*boxes).comments} == {f"{SAID[0]}\n\nOr do not."}


def test_votes_beside_the_words_in_a_body_are_counted() -> None:
    award = "<button><i>👍</i><b class=js-counter>{}</b></button>"
    body = "<div class=note-body><div class='note-text md'><p>{}</p></div><div class=awards>{}</div></div>"
    boxes = (box(number, body.format(SAID[number], award.format(number + 3))) for number in (0, 2, 1))
    found = thread(f"<section class=comments>{''.join(boxes).replace('class=text', 'class=k')}</section>")
    assert [each.likes for each in found.comments] == [3, 5, 4]


@pytest.mark.parametrize(("called", "posted"), [("comment-date", "2021-05"), ("comment-place", None)])
def test_a_month_is_a_date_where_it_is_called_one(called: str, posted: str | None) -> None:
    comment = "<div class=comment><b class=author>{}</b> <i class={}>May 2021</i><p>{}</p></div>"
    comments = (comment.format(NAMES[number], called, SAID[number]) for number in range(3))
    assert [each.posted for each in listed(*comments).comments] == [posted] * 3


@pytest.mark.parametrize(
    ("head", "author", "published"),
    [
        ("<p><b class=name>Kind:</b> Fault</p>", None, None),
        ("<p><a href=/@theo>Theo Quill</a></p><p>Mar 03, 2023</p>", "Theo Quill", "2023-03-03"),
        ("<p class=stamp-published><time datetime=2019-07-02T08:11>2 July</time></p>", None, "2019-07-02T08:11"),
    ],
)
def test_what_stands_below_the_title_is_of_the_article(head: str, author: str | None, published: str | None) -> None:
    comments = "".join(map(box, range(4)))
    page = f"<article class=newsletter-post><h1>Rent</h1>{head}</article><section class=comments>{comments}</section>"
    article = read(f"<title>Rent</title>{page}".encode(), name="page.html").article
    assert (article.author, article.published) == (author, published)


def test_the_kind_of_a_comment_is_not_its_author() -> None:
    kinds = ("Official Review", "Official Comment", "Meta Review", "Official Comment")
    head = "<i class=kind>{}</i><i class=sign>{}</i><i>{} May 2021</i>"
    note = f"<div class=note data-id=k{{}}>{head}<p class=text>{{}}</p></div>"
    notes = (note.format(n, kinds[n], NAMES[n], n + 1, SAID[n]) for n in range(4))
    assert told(thread(f"<div class=replies>{''.join(notes)}</div>")) == list(zip(NAMES, SAID, strict=True))


def test_one_comment_alone_may_be_of_nobody() -> None:
    nobody = box(1).replace("<b class=author>Otto</b>", "<i>Anonymous</i>")
    assert [each.author for each in listed(box(0), nobody, box(2)).comments] == ["Ada", "Anonymous", "Eva"]


@pytest.mark.parametrize("name", ["Emil", "leon", "Amon"])
def test_a_name_made_of_little_words_is_a_name(name: str) -> None:
    found = thread(
        "<section class=timeline>"
        + "".join(
            f"<div class=event id=e{number + 11}><div class=title><a href=/p/{who}/>{who}</a> added a comment."
            f" <time datetime=2024-05-0{number + 1}>{number + 1} May</time></div>"
            f"<div class=remarks>{SAID[number]}</div></div>"
            for number, who in enumerate((name, "Otto", name))
        )
        + "</section>"
    )
    assert told(found) == [(name, SAID[0]), ("Otto", SAID[1]), (name, SAID[2])]


def test_a_bug_and_its_history_are_no_two_comments() -> None:
    notes = "".join(
        f"<div class=note id=n{number + 1}><h4>By <a href=/users/{number}>{NAMES[number]}</a> "
        f"<time datetime=2024-05-0{number + 1}>{number + 1} May</time></h4>"
        f"<ul class=details><li>Status set to {status}</li></ul>{words}</div>"
        for number, status in enumerate(("new", "open", "done", "closed"))
        for words in (f"<div class=wiki><p>{SAID[number]}</p></div>" if number != 1 else "",)
    )
    bug = (
        "<div class=issue><p class=author>By <a href=/users/9>Rosa</a>, <time datetime=2024-05-01>1 May</time></p>"
        f"<div class=description><p>{'It drips from the hull at night. ' * 12}</p></div></div>"
    )
    found = thread(f"<main>{bug}<div id=history><h3>History</h3>{notes}</div></main>")
    assert told(found) == [(NAMES[number], SAID[number]) for number in (0, 2, 3)]
    assert [(each.kind, each.count) for each in found.skipped] == [("boilerplate", 1)]


def test_what_is_kept_twice_is_read_once() -> None:
    def kept(number: int) -> str:
        head = f"<a class=user-name href=/u/{number}>{NAMES[number]}</a> <time>{number + 1} May 2024</time>"
        both = f"<p>{SAID[number]}</p>"
        return (
            f"<div class=activity id=a{number + 11}>"
            f"<div class=full><div class=head>{head}</div><div class=said>{both}</div></div>"
            f"<div class=short><div class=head>Expand {head} {both}</div></div></div>"
        )

    assert told(thread(f"<section class=comments>{''.join(map(kept, range(3)))}</section>")) == list(
        zip(NAMES[:3], SAID[:3], strict=True)
    )


def review(number: int, answer: str = "", label: str = "") -> str:
    return (
        f"<article class=rev><span class=who-name>{NAMES[number]}</span>"
        f"<span class=stars title='4 of 5'></span><time datetime=2024-05-0{number + 1}>{number + 1} May 2024</time>"
        f"<div class=body><h2>Trip {NAMES[number]}</h2><p>{SAID[number]}</p>"
        f"<p>{label and f'{label}: {number + 3} April 2024'}</p></div>{answer}</article>"
    )


def test_the_only_answer_among_reviews_is_a_comment() -> None:
    answer = (
        "<div class=x7><div class=x8><div class=x9>Ferry Ltd</div><div class=x2>9 May 2024</div></div>"
        "<div class=x3>We are sorry to hear that.</div></div>"
    )
    found = thread(f"<main class=reviews>{review(0)}{review(1, answer)}{review(2)}</main>")
    assert [(each.author, each.text, bool(each.reply_to)) for each in found.comments] == [
        ("Ada", SAID[0], False), ("Otto", SAID[1], False), ("Ferry Ltd", "We are sorry to hear that.", True),
        ("Eva", SAID[2], False),
    ]  # fmt: skip


def test_a_heading_in_the_text_and_the_date_of_a_visit_are_no_words() -> None:
    found = thread(
        f"<main class=reviews>{''.join(review(number, label='Date of visit') for number in range(3))}</main>"
    )
    assert [(each.title, each.text) for each in found.comments] == [
        (f"Trip {name}", said) for name, said in zip(NAMES[:3], SAID[:3], strict=True)
    ]


def test_a_text_in_fields_of_several_kinds_is_read_whole() -> None:
    field = "<div><p class={0}-label>{1}</p><p class={0}><span>{2}</span></p></div>"
    boxes = (
        f"<li class=review id=r{number + 11}><b class=author>{NAMES[number]}</b> <time>{number + 1} May 2024</time>"
        f"{field.format('pros', 'Pros', SAID[number])}{field.format('cons', 'Cons', SAID[number - 3])}</li>"
        for number in range(3)
    )
    found = thread(f"<ul class=reviews>{''.join(boxes)}</ul>")
    assert [each.text for each in found.comments] == [
        f"Pros\n\n{SAID[number]}\n\nCons\n\n{SAID[number - 3]}" for number in range(3)
    ]


def test_words_of_fonts_and_warnings_are_not_said() -> None:
    icon = "<div role=button><i class=google-material-icons>more_vert</i></div>"
    warning = "<div class=contains-spoilers><p>This may tell the end. <a>I can take it.</a></p></div>"
    found = listed(
        *(box(number, f"{icon}{warning if number == 1 else ''}<p>{SAID[number]}</p>") for number in range(3))
    )
    assert told(found) == list(zip(NAMES[:3], SAID[:3], strict=True))


def test_paragraphs_of_a_preformatted_text_stay_apart() -> None:
    found = listed(box(0, "<pre>One.\n\nTwo.\nThree.</pre>"), box(1), box(2))
    assert found.comments[0].text == "One.\n\nTwo.\nThree."


def test_a_deleted_comment_without_the_box_of_the_others_keeps_its_place() -> None:
    def comment(number: int, inner: str = "", gone: bool = False) -> str:
        said = f"<div class=comment-votes><span>3 votes</span></div><p class=said>{SAID[number]}</p>"
        own = (
            "This comment has been deleted"
            if gone
            else f"<div class=inside>{HEAD.format(name=NAMES[number], number=number + 1)}{said}</div>"
        )
        return f"<ul class=comment id=comment_{number + 1}><li>{own}<ul class=comment-children>{inner}</ul></li></ul>"

    page = f"<div class=comments>{comment(0)}{comment(1, comment(2), gone=True)}{comment(3)}</div>"
    assert parents(thread(page)) == [("1", ""), ("2", ""), ("3", "2"), ("4", "")]


def test_the_line_above_a_quotation_that_says_whose_post_it_is_from_is_not_said() -> None:
    quoted = f"<div class=expander><div class=preamble>Post by Ada</div><blockquote>{SAID[0]}</blockquote></div>No."
    assert listed(box(0), box(1, quoted), box(2)).comments[1].text == f"> {SAID[0]}\n\nNo."
