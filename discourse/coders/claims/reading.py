"""The claims that comments make by their own words and answers, each comment read after the one that it answers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.coders.claims.answers import may_answer
from discourse.coders.claims.bags import Bag
from discourse.coders.claims.bags import pieces as pieces_of
from discourse.coders.claims.commonness import ENOUGH
from discourse.coders.claims.conversation import parents_first
from discourse.coders.claims.hearing import NOTHING, Ear, Heard, Hopeful, Sought
from discourse.coders.claims.matching import Described, Matcher, Said, constant_matcher
from discourse.coders.claims.own_texts import OwnTexts
from discourse.coders.claims.screening import Meanings, Vocabulary, meanings, meant_places, weights_of
from discourse.coders.claims.sighting import Lookout, Sighted
from discourse.coders.claims.stands import (
    NOBODY,
    Answered,
    Stand,
    answered_stands,
    asks_last,
    main_stands,
    said_last,
    stand_of,
    taken_stands,
)
from discourse.coders.claims.tokens import Unread, unread_sentences
from discourse.coders.lexicon import STATUS_TABLES, primary
from discourse.replies.graph import ARTICLE
from discourse.text import WORD

INHERITED = 0.75
"""Worth of an answer to another comment's claim, beside a claim in so many words."""
FROM_TITLE = 0.6
MOST_ANSWERED = 2
"""Claims of one comment that a single "Exactly" is taken to answer."""
HEARD_TOGETHER = 2_048
"""Comments of which the claims are heard at a time, so that memory stays bounded in the largest thread."""
EARLY = 2
"""Sentences at a comment's start that can answer its parent without repeating it."""


def all_stands(reader: "ClaimReader") -> dict[int, tuple[Stand, ...]]:
    """Return the stands of each comment that has some; most make no claim and answer none, and are passed over."""
    threads, known = reader.texts.threads, reader.texts.known
    stands: dict[int, tuple[Stand, ...]] = {}
    titles = reader.titles()
    read = reader.read[: len(threads.text)].copy()
    read[np.isin(threads.thread, list(titles)) & (threads.parent == ARTICLE)] = True
    waiting, children = bytearray(read), _Children(threads.parent)
    parents = threads.parent.tolist()
    for number, text in _texts(reader, waiting):
        parent, answered = parents[number], NOBODY
        if parent in stands:
            answered = Answered(stands[parent], float(threads.link[number]), asks_last(threads.text[parent]))
        elif parent == ARTICLE and titles:
            answered = Answered(titles.get(int(threads.thread[number]), ()), FROM_TITLE)
        if text or reader.may_answer(number, known[number]):
            found = reader.stands(text or reader.heard([number])[0], answered)
            if found:
                stands[number] = found
                for child in children.of(number):
                    waiting[child] = True
    return stands


def _texts(reader: "ClaimReader", waiting: bytearray) -> "Iterator[tuple[int, HeardText | None]]":
    """Yield comments, each after the one that it answers, with what those say that may make a claim by themselves.

    ``waiting`` tells for which it is waited: for these from the start, for others at the latest when what they answer
    was yielded.
    """
    certain, ordered = reader.read.tolist(), iter(parents_first(reader.texts.threads.parent))
    while some := list(islice(ordered, HEARD_TOGETHER)):
        texts = iter(reader.heard([number for number in some if certain[number]]))
        for number in some:
            if waiting[number]:
                yield number, next(texts) if certain[number] else None


class _Children:
    """The comments that answer each comment."""

    def __init__(self, parent: NDArray[np.int64]) -> None:
        self._order = np.argsort(parent, kind="stable")
        self._first = np.searchsorted(parent[self._order], np.arange(len(parent) + 1))

    def of(self, number: int) -> list[int]:
        """Return the numbers of the comments that answer a comment."""
        first, last = self._first[number : number + 2].tolist()
        found: list[int] = self._order[first:last].tolist()
        return found


class HeardText(NamedTuple):
    """What is sought in a comment, its sentences with words, and what of them is heard: see ``ClaimReader.heard``."""

    sought: Sought
    sentences: list[Unread]
    heard: list[Heard]


@dataclass(frozen=True, eq=False)
class ClaimReader:
    """What the claims of threads are looked for with.

    ``said`` has what the sentences of a text are likely to say by their meaning, by text and piece; the texts are the
    comments, then the titles. ``meanings`` has what the comments of a thread and then its title say by meaning.
    """

    texts: OwnTexts
    described: Described
    acts: frozenset[int]
    sighted: Sighted
    matchers: dict[int, Matcher]
    said: dict[int, dict[int, list[Said]]]
    meanings: dict[int, Meanings]

    @staticmethod
    def of(texts: OwnTexts, book: Codebook, acts: frozenset[int]) -> "ClaimReader":
        """Return the reader of the claims of threads."""
        described, threads = Described.of(book), texts.threads
        thread = np.concatenate([threads.thread, np.arange(len(threads.article))])
        sighted = Lookout.of(described).sight(texts.lines, thread, len(threads.article))
        reader = ClaimReader(texts, described, acts, sighted, {}, {}, {})
        if primary(book.language) == "en" and meant_places(reader.alone):
            for number in range(len(threads.article)):
                reader.look_for_meaning(number)
        return reader

    @cached_property
    def alone(self) -> Matcher:
        """What finds cues, which are alike in all threads."""
        return constant_matcher(self.described)

    def look_for_meaning(self, thread: int) -> None:
        """Add what the sentences of a thread are likely to say by their meaning."""
        bag = Bag(self.texts.texts(thread))
        words = Vocabulary(bag, self.described)
        matcher = Matcher(self.described, words.frequencies(bag), len(bag.ends))
        first, count = int(self.texts.threads.first[thread]), bag.texts - 1
        found = self.meanings[thread] = meanings(bag, matcher, weights_of(bag, words, matcher))
        for number, said in found.said.items():
            text = first + number if number < count else len(self.texts.threads.text) + thread
            self.said[text] = said
            self.sighted.alike[text] = True
        self.matchers[thread] = matcher

    @cached_property
    def common(self) -> frozenset[int]:
        """The claim types with cues that any comment section has, none where they are few."""
        found = self.alone.cued & self.alone.anywhere
        return found if len(found) >= ENOUGH else frozenset()

    @cached_property
    def heeded(self) -> frozenset[int]:
        """The claim types that are told from the conversation, too: those looked for by meaning."""
        return frozenset(claim for found in self.meanings.values() for claim in found.claims)

    @cached_property
    def read(self) -> NDArray[np.bool_]:
        """Which texts are to be read with care, as they may make a claim."""
        found = self.sighted.read
        found[: len(self.texts.reads)] &= self.texts.reads
        return found

    @cached_property
    def can_read(self) -> NDArray[np.bool_]:
        """Which comments have words of their writers, in a language in which claims can be read."""
        worded = self.texts.lines.worded[: len(self.texts.reads)]
        return self.texts.reads & worded & ~self.texts.threads.deleted

    @cached_property
    def language(self) -> str:
        """The language of the codebook."""
        return self.described.codebook.language

    @cached_property
    def alike(self) -> list[bool]:
        """Which texts may be like a description."""
        found: list[bool] = self.sighted.alike.tolist()
        return found

    def titles(self) -> dict[int, tuple[Stand, ...]]:
        """Return the stands of the titles that have some, by thread; titles are read like comments."""
        comments = len(self.texts.known)
        threads = np.flatnonzero(self.read[comments:]).tolist()
        texts = self.heard([comments + thread for thread in threads])
        found = {thread: self.stands(text, NOBODY) for thread, text in zip(threads, texts, strict=True)}
        return {thread: stands for thread, stands in found.items() if stands}

    def may_answer(self, number: int, language: str | None) -> bool:
        """Tell whether a comment can begin with an answer that repeats nothing: most cannot, and need no reading."""
        table = language if language in STATUS_TABLES else self.language
        return any(may_answer(words, table) for words in self.texts.lines.openings(number, EARLY + 1))

    def heard(self, numbers: Sequence[int]) -> list[HeardText]:
        """Return comments, or titles, with what each of their sentences says by itself."""
        unread = [unread_sentences(self._text(number), self.language, self._repeated(number)) for number in numbers]
        alike = iter(self._alike(numbers, unread))
        unheard = [
            self._unheard(number, [(one, next(alike)) for one in sentences])
            for number, sentences in zip(numbers, unread, strict=True)
        ]
        hopeful = [one for _, _, listed in unheard for one in listed if one]
        heard = iter(self.ear.hear(hopeful))
        return [
            HeardText(sought, sentences, [next(heard) if one else NOTHING for one in listed])
            for sought, sentences, listed in unheard
        ]

    def _text(self, number: int) -> str:
        comments = len(self.texts.known)
        return self.texts.titles[number - comments] if number >= comments else self.texts.threads.text[number]

    def _repeated(self, number: int) -> list[tuple[int, int]]:
        return [] if number >= len(self.texts.known) else self.texts.repeated(number)

    def _alike(self, numbers: Sequence[int], unread: list[list[Unread]]) -> list[bool]:
        """Return which sentences of texts, one after the other, may be like a description."""
        text = np.array([number for number, listed in zip(numbers, unread, strict=True) for _ in listed], np.int64)
        begin = np.array([one.span.start for listed in unread for one in listed], np.int64)
        found = self.sighted.alike[text]
        if found.any():
            found[found] = self.sighted.skimmed.sentences(text[found], begin[found])
        listed: list[bool] = found.tolist()
        return listed

    def _unheard(
        self, number: int, unread: list[tuple[Unread, bool]]
    ) -> tuple[Sought, list[Unread], list[Hopeful | None]]:
        """Return what is sought in a text, its sentences with words, and those that may make a claim.

        ``unread`` are all its sentences, and which of them may be like a description.
        """
        comments = len(self.texts.known)
        is_title = number >= comments
        language = None if is_title else self.texts.known[number]
        table = language if language in STATUS_TABLES else self.language
        foreign = language is not None and language != self.language and language != primary(self.language)
        cues_of = _cues_by_sentence([one for one, _ in unread], self.sighted.spots_of(number))
        sought = Sought(table, (), self._matcher(number) if self.alike[number] else self.alone)
        read = [(one, cues, alike and not foreign) for (one, alike), cues in zip(unread, cues_of, strict=True)]
        read = [each for each in read if each[1] or WORD.search(each[0].text, *each[0].span)]
        sentences = [one for one, _, _ in read]
        meant = None if foreign else self.said.get(number)
        said: list[list[Said]] = [[]] * len(sentences)
        if meant:
            own = self._text(number) if is_title else self.texts.own(number)
            said = _by_sentence(own, sentences, meant)
        hopeful = [
            Hopeful(one, Sought(table, cues, sought.matcher), entries, alike or bool(entries))
            if cues or alike or entries
            else None
            for (one, cues, alike), entries in zip(read, said, strict=True)
        ]
        return sought, sentences, hopeful

    @cached_property
    def ear(self) -> Ear:
        """What hears the claims of a sentence."""
        return Ear.of(self.described, self.acts)

    def _matcher(self, number: int) -> Matcher:
        """Return what finds the claims of a text, which weighs words by how rare they are in its thread."""
        comments = len(self.texts.known)
        thread = number - comments if number >= comments else int(self.texts.threads.thread[number])
        known = self.matchers.get(thread)
        if known is None:
            frequencies, sentences = self.sighted.frequencies(thread), int(self.sighted.sentences[thread])
            known = self.matchers[thread] = Matcher(self.described, frequencies, sentences)
        return known

    def stands(self, text: HeardText, answered: Answered) -> tuple[Stand, ...]:
        """Return one stand for each claim of a comment, given those of the comment it answers."""
        found: list[Stand] = []
        early = True
        for number, (unread, heard) in enumerate(zip(text.sentences, text.heard, strict=True)):
            inherits = early and number < EARLY and bool(answered.stands)
            asks = inherits or any(stand.rank == 1 for stand in said_last(found, number))
            if not (asks or heard.claims):
                continue
            start = unread.span.start
            answer = self.ear.answer(unread, text.sought) if asks else None
            if answer:
                inherits = inherits and not answered.is_asked_else(answer)
                asked = answered_stands(found, number, self._answerable(answered) if inherits else ())
                answering = taken_stands(start, number, answer, asked)
                found.extend(stand for stand in answering if stand.claim not in heard.claims)
            early = early and (answer is not None or not heard.claims)
            found.extend(stand_of(one, start, number) for one in heard.made)
        return main_stands(found)

    def _answerable(self, answered: Answered) -> tuple[Stand, ...]:
        """Return the claims of a comment that a bare answer is about: its last question, else its surest claims."""
        worth = answered.sure * INHERITED
        held = [stand._replace(probability=stand.probability * worth) for stand in answered.stands]
        claims = [stand for stand in held if stand.claim not in self.acts]
        asked = [stand for stand in claims if stand.status == "questions"]
        if asked:
            return (max(asked, key=lambda stand: stand.span),)
        surest = sorted(claims, key=lambda stand: (-stand.rank, -stand.probability, stand.claim))
        return tuple(surest[:MOST_ANSWERED])


def _cues_by_sentence(sentences: list[Unread], spots: list[tuple[int, int, int]]) -> list[tuple[int, ...]]:
    """Return the cues that may stand in each sentence, given where those of its text may end."""
    if not spots:
        return [()] * len(sentences)
    placed = sorted(spots, key=itemgetter(1))
    firsts = [first for _, first, _ in placed]
    longest = max((last - first for _, first, last in placed), default=0)
    found = []
    for start, end in (one.span for one in sentences):
        near = placed[bisect_left(firsts, start - longest) : bisect_left(firsts, end)]
        found.append(tuple(sorted({cue for cue, _, last in near if start < last})))
    return found


def _by_sentence(text: str, sentences: list[Unread], said: dict[int, list[Said]]) -> list[list[Said]]:
    """Return by sentence what is known by piece of the text: the first sentence that shares characters with it."""
    found: list[list[Said]] = [[] for _ in sentences]
    places, ends = pieces_of(text), [one.span.end for one in sentences]
    for piece, entries in sorted(said.items()):
        begin, end = places[piece]
        at = bisect_right(ends, begin)
        if at < len(sentences) and sentences[at].span.start < end:
            found[at].extend(entries)
    return found
