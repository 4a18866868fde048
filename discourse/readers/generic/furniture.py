"""Lines that a page prints into the texts of its comments, below or above what each says."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from discourse.readers.generic.names import is_around_name
from discourse.readers.times import find_time

_DATED = re.compile(r"([^\d:：]{3,40}[:：])\s*(.{6,30})")
_FIELD = re.compile(
    r"(?:e-?mail|epost|e-post|courriel|correo(?: electrónico)?|sähköposti|(?:эл\. ?)?почта|пошта|邮箱|"
    r"メール(?:アドレス)?|"
    r"web(?:site|seite)?|url|homepage|ip(?: address)?|adres ip)\s?[:：]",
    re.IGNORECASE,
)
"""What forms ask for beside the words, as pages print it: "Email: ann@post.example"."""
_LABEL = re.compile(
    r"(?:comments?|kommentare?|commentaire|comentario|comentário|commento|reactie|komentarz|komentář|komentar|yorum|"
    r"komment|kommentti|hozzászólás|message|nachricht|mensaje|mensagem|messaggio|bericht|meddelande|melding|mesaj|viesti|"
    r"комментарий|коментар|сообщение|σχόλιο|コメント|本文|内容|评论|내용|댓글|تعليق|نظر|תגובה|टिप्पणी)\s?[:：]\s*",
    re.IGNORECASE,
)
"""What forms call the words themselves."""
_NUMBER = re.compile(r"(\d{1,5})[.)]\s+(?=\S)")
_ENOUGH_TEXTS, _NEARLY_ALL = 4, 0.8


def without_furniture(texts: Mapping[int, str]) -> dict[int, str]:
    r"""Return the texts of a page's comments without what the page prints into them.

    That is lines which nearly all begin or end with.

    >>> said = ["Why?", "So it is.", "Never.", "Ask Ann."]
    >>> list(without_furniture({number: f"{text}\nAnswer this" for number, text in enumerate(said)}).values()) == said
    True
    """
    found = _without_numbers(_without_labels(_without_dated(texts)))
    for place in (0, -1):
        while (line := _shared_line(list(found.values()), place)) is not None:
            found = {number: _without_line(text, place, line) for number, text in found.items()}
    return found


def _without_dated(texts: Mapping[int, str]) -> dict[int, str]:
    r"""Return the texts without their last lines where half of them end in the same label with a date.

    >>> _without_dated({1: "Fine.\nVisited: 3 May 2024", 2: "Bad.\nVisited: 9 May 2024", 3: "Cold."})
    {1: 'Fine.', 2: 'Bad.', 3: 'Cold.'}
    """
    ends = {number: text.rpartition("\n") for number, text in texts.items()}
    labels = Counter(label for _, _, last in ends.values() if (label := _label_of_date(last)))
    usual = {label for label, count in labels.items() if count > 1 and 2 * count >= len(texts)}
    return {
        number: before.rstrip("\n") if _label_of_date(last) in usual else texts[number]
        for number, (before, _, last) in ends.items()
    }


def _without_labels(texts: Mapping[int, str]) -> dict[int, str]:
    r"""Return the texts without what stands above the words of all: a label, an address, what is left of a byline.

    >>> _without_labels({1: "Email: a@b.example\nComment: Fine.", 2: "Email: c@d.example\nComment: Bad."})
    {1: 'Fine.', 2: 'Bad.'}
    """
    found = dict(texts)
    while len(said := {number: text for number, text in found.items() if text}) > 1:
        heads = [text.partition("\n") for text in said.values()]
        if all(rest and (_FIELD.match(line) or is_around_name(line)) for line, _, rest in heads):
            said = {number: text.partition("\n")[2].lstrip("\n") for number, text in said.items()}
        elif all(map(_LABEL.match, said.values())):
            said = {number: _LABEL.sub("", text, count=1) for number, text in said.items()}
        else:
            break
        found |= said
    return found


def _without_numbers(texts: Mapping[int, str]) -> dict[int, str]:
    """Return the texts without the numbers with which all of them begin, where these count the comments.

    >>> _without_numbers({1: "1. Fine.", 2: "2. Bad.", 3: "3. Cold.", 4: "4. Wet."})
    {1: 'Fine.', 2: 'Bad.', 3: 'Cold.', 4: 'Wet.'}
    """
    numbers = [found for text in texts.values() if (found := _NUMBER.match(text)) is not None]
    steps = {int(later[1]) - int(earlier[1]) for earlier, later in pairwise(numbers)}
    is_counted = len(numbers) == len(texts) >= _ENOUGH_TEXTS and steps in ({1}, {-1})
    return {number: _NUMBER.sub("", text) if is_counted else text for number, text in texts.items()}


def _label_of_date(line: str) -> str | None:
    """Return what stands before a colon and a date, where the line says nothing else."""
    found = _DATED.fullmatch(line)
    time = find_time(found[2]) if found else None
    is_all = time is not None and not time.start and time.end >= len(found[2]) - 1 if found else False
    return found[1] if found and is_all else None


def _shared_line(texts: Sequence[str], place: int) -> str | None:
    """Return the short line that nearly all texts begin or end with, beside other words."""
    if len(texts) < _ENOUGH_TEXTS:
        return None
    lines = Counter(lines[place] for text in texts if len(lines := text.split("\n")) > 1)
    line, count = lines.most_common(1)[0] if lines else ("", 0)
    return line if line and count >= _NEARLY_ALL * len(texts) else None


def _without_line(text: str, place: int, line: str) -> str:
    lines = text.split("\n")
    if lines[place] != line or len(lines) < 2:
        return text
    return "\n".join(lines[1:] if place == 0 else lines[:-1]).strip("\n")
