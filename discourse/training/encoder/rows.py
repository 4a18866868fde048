"""The rows that the encoder learns from: pairs of texts as numbers of word pieces, and what is to be told of each.

A pair is what is answered, aimed at or defined (``first``) and the text that is judged (``second``). A *unit* is one
judgement: of the pair as a whole, or of some pieces of the second text (a clause's form). All sets are cut into parts
by group, so that no thread, topic or claim stands in two of them.
"""

import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from discourse.coders.neural.layout import (
    CLAIM,
    OUTPUTS,
    REPLY,
    TARGET,
    TASKS,
    Pair,
    claim_pair,
    reply_pair,
    target_pair,
)
from discourse.coders.neural.wordpiece import Tokenizer
from discourse.training.sources import labelled as sources
from discourse.training.sources.labelled import Labelled
from discourse.training.sources.templates import negated, said_as
from discourse.training.sources.unlabelled import stance_pairs

__all__ = ["CLAIM", "REPLY", "TARGET", "Item", "Unit", "items"]

LEARNED, CALIBRATED, HELD_OUT, MEASURED, UNLABELLED = range(5)
"""Parts: learned from; kept for calibration; a fold kept out; published development and test rows; without labels."""
WHOLE = -1
"""Where a unit begins that judges the pair as a whole."""
_FOLD = 0.2
_KEPT = 0.08
_WINDOW = 176
"""Pieces of a comment that are read at once where its clauses are judged."""
_SEED = 20260731
_ENDS = re.compile(r"(?<=[.!?])\s+")


class Unit(NamedTuple):
    """One judgement: the task, the codes that are right, and the pieces of the second text that it is about."""

    task: str
    allowed: tuple[str, ...]
    first: int = WHOLE
    last: int = WHOLE


class Item(NamedTuple):
    """A pair with its units, where it comes from, which part it belongs to, and what it is a paraphrase of."""

    pair: Pair
    units: tuple[Unit, ...]
    source: str
    part: int
    same_as: str = ""


def items(folder: Path, tokenize: Tokenizer) -> list[Item]:
    """Return all items of the data sets in a folder, in a fixed order."""
    found: list[Item] = []
    for make in (_reply_items, _stance_items, form_items, _claim_items, _same_items):
        found += make(folder, tokenize)
    return found


def share_of(group: str) -> float:
    """Return a number from 0 to 1 that a group's name always gives.

    >>> round(share_of("a thread"), 3) == round(share_of("a thread"), 3)
    True
    """
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") / 2**32


def part_of(group: str, fold: bool = False) -> int:
    share = share_of(group)
    if fold and share < _FOLD:
        return HELD_OUT
    return CALIBRATED if _FOLD <= share < _FOLD + _KEPT else LEARNED


def _reply_items(folder: Path, tokenize: Tokenizer) -> Iterator[Item]:
    labelled: list[tuple[list[Labelled], Callable[[str], int]]] = [
        (sources.rumoureval(folder), part_of),
        (sources.rumoureval(folder, "dev"), lambda _: MEASURED),
        (sources.iac(folder), lambda group: part_of(group, fold=True)),
        (sources.mask_mandate(folder), lambda _: HELD_OUT),
        (sources.cmv_modes(folder), lambda _: LEARNED),
    ]
    for rows, part in labelled:
        for row in rows:
            yield reply_item(row, part(row.group), tokenize)
    for row in (*sources.mtcsd(folder), *sources.forum_replies(folder)):
        if row.parent:
            yield reply_item(row, UNLABELLED, tokenize)


def reply_item(row: Labelled, part: int, tokenize: Tokenizer) -> Item:
    root = "" if row.to_root else row.context.partition("\n")[0]
    pair = reply_pair(tokenize, row.text, row.parent, root, row.to_root)
    allowed = TASKS["reply_stance"] if part == UNLABELLED else row.allowed
    forms = [Unit("form", TASKS["form"], *span) for span in _sentences(row.text, tokenize, len(pair.second))]
    return Item(pair, (Unit("reply_stance", allowed), *forms), row.source.split()[0], part)


def _sentences(text: str, tokenize: Tokenizer, limit: int) -> Iterator[tuple[int, int]]:
    start = 0
    for sentence in _ENDS.split(text):
        end = min(start + len(tokenize(sentence, limit)), limit)
        if end > start:
            yield start, end
        start = end


def _stance_items(folder: Path, tokenize: Tokenizer) -> Iterator[Item]:
    learned = [*sources.argkp(folder), *sources.perspectrum(folder), *sources.ibm_claims(folder)]
    for row in learned:
        yield stance_item(row, part_of(row.group), tokenize)
    yield from (stance_item(row, LEARNED, tokenize) for row in sources.mtcsd(folder))
    yield from (stance_item(row, CALIBRATED, tokenize) for row in sources.mtcsd(folder, "valid"))
    measured = (
        sources.argkp(folder, "dev"),
        sources.perspectrum(folder, "dev"),
        sources.mtcsd(folder, "test", ("Biden", "Bitcoin", "Tesla")),
    )
    yield from (stance_item(row, MEASURED, tokenize) for rows in measured for row in rows)
    yield from (stance_item(row, part_of(row.group), tokenize) for row in off_target(learned))
    for row in stance_pairs(folder):
        yield stance_item(row._replace(allowed=TASKS["stance"]), UNLABELLED, tokenize)


def off_target(rows: Sequence[Labelled]) -> Iterator[Labelled]:
    """Yield a fifth of the rows under a statement of another topic, on which they take no stance."""
    chance = random.Random(_SEED)  # noqa: S311
    for row in rows:
        other = rows[chance.randrange(len(rows))]
        if chance.random() < 0.2 and other.group != row.group and part_of(other.group) == part_of(row.group):
            yield row._replace(target=other.target, allowed=("none",), source="off target")


def stance_item(row: Labelled, part: int, tokenize: Tokenizer) -> Item:
    root = row.context.partition("\n")[0]
    pair = target_pair(tokenize, row.text, row.target, row.parent, root)
    return Item(pair, (Unit("stance", row.allowed),), row.source.partition(" ")[0], part)


def form_items(folder: Path, tokenize: Tokenizer) -> Iterator[Item]:
    chance = random.Random(_SEED)  # noqa: S311
    rows = [
        *((row, part_of(row.group, fold=True)) for row in (*sources.cdcp(folder), *sources.cmv_units(folder))),
        *((row, part_of(row.group)) for row in sources.regroom(folder)),
    ]
    parents = [row.text for row, _ in rows]
    for window, part in _windows(rows, tokenize):
        parent = chance.choice(parents) if chance.random() < 0.3 else ""
        second: list[int] = []
        units: list[Unit] = []
        for row in window:
            first = len(second)
            second += tokenize(row.text, _WINDOW)
            units.append(Unit("form", row.allowed, first, len(second)))
        pair = reply_pair(tokenize, "", parent, "", False)._replace(second=tuple(second))
        yield Item(pair, tuple(unit for unit in units if unit.last > unit.first), window[0].source, part)


def _windows(rows: Iterable[tuple[Labelled, int]], tokenize: Tokenizer) -> Iterator[tuple[list[Labelled], int]]:
    """Yield runs of clauses that follow each other in one comment, as many as are read at once."""
    window: list[Labelled] = []
    part, length = LEARNED, 0
    for row, of in rows:
        pieces = len(tokenize(row.text, _WINDOW))
        follows = window and row.group == window[-1].group and window[-1].text[-30:] in row.context
        if window and (not follows or length + pieces > _WINDOW):
            yield window, part
            window, length = [], 0
        window, part, length = [*window, row], of, length + pieces
    if window:
        yield window, part


class _Point(NamedTuple):
    """A statement with its paraphrases, and others of the same topic that say something else."""

    topic: str
    statement: str
    same: tuple[str, ...]
    others: tuple[str, ...]


def _points(folder: Path) -> Iterator[_Point]:
    """Yield the key points of ArgKP-2021 and the clusters of equal perspectives of Perspectrum, training parts."""
    matches: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in sources.argkp_matches(folder):
        matches[row.context, row.target][row.label].append(row.text)
    for (topic, point), found in sorted(matches.items()):
        yield _Point(topic, point, tuple(found["match"]), tuple(found["other"]))
    for claim, clusters in _clusters(folder):
        for cluster in clusters:
            others = tuple(text for other in clusters if other is not cluster for text in other)
            yield _Point(claim, cluster[0], tuple(cluster[1:]), others)


def _clusters(folder: Path) -> Iterator[tuple[str, list[list[str]]]]:
    here = folder / "perspectrum"
    if not here.is_dir():
        return
    read: Callable[[str], Any] = lambda name: json.loads((here / name).read_text("utf-8"))  # noqa: E731
    splits = read("dataset_split_v1.0.json")
    texts = {row["pId"]: row["text"] for row in read("perspective_pool_v1.0.json")}
    for claim in read("perspectrum_with_answers_v1.0.json"):
        if splits[str(claim["cId"])] == "train":
            found = [[texts[id_] for id_ in one["pids"] if id_ in texts] for one in claim["perspectives"]]
            yield str(claim["cId"]), [cluster for cluster in found if cluster]


def _claim_items(folder: Path, tokenize: Tokenizer) -> Iterator[Item]:
    chance = random.Random(_SEED)  # noqa: S311
    points = list(_points(folder))
    for point in points:
        part = part_of(point.topic)
        for said, status in _sayings(point, chance):
            yield _claim_item(tokenize, point.statement, said, ("match",), status, part)
        elsewhere = [points[chance.randrange(len(points))] for _ in range(2)]
        far = [other.statement for other in elsewhere if other.topic != point.topic]
        near = chance.sample(point.others, min(len(point.others), 2 * len(point.same[:30]) + 4))
        for text in (*near, *far):
            said = said_as(text, chance)[0] if chance.random() < 0.4 else text
            yield _claim_item(tokenize, point.statement, said, ("other",), (), part)
    for row in sources.perspectrum(folder):
        status = ("asserts",) if row.label == "favor" else ("rejects",)
        yield _claim_item(tokenize, row.target, row.text, (), status, part_of(row.group))
    for row in sources.argkp_matches(folder, "dev"):
        yield _claim_item(tokenize, row.target, row.text, row.allowed, (), MEASURED)


def _sayings(point: _Point, chance: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield ways to say a statement, with the status that each gives it."""
    for text in point.same[:30]:
        yield text, ("asserts",)
    short = [text for text in (point.statement, *point.same) if len(text.split()) <= 22]
    for text in [point.statement, *chance.sample(short, min(len(short), 7))]:
        said, status = said_as(text, chance)
        yield said, (status,)
    turned = negated(point.statement)
    if turned:
        yield turned, ("rejects",)


def _claim_item(
    tokenize: Tokenizer, definition: str, text: str, match: tuple[str, ...], status: tuple[str, ...], part: int
) -> Item:
    units = (*((Unit("match", match),) if match else ()), *((Unit("status", status),) if status else ()))
    return Item(claim_pair(tokenize, text, definition), units, "claims", part)


def _same_items(folder: Path, tokenize: Tokenizer) -> Iterator[Item]:
    """Yield statements and their paraphrases, to be told apart from all others by their vectors alone."""
    for number, point in enumerate(_points(folder)):
        part = part_of(point.topic)
        if part != LEARNED or not point.same:
            continue
        for text in (point.statement, *point.same[:6]):
            yield Item(reply_pair(tokenize, text, "", "", False), (), "same", part, str(number))


def unit_weights(found: Sequence[Item]) -> list[list[float]]:
    """Return what each unit counts for: less for the codes that a source has many of, on average 1 in each source."""
    counts: dict[tuple[str, str], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for item in found:
        if item.part == LEARNED:
            for unit in item.units:
                counts[item.source, unit.task][unit.allowed] += 1
    weights: dict[tuple[str, str], dict[tuple[str, ...], float]] = {}
    for key, by in counts.items():
        raw = {allowed: (by.total() / (len(by) * count)) ** 0.5 for allowed, count in by.items()}
        mean = sum(raw[allowed] * count for allowed, count in by.items()) / by.total()
        weights[key] = {allowed: value / mean for allowed, value in raw.items()}
    return [[weights.get((item.source, unit.task), {}).get(unit.allowed, 1.0) for unit in item.units] for item in found]


def output_mask(task: str, codes: Iterable[str]) -> list[bool]:
    """Return which of the network's outputs stand for these codes of a task."""
    wanted = {(task, code) for code in codes}
    return [output in wanted for output in OUTPUTS]
