"""The files of a model: what is shipped belongs together, and what does not is refused in a sentence."""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from discourse.coders.learned.grams import Cells, Even
from discourse.coders.linear import forms, replies, stances
from discourse.coders.linear.model import (
    BITS,
    Features,
    Model,
    decide,
    file_names,
    probabilities,
    read_model,
    shipped,
    softmax,
    sums,
)
from discourse.errors import CodingError

CODES, NAMES = ("yes", "no"), ("opens", "asks", "its length")
Files = dict[str, bytes]
ABOUT, NAMED, HASHED = file_names("made_up")


def saved(array: Any, *, pickled: bool = False) -> bytes:
    into = io.BytesIO()
    np.save(into, array, allow_pickle=pickled)
    return into.getvalue()


def files_of(named: bytes | None = None, hashed: bytes | None = None, **changed: object) -> Files:
    """Return the files of a small model, whose hashes are right, with some of it changed."""
    contents = {
        NAMED: saved(np.arange(6, dtype=np.float32).reshape(3, 2)) if named is None else named,
        HASHED: saved(np.ones((1 << BITS, 2), np.int8)) if hashed is None else hashed,
    }
    about: dict[str, object] = {
        "variable": "made_up", "codes": CODES, "names": NAMES, "base": {"here": [0.5, -0.5]},
        "usual": {"here": [0.8, 0.2]}, "sharpness": {"here": 0.5}, "boost": {"here": 1.0}, "scale": [0.5, 2.0],
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
    }  # fmt: skip
    about |= changed
    return {ABOUT: json.dumps({key: value for key, value in about.items() if value is not None}).encode(), **contents}


def made_up() -> Model:
    return read_model(files_of(), "made_up")


def test_a_model_is_read_from_its_files() -> None:
    model = made_up()
    assert (model.codes, model.names) == (CODES, NAMES)
    assert model.named.tolist() == [[0, 1], [2, 3], [4, 5]]
    assert model.hashed.at(np.array([7])).tolist() == [[0.5, 2.0]]
    assert (model.base, model.usual) == ({"here": (0.5, -0.5)}, {"here": (0.8, 0.2)})
    assert (model.sharpness, model.boost) == ({"here": 0.5}, {"here": 1.0})


def refusal(files: Files) -> str:
    with pytest.raises(CodingError) as error:
        read_model(files, "made_up")
    said = str(error.value)
    assert "\n" not in said
    assert said.endswith("; install the package again")
    return said


@pytest.mark.parametrize("name", [NAMED, HASHED])
def test_a_file_that_is_not_the_one_described_is_refused(name: str) -> None:
    files = files_of()
    files[name] = files[name][:-1] + b"\x07"
    assert refusal(files) == (
        f"{name} of the linear coder is damaged (its hash is another than {ABOUT} says); install the package again"
    )


@pytest.mark.parametrize("key", ["codes", "names", "base", "usual", "sharpness", "boost", "scale", "sha256"])
def test_a_key_that_lacks_is_named(key: str) -> None:
    assert refusal(files_of(**{key: None})) == (
        f"{ABOUT} of the linear coder is damaged ('{key}'); install the package again"
    )


@pytest.mark.parametrize("name", [ABOUT, NAMED, HASHED])
def test_a_file_that_lacks_is_named(name: str) -> None:
    files = files_of()
    del files[name]
    assert name in refusal(files)


@pytest.mark.parametrize(
    "files",
    [
        lambda: files_of(named=saved(np.zeros((3, 3), np.float32))),
        lambda: files_of(named=saved(np.zeros((2, 2), np.float32))),
        lambda: files_of(named=saved(np.zeros(6, np.float32))),
        lambda: files_of(hashed=saved(np.zeros((1 << BITS, 3), np.int8)), scale=[1.0, 1.0, 1.0]),
        lambda: files_of(hashed=saved(np.zeros((10, 2), np.int8))),
        lambda: files_of(codes=("yes", "no", "maybe")),
        lambda: files_of(names=("opens",)),
        lambda: files_of(scale=[1.0, 2.0, 3.0]),
    ],
    ids=["columns", "rows", "flat", "hashed columns", "hashed rows", "a code more", "names fewer", "scale"],
)
def test_a_wrong_shape_is_refused(files: Callable[[], Files]) -> None:
    assert "made_up." in refusal(files())


@pytest.mark.parametrize(
    "files",
    [
        lambda: files_of() | {ABOUT: b"{"},
        lambda: files_of() | {ABOUT: b"[]"},
        lambda: files_of() | {ABOUT: b"\xff\xfe\x00"},
        lambda: files_of(base=3),
        lambda: files_of(base={"here": None}),
        lambda: files_of(sharpness={"here": "much"}),
        lambda: files_of(named=b"no array"),
        lambda: files_of(named=saved(np.array([["a", "b"]] * 3))),
    ],
    ids=["no JSON", "a list", "no UTF-8", "a number", "a null", "a word", "no array", "words"],
)
def test_what_is_no_model_is_refused(files: Callable[[], Files]) -> None:
    assert "made_up." in refusal(files())


class Trap:
    """What would tell that a pickle was read."""

    sprung = False

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return spring, ()


def spring() -> None:
    Trap.sprung = True


def test_a_pickle_is_never_read() -> None:
    refusal(files_of(named=saved(np.array([[Trap(), Trap()]] * 3, object), pickled=True)))
    assert not Trap.sprung


@pytest.mark.parametrize(
    ("variable", "codes", "names", "kinds"),
    [
        ("reply_stance", replies.CODES, replies.names(), {"comment", "quoted"}),
        ("stance", stances.CODES, stances.names(), {"statement"}),
        ("stance_named", stances.CODES, stances.names(), {"target"}),
        ("form", forms.CODES, forms.names(), {"rules", "debate"}),
    ],
)
def test_what_is_shipped_belongs_to_the_code(
    variable: str, codes: tuple[str, ...], names: tuple[str, ...], kinds: set[str]
) -> None:
    model = shipped(variable)
    assert (model.codes, model.names) == (codes, names)
    assert model.named.shape == (len(names), len(codes))
    assert np.isfinite(model.named).all()
    assert np.isfinite(model.hashed.scale).all()
    for table in (model.base, model.usual, model.sharpness, model.boost):
        assert kinds <= set(table)
    for kind in kinds:
        assert len(model.base[kind]) == len(model.usual[kind]) == len(codes)
        assert sum(model.usual[kind]) == pytest.approx(1, abs=0.001)
        assert model.sharpness[kind] > 0


def test_sums_become_probabilities_and_a_rare_code_is_preferred() -> None:
    cells = Cells(np.array([0, 0, 2]), np.array([0, 2, 1]), np.array([1.0, 0.5, 2.0], np.float32))
    hashed = (Even(np.array([1]), np.array([9]), np.array([1.0, 0.5, 1.0, 1.0], np.float32)),)
    model = made_up()
    summed = sums(model, Features(cells, hashed, 4))
    assert summed.tolist() == [[2.0, 3.5], [0.25, 1.0], [4.0, 6.0], [0.0, 0.0]]
    found = probabilities(model, summed, "here")
    assert found.sum(axis=1).tolist() == pytest.approx([1, 1, 1, 1])
    assert found[3].tolist() == pytest.approx([0.6225, 0.3775], abs=1e-4)
    assert decide(model, found, "here").tolist() == [1, 1, 1, 1]
    assert decide(model._replace(boost={"here": 0.0}), found, "here").tolist() == [1, 0, 1, 0]


def test_a_code_may_count_for_less_than_its_probability() -> None:
    model, found = read_model(files_of(counts={"here": [0.5, 1.0]}), "made_up"), np.array([[0.6, 0.4]])
    assert model.counts == {"here": (0.5, 1.0)}
    assert decide(model, found, "here", np.array([[0.5, 0.5]])).tolist() == [1]
    assert decide(made_up(), found, "here", np.array([[0.5, 0.5]])).tolist() == [0]


def test_what_is_usual_may_be_known_of_each_text() -> None:
    model, same = made_up(), np.array([[0.6, 0.4], [0.6, 0.4]])
    assert decide(model, same, "here", np.array([[0.5, 0.5], [0.7, 0.3]])).tolist() == [0, 1]


def test_large_sums_stay_probabilities() -> None:
    assert softmax(np.array([[1e4, -1e4], [0.0, 0.0]])).tolist() == [[1.0, 0.0], [0.5, 0.5]]
