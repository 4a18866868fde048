"""What replies show about what they answer, as in ``reply_features``, but for many comments at once.

The names and their meaning are those of ``discourse.coders.reply_stance.features``; here each is a column.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.found_marks import Found, first_in_text, found_at, next_of
from discourse.coders.linear.matches import Matches, find_at
from discourse.coders.linear.question_marks import QUESTIONS, asking
from discourse.coders.linear.shared_marks import SHARE_NAMES, sharing
from discourse.coders.linear.word_classes import CONTRAST, EXCLAIMS, FIRST, NEGATOR, QUOTE, SECOND, SIGN, WORD
from discourse.coders.reply_stance.features import EARLY, PLACED
from discourse.coders.reply_stance.markers import markers, symbols
from discourse.coders.words import Bools, Ints
from discourse.languages.pieces import run_begins

_PLACE_BITS = 25
"""Bits in which the place of a mark among all is written beside its key."""
_PLAIN = (
    "opens:yes but", "opens:negation", "opens:you", "insult to you", *QUESTIONS, "exclaims", "says you", "says i",
    "negates", "quotes a word", *SHARE_NAMES, "repeats the parent", "parent asks", "negates the parent's word",
)  # fmt: skip


@cache
def mark_names() -> tuple[str, ...]:
    """Return the names of all marks, in the order of their columns."""
    table = markers("en")
    kinds = sorted({*table.opening.kinds, *table.anywhere.kinds})
    named = [name for kind in kinds for name in (kind, f"not {kind}")]
    signs = [f"sign:{kind}" for kind in sorted(set(symbols().values()))]
    placed = [form for name in named for form in (name, f"late {name}", f"{name} again", f"opens:{name}")]
    return tuple(sorted({*_PLAIN, *signs, *placed}))


@cache
def _number_of() -> dict[str, int]:
    return {name: number for number, name in enumerate(mark_names())}


class Marks(NamedTuple):
    """Marks found: the text, the number of the mark, and its tokens among all words (half-open), -1 for none."""

    row: Ints
    mark: Ints
    first: Ints
    last: Ints


def marks_of(own: Read, answered: Read | None) -> Marks:
    """Return the marks of texts that answer others, each mark once a text, by text and mark.

    ``answered`` has one text for each of ``own``; without it nothing is compared.
    """
    groups = (_opening, _opening_anywhere, _anywhere, _signs, asking, _form)
    found = [each for group in groups for each in group(own)]
    found += list(sharing(own, answered)) if answered is not None else []
    return _once(found, _number_of())


def questions_of(read: Read) -> Marks:
    """Return the marks of questions alone, numbered as in ``QUESTIONS``, each once a text, by text and mark."""
    return _once(list(asking(read)), {name: number for number, name in enumerate(QUESTIONS)})


def _once(found: Sequence[Found], number_of: dict[str, int]) -> Marks:
    found = [each for each in found if len(each.row)]
    if not found:
        return Marks(*(np.zeros(0, np.int64) for _ in range(4)))
    row, first, last = (np.concatenate(column).astype(np.int64) for column in list(zip(*found, strict=True))[1:])
    mark = np.concatenate([_numbers(each, number_of) for each in found])
    known = np.flatnonzero(mark >= 0)
    kept = known[first_of_each((row * len(number_of) + mark)[known])]
    return Marks(row[kept], mark[kept], first[kept], last[kept])


def _numbers(found: Found, number_of: dict[str, int]) -> Ints:
    if isinstance(found.name, str):
        return np.full(len(found.row), number_of.get(found.name, -1))
    return found.name


def first_of_each(keys: Ints) -> Ints:
    """Return where each distinct key, of at most 38 bits, stands first, by key."""
    packed = np.sort((keys << _PLACE_BITS) | np.arange(len(keys)))
    return np.asarray((packed & ((1 << _PLACE_BITS) - 1))[run_begins(packed >> _PLACE_BITS)])


def _opening(read: Read) -> Iterator[Found]:
    rows, start = read.openings
    found = _opening_markers(read, start)
    for name, matches in found.items():
        yield found_at(read, f"opens:{name}", *matches)
    yes = found.get("yes")
    if yes is not None:
        first, last = yes
        contrast = read.upto(CONTRAST)
        within = np.minimum(last + 12, read.end_of_text(first))
        kept = contrast[within] > contrast[last]
        yield found_at(read, "opens:yes but", first[kept], last[kept])
    no = np.isin(rows, read.words.row[found["no"][0]]) if "no" in found else np.zeros(len(rows), bool)
    negator = next_of(read, NEGATOR, start)
    kept = (negator < np.minimum(start + 4, read.end_of_text(start))) & ~no if len(start) else no
    yield found_at(read, "opens:negation", start[kept], negator[kept] + 1)
    you = read.has(SECOND, start)
    yield Found("opens:you", rows[you], np.full(you.sum(), -1), np.full(you.sum(), -1))


def _opening_markers(read: Read, start: Ints) -> dict[str, tuple[Ints, Ints]]:
    """Return the kinds of marker at the start and where they end; "True" or "Wrong" count only when alone."""
    kinds = read.markers.opening.kinds
    found = find_at_start(read, start)
    after = np.minimum(found.last, max(len(read.bits) - 1, 0))
    ends = found.last >= read.end_of_text(found.first)
    alone = ends | ~read.has(WORD, after) if len(found.first) else ends
    needs = np.array([kind.endswith("_alone") for kind in kinds])[found.kind]
    is_none = (read.ignored[found.first] > found.last) | read.runs_into_litotes(found) | read.only_determines(found)
    kept = found.only(~is_none & (alone | ~needs))
    names = sorted({kind.removesuffix("_alone") for kind in kinds})
    number = np.array([names.index(kind.removesuffix("_alone")) for kind in kinds])[kept.kind]
    named: dict[str, tuple[Ints, Ints]] = {}
    for at in np.unique(number).tolist():
        here = kept.only(number == at)
        order = np.lexsort((-here.last, here.first))
        named[names[at]] = first_in_text(here.first[order], here.last[order])
    return named


def find_at_start(read: Read, start: Ints) -> Matches:
    """Return the markers of the opening table at the tokens given."""
    return find_at(read.words, read.markers.opening, start)


def _opening_anywhere(read: Read) -> Iterator[Found]:
    found, (name, start) = read.matches, read.named
    opening = np.full(read.words.texts, -5)
    opening[read.openings[0]] = read.openings[1]
    here = opening[read.words.row[found.first]]
    kept = (found.first <= here + 1) & (found.last > here)
    yield from _by_name(read, (name[kept], start[kept], found.last[kept]), "opens:{}")


def _by_name(read: Read, found: tuple[Ints, Ints, Ints], form: str) -> Iterator[Found]:
    name, first, last = found
    row = read.words.row[first]
    numbers = np.array([_number_of().get(form.format(each), -1) for each in read.names])
    yield Found(numbers[name], row, first, last)


def _anywhere(read: Read) -> Iterator[Found]:
    found, (name, start) = read.matches, read.named
    kinds = read.markers.anywhere.kinds
    placed = np.array([kind in PLACED for kind in kinds])[found.kind]
    early = ~placed | (read.sentence(found.first) < EARLY)
    yield from _by_name(read, (name[early], start[early], found.last[early]), "{}")
    yield from _by_name(read, (name[~early], start[~early], found.last[~early]), "late {}")
    yield from _by_name(read, _second_times(read, name, start, placed), "{} again")
    insult = name == kinds.index("insult") * 2
    you = read.upto(SECOND)
    row_first = read.words.first[read.words.row[found.first]]
    near = you[np.minimum(found.last + 4, read.end_of_text(found.first))] > you[np.maximum(found.first - 6, row_first)]
    yield found_at(read, "insult to you", start[insult & near], found.last[insult & near])


def _second_times(read: Read, name: Ints, start: Ints, placed: Bools) -> tuple[Ints, Ints, Ints]:
    """Return where a placed marker stands for the second time in its text."""
    at = np.flatnonzero(placed)
    order = at[np.lexsort((at, name[at], read.words.row[read.matches.first[at]]))]
    key = read.words.row[read.matches.first[order]] * len(read.names) + name[order]
    new = run_begins(key)
    begins = np.maximum.accumulate(np.where(new, np.arange(len(key)), 0)) if len(key) else key
    second = order[np.arange(len(key)) - begins == 1]
    return name[second], start[second], read.matches.last[second]


def _sign_kinds(words: Sequence[str]) -> NDArray[Any]:
    kinds = sorted(set(symbols().values()))
    return np.array([kinds.index(symbols()[word]) if word in symbols() else -1 for word in words], np.int8)


def _signs(read: Read) -> Iterator[Found]:
    signs = read.places(SIGN)
    kinds = read.words.vocabulary.column(_sign_kinds)[read.words.word[signs]]
    for number, kind in enumerate(sorted(set(symbols().values()))):
        places = signs[kinds == number]
        yield found_at(read, f"sign:{kind}", places, places + 1)


def _form(read: Read) -> Iterator[Found]:
    for name, bit in (("exclaims", EXCLAIMS), ("says you", SECOND), ("says i", FIRST)):
        rows = read.words.row[read.places(bit)]
        rows = rows[run_begins(rows)]
        yield Found(name, rows, np.full(len(rows), -1), np.full(len(rows), -1))
    yield from _negations(read)
    yield from _short_quotation(read)


def _negations(read: Read) -> Iterator[Found]:
    first, last = read.sentences
    early = read.sentence(first) < EARLY
    row, at = read.words.row[first[early]], last[early]
    end = np.zeros(read.words.texts, np.int64)
    np.maximum.at(end, row, at)
    places = read.places(NEGATOR)
    rows, where = first_in_text(read.words.row[places], places)
    kept = where < end[rows]
    rows, where = rows[kept], where[kept]
    word, until = read.worded, where + 1
    for _ in range(2):
        more = until < end[rows]
        more[more] = word[until[more]]
        until = until + more
    yield Found("negates", rows, where, until)


def _short_quotation(read: Read) -> Iterator[Found]:
    """Yield a word or three in quotation marks: distance from another's word."""
    signs = read.places(QUOTE)
    between, row = np.diff(signs) - 1, read.words.row[signs]
    close = (between >= 1) & (between <= 3) & (row[1:] == row[:-1]) if len(signs) > 1 else np.zeros(0, bool)
    rows = np.unique(row[1:][close]) if len(signs) > 1 else row[:0]
    yield Found("quotes a word", rows, np.full(len(rows), -1), np.full(len(rows), -1))
