"""Claims and reply stance in threads whose writers did not know the coder: definitions alone, as a user writes them.

Topics, codebooks and comments of ``claims_unseen`` were made and coded by hand before anything was run on them. In the
first 22 the status rules were mended afterwards where they failed; the last ten were read once, when all was done. One
person coded each, and marked how directly a claim is said (D direct, R in other words, I indirect). Sides on names are
by two readers who did not know the coder; whom claims speak for or against they said before they saw a comment.
"""

import json
from pathlib import Path

import pytest

from benchmarks.claims import bare, figures, thread_of
from benchmarks.names import by_others, counted
from benchmarks.statements import sides_of
from discourse.analysis import analyse
from discourse.coders.claims import coding
from discourse.coders.linear.coding import code_claims
from discourse.model import Coding
from discourse.replies.build import reply_graph

UNSEEN = Path(__file__).parent / "claims_unseen"
LEAST_F1, LEAST_STATUS, LEAST_BOTH, LEAST_STANCE = 0.75, 0.89, 0.67, 0.88
LEAST_SIDES, LEAST_PRECISION = 0.65, 0.78
LEAST_NAMES, LEAST_OF_NAMES, MOST_TURNED = 0.52, 0.81, 8


@pytest.fixture(scope="module")
def found() -> list[tuple[int, int, int, float]]:
    """Return by thread: claims there are, claims found, those found rightly, those with the right status."""
    counts = []
    for path in sorted(UNSEEN.glob("*.toml")):
        coded = thread_of(path)
        here = figures(coded, bare(coded.codebook))
        right = round(here.precision * len(here.right))
        counts.append((here.claims, len(here.right), right, here.status * right))
    return counts


def test_claims_are_found(found: list[tuple[int, int, int, float]]) -> None:
    claims, codings, right, _ = map(sum, zip(*found, strict=True))
    assert (len(found), claims) == (32, 292)
    assert 2 * right / (claims + codings) >= LEAST_F1


def test_what_is_hardly_probable_is_not_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [one for path in sorted(UNSEEN.glob("*.toml")) for one in codings(path)]
    least = coding.LEAST
    monkeypatch.setattr(coding, "LEAST", 0.0)
    everything = [one for path in sorted(UNSEEN.glob("*.toml")) for one in codings(path)]
    assert given == [one for one in everything if one.probability is None or one.probability >= least]
    assert len(given) < len(everything)


def codings(path: Path) -> tuple[Coding, ...]:
    """Return the claim codings of a thread, by definitions alone."""
    coded = thread_of(path)
    return code_claims(coded.thread, reply_graph(coded.thread), bare(coded.codebook))


def test_the_status_of_those_found_is_right(found: list[tuple[int, int, int, float]]) -> None:
    _, _, right, status = map(sum, zip(*found, strict=True))
    assert status / right >= LEAST_STATUS


def test_claims_are_found_with_their_status(found: list[tuple[int, int, int, float]]) -> None:
    claims, codings, _, status = map(sum, zip(*found, strict=True))
    assert 2 * status / (claims + codings) >= LEAST_BOTH


def test_sides_on_statements_are_found() -> None:
    counts = [sides_of(thread_of(path)) for path in sorted(UNSEEN.glob("*.toml"))]
    taken, given, right = (sum(each) for each in zip(*counts, strict=True))
    assert taken == 245
    assert right / given >= LEAST_PRECISION
    assert 2 * right / (taken + given) >= LEAST_SIDES


def test_sides_on_names_are_found_where_claims_speak_for_or_against_them() -> None:
    found = counted(by_others())
    assert found.taken == 318
    assert found.right / found.given >= LEAST_OF_NAMES
    assert 2 * found.right / (found.taken + found.given) >= LEAST_NAMES
    assert found.turned <= MOST_TURNED


def test_reply_stance_is_as_a_reader_would_accept() -> None:
    accepted = []
    for path in sorted(UNSEEN.glob("*.stance.json")):
        coded = thread_of(path.with_name(path.name.replace(".stance.json", ".toml")))
        gold = json.loads(path.read_text("utf-8"))
        for one in analyse(coded.thread, codebook=bare(coded.codebook)).codings:
            if one.variable == "reply_stance":
                named = gold[one.comment]
                accepted.append(one.code in {named["reply_stance"], *named.get("also", ())})
    assert len(accepted) == 193
    assert sum(accepted) / len(accepted) >= LEAST_STANCE
