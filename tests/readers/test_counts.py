"""How many comments a heading states, by language."""

import pytest

from discourse.readers.counts import count_in


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
        ("댓글 5개", 5),
        ("Leave a comment", None),
        ("Comments", None),
        ("The 39 steps", None),
        ("", None),
    ],
)
def test_heading_states_a_count(heading: str, count: int | None) -> None:
    assert count_in(heading) == count
