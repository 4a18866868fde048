"""Whom claim types speak for, told from their definitions: when it is asked, what it gives, how it is explained."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook, Target, load_codebook, merge
from discourse.coders import explain, load_coder
from discourse.coders.learned.logistic import Logistic, written
from discourse.coders.linear.definition_sides import (
    FILE,
    LEAST,
    SIDE,
    Defined,
    definition_columns,
    sides_of,
    targets_by_claim,
    told_sides,
)
from discourse.coders.neural import definition_sides as by_encoder
from discourse.coders.neural.encoder import encoder
from discourse.coders.neural.weights import ENCODER, FOLDER, Card, load_weights
from discourse.coders.reason_words import in_words
from discourse.coders.stance.implied import model
from discourse.errors import CodingError
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from tests.coders.test_neural import tiny

DAM = Target(id="dam", label="the new dam", names=("dam",))
HYDRO = Target(id="hydro", label="Norhydro", names=("Norhydro",))
FISH = ClaimType(id="fish", label="Kills the salmon", definition="The dam destroys the river and kills the salmon.")
CLEAN = ClaimType(id="clean", label="Clean power", definition="The dam gives us clean and cheap power.")
DATE = ClaimType(id="date", label="Opening date", definition="The gates are opened in spring.")
BOOK = Codebook(title="Dam", targets=(DAM, HYDRO), claim_types=(FISH, CLEAN, DATE))
THREAD = Thread(
    article=Article(source="dam", title="The gates of the dam are closed", language="en"),
    comments=(
        Comment(id="1", author="Ada", text="It destroys the river and it kills every salmon we have left."),
        Comment(id="2", author="Bo", text="Clean and cheap power for all of us, at last."),
        Comment(id="3", author="Cy", text="Is there a bus to the valley on Sundays?"),
    ),
)
CODES = ("favor", "against", "none")


def speaking(book: Codebook) -> dict[int, list[str]]:
    """Return the likeliest side of each claim type, by number of the target."""
    sides = sides_of(book)
    table = {number: np.stack([one.favor, one.against, 1 - one.favor - one.against]) for number, one in sides.items()}
    return {number: [CODES[code] for code in each.argmax(axis=0)] for number, each in table.items()}


def stating(book: Codebook, **sides: tuple[str, ...]) -> Codebook:
    first, *others = book.claim_types
    return msgspec.structs.replace(book, claim_types=(msgspec.structs.replace(first, **sides), *others))


def test_definitions_tell_whom_claims_speak_for() -> None:
    assert speaking(BOOK)[0] == ["against", "favor", "none"]
    assert not sides_of(BOOK)[0].stated


def test_a_side_that_is_stated_is_meant_to_be_all() -> None:
    assert list(sides_of(stating(BOOK, against=("dam",)))) == [0]
    assert speaking(stating(BOOK, against=("hydro",))) == {1: ["against", "none", "none"]}


def test_a_side_that_one_of_several_codebooks_states_is_meant_to_be_all_of_theirs() -> None:
    zoo = Target(id="zoo", label="The zoo", names=("zoo",))
    hungry = ClaimType(id="hungry", label="Hungry", definition="The lions are hungry.", against=("zoo",))
    both = merge([BOOK, Codebook(title="Zoo", targets=(zoo,), claim_types=(hungry,))])
    assert {both.targets[number].id: one.stated for number, one in sides_of(both).items()} == {"zoo": True}


@pytest.mark.parametrize("name", ["general", "proxy-war"])
def test_nothing_is_told_of_the_codebooks_of_the_package(name: str) -> None:
    assert all(one.stated for one in sides_of(load_codebook(name)).values())


def test_beside_such_a_codebook_ones_own_is_told_as_alone() -> None:
    both = merge([load_codebook("general"), BOOK])
    sides, first = sides_of(both), len(both.targets) - len(BOOK.targets)
    assert [number - first for number in sides] == list(sides_of(BOOK))
    alone, count = sides_of(BOOK)[0], len(BOOK.claim_types)
    assert np.allclose(sides[first].against[-count:], alone.against, atol=1e-6)
    assert not (sides[first].favor + sides[first].against)[:-count].any()


@pytest.mark.parametrize(
    "book",
    [
        msgspec.structs.replace(BOOK, language="de"),
        msgspec.structs.replace(BOOK, claim_types=()),
        msgspec.structs.replace(BOOK, targets=()),
        msgspec.structs.replace(BOOK, targets=(Target(id="dam", label="Dam", statement="The dam should be built."),)),
        msgspec.structs.replace(BOOK, claim_types=(DATE,)),
    ],
    ids=["another language", "no claims", "no targets", "a statement", "no side is likely"],
)
def test_where_nothing_is_told(book: Codebook) -> None:
    assert sides_of(book) == {}


def usual(*chances: float) -> Logistic:
    """Return a model by which the sides are so probable whatever is defined."""
    zero, one = np.zeros(1), np.ones(1)
    return Logistic(("good, net: favor",), zero, one, zero, one, np.zeros((1, 3)), np.log(np.array(chances)))


@pytest.mark.parametrize(
    ("chances", "told"),
    [
        ((0.26, 0.1, 0.64), {0: (0.26, 0.1), 1: (0.26, 0.1)}),
        ((0.24, 0.1, 0.66), {}),
    ],
)  # fmt: skip
def test_a_side_that_is_hardly_likely_is_none(
    chances: tuple[float, float, float], told: dict[int, tuple[float, float]]
) -> None:
    found = told_sides(BOOK, definition_columns, usual(*chances))
    assert {number: (round(one.favor[0], 2), round(one.against[0], 2)) for number, one in found.items()} == told
    assert chances[0] < LEAST or told


@pytest.mark.parametrize("coder", ["linear", "neural"])
def test_comments_take_the_sides_that_their_claims_are_told_to_speak_for(coder: str) -> None:
    found = load_coder(coder)(THREAD, reply_graph(THREAD), BOOK)
    sides = {one.comment: one.code for one in found if (one.variable, one.target) == ("stance", "dam")}
    assert sides == {"1": "against", "2": "favor"}


def test_the_explanation_says_that_the_definition_tells_it() -> None:
    found = load_coder("linear")(THREAD, reply_graph(THREAD), BOOK)
    (side,) = (one for one in found if (one.comment, one.variable, one.target) == ("1", "stance", "dam"))
    (explained,) = explain(THREAD, reply_graph(THREAD), BOOK, [side])
    named = [in_words(part.what) for part in explained.parts if "Kills the salmon" in part.what]
    assert named == ["asserts “Kills the salmon”, which by its definition speaks against the target"]


@pytest.mark.parametrize("stated", [True, False])
def test_the_models_in_use_take_sides_as_claims_do(stated: bool) -> None:
    of = dict(zip(model(stated=stated).names, model(stated=stated).weights, strict=True))
    assert [int(of[name].argmax()) for name in ("asserts for", "rejects against", "asserts against")] == [0, 0, 1]


def test_the_encoder_tells_by_what_it_makes_of_definitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = by_encoder.encoder_columns(encoder(), [Defined(FISH, DAM)])
    assert load_weights().definitions is not None
    assert tuple(names) == load_weights().definitions.names  # type: ignore[union-attr]
    tiny(tmp_path / "without")
    monkeypatch.setenv(FOLDER, str(tmp_path / "without"))
    assert load_weights().definitions is None
    assert list(by_encoder.sides_of(encoder(), BOOK)) == list(sides_of(BOOK))


def test_a_model_of_definitions_of_another_encoder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "others"
    tiny(folder)
    hash_of = msgspec.json.decode((folder / "encoder.json").read_bytes(), type=Card).sha256
    monkeypatch.setenv(FOLDER, str(folder))
    (folder / FILE).write_text(written({SIDE: usual(0.3, 0.3, 0.4)}, {ENCODER: hash_of[::-1]}))
    with pytest.raises(CodingError, match=r"definition_sides\.json was fitted on another encoder"):
        load_weights()


@pytest.mark.parametrize(
    ("book", "coders", "targets"),
    [
        (BOOK, ["linear"], {"fish": ["dam", "hydro"], "clean": ["dam"], "date": []}),
        (BOOK, ["human:Ann", "neural"], {"fish": ["dam", "hydro"], "clean": ["dam"], "date": []}),
        (BOOK, ["human:Ann", "llm"], {"fish": [], "clean": [], "date": []}),
        (stating(BOOK, against=("hydro",)), ["linear"], {"fish": ["hydro"], "clean": [], "date": []}),
        (stating(BOOK, against=("hydro",)), ["llm"], {"fish": ["hydro"], "clean": [], "date": []}),
    ],
)
def test_targets_that_a_claim_speaks_for_or_against(
    book: Codebook, coders: list[str], targets: dict[str, list[str]]
) -> None:
    assert targets_by_claim(book, coders) == targets
