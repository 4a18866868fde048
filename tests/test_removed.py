"""Which comments have none of their writer's words left."""

import pytest

from discourse.model import Comment, Status
from discourse.removed import LONGEST, is_gone


@pytest.mark.parametrize(
    "text",
    [
        "[removed]",
        "[deleted]",
        "Removed.",
        "Removed by a moderator: off topic",
        "This comment was removed by a moderator because it broke our rules.",
        "Comment deleted by user",
        "Dieser Kommentar wurde von der Redaktion entfernt.",
        "Ce commentaire a été supprimé par la modération",
        "Este comentario ha sido eliminado",
        "Комментарий удалён модератором",
        "このコメントは削除されました",
    ],
)
def test_a_notice_in_the_place_of_a_blocked_comment_is_nobodys_words(text: str) -> None:
    assert is_gone(Comment(id="a", text=text, status="blocked"))
    assert not is_gone(Comment(id="a", text=text))


@pytest.mark.parametrize(
    "text",
    [
        "They removed the benches last week and nobody asked us.",
        "Removed benches, closed toilets: what a town.",
        "Why are you all so angry?",
        "",
        "This comment was removed. " * (LONGEST // 20),
    ],
)
def test_the_words_of_a_blocked_comment_are_its_writers(text: str) -> None:
    assert not is_gone(Comment(id="a", text=text, status="blocked"))


@pytest.mark.parametrize("status", ["deleted"])
def test_what_is_deleted_is_gone_whatever_stands_there(status: Status) -> None:
    assert is_gone(Comment(id="a", text="I said so.", status=status))
