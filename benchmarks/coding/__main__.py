"""Measure the coders on public sets.

Usage: ``python -m benchmarks.coding DATA [--task TASK ...] [--coder CODER] [--part PART] [--floors] [--card FILE]``.

For each public set in the folder: F1 by class and its mean with bootstrap intervals (95 %, 1,000 draws of groups that
may not be split), beside the commonest class, TF-IDF with logistic regression fitted in the same run, and published
figures; then how honest the probabilities are: expected calibration error over ten bins and Brier score of the class
given, accuracy of all rows and of the surest 80 % and 50 %. The linear coder is trained anew, without what is
measured, some two minutes a task, eight for stance. Claims are measured on our own threads, by definitions alone.
``--part test`` measures the test parts of RumourEval, Perspectrum, ArgKP, MT-CSD and CDCP where the folder has them.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.coding import answers
from benchmarks.coding.floors import fallen, pinned
from benchmarks.coding.sets import PARTS, SETS, public_sets
from benchmarks.coding.tables import Measured, as_markdown, as_sources, as_text, measure, refreshed
from discourse.training.linear.tasks import TASKS

CODERS = {"linear": answers.linear, "cues": answers.cues, "neural": answers.neural}
CLAIMS = "claims"


def main() -> int:
    """Measure the tasks named, or all of them; return 1 where a figure fell below its floor, else 0."""
    given = _given()
    floors = pinned()
    low: list[str] = []
    for task in given.task or (*SETS, CLAIMS):
        figures = _claims() if task == CLAIMS else _sets(given, task)
        low += fallen(floors.get(task, {}), figures) if given.floors else []
    for sentence in low:
        print(sentence, file=sys.stderr)
    return 1 if low else 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder with the data sets")
    parser.add_argument("--task", action="append", choices=(*SETS, CLAIMS), help="may be given several times")
    parser.add_argument("--coder", choices=sorted(CODERS), default="linear")
    parser.add_argument("--part", choices=PARTS, default="dev", help="the parts of the sets that are measured")
    parser.add_argument("--floors", action="store_true", help="fail where a figure of the coder falls below its floor")
    parser.add_argument("--markdown", action="store_true", help="print the tables as markdown")
    parser.add_argument("--card", type=Path, help="a model card whose tables of these tasks are written anew")
    given = parser.parse_args()
    if not given.data.is_dir():
        parser.error(f"{given.data} is no folder; give the one with the data sets")
    if given.card and not given.card.is_file():
        parser.error(f"{given.card} is no file; give a model card that is there")
    if (given.floors or given.card) and given.coder != "linear":
        parser.error(f"--floors and --card are of the coder linear, not of {given.coder}; leave --coder out")
    if (given.floors or given.card) and given.part != "dev":
        parser.error("--floors and --card are of the development parts; leave --part out")
    return given


def _sets(given: argparse.Namespace, task: str) -> dict[str, float]:
    """Print a task's tables and return its figures."""
    found = list(_measured(given, task))
    table = "\n".join(as_markdown(found))
    if given.markdown:
        print(f"\n### {task}\n\n{table}")
    if given.card and found:
        names = dict.fromkeys((task, *(one.learned for one in public_sets(given.data, task))))
        sources = {source.name: source for name in names for source in TASKS[name].load(given.data)}
        learned = "\n".join(as_sources(list(sources.values())))
        card = refreshed(given.card.read_text("utf-8"), task, learned, "sources")
        given.card.write_text(refreshed(card, task, table), "utf-8")
    return {name: value for one in found for name, value in one.figures().items()}


def _measured(given: argparse.Namespace, task: str) -> Iterator[Measured]:
    sets = public_sets(given.data, task, given.part)
    if not sets:
        print(f"{given.data}: no data set of {task} is here ({given.part})", file=sys.stderr)
        return
    for answered in CODERS[given.coder](given.data, task, sets):
        measured = measure(answered)
        if not given.markdown:
            print("\n".join(as_text(measured, given.coder)), flush=True)
        yield measured


def _claims() -> dict[str, float]:
    """Print how claims are found by definitions alone, and return the means over our corpora."""
    from benchmarks.claims import bare, figures, hand_coded, line

    print("\nclaims, definitions only")
    found = []
    for coded in hand_coded():
        one = figures(coded, bare(coded.codebook))
        print("  " + line(coded, one))
        found += [one] if coded.name.startswith("corpus") else []
    named = {
        "own corpora, detection F1": sum(one.f1 for one in found) / len(found),
        "own corpora, status": sum(one.status for one in found) / len(found),
    }
    for name, value in named.items():
        print(f"  {name}: {value:.3f}")
    return named


if __name__ == "__main__":
    sys.exit(main())
