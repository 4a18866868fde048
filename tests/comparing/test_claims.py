"""Claims on several sides: counts, intervals, differences, and what is shared."""

import numpy as np
import polars as pl
import pytest

from discourse.comparing import claims, compare, differences, shared_claims
from discourse.comparing.chance import holm, permutation_p
from discourse.comparing.claims import LEVEL
from discourse.model import Article
from tests.comparing.threads import analysis, claim, comment, told

MANY = ["leak"] * 30 + [None] * 10
FEW: list[str | None] = ["leak"] * 5 + [None] * 35


def row(table: pl.DataFrame, article: str, of: str) -> dict[str, object]:
    return table.filter((pl.col("article") == article) & (pl.col("claim") == of)).row(0, named=True)


def test_a_comment_counts_once_by_its_most_probable_coding() -> None:
    codings = (claim(0, "leak", "asserts", 0.6), claim(0, "leak", "rejects", 0.8), claim(1, "leak", "questions"))
    one = analysis(Article(source="a"), [comment(0, "Ann"), comment(1, "Bo")], codings)
    found = row(claims([one], compare([one]).sides), "a", "leak")
    assert (found["count"], found["asserts"], found["rejects"], found["questions"]) == (2, 0, 1, 1)


def test_comments_without_a_text_or_from_which_the_coder_abstained_are_no_part_of_n() -> None:
    comments = [comment(0, "Ann"), comment(1, "Bo", ""), comment(2, "Cy")]
    one = analysis(Article(source="a"), comments, [claim(0, "leak", "asserts"), claim(2, None, None)])
    found = row(claims([one], compare([one]).sides), "a", "leak")
    assert (found["count"], found["n"], found["share"]) == (1, 1, 1.0)


def test_an_article_without_comments_has_no_share() -> None:
    both = [told("a", ["leak"]), told("b", [])]
    found = row(claims(both, compare(both).sides), "b", "leak")
    assert [found[name] for name in ("n", "share", "low", "high")] == [0, None, None, None]


def test_comments_of_one_author_tell_less_than_those_of_many() -> None:
    alone = told("a", MANY, ["Ann"] * 30 + [f"b{number}" for number in range(10)])
    many = told("b", MANY)
    table = claims([alone, many], compare([alone, many]).sides)
    one, other = row(table, "a", "leak"), row(table, "b", "leak")
    assert one["share"] == other["share"]
    assert float(str(one["high"])) - float(str(one["low"])) > 2 * (float(str(other["high"])) - float(str(other["low"])))
    assert other["effective"] == pytest.approx(40)


def test_a_large_difference_is_seen_and_none_where_there_is_none() -> None:
    three = [told("a", MANY), told("b", FEW), told("c", FEW)]
    table = differences(three, compare(three).sides)
    assert table.filter("differs")["article"].to_list()[:1] == ["a"]
    alike = [told("a", FEW), told("b", FEW)]
    assert differences(alike, compare(alike).sides)["p_adjusted"].to_list() == [1.0]


def test_of_two_sides_only_the_first_is_listed_with_its_other() -> None:
    both = [told("a", MANY), told("b", FEW)]
    table = differences(both, compare(both).sides)
    assert table.select("claim", "article", "other", "difference").rows() == [("leak", "a", "b", 0.625)]


def test_one_busy_author_makes_no_difference() -> None:
    busy = told("a", MANY, ["Ann"] * 30 + [f"b{number}" for number in range(10)])
    both = [busy, told("b", FEW)]
    assert differences(both, compare(both).sides)["p"][0] > LEVEL


def test_a_single_comment_makes_no_difference_where_authors_write_seldom() -> None:
    brief = told("a", ["leak", *[None] * 12])
    long = told("b", [None] * 40, [f"b{number % 20}" for number in range(40)])
    assert differences([brief, long], compare([brief, long]).sides)["p"].to_list() == [1.0]


def test_where_nothing_differs_hardly_anything_is_found_though_authors_write_unequally() -> None:
    chance = np.random.default_rng(1)
    sizes, shares = [30, 20, 10], np.array([0.02, 0.05, 0.05, 0.05, 0.1, 0.1, 0.2, 0.3])
    found = 0
    for _ in range(24):
        more = [chance.negative_binomial(0.6, 0.6 / (0.6 + mean), n) for n, mean in zip(sizes, (0, 1, 4), strict=True)]
        written = np.concatenate(more) + 1
        often = chance.beta(shares * 5, (1 - shares) * 5, (60, len(shares)))
        counted = chance.binomial(written[:, None], often)
        found += min(holm(permutation_p(counted, written, sizes).ravel().tolist())) < LEVEL
    assert found <= 2


def test_many_tests_get_as_many_permutations_as_a_finding_among_them_needs() -> None:
    told_by = np.zeros((200, 130), np.int64)
    told_by[:, 1:] = np.arange(200)[:, None] == np.arange(129)
    told_by[:20, 0] = 1
    values = permutation_p(told_by, np.ones(200, np.int64), [20, 180])
    assert holm(values.ravel().tolist())[0] < LEVEL


def test_what_is_shared_and_what_stands_on_one_side() -> None:
    both = [told("a", ["leak", "leak", "cost"]), told("b", ["leak", None, None, None])]
    table = shared_claims(both, compare(both).sides).drop("missed", "label")
    assert table.rows() == [("leak", "on all", 2, 2, 3, "a; b"), ("cost", "on one", 1, 2, 1, "a")]


def test_a_side_without_the_claim_may_have_it_all_the_same() -> None:
    both = [told("a", ["cost"]), told("b", [None] * 4)]
    missed = shared_claims(both, compare(both).sides).filter(pl.col("claim") == "cost")["missed"][0]
    assert missed == pytest.approx(0.4899, abs=1e-4)


def test_with_fewer_than_two_coded_sides_nothing_is_shared_and_nothing_differs() -> None:
    both = [told("a", ["leak"]), told("b", [])]
    sides = compare(both).sides
    assert (shared_claims(both, sides).height, differences(both, sides).height) == (0, 0)


def test_the_same_analyses_give_the_same_table() -> None:
    both = [told("a", MANY), told("b", FEW)]
    sides = compare(both).sides
    assert differences(both, sides).equals(differences(both, sides))
