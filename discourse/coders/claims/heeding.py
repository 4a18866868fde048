"""From what comments say by themselves to what they say in their conversation: see ``conversation`` for how."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, get_args

import numpy as np

from discourse.coders import deeds
from discourse.coders.claims import conversation
from discourse.coders.claims.bags import pieces
from discourse.coders.claims.conversation import Above, Around, Places, Told, Wording
from discourse.coders.claims.saying import UNREAD, said_of_claims
from discourse.coders.claims.screening import Meanings
from discourse.coders.claims.status import ClaimStatus
from discourse.coders.claims.triggers import word_set
from discourse.coders.columns import Bools, Floats, Ints, Threads
from discourse.coders.deeds import Done
from discourse.coders.learned.logistic import log_odds
from discourse.coders.pairs import CLAIMS, shipped
from discourse.coders.reply_stance.coding import CODES as REPLY_STANCES
from discourse.coders.reply_stance.coding import judged_by_cues
from discourse.coders.words import Words
from discourse.languages import Languages
from discourse.text import lower_words

_LANGUAGE = "en"
"""The language of the definitions, and of the words that are counted."""
_NEGATED = "n't"
LONG = 60
"""Words of a comment from which on only a part of it is taken to be about a claim."""
_AT_ONCE = 8_192
"""Comments of which the deeds are told together."""
STATUSES: tuple[ClaimStatus, ...] = get_args(ClaimStatus)


Answers = Callable[[Ints], Floats]
"""Tells how probable it is that each of some comments supports, denies or queries what it answers: comments × 3."""
WordsOf = Callable[[Ints], Words]
"""Gives the words of comments, by their numbers."""


class Stated(NamedTuple):
    """A claim with the status that words of a comment show, and these words; ``answered`` if they answer a comment."""

    status: ClaimStatus
    probability: float
    span: tuple[int, int]
    answered: bool


class Concluded(NamedTuple):
    """A claim that a comment makes in its conversation, with the words that show it best.

    ``usual`` is what part of its log-odds the thread tells, where cues show what any comment section has.
    """

    comment: int
    claim: int
    status: ClaimStatus
    probability: float
    span: tuple[int, int]
    usual: float = 0.0


class Conversation(NamedTuple):
    """A thread as its comments were read one by one.

    ``first`` is the number of its first comment; ``claims`` are the claim types that are concluded on, ``described``
    has the definition and the examples of each, and ``negated`` are those whose definition negates something.
    ``stated`` is by comment, in the thread, and claim; ``own`` gives a comment, by its number in all threads, with
    blanks in the place of the words of others.
    """

    threads: Threads
    first: int
    meanings: Meanings
    claims: tuple[int, ...]
    described: tuple[tuple[str, ...], ...]
    negated: frozenset[int]
    stated: Mapping[tuple[int, int], Stated]
    languages: Languages
    own: Callable[[int], str]

    @property
    def comments(self) -> int:
        """The number of comments."""
        return len(self.meanings.likely) - 1

    def text(self, comment: int) -> str:
        """Return a comment in its writer's words."""
        return self.own(self.first + comment)

    @property
    def above(self) -> Above:
        """What each comment answers."""
        here = slice(self.first, self.first + self.comments)
        parent = self.threads.parent[here]
        return Above(np.where(parent >= 0, parent - self.first, -1), self.threads.link[here])


class Found(NamedTuple):
    """Where the claims of a thread are found, as places too; their status is not told yet.

    ``answers`` are what comments do to what they answer, comments × 3; ``chances`` are how probable it is that comments
    make claims, ``where`` tells where they do: comments × claims each.
    """

    heard: Conversation
    told: Told
    answers: Floats
    chances: Floats
    where: Bools
    places: Places


def all_found(threads: Sequence[Conversation], words_of: WordsOf, answers: Answers) -> list[Found]:
    """Return where claims are found in threads with the same claims."""
    told = _with_deeds(threads, [told_of(one) for one in threads], words_of)
    hinted = [conversation.hinted(each) for each in told]
    told = _read_beside(threads, told, hinted, words_of)
    answered = _answered(threads, [bool(each.any()) for each in hinted], answers)
    return [_found(*each) for each in zip(threads, told, answered, strict=True)]


def _with_deeds(threads: Sequence[Conversation], told: list[Told], words_of: WordsOf) -> list[Told]:
    """Return what comments tell with how far they do what claims ask for, where any asks for a deed."""
    wanted = deeds.asked(tuple(texts[0] for texts in threads[0].described)) if threads else np.zeros((0, 0))
    asked = deeds.ask_for_deeds(wanted)
    numbers = np.concatenate([np.zeros(0, np.int64), *(one.first + np.arange(one.comments) for one in threads)])
    if not asked.any() or not len(numbers):
        return told
    known = np.concatenate([_in_the_language(one) for one in threads])
    parts = []
    for start in range(0, len(numbers), _AT_ONCE):
        here = slice(start, start + _AT_ONCE)
        done = np.where(known[here, None], deeds.done(words_of(numbers[here])), deeds.NOT_DONE)
        parts.append(deeds.done_as_asked(done, wanted)[1:])
    cuts = np.cumsum([one.comments for one in threads])[:-1]
    columns = (np.split(np.concatenate(each), cuts) for each in zip(*parts, strict=True))
    own = zip(*columns, strict=True)
    return [each._replace(done=Done(asked, *part)) for each, part in zip(told, own, strict=True)]


def _answered(threads: Sequence[Conversation], wanted: Sequence[bool], answers: Answers) -> list[Floats]:
    """Return what the comments of threads do to what they answer, comments × 3; 0 where nothing hints at a claim."""
    numbers = [one.first + np.arange(one.comments if here else 0) for one, here in zip(threads, wanted, strict=True)]
    given = answers(np.concatenate([np.zeros(0, np.int64), *numbers]))
    parts = np.split(given, np.cumsum([len(each) for each in numbers])[:-1])
    return [
        part if here else np.zeros((one.comments, given.shape[1]))
        for one, here, part in zip(threads, wanted, parts, strict=False)
    ]


def _read_beside(
    threads: Sequence[Conversation], told: list[Told], hinted: Sequence[Bools], words_of: WordsOf
) -> list[Told]:
    """Return what comments tell once those that hint at a claim are read beside it, those of all threads together."""
    if not any(each.any() for each in hinted):
        return told
    numbers = [np.flatnonzero(each.any(axis=1)) for each in hinted]
    words = words_of(np.concatenate([one.first + each for one, each in zip(threads, numbers, strict=True)]))
    wanted = np.concatenate([each[rows] for each, rows in zip(hinted, numbers, strict=True)])
    odds = said_of_claims(shipped(CLAIMS), words, threads[0].described, wanted)
    parts = np.split(odds, np.cumsum([len(rows) for rows in numbers])[:-1])
    return [_with_said(each, rows, part) for each, rows, part in zip(told, numbers, parts, strict=True)]


def _with_said(told: Told, comments: Ints, odds: Floats) -> Told:
    said = told.said.copy()
    said[comments] = odds
    return told._replace(said=said)


def _found(heard: Conversation, told: Told, answers: Floats) -> Found:
    around = Around(heard.above, answers)
    chances = conversation.together(told, around, conversation.alone(told))
    where = conversation.held_by_answers(told, conversation.found_in(told, chances), around.above)
    return Found(heard, told, answers, chances, where, conversation.places(where, chances, around.above))


def all_concluded(threads: Iterable[Found]) -> Iterator[Concluded]:
    """Yield the claims of threads with their status, by comment, numbered as in all threads, and claim type."""
    for one in threads:
        heard, found = one.heard, one.places
        shares = conversation.statuses(one.told, found, wording_of(heard, one.where, one.answers))
        best = shares.argmax(axis=1)
        sure = sureness(found.sure, shares.max(axis=1, initial=0.0))
        for row, (comment, column) in enumerate(zip(found.comment.tolist(), found.claim.tolist(), strict=True)):
            status, probability = STATUSES[int(best[row])], round(float(sure[row]), 3)
            claim = heard.claims[column]
            span = shown_words(heard, comment, claim)
            yield Concluded(comment + heard.first, claim, status, probability, span)


def sureness(found: Floats, status: Floats) -> Floats:
    """Return how often codings are right that are so probable, and their status so probable where they are."""
    return conversation.models()["sure"].chances({"found": log_odds(found), "status": log_odds(status)})


def told_of(heard: Conversation) -> Told:
    """Return what the comments of a thread tell of the claims by themselves, before any is read beside them."""
    meanings = heard.meanings
    columns = [meanings.claims.index(claim) for claim in heard.claims]
    likely, ahead, over = (
        table[: heard.comments, columns].astype(np.float64)
        for table in (meanings.likely, meanings.gist.ahead, meanings.gist.above)
    )
    known = _in_the_language(heard)[:, None]
    stated = np.zeros((*likely.shape, len(STATUSES)))
    answered = np.zeros(likely.shape, bool)
    for (comment, claim), one in heard.stated.items():
        column = heard.claims.index(claim)
        stated[comment, column, STATUSES.index(one.status)] = one.probability
        answered[comment, column] = one.answered
    length = meanings.gist.length[: heard.comments].astype(np.float64)
    texts = [heard.text(comment) for comment in range(heard.comments)]
    questions = np.array([text.count("?") for text in texts], np.int64)
    asks = np.array([text.rstrip().endswith("?") for text in texts], bool)
    unread, nothing = np.full(likely.shape, UNREAD), deeds.nothing_asked(*likely.shape)
    return Told(likely * known, ahead * known, over * known, stated, answered, length, questions, asks, unread, nothing)


def _in_the_language(heard: Conversation) -> Bools:
    """Return which comments may be in the language of the definitions: the meaning of others is not known."""
    languages = heard.languages[heard.first : heard.first + heard.comments]
    return np.array([language in (None, _LANGUAGE) for language in languages], bool)


def shown_words(heard: Conversation, comment: int, claim: int) -> tuple[int, int]:
    """Return the words that show a claim: those that say it, else the sentence that is likeliest to."""
    stated = heard.stated.get((comment, claim))
    if stated:
        return stated.span
    text = heard.text(comment)
    places = pieces(text)
    place = int(heard.meanings.piece[comment, heard.meanings.claims.index(claim)])
    begin, end = places[place] if 0 <= place < len(places) else (0, len(text))
    inside = text[begin:end]
    return begin + len(inside) - len(inside.lstrip()), begin + len(inside.rstrip())


def wording_of(heard: Conversation, wanted: Bools, answers: Floats) -> Wording:
    """Return how comments are worded where a claim is wanted, comments × claims.

    ``answers`` are what the comments do to what they answer, as ``Answers`` tells it.
    """
    asks, expects, own = (np.zeros(wanted.shape, bool) for _ in range(3))
    questions, negations, sayings = (np.zeros(wanted.shape, np.int64) for _ in range(3))
    comments = np.flatnonzero(wanted.any(axis=1))
    for comment in comments.tolist():
        for column in np.flatnonzero(wanted[comment]).tolist():
            at = comment, column
            asks[at], expects[at], questions[at], negations[at], sayings[at], own[at] = worded(
                _about(heard, comment, heard.claims[column])
            )
    denying = np.array([claim in heard.negated for claim in heard.claims], bool)
    return Wording(asks, expects, questions, negations, sayings, own, answers, denying)


def _about(heard: Conversation, comment: int, claim: int) -> str:
    """Return what of a comment is about a claim: of a long one the sentences around the words that show it."""
    text = heard.text(comment)
    if heard.meanings.gist.length[comment] <= LONG:
        return text
    places, shown = pieces(text), shown_words(heard, comment, claim)
    first = last = next((at for at, (_, end) in enumerate(places) if shown[0] < end), len(places) - 1)
    while len(text[places[first][0] : places[last][1]].split()) < LONG and (first > 0 or last < len(places) - 1):
        first, last = max(first - 1, 0), min(last + 1, len(places) - 1)
    return text[places[first][0] : places[last][1]]


class Worded(NamedTuple):
    """How a text is worded: see ``Wording``."""

    asks: bool
    expects: bool
    questions: int
    negations: int
    sayings: int
    own: bool


@lru_cache(maxsize=1_024)
def worded(text: str) -> Worded:
    """Return how a text is worded; what a question that takes a yes for granted negates is no negation."""
    words = lower_words(text)
    negators, saying, own = (word_set(kind, _LANGUAGE) for kind in ("negators", "saying", "first_person"))
    negations = _count(words, negators) + sum(word.endswith(_NEGATED) for word in words)
    asks, expects = text.rstrip().endswith("?"), _expects_yes(text)
    sayings, speaks = _count(words, saying), not own.isdisjoint(words)
    return Worded(asks and not expects, expects, text.count("?"), negations - expects, sayings, speaks)


def _expects_yes(text: str) -> bool:
    """Return whether a text ends with a question that takes a yes for granted: "Isn't it obvious?"."""
    if not text.rstrip().endswith("?"):
        return False
    last = next((words for begin, end in reversed(pieces(text)) if (words := lower_words(text[begin:end]))), [])
    return any(word.endswith(_NEGATED) for word in last[:1])


def _count(words: Sequence[str], known: frozenset[str]) -> int:
    return sum(word in known for word in words)


def answers_by_cues(threads: Threads, languages: Languages, numbers: Ints) -> Floats:
    """Return what comments do to what they answer as their cues tell it: see ``Answers``; 0 where they tell nothing."""
    parents = threads.parent[numbers]
    judged = judged_by_cues(threads, languages, numbers.tolist(), parents[parents >= 0].tolist())
    found = np.zeros((len(numbers), len(REPLY_STANCES)))
    for row, one in enumerate(judged):
        if one is not None:
            found[row] = (1 - one.probability) / (len(REPLY_STANCES) - 1)
            found[row, REPLY_STANCES.index(one.code)] = one.probability
    return found[:, :3]
