"""Logistic models: how columns count, how they are written down, and that altered files are refused."""

import numpy as np
import pytest

from discourse.coders.learned.logistic import Logistic, log_odds, read_models, written
from discourse.errors import CodingError

ONE = Logistic(
    names=("rain", "wind"),
    least=np.array([0.0, -1.0]),
    most=np.array([10.0, 1.0]),
    centre=np.array([5.0, 0.0]),
    scale=np.array([2.0, 1.0]),
    weights=np.array([[1.0], [0.5]]),
    constant=np.array([-1.0]),
)
TWO = Logistic(
    names=("rain",),
    least=np.array([0.0]),
    most=np.array([9.0]),
    centre=np.array([0.0]),
    scale=np.array([1.0]),
    weights=np.array([[0.0, 1.0]]),
    constant=np.array([0.0, 0.0]),
)


@pytest.mark.parametrize(
    ("rain", "wind", "expected"),
    [(5.0, 0.0, -1.0), (7.0, 0.0, 0.0), (5.0, 1.0, -0.5), (99.0, 0.0, 1.5), (5.0, -7.0, -1.5)],
    ids=["the centre", "a scale above", "the other column", "beyond the most", "below the least"],
)
def test_how_columns_count(rain: float, wind: float, expected: float) -> None:
    found = ONE.logits({"rain": np.array([rain]), "wind": np.array([wind]), "sun": np.array([3.0])})
    assert found.tolist() == [[expected]]


def test_shares_sum_to_one() -> None:
    assert TWO.shares({"rain": np.array([0.0, np.log(3.0)])}).round(3).tolist() == [[0.5, 0.5], [0.25, 0.75]]


def test_columns_of_any_shape_are_taken() -> None:
    table = np.zeros((2, 3))
    assert ONE.chances({"rain": table + 5, "wind": table}).round(3).tolist() == [[0.269] * 3] * 2


def test_the_odds_of_never_and_always_are_held() -> None:
    assert log_odds(np.array([0.0, 0.5, 1.0])).round(2).tolist() == [-6.21, 0.0, 6.21]


def test_what_is_written_is_read_again() -> None:
    models = read_models(written({"one": ONE}, {"made_by": "a test"}).encode(), "x.json")
    columns = {"rain": np.array([6.0]), "wind": np.array([0.3])}
    assert models["one"].logits(columns).tolist() == ONE.logits(columns).tolist()


@pytest.mark.parametrize(
    ("old", "new"),
    [('"centre": 5.0', '"centre": 6.0'), ('"sha256"', '"sha"'), ('"most"', '"more"'), ("{", "[")],
    ids=["a number", "no hash", "a missing number", "no JSON"],
)
def test_an_altered_file_is_refused(old: str, new: str) -> None:
    content = written({"one": ONE}, {}).replace(old, new, 1)
    with pytest.raises(CodingError, match=r"x\.json is damaged .*; install the package again"):
        read_models(content.encode(), "x.json")
