"""How readers voted on a comment: the numbers beside the buttons to vote, or the one number that stands alone."""

import re
from collections.abc import Iterator, Sequence

from discourse.readers.pasted.lexicon import LOWER_THEN_UPPER, lexicon, plain
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role
from discourse.readers.votes import Votes

_UP = re.compile(r"(\d{1,6}) ?[△▲⬆👍]")
_LEADING = re.compile(r"\d{1,6}\s*[•·|]")
_POINTS = re.compile(r"(?<![\w.])([+−-]?\d{1,6}) (?:points?|punkte|puntos|punti)(?!\w)", re.IGNORECASE)
_LAST = re.compile(r"\s*\|\s*([+−-]?\d{1,6})\s*")
_HELPFUL = re.compile(
    r"(\d{1,6}) (?:people|persons?|users?|readers?|personen|personas|personnes|persone|pessoas|mensen|osób|osoby)\b",
    re.IGNORECASE,
)
"""Of "12 people found this helpful", "gefällt 3 Personen"."""
_ONE_HELPFUL = re.compile(r"(?:one|eine|una|une|uma|één) (?:person|persona|personne|persoon|pessoa)\b", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)")
_NUMBER = re.compile(r"\d+")
_FOR_AND_AGAINST = re.compile(
    r"[+−–-]?\d{1,6} \(\+?(\d{1,6}) ?/ ?[-–−]?(\d{1,6})\)|\+(\d{1,6}) ?/ ?[-–−]?(\d{1,6})|(\d{1,6}) ?/ ?[-–−](\d{1,6})"
)
"""Votes parted by a slash, told from a fraction by a sign or the sum before them."""
_DOTS = frozenset("·•∙")
_FOR, _AGAINST, _RATING = "votes", "against", "rating"
_LONGEST_PHRASE = 3
_SHORT_ANSWER = 4


def votes_of(header: Sequence[int], footer: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> Votes:
    """Return the votes on a comment: what its buttons name, else the one number there, else that in its header."""
    parted = _parted(footer, lines)
    if parted:
        return parted
    named = _named(footer, lines, marks)
    if _AGAINST in named:
        return Votes(None, named.get(_FOR), named[_AGAINST])
    score = _score(header, footer, lines, marks)
    return Votes(named.get(_FOR) if score is None else score)


def _parted(footer: Sequence[int], lines: Sequence[Line]) -> Votes | None:
    """Return the votes of the one line that parts them by a slash: "2 (3 / -1)", "+3/−1"."""
    found = [each for place in footer if (each := _FOR_AND_AGAINST.fullmatch(lines[place].text))]
    numbers = [int(number) for each in found for number in each.groups() if number]
    return Votes(None, numbers[0], numbers[1]) if len(found) == 1 else None


def _named(footer: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> dict[str, int]:
    """Return the numbers right after the names of buttons to vote; none where a button has two."""
    found: dict[str, list[int]] = {}
    way = None
    for each in _parts(footer, lines, marks):
        if isinstance(each, int):
            if way:
                found.setdefault(_FOR if way == _RATING else way, []).append(each)
            way = _AGAINST if way == _RATING else None
        else:
            way = each
    return {way: numbers[0] for way, numbers in found.items() if len(numbers) == 1}


def _parts(footer: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[str | int | None]:
    """Yield the numbers after the words of a comment and the ways to vote that stand right before them."""
    for place in footer:
        mark, line = marks[place], lines[place].text
        if mark.role is Role.NUMBER and mark.number is not None:
            yield mark.number
        elif mark.role in {Role.ACTION, Role.NOTE}:
            yield from _parts_of(line)
        elif line in _DOTS:
            continue
        else:
            yield None


def _parts_of(line: str) -> Iterator[str | int | None]:
    words, numbers = _words(line), iter(_NUMBER.findall(line))
    if words.count("{n}") != len(_NUMBER.findall(line)):
        yield None
        return
    start = 0
    for at, word in enumerate(words):
        if word == "{n}":
            if start < at:
                yield _way(words[start:at])
            yield int(next(numbers))
            start = at + 1
    yield _way(words[start:]) if start < len(words) else None


def _words(line: str) -> list[str]:
    return plain(_GLUED.sub(" ", line)).replace("(", " ").replace(")", " ").replace(":", " ").split()


def _way(words: Sequence[str]) -> str | None:
    """Return which way of voting words end with the name of; the longer name counts ("not helpful")."""
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        for way in (_RATING, _AGAINST, _FOR):
            if " ".join(words[-length:]) in lexicon()[way]["all"]:
                return way
    return None


def _score(header: Sequence[int], footer: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """Return the one bare number after the words, else the one in the header; two numbers tell nothing."""
    for places in (footer, header):
        numbers = [
            marks[place].number
            for place in places
            if marks[place].role is Role.NUMBER and marks[place].number is not None
        ]
        numbers += [int(found.group(1)) for place in places if (found := _UP.match(lines[place].text))]
        if numbers:
            return numbers[0] if len(numbers) == 1 else None
    said = {_beside(lines[place].text) for place in footer if marks[place].role is Role.ACTION} - {None}
    said = said or {_beside_age(lines[place].text, marks[place]) for place in footer} - {None}
    said = said or {_beside(lines[place].text) for place in header if marks[place].role is Role.ACTION} - {None}
    return said.pop() if len(said) == 1 else _in_words(header, footer, lines, marks)


def _in_words(header: Sequence[int], footer: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """Return the number of "12 people found this helpful" after the words, or of "12 points" in the header."""
    helpful = [found.group(1) for place in footer if (found := _HELPFUL.search(lines[place].text))]
    helpful += ["1" for place in footer if _ONE_HELPFUL.match(lines[place].text)]
    said = (place for place in footer if marks[place].role is Role.TEXT)
    if len(helpful) == 1 and all(len(lines[place].text) <= _SHORT_ANSWER for place in said):  # "Yes", "No"
        return int(helpful[0])
    points = [found.group(1) for place in header for found in _POINTS.finditer(lines[place].text)]
    points += [found.group(1) for place in header if (found := _after_time(lines[place].text, marks[place]))]
    return int(points[0].replace("−", "-")) if len(points) == 1 else None


def _beside_age(line: str, mark: Mark) -> int | None:
    """Return the number among the buttons beside a time: "Like · Reply · 12 · 3w", "3w12 likesReply"."""
    if mark.role is not Role.TIME or not mark.time:
        return None
    if not mark.time.start:
        return _after_age(line[mark.time.end :]) if mark.has_button else None
    words, numbers = _words(line[: mark.time.start]), _NUMBER.findall(line[: mark.time.start])
    voting = any(_is_vote(words[: at + 1]) for at in range(len(words)))
    return int(numbers[0]) if voting and len(numbers) == 1 else None


def _after_age(buttons: str) -> int | None:
    """Return the number beside a button to vote, or at the end of all buttons: "Me gustaResponder3"."""
    apart = LOWER_THEN_UPPER.sub(" ", buttons)
    beside, last = _beside(apart), _NUMBER.findall(apart)
    words = apart.casefold().split()
    is_last = len(last) == 1 and apart.endswith(last[0]) and any(_is_vote(words[:at]) for at in (1, 2, 3))
    return beside if beside is not None or not is_last else int(last[0])


def _after_time(line: str, mark: Mark) -> re.Match[str] | None:
    """Return the number at the end of "Ann | 3 May | 10:02 | 12"."""
    return _LAST.fullmatch(line[mark.time.end :]) if mark.time and mark.role is Role.HEADER else None


def _beside(line: str) -> int | None:
    """Return the number beside a button to vote, or before all buttons: "Like (3)", "3 • Reply"."""
    words, numbers = plain(line).replace("(", " ").replace(")", " ").split(), _NUMBER.findall(line)
    if len(numbers) > 1 and words.count("{n}") == len(numbers):
        beside = [at for at, word in enumerate(words) if word == "{n}" and _is_vote(words[:at])]
        return int(numbers[words[: beside[0]].count("{n}")]) if len(beside) == 1 else None
    if len(numbers) != 1 or words.count("{n}") != 1:
        return None
    at = words.index("{n}")
    leads = _LEADING.match(line) is not None
    return int(numbers[0]) if leads or _is_vote(words[:at]) or _is_vote(words[at + 1 :], last=False) else None


def _is_vote(words: Sequence[str], *, last: bool = True) -> bool:
    """Return whether words end, or else begin, with the name of a button to vote."""
    sides = (words[-length:] if last else words[:length] for length in (1, 2, 3) if length <= len(words))
    return any(" ".join(side) in lexicon()[_FOR]["all"] for side in sides)
