"""Fit how a sentence is matched with the description of a claim: pairs of public data that say the same, or do not.

Arguments with the key points that they were matched with (ArgKP 2021, CDLA-Sharing) and paraphrases of perspectives
(Perspectrum, CC BY-SA 4.0): in each topic the key points, or one phrasing of each perspective, are taken for the
definitions of a codebook, and the texts are searched for them as the coder does. Texts of another topic are mixed in,
for most of what people write matches nothing, and parts of the codebook are tried alone.
"""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.bags import Bag
from discourse.coders.claims.descriptions import Route
from discourse.coders.claims.likeness import FEATURES, SEVERAL, Weights, digest
from discourse.coders.claims.matching import Described, Matcher
from discourse.coders.claims.screening import Vocabulary, meant, meant_places, shared_with, weights_of
from discourse.errors import DiscourseError

SEED = 7
PENALTY = 1e-4
STEPS = 60
UNKNOWN = -1
LEAST = 1e-4
EXAMPLES = (1, 2, 4)
"""How many examples a claim type is tried with."""

Floats = NDArray[Any]


class Case(NamedTuple):
    """Texts of one topic and the descriptions of claims: ``labels`` say which text makes which claim.

    1 is yes, 0 no, -1 not known. ``examples`` are further descriptions of each claim.
    """

    topic: str
    texts: tuple[str, ...]
    definitions: tuple[str, ...]
    labels: Floats
    examples: tuple[tuple[str, ...], ...] = ()


class Rows(NamedTuple):
    """Features of pairs of a text and a claim, with what is right and the topic of each."""

    features: Floats
    right: Floats
    topics: Floats


def train(data: Path, output: Path) -> None:
    """Fit the weights on the training parts of the sets under ``data`` and write them to ``output``.

    Raises DiscourseError where neither set is there.
    """
    cases = [*argkp(data, "train"), *perspectrum(data, "train")]
    if not cases:
        raise DiscourseError(f"--data {data}: neither ibm_argkp2021 nor perspectrum is there; give their folder")
    weights = fit(rows(varied(cases)))
    write(replace(weights, several=fit_several(cases, weights)), output)


def argkp(data: Path, part: str) -> Iterator[Case]:
    """Yield the topics of ArgKP 2021, ``train`` or ``dev``: arguments, key points, and whether they match."""
    folder = data / "ibm_argkp2021" / "kpm_data"
    if not (folder / f"labels_{part}.csv").is_file():
        return
    names = ("arguments", "key_points", "labels")
    arguments, points, labels = (_records(folder / f"{name}_{part}.csv") for name in names)
    said = {row["arg_id"]: row for row in arguments}
    point = {row["key_point_id"]: row for row in points}
    by_topic: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in labels:
        by_topic[said[row["arg_id"]]["topic"]][row["arg_id"], row["key_point_id"]] = int(row["label"])
    for topic, matched in sorted(by_topic.items()):
        ids, keys = sorted({one for one, _ in matched}), sorted({key for _, key in matched})
        right = [[matched.get((one, key), _across(said[one], point[key])) for key in keys] for one in ids]
        texts, definitions = (said[one]["argument"] for one in ids), (point[key]["key_point"] for key in keys)
        yield Case(f"argkp {topic}", tuple(texts), tuple(definitions), np.array(right))


def _across(argument: dict[str, str], point: dict[str, str]) -> int:
    """Return that an argument makes no key point of the other side; of its own side, what is not given is unknown."""
    return 0 if argument["stance"] != point["stance"] else UNKNOWN


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def perspectrum(data: Path, part: str) -> Iterator[Case]:
    """Yield the claims of Perspectrum, ``train``, ``dev`` or ``test``: paraphrases of each perspective on one."""
    folder = data / "perspectrum"
    if not (folder / "perspective_pool_v1.0.json").is_file():
        return
    pool = {entry["pId"]: entry["text"] for entry in _json(folder / "perspective_pool_v1.0.json")}
    parts = _json(folder / "dataset_split_v1.0.json")
    for claim in sorted(_json(folder / "perspectrum_with_answers_v1.0.json"), key=lambda entry: int(entry["cId"])):
        clusters = [[pool[number] for number in entry["pids"]] for entry in claim["perspectives"]]
        texts = [(text, place) for place, cluster in enumerate(clusters) for text in cluster[1:]]
        if parts[str(claim["cId"])] == part and len(clusters) > 1 and texts:
            right = np.zeros((len(texts), len(clusters)), int)
            right[np.arange(len(texts)), [place for _, place in texts]] = 1
            yield Case(
                f"perspectrum {claim['cId']}",
                tuple(text for text, _ in texts),
                tuple(cluster[0] for cluster in clusters),
                right,
            )


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def varied(cases: list[Case]) -> Iterator[Case]:
    """Yield each case with as many texts of another topic, with few of its claims, and with examples for claims."""
    draw = random.Random(SEED)  # noqa: S311
    for number, case in enumerate(cases):
        others = [other for other in cases if other.topic.split()[0] == case.topic.split()[0] and other is not case]
        other = draw.choice(others) if others else cases[number - 1]
        strange = draw.sample(other.texts, min(len(other.texts), max(2, len(case.texts))))
        none = np.zeros((len(strange), len(case.definitions)), int)
        yield case._replace(texts=(*case.texts, *strange), labels=np.vstack([case.labels, none]))
        if len(case.definitions) > 2:
            size = draw.choice((1, 2, 2, 3)) if len(case.definitions) > 3 else 2
            few = sorted(draw.sample(range(len(case.definitions)), size))
            yield case._replace(definitions=tuple(case.definitions[at] for at in few), labels=case.labels[:, few])
        if case.topic.startswith("argkp"):
            yield _by_example(case, draw)


def _by_example(case: Case, draw: random.Random) -> Case:
    """Return the case with one argument of each key point in the place of its definition."""
    kept = [at for at in range(len(case.definitions)) if (case.labels[:, at] == 1).any()]
    chosen = [draw.choice(np.flatnonzero(case.labels[:, at] == 1).tolist()) for at in kept]
    rest = [row for row in range(len(case.texts)) if row not in set(chosen)]
    texts = tuple(case.texts[row] for row in rest)
    return case._replace(
        texts=texts, definitions=tuple(case.texts[row] for row in chosen), labels=case.labels[rest][:, kept]
    )


def rows(cases: Iterator[Case]) -> Rows:
    """Return the features of all pairs whose label is known, the likeliest sentence standing for a text."""
    features, right, topics = [], [], []
    for case in cases:
        found = pairs(case)
        known = case.labels >= 0
        features.append(found[known])
        right.append(case.labels[known])
        topics.extend([case.topic] * int(known.sum()))
    return Rows(np.concatenate(features), np.concatenate(right).astype(float), np.array(topics))


def pairs(case: Case) -> Floats:
    """Return the features of each text and claim: texts × claims × ``FEATURES``."""
    book = codebook_of(case)
    bag = Bag(case.texts)
    described = Described.of(book)
    words = Vocabulary(bag, described)
    matcher = Matcher(described, words.frequencies(bag), len(bag.ends))
    places = meant_places(matcher)
    by_sentence = meant(bag, matcher, places).features(
        shared_with(bag, matcher, weights_of(bag, words, matcher), places)
    )
    found = np.zeros((len(case.texts), len(case.definitions), len(FEATURES)))
    best = np.full(found.shape[:2], -np.inf)
    for row, text in enumerate(bag.owner.tolist()):
        for column, place in enumerate(places):
            claim = matcher.descriptions[place].claim
            worth = by_sentence[row, column, [0, 3, 5]].sum()
            if worth > best[text, claim]:
                best[text, claim] = worth
                found[text, claim] = by_sentence[row, column]
    return found


def codebook_of(case: Case) -> Codebook:
    """Return a codebook of the claims of a case."""
    examples = case.examples or ((),) * len(case.definitions)
    claims = (
        ClaimType(id=f"c{number}", label="", definition=definition, examples=given)
        for number, (definition, given) in enumerate(zip(case.definitions, examples, strict=True))
    )
    return Codebook(title=case.topic, claim_types=tuple(claims))


def fit(data: Rows) -> Weights:
    """Return the logistic weights by Newton's method, all pairs weighing the same."""
    centre, scale = data.features.mean(axis=0), np.maximum(data.features.std(axis=0), 1e-6)
    solution = _logistic(np.hstack([(data.features - centre) / scale, np.ones((len(data.right), 1))]), data.right)
    return Weights(centre, scale, solution[:-1], float(solution[-1]), np.array([1.0, 0.0, 0.0, 0.0]))


def _logistic(columns: Floats, right: Floats) -> Floats:
    """Return the weights of columns, the last of which is the constant, by Newton's method."""
    solution = np.zeros(columns.shape[1])
    penalty = np.full(columns.shape[1], PENALTY)
    penalty[-1] = 0.0
    for _ in range(STEPS):
        probability = 1.0 / (1.0 + np.exp(-columns @ solution))
        slope = columns.T @ (probability - right) / len(right) + penalty * solution
        spread = (probability * (1 - probability))[:, None]
        curve = (columns * spread).T @ columns / len(right) + np.diag(penalty)
        solution -= np.linalg.solve(curve, slope)
    return solution


def fit_several(cases: list[Case], weights: Weights) -> Floats:
    """Return how the definition and the examples of a claim are weighed together, by arguments taken for examples."""
    columns, right = [], []
    for case in cases:
        if case.topic.startswith("argkp"):
            for count in EXAMPLES:
                logits, labels = _logits(with_examples(case, count, SEED), weights)
                columns.append(logits)
                right.append(labels)
    if not columns:
        return np.array([1.0, 0.0, 0.0, 0.0])
    return _logistic(np.concatenate(columns), np.concatenate(right))


def with_examples(case: Case, count: int, seed: int) -> Case:
    """Return the case with so many texts of each claim as its examples; all that could be are not searched."""
    draw = random.Random(seed)  # noqa: S311
    made = [np.flatnonzero(case.labels[:, claim] == 1).tolist() for claim in range(len(case.definitions))]
    drawn = [draw.sample(rows, min(max(EXAMPLES), max(0, len(rows) - 2))) for rows in made]
    used = {row for some in drawn for row in some}
    rest = [row for row in range(len(case.texts)) if row not in used]
    examples = tuple(tuple(case.texts[row] for row in some[:count]) for some in drawn)
    texts = tuple(case.texts[row] for row in rest)
    return case._replace(texts=texts, labels=case.labels[rest], examples=examples)


class Likely(NamedTuple):
    """How likely each text says what each description says, with the claim and the route of each description."""

    probabilities: Floats
    claims: Floats
    routes: list[Route]


def likely(case: Case, weights: Weights | None = None) -> Likely:
    """Return how likely each text of a case says what each description says: its likeliest sentence counts."""
    bag, described = Bag(case.texts), Described.of(codebook_of(case))
    words = Vocabulary(bag, described)
    matcher = Matcher(described, words.frequencies(bag), len(bag.ends))
    places = meant_places(matcher)
    shared = shared_with(bag, matcher, weights_of(bag, words, matcher), places)
    found = np.zeros((len(case.texts), len(places)))
    np.maximum.at(found, bag.owner, meant(bag, matcher, places).probabilities(shared, weights))
    chosen = [matcher.descriptions[place] for place in places]
    return Likely(found, np.array([one.claim for one in chosen]), [one.route for one in chosen])


def _logits(case: Case, weights: Weights) -> tuple[Floats, Floats]:
    """Return the logits that are weighed together, for each known pair of a claim with examples."""
    found = likely(case, weights)
    logits = np.log(np.clip(found.probabilities, LEAST, 1 - LEAST) / np.clip(1 - found.probabilities, LEAST, 1 - LEAST))
    example = np.array([route == "example" for route in found.routes])
    columns, right = [], []
    for claim in range(len(case.definitions)):
        own, known = found.claims == claim, case.labels[:, claim] >= 0
        if (own & example).any():
            some = logits[known][:, own & example]
            definition = logits[known][:, own & ~example][:, 0]
            columns.append(np.stack((definition, some.max(axis=1), some.mean(axis=1), np.ones(len(some))), axis=1))
            right.append(case.labels[known, claim].astype(float))
    return (np.concatenate(columns), np.concatenate(right)) if columns else (np.zeros((0, 4)), np.zeros(0))


def write(weights: Weights, output: Path) -> None:
    """Write the weights with their hash."""
    output.mkdir(parents=True, exist_ok=True)
    table = {
        name: {
            part: round(float(values[place]), 4)
            for part, values in (("centre", weights.centre), ("scale", weights.scale), ("weight", weights.weights))
        }
        for place, name in enumerate(FEATURES)
    }
    stored: dict[str, Any] = {
        "features": table,
        "constant": round(weights.constant, 4),
        "several": {name: round(float(value), 4) for name, value in zip(SEVERAL, weights.several, strict=True)},
        "attribution": "Fitted on ArgKP 2021 (IBM, CDLA-Sharing 1.0) and Perspectrum (CC BY-SA 4.0), training parts.",
        "made_by": "discourse train claims",
    }
    stored["sha256"] = digest(stored)
    (output / "claim_weights.json").write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")
