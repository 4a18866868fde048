"""Talk pages of wikis: signatures in the languages of wikis, what is no talk page, what is nobody's comment."""

import pytest

from discourse.model import Thread
from discourse.readers import SYSTEMS, claims, read_all
from discourse.readers.mediawiki.notices import is_notice
from discourse.readers.source import open_source

SIGNATURES = (
    ("en", "User", "14:22, 3 May 2021 (UTC)", "2021-05-03T14:22"),
    ("de", "Benutzerin", "14:22, 3. Mai 2021 (CEST)", "2021-05-03T14:22"),
    ("fr", "Utilisatrice", "3 mai 2021 à 14:22 (CEST)", "2021-05-03T14:22"),
    ("es", "Usuario", "14:22 3 may 2021 (UTC)", "2021-05-03T14:22"),
    ("it", "Utente", "14:22, 3 mag 2021 (CEST)", "2021-05-03T14:22"),
    ("nl", "Gebruiker", "3 mei 2021 14:22 (CEST)", "2021-05-03T14:22"),
    ("pl", "Wikipedystka", "14:22, 3 maj 2021 (CEST)", "2021-05-03T14:22"),
    ("cs", "Wikipedista", "3. 5. 2021, 14:22 (CEST)", "2021-05-03T14:22"),
    ("sv", "Användare", "3 maj 2021 kl. 14.22 (CEST)", "2021-05-03T14:22"),
    ("ru", "Участник", "14:22, 3 мая 2021 (UTC)", "2021-05-03T14:22"),
    ("uk", "Користувач", "14:22, 3 травня 2021 (UTC)", "2021-05-03T14:22"),
    ("ja", "利用者", "2021年5月3日 (月) 14:22 (UTC)", "2021-05-03T14:22"),
    ("ar", "مستخدم", "14:22، 3 مايو 2021 (ت ع م)", "2021-05-03T14:22"),
    ("xx", "Namespace nobody knows", "14:22, 3 May 2021 (UTC)", "2021-05-03T14:22"),
)
SIGNED = '<a href="/wiki/User:Ann_B">Ann</a> (<a href="/wiki/User_talk:Ann_B">talk</a>) 14:22, 3 May 2021 (UTC)'
BO = '<a href="/wiki/User:Bo">Bo</a> 15:00, 3 May 2021 (UTC)'


def page(body: str, space: int = 1, language: str = "en", action: str = "view") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>Talk:Quay</title></head><body class="mediawiki '
        f'ns-{space} action-{action}"><h1 id="firstHeading">Talk:Quay</h1><div id="mw-content-text">{body}</div></body>'
    ).encode()


def only(body: str) -> Thread:
    (thread,) = read_all(page(body))
    return thread


def told(thread: Thread) -> list[tuple[str | None, str, str | None]]:
    return [(each.author, each.text, each.reply_to) for each in thread.comments]


@pytest.mark.parametrize(("language", "space", "date", "posted"), SIGNATURES)
def test_signatures_are_read_in_the_language_of_the_wiki(language: str, space: str, date: str, posted: str) -> None:
    links = f'<a href="/wiki/{space}:Ann_B">Ann B</a> (<a href="/wiki/{space}_x:Ann_B">x</a>)'
    (comment,) = read_all(page(f"<h2>Q</h2><p>Pier 5. --{links} {date}</p>", language=language))[0].comments
    assert (comment.author, comment.text, comment.posted_as_shown, comment.posted) == ("Ann B", "Pier 5.", date, posted)


@pytest.mark.parametrize(
    ("body", "space", "action"),
    [
        (f"<h2>History</h2><p>Built in 1702.</p><p>{SIGNED}</p><p>{BO}</p>", 0, "view"),
        (f"<h2>Rules</h2><p>Sign like this: {SIGNED}</p>", 4, "view"),
        (f"<h2>Q</h2><p>Why? {SIGNED}</p>", 1, "history"),
    ],
)
def test_what_is_no_talk_page_is_left_to_others(body: str, space: int, action: str) -> None:
    assert claims(open_source(page(body, space, action=action)), list(SYSTEMS)) == {}


@pytest.mark.parametrize(
    ("body", "comments"),
    [
        ("<p>Why?</p>", [(None, "Why?", "")]),
        ("<p>Why? --Ann 14:22, 3 May 2021 (UTC)</p>", [("Ann", "Why?", "")]),
        (f"<p>One.<br>Two.<br>{SIGNED}</p>", [("Ann B", "One.\nTwo.", "")]),
        (f"<p>Why? {SIGNED} (mended)</p>", [("Ann B", "Why? (mended)", "")]),
        (f"<blockquote><p>No.</p></blockquote><p>Why? {SIGNED}</p>", [("Ann B", "> No.\n\nWhy?", "")]),
        (f"<p>Two:</p><ul><li>a</li><li>b {SIGNED}</li></ul>", [("Ann B", "Two:\n\n- a\n- b", "")]),
        (
            "<p>Why? 14:22, 3 May 2021 (UTC)<small>—Preceding unsigned comment added by "
            '<a href="/wiki/User:Ann_B">Ann B</a> (<a href="/wiki/User_talk:Ann_B">talk</a>)</small></p>',
            [("Ann B", "Why?", "")],
        ),
    ],
)
def test_a_post_alone_in_its_topic_is_a_comment(body: str, comments: list[tuple[str | None, str, str | None]]) -> None:
    assert told(only(f"<h2>Q</h2>{body}")) == comments


def test_a_mention_of_oneself_is_no_part_of_the_signature() -> None:
    thread = only(f'<h2>Q</h2><p>Ask <a href="/wiki/User:Ann_B">Ann</a>! That is me. {SIGNED}</p>')
    assert told(thread) == [("Ann B", "Ask Ann! That is me.", "")]


@pytest.mark.parametrize(("start", "parent"), [("(od) ", "3"), ("┌──┘<br>", "3"), ("Od kiedy? ", "")])
def test_what_begins_anew_at_the_left_answers_the_one_right_above(start: str, parent: str) -> None:
    body = f"<p>a {SIGNED}</p><dl><dd>b {BO}<dl><dd>c {SIGNED}</dd></dl></dd></dl><p>{start}d {BO}</p>"
    assert told(only(f"<h2>Q</h2>{body}"))[-1][2] == parent


def test_a_page_as_the_interface_gives_it_is_read() -> None:
    data = (
        '<!DOCTYPE html><html><head><meta property="mw:pageNamespace" content="1"><title>Talk:Quay</title></head><body '
        'lang="en" class="mw-body-content parsoid-body mediawiki mw-parser-output"><section data-mw-section-id="1"><h2 '
        'id="Q">Q</h2><p>Why? <a rel="mw:WikiLink" href="./User:Ann_B">Ann</a> 14:22, 3 May 2021 (UTC)</p></section>'
    )
    (thread,) = read_all(data.encode())
    assert (thread.reader, told(thread)) == ("mediawiki", [("Ann B", "Why?", "")])


def test_an_answer_below_an_unsigned_post_leaves_that_without_author() -> None:
    thread = only(f"<h2>Q</h2><p>Why?</p><dl><dd>Since it leaks. {SIGNED}</dd></dl>")
    assert (thread.article.body, thread.article.author) == ("Why?", None)
    assert told(thread) == [("Ann B", "Since it leaks.", "")]


def test_a_second_signature_without_words_is_counted_and_no_comment() -> None:
    thread = only(f"<h2>Q</h2><p>We agree. {SIGNED} {BO}</p><dl><dd>So do I. {BO}</dd></dl>")
    assert told(thread) == [("Bo", "So do I.", "")]
    assert [(each.reason, each.count) for each in thread.skipped] == [("signatures without words of their own", 1)]


def test_a_page_without_topics_has_no_comments_and_says_what_it_left_out() -> None:
    thread = only("<p>Be kind.</p>")
    assert (thread.article.title, thread.comments) == ("Talk:Quay", ())
    assert [each.reason for each in thread.skipped] == ["text above the first topic that nobody signed"]


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("The following discussion is an archived debate. Please do not modify it.", True),
        ("Archivierung dieses Abschnittes wurde gewünscht von:", True),
        ("The road above the lock is closed.", False),
        ("Is this discussion closed?", False),
    ],
)
def test_notices_are_told_from_words(words: str, is_one: bool) -> None:
    assert is_notice(words) is is_one


def test_long_lines_and_deep_threads_are_read_soon_and_whole() -> None:
    line = f"<h2>Q</h2><p>{f'Yes. {SIGNED} ' * 2_000}</p>"
    deep = "<h2>Q</h2>" + "".join(f"<dl><dd>{number} {SIGNED}" for number in range(300))
    assert len(only(line).comments) == 1_999
    comments = only(deep).comments
    assert [each.reply_to for each in comments] == ["", *(each.id for each in comments[:-1])]
