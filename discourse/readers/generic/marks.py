"""What software writes into the text of a comment: that it was edited, buttons of a spoiler, counts below it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from discourse.readers.drafts import Draft
from discourse.readers.generic.standing import CHANGED
from discourse.readers.votes import OUT_OF

_LAST = r"last|zuletzt|dernière|última|laatst|senast|sist|sidst|ostatnio|naposledy|последний раз|viimeksi|son"
_WHAT = (
    r"(?:this |deze |diese[rs]? |ce |cet |este |questo )?(?:comment|post|reactie|bericht|beitrag|kommentar|commentaire|"
    r"message|comentario|comentário|commento|messaggio|inlägg|komentarz|сообщение|комментарий)"
)
_BY = r"by|von|par|por|da|door|av|af|przez|tarafından|(?:on|am|le|el|il|op|den)(?= \d)|\d"
_EDITED = re.compile(
    rf"[\[(]?(?:(?:{_LAST}|{_WHAT})(?: was| wurde| a été| fue| è stato)? )?(?:zuletzt |last )?(?:{CHANGED})[: ]\s?"
    rf"(?:{_BY})\b.{{0,100}}",
    re.IGNORECASE,
)
"""The line below a text which says who changed it or when."""
_TOGGLE = r"show|hide|afficher|masquer|anzeigen|verbergen|einblenden|ausblenden|mostrar|ocultar|mostra|nascondi|tonen"
_SPOILER = re.compile(rf"(?:spoil(?:er)?s?)?\W*(?:(?:{_TOGGLE})\W*){{2}}", re.IGNORECASE)
_COUNTS = re.compile(
    r"(?:\d[\d.,]* (?:likes?|dislikes?|shares?|retweets?|reposts?|upvotes?|downvotes?|views?|replies|loves?)\W*){1,5}",
    re.IGNORECASE,
)
_OF_USE = r"(?:helpful|hilfreich|utiles?|nuttig|útil)\b\W{0,4}(?:yes|no|oui|non|ja|nein|sí|sì)?.{0,10}"
_HELPFUL = re.compile(
    rf"(?:- )?(?:\d{{1,6}}{OUT_OF}\b|"
    rf"was this|did you find|war diese|ce (?:commentaire|avis)|cet avis|questa recensione|¿).{{0,60}}{_OF_USE}",
    re.IGNORECASE,
)
"""The line below a review that says or asks how many found it of use."""
_SEPARATORS = re.compile(r"(?=.{0,15}[|•·¶])[\s|•·¶/–—-]{1,16}")
"""What stands between the buttons below a text."""
_UNDERLINE = re.compile(r"_{5,}")
_MOST_LINE = 140


def without_marks(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the comments without such lines; what one says of editing is kept as that."""
    return [_cleaned(draft) for draft in drafts]


def _cleaned(draft: Draft) -> Draft:
    lines = [line for line in draft.text.split("\n") if not (len(line) <= _MOST_LINE and _SPOILER.fullmatch(line))]
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or _is_below(lines[end - 2], lines[end - 1])):
        end -= 1
    text = "\n".join(lines[:end]).strip("\n")
    if not text or text == draft.text:
        return draft
    noted = next((line.strip("[]()") for line in lines[end:] if _says_edited(line)), None)
    return replace(draft, text=text, edited=draft.edited if draft.edited is not None else noted)


def _is_below(before: str, line: str) -> bool:
    """Return whether the last line of a text, after another one, is what software wrote below it."""
    is_apart = not before.strip() and len(line) <= _MOST_LINE
    return (
        _says_edited(line)
        or (len(line) <= _MOST_LINE and bool(_SEPARATORS.fullmatch(line) or _HELPFUL.fullmatch(line)))
        or (is_apart and bool(_COUNTS.fullmatch(line) or _UNDERLINE.fullmatch(line)))
    )


def _says_edited(line: str) -> bool:
    return len(line) <= _MOST_LINE and any(map(str.isdigit, line)) and bool(_EDITED.fullmatch(line))
