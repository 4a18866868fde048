"""Notices that a discussion was closed or archived, in several languages."""

import re

_NOTICE = re.compile(
    r"[^.!]{0,80}\b(?:discussion|debate|section|request|topic|thread|nomination|proposal|survey)\b[^.!]{0,60}\b"
    r"(?:is|was|are|has been|have been|an?)\b[^.!]{0,40}(?:closed|archived?|resolved|collapsed)\b"
    r"|.{0,200}please do not modify it|this section is pinned"
    r"|(?:die )?archivierung dieses abschnitt|dieser abschnitt kann archiviert werden"
    r"|diese[rs]? (?:diskussion|abschnitt|antrag) (?:ist|wurde) (?:beendet|abgeschlossen|geschlossen|archiviert)"
    r"|(?:la |cette )?(?:discussion|section)(?: ci-dess[uo]u?s| suivante)? est (?:close|clos|fermée|archivée)"
    r"|(?:la |esta )?(?:siguiente )?(?:discusión|sección)[^.]{0,40}(?:cerrada|archivada)"
    r"|(?:la |questa )?(?:seguente )?discussione[^.]{0,40}(?:chiusa|archiviata|conclusa)"
    r"|(?:a |esta )?(?:seguinte )?(?:discussão|seção)[^.]{0,40}(?:encerrada|arquivada|fechada)"
    r"|(?:de|deze)(?: onderstaande)? (?:discussie|overleg)[^.]{0,40}(?:gesloten|gearchiveerd)",
    re.IGNORECASE,
)
_MAX_NOTICE = 400


def is_notice(words: str) -> bool:
    """Return whether words are a notice that a discussion was closed or archived, and no more.

    >>> is_notice("The following discussion has been closed. Please do not modify it.")
    True
    """
    return len(words) <= _MAX_NOTICE and _NOTICE.match(words.strip()) is not None
