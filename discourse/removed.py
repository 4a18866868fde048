"""Which comments have none of their writer's words left: deleted, or taken down with a notice in their place."""

import re

from discourse.model import Comment

LONGEST = 300
"""Characters of a notice at most."""
_COMMENT = (
    r"comments?|posts?|message|reply|tweet|answer|kommentar|beitrag|nachricht|commentaire|comentario|comentário|mensaje|"
    r"mensagem|commento|messaggio|reactie|bericht|komentarz|wpis|комментарий|сообщение|коментар|komentář|příspěvek|"
    r"innlegg|indlæg|inlägg|kommentti|yorum|hozzászólás|comentariul"
)
_GONE = (
    r"removed|deleted|moderated|taken down|withdrawn|hidden|blocked|rejected|flagged|not available|unavailable|"
    r"entfernt|gelöscht|gesperrt|moderiert|ausgeblendet|supprimé|modéré|retiré|masqué|eliminado|borrado|moderado|retirado|"
    r"removido|excluído|apagado|rimosso|eliminato|cancellato|moderato|verwijderd|usunięt\w+|skasowan\w+|удал[её]н\w*|"
    r"видален\w*|odstraněn\w*|smazán\w*|fjernet|slettet|borttage[nt]|raderat|poistettu|törölt\w*|törölve|silindi|kaldırıldı|"
    r"șters"
)
_NOTICE = re.compile(
    rf"\W*(?:(?:\w+\W+){{0,3}}?(?:{_COMMENT})\b.{{0,80}}?\b(?:{_GONE})\b.*|(?:{_GONE})(?:\W*|[.:,;!\])].*|\s+by\s.*)|"
    r".{0,30}(?:削除|删除|刪除|屏蔽|삭제).{0,30})",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence about the comment itself, or the bare word, with a reason behind it at most."""


def is_gone(comment: Comment) -> bool:
    """Return whether nothing is left of what a comment said.

    >>> notice = "This comment was removed by a moderator because it broke our rules."
    >>> is_gone(Comment(id="a", text=notice, status="blocked")), is_gone(Comment(id="a", text=notice))
    (True, False)
    """
    return is_gone_text(comment.text, comment.status)


def is_gone_text(text: str, status: str | None) -> bool:
    """Return the same of the text and the status of a comment."""
    if status == "deleted":
        return True
    return status == "blocked" and len(text) <= LONGEST and _NOTICE.fullmatch(text.strip()) is not None
