"""Stance toward the targets of a codebook: the words that judge beside the target, and learned weights."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import compress, pairwise
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook, Target
from discourse.coders import pairs
from discourse.coders.claims.coding import ClaimsRead
from discourse.coders.columns import ABSTAINS, NOTHING, Codings, coded, rounded
from discourse.coders.linear.exchanges import AT_ONCE, LANGUAGE, Batch, Reading
from discourse.coders.linear.leaning import STATEMENT, TARGET, given_beside
from discourse.coders.linear.matches import find
from discourse.coders.linear.model import Matrix, Model, probabilities, shipped, sums
from discourse.coders.linear.naming import Naming, begins_name, naming_of
from discourse.coders.linear.reply_coding import claims_heard
from discourse.coders.linear.stances import CODES, stance_features
from discourse.coders.linear.statements import NONE, Given, Held, as_claims, held, is_argued
from discourse.coders.linear.word_classes import WORD, classes
from discourse.coders.phrases import Match, PhraseTable, Token, tokens
from discourse.coders.stance.coding import Judged, Said, judged_by_words, said_in
from discourse.coders.stance.evaluations import Evaluation, evaluations_of, evaluative
from discourse.coders.stance.mentions import Names, names_of, targets_of
from discourse.coders.words import Bools, Ints, Words, read_words
from discourse.languages import primary
from discourse.replies.graph import ARTICLE
from discourse.text import Span

NETS = {STATEMENT: pairs.SIDES, TARGET: pairs.NAMES}
"""The net that stands beside the linear weights, by kind of place."""
_CLEAR = {TARGET: 0.65}
"""Probability that the linear weights alone give *none* from which no net is asked, by kind of place."""
SURE = 0.99
_JUDGED = 0.65
"""Probability from which words that judge, beside the name of the target, decide alone."""
UNKNOWN = 0.4
"""Probability below which the coder does not know."""
_UNSHOWN = 0.7
"""Probability that a side needs where the target is named and no word judges it."""
_OPENING = 200
"""Characters of an article's opening in which a target is looked for."""
_UNSEEN = 0.3
"""Probability of *none* from which it is given where the target is named and no word judges it, which speaks for it."""
_UNNAMED = 0.65
"""Probability that a stance needs in a comment that does not name the target itself."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What is asked: the stances of a codebook, in threads."""

    reading: Reading
    codebook: Codebook

    @cached_property
    def names(self) -> Names:
        """The names of all targets."""
        return names_of(self.codebook.targets, self.codebook.language)

    @cached_property
    def place(self) -> dict[str, int]:
        """The number of each target."""
        return {target.id: number for number, target in enumerate(self.codebook.targets)}

    @cached_property
    def titles(self) -> list[tuple[str, ...]]:
        """The targets that the title of each article names."""
        return [self.names.targets(article.title or "") for article in self.reading.threads.article]

    @cached_property
    def opened(self) -> Bools:
        """Threads × targets: whether the article's opening names the target."""
        each = [names_of((target,), "en") for target in self.codebook.targets]
        read = [(opening[:_OPENING], tokens(opening[:_OPENING])) for opening in self.reading.openings]
        found = [[bool(names.find(opening, listed)) for names in each] for opening, listed in read]
        return np.array(found, bool).reshape(len(read), len(each))


class Cue(NamedTuple):
    """What judging words show about a target in a comment; no code where they cannot be read."""

    code: str | None
    probability: float | None
    span: Span


_Cues = dict[tuple[int, int], Cue]
"""By number of the comment and of the target."""


def foreign_stances(asked: Asked) -> Iterator[Codings]:
    """Yield what cues make of the comments in other languages."""
    if asked.codebook.targets:
        for batch in asked.reading.batches(np.flatnonzero(~asked.reading.english)):
            yield _by_cues(_cues(asked, batch, naming_of(asked.reading.quoting, batch, asked.codebook)))


def target_words(targets: Sequence[Target]) -> Words:
    """Return the words that stand for targets, a text each."""
    return read_words([target.statement or target.label for target in targets])


def stance_model(target: Target) -> tuple[Model, str]:
    """Return the weights for a target and its kind of place: arguments on statements and comments on names differ."""
    return (shipped("stance"), STATEMENT) if target.statement else (shipped("stance_named"), TARGET)


class Heard(NamedTuple):
    """Some comments as they were heard toward one target, by its place in the codebook.

    ``decided`` are the codings that cues alone give; ``scope`` has the comments judged by weights, ``number`` their
    numbers and ``chance`` the probability of each code, comments × codes.
    """

    place: int
    decided: Codings
    scope: "Scope"
    number: Ints
    chance: Matrix

    def only(self, rows: Bools) -> "Heard":
        """Return some of the comments judged by weights, with all that cues decide."""
        return self._replace(scope=self.scope.only(rows), number=self.number[rows], chance=self.chance[rows])


def heard_stances(asked: Asked, batch: Batch) -> Iterator[Heard]:
    """Yield what is heard in a batch of comments in English, target by target.

    A named target is in the scope of the comments that name it; it stays in that of an answer to one of these, which
    is coded only where it clearly takes a side. A statement is in the scope of every comment.
    """
    targets = asked.codebook.targets
    if not targets:
        return
    naming = naming_of(asked.reading.quoting, batch, asked.codebook)
    cues = _cues(asked, batch, naming)
    opened = asked.opened[asked.reading.threads.thread[batch.number]]
    scopes = [_scope(batch, place, targets[place], (naming, cues, opened[:, place])) for place in range(len(targets))]
    worded = batch.own.per_text(batch.own.of_word(classes(LANGUAGE)) & WORD) > 0
    judged = _judged(batch, targets, [scope.judged for scope in scopes])
    for place, (scope, each) in enumerate(zip(scopes, judged, strict=True)):
        chance = np.where(worded[scope.judged, None], each, 0.0)
        decided = _by_cues({key: cue for key, cue in cues.items() if key[1] == place and _decides(cue)})
        yield Heard(place, decided, scope, batch.number[scope.judged], chance)


class Chosen(NamedTuple):
    """Comments heard toward a target with the code of each that the weights prefer.

    ``argued`` tells of each whether its thread argues about the target; true of all names.
    """

    target: Target
    heard: Heard
    given: Ints
    argued: Bools


def chosen(asked: Asked, heard: Sequence[Heard]) -> Iterator[Chosen]:
    """Yield all that was heard with the codes preferred, target by target.

    A side is given beside what is usual in its thread.
    """
    for place, target in enumerate(asked.codebook.targets):
        parts = [each for each in heard if each.place == place]
        if not parts:
            continue
        model, kind = stance_model(target)
        number = np.concatenate([each.number for each in parts])
        threads, chance = asked.reading.threads, np.concatenate([each.chance for each in parts])
        given = given_beside(model, kind, chance, threads.thread[number])
        argued = np.ones(len(given), bool)
        if target.statement:
            sided = (given != NONE) & (chance[np.arange(len(given)), given] >= UNKNOWN)
            argued = is_argued(Given(threads.thread[number], _worded(chance), sided, threads.parent[number] >= 0))
        ends = np.cumsum([len(each.number) for each in parts])[:-1]
        for each, codes, here in zip(parts, np.split(given, ends), np.split(argued, ends), strict=True):
            yield Chosen(target, each, codes, here)


def stance_codings(asked: Asked, heard: Sequence[Heard]) -> Iterator[Codings]:
    """Yield the codings of all that was heard, target by target."""
    found = list(chosen(asked, heard))
    talk = held_in(asked.reading, asked.codebook) if any(not each.argued.all() for each in found) else None
    for each in found:
        yield each.heard.decided
        is_read = talk is not None and each.target.id in talk.column
        argued = each.argued if is_read else np.ones(len(each.given), bool)
        yield _codings(each.target, each.heard.only(argued), each.given[argued])
        if talk and not argued.all():
            yield _as_held(each, talk, np.flatnonzero(~argued))


def _worded(chance: Matrix) -> Bools:
    """Return which comments have words: those without are not judged."""
    return np.asarray(chance.sum(axis=1) > 0)


def read_as_claims(reading: Reading, codebook: Codebook) -> ClaimsRead | None:
    """Return the statements of a codebook as they are read in comments, ``None`` where their meaning is not known."""
    known = primary(codebook.language) == LANGUAGE
    return claims_heard(reading, as_claims(codebook)) if known else None


def held_in(reading: Reading, codebook: Codebook) -> Held | None:
    """Return what comments hold of the statements of a codebook, ``None`` where their meaning is not known."""
    read = read_as_claims(reading, codebook)
    return held(read, len(reading.threads.text), codebook) if read else None


def _as_held(chosen: Chosen, talk: Held, rows: Ints) -> Codings:
    """Return the codings of comments as what they hold of a statement tells them."""
    at = chosen.heard.number[rows], talk.column[chosen.target.id]
    says = _worded(chosen.heard.chance[rows]) | (talk.code[at] != NONE)
    known = (talk.probability[at] >= UNKNOWN) & says
    return coded("stance", "linear", {
        "comment": chosen.heard.number[rows],
        "target": chosen.heard.place,
        "code": np.where(known, talk.code[at], ABSTAINS),
        "probability": np.where(known, rounded(talk.probability[at]), np.nan),
        "begin": np.where(known, talk.begin[at], NOTHING),
        "end": np.where(known, talk.end[at], NOTHING),
    })  # fmt: skip


def _cues(asked: Asked, batch: Batch, naming: Naming) -> _Cues:
    """Return what judging words make of the comments of a batch."""
    threads, english = asked.reading.threads, asked.reading.english
    own_foreign, foreign = ~english[batch.number], ~english[np.maximum(batch.parent, 0)]
    above = naming.parent_names & (naming.answered.any(axis=1) | foreign)
    titled = np.array([bool(titles) for titles in asked.titles], bool)[threads.thread[batch.number]]
    chosen = naming.own.any(axis=1) | own_foreign
    speaks = own_foreign | naming.quotes | (batch.own.per_text(batch.own.of_word(_is_pronoun)) > 0)
    chosen &= naming.names | ((above | (batch.to_article & titled)) & speaks)
    chosen &= ~threads.deleted[batch.number]
    rows = np.flatnonzero(chosen)
    heard = _Heard(asked, batch, rows)
    return {
        (int(batch.number[row]), asked.place[found.target]): Cue(found.code, found.probability, found.span)
        for row in rows.tolist()
        for found in heard.judged(row, reads_parent=bool(above[row]))
    }


def _is_pronoun(words: Sequence[str]) -> Bools:
    pronouns = evaluative(LANGUAGE).classes["pronouns"]
    return np.array([word in pronouns for word in words], bool)


class _Heard:
    """Comments of a batch as the judging words are read in them."""

    def __init__(self, asked: Asked, batch: Batch, rows: Ints) -> None:
        self._asked, self._batch = asked, batch
        self._known = {int(number): at for at, number in enumerate(batch.number[rows].tolist())}
        self._words = batch.own.taken(rows)
        self._judging = _found(self._words, evaluative(LANGUAGE).phrases)
        begins = np.flatnonzero(self._words.of_word(begins_name(asked.codebook)))
        bounds, listed = np.searchsorted(begins, self._words.first).tolist(), begins.tolist()
        self._begins = [listed[first:last] for first, last in pairwise(bounds)]
        self._bounds, self._tokens = self._words.first.tolist(), _tokens(self._words)
        self._silent = _found(self._words, evaluative(LANGUAGE).ignored)

    def judged(self, row: int, *, reads_parent: bool) -> Iterable[Judged]:
        """Return what a comment of the batch says of targets."""
        reading, number = self._asked.reading, int(self._batch.number[row])
        said, parent = self._said(number), int(self._batch.parent[row])
        if said.mentions:
            return judged_by_words(said, reading.languages[number], ())
        if said.evaluations == []:
            return ()
        about: tuple[str, ...] = ()
        if parent == ARTICLE:
            about = self._asked.titles[reading.threads.thread[number]]
        elif parent >= 0 and (reads_parent or parent in self._known):
            about = targets_of(self._said(parent).mentions)
        return judged_by_words(said, reading.languages[number], about)

    def _said(self, number: int) -> Said:
        """Return a comment with its names; its words are those of the batch, where it quotes nothing."""
        text, at = self._asked.reading.threads.text[number], self._known.get(number)
        if at is None or ">" in text or self._asked.reading.languages[number] != LANGUAGE:
            return said_in(text, self._asked.names)
        first, last = self._bounds[at : at + 2]
        found = self._tokens[first:last]
        starts = [start - first for start in self._begins[at]]
        return Said(text, found, self._asked.names.find_from(starts, text, found), self._evaluations(at))

    def _evaluations(self, at: int) -> list[Evaluation]:
        judging = self._judging.get(at)
        return evaluations_of(judging, self._silent.get(at, ())) if judging else []


def _tokens(words: Words) -> list[Token]:
    strings = map(words.vocabulary.strings.__getitem__, words.word.tolist())
    return list(map(Token, strings, words.place.tolist(), words.end.tolist()))


def _found(words: Words, table: PhraseTable) -> dict[int, list[Match]]:
    """Return the phrases of a table in each text that has one, their tokens counted from its first."""
    if not len(words.word):
        return {}
    found, kinds = find(words, table), table.kinds
    rows = words.row[found.first]
    begins = words.first[rows]
    by_text: dict[int, list[Match]] = {}
    columns = (rows, found.kind, found.first - begins, found.last - begins)
    for row, kind, first, last in zip(*(column.tolist() for column in columns), strict=True):
        by_text.setdefault(row, []).append(Match(kinds[kind], first, last))
    return by_text


def _by_cues(cues: _Cues) -> Codings:
    code = [ABSTAINS if cue.code is None else CODES.index(cue.code) for cue in cues.values()]
    chance = [np.nan if cue.probability is None else cue.probability for cue in cues.values()]
    number, target = zip(*cues, strict=True) if cues else ((), ())
    begin, end = zip(*(cue.span for cue in cues.values()), strict=True) if cues else ((), ())
    return coded("stance", "cues", {
        "comment": number, "target": target, "code": code, "probability": chance, "begin": begin, "end": end,
    })  # fmt: skip


class Scope(NamedTuple):
    """Which comments of a batch are judged by weights for a target, and the cue of each.

    ``unnamed`` tells of each whether it does not name the target itself.
    """

    judged: Ints
    unnamed: Bools
    cues: list[Cue | None]

    def only(self, rows: Bools) -> "Scope":
        """Return some of the comments."""
        return Scope(self.judged[rows], self.unnamed[rows], list(compress(self.cues, rows.tolist())))


def _scope(batch: Batch, place: int, target: Target, known: tuple[Naming, _Cues, Bools]) -> Scope:
    naming, cues, opened = known
    if target.statement:
        rows, named = np.arange(len(batch.number)), np.ones(len(batch.number), bool)
    else:
        named = naming.own[:, place]
        rows = np.flatnonzero(named | naming.answered[:, place] | (batch.to_article & opened))
    found = [cues.get((number, place)) for number in batch.number[rows].tolist()]
    has_cue = np.array([cue is not None for cue in found], bool)
    open_to = np.array([cue is None or not _decides(cue) for cue in found], bool)
    kept = open_to & (has_cue | ~named[rows] | bool(target.statement))
    left = [found[at] for at in np.flatnonzero(kept).tolist()]
    return Scope(rows[kept], ~named[rows[kept]], left)


def _judged(batch: Batch, targets: Sequence[Target], rows: Sequence[Ints]) -> list[Matrix]:
    """Return the probabilities of the codes for comments of a batch toward each target."""
    found: dict[int, Matrix] = {}
    for of_names in (True, False):
        places = [place for place, target in enumerate(targets) if of_names == (not target.statement)]
        if places:
            model, kind = stance_model(targets[places[0]])
            words = target_words([targets[place] for place in places])
            summed = _summed(model, batch, words, [rows[place] for place in places])
            for at, (place, part) in enumerate(zip(places, summed, strict=True)):
                asked = pairs.Asked(words.taken(np.array([at])), batch.own.taken(rows[place]))
                found[place] = beside_net(model, kind, part, partial(_of_net, kind, asked))
    return [found[place] for place in range(len(targets))]


def is_asked(model: Model, kind: str, summed: Matrix) -> Bools:
    """Return about which texts the net is asked, from their summed weights: toward names not where these see none."""
    if kind not in (model.pairs or {}):
        return np.zeros(len(summed), bool)
    return np.asarray(probabilities(model, summed, kind)[:, NONE] < _CLEAR.get(kind, np.inf))


def beside_net(model: Model, kind: str, summed: Matrix, net: Callable[[Ints], Matrix]) -> Matrix:
    """Return the probabilities of the codes, from the summed weights and the net's scores of the texts of a number."""
    numbers = np.flatnonzero(is_asked(model, kind, summed))
    if not len(numbers):
        return probabilities(model, summed, kind)
    scored = summed.copy()
    scored[numbers] += weighed(model, kind, net(numbers))
    return probabilities(model, scored, kind)


def weighed(model: Model, kind: str, net: Matrix) -> Matrix:
    """Return what the net's scores, texts × codes, add to the summed weights."""
    counts = (model.pairs or {}).get(kind)
    return sided(net, counts) if counts else np.zeros_like(net)


def sided(net: Matrix, counts: Sequence[float]) -> Matrix:
    """Return the scores of favor, against and none: how far the sides are apart, how far none is from them, weighed."""
    ahead, apart = (net[..., 0] - net[..., 1]) / 2, net[..., 2] - net[..., :2].mean(axis=-1)
    return np.stack([ahead * counts[0], -ahead * counts[0], apart * counts[1]], -1)


def _of_net(kind: str, asked: pairs.Asked, numbers: Ints) -> Matrix:
    """Return the scores that the net of this kind of place gives some of the texts asked about."""
    return pairs.scores(pairs.shipped(NETS[kind]), asked._replace(texts=asked.texts.taken(numbers)))


def _summed(model: Model, batch: Batch, words: Words, rows: Sequence[Ints]) -> list[Matrix]:
    """Return the summed weights of comments of a batch toward each target, which these words stand for."""
    row = np.concatenate(rows)
    place = np.repeat(np.arange(words.texts), [len(each) for each in rows])
    opens = np.zeros(AT_ONCE, bool)
    summed = [np.zeros((0, len(model.codes)))]
    for start in range(0, len(row), AT_ONCE):
        here, toward = row[start : start + AT_ONCE], place[start : start + AT_ONCE]
        own, answered = batch.own.taken(here), batch.answered.taken(here)
        summed.append(sums(model, stance_features(own, words.taken(toward), answered, opens[: len(here)])))
    return np.split(np.concatenate(summed), np.cumsum([len(each) for each in rows])[:-1])


def _codings(target: Target, heard: Heard, given: Ints) -> Codings:
    """Return the codings of one target for the comments judged by weights, given the codes preferred."""
    scope, probability = heard.scope, heard.chance
    chance = probability[np.arange(len(given)), given]
    known = chance >= UNKNOWN
    code, sure = np.where(known, given, ABSTAINS), np.where(known, rounded(np.minimum(chance, SURE)), np.nan)
    begin, end = np.full(len(given), NOTHING), np.full(len(given), NOTHING)
    kept = np.full(len(given), bool(target.statement)) | (scope.unnamed & (given != NONE) & (chance >= _UNNAMED))
    if not target.statement:
        cued = np.array([cue is not None for cue in scope.cues], bool)
        spans = [cue.span for cue in scope.cues if cue is not None]
        begin[cued], end[cued] = np.array(spans, np.int64).reshape(-1, 2).T
        torn = _contradicted(scope.cues, given) & (chance < _JUDGED)
        code[torn], sure[torn] = ABSTAINS, np.nan
        unjudged = np.array([cue is not None and cue.code == "none" for cue in scope.cues], bool)
        unsure = unjudged & (given != NONE) & ~(np.nan_to_num(sure) >= _UNSHOWN)
        nothing = probability[unsure, NONE]
        shown = nothing >= np.where(known[unsure], _UNSEEN, UNKNOWN)
        code[unsure] = np.where(shown, NONE, ABSTAINS)
        sure[unsure] = np.where(shown, rounded(nothing), np.nan)
        kept |= cued
    return coded("stance", "linear", {
        "comment": heard.number, "target": heard.place, "code": code, "probability": sure, "begin": begin,
        "end": end,
    }).only(np.flatnonzero(kept))  # fmt: skip


def _contradicted(cues: Sequence[Cue | None], given: Ints) -> Bools:
    """Return which codes given are the side that the words beside the name speak against."""
    said = [NONE if cue is None or cue.code not in {"favor", "against"} else CODES.index(cue.code) for cue in cues]
    by_words = np.array(said, np.int64)
    return np.asarray((by_words != NONE) & (given != NONE) & (by_words != given))


def _decides(cue: Cue) -> bool:
    return cue.code in {"favor", "against"} and (cue.probability or 0) >= _JUDGED
