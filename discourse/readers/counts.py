"""How many comments a page says it has: "12 thoughts on …", "Ein Kommentar", "Aucun commentaire"."""

import re

from selectolax.lexbor import LexborHTMLParser

from discourse.readers.markup import line_of

_MAX_HEADING = 200
_MAX_WORDS = 3
_WORD = re.compile(r"\w+")
_NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f' ]\d{3}){1,2}(?!\d)|\d{1,7}"
_NOUN = (
    r"comment|kommentar|kommentti|kommenttia|comentari|commenti|commento|coment|reacti|reactie|reaksjon|response|"
    r"r[ée]ponse|respuesta|resposta|rispost|antwort|reply|replies|reaktion|thought|gedank|r[ée]flexion|pens[ée]e|"
    r"pensam|pensier|opini|meinung|note|beitr[äa]g|feedback|komentar|komentář|komentá|koment|hozzászól|yorum|odpowied|"
    r"коммент|комент|отзыв|ответ|мысл|σχόλι|σχολι|تعليق|תגוב|ความคิดเห็น|bình luận|tanggapan|reacties|innlegg|svar|"
    r"mening|ergänzung|myśl|refleksj|comentário|posting"
)
_EAST_ASIAN = re.compile(
    r"(\d{1,7})\s?(?:件|条|條|则|則|개)|(\d{1,7})\s?回[复覆]|(?:コメント|评论|評論|댓글|留言)\s?[（(:：]?\s?(\d{1,7})|(\d{1,7})\s?(?:コメント|评论|評論|댓글|留言)"
)
_COUNTED = re.compile(rf"(?:^|\D)({_NUMBER})\W{{0,4}}(?:[^\W\d_]+\s+){{0,2}}?(?:{_NOUN})", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:{_NOUN})\w{{0,12}}\s*[:(\[]?\s*({_NUMBER})\b", re.IGNORECASE)
_ONE = re.compile(
    r"^\W*(?:one|an?|ein|eine|un|une|uno|una|um|uma|e[eé]n|één|en|ett|et|jeden|jedna|один|одна|одно|bir|egy|yksi)"
    rf"\s+(?:[^\W\d_]+\s+){{0,1}}?(?:{_NOUN})",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^\W*(?:no|keine|noch keine|aucun|aucune|ning[uú]n|sin|nessun|nenhum|sem|geen|inga|ingen|brak|нет|žádn|nincs|0)"
    rf"\w{{0,3}}\s+(?:[^\W\d_]+\s+){{0,1}}?(?:{_NOUN})",
    re.IGNORECASE,
)


def count_in(heading: str) -> int | None:
    """Return the number of comments that a heading states, in many languages; ``None`` where it states none.

    >>> count_in("3 thoughts on “The 24 hours”"), count_in("Ein Kommentar"), count_in("Aucun commentaire")
    (3, 1, 0)
    """
    text = heading[:_MAX_HEADING]
    found = _COUNTED.search(text) or _LABELLED.search(text)
    if found:
        return int(re.sub(r"\D", "", found.group(1)))
    eastern = _EAST_ASIAN.search(text)
    if eastern:
        return int(next(filter(None, eastern.groups())))
    if _ONE.search(text):
        return 1
    return 0 if _NONE.search(text) else None


def count_in_headings(tree: LexborHTMLParser, selector: str) -> int | None:
    """Return the first number of comments that the elements of a selector state and nothing else beside it."""
    for node in tree.css(selector):
        line = line_of(node)
        count = count_in(line) if len(_WORD.findall(line)) <= _MAX_WORDS else None
        if count is not None:
            return count
    return None
