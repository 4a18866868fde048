"""Notices that a discussion was closed or archived, in several languages."""

import re

_NOTICE = re.compile(
    r"the (?:following|above|preceding|discussion above)\b[^.!]{0,100}\b(?:closed|archived?)\b"
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
    >>> is_notice("I think this section is not resolved, and the road is closed.")
    False
    """
    return len(words) <= _MAX_NOTICE and _NOTICE.match(words.strip()) is not None
