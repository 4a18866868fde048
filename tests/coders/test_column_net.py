"""Small nets over named columns: what they tell, what adds up to it, and their files."""

import json

import numpy as np
import pytest

from discourse.coders.learned.column_net import ColumnNet, read_nets, written
from discourse.errors import CodingError

NET = ColumnNet(
    names=("rain", "wind"),
    least=np.array([0.0, -1.0]),
    most=np.array([1.0, 1.0]),
    centre=np.array([0.5, 0.0]),
    scale=np.array([0.5, 1.0]),
    hidden=np.array([[1.0, -1.0, 0.5], [2.0, 1.0, -0.5]]),
    bent=np.array([0.5, 0.0, 1.0]),
    out=np.array([1.0, -2.0, 0.25]),
    constant=np.array(-0.5),
)


@pytest.mark.parametrize(
    ("rain", "wind", "odds"),
    [(0.5, 0.0, 0.25), (1.0, 1.0, 3.25), (0.0, 1.0, -3.0), (9.0, 9.0, 3.25), (1.0, -9.0, 0.0)],
    ids=["usual", "both", "one", "no more than was seen", "no less than was seen"],
)
def test_log_odds_bend(rain: float, wind: float, odds: float) -> None:
    assert NET.logits({"rain": np.array([rain]), "wind": np.array([wind])}).tolist() == pytest.approx([odds])


def test_columns_of_any_shape_are_told_alike_however_many_there_are() -> None:
    rain, wind = np.linspace(0, 1, 30_000).reshape(3, 10_000), np.linspace(-1, 1, 10_000)
    found = NET.chances({"rain": rain, "wind": wind, "sun": np.zeros(1)})
    assert found.shape == (3, 10_000)
    one = NET.chances({"rain": rain[2, 7:8], "wind": wind[7:8]})
    assert found[2, 7] == pytest.approx(one[0], abs=1e-12)


@pytest.mark.parametrize(("rain", "wind"), [(0.5, 0.0), (1.0, 0.3), (0.1, -0.9)])
def test_parts_add_up_to_the_log_odds(rain: float, wind: float) -> None:
    parts = NET.parts({"rain": rain, "wind": wind})
    (odds,) = NET.logits({"rain": np.array([rain]), "wind": np.array([wind])}).tolist()
    assert parts.usual + sum(parts.columns.values()) == pytest.approx(odds)
    assert parts.columns["wind"] == pytest.approx(parts.per_unit["wind"] * wind)


def test_nothing_adds_to_what_is_usual_where_all_is() -> None:
    parts = NET.parts({"rain": 0.5, "wind": 0.0})
    assert parts.usual == pytest.approx(0.25)
    assert parts.columns == {"rain": 0.0, "wind": 0.0}


def test_a_file_gives_the_nets_back() -> None:
    (one, two) = read_nets(written((NET, NET), {"made_by": "a test"}).encode(), "nets.json")
    columns = {"rain": np.array([0.1, 0.9]), "wind": np.array([0.4, -0.2])}
    assert one.logits(columns).tolist() == two.logits(columns).tolist() == NET.logits(columns).tolist()


@pytest.mark.parametrize("key", ["nets", "sha256"])
def test_an_altered_file_is_refused_in_a_sentence(key: str) -> None:
    stored = json.loads(written((NET,), {}))
    stored[key] = stored[key][:0]
    with pytest.raises(CodingError, match=r"nets\.json is damaged .*; install the package again"):
        read_nets(json.dumps(stored).encode(), "nets.json")
