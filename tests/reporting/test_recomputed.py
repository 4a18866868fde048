"""Every number that a report says, counted again from its codings.csv and replies.csv by other means."""

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from io import StringIO
from statistics import fmean
from typing import NamedTuple

import networkx as nx
import pytest

from discourse.analysis import Analysis
from discourse.reporting.content import content
from discourse.reporting.data import data_files
from discourse.reporting.records import CodeTable, ReportContent
from reports.build import analysis_of, corpora
from reports.synthetic import SCRIPTS
from tests.reporting.threads import bridge

PAGES = [*corpora(), "1-comment", "6-comments", "60-comments", *SCRIPTS, "bridge"]
GUESSED = ("quote", "name", "inferred")
Rows = list[dict[str, str]]


class Written(NamedTuple):
    """What a report says, and its data files as their readers have them."""

    said: ReportContent
    analysis: Analysis
    comments: Rows
    replies: Rows
    codings: Rows
    authors: Rows

    def of(self, variable: str) -> Rows:
        return [row for row in self.codings if row["variable"] == variable and row["code"]]


@cache
def written(name: str) -> Written:
    analysis = bridge() if name == "bridge" else analysis_of(name)
    files = data_files(analysis)
    tables = [
        list(csv.DictReader(StringIO(files[f"data/{table}.csv"].decode(), newline="")))
        for table in ("comments", "replies", "codings", "authors")
    ]
    return Written(content(analysis, ()), analysis, *tables)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> Written:
    name: str = request.param
    return written(name)


def numbers(text: str) -> list[float]:
    """Return the numbers of a text that are not in quotation marks."""
    bare = re.sub("“[^”]*”", "", text).replace(",", "")
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", bare)]


def parents(page: Written) -> list[int | None]:
    """Return the place of what each comment answers, -1 for the article, ``None`` where it is not known."""
    places = {row["comment"]: place for place, row in reversed(list(enumerate(page.replies)))}
    return [None if row["kind"] == "missing" else places.get(row["parent"], -1) for row in page.replies]


def depths(page: Written) -> list[int]:
    found: dict[int, int] = {}
    above = parents(page)
    for place in range(len(above)):
        steps, at = [], place
        while at not in found and above[at] is not None and above[at] != -1:
            steps.append(at)
            at = above[at] or 0
        found.setdefault(at, 1)
        for further, step in enumerate(reversed(steps), 1):
            found[step] = found[at] + further
    return [found[place] for place in range(len(above))]


def surest(rows: Rows) -> dict[tuple[str, str], str]:
    """Return the code of each target and comment: the most probable one."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for row in rows:
        sure = float(row["probability"] or 1)
        if sure > best.get((row["target"], row["comment"]), (-1.0, ""))[0]:
            best[row["target"], row["comment"]] = (sure, row["code"])
    return {key: code for key, (_, code) in best.items()}


def test_headline_figures(page: Written) -> None:
    kinds = [row["kind"] in GUESSED for row in page.replies]
    claims = len({row["target"] for row in page.of("claim")})
    assert [fact.value for fact in page.said.headlines] == [
        f"{len(page.replies):,}",
        str(len({row["author"] for row in page.authors} - {""})),
        str(max(depths(page))) if page.replies else "–",
        f"{fmean(kinds):.0%}" if kinds else "–",
        f"{claims} of {len(page.analysis.codebook.claim_types)}",
    ]


@pytest.mark.parametrize(
    ("part", "variable", "nouns"), [("claims", "claim", "claim_types"), ("stances", "stance", "targets")]
)
def test_tables_of_codes(page: Written, part: str, variable: str, nouns: str) -> None:
    table: CodeTable = getattr(page.said, part)
    numbered = {row["id"]: int(row["number"]) for row in reversed(page.comments)}
    expected: defaultdict[str, Counter[str]] = defaultdict(Counter)
    shown: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for (target, comment), code in surest(page.of(variable)).items():
        expected[target][code] += 1
        shown[target, code].append(numbered[comment])
    found = {
        row.anchor.partition("-")[2]: {cell.code: cell.count for cell in row.cells if cell.count} for row in table.rows
    }
    assert found == {target: dict(codes) for target, codes in expected.items()}
    for row in table.rows:
        for cell in row.cells:
            places = sorted(shown[row.anchor.partition("-")[2], cell.code])
            assert (list(cell.numbers), cell.more) == (
                (places, "") if len(places) < 14 else (places[:12], f"{len(places) - 12} more")
            )


def is_unsure(row: dict[str, str]) -> bool:
    return float(row["probability"] or 1) < 0.5


def contested(codes: Counter[str]) -> int:
    return min(codes["asserts"], codes["rejects"] + codes["questions"])


def by_target(page: Written, variable: str, names: list[str], sure: float = 0) -> list[Counter[str]]:
    """Return the codes of each target of the codebook, in its order, of labels at least so sure."""
    codes = surest([row for row in page.of(variable) if float(row["probability"] or 1) >= sure])
    return [Counter(code for (target, _), code in codes.items() if target == name) for name in names]


def test_the_summary(page: Written) -> None:
    if not page.replies:
        pytest.skip("nothing is counted on a page without comments")
    assert numbers(" ".join(page.said.summary)) == [*of_size(page), *of_exchange(page), *of_codes(page)]


def of_size(page: Written) -> list[float]:
    unsigned = sum(int(row["comments"]) for row in page.authors if not row["author"])
    declared = page.analysis.thread.declared
    authors = len({row["author"] for row in page.authors} - {""})
    other = [] if declared in (None, len(page.comments)) else [declared or 0]
    return [len(page.comments), authors, *([unsigned] if unsigned else []), *other]


def interval(page: Written) -> list[float]:
    """Return 95 and the ends of the interval of the depth, where it has one."""
    deepest = next(one for one in page.analysis.measures if one.name == "max_depth")
    ends = [deepest.low or 0.0, deepest.high or 0.0]
    return [95.0, *ends] if ends[0] < ends[1] else []


def of_exchange(page: Written) -> list[float]:
    answering = sum(parent not in (None, -1) for parent in parents(page))
    answers = {row["comment"]: bool(row["parent"]) for row in page.replies if row["kind"] != "missing"}
    stances = Counter(
        (answers.get(row["comment"]), row["code"]) for row in page.codings if row["variable"] == "reply_stance"
    )
    given = [row for row in page.of("reply_stance") if row["comment"] in answers]
    unsure = sum(is_unsure(row) for row in given)
    guesses = [float(row["probability"]) for row in page.replies if row["kind"] in GUESSED]
    missing = sum(row["kind"] == "missing" for row in page.replies)
    return [
        *([answering, max(depths(page)), *interval(page)] if answering else []),
        *(
            stances[another, code]
            for another in (True, False)
            for code in ("support", "deny", "query", "comment", "")
            if stances[another, code]
        ),
        *([unsure, len(given)] if unsure else []),
        *([len(guesses), len(page.replies), float(f"{fmean(guesses):.2f}")] if guesses else []),
        *([missing] if missing else []),
    ]


def of_codes(page: Written) -> list[float]:
    book = page.analysis.codebook
    types = [claim.id for claim in book.claim_types]
    claims, sure = by_target(page, "claim", types), by_target(page, "claim", types, 0.5)
    ranks = [(contested(surely), codes.total()) for surely, codes in zip(sure, claims, strict=True)]
    first = ranks.index(max(ranks)) if ranks else 0
    most = claims[first] if claims else Counter()
    unsure = most.total() - sure[first].total() if claims else 0
    names = [target.id for target in book.targets]
    targets, certain = by_target(page, "stance", names), by_target(page, "stance", names, 0.5)
    sided = max(targets, key=lambda codes: (taking_sides(codes), codes.total()), default=Counter())
    ways = [float(most[code]) for code in ("asserts", "rejects", "questions", "reports") if most[code]]
    ways += [unsure] * bool(unsure)
    ties = ranks.count(ranks[first]) if ranks else 0
    shared = sum(taking_sides(codes) == taking_sides(sided) for codes in targets)
    sides = [float(sided[code]) for code in ("against", "favor", "none") if sided[code]] if taking_sides(sided) else []
    doubtful = sided.total() - certain[targets.index(sided)].total() if sides else 0
    sides += [doubtful] * bool(doubtful)
    return [
        *(none_found(page, len(claims)) if claims and not most else []),
        *(ways if ties == 1 or not most else [ties, *(ways if ranks[first][0] else [most.total()])]),
        *(sides if shared == 1 or not sides else [shared, taking_sides(sided)]),
    ]


def none_found(page: Written, types: int) -> list[float]:
    silent = {
        row["comment"] for row in page.codings if row["variable"] == "claim" and not (row["target"] + row["code"])
    }
    silent |= {row["id"] for row in page.comments if row["status"] == "deleted"}
    judged = len(page.comments) - len(silent)
    return [types, *([judged] if silent else [])] if judged else []


def taking_sides(codes: Counter[str]) -> int:
    return codes["favor"] + codes["against"]


def test_the_method(page: Written) -> None:
    kinds = Counter(row["kind"] for row in page.replies)
    said = " ".join(
        sentence
        for sentence in page.said.method
        if "from a comment to what it answers" in sentence or sentence.startswith("What the ")
    )
    guessed = sum(kinds[kind] for kind in GUESSED)
    ways = [kinds[kind] for kind in GUESSED] if guessed != kinds["inferred"] else []
    counts = [kinds["explicit"], guessed, *ways]
    ordered = [count for count in (*counts, kinds["missing"]) if count]
    links = [len(page.replies)] if page.replies else []
    if sum(bool(count) for count in kinds.values()) < 2:
        assert numbers(said) == (links if len(page.replies) > 1 else [])
    else:
        assert numbers(said) == [*links, *ordered]
    labels = sum(bool(row["code"]) for row in page.codings)
    abstained = len(page.codings) - labels
    book = page.analysis.codebook
    sizes = [len(book.claim_types), len(book.targets)]
    expected = [labels, *sizes, *([abstained] if abstained else [])] if page.codings else sizes
    assert numbers(page.said.method[-1]) == expected


def test_the_ledger(page: Written) -> None:
    statuses = Counter(row["status"] for row in page.comments)
    ids = {row["id"] for row in page.comments}
    orphans = sum(bool(row["reply_to"]) and row["reply_to"] not in ids for row in page.comments)
    found = {fact.label: fact.value for fact in page.said.ledger}
    assert [found[name] for name in ("captured", "deleted", "collapsed", "orphans")] == [
        f"{number:,}" for number in (len(page.comments), statuses["deleted"], statuses["collapsed"], orphans)
    ]


def test_the_shape_of_the_exchange(page: Written) -> None:
    if not page.replies:
        pytest.skip("a page without comments has no shape")
    found = {row.name: row.value for row in page.said.structure.rows}
    above, deep = parents(page), depths(page)
    tree = nx.Graph([(place, parent) for place, parent in enumerate(above) if parent is not None])
    tree.add_node(-1)
    inside = nx.node_connected_component(tree, -1)
    known = [parent for parent in above if parent is not None]
    by_author = Counter(row["author"] for row in page.comments if row["author"])
    pairs = len(inside) * (len(inside) - 1) / 2
    expected = {
        "max_depth": f"{max(deep)}",
        "mean_depth": f"{fmean(deep):.1f}",
        "root_dominance": f"{known.count(-1) / len(known):.0%}" if known else None,
        "top_author_share": f"{max(by_author.values()) / by_author.total():.0%}" if by_author else None,
        "structural_virality": f"{nx.wiener_index(tree.subgraph(inside)) / pairs:.1f}" if pairs else None,
        "gini": f"{gini(sorted(by_author.values())):.2f}" if by_author else None,
    }
    assert {name: found.get(name) for name in expected} == expected


def gini(counts: list[int]) -> float:
    """Return the mean difference of all pairs over twice the mean."""
    total = sum(abs(one - other) for one in counts for other in counts)
    return total / (2 * len(counts) * sum(counts))


def test_the_comments_of_the_listing(page: Written) -> None:
    above, deep = parents(page), depths(page)
    replies = Counter(above)
    has_forms = any(row["variable"] == "form" and row["code"] for row in page.codings)
    codings = Counter(
        row["comment"]
        for row in page.codings
        if (row["variable"], row["code"]) != ("stance", "none") and (has_forms or row["variable"] != "form")
    )
    for passage in page.said.listing.passages:
        place = passage.number - 1
        link = page.replies[place]
        assert (passage.depth, passage.replies) == (deep[place], replies[place])
        assert passage.answer.number == (None if above[place] in (None, -1) else (above[place] or 0) + 1)
        if link["kind"] in GUESSED:
            assert numbers(passage.answer.certainty)[0] == pytest.approx(float(link["probability"]), abs=0.0051)
        whole = sum(label.times for label in passage.labels if label.code != "undecided")
        undecided = [label for label in passage.labels if label.code == "undecided"]
        assert whole <= codings[link["comment"]] <= whole + 4 * len(undecided)


def test_the_comments_that_tell_most(page: Written) -> None:
    replies = Counter(parents(page))
    sure_claims = {(row["target"], row["comment"]) for row in page.of("claim") if not is_unsure(row)}
    claims = Counter(comment for _, comment in sure_claims)
    for quote in page.said.telling.quotes:
        comment = page.replies[quote.number - 1]["comment"]
        if quote.reason.startswith("claims"):
            assert numbers(quote.reason) == [claims[comment]]
        elif "repl" in quote.reason:
            assert numbers(quote.reason) == [replies[quote.number - 1]]
        else:
            assert claims[comment] > 0
