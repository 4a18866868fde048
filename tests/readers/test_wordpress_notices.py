"""Comments that only their authors see: WordPress says in its own words, with or without a class, that they wait."""

import pytest

from discourse.readers import read

PAGE = """<html><head><title>A ladder for eels</title><meta name="generator" content="WordPress 2.9"></head><body>
<h2>A ladder for eels</h2><ol class="commentlist"><li class="comment depth-1" id="comment-3"><cite>Wilma</cite>
<p>It was built in a week.</p></li><li class="comment depth-1" id="comment-4"><cite>Piet</cite>{}</li></ol>
</body></html>"""
TEXT = "<p>And it fell in a day.</p>"


@pytest.mark.parametrize(
    "notice",
    [
        "<em>Your comment is awaiting moderation.</em><br>",
        "<p><em>Your comment is awaiting moderation.</em></p>",
        "<p><strong>Dein Kommentar wartet auf Freischaltung.</strong></p>",
        "<em>Votre commentaire est en attente de modération.</em>",
        "<em>Tu comentario está pendiente de moderación.</em>",
        "<em>Il tuo commento è in attesa di moderazione.</em>",
        "<em>O seu comentário está aguardando moderação.</em>",
        "<em>Je reactie wacht op moderatie.</em>",
        "<em>Twój komentarz oczekuje na moderację.</em>",
        "<em>Ваш комментарий ожидает модерации.</em>",
        "<em>您的评论正在等待审核。</em>",
        "<em>コメントは承認待ちです。</em>",
        '<em class="comment-awaiting-moderation">Patience!</em>',
    ],
)
def test_comment_that_awaits_moderation_is_skipped(notice: str) -> None:
    thread = read(PAGE.format(notice + TEXT).encode())
    assert [each.author for each in thread.comments] == ["Wilma"]
    assert [item.kind for item in thread.skipped] == ["unapproved"]


@pytest.mark.parametrize(
    "said",
    [
        "<p>It said: <em>Your comment is awaiting moderation.</em> For a week!</p>",
        "<p><em>Your comment is awaiting moderation.</em> Again.</p>",
        "<blockquote><p>Your comment is awaiting moderation.</p></blockquote><p>Mine, too.</p>",
        "<p>My comment is awaiting moderation.</p>",
    ],
)
def test_comment_that_speaks_of_moderation_is_one(said: str) -> None:
    assert [each.author for each in read(PAGE.format(said).encode()).comments] == ["Wilma", "Piet"]
