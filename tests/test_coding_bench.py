"""The bench's figures on values made by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.coding.answers import chosen
from benchmarks.coding.figures import Rows, accuracy_at, honesty, scores
from benchmarks.coding.floors import fallen, pinned
from benchmarks.coding.sets import PARTS, SETS, Classes, PublicSet, numbers, public_sets
from benchmarks.coding.tables import refreshed
from discourse.coders.learned.levels import Levels
from discourse.coders.linear.model import Model
from discourse.coders.linear.stances import CODES
from discourse.training.sources.labelled import Labelled


def rows(truth: list[int], group: list[str] | None = None, part: list[int] | None = None) -> Rows:
    return Rows(np.array(truth), group or [str(n) for n in range(len(truth))], np.array(part or [0] * len(truth)))


@pytest.mark.parametrize(
    ("truth", "given", "by_class", "mean"),
    [
        ([0, 0, 1, 1], [0, 0, 1, 1], [1, 1], 1.0),
        ([0, 0, 1, 1], [0, 1, 1, 1], [2 / 3, 0.8], (2 / 3 + 0.8) / 2),
        ([0, 0, 0, 1], [0, 0, 0, 0], [6 / 7, 0], 3 / 7),
    ],
)
def test_f1(truth: list[int], given: list[int], by_class: list[float], mean: float) -> None:
    found = scores(rows(truth), np.array(given), 2, (0, 1))
    assert found.by_class.tolist() == pytest.approx(by_class)
    assert found.mean == pytest.approx(mean)


def test_only_the_classes_that_count_are_averaged() -> None:
    found = scores(rows([0, 1, 2, 2]), np.array([0, 1, 0, 0]), 3, (0, 1))
    assert found.mean == pytest.approx((0.5 + 1) / 2)


def test_parts_are_scored_each_by_itself_and_averaged() -> None:
    found = scores(rows([0, 1, 0, 1], part=[0, 0, 1, 1]), np.array([0, 1, 1, 0]), 2, (0, 1))
    assert found.mean == 0.5


def test_interval_is_the_same_each_time_and_holds_the_figure() -> None:
    truth, given = [0, 1] * 20, [0, 1] * 15 + [1, 0] * 5
    first, again = (scores(rows(truth), np.array(given), 2, (0, 1)) for _ in range(2))
    assert first.interval == again.interval
    assert 0.5 < first.interval[0] < first.mean == 0.75 < first.interval[1] < 1


def test_interval_draws_whole_groups() -> None:
    """Rows of a group are right or wrong together, so that the interval is wider than that of rows by themselves."""
    truth, given = [0, 1] * 50, [0, 1] * 35 + [1, 0] * 15
    groups = [str(number // 10) for number in range(100)]
    alone, together = (scores(rows(truth, group), np.array(given), 2, (0, 1)).interval for group in (None, groups))
    assert together[1] - together[0] > 1.5 * (alone[1] - alone[0])


def test_few_groups_are_not_drawn() -> None:
    truth, given = [0, 1] * 50, [0, 1] * 35 + [1, 0] * 15
    alone, two = (scores(rows(truth, group), np.array(given), 2, (0, 1)) for group in (None, ["a", "b"] * 50))
    assert two.interval == pytest.approx(alone.interval, abs=0.02)


@pytest.mark.parametrize(
    ("right", "sure", "error", "brier"),
    [
        ([True, True], [1.0, 1.0], 0.0, 0.0),
        ([True, False], [0.5, 0.5], 0.0, 0.25),
        ([False, False], [0.95, 0.85], 0.9, (0.95**2 + 0.85**2) / 2),
        ([True, False, True, False], [0.95, 0.95, 0.45, 0.45], 0.25, (0.05**2 + 0.95**2 + 0.55**2 + 0.45**2) / 4),
    ],
)
def test_honesty(right: list[bool], sure: list[float], error: float, brier: float) -> None:
    found = honesty(np.array(right), np.array(sure))
    assert found.error == pytest.approx(error)
    assert found.brier == pytest.approx(brier)


@pytest.mark.parametrize(("coverage", "accuracy"), [(1.0, 0.6), (0.8, 0.75), (0.5, 1.0), (0.01, 1.0)])
def test_accuracy_at_coverage(coverage: float, accuracy: float) -> None:
    right, sure = np.array([True, False, True, True, False]), np.array([0.9, 0.5, 0.8, 0.7, 0.6])
    assert accuracy_at(right, sure, coverage) == accuracy


def test_rows_of_equal_probability_are_taken_in_order() -> None:
    assert accuracy_at(np.array([True, False]), np.array([0.5, 0.5]), 0.5) == 1.0


def test_labels_are_numbered_by_the_codes_they_leave_open() -> None:
    labelled = [Labelled("so", codes, "g", "s") for codes in (("deny",), ("query", "comment"), ("query",))]
    assert numbers(labelled, {"deny": ("deny",), "neutral": ("query", "comment")}).tolist() == [0, 1, -1]


@pytest.mark.parametrize(
    ("even", "given", "sure"),
    [(False, [0, 0, 0, 1], [0.9, 0.8, 0.6, 0.7]), (True, [0, 0, 1, 1], [0.829, 0.683, 0.553, 0.812])],
)
def test_where_classes_are_taken_to_be_even_so_are_the_probabilities(
    even: bool, given: list[int], sure: list[float]
) -> None:
    """The mean of the four predictions is (.65, .35) before they are set even."""
    empty = Levels(np.zeros((1, 2), np.int8), np.ones(2))
    usual: dict[str, tuple[float, ...]] = {"here": (0.5, 0.5)}
    model = Model(("a", "b"), (), np.zeros((0, 2), np.float32), empty, usual, usual, {"here": 1.0}, {"here": 0.0})
    probability = np.array([[0.9, 0.1], [0.8, 0.2], [0.6, 0.4], [0.3, 0.7]])
    measured = PublicSet("Made up", "form", "here", {"a": ("a",), "b": ("b",)}, [], "none", even=even)
    codes, chances = chosen(model, probability, measured)
    assert (codes.tolist(), chances.round(3).tolist()) == (given, sure)


SIDES: Classes = {"favor": ("favor",), "against": ("against",)}


def said(group: str, target: str) -> Labelled:
    return Labelled("So.", ("favor",), group, "made up", target=target)


def test_stance_is_measured_beside_what_is_usual_in_each_thread() -> None:
    """Of two threads that lean to opposite sides the same prediction gets the side that is rarer there."""
    usual: dict[str, tuple[float, ...]] = {"statement": (0.4, 0.4, 0.2)}
    empty = Levels(np.zeros((1, 3), np.int8), np.ones(3))
    model = Model(CODES, (), np.zeros((0, 3), np.float32), empty, usual, usual, {"statement": 1.0}, {"statement": 1.0})
    first, second = [said("1", "x")] * 21, [said("2", "x")] * 21
    measured = PublicSet("Made up", "stance", "statement", SIDES, [*first, *second], "none")
    leaning = [[0.9, 0.0, 0.1]] * 20, [[0.0, 0.9, 0.1]] * 20
    unsure = [0.45, 0.45, 0.1]
    codes, chances = chosen(model, np.array([unsure, *leaning[0], unsure, *leaning[1]]), measured)
    assert codes[[0, 21]].tolist() == [1, 0]
    assert chances[[0, 21]].tolist() == [0.5, 0.5]


def test_a_thread_is_what_is_said_in_one_group_toward_one_target() -> None:
    rows = [said("1", "x"), said("2", "x"), said("1", "x"), said("1", "y")]
    assert PublicSet("Made up", "stance", "target", SIDES, rows, "none").threads().tolist() == [0, 1, 0, 2]


@pytest.mark.parametrize(
    ("task", "kind", "learned"),
    [("stance", "target", "stance_named"), ("stance", "statement", "stance"), ("form", "rules", "form")],
)
def test_stance_toward_names_is_learned_by_itself(task: str, kind: str, learned: str) -> None:
    assert PublicSet("Made up", task, kind, SIDES, [], "none").learned == learned


def test_floors() -> None:
    assert fallen({"a": 0.5, "a: deny": 0.3}, {"a": 0.5, "a: deny": 0.31}) == []
    assert fallen({"a": 0.5}, {"a": 0.499}) == ["a: 0.499 is below its floor of 0.500."]
    assert fallen({"a": 0.5}, {}) == ["a: not measured, its floor is 0.500."]


def test_pinned_floors_are_of_tasks_that_are_measured() -> None:
    assert set(pinned()) <= {*SETS, "claims"}


def test_the_part_asked_for_is_measured_where_the_folder_has_it(tmp_path: Path) -> None:
    post = {
        "id": "1",
        "thread": "1",
        "platform": "reddit",
        "parent_id": None,
        "text": "The dam broke.",
        "sdqc": "support",
    }
    (tmp_path / "rumoureval2019").mkdir()
    for file, split in (("posts_train_dev.jsonl", "dev"), ("posts_test.jsonl", "test")):
        line = json.dumps(post | {"split": split, "text": f"The dam broke ({split})."})
        (tmp_path / "rumoureval2019" / file).write_text(line + "\n", "utf-8")
    (tmp_path / "cdcp" / "test").mkdir(parents=True)
    (tmp_path / "cdcp" / "test" / "1.txt").write_text("Fees should fall.", "utf-8")
    marked = {"prop_offsets": [[0, 17]], "prop_labels": ["policy"]}
    (tmp_path / "cdcp" / "test" / "1.ann.json").write_text(json.dumps(marked), "utf-8")
    measured = {
        part: [(one.title, one.rows[0].text) for task in sorted(SETS) for one in public_sets(tmp_path, task, part)]
        for part in PARTS
    }
    assert measured == {
        "dev": [("RumourEval 2019 dev, all posts", "The dam broke (dev).")],
        "test": [("CDCP test", "Fees should fall."), ("RumourEval 2019 test, all posts", "The dam broke (test).")],
    }


@pytest.mark.parametrize("task", sorted(SETS))
def test_sets_that_are_not_there_are_left_out(task: str, tmp_path: Path) -> None:
    assert public_sets(tmp_path, task) == []


def test_a_card_gets_the_tables_of_one_task() -> None:
    card = "a\n<!-- figures: form -->\nold\n<!-- end -->\n<!-- figures: stance -->\nkept\n<!-- end -->\n"
    assert refreshed(card, "form", "new") == card.replace("old", "new")


def test_a_card_without_a_place_for_them_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for figures of stance"):
        refreshed("<!-- figures: form -->\n<!-- end -->", "stance", "new")
