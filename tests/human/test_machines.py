"""Machines as coders among others: one machine under several names, statements of which it tells the sides alone."""

import pytest

from discourse.codebook import Codebook, Target
from discourse.human.codings import Coded, Codings, Mark
from discourse.human.machines import as_one_machine
from discourse.human.statements import sides_alone, statements_of, untold
from discourse.model import Variable


def coder(name: str, *rows: tuple[str, Variable, str | None, str]) -> Codings:
    """Return codings of comments, each with its only mark."""
    comments = tuple(
        Coded(source="a", comment=id_, marks=(Mark(variable=variable, target=target, code=code),))
        for id_, variable, target, code in rows
    )
    asked = tuple(dict.fromkeys(variable for _, variable, _, _ in rows))
    return Codings(coder=name, comments=comments, asked=asked, whole=False)


CUES = coder("cues", ("1", "claim", "late", "asserts"))
LINEAR = coder("linear", ("1", "reply_stance", None, "deny"), ("2", "claim", "late", "asserts"))
OWN = coder("own:mine", ("2", "reply_stance", None, "deny"))
AGAIN = coder("linear", ("1", "claim", "late", "rejects"))
ANN = coder("human:Ann", ("1", "claim", "late", "asserts"))
OTHERS = coder("lexicon", ("1", "form", None, "fact"))


@pytest.mark.parametrize(
    ("coders", "names"),
    [
        ((CUES, LINEAR), ["linear"]),
        ((CUES, LINEAR, OWN), ["cues + linear + own:mine"]),
        ((ANN, CUES, LINEAR), ["human:Ann", "linear"]),
        ((CUES, ANN, LINEAR), ["linear", "human:Ann"]),
        ((CUES, AGAIN), ["cues", "linear"]),  # both decide the same thing
        ((CUES, ANN), ["cues", "human:Ann"]),
        ((OTHERS, coder("trees", ("1", "claim", "late", "asserts"))), ["lexicon", "trees"]),  # none of them ours
    ],
)
def test_a_machine_that_signs_with_several_names_is_one(coders: tuple[Codings, ...], names: list[str]) -> None:
    assert [codings.coder for codings in as_one_machine(coders)] == names


def test_one_machine_has_all_that_its_names_coded() -> None:
    (whole,) = as_one_machine((CUES, LINEAR))
    assert whole.asked == ("reply_stance", "claim")
    assert {coded.comment: len(coded.marks) for coded in whole.comments} == {"1": 2, "2": 1}


MACHINE = coder("linear", ("1", "stance", "cull", "none"), ("2", "stance", "cull", "favor"))
NAMES = coder("linear", ("1", "stance", "wolf", "none"), ("2", "stance", "cull", "none"))
PERSON = coder("human:Ann", ("1", "stance", "cull", "absent"), ("2", "stance", "cull", "none"))
BOOK = Codebook(
    title="t", version="1", language="en", targets=(Target(id="cull", label="c", statement="Shoot it"),), claim_types=()
)


@pytest.mark.parametrize(
    ("coders", "statements", "targets"),
    [
        ((MACHINE, PERSON), {"cull"}, ("cull",)),
        ((MACHINE, PERSON), set(), ()),
        ((PERSON, PERSON), {"cull"}, ()),  # people can tell
        ((MACHINE, PERSON), None, ("cull",)),
        ((NAMES, PERSON), None, ()),  # the machine leaves comments without a stance
    ],
)
def test_of_which_targets_a_machine_tells_the_sides_alone(
    coders: tuple[Codings, ...], statements: set[str] | None, targets: tuple[str, ...]
) -> None:
    assert untold(coders, statements) == targets


def test_a_codebook_says_which_targets_are_statements() -> None:
    assert statements_of(BOOK) == frozenset({"cull"})
    assert statements_of(None) is None


def test_without_sides_a_comment_stays_with_nothing_marked() -> None:
    machine, person = sides_alone((MACHINE, PERSON), ("cull",))
    assert [len(coded.marks) for coded in machine.comments] == [0, 1]
    assert [len(coded.marks) for coded in person.comments] == [0, 0]
    assert (machine.asked, person.asked) == (("stance",), ("stance",))
