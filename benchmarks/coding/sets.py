"""The public sets that coders are measured on: rows, classes, what is known of them, and the conventions of each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.coding.figures import Ints, Rows
from discourse.coders.linear import forms, replies
from discourse.training.linear.tasks import judged_replies
from discourse.training.sources import labelled as sources
from discourse.training.sources.labelled import NEUTRAL, Labelled

TARGETS = {"dev": ("Biden", "Bitcoin", "Tesla"), "test": sources.MTCSD_TARGETS}
"""Of which targets the test part of MT-CSD is measured: three are at hand while coders are made."""
PARTS = tuple(TARGETS)
"""The parts that can be measured where a folder has them: what coders are made with, and what is kept back."""
Classes = dict[str, tuple[str, ...]]


class PublicSet(NamedTuple):
    """A set with its conventions.

    ``classes`` are what is told apart, each with the codes that count as it (their probabilities are summed); codes of
    no class are out of the question. ``scored`` are those whose F1 is averaged. ``kind`` is the kind of place whose
    base rates the linear coder takes. ``source`` names the source that the rows belong to where they are measured in
    five folds, ``without`` a source that nothing is learned from. ``even`` prefers each class by how rare it is among
    the coder's own answers to this set, where no labels may set it. ``published`` is what others report.
    """

    title: str
    task: str
    kind: str
    classes: Classes
    rows: list[Labelled]
    published: str
    scored: tuple[str, ...] = ()
    source: str = ""
    without: str = ""
    even: bool = False

    @property
    def learned(self) -> str:
        """The name of what is learned for the set: stance toward names has weights of its own."""
        return "stance_named" if self.kind == "target" else self.task

    @property
    def metric(self) -> str:
        """The name of what is averaged."""
        if not self.scored:
            return "macro-F1"
        of_targets = ", mean of targets" if len(set(self.parts().tolist())) > 1 else ""
        return f"mean F({', '.join(self.scored)}){of_targets}"

    def counted(self) -> list[int]:
        """Return the numbers of the classes that are averaged."""
        return [number for number, name in enumerate(self.classes) if name in (self.scored or self.classes)]

    def truth(self) -> Ints:
        """Return the number of each row's class."""
        return numbers(self.rows, self.classes)

    def parts(self) -> Ints:
        """Return the number of each row's part: its target, where the metric is a mean over targets; else 0."""
        if not self.scored:
            return np.zeros(len(self.rows), np.int64)
        names = sorted({row.target for row in self.rows})
        return np.array([names.index(row.target) for row in self.rows], np.int64)

    def threads(self) -> Ints:
        """Return the number of each row's thread: what is said in one group toward one target."""
        known: dict[tuple[str, str], int] = {}
        return np.array([known.setdefault((row.group, row.target), len(known)) for row in self.rows], np.int64)

    def compared(self) -> Rows:
        """Return what the codes given are compared with."""
        return Rows(self.truth(), [row.group for row in self.rows], self.parts())


def numbers(rows: list[Labelled], classes: Classes) -> Ints:
    """Return the number of the class that has all codes that a row's label leaves open; -1 for none."""
    found = {codes: number for number, codes in enumerate(classes.values())}
    return np.array([found.get(row.allowed, -1) for row in rows], np.int64)


def _each(*codes: str) -> Classes:
    return {code: (code,) for code in codes}


def _with_class(rows: list[Labelled], classes: Classes) -> list[Labelled]:
    return [row for row, number in zip(rows, numbers(rows, classes), strict=True) if number >= 0]


def _reply_sets(data: Path, part: str) -> Iterator[PublicSet]:
    posts = sources.rumoureval(data, part)
    four = _each(*replies.CODES)
    test = "test part: BLCU_NLP .619, BUT-FIT .607, eventAI .578, branchLSTM .493; TF-IDF with letters + LR here .518"
    yield PublicSet(f"RumourEval 2019 {part}, all posts", "reply_stance", "comment", four, posts, test)
    answers = [row for row in posts if row.parent]
    yield PublicSet(
        f"RumourEval 2019 {part}, replies", "reply_stance", "comment", four, answers, "none read for replies"
    )
    three: Classes = {"support": ("support",), "deny": ("deny",), "neutral": NEUTRAL}
    pairs = PublicSet(
        "IAC pairs, five folds", "reply_stance", "quoted", three, sources.iac(data), "none read; TF-IDF + LR .460"
    )
    yield pairs._replace(source="iac")
    yield pairs._replace(
        title="MaskMandate, never learned from",
        kind="talk",
        rows=sources.mask_mandate(data),
        published="not readable; TF-IDF + LR across domains (Vaccine to Mask) .498, learned on it .543",
        without="mask mandate",
        even=True,
    )
    yield PublicSet(
        "Reddit and a forum, judged by a language model",
        "reply_stance",
        "talk",
        four,
        judged_replies(data, learned=False),
        "none; no person has coded them",
        even=True,
    )


def _stance_sets(data: Path, part: str) -> Iterator[PublicSet]:
    rows = sources.mtcsd(data, "test", TARGETS[part])
    three = _each("favor", "against", "none")
    named = dict.fromkeys(row.target for row in rows)
    count = {3: "three", 5: "five"}.get(len(named), str(len(named)))
    talk = PublicSet(f"MT-CSD test, {count} targets", "stance", "target", three, rows, "GLAN .505, five targets")
    talk = talk._replace(scored=("favor", "against"))
    yield talk
    plain = {"Biden": ".220", "Bitcoin": ".368", "Tesla": ".314"}
    for target in named:
        yield talk._replace(
            title=f"MT-CSD test, {target}",
            rows=[row for row in rows if row.target == target],
            published=f"not readable by target; TF-IDF + LR on it and all above it {plain.get(target, 'not told')}",
        )
    for title, found, published in (
        (
            f"Perspectrum {part}",
            sources.perspectrum(data, part),
            "test part, from memory: BERT .708, human .91; TF-IDF + LR .605",
        ),
        (f"ArgKP {part}", sources.argkp(data, part), "no table of stance; TF-IDF + LR on unseen topics .619"),
        ("IBM claim stance test", sources.ibm_claims(data, "test"), "none read; TF-IDF + LR accuracy .528"),
    ):
        yield PublicSet(title, "stance", "statement", _each("favor", "against"), found, published)


def _form_sets(data: Path, part: str) -> Iterator[PublicSet]:
    four = _each("fact", "testimony", "value", "policy")
    if part == "test":
        kept_back = _with_class(sources.cdcp(data, part), four)
        yield PublicSet("CDCP test", "form", "rules", four, kept_back, "SVM .670, RNN .671, ResAttArg ensemble .734")
    rules = _with_class(sources.cdcp(data), four)
    published = "test part: SVM .670, RNN .671, ResAttArg ensemble .734; TF-IDF + LR .683"
    yield PublicSet("CDCP train, five folds", "form", "rules", four, rules, published, source="cdcp")
    five = _each(*(code for code in forms.CODES if code != "reference"))
    units = _with_class(sources.cmv_units(data), five)
    published = "none read; TF-IDF + LR .528"
    yield PublicSet("CMV units, five folds", "form", "debate", five, units, published, source="cmv units")


SETS: dict[str, Callable[[Path, str], Iterator[PublicSet]]] = {
    "reply_stance": _reply_sets,
    "stance": _stance_sets,
    "form": _form_sets,
}


def public_sets(data: Path, task: str, part: str = "dev") -> list[PublicSet]:
    """Return the sets of a task that are in the folder, by their development or their test part."""
    return [found for found in SETS[task](data, part) if found.rows]
