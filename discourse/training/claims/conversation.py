"""Fit how claims are heeded in their conversation, on threads of our own (``topics``, those on deeds among them).

Threads of others (``others``) are learned from, too, as they are: what people write elsewhere says claims in more ways.

Each thread is read whole, with few of its claims, its beginning alone, as a page without replies, and as a page on
which a certain share of the comments makes one claim, as short codebooks, short threads and such pages are read, too.
What is fitted on some threads is tried on the others, so that it is known how sure codings are.

Whether a claim is made is told by nets, each given what the one before it found. A net is five, fitted alike but for
where they begin, whose log-odds are averaged, which makes one net of five times the units.
"""

import random
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims import conversation
from discourse.coders.claims.coding import LEAST, conversation_of
from discourse.coders.claims.conversation import FILE, FOUND, Above, Around, Places, Told, Wording
from discourse.coders.claims.heeding import STATUSES, sureness, told_of, wording_of
from discourse.coders.claims.saying import UNREAD
from discourse.coders.columns import gathered
from discourse.coders.learned.column_net import ColumnNet
from discourse.coders.learned.column_net import written as written_nets
from discourse.coders.learned.logistic import Floats, Logistic, log_odds, written
from discourse.coders.learned.products import in_one_thread
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.reply_coding import reply_answers
from discourse.model import Thread
from discourse.replies.build import reply_graph
from discourse.training.claims.deeds import Deeds, deeds_of
from discourse.training.claims.logistic import Labels, spread_of, sum_of_columns
from discourse.training.claims.saying import Said, said_of
from discourse.training.sources.others import in_own_words, others
from discourse.training.sources.topics import Topic, all_topics, only, topics

SEED = 11
FOLDS = 8
READINGS = ("whole", "few claims", "beginning", "without replies", "a share", "a share of few")
"""How each thread is read."""
AS_THEY_ARE = READINGS[:2]
"""How those of others are read."""
OTHERS = 0.5
"""What a thread of others counts beside one of ours."""
FEW, BEGINNING = (1, 2, 3), (2, 3, 5, 8)
"""Claims of a short codebook; comments of a short thread."""
SIZES, SHARES = (4, 6, 8, 12), (0.0, 0.25, 0.5, 0.75, 1.0)
"""Comments of a page on which one claim is made by a certain share, and these shares."""
_FREE = {"hint": 1.0, "comment": 1.0, "sure": 100.0}
"""How free the weights of each sum are: the inverse of the ridge."""
NETS, ALIKE, UNITS = 2, 5, 24
"""Nets that are asked one after the other, how many are averaged in each, and the units of one of those."""
_EPOCHS, _AT_ONCE, _RATE, _RIDGE = 30, 256, 0.002, 0.1
_NEVER = -9.0
"""The log-odds of a status that the fit has not seen."""
_FITS, _STATUS_RIDGE = 2, 0.3
"""How often the net of the status is fitted, each time on what it told of the statuses above, and its ridge."""


class Models(NamedTuple):
    """The sums, by name, the nets that find claims in the order in which they are asked, and that of the status."""

    sums: Mapping[str, Logistic]
    nets: tuple[ColumnNet, ...]
    status: ColumnNet


class Case(NamedTuple):
    """A thread as it was read; ``right`` is comments × claims: the number of the status, -1 where no claim is made.

    ``reading`` is one of ``READINGS``; ``claims`` are the ids of the claims that are heeded; ``worth`` is what the
    thread counts in a fit.
    """

    topic: str
    reading: str
    claims: tuple[str, ...]
    told: Told
    above: Above
    wording: Wording
    right: NDArray[np.int64]
    worth: float = 1.0


def train(data: Path, pages: Path, output: Path, place: Path | None = None) -> None:
    """Fit the models and write them to ``output``: on threads of others, and on those of a folder, ours where none.

    The words of others are read from folders of public sets and of saved pages.
    """
    cases = [*cases_of(topics(place) if place else all_topics()), *cases_of_others(others(data, pages))]
    fitted = models_of(cases)
    output.mkdir(parents=True, exist_ok=True)
    about = {
        "attribution": "Fitted on threads of our own, corpora/topics, and on codes of our own, corpora/others.",
        "made_by": "discourse train conversation",
    }
    (output / FILE).write_text(written({**fitted.sums, "sure": _sure(cases)}, about), "utf-8")
    (output / conversation.NETS).write_text(written_nets((*fitted.nets, fitted.status), about), "utf-8")


class Known(NamedTuple):
    """What is known of a thread by models that have not seen it: how far comments say claims, and what they do.

    ``comments`` and ``claims`` are the places of both in ``deeds``, by their ids.
    """

    said: Said
    deeds: Deeds
    comments: Mapping[str, int]
    claims: Mapping[str, int]

    @staticmethod
    def of(topic: Topic) -> "Known":
        """Return what is known of a thread."""
        comments = {comment.id: place for place, comment in enumerate(topic.thread.comments)}
        claims = {claim.id: place for place, claim in enumerate(topic.codebook.claim_types)}
        return Known(said_of(topic), deeds_of(topic), comments, claims)

    def told(self, told: Told, comments: Sequence[str], claims: Sequence[str]) -> Told:
        """Return what comments tell of claims with what is known of them."""
        odds = np.array([[self.said[comment, claim] for claim in claims] for comment in comments])
        done = self.deeds.of([self.comments[one] for one in comments], [self.claims[one] for one in claims])
        return told._replace(said=odds, done=done)


def cases_of(read: Iterable[Topic]) -> list[Case]:
    """Return the threads of topics, each read in all ways of ``READINGS`` that it allows."""
    return _cases(((topic, Known.of(topic)) for topic in read), READINGS)


def cases_of_others(read: Iterable[Topic]) -> list[Case]:
    """Return the threads of others, each in the ways of ``AS_THEY_ARE``."""
    cases = _cases(((topic, Known.of(in_own_words(topic))) for topic in read), AS_THEY_ARE)
    return [case._replace(worth=OTHERS) for case in cases]


def _cases(read: Iterable[tuple[Topic, Known]], readings: Sequence[str]) -> list[Case]:
    """Return threads in the first of the ways of ``READINGS``."""
    draw = random.Random(SEED)  # noqa: S311
    return [
        case
        for topic, known in read
        for reading, each in zip(readings, islice(varied(topic, draw), len(readings)), strict=True)
        if (case := case_of(each, known, reading))
    ]


def varied(topic: Topic, draw: random.Random) -> Iterator[Topic]:
    """Yield a topic in the ways of ``READINGS``."""
    yield topic
    yield _with_few(topic, _few(topic, draw))
    beginning = topic.thread.comments[: draw.choice(BEGINNING)]
    yield topic._replace(thread=msgspec.structs.replace(topic.thread, comments=beginning))
    flat = tuple(msgspec.structs.replace(comment, reply_to="") for comment in topic.thread.comments)
    yield topic._replace(thread=msgspec.structs.replace(topic.thread, comments=flat))
    yield topic._replace(thread=_with_share(topic, _few(topic, draw)[0], draw))
    claims = _few(topic, draw)
    yield _with_few(topic, claims)._replace(thread=_with_share(topic, claims[0], draw))


def _few(topic: Topic, draw: random.Random) -> list[str]:
    claims = [claim.id for claim in topic.codebook.claim_types]
    return draw.sample(claims, min(len(claims), draw.choice(FEW)))


def _with_few(topic: Topic, claims: Collection[str]) -> Topic:
    kept = tuple(claim for claim in topic.codebook.claim_types if claim.id in claims)
    return topic._replace(codebook=msgspec.structs.replace(topic.codebook, claim_types=kept))


def _with_share(topic: Topic, claim: str, draw: random.Random) -> Thread:
    """Return some comments of a thread, none to most of which make a claim, or all where enough do.

    On a page where most make it (thanks under a farewell) what most comments do tells nothing against each of them.
    """
    comments = [comment.id for comment in topic.thread.comments]
    makers = [comment for comment in comments if (comment, claim) in topic.claims]
    others = [comment for comment in comments if (comment, claim) not in topic.claims]
    size = draw.choice(SIZES)
    making = draw.sample(makers, min(len(makers), round(draw.choice(SHARES) * size)))
    return only(topic.thread, {*making, *draw.sample(others, min(len(others), size - len(making)))})


def case_of(topic: Topic, known: Known, reading: str = READINGS[0]) -> Case | None:
    """Return a thread as it is read, ``None`` where none of its claims is looked for by meaning."""
    graph = reply_graph(topic.thread)
    one = conversation_of(topic.thread, graph, topic.codebook)
    if one is None:
        return None
    ids = [topic.codebook.claim_types[claim].id for claim in one.claims]
    right = np.full((one.comments, len(ids)), -1)
    for row, comment in enumerate(topic.thread.comments):
        for column, claim in enumerate(ids):
            if (comment.id, claim) in topic.claims:
                right[row, column] = STATUSES.index(topic.claims[comment.id, claim])
    answers = reply_answers(Reading.of(gathered([(topic.thread, graph)])), np.arange(one.comments))
    wording = wording_of(one, np.ones(right.shape, bool), answers)
    told = known.told(told_of(one), [comment.id for comment in topic.thread.comments], ids)
    return Case(topic.name, reading, tuple(ids), told, one.above, wording, right)


def models_of(cases: Sequence[Case]) -> Models:
    """Return the models fitted on cases, but for how sure codings are."""
    right = np.concatenate([(case.right >= 0).ravel() for case in cases])
    worth = np.concatenate([np.full(case.right.size, case.worth) for case in cases])
    hint = _fitted("hint", [conversation.hint_columns(case.told) for case in cases], right, worth)
    cases = [_as_read(case, hint) for case in cases]
    alone = _fitted("comment", [conversation.own_columns(case.told) for case in cases], right, worth)
    so_far = [conversation.alone(case.told, alone) for case in cases]
    nets = []
    for number in range(NETS):
        columns = [_columns(case, each) for case, each in zip(cases, so_far, strict=True)]
        nets.append(_net(columns, right, worth, number))
        so_far = [nets[-1].chances(each) for each in columns]
    return Models({"hint": hint, "comment": alone}, tuple(nets), _status(cases, so_far))


def _columns(case: Case, so_far: Floats) -> dict[str, Floats]:
    return conversation.conversation_columns(case.told, Around(case.above, case.wording.answers), so_far)


def _table(columns: Sequence[Mapping[str, Floats]]) -> tuple[tuple[str, ...], Floats]:
    """Return the names of columns, and all their rows as a table."""
    names = tuple(columns[0])
    table = np.stack([np.concatenate([np.ravel(each[one]) for each in columns]) for one in names], axis=1)
    return names, table.astype(np.float64)


def _net(
    columns: Sequence[Mapping[str, Floats]], right: NDArray[Any], worth: Floats, number: int, ridge: float = _RIDGE
) -> ColumnNet:
    """Return a net that tells what is right, yes or no or one of the statuses, from columns."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    names, table = _table(columns)
    centre, scale = spread_of(table)
    rows, parts = (table - centre) / scale, []
    with warnings.catch_warnings(), in_one_thread():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for each in range(ALIKE):
            fit = MLPClassifier(
                (UNITS,), alpha=ridge, max_iter=_EPOCHS, batch_size=min(_AT_ONCE, len(rows)),
                learning_rate_init=_RATE, random_state=SEED + ALIKE * number + each,
            )  # fmt: skip
            parts.append(fit.fit(rows, right, sample_weight=worth))  # type: ignore[call-arg]  # newer than its stubs
    hidden = np.concatenate([part.coefs_[0] for part in parts], axis=1)
    bent = np.concatenate([part.intercepts_[0] for part in parts])
    out = np.concatenate([part.coefs_[1] for part in parts]) / ALIKE
    constant = np.mean([part.intercepts_[1] for part in parts], axis=0)
    if right.dtype == bool:
        out, constant = out[:, 0], np.array(constant[0])
    else:
        out, constant = _of_statuses(out, constant, np.asarray(parts[0].classes_))
    return ColumnNet(names, table.min(axis=0), table.max(axis=0), centre, scale, hidden, bent, out, constant)


def _of_statuses(out: Floats, constant: Floats, known: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return the last layer of a net with all statuses, of which the fit may have seen only some."""
    if len(known) == 2:  # told apart by one number
        out, constant = np.concatenate([-out, out], axis=1) / 2, np.concatenate([-constant, constant]) / 2
    whole, never = np.zeros((len(out), len(STATUSES))), np.full(len(STATUSES), _NEVER)
    whole[:, known], never[known] = out, constant
    return whole, never


def _as_read(case: Case, hint: Logistic) -> Case:
    """Return a case in which comments are read beside a claim only where something hints at it."""
    read = np.where(conversation.hinted(case.told, hint), case.told.said, UNREAD)
    return case._replace(told=case.told._replace(said=read))


def _status(cases: Sequence[Case], chances: Sequence[Floats]) -> ColumnNet:
    """Return the net of statuses; those above are told by the net itself, so it is fitted more than once."""
    wanted = [_wanted(case, each) for case, each in zip(cases, chances, strict=True)]
    known = [case.right[found.comment, found.claim] for case, found in zip(cases, wanted, strict=True)]
    codes = np.concatenate([each[each >= 0] for each in known])
    worth = np.concatenate([np.full((each >= 0).sum(), case.worth) for case, each in zip(cases, known, strict=True)])
    so_far = [case.told.stated[found.comment, found.claim] for case, found in zip(cases, wanted, strict=True)]
    for fit in range(_FITS):
        tables = [
            conversation.status_columns(case.told, found, case.wording, shares)
            for case, found, shares in zip(cases, wanted, so_far, strict=True)
        ]
        kept = [
            {name: np.asarray(column)[each >= 0] for name, column in table.items()}
            for table, each in zip(tables, known, strict=True)
        ]
        net = _net(kept, codes, worth, NETS + fit, _STATUS_RIDGE)
        so_far = [net.shares(table) for table in tables]
    return net


def _wanted(case: Case, chances: Floats) -> Places:
    """Return where a claim is made or would be found; where it is missed, as if it had been found just so."""
    found = conversation.found_in(case.told, chances) | (case.right >= 0)
    made = np.where(case.right >= 0, np.maximum(chances, FOUND), chances)
    before = conversation.places(found, chances, case.above).before
    return conversation.places(found, made, case.above)._replace(before=before)


class Coded(NamedTuple):
    """Where models find claims, how probable each status is there, and which is right (-1: the claim is not made)."""

    found: Places
    shares: Floats
    right: NDArray[np.int64]


def coded(case: Case, models: Models) -> Coded:
    """Return where models find claims in a case, and how probable each status is there."""
    case = _as_read(case, models.sums["hint"])
    first = conversation.alone(case.told, models.sums["comment"])
    chances = conversation.together(case.told, Around(case.above, case.wording.answers), first, models.nets)
    found = conversation.places(conversation.found_in(case.told, chances), chances, case.above)
    shares = conversation.statuses(case.told, found, case.wording, models.status)
    return Coded(found, shares, case.right[found.comment, found.claim])


def as_given(one: Coded) -> Coded:
    """Return of the claims found those that are coded: the others are hardly probable."""
    found = one.found
    kept = sureness(found.sure, one.shares.max(axis=1, initial=0.0)) >= LEAST
    row = np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)
    places = Places(
        found.comment[kept], found.claim[kept], found.sure[kept], row[found.row_above][kept], found.before[kept],
        found.opens[kept], found.threaded,
    )  # fmt: skip
    return Coded(places, one.shares[kept], one.right[kept])


def tried(cases: Sequence[Case]) -> list[tuple[Case, Coded]]:
    """Return all cases as models code them that were fitted on other topics."""
    names = sorted({case.topic for case in cases})
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    found = []
    for number in range(FOLDS):
        models = models_of([case for case in cases if fold[case.topic] != number])
        found += [(case, coded(case, models)) for case in cases if fold[case.topic] == number]
    return found


def _sure(cases: Sequence[Case]) -> Logistic:
    """Return how often codings are right, given how probable claim and status are: on topics not learned from."""
    found = [each for _, each in tried(cases)]
    columns = [
        {"found": log_odds(each.found.sure), "status": log_odds(each.shares.max(axis=1, initial=0.0))} for each in found
    ]
    return _fitted("sure", columns, np.concatenate([each.shares.argmax(axis=1) == each.right for each in found]))


def _fitted(
    name: str, columns: Sequence[Mapping[str, Floats]], codes: NDArray[Any], worth: Floats | None = None
) -> Logistic:
    return sum_of_columns(*_table(columns), Labels(codes, worth), _FREE[name])
