"""What WordPress says of a comment that only its author sees: that it awaits moderation."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from discourse.readers.dom import is_within
from discourse.readers.markup import line_of
from discourse.readers.wordpress.pieces import Piece

_AWAITING = re.compile(
    r"your comment is (?:awaiting|pending) (?:moderation|approval)|"
    r"(?:dein|ihr) kommentar (?:wartet (?:noch )?auf (?:moderation|freischaltung|genehmigung|freigabe)|"
    r"muss noch freigeschaltet werden)|"
    r"(?:votre|ton) commentaire est en attente de (?:modération|validation|approbation)|"
    r"(?:tu|su) comentario está (?:pendiente de|esperando|a la espera de) (?:moderación|aprobación)|"
    r"il tuo commento è in attesa di (?:moderazione|approvazione)|"
    r"(?:o )?seu comentário (?:está )?(?:aguardando|aguarda|a aguardar) (?:moderação|aprovação)|"
    r"(?:je|uw|jouw) reactie wacht op (?:moderatie|goedkeuring)|"
    r"(?:twój )?komentarz oczekuje na (?:moderację|akceptację|zatwierdzenie)|"
    r"ваш комментарий (?:ожидает|жд[её]т) (?:модерации|проверки|одобрения)|"
    r"ваш коментар (?:очікує|чекає) (?:на )?(?:модерацію|модерації|перевірку|перевірки|схвалення)|"
    r"din kommentar (?:inväntar|väntar på) (?:granskning|moderering|godkännande)|"
    r"din kommentar afventer (?:moderation|moderering|godkendelse)|"
    r"(?:din kommentar|kommentaren din) (?:venter på|avventer) (?:moderering|godkjenning)|"
    r"kommenttisi odottaa (?:moderointia|hyväksyntää|hyväksymistä)|"
    r"(?:váš )?komentář čeká na (?:moderaci|schválení)|"
    r"(?:a )?hozzászólás(?:a|od)? (?:moderálásra|jóváhagyásra) vár|"
    r"yorumunuz (?:onay|denetim|moderasyon)(?: için)? bekliyor|"
    r"comentariul tău așteaptă (?:moderarea|aprobarea)|"
    r"(?:el vostre|el teu) comentari (?:està pendent de|espera) moderació|"
    r"το σχόλι[οό] σας (?:αναμένει|περιμένει) έγκριση|"
    r"(?:あなたの)?コメントは(?:現在)?承認待ちです|(?:您|你)的(?:评论|留言)正在等待审核|(?:您|你)的(?:留言|迴響|評論)正在等待審核|"
    r"(?:귀하|당신)의 댓글은? ?(?:승인|검토) ?대기 ?중입니다",
    re.IGNORECASE,
)
_WORDS = (
    "moder", "modér", "approv", "freisch", "freig", "genehmigung", "validation", "approbation", "aprob", "aprov",
    "goedkeuring", "akceptację", "zatwierdzenie", "модера", "проверки", "перевірк", "одобрения", "схвалення",
    "granskning", "godk", "hyväks", "schválení", "jóváhagy", "bekliyor", "έγκριση", "承認", "审核", "審核", "대기",
)  # fmt: skip
"""A word of each of these sentences, which costs less to look for."""
_TAGS = frozenset({"em", "i", "strong", "b", "small", "span", "div", "p"})
_MOST = 80
_MOST_PLACES = 100
_SIGNS = " .!…。[]()*–—-"


def may_await(lower: str) -> bool:
    """Return whether the text of a page, in lower case, holds such a sentence at all."""
    return any(_is_near(word, lower) for word in _WORDS)


def _is_near(word: str, lower: str) -> bool:
    """Return whether a sentence stands around one of the first places of a word."""
    place = lower.find(word)
    for _ in range(_MOST_PLACES):
        if place < 0:
            return False
        if _AWAITING.search(lower, max(0, place - _MOST), place + _MOST):
            return True
        place = lower.find(word, place + _MOST)
    return True


def says_it_awaits(own: Sequence[Piece]) -> bool:
    """Return whether one of a comment's elements is such a sentence and nothing else.

    One inside a paragraph or a quotation is said by the comment's author.
    """
    return any(_says_so(piece) for piece in own[1:])


def _says_so(piece: Piece) -> bool:
    line = line_of(piece.node).strip(_SIGNS) if piece.tag in _TAGS else ""
    around = piece.node.parent
    is_sentence = 0 < len(line) <= _MOST and _AWAITING.fullmatch(line) is not None
    return is_sentence and around is not None and not is_within(around, _is_said)


def _is_said(node: LexborNode) -> bool:
    return node.tag in ("p", "blockquote", "q")
