"""How many comments a heading states, by language."""

import pytest

from discourse.readers.counts import count_in, names_comments


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("12 thoughts on “The 39 steps”", 12),
        ("One thought on “The 39 steps”", 1),
        ("3 Responses to “Slugs”", 3),
        ("One Response to Slugs", 1),
        ("1,204 Comments", 1204),
        ("Comments (17)", 17),
        ("This Post Has 2 Comments", 2),
        ("No Comments", 0),
        ("{ 2 } comments… read them below", 2),
        ("12 Kommentare", 12),
        ("Ein Kommentar", 1),
        ("Ein Gedanke zu „Winter“", 1),
        ("5 Gedanken zu „Winter“", 5),
        ("Keine Kommentare", 0),
        ("Kommentare ( 56 )", 56),
        ("3 commentaires", 3),
        ("Une réflexion sur « La mer »", 1),
        ("4 réflexions au sujet de « La mer »", 4),
        ("Aucun commentaire", 0),
        ("7 comentarios en «El mar»", 7),
        ("Un comentario en «El mar»", 1),
        ("2 commenti su “Il mare”", 2),
        ("9 comentários", 9),
        ("Eén reactie op “Sluis”", 1),
        ("6 reacties op “Sluis”", 6),
        ("2 odpowiedzi na „Most”", 2),
        ("15 комментариев", 15),
        ("3 kommentarer", 3),
        ("コメント(4件)", 4),
        ("8条评论", 8),
        ("跟贴 6条", 6),
        ("留言列表 (7)", 7),
        ("7 Reviews", 7),
        ("Bewertungen 6", 6),
        ("Contributions 8", 8),
        ("6 Answers", 6),
        ("Komentarze internautów (7)", 7),
        ("댓글 5개", 5),
        ("Lesermeinungen (9)", 9),
        ("9 Leserkommentare", 9),
        ("48 Beiträge", 48),
        ("comentários 128", 128),
        ("COMENTARIOS (128)", 128),
        ("Kommentit 8", 8),
        ("Réactions (10)", 10),
        ("12 reactions", None),
        ("8 příspěvků", 8),
        ("Diskuze (8)", 8),
        ("5 σχόλια", 5),
        ("Обсуждение (7)", 7),
        ("评论（12）", 12),
        ("1.1k Comments", None),
        ("Comments 1.1k", None),
        ("2,3K comments", None),
        ("99+ comments", None),
        ("评论 1.2万", None),
        ("Comments 1-20 of 48", None),
        ("2replies", 2),
        ("Průmysl (8)", None),
        ("Leave a comment", None),
        ("Comments", None),
        ("The 39 steps", None),
        ("", None),
    ],
)
def test_heading_states_a_count(heading: str, count: int | None) -> None:
    assert count_in(heading) == count


@pytest.mark.parametrize(
    ("line", "is_named"),
    [("8 PŘÍSPĚVKŮ", True), ("コメント 3", True), ("3件", False), ("5 days", False)],
)
def test_line_speaks_of_comments(line: str, is_named: bool) -> None:
    assert names_comments(line) is is_named
