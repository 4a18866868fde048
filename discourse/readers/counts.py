"""How many comments a page says it has: "12 thoughts on …", "Ein Kommentar", "Aucun commentaire"."""

import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

from discourse.readers.markup import line_of

_MAX_HEADING = 200
_MAX_WORDS = 3
_WORD = re.compile(r"\w+")


def _plain(text: str) -> str:
    """Return a text in lower case without accents: pages leave them out of capitals, and some of all words."""
    # "Réactions" are comments in French; without the accent they are what an English page calls its likes.
    parts = unicodedata.normalize("NFD", text.casefold().replace("réaction", "commentaire"))
    return unicodedata.normalize("NFC", "".join(each for each in parts if unicodedata.category(each) != "Mn"))


_NOUN = _plain(
    r"comment|coment|komment|koment|reactie|reaksjon|reaktion|reakc|response|réponse|respuesta|resposta|rispost|"
    r"antwort|reply|replies|thought|gedank|réflexion|reflexi|pensée|pensam|pensier|opini|meinung|beitrag|beiträge|"
    r"feedback|hozzászól|yorum|odpowied|odpověd|коммент|комент|отзыв|ответ|мысл|мнени|обсужден|σχόλι|تعليق|תגוב|"
    r"ความคิดเห็น|bình luận|nhận xét|tanggapan|innlegg|inlägg|svar|mening|ergänzung|myśl|refleksj|posting|příspěv|"
    r"diskuz|diskus|discuss|debat|zuschrift|leserbrief|leserpost|talkback|contribution|review|rezension|reseñ|recension|"
    r"answer|bewertung|ý kiến|phản hồi|thảo luận|ulasan|นานาทัศนะ|ความเห็น|دیدگاه|نظر|تبصر|टिप्पण|মন্তব্য|கருத்து|"
    r"відгук|відповід|отговор|odgovor|mnenj|vastau|vélemény|athugasemd|ummæli|atsiliepim|mesaje|şərh|iruzkin"
)
_OF_READERS = r"\w{2,12}(?:kommentar|meinung|beitrag|zuschrift|reactie)"
_COMMENTS = rf"(?<![^\W\d_])(?:ال|ה)?(?:{_NOUN}|{_OF_READERS})"
_ENDING = r"[\w\u0900-\u0dff]{0,12}"
"""How a word may end; the vowel signs of India are no letters to the pattern."""
_EASTERN = "コメント|评论|評論|댓글|留言|回复|回覆|回復|跟贴|跟帖"
_ROUNDED = r"(?![.,]?\d|\+|\s?(?:[km]|mil|tys|тыс|tsd)\b|\s?[万萬만천])"
"""What makes a number a rounded one ("1.2k", "99+"), which says no count."""
_NUMBER = rf"(?<!\d)(?<!\d[.,])((?:\d{{1,3}}(?:[.,\u00a0\u202f' ]\d{{3}}){{1,2}}(?!\d)|\d{{1,7}})){_ROUNDED}"
_OF_PAGES = re.compile(
    r"(?:(?<![^\W\d_])|(?<=[^\W\d_])(?=[A-ZА-Я]))"  # where lines are glued a page begins with a capital: "ReplyPage 1"
    r"(?i:pages?|seiten?|sid[ae]|sidor|sider|p[áàa]ginas?|pagin[aei]|paginas|stron[ay]|str[áa]nk[ay]|страниц[аы]|стр\.|sivut?|"
    r"oldal|sayfa|stran|halaman|trang|σελίδα|หน้า|صفحة|ページ|页|頁)"
    r"\s?[:：#]?\s?[(\[]?\s?\d+(?:\s?[-–/]\s?\d+|\s\w{1,4}\s\d+)?\s?[)\]]?"
)
"""The number of a page among others, which says nothing of how many comments there are."""
_PART = r"(?!\s?(?:[-–/]|of|von|de|sur|di|van|из)\s?\d)"
_EAST_ASIAN = re.compile(
    rf"{_NUMBER}\s?(?:件|条|條|则|則|개)|{_NUMBER}\s?回[复覆]|(?:{_EASTERN})(?:列表|一覧|목록)?\s?[（(:：]?\s?{_NUMBER}|{_NUMBER}\s?(?:{_EASTERN})"
)
_COUNTED = re.compile(rf"{_NUMBER}(?:(?!\)\s?\()\W){{0,4}}(?:[^\W\d_]+\s+){{0,2}}?{_COMMENTS}")
_LABELLED = re.compile(
    rf"{_COMMENTS}{_ENDING}\s*[:(\[]?\s*{_NUMBER}\b{_PART}|"
    rf"{_COMMENTS}{_ENDING}(?:\s[^\W\d_]{{1,20}}){{1,3}}\s?[(\[]{_NUMBER}[)\]]"
)
_ONE = re.compile(
    r"^\W*(?:one|an?|eine?|une?|un[oa]|uma?|e{1,2}n|ett?|jeden|jedna|один|одна|одно|bir|egy|yksi)"
    rf"\s+(?:[^\W\d_]+\s+){{0,1}}?{_COMMENTS}"
)
_NONE = re.compile(
    r"^\W*(?:no|keine|noch keine|aucun|aucune|ningun|sin|nessun|nenhum|sem|geen|inga|ingen|brak|нет|zadn|nincs|0)"
    rf"\w{{0,3}}\s+(?:[^\W\d_]+\s+){{0,1}}?{_COMMENTS}"
)
_NAMED = re.compile(rf"{_COMMENTS}|{_EASTERN}")


def count_in(heading: str) -> int | None:
    """Return the number of comments that a heading states, in many languages; ``None`` where it states none.

    >>> count_in("3 thoughts on “The 24 hours”"), count_in("Ein Kommentar"), count_in("Aucun commentaire")
    (3, 1, 0)
    """
    text = _plain(_OF_PAGES.sub(" ", heading[:_MAX_HEADING]))
    found = _COUNTED.search(text) or _LABELLED.search(text)
    if found:
        return int(re.sub(r"\D", "", next(filter(None, found.groups()))))
    eastern = _EAST_ASIAN.search(text)
    if eastern:
        return int(re.sub(r"\D", "", next(filter(None, eastern.groups()))))
    if _ONE.search(text):
        return 1
    return 0 if _NONE.search(text) else None


def names_comments(line: str) -> bool:
    """Return whether a line speaks of comments, in any of the languages whose counts are read.

    >>> names_comments("Lesermeinungen (9)"), names_comments("12 件")
    (True, False)
    """
    return bool(_NAMED.search(_plain(line)))


def count_in_headings(tree: LexborHTMLParser, selector: str) -> int | None:
    """Return the first number of comments that the elements of a selector state and nothing else beside it."""
    for node in tree.css(selector):
        line = line_of(node)
        count = count_in(line) if len(_WORD.findall(line)) <= _MAX_WORDS else None
        if count is not None:
            return count
    return None
