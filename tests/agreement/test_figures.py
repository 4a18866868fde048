"""Figures of agreement out of codings: what is compared with what, and what is in dispute."""

from discourse.agreement.disputes import confusions, disputes
from discourse.agreement.figures import Figure, figures
from discourse.human.codings import Coded, Codings, Mark


def coder(name: str, *comments: tuple[str, dict[str, str | None]]) -> Codings:
    coded = tuple(
        Coded(source="a", comment=comment, marks=tuple(mark(what, code) for what, code in said.items()))
        for comment, said in comments
    )
    return Codings(coder=name, comments=coded, asked=("reply_stance", "stance", "claim"))


def mark(what: str, code: str | None) -> Mark:
    variable, _, target = what.partition(" ")
    return Mark(variable=variable, target=target or None, code=code)  # type: ignore[arg-type]


ANN = coder(
    "human:Ann",
    ("1", {"reply_stance": "deny", "claim late": "asserts", "stance council": "against"}),
    ("2", {"reply_stance": "query"}),
    ("3", {"reply_stance": "comment", "claim late": "asserts", "claim dear": "rejects"}),
)
BEN = coder(
    "human:Ben",
    ("1", {"reply_stance": "deny", "claim late": "asserts"}),
    ("2", {"reply_stance": "deny", "claim late": "questions"}),
    ("3", {"reply_stance": None, "claim late": "asserts", "claim dear": "asserts"}),
    ("4", {"reply_stance": "deny"}),
)
FOUND = figures([ANN, BEN], draws=20)


def of(variable: str, coefficient: str, target: str | None = None, code: str | None = None) -> Figure:
    key = (variable, target, code, coefficient)
    return next(each for each in FOUND if (each.variable, each.target, each.code, each.coefficient) == key)


def test_a_comment_that_one_could_not_tell_of_or_never_saw_is_not_compared() -> None:
    assert (of("reply_stance", "percent").value, of("reply_stance", "percent").comments) == (0.5, 2)


def test_a_claim_that_is_not_marked_is_absent() -> None:
    late = of("claim", "percent", "late")
    assert (late.value, late.comments) == (2 / 3, 3)


def test_claims_together_are_one_decision_each() -> None:
    assert (of("claim", "percent").units, of("claim", "percent").comments) == (6, 3)


def test_sets_of_claims_are_compared_whatever_their_status() -> None:
    # {late} {late}, {} {late}, {late dear} {late dear}: 1 - 2 / (16 / 5) by the definition of alpha
    assert of("claim", "alpha_jaccard").value == 0.375


def test_a_code_is_compared_with_all_others() -> None:
    assert of("reply_stance", "percent", code="query").value == 0.5


def test_stance_is_a_scale_on_which_not_named_is_no_side() -> None:
    # one "against" among six values, and nobody to agree with it: no better than chance
    assert of("stance", "alpha_ordinal").value == 0.0


def test_few_comments_give_a_value_and_say_why_there_is_no_interval() -> None:
    figure = of("claim", "alpha")
    assert (figure.low, figure.reason) == (None, "an interval needs 10 comments, and these are 3")


def test_codes_taken_for_each_other_come_most_frequent_first() -> None:
    found = [(each.variable, each.one, each.other, each.times) for each in confusions([ANN, BEN])]
    assert found == [
        ("claim", "absent", "questions", 1),
        ("claim", "asserts", "rejects", 1),
        ("reply_stance", "deny", "query", 1),
        ("stance", "absent", "against", 1),
    ]


def test_the_most_disputed_comment_comes_first_and_says_who_said_what() -> None:
    first, *others = disputes([ANN, BEN])
    assert (first.comment, first.weight, first.said) == (
        "2",
        2.0,
        ("reply_stance: Ann query, Ben deny", "claim late: Ann absent, Ben questions"),
    )
    assert [each.comment for each in others] == ["1", "3"]


def test_of_three_coders_each_pair_is_compared_too() -> None:
    found = figures([ANN, BEN, ANN], draws=20)
    assert {each.coders for each in found if each.variable == "reply_stance"} == {
        "Ann, Ben, Ann",
        "Ann, Ben",
        "Ann, Ann",
        "Ben, Ann",
    }
