"""What replies show about what they answer, as in ``reply_features``, but for many comments at once.

The names and their meaning are those of ``discourse.coders.reply_stance.features``; here each is a column.
"""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.hashes import word_hashes
from discourse.coders.linear.matches import Matches, find, find_at
from discourse.coders.phrases import BREAKS, is_worded
from discourse.coders.reply_stance.features import EARLY, NEGATABLE, PLACED, SCOPE
from discourse.coders.reply_stance.markers import Markers, markers, symbols
from discourse.coders.words import Bools, Column, Ints, Words
from discourse.languages.pieces import distinct, run_begins
from discourse.text import stem

_SHARES = (0.0, 0.2, 0.5)
_SHARE_NAMES = ("overlap:none", "overlap:low", "overlap:middle", "overlap:high")
_PLACE_BITS = 25
"""Bits in which the place of a mark among all is written beside its key."""
_FOLDED, _ODD = 1 << 20, 0x9E3779B1
"""Into so many bins keys of texts and stems are put, and what makes the bins of texts differ."""
_OPENERS = 6
"""Tokens among which the first that is not a mere "well" or "oh" opens a text."""
_SENTENCE_ENDS = frozenset(".?!…")
QUESTIONS = (
    "asks", "only asks", "asks first", "asks last", "asks wh", "asks yes-no", "asks you", "asks negated", "if … why?",
    "asks in a word", "asks without a mark",
)  # fmt: skip
"""The marks of questions."""
_PLAIN = (
    "opens:yes but", "opens:negation", "opens:you", "insult to you", *QUESTIONS, "exclaims", "says you", "says i",
    "negates", "quotes a word", *_SHARE_NAMES, "repeats the parent", "parent asks", "negates the parent's word",
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


class _Found(NamedTuple):
    """Tokens or spans that show one mark, given by its name, or one each, given by their numbers, -1 for no mark."""

    name: str | Ints
    row: Ints
    first: Ints
    last: Ints


NEGATOR, SECOND, FIRST, WH, OPENER, CONTRAST, CONDITION, SKIPPABLE, WORD, BREAK = (1 << bit for bit in range(10))
ASKS, EXCLAIMS, SENTENCE_END, QUOTE, SIGN, BEGINS, BEGINS_IGNORED, BEGINS_LITOTES = (1 << bit for bit in range(10, 18))
_SOME = ~(WORD | BEGINS)
"""All classes but those that many tokens are of."""
ADDRESS, LINK, NAME = (1 << bit for bit in range(3))
"""What is left out of a text as the marks need it: name tags and addresses; and the links and the names among all."""


@cache
def classes(language: str) -> Column:
    """Return the column that gives the classes of each word as bits."""
    table = markers(language)
    listed = (
        (NEGATOR, table.negators), (SECOND, table.second_person), (FIRST, table.first_person), (WH, table.wh_words),
        (OPENER, table.question_openers), (CONTRAST, table.contrast), (CONDITION, table.conditional),
        (SKIPPABLE, table.skippable), (BREAK, BREAKS), (ASKS, {"?"}), (EXCLAIMS, {"!"}),
        (SENTENCE_END, _SENTENCE_ENDS), (QUOTE, set("\"“”„«»")), (SIGN, symbols()),
    )  # fmt: skip
    phrases = ((BEGINS, table.anywhere), (BEGINS_IGNORED, table.ignored), (BEGINS_LITOTES, table.litotes))

    known: dict[str, int] = {}
    for bit, among in listed:
        for word in among:
            known[word] = known.get(word, 0) | bit

    def bits(words: Sequence[str]) -> NDArray[Any]:
        found = np.array([known.get(word, 0) | (WORD if is_worded(word) else 0) for word in words], np.int32)
        for bit, each in phrases:
            found[[at for at in each.may_begin(words) if each.begin(words[at])]] |= bit
        return found

    return bits


def tags(words: Sequence[str]) -> NDArray[Any]:
    """Return as bits whether each word is a name tag or an address, a link, a name."""
    return np.array([0 if word.isalpha() else _tags(word) for word in words], np.int8)


def _tags(word: str) -> int:
    link, name = "://" in word or word.startswith("www."), word[0] == "@"
    return (LINK if link else 0) | (NAME if name else 0) | (ADDRESS if len(word) > 1 and (link or name) else 0)


@cache
def stems(language: str) -> Column:
    """Return the column that gives the hash of each content word's stem, 0 for other words."""
    negators = markers(language).negators

    def hashed(words: Sequence[str]) -> NDArray[Any]:
        content = [len(word) > 3 and is_worded(word) and word not in negators for word in words]
        found = word_hashes([stem(word, language) if kept else "" for word, kept in zip(words, content, strict=True)])
        return np.where(content, found, 0).astype(np.int64)

    return hashed


class Read:
    """Texts as the marks need them: without name tags and addresses, in sentences."""

    def __init__(self, words: Words, language: str, *, keep_addresses: bool = False) -> None:
        self._whole = words
        self._tagged = np.zeros(0, np.int64) if keep_addresses else np.flatnonzero(words.of_word(tags) != 0)
        kept = np.ones(len(words.word), bool)
        kept[self._tagged[self._tags & ADDRESS != 0]] = False
        self.words = words if kept.all() else words.only(kept)
        self.language = language
        self._places: dict[int, Ints] = {}
        self.markers: Markers = markers(language)
        self.bits: NDArray[np.int32] | Ints = (
            self.words.of_word(classes(language)) if len(self.words.word) else self.words.word
        )
        self._litotes = find(self.words, self.markers.litotes, np.flatnonzero(self.has(BEGINS_LITOTES)))
        for at in range(self._litotes.longest):
            inside = self._litotes.first[self._litotes.first + at < self._litotes.last] + at
            self.bits[inside] &= ~(NEGATOR | (BEGINS if at else 0))

    @property
    def _tags(self) -> NDArray[np.int8]:
        """What each of the tagged words is."""
        whole = self._whole
        return np.asarray(whole.vocabulary.column(tags)[whole.word[self._tagged]])

    def texts_with(self, tag: int) -> Bools:
        """Return which texts have a link, or a name."""
        found = np.zeros(self._whole.texts, bool)
        found[self._whole.row[self._tagged[self._tags & tag != 0]]] = True
        return found

    def has(self, bit: int, tokens: Ints | slice = slice(None)) -> Bools:
        """Return whether each token, or each of these, is of a class."""
        return np.asarray(self.bits[tokens] & bit != 0)

    def end_of_text(self, tokens: Ints) -> Ints:
        """Return for each of these tokens the number of the first one after its text."""
        return np.asarray(self.words.first[self.words.row[tokens] + 1])

    def parts(self, cuts: Bools) -> Ints:
        """Return the number of the part that each token is in, among all; parts begin at sentences and at ``cuts``."""
        return np.asarray(np.cumsum(self._begins | cuts) - 1) if len(cuts) else self.words.word

    @property
    def _begins(self) -> Bools:
        """Whether a sentence-like part begins with each token."""
        line, ends = self.words.line, self.places(SENTENCE_END)
        new = np.ones(len(line) + 1, bool)
        new[1:-1] = line[1:] != line[:-1]
        new[ends + 1] = True
        new[ends[1:][np.diff(ends) == 1]] = False
        new[self.words.first[:-1]] = True
        return new[:-1]

    @cached_property
    def sentences(self) -> tuple[Ints, Ints]:
        """The first and last-but-one token of each sentence that has a word."""
        if not len(self.bits):
            return self.words.word, self.words.word
        starts = np.flatnonzero(self._begins)
        worded = np.logical_or.reduceat(self.worded, starts)
        return starts[worded], np.append(starts[1:], len(self.bits))[worded]

    def sentence(self, tokens: Ints) -> Ints:
        """Return the number in its text of the sentence that each of these tokens is in."""
        begins, first = self.sentences[0], self.words.first[self.words.row[tokens]]
        return np.asarray(np.searchsorted(begins, tokens, "right") - np.searchsorted(begins, first) - 1)

    @cached_property
    def openings(self) -> tuple[Ints, Ints]:
        """The texts that have a word, and the token with which each opens after a mere "well" or "oh"."""
        rows = np.flatnonzero(self.words.count)
        first, end = self.words.first[rows], self.words.first[rows + 1]
        opening = first.copy()
        for at in reversed(range(_OPENERS)):
            here = np.minimum(first + at, end - 1)
            opens = self.bits[here] & (WORD | SKIPPABLE) == WORD
            opening[opens] = here[opens]
        return rows, opening

    def places(self, bit: int) -> Ints:
        """Return the tokens of a class other than words, in order."""
        found = self._places.get(bit)
        if found is None:
            classed, classes_of = self._classed
            found = self._places[bit] = classed[classes_of & bit != 0]
        return found

    @cached_property
    def worded(self) -> Bools:
        """Which tokens are words."""
        return self.has(WORD)

    @cached_property
    def _classed(self) -> tuple[Ints, NDArray[Any]]:
        """The tokens that are of another class than words, which few are, and their classes."""
        found: Ints = np.flatnonzero(self.bits & _SOME != 0)
        return found, self.bits[found]

    def upto(self, bit: int) -> "_Upto":
        """Return how many tokens of a class stand before a token; they are few, and few tokens are asked for."""
        return _Upto(self.places(bit))

    @cached_property
    def ignored(self) -> Ints:
        """For each token the end of the phrase beginning there in which a marker is none, 0 for none."""
        found = find(self.words, self.markers.ignored, self.places(BEGINS_IGNORED))
        ends = np.zeros(len(self.words.word), np.int64)
        ends[found.first] = found.last
        ends[self._litotes.first] = np.maximum(ends[self._litotes.first], self._litotes.last)
        return ends

    def runs_into_litotes(self, found: Matches) -> Bools:
        """Return whether the end of each marker begins a phrase that denies a denial: "you're not" of "not wrong"."""
        first = self._litotes.first
        return np.asarray(np.searchsorted(first, found.last) > np.searchsorted(first, found.first, "right"))

    @cached_property
    def matches(self) -> Matches:
        """The markers found anywhere, but for those inside a phrase in which they are none."""
        found = find(self.words, self.markers.anywhere, np.flatnonzero(self.has(BEGINS)))
        return found.only(self.ignored[found.first] <= found.last)

    @cached_property
    def named(self) -> tuple[Ints, Ints]:
        """For each marker the number of its name, with ``not`` before it where a negator turns it, and its start."""
        found, kinds = self.matches, self.markers.anywhere.kinds
        negatable = np.array([kind in NEGATABLE for kind in kinds])[found.kind]
        stops = self.places(BREAK | CONTRAST)
        negators = self.places(NEGATOR)
        last_stop = np.append(-1, stops)[np.searchsorted(stops, found.first)]
        last_negator = np.append(-1, negators)[np.searchsorted(negators, found.first)]
        floor = np.maximum(found.first - SCOPE, self.words.first[self.words.row[found.first]])
        turned = negatable & (last_negator >= floor) & (last_negator > last_stop)
        return found.kind * 2 + turned, np.where(turned, last_negator, found.first)

    @cached_property
    def names(self) -> list[str]:
        """The names of markers by their number."""
        return [name for kind in self.markers.anywhere.kinds for name in (kind, f"not {kind}")]


class _Upto:
    def __init__(self, places: Ints) -> None:
        self._places = places

    def __getitem__(self, tokens: Ints) -> Ints:
        return np.searchsorted(self._places, tokens)


def _first_in_text(row: Ints, place: Ints) -> tuple[Ints, Ints]:
    """Return the first place of each text; places come in order."""
    new = run_begins(row)
    return row[new], place[new]


def marks_of(own: Read, answered: Read | None) -> Marks:
    """Return the marks of texts that answer others, each mark once a text, by text and mark.

    ``answered`` has one text for each of ``own``; without it nothing is compared.
    """
    groups = (_opening, _opening_anywhere, _anywhere, _signs, _questions, _form)
    found = [each for group in groups for each in group(own)]
    found += list(_versus(own, answered)) if answered is not None else []
    return _once(found, _number_of())


def questions_of(read: Read) -> Marks:
    """Return the marks of questions alone, numbered as in ``QUESTIONS``, each once a text, by text and mark."""
    return _once(list(_questions(read)), {name: number for number, name in enumerate(QUESTIONS)})


def _once(found: Sequence[_Found], number_of: dict[str, int]) -> Marks:
    found = [each for each in found if len(each.row)]
    if not found:
        return Marks(*(np.zeros(0, np.int64) for _ in range(4)))
    row, first, last = (np.concatenate(column).astype(np.int64) for column in list(zip(*found, strict=True))[1:])
    mark = np.concatenate([_numbers(each, number_of) for each in found])
    known = np.flatnonzero(mark >= 0)
    kept = known[first_of_each((row * len(number_of) + mark)[known])]
    return Marks(row[kept], mark[kept], first[kept], last[kept])


def _numbers(found: _Found, number_of: dict[str, int]) -> Ints:
    if isinstance(found.name, str):
        return np.full(len(found.row), number_of.get(found.name, -1))
    return found.name


def first_of_each(keys: Ints) -> Ints:
    """Return where each distinct key, of at most 38 bits, stands first, by key."""
    packed = np.sort((keys << _PLACE_BITS) | np.arange(len(keys)))
    return np.asarray((packed & ((1 << _PLACE_BITS) - 1))[run_begins(packed >> _PLACE_BITS)])


def first_in_order(keys: Ints) -> Ints:
    """Return where each distinct key stands first, by key."""
    order = np.argsort(keys, kind="stable")
    return np.asarray(order[run_begins(keys[order])])


def _at(read: Read, name: str, first: Ints, last: Ints) -> _Found:
    return _Found(name, read.words.row[first], first, last)


def _opening(read: Read) -> Iterator[_Found]:
    rows, start = read.openings
    found = _opening_markers(read, start)
    for name, matches in found.items():
        yield _at(read, f"opens:{name}", *matches)
    yes = found.get("yes")
    if yes is not None:
        first, last = yes
        contrast = read.upto(CONTRAST)
        within = np.minimum(last + 12, read.end_of_text(first))
        kept = contrast[within] > contrast[last]
        yield _at(read, "opens:yes but", first[kept], last[kept])
    no = np.isin(rows, read.words.row[found["no"][0]]) if "no" in found else np.zeros(len(rows), bool)
    negator = _next(read, NEGATOR, start)
    kept = (negator < np.minimum(start + 4, read.end_of_text(start))) & ~no if len(start) else no
    yield _at(read, "opens:negation", start[kept], negator[kept] + 1)
    you = read.has(SECOND, start)
    yield _Found("opens:you", rows[you], np.full(you.sum(), -1), np.full(you.sum(), -1))


def _next(read: Read, bit: int, start: Ints) -> Ints:
    """Return the first token of a class at or after each of the tokens given; past the last token for none."""
    places = read.places(bit)
    return np.asarray(np.append(places, len(read.bits))[np.searchsorted(places, start)])


def _opening_markers(read: Read, start: Ints) -> dict[str, tuple[Ints, Ints]]:
    """Return the kinds of marker at the start and where they end; "True" or "Wrong" count only when alone."""
    kinds = read.markers.opening.kinds
    found = find_at_start(read, start)
    after = np.minimum(found.last, max(len(read.bits) - 1, 0))
    ends = found.last >= read.end_of_text(found.first)
    alone = ends | ~read.has(WORD, after) if len(found.first) else ends
    needs = np.array([kind.endswith("_alone") for kind in kinds])[found.kind]
    is_none = (read.ignored[found.first] > found.last) | read.runs_into_litotes(found)
    kept = found.only(~is_none & (alone | ~needs))
    names = sorted({kind.removesuffix("_alone") for kind in kinds})
    number = np.array([names.index(kind.removesuffix("_alone")) for kind in kinds])[kept.kind]
    named: dict[str, tuple[Ints, Ints]] = {}
    for at in np.unique(number).tolist():
        here = kept.only(number == at)
        order = np.lexsort((-here.last, here.first))
        named[names[at]] = _first_in_text(here.first[order], here.last[order])
    return named


def find_at_start(read: Read, start: Ints) -> Matches:
    """Return the markers of the opening table at the tokens given."""
    return find_at(read.words, read.markers.opening, start)


def _opening_anywhere(read: Read) -> Iterator[_Found]:
    found, (name, start) = read.matches, read.named
    opening = np.full(read.words.texts, -5)
    opening[read.openings[0]] = read.openings[1]
    here = opening[read.words.row[found.first]]
    kept = (found.first <= here + 1) & (found.last > here)
    yield from _by_name(read, (name[kept], start[kept], found.last[kept]), "opens:{}")


def _by_name(read: Read, found: tuple[Ints, Ints, Ints], form: str) -> Iterator[_Found]:
    name, first, last = found
    row = read.words.row[first]
    numbers = np.array([_number_of().get(form.format(each), -1) for each in read.names])
    yield _Found(numbers[name], row, first, last)


def _anywhere(read: Read) -> Iterator[_Found]:
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
    yield _at(read, "insult to you", start[insult & near], found.last[insult & near])


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


def _signs(read: Read) -> Iterator[_Found]:
    signs = read.places(SIGN)
    kinds = read.words.vocabulary.column(_sign_kinds)[read.words.word[signs]]
    for number, kind in enumerate(sorted(set(symbols().values()))):
        places = signs[kinds == number]
        yield _at(read, f"sign:{kind}", places, places + 1)


def _asked(read: Read) -> Bools:
    """Return whether each sentence ends with a question mark."""
    first, last = read.sentences
    asks = read.upto(ASKS)
    return np.asarray(asks[last] > asks[np.maximum(last - 2, first)])


def _questions(read: Read) -> Iterator[_Found]:
    first, last = read.sentences
    if not len(first):
        return
    asked, row, number = _asked(read), read.words.row[first], read.sentence(first)
    total, questions = np.bincount(row, minlength=read.words.texts), np.bincount(row, asked, read.words.texts)
    is_last = number == total[row] - 1
    yield _at(read, "asks", first[asked], last[asked])
    for name, kept in (
        ("only asks", asked & (questions[row] == total[row]) & is_last),
        ("asks first", asked & (number == 0)),
        ("asks last", asked & is_last),
    ):
        yield _at(read, name, first[kept], last[kept])
    yield from _kinds_of_question(read, first[asked], last[asked])
    yield from _unmarked_question(read, questions > 0)


def _unmarked_question(read: Read, asks: NDArray[np.bool_]) -> Iterator[_Found]:
    rows, start = read.openings
    signs = np.flatnonzero(~read.worded)
    words = (read.words.count - np.bincount(read.words.row[signs], minlength=read.words.texts))[rows]
    kept = (words > 0) & (words <= 12) & read.has(WH, start) & ~asks[rows]
    yield _Found("asks without a mark", rows[kept], read.words.first[rows[kept]], read.words.first[rows[kept] + 1])


def _kinds_of_question(read: Read, first: Ints, last: Ints) -> Iterator[_Found]:
    def within(bit: int, count: int = 10**9) -> Bools:
        upto = read.upto(bit)
        return np.asarray(upto[np.minimum(first + count, last)] > upto[first])

    wh = within(WH, 3)
    condition = _next(read, CONDITION, first)
    asked = read.upto(WH)
    conditional = (condition < last) & (asked[last] > asked[np.minimum(condition + 1, last)])
    for name, kept in (
        ("asks wh", wh),
        ("asks yes-no", ~wh & within(OPENER, 2)),
        ("asks you", within(SECOND)),
        ("asks negated", within(NEGATOR)),
        ("if … why?", conditional),
        ("asks in a word", last - first <= 4),
    ):
        yield _at(read, name, first[kept], last[kept])


def _form(read: Read) -> Iterator[_Found]:
    for name, bit in (("exclaims", EXCLAIMS), ("says you", SECOND), ("says i", FIRST)):
        rows = read.words.row[read.places(bit)]
        rows = rows[run_begins(rows)]
        yield _Found(name, rows, np.full(len(rows), -1), np.full(len(rows), -1))
    yield from _negations(read)
    yield from _short_quotation(read)


def _negations(read: Read) -> Iterator[_Found]:
    first, last = read.sentences
    early = read.sentence(first) < EARLY
    row, at = read.words.row[first[early]], last[early]
    end = np.zeros(read.words.texts, np.int64)
    np.maximum.at(end, row, at)
    places = read.places(NEGATOR)
    rows, where = _first_in_text(read.words.row[places], places)
    kept = where < end[rows]
    rows, where = rows[kept], where[kept]
    word, until = read.worded, where + 1
    for _ in range(2):
        more = until < end[rows]
        more[more] = word[until[more]]
        until = until + more
    yield _Found("negates", rows, where, until)


def _short_quotation(read: Read) -> Iterator[_Found]:
    """Yield a word or three in quotation marks: distance from another's word."""
    signs = read.places(QUOTE)
    between, row = np.diff(signs) - 1, read.words.row[signs]
    close = (between >= 1) & (between <= 3) & (row[1:] == row[:-1]) if len(signs) > 1 else np.zeros(0, bool)
    rows = np.unique(row[1:][close]) if len(signs) > 1 else row[:0]
    yield _Found("quotes a word", rows, np.full(len(rows), -1), np.full(len(rows), -1))


def _keys(read: Read) -> tuple[Ints, Ints]:
    """Return a key of text and stem for each content word, and its token."""
    if not len(read.bits):
        return read.words.word, read.words.word
    found = read.words.of_word(stems(read.language))
    places = np.flatnonzero(found != 0)
    return (read.words.row[places] << 32) | found[places], places


def _among(keys: Ints, others: Ints) -> Ints:
    """Return which keys are among others, which come in order; most that are not are seen from a few of their bits."""
    marked = np.zeros(_FOLDED, bool)
    marked[_folded(others)] = True
    found = np.flatnonzero(marked[_folded(keys)])
    likely = keys[found]
    return np.asarray(found[others[np.minimum(np.searchsorted(others, likely), len(others) - 1)] == likely])


def _folded(keys: Ints) -> Ints:
    return (keys ^ (keys >> 32) * _ODD) & (_FOLDED - 1)


def _versus(own: Read, answered: Read) -> Iterator[_Found]:
    keys, tokens = _keys(own)
    theirs = distinct(_keys(answered)[0])
    repeated = _among(keys, theirs)
    shared = repeated[first_in_order(keys[repeated])]
    places = tokens[shared]
    texts = own.words.texts
    rows = np.flatnonzero((own.words.count > 0) & (answered.words.count > 0))
    mine = np.bincount(distinct(keys) >> 32, minlength=texts)
    both = np.bincount(keys[shared] >> 32, minlength=texts)
    share = both / np.maximum(mine, 1)
    level = np.searchsorted(_SHARES, share, "left")
    for number, name in enumerate(_SHARE_NAMES):
        here = rows[level[rows] == number]
        yield _Found(name, here, np.full(len(here), -1), np.full(len(here), -1))
    whole = np.bincount(theirs >> 32, minlength=texts)
    repeats = (share > 0.5) & (both >= 4) & (both > 0.7 * whole)
    yield _repeated(own, places, repeats)
    yield _asking(answered)
    yield _negated_overlap(own, places)


def _repeated(own: Read, places: Ints, repeats: NDArray[np.bool_]) -> _Found:
    row = own.words.row[places]
    first, last = np.full(own.words.texts, 1 << 60), np.zeros(own.words.texts, np.int64)
    np.minimum.at(first, row, places)
    np.maximum.at(last, row, places)
    rows = np.flatnonzero(repeats)
    return _Found("repeats the parent", rows, first[rows], last[rows] + 1)


def _asking(answered: Read) -> _Found:
    first, _ = answered.sentences
    row = answered.words.row[first]
    is_last = np.append(row[1:] != row[:-1], True) if len(row) else np.zeros(0, bool)
    rows = row[is_last & _asked(answered)] if len(row) else row
    return _Found("parent asks", rows, np.full(len(rows), -1), np.full(len(rows), -1))


def _negated_overlap(own: Read, places: Ints) -> _Found:
    places = np.sort(places)
    negators = own.upto(NEGATOR)
    floor = np.maximum(places - SCOPE, own.words.first[own.words.row[places]])
    kept = (own.sentence(places) < EARLY) & (negators[places] > negators[floor])
    rows, where = _first_in_text(own.words.row[places[kept]], places[kept])
    return _Found("negates the parent's word", rows, np.maximum(where - SCOPE, own.words.first[rows]), where + 1)
