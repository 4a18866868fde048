"""Which claims of a codebook each comment makes, and with which status: asserts, rejects, questions or reports.

A claim is looked for in every sentence (``matching``), its status is read there (``status``), and a sentence that
answers without repeating ("No way!") is taken as said of the claim before it in the comment, or else of the claim in
the comment that it answers (``answers``).

A comment gets one coding for each claim: its stance on that claim as a whole. Verdicts and answers count before plain
statements, and these before questions and reports; among equals the last one counts, since writers end on what they
hold. A claim that is not there has no coding.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.coders.acts import acts_in, in_its_language, with_borrowed_cues
from discourse.coders.answers import answered_status, may_answer
from discourse.coders.bags import Bag
from discourse.coders.bags import pieces as pieces_of
from discourse.coders.columns import CODES, Codings, Threads, as_codings, coded, gathered, in_one
from discourse.coders.commonness import ENOUGH, Shown, is_link, usual_odds
from discourse.coders.conversation import parents_first
from discourse.coders.cue_grammar import check_cues
from discourse.coders.hearing import NOTHING, Answering, Ear, Heard, Hopeful, Mentioned, Sought
from discourse.coders.heeding import (
    Answers,
    Concluded,
    Conversation,
    Found,
    Stated,
    all_concluded,
    all_found,
    answers_by_cues,
)
from discourse.coders.lexicon import STATUS_TABLES, primary
from discourse.coders.lines import Lines
from discourse.coders.matching import Described, Matcher, Said, constant_matcher
from discourse.coders.quoting import quoted_lines, repeated, without
from discourse.coders.screening import Meanings, Vocabulary, meanings, meant_places, weights_of
from discourse.coders.sighting import Lookout, Sighted
from discourse.coders.status import ClaimStatus
from discourse.coders.tokens import Unread, unread_sentences
from discourse.coders.words import Words, readable, words_of
from discourse.languages import Languages, comment_languages
from discourse.languages.pieces import Pieces, split
from discourse.model import Coding, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.text import WORD

__all__ = ["check_cues", "code_claims"]

CODER = "cues"
STATUSES = CODES["claim"]
HIGHEST = 0.95
BY_CUES, BY_MEANING, BY_COMMON_CUES = (0.55, 1.2), (0.6, -0.4), (0.2, 1.1)
"""How the logit of a stand's probability becomes that of the coding: its slope, and what is added.

Where cues tell a claim it is right more often than its parts promise, where its definition alone does, less often. By
``python -m benchmarks.claims``: the first fits our own threads best with 1.5, the second 32 threads by others. The
third, set by hand, is for what any comment section has, of which the thread tells more (``commonness``).
"""
LOWEST = 0.2
"""A stand less probable than this, by its words and answers alone, is left out."""
INHERITED = 0.75
"""Worth of an answer to another comment's claim, beside a claim in so many words."""
QUERIED = 0.85
FROM_TITLE = 0.6
SERIOUS = 0.7
"""Share of the highest probability under which a place does not count against it; half of that for an answer."""
ANSWERED_RANK = 4
MOST_ANSWERED = 2
"""Claims of one comment that a single "Exactly" is taken to answer."""
HEARD_TOGETHER = 2_048
"""Comments of which the claims are heard at a time, so that memory stays bounded in the largest thread."""
EARLY = 2
"""Sentences at a comment's start that can answer its parent without repeating it."""
FEW = 3
"""Words that do not show a language that is not known here: "Utter nonsense" may be anything."""
_SHOWS = 200


class _Stand(NamedTuple):
    """A claim with its status at one place of a comment; ``rank`` says how much that place counts."""

    claim: int
    status: ClaimStatus
    probability: float
    span: tuple[int, int]
    rank: int
    sentence: int


def code_claims(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages | None = None
) -> tuple[Coding, ...]:
    """Return the claim codings of a thread, by comment as shown and claim type as in the codebook.

    ``languages`` are ``comment_languages(thread)`` where they are known already. Raises CodebookError
    where a cue is not in the grammar of ``cue_grammar``.
    """
    return as_codings(claim_codings(claims_of(thread, graph, codebook, languages)), thread, graph, codebook)


def claims_of(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages | None = None
) -> "ClaimsRead | None":
    """Return the claims of a thread as they are read by cues alone, ``None`` where the codebook has no claim types."""
    threads = gathered([(thread, graph)])
    return claims_read(threads, split(threads.text), languages or comment_languages(thread), codebook)


def conversation_of(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> Conversation | None:
    """Return a thread as its comments are read one by one, ``None`` where no claim is told from the conversation."""
    threads, languages = gathered([(thread, graph)]), comment_languages(thread)
    coder = _coder(threads, split(threads.text), languages, codebook)
    return next(_conversations(coder, _all_stands(coder), languages), None) if coder else None


class ClaimsRead(NamedTuple):
    """The claims of threads as they were read, before the statuses of those heeded in their conversation are told.

    ``stated`` are the claims that words show by themselves, ``found`` those of whole conversations, ``can_read`` tells
    which comments can be read at all.
    """

    stated: list[Concluded]
    found: list[Found]
    can_read: NDArray[np.bool_]


def claims_read(
    threads: Threads, pieces: Pieces, languages: Languages, codebook: Codebook, answers: Answers | None = None
) -> ClaimsRead | None:
    """Return the claims of many threads as they are read, ``None`` where the codebook has no claim types.

    ``pieces`` and ``languages`` are those of the comments. ``answers`` tells what comments do to what they answer,
    which tells much of whether and how they make claims; cues do without it.
    """
    coder = _coder(threads, pieces, languages, codebook)
    if coder is None:
        return None
    stands = _all_stands(coder)
    conversations = list(_conversations(coder, stands, languages))
    kept = frozenset(range(len(codebook.claim_types))) - coder.heeded
    stated = list(_as_stated(coder, stands, kept))
    by_cues = partial(answers_by_cues, threads, languages)
    found = all_found(conversations, coder.texts.words, answers or by_cues)
    return ClaimsRead(stated, found, coder.can_read)


def claim_codings(read: ClaimsRead | None) -> Codings:
    """Return the claim codings of many threads."""
    if read is None:
        return in_one([])
    heeded = all_concluded(read.found)
    found = [*read.stated, *(each for each in heeded if read.can_read[each.comment])]
    spans = np.array([one.span for one in found], np.int64).reshape(-1, 2)
    return in_one([
        coded("claim", CODER, {"comment": np.flatnonzero(~read.can_read)}),
        coded("claim", CODER, {
            "comment": [one.comment for one in found],
            "target": [one.claim for one in found],
            "code": [STATUSES.index(one.status) for one in found],
            "probability": [one.probability for one in found],
            "begin": spans[:, 0],
            "end": spans[:, 1],
        }),
    ])  # fmt: skip


def _coder(threads: Threads, pieces: Pieces, languages: Languages, codebook: Codebook) -> "_Coder | None":
    """Return the coder of the claims of threads, ``None`` where the codebook has no claim types."""
    book, _ = with_borrowed_cues(in_its_language(codebook))
    if not book.claim_types:
        return None
    told = zip(languages, threads.text, strict=True)
    known = [language if language in STATUS_TABLES else _surely(language, text) for language, text in told]
    return _Coder.of(_Read(threads, pieces, known), book, acts_in(codebook))


def _as_stated(coder: "_Coder", stands: "dict[int, tuple[_Stand, ...]]", claims: frozenset[int]) -> Iterator[Concluded]:
    """Yield the stands on some claim types as the words of the comments show them."""
    cued, can_read = coder.alone.cued, coder.can_read
    listed = [
        (number, stand)
        for number in sorted(stands)
        if can_read[number]
        for stand in stands[number]
        if stand.claim in claims
    ]
    common = _common_odds(coder, listed)
    for number, stand in listed:
        usual = common.get((number, stand.claim))
        told_by = BY_COMMON_CUES if usual is not None else BY_CUES if stand.claim in cued else BY_MEANING
        sure = _sure(stand.probability, told_by, usual or 0.0)
        yield Concluded(number, stand.claim, stand.status, sure, stand.span, usual or 0.0)


def _common_odds(coder: "_Coder", listed: Sequence[tuple[int, _Stand]]) -> dict[tuple[int, int], float]:
    """Return by comment and claim what threads add to the log-odds of what any comment section has and cues show."""
    common = [(number, stand) for number, stand in listed if stand.claim in coder.common]
    if not common:
        return {}
    threads = coder.texts.threads
    readable = np.bincount(threads.thread[coder.can_read], minlength=len(threads.article))
    shown = [
        Shown(int(threads.thread[number]), number, not is_link(threads.text[number][slice(*stand.span)]))
        for number, stand in common
    ]
    odds = usual_odds(shown, readable, len(coder.common)).tolist()
    return dict(zip([(number, stand.claim) for number, stand in common], odds, strict=True))


def _conversations(
    coder: "_Coder", stands: "dict[int, tuple[_Stand, ...]]", languages: Languages
) -> Iterator[Conversation]:
    """Yield the threads in which claims are heeded, with what their comments say one by one."""
    threads, claims = coder.texts.threads, tuple(sorted(coder.heeded))
    negated = frozenset(claim for claim in claims if _is_negated(coder.described, claim))
    types = [coder.described.codebook.claim_types[claim] for claim in claims]
    described = tuple((one.statement, *one.examples) for one in types)
    for thread, meant in coder.meanings.items() if claims else ():
        first, last = threads.first[thread : thread + 2].tolist()
        stated = {
            (number - first, stand.claim): Stated(
                stand.status, stand.probability, stand.span, stand.rank == ANSWERED_RANK
            )
            for number in range(first, last)
            for stand in stands.get(number, ())
            if stand.claim in coder.heeded and coder.texts.own(number)[slice(*stand.span)].strip()
        }
        yield Conversation(threads, first, meant, claims, described, negated, stated, languages, coder.texts.own)


def _is_negated(described: Described, claim: int) -> bool:
    """Tell whether the definition of a claim type negates something."""
    texts = (text for text in described.texts if text.claim == claim and text.route == "definition")
    return any(word.negated is not False for text in texts for word in text.words)


@dataclass(frozen=True, eq=False)
class _Read:
    """Threads, the pieces of their comments, and the languages of the comments that are surely known."""

    threads: Threads
    pieces: Pieces
    known: Languages

    @cached_property
    def reads(self) -> NDArray[np.bool_]:
        """Which comments are in a language in which claims can be read."""
        return np.fromiter(map(_reads, self.known), bool, len(self.known))

    @cached_property
    def titles(self) -> list[str]:
        return [article.title or "" for article in self.threads.article]

    @cached_property
    def lines(self) -> Lines:
        """The words of the comments that can be read, then those of the titles."""
        unread = np.flatnonzero(~self.reads)
        pieces = self.pieces.with_texts(unread, [""] * len(unread)) if len(unread) else self.pieces
        return Lines.of(pieces.followed_by(self.titles))

    def texts(self, thread: int) -> list[str]:
        """Return the comments of a thread in their writers' words, "" for those that cannot be read, then its title."""
        first, last = self.threads.first[thread : thread + 2].tolist()
        read = self.reads[first:last].tolist()
        return [*(self.own(first + at) if reads else "" for at, reads in enumerate(read)), self.titles[thread]]

    def own(self, number: int) -> str:
        """Return a comment with blanks in the place of the words of others."""
        known = self._owned.get(number)
        if known is None:
            text = self.threads.text[number]
            known = self._owned[number] = without(text, [*quoted_lines(text), *self.repeated(number)])
        return known

    @cached_property
    def _owned(self) -> dict[int, str]:
        """What comments say in their writers' words, as far as it is known."""
        return {}

    @cached_property
    def _repeated(self) -> dict[int, list[tuple[int, int]]]:
        """Where comments have sentences of what they answer, as far as it is known."""
        return {}

    def repeated(self, number: int) -> list[tuple[int, int]]:
        """Return where a comment has sentences of what it answers."""
        known = self._repeated.get(number)
        if known is None:
            known = self._repeated[number] = repeated(self.threads.text[number], self.threads.answered(number))
        return known

    def words(self, numbers: NDArray[np.int64]) -> Words:
        """Return the writers' words of comments."""
        texts = [self.own(number) for number in numbers.tolist()]
        changed = [row for row, number in enumerate(numbers.tolist()) if texts[row] is not self.threads.text[number]]
        pieces = self.pieces.taken(numbers).with_texts(np.array(changed, np.int64), [texts[row] for row in changed])
        return words_of(readable(texts, pieces))


def _all_stands(coder: "_Coder") -> dict[int, tuple[_Stand, ...]]:
    """Return the stands of each comment that has some; most make no claim and answer none, and are passed over."""
    threads, known = coder.texts.threads, coder.texts.known
    stands: dict[int, tuple[_Stand, ...]] = {}
    titles = coder.titles()
    read = coder.read[: len(threads.text)].copy()
    read[np.isin(threads.thread, list(titles)) & (threads.parent == ARTICLE)] = True
    waiting, children = bytearray(read), _Children(threads.parent)
    parents = threads.parent.tolist()
    for number, text in _texts(coder, waiting):
        parent, answered = parents[number], NOBODY
        if parent in stands:
            answered = _Answered(stands[parent], float(threads.link[number]), _asks_last(threads.text[parent]))
        elif parent == ARTICLE and titles:
            answered = _Answered(titles.get(int(threads.thread[number]), ()), FROM_TITLE)
        if text or coder.may_answer(number, known[number]):
            found = coder.stands(text or coder.heard([number])[0], answered)
            if found:
                stands[number] = found
                for child in children.of(number):
                    waiting[child] = True
    return stands


def _texts(coder: "_Coder", waiting: bytearray) -> "Iterator[tuple[int, _Text | None]]":
    """Yield comments, each after the one that it answers, with what those say that may make a claim by themselves.

    ``waiting`` tells for which it is waited: for these from the start, for others at the latest when what they answer
    was yielded.
    """
    certain, ordered = coder.read.tolist(), iter(parents_first(coder.texts.threads.parent))
    while some := list(islice(ordered, HEARD_TOGETHER)):
        texts = iter(coder.heard([number for number in some if certain[number]]))
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


def _sure(probability: float, told_by: tuple[float, float], usual: float) -> float:
    """Return how often codings of that probability are right, as measured on hand-coded threads."""
    slope, offset = told_by
    logit = math.log(probability / (1 - probability))
    return round(1 / (1 + math.exp(-(slope * logit + offset + usual))), 3)


def _surely(language: str | None, text: str) -> str | None:
    """Return the language of a comment that is not known here, ``None`` for one of a few words: they hardly show it."""
    return language if len(text[:_SHOWS].split()) > FEW else None


def _reads(language: str | None) -> bool:
    """Tell whether claims can be read in a comment's language; where none shows, it is taken for the codebook's."""
    return language is None or language in STATUS_TABLES


class _Text(NamedTuple):
    """What is sought in a comment, its sentences with words, and what of them is heard: see ``_Coder.heard``."""

    sought: Sought
    sentences: list[Unread]
    heard: list[Heard]


class _Answered(NamedTuple):
    """What a comment answers: the stands there, how sure that link is, and whether it ends with a question."""

    stands: tuple[_Stand, ...]
    sure: float
    asks_last: bool = False

    def is_asked_else(self, answer: Answering) -> bool:
        """Tell whether a bare yes or no answers a last question that is about none of the claims."""
        about_claims = any(stand.status == "questions" for stand in self.stands)
        return self.asks_last and not about_claims and answer.is_bare


NOBODY = _Answered((), 1.0)


def _asks_last(text: str) -> bool:
    return text.rstrip(" \n\t\"'”’)").endswith("?")


@dataclass(frozen=True, eq=False)
class _Coder:
    """What the claims of threads are looked for with.

    ``said`` has what the sentences of a text are likely to say by their meaning, by text and piece; the texts are the
    comments, then the titles. ``meanings`` has what the comments of a thread and then its title say by meaning.
    """

    texts: _Read
    described: Described
    acts: frozenset[int]
    sighted: Sighted
    matchers: dict[int, Matcher]
    said: dict[int, dict[int, list[Said]]]
    meanings: dict[int, Meanings]

    @staticmethod
    def of(texts: _Read, book: Codebook, acts: frozenset[int]) -> "_Coder":
        """Return the coder of the claims of threads."""
        described, threads = Described.of(book), texts.threads
        thread = np.concatenate([threads.thread, np.arange(len(threads.article))])
        sighted = Lookout.of(described).sight(texts.lines, thread, len(threads.article))
        coder = _Coder(texts, described, acts, sighted, {}, {}, {})
        if primary(book.language) == "en" and meant_places(coder.alone):
            for number in range(len(threads.article)):
                coder.look_for_meaning(number)
        return coder

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
        """Which comments have words, in a language in which claims can be read."""
        return self.texts.reads & self.texts.lines.worded[: len(self.texts.reads)]

    @cached_property
    def language(self) -> str:
        """The language of the codebook."""
        return self.described.codebook.language

    @cached_property
    def alike(self) -> list[bool]:
        """Which texts may be like a description."""
        found: list[bool] = self.sighted.alike.tolist()
        return found

    def titles(self) -> dict[int, tuple[_Stand, ...]]:
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

    def heard(self, numbers: Sequence[int]) -> list[_Text]:
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
            _Text(sought, sentences, [next(heard) if one else NOTHING for one in listed])
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
        spots = self.sighted.spots_of(number)
        sought = Sought(table, (), self._matcher(number) if self.alike[number] else self.alone)
        read = [(one, _cues_in(one, spots), alike and not foreign) for one, alike in unread]
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

    def stands(self, text: _Text, answered: _Answered) -> tuple[_Stand, ...]:
        """Return one stand for each claim of a comment, given those of the comment it answers."""
        found: list[_Stand] = []
        early = True
        for number, (unread, heard) in enumerate(zip(text.sentences, text.heard, strict=True)):
            inherits = early and number < EARLY and bool(answered.stands)
            asks = inherits or any(stand.sentence == number - 1 and stand.rank == 1 for stand in found)
            if not (asks or heard.claims):
                continue
            start = unread.span.start
            answer = self.ear.answer(unread, text.sought) if asks else None
            if answer:
                inherits = inherits and not answered.is_asked_else(answer)
                asked = _answered_stands(found, number, self._answerable(answered) if inherits else ())
                answering = _said(start, number, answer, asked)
                found.extend(stand for stand in answering if stand.claim not in heard.claims)
            early = early and (answer is not None or not heard.claims)
            found.extend(_stand(one, start, number) for one in heard.made)
        return _main_stands(found)

    def _answerable(self, answered: _Answered) -> tuple[_Stand, ...]:
        """Return the claims of a comment that a bare answer is about: its last question, else its surest claims."""
        worth = answered.sure * INHERITED
        held = [stand._replace(probability=stand.probability * worth) for stand in answered.stands]
        claims = [stand for stand in held if stand.claim not in self.acts]
        asked = [stand for stand in claims if stand.status == "questions"]
        if asked:
            return (max(asked, key=lambda stand: stand.span),)
        surest = sorted(claims, key=lambda stand: (-stand.rank, -stand.probability, stand.claim))
        return tuple(surest[:MOST_ANSWERED])


def _stand(made: Mentioned, start: int, number: int) -> _Stand:
    claim, status, probability, (begin, end), rank = made
    return _Stand(claim, status, probability, (start + begin, start + end), rank, number)


def _cues_in(sentence: Unread, spots: list[tuple[int, int, int]]) -> tuple[int, ...]:
    """Return the cues that may stand in a sentence, given where those of its text may end."""
    start, end = sentence.span
    return tuple(dict.fromkeys([cue for cue, first, last in spots if first < end and start < last]))


def _by_sentence(text: str, sentences: list[Unread], said: dict[int, list[Said]]) -> list[list[Said]]:
    """Return by sentence what is known by piece of the text: the first sentence that shares characters with it."""
    found: list[list[Said]] = [[] for _ in sentences]
    places = pieces_of(text)
    for piece, entries in sorted(said.items()):
        begin, end = places[piece]
        inside = [at for at, one in enumerate(sentences) if one.span.start < end and begin < one.span.end]
        if inside:
            found[inside[0]].extend(entries)
    return found


def _answered_stands(before: list[_Stand], number: int, parents: tuple[_Stand, ...]) -> tuple[_Stand, ...]:
    """Return what an answer is about: what the sentence before it asks or reports, else what the parent says."""
    own = [stand for stand in before if stand.sentence == number - 1]
    return tuple(stand for stand in own if stand.rank == 1) if own else parents


def _said(start: int, number: int, answer: Answering, asked: tuple[_Stand, ...]) -> Iterator[_Stand]:
    """Yield the stands that an answer takes."""
    span = (start + answer.span[0], start + answer.span[1])
    query = answer.kind == "query"
    for stand in asked:
        status = answered_status(stand.status, answer.kind)
        if status:
            probability = stand.probability * (QUERIED if query else 1)
            yield _Stand(stand.claim, status, probability, span, 1 if query else ANSWERED_RANK, number)


def _main_stands(found: list[_Stand]) -> tuple[_Stand, ...]:
    """Return one stand for each claim: the weightiest, the last among equals."""
    if not found:
        return ()
    if len(found) == 1:
        claim, status, probability, span, rank, sentence = found[0]
        probability = _together(probability, 0, contrary=False)
        return (_Stand(claim, status, probability, span, rank, sentence),) if probability >= LOWEST else ()
    by_claim: dict[int, list[_Stand]] = {}
    for stand in found:
        by_claim.setdefault(stand.claim, []).append(stand)
    mains = (_main_stand(by_claim[claim]) for claim in sorted(by_claim))
    return tuple(stand for stand in mains if stand.probability >= LOWEST)


def _main_stand(stands: list[_Stand]) -> _Stand:
    """Return the stand that counts, surer where others agree with it and less sure where they do not."""
    best = max(stand.probability for stand in stands)
    serious = [
        stand for stand in stands if stand.probability >= best * SERIOUS * (0.5 if stand.rank == ANSWERED_RANK else 1)
    ]
    main = max(serious, key=lambda stand: (stand.rank, stand.sentence))
    agreeing = sum(stand.status == main.status for stand in stands) - 1
    contrary = any(stand.status != main.status and stand.rank > 1 for stand in stands)
    return main._replace(probability=_together(main.probability, agreeing, contrary=contrary))


def _together(probability: float, agreeing: int, *, contrary: bool) -> float:
    """Return how probable a stand is beside so many that agree with it, and one that does not."""
    together = (1 - (1 - probability) * 0.85 ** min(agreeing, 3)) * (0.9 if contrary else 1)
    return round(min(HIGHEST, together), 3)
