"""How often corrected intervals hold the truth with a real coder: ``python -m benchmarks.correcting FOLDER``.

The comments are the development set of RumourEval 2019, coded by its people and by the coder ``linear``; of each code
five thousand samples of 200 are drawn, at random and in strata of what the machine says.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.coders import code
from discourse.correction.estimates import Study, share
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.training.sources.labelled import Labelled, rumoureval

DRAWS, CODED = 5_000, 200
Codes = NDArray[np.str_]


def main(folder: Path) -> None:
    """Print one line a code and way of drawing: the true share, the machine's, how often held, how long."""
    rows = [row for row in rumoureval(folder, "dev") if row.text.strip()]
    people, machine = np.array([row.allowed[0] for row in rows]), machine_codes(rows)
    by_label = np.unique(machine, return_inverse=True)[1]
    chance = np.random.default_rng(1)
    for wanted in ("support", "deny", "query", "comment"):
        truth, given = (people == wanted).astype(float), (machine == wanted).astype(float)
        for name, strata in (("random", np.zeros(len(rows), np.int64)), ("strata", by_label)):
            found = [share(sample(truth, given, strata, chance)) for _ in range(DRAWS)]
            held = np.mean([(one.low or 0) <= truth.mean() <= (one.high or 0) for one in found])
            length = np.mean([(one.high or 0) - (one.low or 0) for one in found])
            print(f"{wanted:<8} {name:<7} {truth.mean():.3f} {given.mean():.3f} {held:.3f} {length:.3f}")


def machine_codes(rows: list[Labelled]) -> Codes:
    """Return what the coder says of each row, beside what it answers."""
    comments: list[Comment] = []
    for number, row in enumerate(rows):
        comments.append(Comment(id=f"p{number}", text=row.parent or "-", reply_to=""))
        comments.append(Comment(id=f"c{number}", text=row.text, reply_to=f"p{number}" if row.parent else ""))
    thread = Thread(article=Article(source="rows", language="en"), comments=tuple(comments), shown_order="nested")
    codings = code(thread, reply_graph(thread, infer=False), Codebook(title="none"), "linear")
    found = {coding.comment: coding.code or "" for coding in codings if coding.variable == "reply_stance"}
    return np.array([found[f"c{number}"] for number in range(len(rows))])


def sample(truth: NDArray[Any], given: NDArray[Any], strata: NDArray[np.int64], chance: np.random.Generator) -> Study:
    """Draw from each stratum in proportion to the root of its size."""
    roots = np.sqrt(np.bincount(strata))
    drawn, probability, stratum = [], [], []
    for name, root in enumerate(roots.tolist()):
        members = np.flatnonzero(strata == name)
        number = min(max(round(CODED * root / roots.sum()), 2), len(members))
        drawn.append(chance.choice(members, number, replace=False))
        probability += [number / len(members)] * number
        stratum += [name] * number
    numbers = np.concatenate(drawn)
    return Study(given, numbers, truth[numbers], np.array(probability), np.array(stratum))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
