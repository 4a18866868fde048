"""Claims by status and targets by stance: how many comments, and which."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from polars import DataFrame

from discourse.codebook import Codebook
from discourse.human.codings import NOBODY, PERSON
from discourse.model import Variable
from discourse.reporting.records import Cell, CodeTable, Row
from discourse.reporting.wording import shortened, unsure_among
from discourse.tables import STANCES, STATUSES
from discourse.translation import agreeing, deferred, named, number, translated
from discourse.translation.phrases import enumerated
from discourse.visible import visible

NAMED_COMMENTS = 12
"""A cell names this many comments by number, and one more rather than say that one is left."""


class _Kind(NamedTuple):
    title: str
    subject: str
    key: str
    codes: Sequence[str]
    none_named: str
    none_found: tuple[str, str]
    none_decided: str
    undecided: tuple[str, str]
    divided: tuple[str, str]


_CLAIMS = _Kind(
    deferred("Claims by status"),
    deferred("Claim type"),
    "claim",
    STATUSES,
    deferred("The codebook names no claim types, so none was looked for."),
    (
        deferred("None of the {n} claim type of the codebook was found in any comment."),
        deferred("None of the {n} claim types of the codebook was found in any comment."),
    ),
    deferred("No comment was given a status of a claim."),
    (
        deferred("{n} comment speaks of a claim but is left undecided: the coder abstains."),
        deferred("{n} comments speak of a claim but are left undecided: the coder abstains."),
    ),
    (
        deferred("In {n} comment the people who coded could not tell something about claims, or did not agree on it."),
        deferred("In {n} comments the people who coded could not tell something about claims, or did not agree on it."),
    ),
)
_STANCES = _Kind(
    deferred("Stance toward targets"),
    deferred("Target"),
    "target",
    STANCES,
    deferred("The codebook names no targets, so none was looked for."),
    (
        deferred("None of the {n} target of the codebook was found in any comment."),
        deferred("None of the {n} targets of the codebook was found in any comment."),
    ),
    deferred("No comment was given a stance toward a target."),
    (
        deferred("{n} comment names a target but is left undecided: the coder abstains."),
        deferred("{n} comments name a target but are left undecided: the coder abstains."),
    ),
    (
        deferred(
            "In {n} comment the people who coded could not tell a stance toward a target, or did not agree on it."
        ),
        deferred(
            "In {n} comments the people who coded could not tell a stance toward a target, or did not agree on it."
        ),
    ),
)


def claim_table(
    claims: DataFrame, codings: DataFrame, numbers: dict[str, int], wordless: Set[str], book: Codebook
) -> CodeTable:
    """Return how many comments assert, reject, question or report each claim type, most frequent first."""
    definitions = {claim.id: named(claim.definition) for claim in book.claim_types}
    return _table(_CLAIMS, claims, _found_in(codings, "claim", numbers, wordless), definitions)


def stance_table(stance: DataFrame, codings: DataFrame, numbers: dict[str, int], wordless: Set[str]) -> CodeTable:
    """Return how many comments are in favor of each target, against it, or mention it without a side."""
    return _table(_STANCES, stance, _found_in(codings, "stance", numbers, wordless), {})


_NOTHING_JUDGED = deferred(
    "The coder abstains from all comments: it has too little to judge by or does not know their language."
)
NO_WORDS = (
    deferred("{n} comment has no words to judge: it is deleted, taken down, or not in the source."),
    deferred("{n} comments have no words to judge: they are deleted, taken down, or not in the source."),
)
"""What is said of comments of which nothing is there to be judged."""
_Places = dict[tuple[str, str], list[int]]


class _Found(NamedTuple):
    """Where targets are coded, which are left undecided somewhere, and how many comments are: of a target, or whole.

    These two are of machines, and so are the ``wordless``, which are in neither: nothing is there to be judged. In
    ``divided`` comments people could not tell something, or did not agree. Of ``uncoded`` comments nobody has said
    anything; ``all`` is how many comments there are.
    """

    places: _Places
    doubtful: set[str]
    undecided: int
    whole: int
    wordless: int
    divided: int
    uncoded: int
    all: int


def _found_in(all_codings: DataFrame, variable: Variable, numbers: dict[str, int], without_words: Set[str]) -> _Found:
    """Return where the codings of one variable are; a comment that has a code of a target is not undecided of it."""
    codings = all_codings.filter(all_codings["variable"] == variable)
    coded = set(codings.drop_nulls(["target", "code"]).select("target", "comment").iter_rows())
    abstained = codings.filter(codings["code"].is_null() & (codings["coder"] != NOBODY))
    by_people = abstained["coder"].str.starts_with(PERSON)
    machine, people = abstained.filter(~by_people), abstained.filter(by_people)
    named, divided = (set(each.select("target", "comment").iter_rows()) - coded for each in (machine, people))
    named = {(target, comment) for target, comment in named if target is not None}
    whole = set(machine.filter(machine["target"].is_null())["comment"])
    return _Found(
        places=_commented(codings, numbers),
        doubtful={target for target, _ in named | divided},
        undecided=len({comment for _, comment in named}),
        whole=len(whole - without_words),
        wordless=len(whole & without_words),
        divided=len({comment for _, comment in divided}),
        uncoded=_uncoded(all_codings, codings, len(numbers)),
        all=max(1, len(numbers)),
    )


def _uncoded(all_codings: DataFrame, codings: DataFrame, comments: int) -> int:
    """Return in how many comments nobody looked for a variable: in all where people coded others alone."""
    by_hand = all_codings["coder"].str.starts_with(PERSON) | (all_codings["coder"] == NOBODY)
    if codings.is_empty() and by_hand.any() and by_hand.all():
        return comments
    return codings.filter(codings["coder"] == NOBODY)["comment"].n_unique()


def _commented(codings: DataFrame, numbers: dict[str, int]) -> _Places:
    """Return the numbers of the comments under each target and code, each comment under its most probable code."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    given_codes = codings.drop_nulls(["target", "code"]).select("comment", "target", "code", "probability")
    for comment, target, code, given in given_codes.iter_rows():
        sureness = 1.0 if given is None else given
        if (target, comment) not in best or sureness > best[target, comment][0]:
            best[target, comment] = (sureness, code)
    places: _Places = defaultdict(list)
    for (target, comment), (_, code) in best.items():
        if comment in numbers:
            places[target, code].append(numbers[comment])
    return places


def _table(kind: _Kind, counts: DataFrame, of: _Found, definitions: dict[str, str]) -> CodeTable:
    rows = _rows(kind, counts, of.places, definitions)
    found = sorted((row for row in rows if _total(row)), key=lambda row: -_total(row))
    return CodeTable(
        title=translated(kind.title),
        subject=translated(kind.subject),
        codes=tuple(kind.codes),
        rows=tuple(found),
        remark=" ".join((*_remarks(kind, rows, of), *_unsure(counts))) or None if found else None,
        absent=None if found else " ".join(_absent(kind, rows, of)),
    )


def _rows(kind: _Kind, counts: DataFrame, places: _Places, definitions: dict[str, str]) -> list[Row]:
    labels: dict[str, str] = {}
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    for target, label, code, comments in counts.select(kind.key, "label", "code", "comments").iter_rows():
        labels[target] = label
        cells[target].append(cell_of(code, comments, places.get((target, code), ())))
    return [
        Row(
            anchor=_anchor(kind, target),
            label=shortened(visible(label), 200),
            cells=tuple(cells[target]),
            definition=shortened(visible(definitions.get(target, "")), 300),
        )
        for target, label in labels.items()
    ]


def _anchor(kind: _Kind, target: str) -> str:
    return f"{'claim' if kind is _CLAIMS else 'stance'}-{visible(target)}"


def cell_of(code: str, comments: int, places: Iterable[int]) -> Cell:
    """Return a cell of a table from how many comments have a code, and those of them that the listing numbers."""
    numbers = sorted(places)
    named_here = len(numbers) if len(numbers) <= NAMED_COMMENTS + 1 else NAMED_COMMENTS
    more = translated("{n} more", n=number(len(numbers) - named_here)) if named_here < len(numbers) else ""
    return Cell(code=code, count=comments, numbers=tuple(numbers[:named_here]), more=more)


def _total(row: Row) -> int:
    return sum(cell.count for cell in row.cells)


def _remarks(kind: _Kind, rows: Sequence[Row], of: _Found) -> Iterator[str]:
    """Yield what was looked for in vain, and of how many comments nothing is known."""
    doubtful = {_anchor(kind, target) for target in of.doubtful}
    lacking = [row.label for row in rows if not _total(row) and row.anchor not in doubtful]
    if lacking:
        yield translated("Looked for and not found: {labels}.", labels=enumerated(lacking))
    yield from _undecided(kind, of)


def _unsure(counts: DataFrame) -> Iterator[str]:
    unsure = int(counts["unsure"].sum())
    if unsure:
        yield unsure_among(int(counts["comments"].sum()), unsure)


def _undecided(kind: _Kind, of: _Found) -> Iterator[str]:
    if of.divided:
        yield agreeing(of.divided, *kind.divided)
    if of.undecided:
        yield agreeing(of.undecided, *kind.undecided)
    if of.whole and of.whole + of.wordless == of.all:
        yield translated(_NOTHING_JUDGED)
        return
    if of.whole:
        yield agreeing(
            of.whole,
            "The coder abstains from {n} comment altogether: it has too little to judge by or does not know the "
            "language.",
            "The coder abstains from {n} comments altogether: it has too little to judge by or does not know the "
            "language.",
        )
    if of.wordless:
        yield agreeing(of.wordless, *NO_WORDS)


def _absent(kind: _Kind, rows: Sequence[Row], of: _Found) -> Iterator[str]:
    """Yield why the table has no rows: a target that some comments leave undecided was found."""
    if not rows:
        yield translated(kind.none_named)
    elif of.whole and of.whole + of.wordless == of.all:
        yield translated(_NOTHING_JUDGED)
    elif of.wordless == of.all:
        yield agreeing(of.wordless, *NO_WORDS)
    elif of.undecided or of.divided or of.uncoded:
        yield translated(kind.none_decided)
        yield from _remarks(kind, rows, of)
    else:
        yield agreeing(len(rows), *kind.none_found)
        yield from _undecided(kind, of)
