"""What the linear coder learns: for each variable the labelled rows, by kind of place, and their columns."""

import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear import forms, replies, stances
from discourse.coders.linear.model import Features
from discourse.coders.words import Words, read_words
from discourse.training.judged.arrays import stored, text_key
from discourse.training.sources import labelled as sources
from discourse.training.sources import unlabelled
from discourse.training.sources.labelled import Labelled

AT_ONCE = 2_000
"""Rows whose columns are made together."""
_SEED = 20261126


class Source(NamedTuple):
    """Labelled rows of one kind of place; ``worth`` is what a row counts for beside the others.

    ``judged`` are, rows × codes, the shares that a larger model gives the codes; rows that leave all codes open are
    learned from these alone, others in part (``fit.JUDGED``).
    """

    name: str
    kind: str
    worth: float
    rows: list[Labelled]
    judged: NDArray[np.float64] | None = None

    def only(self, kept: Sequence[bool]) -> "Source":
        """Return the source with some of its rows."""
        judged = None if self.judged is None else self.judged[np.array(kept, bool)]
        return self._replace(rows=list(compress(self.rows, kept)), judged=judged)


@dataclass(frozen=True)
class Task:
    """A variable to learn: its codes, named columns, labelled rows, how columns are made, and how weights are held.

    ``ridge`` is the penalty on the square of each weight, ``named_ridge`` that of named columns, where it is another.
    ``metric`` are the codes whose mean F1 chooses how far rare codes are preferred, by kind of place; ``shipped`` are
    the kinds of place that the model is to know. ``rounds`` is the most steps of the fit. Where ``leaning``, codes are
    preferred by what is usual in their thread (``coders/linear/leaning.py``), else in their kind of place. Where
    ``rebased``, base rates are those of rows not fitted on. ``boosts`` are the preferences for rare codes to choose
    from; beside the codes in ``metric`` others count for ``reserve`` of their probability.
    """

    variable: str
    codes: tuple[str, ...]
    names: Callable[[], tuple[str, ...]]
    load: Callable[[Path], list[Source]]
    columns: Callable[[Sequence[Labelled]], Features]
    ridge: float
    metric: dict[str, tuple[str, ...]]
    rounds: int = 120
    prior: Callable[[], NDArray[np.float64]] | None = None
    named_ridge: float | None = None
    leaning: bool = False
    rebased: bool = False
    boosts: tuple[float, ...] = (0.0, 0.3, 0.5, 0.7, 1.0)
    reserve: float = 1.0

    def ridges(self, columns: int) -> NDArray[np.float64]:
        """Return the penalty on each column, the named ones first: columns × 1."""
        named = len(self.names())
        light = self.ridge if self.named_ridge is None else self.named_ridge
        return np.where(np.arange(columns) < named, light, self.ridge)[:, None]


def reply_sources(data: Path) -> list[Source]:
    """Return the pairs of comment and answer: of rumours, of quotes in a forum, of debates, and of other talk."""
    return [
        Source("rumoureval", "comment", 1.0, [row for row in sources.rumoureval(data) if row.text.strip()]),
        Source("iac", "quoted", 0.7, sources.iac(data)),
        Source("cmv modes", "modes", 0.5, sources.cmv_modes(data)),
        Source("mask mandate", "debate", 0.5, sources.mask_mandate(data)),
        Source("judged replies", "talk", 0.3, judged_replies(data)),
    ]


def reply_prior() -> NDArray[np.float64]:
    """Return the hand-made weights of the marks (lexicon/reply_stance_prior.toml), as they count here; else nothing."""
    path = files("discourse") / "coders" / "lexicon" / "reply_stance_prior.toml"
    listed = tomllib.loads(path.read_text("utf-8"))
    rows = np.array([[listed[code].get(name, 0.0) for code in replies.CODES] for name in replies.names()])
    return np.asarray(rows / replies.MARK)


def judged_replies(data: Path, *, learned: bool = True) -> list[Labelled]:
    """Return pairs of MT-CSD with what a language model that read them said the answer does.

    Those that are not learned from are of a forum, and of the discussions among our threads of others
    (``corpora/others``): they are measured against. The package has the CRC-32 of each pair and its code, no word.
    """
    file = stored("judged_replies.npz")
    kept = file["learned"] == learned
    known = dict(zip(file["key"][kept].tolist(), file["code"][kept].tolist(), strict=True))
    found: dict[int, Labelled] = {}
    for row in (*sources.mtcsd(data), *sources.mtcsd(data, "valid"), *sources.forum_replies(data)):
        key = reply_key(row.parent, row.text)
        if key in known:
            found.setdefault(key, row._replace(allowed=(replies.CODES[known[key]],), source="judged replies"))
    return list(found.values())


def reply_key(answered: str, text: str) -> int:
    """Return the number by which a reply is known with what it answers."""
    return text_key(f"{answered.strip()}\n{text.strip()}")


def reply_columns(rows: Sequence[Labelled]) -> Features:
    """Return the columns of pairs of comment and answer."""
    opens = np.array([not row.parent for row in rows])
    to_opening = np.array([row.to_root for row in rows])
    return replies.reply_features(_texts(rows, "text"), _texts(rows, "parent"), opens, to_opening)


def named_stance_sources(data: Path) -> list[Source]:
    """Return comments with their stance toward something that is named."""
    conversations = [*sources.mtcsd(data), *sources.mtcsd(data, "valid")]
    named = [row for row in unlabelled.stance_pairs(data) if row.target in unlabelled.TARGETS]
    return [
        judged_stances("mtcsd", "target", conversations),
        judged_stances("judged targets", "target, judged", named),
    ]


def stance_sources(data: Path) -> list[Source]:
    """Return arguments with their stance toward a statement, and the comments of ``named_stance_sources`` as well."""
    stated = [
        Source("argkp", "statement", 1.0, sources.argkp(data)),
        Source("perspectrum", "statement", 1.0, sources.perspectrum(data)),
        Source("ibm claims", "statement", 1.0, sources.ibm_claims(data)),
    ]
    others = off_target([row for source in stated for row in source.rows])
    beside = [row for row in unlabelled.stance_pairs(data) if row.target not in unlabelled.TARGETS]
    conversations, named = named_stance_sources(data)
    return [
        *stated,
        Source("other topics", "statement", 0.5, others),
        conversations,
        judged_stances("judged statements", "statement, judged", beside),
        named,
    ]


def judged_stances(name: str, kind: str, rows: list[Labelled], file: str = "judged_stances.npz") -> Source:
    """Return rows with the shares that a larger model gave them, which lie in a file of this package.

    Rows without labels that it has not judged are left out; labelled ones have shares of their label alone.
    """
    known = judged_shares(file)
    keys = [pair_key(row) for row in rows]
    kept = [number for number, key in enumerate(keys) if rows[number].label or key in known]
    rows = [rows[number]._replace(allowed=rows[number].allowed or stances.CODES) for number in kept]
    shares = [
        known.get(keys[number]) or tuple(float(code in row.allowed) for code in stances.CODES)
        for number, row in zip(kept, rows, strict=True)
    ]
    return Source(name, kind, 1.0, rows, np.array(shares).reshape(-1, len(stances.CODES)))


def pair_key(row: Labelled) -> int:
    """Return the number by which a pair of text and target is known."""
    return text_key("\n".join((row.target, row.text, row.parent)))


@cache
def judged_shares(file: str = "judged_stances.npz") -> dict[int, tuple[float, ...]]:
    """Return by the number of a pair the shares of favor, against and none."""
    arrays = stored(file)
    keys, shares = arrays["keys"].tolist(), arrays["shares"].astype(np.float64)
    whole = shares / shares.sum(axis=1, keepdims=True)
    return dict(zip(keys, map(tuple, whole.tolist()), strict=True))


def off_target(rows: Sequence[Labelled]) -> list[Labelled]:
    """Return half of the rows beside a statement of another topic, on which they take no stance.

    They stay in the group of their own topic.
    """
    chance = random.Random(_SEED)  # noqa: S311  # a seeded draw, no secret
    moved = [(row, rows[chance.randrange(len(rows))]) for row in rows if chance.random() < 0.5]
    return [
        row._replace(target=other.target, allowed=("none",), source="other topics")
        for row, other in moved
        if other.group != row.group
    ]


def stance_columns(rows: Sequence[Labelled]) -> Features:
    """Return the columns of comments beside their target."""
    opens = np.array([not row.parent for row in rows])
    return stances.stance_features(_texts(rows, "text"), _texts(rows, "target"), _texts(rows, "parent"), opens)


def form_sources(data: Path) -> list[Source]:
    """Return clauses with their form."""
    return [
        Source("cdcp", "rules", 1.0, sources.cdcp(data)),
        Source("cmv units", "debate", 1.0, sources.cmv_units(data)),
        Source("regroom", "rules, sentences", 0.5, sources.regroom(data)),
    ]


def form_columns(rows: Sequence[Labelled]) -> Features:
    """Return the columns of clauses beside the words before them."""
    before = read_words([" ".join(row.context.split()[-forms.BEFORE :]) for row in rows])
    return forms.form_features(_texts(rows, "text"), before)


def _texts(rows: Sequence[Labelled], part: str) -> Words:
    return read_words([getattr(row, part) for row in rows])


TASKS = {
    "reply_stance": Task(
        "reply_stance", replies.CODES, replies.names, reply_sources, reply_columns, 5.0,
        {"comment": replies.CODES, "quoted": replies.CODES, "debate": replies.CODES, "talk": replies.CODES},
        prior=reply_prior, named_ridge=2.0,
    ),
    "stance": Task(
        "stance", stances.CODES, stances.names, stance_sources, stance_columns, 2.0,
        {"statement": ("favor", "against")}, leaning=True, boosts=(1.0,),
    ),
    "stance_named": Task(
        "stance", stances.CODES, stances.names, named_stance_sources, stance_columns, 2.0,
        {"target": ("favor", "against")}, leaning=True, rebased=True, boosts=(0.7,), reserve=0.6,
    ),
    "form": Task(
        "form", forms.CODES, forms.names, form_sources, form_columns, 1.0,
        {"rules": ("fact", "testimony", "value", "policy"), "debate": forms.CODES},
    ),
}  # fmt: skip
"""Tasks by the name of their model's files.

Boosts and reserve of stance were chosen, with ``leaning.HELD``, on topics, threads and targets left out of the fit.
"""
