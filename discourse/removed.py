"""Which comments have none of their writer's words left: deleted, or taken down with a notice in their place.

The words of such notices are here; how sure one has to be is told by where they stand. A text that nothing else marks
is a notice only where it says so in a set phrase and nothing else (``says_deleted``); one that the page calls blocked
may give its reasons (``is_gone``).
"""

import re
from collections.abc import Iterable

from discourse.model import Comment

LONGEST = 300
"""Characters at most of a notice where a comment is blocked."""
_LONGEST_ALONE = 90
"""Characters at most of a notice that nothing else marks."""
_COMMENT = (
    r"comments?|posts?|message|reply|tweet|answer|kommentar|beitrag|nachricht|commentaire|comentario|comentário|mensaje|"
    r"mensagem|commento|messaggio|reactie|bericht|komentarz|wpis|комментарий|сообщение|коментар|komentář|příspěvek|"
    r"innlegg|indlæg|inlägg|kommentti|yorum|hozzászólás|comentariul"
)
TAKEN_AWAY = (
    r"removed|deleted|entfernt|gelöscht|supprimé|eliminado|borrado|removido|excluído|apagado|rimosso|eliminato|cancellato|"
    r"verwijderd|usunięt\w+|skasowan\w+|удал[её]н\w*|видален\w*|odstraněn\w*|smazán\w*|fjernet|slettet|borttage[nt]|"
    r"raderat|poistettu|törölt\w*|törölve|silindi|kaldırıldı|șters"
)
"""What is said of a comment that is no longer there."""
_GONE = (
    rf"{TAKEN_AWAY}|moderated|taken down|withdrawn|hidden|blocked|rejected|flagged|not available|unavailable|gesperrt|"
    r"moderiert|ausgeblendet|modéré|retiré|masqué|moderado|retirado|moderato"
)
_DELETED = re.compile(
    r"[\[(<]?(?:deleted|removed|gelöscht|entfernt|supprimé|eliminado|rimosso|verwijderd|удалено)"
    r"(?: (?:by|von|par|por|da|door) .{1,30}?)?[\])>]?"
    r"|(?:this |the )?(?:comment|post|message) (?:has been |was |is )?(?:deleted|removed)(?: by .{1,40})?"
    r"|(?:dieser |der |dieses |das |diese |ihr )?(?:leser)?(?:kommentar|beitrag|posting|nachricht) (?:wurde|ist) "
    r"(?:.{1,40} )?(?:gelöscht|entfernt)(?: worden)?"
    r"|(?:ce |le )?(?:commentaire|message) (?:a été )?(?:supprimé|retiré)(?: par .{1,40})?"
    r"|(?:este |el )?(?:comentario|mensaje) (?:ha sido |fue )?(?:eliminado|borrado|suprimido)(?: por .{1,40})?"
    r"|(?:questo |il )?(?:commento|messaggio) (?:è stato )?(?:rimosso|eliminato|cancellato)(?: da.{1,40})?"
    r"|(?:este |o |esta )?(?:comentário|mensagem) (?:foi )?(?:removid|apagad|excluíd|eliminad)[oa](?: p.{1,40})?"
    r"|(?:deze |dit )?(?:reactie|bericht) (?:is |werd )?verwijderd(?: door .{1,40})?"
    r"|комментарий (?:был )?удал[её]н.{0,40}|komentarz został usunięty.{0,40}",
    re.IGNORECASE,
)
"""Set phrases, each of one language and with its own words."""
_NOTICE = re.compile(
    rf"\W*(?:(?:\w+\W+){{0,3}}?(?:{_COMMENT})\b.{{0,80}}?\b(?:{_GONE})\b.*|(?:{_GONE})(?:\W*|[.:,;!\])].*|\s+by\s.*)|"
    r".{0,30}(?:削除|删除|刪除|屏蔽|삭제).{0,30})",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence about the comment itself, or the bare word, with a reason behind it at most."""


def says_deleted(text: str) -> bool:
    """Return whether a text is a notice, and nothing else, that what stood there was deleted.

    >>> says_deleted("This message was deleted."), says_deleted("I deleted this message.")
    (True, False)
    """
    return len(text) <= _LONGEST_ALONE and _DELETED.fullmatch(text.strip(" .*_\n")) is not None


def is_gone(comment: Comment) -> bool:
    """Return whether nothing is left of what a comment said.

    >>> notice = "This comment was removed by a moderator because it broke our rules."
    >>> is_gone(Comment(id="a", text=notice, status="blocked")), is_gone(Comment(id="a", text=notice))
    (True, False)
    """
    return is_gone_text(comment.text, comment.status)


def is_wordless(comment: Comment) -> bool:
    """Return whether there are no words of a comment's writer: nothing is left of them, or nothing was in the source.

    >>> is_wordless(Comment(id="a", text=" ", status="hidden")), is_wordless(Comment(id="a", text="No."))
    (True, False)
    """
    return not comment.text.strip() or is_gone(comment)


def wordless(comments: Iterable[Comment]) -> frozenset[str]:
    """Return the ids of the comments without words of their writers."""
    return frozenset(comment.id for comment in comments if is_wordless(comment))


def is_gone_text(text: str, status: str | None) -> bool:
    """Return the same of the text and the status of a comment."""
    if status == "deleted":
        return True
    return status == "blocked" and len(text) <= LONGEST and _NOTICE.fullmatch(text.strip()) is not None
