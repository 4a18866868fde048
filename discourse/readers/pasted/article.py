"""The article of a page: its title, its paragraphs, and who wrote it when, as far as the text shows them."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from discourse.readers.eastern import EASTERN
from discourse.readers.pasted.lexicon import lexicon, plain
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role
from discourse.readers.pasted.names import byline_author, name_quality
from discourse.readers.times import day_first, find_time, iso_of

_FINAL = re.compile(r"""[.!?…:;。！？]["'”’»)\]」』]*$""")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SITE = re.compile(r"\s+[|–—»·-]\s+([^|–—»·]{2,60})$")
_URL = re.compile(r"https?://[^\s<>\"]{4,500}")
_TRAIL = re.compile(r"^(?:[^»›/>]{1,60}\s[»›/>]\s){2,8}[^»›/>]")
_SENTENCE_WITHIN = re.compile(r"(?:[^\W\d_]{4,}|\d{4})\.\s+[^\W\d_]")
"""A sentence that ends within the line: the words under a picture, with the name of its maker after them."""
_ITEM = re.compile(r"(?:\d{1,3}[.):]|[•–—*-])\s")
_DOMAIN = re.compile(r"\s\([\w.-]{2,60}\.[a-z]{2,12}\)(?:\s\d{1,5})?$")
_TOPIC = re.compile(
    r"^(?:topic|thread|subject|thema|betreff|sujet|tema|asunto|argomento|onderwerp|assunto|тема)\s?:\s", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"\d{1,3}[\s-]?min(?:\.|\b|ut)|\d+ (?:posts|answers|replies)\b|sort(?:ed)? by\b|"
    r"\d[\d.,\s]*[km]? (?:views|subscribers|points? \(|aufrufe|abonnenten|vues|abonnés|visualizaciones|suscriptores|"
    r"visualizzazioni|iscritti|visualizações|weergaven|просмотр|подписчик|wyświetle)",
    re.IGNORECASE,
)
"""How long an article takes to read, how many posts, views or points a page has."""
_PUBLISHED = re.compile(
    r"(?:first |last |article )?(?:published|updated|posted|modified|veröffentlicht|aktualisiert|stand|"
    r"publié|mis à jour|modifié|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|"
    r"atualizado|опубликовано|обновлено|opublikowano|"
    r"aktualizacja|publicerad|uppdaterad)\b",
    re.IGNORECASE,
)
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{8}")
"""Letters of Thai, Lao, Burmese or Khmer, which blanks do not part into words."""
_DATED = 0.25
_STEPS = 3
_OVER = 5
_LESS = 0.6
_LEAST_OVER = 2.25
"""What a line of some words weighs of which the body has one, perhaps by chance."""
_LINKED = 2.0
"""What "(example.org)" at the end of a line adds: a link list's titles have it."""
_LONG = 120
_SENTENCE = 50
_NEAR_TITLE = 8
_MOST_BARS = 2
_HANDLE = re.compile(r"[\w.-]{2,40}")
_AROUND, _LONGEST_WORK, _MOST_ABOVE = 40, 80, 300
_ALONE = 3.0
"""What a line loses as a title that is all of a body."""
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
_MEAN = re.compile(r"[1-9][.,]\d{1,2}(?: ?/ ?(?:5|10))?")
_RATED = re.compile(
    r"\(?\{n\} (?:\w+ )?(?:ratings?|reviews?|votes?|bewertungen|rezensionen|avis|notes|votos|opiniones|reseñas|"
    r"recensioni|voti|beoordelingen|recensies|avaliações|оцен\w+|отзыв\w*|рецензи\w+|ocen|opinii)\b.{0,20}|\(\{n\}\)"
)
_OF_REVIEWS = re.compile(
    r"(?:\S+ )?(?:reviews?|avis|\w{0,10}bewertungen|rezensionen|opiniones|reseñas|"
    r"recensioni|opinioni|beoordelingen|avaliações|"
    r"отзывы|opinie)\b[^\0]{0,12} \0|\0 [>›»:–-] (?:reviews?|avis|bewertungen|rezensionen|opiniones|recensioni|отзывы)",
    re.IGNORECASE,
)
"""How the heading of reviews says what they are of."""
_TOLD = 6.0
_SURELY = 2.9
"""A line with so many of the body's own words is the title, whatever stands above it."""
_NAMED = 0.9
_LONGEST_BYLINE = 3
_SHORT_BYLINE = 6
_LEAST_HEADLINE, _LEAST_STANDFIRST = 4, 7  # words
_BESIDE_DATE = 3
_BELOW_STANDFIRST = 3
_HEADING = 240
_STANDFIRST = 100
_FURNITURE_COST = {Role.END: 4.0, Role.COUNT: 3.0, Role.FORM: 2.0, Role.SECTION: 2.0}


class Found(NamedTuple):
    """What a page's text says about its article; all of it may be unknown."""

    title: str | None
    author: str | None
    published: str | None
    site: str | None
    url: str | None
    body: str | None


def find_article(
    lines: Sequence[Line], marks: Sequence[Mark], end: int, quoted: str | None, until: int | None = None
) -> Found:
    """Return the article above line ``end``; ``quoted`` is its title where the comments' heading quotes it.

    What reviews are of stands above the line ``until``, where the first begins.
    """
    first, last = _body(lines, marks, end)
    place = _title_line(lines, marks, (first, last), first if last else end - 1, quoted)
    work = None if quoted else _work(lines[: end if until is None else until], marks)
    place = place if work is None else work
    place = _short_title(first, lines, marks) if place is None and last else place
    if place and not last and _heads(place - 1, lines, marks):  # an article of one sentence is no prose
        first, last, place = place, _end_of_sentences(place, end, lines, marks), place - 1
    title = _bare_title(lines[place].text) if place is not None else _unquoted(quoted)
    if place is not None and first <= place < last:
        first = place + 1
    title, site = _without_site(title, lines)
    author, published = _byline(lines, marks, place if place is not None else first, first)
    if (
        author is None
        and work is not None
        and _MEAN.fullmatch("".join(line.text for line in lines[work + 2 : work + 3]))
    ):
        author = lines[work + 1].text
    return Found(title, author, published, site, _url(lines), _text(lines, marks, first, last, title))


def _body(lines: Sequence[Line], marks: Sequence[Mark], end: int) -> tuple[int, int]:
    """Return the run of lines above ``end`` with the most prose for the least furniture."""
    best, best_span = 0.0, (0, 0)
    total, first = 0.0, 0
    for place in range(end):
        total += _weight(lines[place].text, marks[place])
        if total <= 0:
            total, first = 0.0, place + 1
        elif total > best:
            best, best_span = total, (first, place + 1)
    return best_span


def _heads(place: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether a line may be the headline right above a sentence: it ends none itself."""
    above, below = lines[place].text, lines[place + 1].text
    may_head = marks[place].role is Role.TEXT and _may_be_title(above) and not _is_byline(above)
    return may_head and not _FINAL.search(above) and _FINAL.search(below) is not None


def _end_of_sentences(first: int, end: int, lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """Return the place below the sentences that begin at a line."""
    places = range(first, end)
    return next((at for at in places if marks[at].role is not Role.TEXT or not _FINAL.search(lines[at].text)), end)


def _weight(text: str, mark: Mark) -> float:
    if is_prose(text) and mark.role in {Role.TEXT, Role.HEADER}:
        return min(len(text), 600) / 100
    if mark.role is Role.CAPTION:
        return 0.0
    if mark.role is Role.TEXT:
        return -0.25 if _FINAL.search(text) or len(text) > _SENTENCE else -0.6
    return -_FURNITURE_COST.get(mark.role, 0.8)


def is_prose(text: str) -> bool:
    """Return whether a line reads as a paragraph: long, or a sentence with its end."""
    length = 2 * len(text) if EASTERN.search(text) else len(text)
    return length >= _LONG or (length >= _SENTENCE and _FINAL.search(text) is not None)


def _bare_title(text: str) -> str:
    """Return a title without "Topic:" before it or the "(example.org)" of a link list after it."""
    return _DOMAIN.sub("", _TOPIC.sub("", text)).strip() or text


def _title_line(
    lines: Sequence[Line], marks: Sequence[Mark], body: tuple[int, int], first: int, quoted: str | None
) -> int | None:
    """Return the line that is most like the title: above the body, in its words, there twice, quoted below."""
    again = Counter(plain(line.text) for line in lines)
    content = Counter(word for line in lines[slice(*body)] for word in _words(line.text))
    trail = _trail(lines)
    best, best_score = None, 0.5
    for place in range(min(first + 1, len(lines))):
        text = lines[place].text
        is_quoted = any(_is_same(plain(text), wanted) for wanted in (plain(quoted or ""), trail) if wanted)
        if marks[place].role is not Role.TEXT or not (is_quoted or _may_be_title(text)) or _is_byline(text):
            continue
        score = _title_score(text, content) + _title_place(place, first, lines, marks)
        score += 1.5 * (again[plain(text)] > 1 and len(text.split()) > 3)
        score += 6.0 * is_quoted + _LINKED * (_DOMAIN.search(text) is not None)
        score -= _ALONE * (place == first and body[1] - body[0] == 1 and not is_quoted)
        score -= 1.0 * (place == first and body[0] < body[1] and not is_quoted and _FINAL.search(text) is not None)
        if score > best_score:
            best, best_score = place, score
    if best is None or body[0] == body[1] or best_score >= _TOLD or again[plain(lines[best].text)] > 1:
        return best
    if _title_score(lines[best].text, content) >= _SURELY:
        return best
    return _headline_over(_over_standfirst(best, content, lines, marks), lines, marks)


def _short_title(body: int, lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """Return the first line close above a body that is a title but for its few words, over a time, and no name."""
    for place in range(max(0, body - _OVER), body):
        text = lines[place].text
        may_be = marks[place].role is Role.TEXT and _may_be_title(text) and not _is_byline(text)
        is_dated = any(mark.role in {Role.TIME, Role.HEADER} for mark in marks[place + 1 : body])
        if may_be and is_dated and name_quality(text) < _NAMED and not _FINAL.search(text):
            return place
    return None


def _work(lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """Return the line with the name of what is reviewed on a page; ``None`` where no line is set as such a name."""
    lines = lines[:_MOST_ABOVE]
    for place, line in enumerate(lines):
        text = line.text
        may_be = marks[place].role is Role.TEXT and _may_be_title(text) and len(text) <= _LONGEST_WORK
        if not may_be or _FINAL.search(text) or _OF_REVIEWS.search(f"{text} \0"):
            continue
        if _is_of_work(place, lines) or _is_named_below(text, lines):
            return place
    return None


def _is_of_work(place: int, lines: Sequence[Line]) -> bool:
    """Return whether a line stands over a year, or over a mean and how many rated: what reviews are about.

    One line, who made it, may stand between.
    """
    below = [line.text for line in lines[place + 1 : place + 5]]
    if below and _YEAR.fullmatch(below[0]):
        return True
    rated = [at for at, text in enumerate(below[:2]) if _MEAN.fullmatch(text)]
    maker = not rated or not rated[0] or name_quality(below[0]) >= _NAMED
    return bool(rated) and maker and any(_RATED.fullmatch(plain(text)) for text in below[rated[0] + 1 : rated[0] + 3])


def _is_named_below(text: str, lines: Sequence[Line]) -> bool:
    """Return whether another line names it as what its reviews are of: "Reviews of …", "… > Reviews"."""
    around = {
        line.text.replace(text, "\0", 1) for line in lines if line.text != text and len(line.text) < len(text) + _AROUND
    }
    return any(_OF_REVIEWS.fullmatch(each) for each in around)


def _headline_over(place: int, lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """Return the shorter headline right above a line that is long for a title, where it stands in no list of them."""
    above = place - 1
    if above < 1 or marks[above].role is not Role.TEXT or not _may_be_title(lines[above].text):
        return place
    head, below = lines[above].text, len(lines[place].text.split())
    short = _LEAST_HEADLINE <= len(head.split()) < below and below >= _LEAST_STANDFIRST
    in_list = marks[above - 1].role is Role.TEXT and len(lines[above - 1].text.split()) >= _LEAST_HEADLINE
    is_name = name_quality(head) >= _NAMED or _is_byline(head)
    return above if short and not in_list and not is_name and not _FINAL.search(head) else place


def _over_standfirst(place: int, content: Counter[str], lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """Return the title over a line that may be its standfirst or byline: not much less like one, and close above."""
    scores = {place: _title_score(lines[place].text, content)}
    steps, low = 0, place
    for above in range(place - 1, max(-1, place - _OVER), -1):
        text = lines[above].text
        if marks[above].role is not Role.TEXT or not _may_be_title(text) or _is_byline(text):
            continue
        if name_quality(text) >= _NAMED and above == low - 1 and above:
            low = above
            continue
        score = _title_score(text, content)
        best = max(scores.values())
        shares = score > _LEAST_OVER or score >= best
        if not shares or score < best - (_LESS if above == low - 1 else 0.0) or steps == _STEPS:
            if above == low - 1:
                break
            continue
        scores[above], low, steps = score, above, steps + 1
    return min(scores)


def _words(text: str) -> set[str]:
    """Return the words of a line; two letters each where no blanks part them."""
    if EASTERN.search(text):
        return {first + second for first, second in pairwise(text) if (first + second).isalpha()}
    return {word.casefold() for word in _WORD.findall(text)}


def _may_be_title(text: str) -> bool:
    words = text.split()
    if is_prose(text) and text.endswith((".", "。")):
        return False
    if EASTERN.search(text) or _UNPARTED.search(text):
        words = list(text[::2])
    if _PUBLISHED.match(text) and find_time(text):
        return False
    if text.count(" | ") > _MOST_BARS:
        return False
    if _URL.search(text) or _TRAIL.search(text) or _NO_TITLE.match(text) or _is_date(text):
        return False
    return 8 <= len(text) <= 220 and 2 <= len(words) <= (110 if _UNPARTED.search(text) else 32)


def _is_date(text: str) -> bool:
    """Return whether a line begins with a date and says little more."""
    time = find_time(text)
    return time is not None and time.start == 0 and time.end >= _DATED * len(text)


def _trail(lines: Sequence[Line]) -> str:
    """Return the last step of a breadcrumb trail ("Home » News » Title"): the page's own title, plain."""
    for line in lines[:400]:
        if _TRAIL.search(line.text):
            return plain(re.split(r"\s[»›/>]\s", line.text)[-1])
    return ""


def _title_score(text: str, content: Counter[str]) -> float:
    """Weigh the words of a line: how many of them the body uses again, and how many there are."""
    words = _words(text)
    shared = sum(min(content[word], 3) / 3 for word in words) / len(words) if words else 0.0
    count = len(text) // 2 if EASTERN.search(text) else len(text.split())
    count = len(text) // 6 if _UNPARTED.search(text) else count
    length = 2.0 if 4 <= count <= 22 else -1.5 if count < 4 else 0.0
    within = not _FINAL.search(text) and _SENTENCE_WITHIN.search(text) is not None
    return (
        3.0 * shared
        + length
        - 2.5 * within
        - 2.0 * text.endswith((".", ":", ";", ",", "…", "。"))
        - 1.5 * (_ITEM.match(text) is not None)
    )


def _title_place(place: int, first: int, lines: Sequence[Line], marks: Sequence[Mark]) -> float:
    """Weigh where a line stands: near the body, beside a date or byline, not in the midst of a menu."""
    beside = range(max(0, place - 2), min(len(lines), place + 3))
    dated = any(
        marks[index].role in {Role.TIME, Role.HEADER, Role.COUNT} or byline_author(lines[index].text)
        for index in beside
    )
    inside = lines[place].gap == 0 and place + 1 < len(lines) and lines[place + 1].gap == 0 and place > 0
    return 1.5 * dated + 1.5 / (1 + 0.15 * max(first - place - 1, 0)) - 0.7 * inside


def _is_same(text: str, wanted: str) -> bool:
    shorter, longer = sorted((text, wanted), key=len)
    return len(shorter) >= 8 and longer.startswith(shorter[:60]) and len(shorter) * 2 > len(longer)


def _unquoted(title: str | None) -> str | None:
    """Return a quoted title without its quotation marks, where it has them; a heading's other words are no title."""
    if title and len(title) > 4 and title[0] in "“„«\"'‘»" and title[-1] in "”“»\"'’«":
        return title[1:-1].strip()
    return None


def _without_site(title: str | None, lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Part "Title | Site" where the text shows the title alone or the site's name alone on another line."""
    found = _SITE.search(title) if title else None
    if not title or not found:
        return title, None
    alone = {line.text.casefold() for line in lines}
    bare, site = title[: found.start()].strip(), found.group(1).strip()
    return (bare, site) if bare.casefold() in alone or site.casefold() in alone else (title, None)


def _byline(lines: Sequence[Line], marks: Sequence[Mark], title: int, first: int) -> tuple[str | None, str | None]:
    """Return the author and the date that stand between a title and the body, or close above the title."""
    author = published = None
    order = day_first(mark.time for mark in marks if mark.time)
    headed = False
    below = range(title + 1, min(first + 1, title + 1 + _NEAR_TITLE, len(marks)))
    signed = (
        place for place in range(first, min(first + _BELOW_STANDFIRST, len(marks))) if _is_byline(lines[place].text)
    )
    if first - title == 1 and (place := next(signed, None)) is not None:  # right below the standfirst
        below = range(title + 1, min(place + _BESIDE_DATE, len(marks)))
    for place in (*below, *range(max(0, title - 3), title)):
        mark = marks[place]
        if mark.role in {Role.TIME, Role.HEADER} and mark.time and published is None:
            published = iso_of(mark.time, order)
        if mark.role is Role.HEADER and author is None and mark.name and name_quality(mark.name) > 0.5:
            author, headed = mark.name, " " not in mark.name
        author = author or byline_author(lines[place].text)
    author = author or _handle_over(title, lines, marks)
    dated = any(mark.time for mark in marks[title + 1 : first])
    if headed or (author is None and (published is not None or dated)):  # one word beside a date may be a place
        author = _named_alone(range(title + 1, min(first, title + _NEAR_TITLE)), lines, marks) or author
    return author, published


def _handle_over(title: int, lines: Sequence[Line], marks: Sequence[Mark]) -> str | None:
    """Return the name right above a title, of one word, beside a time: "2 days ago", "ann_b" or in turn."""
    for name, time in ((title - 1, title - 2), (title - 2, title - 1)) if title > 1 else ():
        if marks[name].role is Role.TEXT and marks[time].role is Role.TIME and _HANDLE.fullmatch(lines[name].text):
            return lines[name].text
    return None


def _named_alone(places: range, lines: Sequence[Line], marks: Sequence[Mark]) -> str | None:
    """Return the one line below a title that is a name of two words or three, close above or right below the date."""
    named = [
        lines[place].text
        for place in places
        if marks[place].role is Role.TEXT
        and name_quality(lines[place].text) >= _NAMED
        and 1 < len(lines[place].text.split()) <= _LONGEST_BYLINE
        and any(mark.time for mark in (marks[place - 1], *marks[place + 1 : place + _BESIDE_DATE]))
    ]
    return named[0] if len({name.casefold() for name in named}) == 1 else None


@lru_cache(maxsize=1_000)
def _is_byline(line: str) -> bool:
    """Tell whether a line opens with "By" or "Von" and gives a date, or names alone."""
    opening = {plain(" ".join(line.split()[:length])) for length in (1, 2)}
    if len(line.split()) <= _SHORT_BYLINE and byline_author(line):
        return True
    return find_time(line) is not None and any(not opening.isdisjoint(group) for group in lexicon()["by"].values())


def _url(lines: Sequence[Line]) -> str | None:
    """Return an address that stands alone in the first or last lines."""
    for line in (*lines[:5], *lines[-3:]):
        if _URL.fullmatch(line.text):
            return line.text
    return None


def _text(lines: Sequence[Line], marks: Sequence[Mark], first: int, last: int, title: str | None) -> str | None:
    """Return the paragraphs; a heading opens the paragraph that it heads instead of being one."""
    places = [place for place in range(first, last) if _is_of_body(lines[place].text, marks[place], title)]
    spaced = sum(lines[place].gap > 0 for place in places) * 2 > len(places)
    parts: list[str] = []
    for number, place in enumerate(places):
        if number:
            joined = _is_heading(number - 1, places, lines) or (spaced and lines[place].gap == 0)
            parts.append("\n" if joined else "\n\n")
        parts.append(lines[place].text)
    return "".join(parts) or None


def _is_of_body(text: str, mark: Mark, title: str | None) -> bool:
    return _bare_title(text) != title and (mark.role is Role.TEXT or (mark.role is Role.HEADER and is_prose(text)))


def _is_heading(number: int, places: Sequence[int], lines: Sequence[Line]) -> bool:
    """Return whether a line heads the longer one below: it ends no sentence. A long first one is the standfirst."""
    text, following = lines[places[number]].text, lines[places[number + 1]].text
    if _FINAL.search(text) or len(text) > _HEADING or not is_prose(following) or len(following) <= len(text):
        return False
    return number > 0 or len(text) < _STANDFIRST
