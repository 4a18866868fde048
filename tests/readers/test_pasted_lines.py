"""What single lines are: furniture, headers, dates and names, as tables of facts."""

import pytest

from discourse.readers.pasted.furniture import is_pingback_text, mark_of
from discourse.readers.pasted.lexicon import consists_of, match
from discourse.readers.pasted.lines import Line, lines_of
from discourse.readers.pasted.marks import Role
from discourse.readers.pasted.names import byline_author, name_quality
from discourse.readers.pasted.neighbours import marks_of
from discourse.readers.times import Time, day_first, find_time, iso_of

ROLES = {
    Role.ACTION: [
        "Reply",
        "Antworten",
        "Répondre",
        "Responder",
        "Rispondi",
        "Beantwoorden",
        "Ответить",
        "Odpowiedz",
        "Svara",
        "Log in to reply",
        "Zum Antworten anmelden",
        "Antwort ↓",
        "− Reply • Share ›",
        "6 △ ▽ Reply",
        "Like 3 Reply",
        "Daumen hoch0Daumen runter  Antworten",
        "Loading...",
        "permalink embed save report reply",
        "Translate to English",
        "Reactions:",
    ],
    Role.COUNT: [
        "6 Comments",
        "12 thoughts on “Rain at last”",
        "One thought on “Rain at last”",
        "3 Responses to Rain at last",
        "Comments (12)",
        "{ 38 comments… read them below or add one }",
        "33 LESER-KOMMENTARE",
        "Ein Gedanke zu „Regen“",
        "45 Antworten",
        "Kommentare (5)",
        "2 réflexions sur « Pluie »",
        "3 comentarios en “Lluvia”",
        "Комментариев: 5",
        "Un pensiero su “Pioggia”",
        "Één gedachte over “Regen”",
        "5 комментариев",
        "1 204 commentaires",
        "Reacties (3)",
    ],
    Role.NONE: ["No comments yet", "0 Comments", "Keine Kommentare", "Sin comentarios", "Нет комментариев"],
    Role.SECTION: ["Comments", "Leserkommentare", "Commentaires", "Join the discussion", "Комментарии", "Reacties"],
    Role.SORT: ["Oldest", "Newest Most Voted", "Inline Feedbacks", "View all comments", "Sort by Best"],
    Role.FORM: ["Notify of", "Name *", "Save my name, email, and website in this browser for the next time I comment."],
    Role.END: [
        "Leave a Reply",
        "Leave a Reply to Ann Cancel reply",
        "Comments are closed.",
        "Schreibe einen Kommentar",
        "Laisser un commentaire",
        "Deja una respuesta",
        "Lascia un commento",
        "Geef een reactie",
        "Добавить комментарий",
        "Deixe um comentário",
        "Related Posts",
        "Up next",
        "Post navigation",
        "Recent Comments",
        "© 2020 The Vale Observer",
    ],
    Role.LOAD: [
        "Load more comments",
        "View Replies (2)",
        "← Older Comments",
        "Mehr Kommentare laden",
        "Cargar más comentarios",
    ],
    Role.PINGBACK: ["Pingback: A week in review", "Trackback: Elsewhere", "Rétrolien : Ailleurs"],
    Role.BADGE: ["Author", "Autor", "guest", "Gast", "Trusted Member", "Автор"],
    Role.NUMBER: ["5", "+12", "-3", "1,204", "()", "-----"],
    Role.NOTE: [
        "Pinned by Ann Lee",
        "6 of 58",
        "4.0 out of 5 stars Good value",
        "Colour: CreamVerified Purchase",
        "16 days later",
        "Edited 3 years ago by Ann",
        "Posts: 2",
        "Joined: Sun Dec 17, 2017 11:18 am",
        "at",
        "Avatar of Ann",
    ],
    Role.PAGE: ["Skip to content", "Zum Inhalt springen", "Support SouthField", "Aller au contenu"],
    Role.CAPTION: ["Photo: Ann Lee", "Click to see full-size image, by Ann Lee.", "Foto: Archiv", "Фото: архив"],
    Role.TIME: [
        "3 hours ago",
        "May 3, 2019 at 10:04 pm",
        "17.10.2019, 14:25 Zum Antworten anmelden Zitieren #",
        "le 5 mars 2019 à 14:20",
        "vor 3 Jahren",
        "hace 2 años",
        "12 Stunden 33 Minuten her",
        "10:45",
        "5h",
        "Posted on May 3, 2019",
        "8. April 2019 @ 11:38",
        "Updated 3y",
    ],
    Role.TEXT: [
        "Nonsense",
        "Carol Davis-Waller",
        "This is what I believe.",
        "Reply to that if you can!",
        "Comments like this one help nobody.",
        "On May 2 he said that it was over, and on May 3 it began again.",
        "I agree with the author of the third comment here.",
        "Share your own bread with your neighbours, then we can talk.",
        "🙂",
        "It was closed in 2019.",
        "Picture of the leaf?",
        "Feb 2023",
    ],
}


@pytest.mark.parametrize(("line", "role"), [(line, role) for role, lines in ROLES.items() for line in lines])
def test_role_of_a_line(line: str, role: Role) -> None:
    assert mark_of(line).role is role


@pytest.mark.parametrize(
    ("line", "name", "posted"),
    [
        ("Ann Lee says:", "Ann Lee", None),
        ("was ist das eigentlich.... sagt:", "was ist das eigentlich....", None),
        ("Marie a dit :", "Marie", None),
        ("Carla ha detto:", "Carla", None),
        ("Анна говорит:", "Анна", None),
        ("lower case says", "lower case", None),
        ("Ann Lee Ann Lee is offline", "Ann Lee", None),
        ("Comment posted by Ann Lee, at 09:14 18 Jun 2020Ann Lee", "Ann Lee", "2020-06-18T09:14"),
        ("Jan schreef op 3 maart 2019 om 20:03", "Jan", "2019-03-03T20:03"),
        ("Karl 9. Januar 2013 um 13:19", "Karl", "2013-01-09T13:19"),
        ("Karl Autor11. Dezember 2012 um 13:19", "Karl", "2012-12-11T13:19"),
        ("cruise83 May 3, 2015 at 1:12 am", "cruise83", "2015-05-03T01:12"),
        (
            "A long name of a blog – Ann Lee 20. August 2018 um 13:25 Uhr - Antworten",
            "A long name of a blog – Ann Lee",
            "2018-08-20T13:25",
        ),
        ("Posted by Ann Lee on 3 June 2018 at 10:04", "Ann Lee", "2018-06-03T10:04"),
        ("By Ann Lee - June 3, 2018", "Ann Lee", "2018-06-03"),
        ("On June 3, 2018 at 10:00 Ann said:", "Ann", "2018-06-03T10:00"),
        ("ann-b commented Dec 18, 2025", "ann-b", "2025-12-18"),
        ("SGP ( 2014-04-08 11:21:55 )edit", "SGP", "2014-04-08T11:21:55"),
        ("[–]rag_finn 188 points189 points190 points 17 hours ago (11 children)", "rag_finn", None),
        ("Ann Lee • 3 years ago", "Ann Lee", None),
        ("ecar 368 days ago | link", "ecar", None),
        ("Марта пишет 12.03.2019 в 10:12:", "Марта", "2019-03-12T10:12"),
        ("Hanne Vik added a comment - 03/Mar/24 10:12", "Hanne Vik", "2024-03-03T10:12"),
    ],
)
def test_header_names_the_author_and_the_time(line: str, name: str, posted: str | None) -> None:
    mark = mark_of(line)
    assert (mark.role, mark.name, mark.time.iso if mark.time else None) == (Role.HEADER, name, posted)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Reply to  Sara", "Sara"),
        ("Antwort auf  Ann Lee", "Ann Lee"),
        ("En réponse à Bob", "Bob"),
        ("In risposta a ugo", "ugo"),
        ("Responder a  Teresa Olmedo", "Teresa Olmedo"),
        ("Ответить  Иван", "Иван"),
        ("Antwoord op Jan", "Jan"),
        ("In reply to The first words of it by Dale (not verified)", "Dale"),
    ],
)
def test_reply_to_line_names_the_one_answered(line: str, name: str) -> None:
    assert (mark_of(line).role, mark_of(line).name) == (Role.REPLY_TO, name)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("6 Comments", 6),
        ("1,204 Comments", 1204),
        ("One thought on “Rain”", 1),
        ("Комментариев: 17", 17),
        ("3 Responses to 7 days of rain", 3),
        ("12 comments on “4K”", 12),
        ("1.2K comments", None),
    ],
)
def test_count_heading_says_how_many(line: str, number: int | None) -> None:
    assert mark_of(line).number == number


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("August 9, 2014 at 9:42 am", "2014-08-09T09:42"),
        ("Juli 30, 2013 um 2:33 pm", "2013-07-30T14:33"),
        ("19. Juni 2018 um 15:28 Uhr", "2018-06-19T15:28"),
        ("Freitag, 3. Mai 2013, 12.05 Uhr", "2013-05-03T12:05"),
        ("29.07.2020 // 12:56", "2020-07-29T12:56"),
        ("13/03/2019 à 12 h 05", "2019-03-13T12:05"),
        ("23 de marzo de 2018 a las 10:04", "2018-03-23T10:04"),
        ("5 de junho de 2018 às 9:15", "2018-06-05T09:15"),
        ("24-5-3 10:12 来自北京", "2024-05-03T10:12"),
        ("3 ماي 2024 - 10:12", "2024-05-03T10:12"),
        ("3 พฤษภาคม 2567 เวลา 10:02 น.", "2024-05-03T10:02"),
        ("12 luglio 2019 alle 14:05", "2019-07-12T14:05"),
        ("3 maart 2019 om 20:03", "2019-03-03T20:03"),
        ("5 марта 2019 в 14:20", "2019-03-05T14:20"),
        ("12 sierpnia 2020, 14:05", "2020-08-12T14:05"),
        ("22nd March 2018 9:01 pm", "2018-03-22T21:01"),
        ("12:00 am, May 3, 2019", "2019-05-03T00:00"),
        ("2012-12-11T11:07:17+01:00", "2012-12-11T11:07:17+01:00"),
        ("2020-02-30T10:00 or so", "2020-02-30T10:00"),
        ("July 25, 2019", "2019-07-25"),
        ("03/04/2019", None),
        ("May 3", None),
        ("3 years ago", None),
    ],
)
def test_date_in_iso(line: str, iso: str | None) -> None:
    time = find_time(line)
    assert time is not None
    assert time.iso == iso


@pytest.mark.parametrize(
    ("line", "age"),
    [
        ("just now", 0),
        ("1 hour ago", 3600),
        ("2 hours and 5 minutes ago", 7500),
        ("a year ago", 31_536_000),
        ("vor einem Jahr", 31_536_000),
        ("il y a 2 ans", 63_072_000),
        ("hace 2 días", 172_800),
        ("πριν από μία ώρα", 3600),
        ("2 sett.", 1_209_600),
        ("1 sem", 604_800),
        ("3 anni fa", 94_608_000),
        ("há 3 semanas", 1_814_400),
        ("2 дня назад", 172_800),
        ("3 jaar geleden", 94_608_000),
        ("12 Stunden 33 Minuten her", 45_180),
        ("5h", 18_000),
        ("Answered 4y", 126_144_000),
        ("2w (edited)", 1_209_600),
    ],
)
def test_age_in_seconds(line: str, age: int) -> None:
    time = find_time(line)
    assert time is not None
    assert time.age == age


@pytest.mark.parametrize(
    "line",
    ["", "at", "in 2019", "Chapter 3 of the book", "1984 was a book", "I edited 3 m", "word " * 100 + "3 May 2019"],
)
def test_no_time_is_found_where_none_is(line: str) -> None:
    assert find_time(line) is None


@pytest.mark.parametrize(
    ("others", "iso"),
    [
        (["13/04/2019"], "2019-04-03T10:04"),
        (["04/13/2019"], "2019-03-04T10:04"),
        (["01/02/2019"], None),
        (["13/04/2019", "04/13/2019"], None),
    ],
)
def test_the_other_dates_of_a_page_tell_the_order_of_day_and_month(others: list[str], iso: str | None) -> None:
    times = [time for time in map(find_time, others) if time]
    unclear = find_time("03/04/2019 10:04")
    assert isinstance(unclear, Time)
    assert iso_of(unclear, day_first(times)) == iso


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Carol Davis-Waller", "so true"),
        ("Rob", "Nonsense"),
        ("Old_Tiller", "Agreed"),
        ("Tom B.", "I said so."),
        ("Анна Ильина", "это не так"),
        ("José da Silva", "de la que el"),
        ("MarlinWatch", "Why not?"),
        ("h33t l4x0r", "and what of it"),
    ],
)
def test_a_name_is_more_name_like_than_words(more: str, less: str) -> None:
    assert name_quality(more) > name_quality(less) + 0.1


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Tilda Marsh, The Brookfield Echo, 3 June 2024", "Tilda Marsh"),
        ("By Tilda Marsh June 3, 2024", "Tilda Marsh"),
        ("By Tilda Marsh | Staff Writer", "Tilda Marsh"),
        ("By Tilda Marsh for The Echo", "Tilda Marsh"),
        ("By Ann Lee, Bob Ray and Cy Poe", "Ann Lee, Bob Ray and Cy Poe"),
        ("Von Anna Schmidt, Berlin", "Anna Schmidt"),
        ("Par Jean Dupont, publié le 3 juin 2024", "Jean Dupont"),
        ("By Reuters", "Reuters"),
        ("김서연 기자", "김서연"),
        ("本报记者 李明", "李明"),
        ("Av Maja Forsgren", "Maja Forsgren"),
        ("By the river, Tom sang", None),
        ("By Monday, Ann Lee had left", None),
        ("By 2030, cars will be electric", None),
    ],
)
def test_who_signs_a_byline(line: str, author: str | None) -> None:
    assert byline_author(line) == author


@pytest.mark.parametrize(
    ("line", "number"), [("+12", 12), ("1,204", 1204), ("8,0", None), ("9.5", None), ("1.2k", None)]
)
def test_rounded_and_divided_numbers_are_no_votes(line: str, number: int | None) -> None:
    assert (mark_of(line).role, mark_of(line).number) == (Role.NUMBER, number)


def test_a_count_that_stands_with_many_comments_is_a_button() -> None:
    marks = marks_of(["9 Comments", *["2 replies"] * 4])
    assert [mark.role for mark in marks] == [Role.COUNT, *[Role.ACTION] * 4]


def test_lines_keep_their_indent_and_the_gap_above_and_lose_what_cannot_be_seen() -> None:
    assert lines_of("می\u200cخوانند\u200c Ann\u200cB") == [Line("می\u200cخوانند AnnB", 0, 0)]
    assert lines_of("\u200bAnn\u00a0 Lee\r\n\r\n\r\n\tWhy\u202e?\n") == [Line("Ann Lee", 0, 0), Line("Why?", 4, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[…] as Ann wrote last week […]", True),
        ("[...] quoted [...]", True),
        ("I read […] and left.", False),
        ("Why?", False),
    ],
)
def test_excerpt_of_a_linking_page(text: str, expected: bool) -> None:
    assert is_pingback_text(text) is expected


@pytest.mark.parametrize(
    ("line", "categories", "expected"),
    [
        ("Like 3 · Reply", ("actions",), True),
        ("Like I said", ("actions",), False),
        ("3", ("actions",), False),
        ("", ("actions",), False),
        ("Reply Author", ("actions", "badges"), True),
        ("Oldest", ("sort:oldest",), True),
        ("Newest", ("sort:oldest",), False),
        ("Reply " * 60, ("actions",), False),
    ],
)
def test_line_made_of_known_phrases(line: str, categories: tuple[str, ...], expected: bool) -> None:
    assert consists_of(line, categories) is expected


def test_pattern_gives_back_the_words_of_the_line_itself() -> None:
    found = match("12 thoughts on “Rain AT last”", "count")
    assert found is not None
    assert (found.number, found.slot) == (12, "“Rain AT last”")
