"""Drawing comments to be coded by people, with known probabilities.

``random`` draws every comment with the same probability. ``claim`` and ``reply_stance`` draw at random within strata,
which are what a machine said: each stratum gets comments in proportion to the square root of its size (power
allocation, Bankier 1988), so that rare codes are met. ``uncertainty`` draws with probabilities that grow with how
unsure the machine is, by systematic sampling of a list in random order (Madow 1949; Hartley & Rao 1962): the number
drawn is fixed and the probabilities are exact. The sums that these probabilities allow are in ``discourse.correction``.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.errors import ReadError
from discourse.human.sheets import Draw, Drawn, Sheet, SheetRow
from discourse.model import Coding, Comment, Thread, Variable
from discourse.readers.joining import of_source
from discourse.removed import is_wordless
from discourse.replies.graph import GUESSED_KINDS, LINK_KINDS, ReplyGraph

By = Literal["random", "claim", "reply_stance", "uncertainty"]
LEAST = 2
"""Comments that each stratum gets at least: of one alone no error could be worked out."""
_FLOOR = 0.2
"""What a sure comment counts for in drawing by uncertainty, where one wholly unsure counts 1.2: none is left out."""
_NOTHING = "nothing found"
_REST = "the smallest strata"


class Page(NamedTuple):
    """A page to draw from: its name among the pages, and what a machine made of it."""

    source: str
    thread: Thread
    graph: ReplyGraph
    codings: tuple[Coding, ...] = ()


class Wish(NamedTuple):
    """What is to be drawn: how many comments, by what, with which seed, to be coded on which variables."""

    n: int
    by: By
    seed: int
    variables: tuple[Variable, ...] = ()
    coder: str | None = None


class _Case(NamedTuple):
    """A comment that may be drawn, with its page and its number there."""

    page: Page
    number: int

    @property
    def comment(self) -> Comment:
        return self.page.thread.comments[self.number]


def drawable(thread: Thread) -> list[int]:
    """Return the numbers of the comments that can be coded: those that have words and an id of their own."""
    found: list[int] = []
    ids: set[str] = set()
    for number, comment in enumerate(thread.comments):
        if comment.id not in ids and not is_wordless(comment):
            found.append(number)
        ids.add(comment.id)
    return found


def contents(thread: Thread) -> str:
    """Return what tells the comments of a page from those of others: a hash of their ids and words."""
    said = "\n".join(f"{comment.id}\t{' '.join(comment.text.split())}" for comment in thread.comments)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def as_drawn(draw: Draw, pages: Mapping[str, Thread]) -> dict[str, Thread]:
    """Return pages by the names that they had when a sample was drawn: by their comments where the draw tells them.

    Pages that have other comments than any of the draw keep their names, where these are free.
    """
    having: dict[str, list[str]] = {}
    for name, thread in pages.items() if draw.contents else ():
        having.setdefault(contents(thread), []).append(name)
    names: dict[str, str] = {}
    for name in draw.pages:
        if same := having.get(draw.contents.get(name, "")):
            names[name] = same.pop(same.index(name) if name in same else 0)
    others = {name: name for name in pages if name not in names and name not in names.values()}
    return {new: of_source(pages[old], new) for new, old in (names | others).items()}


def drawn(pages: Sequence[Page], codebook: Codebook, wish: Wish) -> tuple[Sheet, Draw]:
    """Return the sheet to be coded, and how it was drawn.

    Where there are no more comments than wished for, all are taken. Raises ReadError where there is none.
    """
    cases = [_Case(page, number) for page in pages for number in drawable(page.thread)]
    if not cases:
        raise ReadError("the sources have no comment with words in it, so none can be drawn; give other pages")
    chance = np.random.default_rng(wish.seed)
    strata, probability, taken = _taken(cases, wish, chance)
    picked = [cases[at] for at in taken]
    sheet = _sheet(picked, codebook, wish)
    rows = tuple(
        Drawn(
            source=case.page.source,
            comment=case.comment.id,
            stratum=strata[at],
            probability=round(float(probability[at]), 10),
        )
        for at, case in zip(taken, picked, strict=True)
    )
    draw = Draw(
        sheet=sheet.id,
        codebook=codebook.hash,
        by=wish.by,
        seed=wish.seed,
        pages=dict(Counter(case.page.source for case in cases)),
        rows=rows,
        coder=wish.coder if wish.by != "random" else None,
        contents={page.source: contents(page.thread) for page in pages},
    )
    return sheet, draw


def _taken(
    cases: Sequence[_Case], wish: Wish, chance: np.random.Generator
) -> tuple[list[str], NDArray[np.float64], list[int]]:
    """Return the stratum and the probability of every comment, and the numbers of those drawn, in order."""
    if wish.by == "uncertainty":
        probability = _by_size(_FLOOR + np.array(list(_uncertainties(cases))), wish.n)
        return ["all"] * len(cases), probability, _systematic(probability, chance)
    strata = ["all"] * len(cases) if wish.by == "random" else _merged(_strata(cases, wish.by), wish.n)
    sizes = Counter(strata)
    shares = _allocated(sizes, wish.n)
    taken: list[int] = []
    for stratum in sorted(sizes):
        members = [at for at, name in enumerate(strata) if name == stratum]
        taken += [members[at] for at in chance.choice(len(members), shares[stratum], replace=False).tolist()]
    return strata, np.array([shares[name] / sizes[name] for name in strata]), sorted(taken)


def _strata(cases: Sequence[_Case], by: By) -> list[str]:
    """Return what the machine said of each comment; of several claims the rarest."""
    codes: dict[tuple[str, str], list[str]] = {}
    for page in {id(case.page): case.page for case in cases}.values():
        for coding in page.codings:
            if coding.variable == by and coding.code is not None:
                said = coding.target or "" if by == "claim" else coding.code
                codes.setdefault((page.source, coding.comment), []).append(said)
    often = Counter(code for said in codes.values() for code in set(said))
    return [
        min(codes.get((case.page.source, case.comment.id), [_NOTHING]), key=lambda code: (often[code], code))
        for case in cases
    ]


def _merged(strata: list[str], n: int) -> list[str]:
    """Return strata, the smallest put together until each can have ``LEAST`` comments, and has them."""
    sizes = Counter(strata)
    order = sorted(sizes, key=lambda name: (-sizes[name], name))
    kept = order[: max(n // (2 * LEAST), 1)]
    kept = [name for name in kept if sizes[name] >= LEAST]
    merged = [name if name in kept else _REST for name in strata]
    if Counter(merged)[_REST] == 1 and kept:
        return [kept[-1] if name == _REST else name for name in merged]
    return merged


def _allocated(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Return how many comments each stratum gives: all, or by the square root of its size, at least ``LEAST``."""
    shares = {name: min(LEAST, size) for name, size in sizes.items()}
    while sum(shares.values()) < min(n, sum(sizes.values())):
        open_ = [name for name in sorted(sizes) if shares[name] < sizes[name]]
        neediest = max(open_, key=lambda name: sizes[name] ** 0.5 / (shares[name] + 1))
        shares[neediest] += 1
    return shares


def _uncertainties(cases: Sequence[_Case]) -> Iterator[float]:
    """Yield for each comment how unsure the machine is of what it is least sure of, 0 to 1."""
    least: dict[tuple[str, str], float] = {}
    for page in {id(case.page): case.page for case in cases}.values():
        for coding in page.codings:
            key = (page.source, coding.comment)
            sure = 0.0 if coding.code is None else 1.0 if coding.probability is None else coding.probability
            least[key] = min(least.get(key, 1.0), sure)
    for case in cases:
        yield 1 - least.get((case.page.source, case.comment.id), 1.0)


def _by_size(size: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Return probabilities that are proportional to sizes and sum to ``n``; none above 1."""
    if n >= len(size):
        return np.ones(len(size))
    certain = np.zeros(len(size), bool)
    while True:
        free = n - certain.sum()
        probability = np.where(certain, 1.0, size * free / size[~certain].sum())
        if (probability <= 1).all():
            return probability
        certain |= probability >= 1


def _systematic(probability: NDArray[np.float64], chance: np.random.Generator) -> list[int]:
    order = chance.permutation(len(probability))
    upto = np.cumsum(probability[order])
    upto = upto * (round(upto[-1]) / upto[-1])
    ticks = np.arange(round(upto[-1])) + chance.random()
    return sorted(order[np.searchsorted(upto, ticks, side="left")].tolist())


def _sheet(cases: Sequence[_Case], codebook: Codebook, wish: Wish) -> Sheet:
    rows = tuple(map(_row, cases))
    said = "\n".join([codebook.hash, *(f"{row.source}\t{row.comment}" for row in rows)])
    identifier = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]
    return Sheet(id=identifier, codebook=codebook, variables=wish.variables or asked_by(codebook), rows=rows)


def asked_by(codebook: Codebook) -> tuple[Variable, ...]:
    """Return the variables that are coded by a codebook if nothing else is said: all but form."""
    stance: tuple[Variable, ...] = ("stance",) if codebook.targets else ()
    claim: tuple[Variable, ...] = ("claim",) if codebook.claim_types else ()
    return ("reply_stance", *stance, *claim)


def _row(case: _Case) -> SheetRow:
    comment, thread = case.comment, case.page.thread
    parent = int(case.page.graph.parent[case.number])
    answered = thread.comments[parent] if parent >= 0 else None
    return SheetRow(
        source=case.page.source,
        comment=comment.id,
        number=case.number + 1,
        text=comment.text,
        author=comment.author,
        article=thread.article.title,
        answers=answered.text if answered else None,
        answers_author=answered.author if answered else None,
        guessed=LINK_KINDS[int(case.page.graph.kind[case.number])] in GUESSED_KINDS,
    )
