"""The net for pairs learned from rows: gradients, a small fit, its files, and how it stands beside other weights."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from discourse.coders.linear.model import file_names, read_model, softmax
from discourse.coders.linear.stances import CODES
from discourse.coders.pairs import shipped
from discourse.coders.pairs.arrays import NAMES, SIDES, read_net
from discourse.coders.pairs.net import Padded, Pass, Weights, forward, read, shapes
from discourse.errors import DiscourseError
from discourse.training.linear import fit as linear_fit
from discourse.training.linear.fit import train
from discourse.training.linear.tasks import TASKS, Source
from discourse.training.pairs import fit as pair_fit
from discourse.training.pairs.fit import Plan, fit
from discourse.training.pairs.gradients import backward
from discourse.training.sources.labelled import Labelled
from discourse.training.stance import joined as stance
from discourse.training.stance import names as names_net
from discourse.training.stance import sides as pairs
from discourse.training.stance.names import WIDTH, names_left_out
from discourse.training.stance.rows import cases_of, is_kept_out, own_threads

GOOD, BAD = ("splendid", "safe", "cheap", "lovely"), ("ghastly", "risky", "dear", "ugly")
THINGS = ("ferry", "tram", "bridge", "garden", "library", "market")


def rows_of(count: int = 240) -> list[Labelled]:
    """Return texts that praise or blame, beside statements for or against a thing."""
    found = []
    for number in range(count):
        thing, word = THINGS[number % len(THINGS)], (GOOD, BAD)[number % 2][number // 2 % 4]
        bans = number // 3 % 2
        target = f"We should {'close' if bans else 'keep'} the {thing}"
        side = "favor" if (word in GOOD) != bool(bans) else "against"
        group = f"group {number % 30}"
        found.append(Labelled(f"The {thing} is {word}.", (side,), group, "made up", target=target))
    return found


def source_of(rows: list[Labelled]) -> Source:
    return Source("made up", "statement", 1.0, rows)


def padded(chance: np.random.Generator, counts: tuple[int, ...], longest: int, dimensions: int) -> Padded:
    there = (np.arange(longest)[None] < np.array(counts)[:, None])[..., None].astype(np.float64)
    return Padded(chance.normal(size=(len(counts), longest, dimensions)) * there, there)


@pytest.mark.parametrize("name", [*Weights._fields, "statement", "text"])
def test_gradients_are_the_slopes_of_the_loss(name: str) -> None:
    chance = np.random.default_rng(4)
    weights = Weights(*(chance.normal(size=shape) / 2 for shape in shapes(5, 4, 3)))
    statement, text = padded(chance, (3, 2), 3, 5), padded(chance, (5, 1), 5, 5)
    shares = np.array([[1, 0, 0], [0.2, 0.3, 0.5]])

    def pass_on() -> Pass:
        return forward(weights, read(weights, statement), read(weights, text))

    def loss() -> float:
        return -float((shares * np.log(softmax(pass_on().scores))).sum())

    step, vectors = pass_on(), (statement.vectors, text.vectors)
    found, of_statement, of_text = backward(weights, vectors, step, softmax(step.scores) - shares)
    part, gradient = {"statement": (statement.vectors, of_statement), "text": (text.vectors, of_text)}.get(
        name, (getattr(weights, name, None), getattr(found, name, None))
    )
    assert part is not None
    assert gradient is not None
    for place in [(0,) * part.ndim, *([(0, 2, 1), (0, 1, 4)] if part.ndim == 3 else [(-1,) * part.ndim])]:
        kept = part[place]
        part[place] = kept + 1e-5
        more = loss()
        part[place] = kept - 1e-5
        less = loss()
        part[place] = kept
        assert (more - less) / 2e-5 == pytest.approx(gradient[place], abs=1e-6)


def test_a_small_net_learns_what_its_rows_have_in_common_and_the_same_bytes_again(tmp_path: Path) -> None:
    rows = rows_of()
    sources = [source_of(rows)]
    for name in ("first", "second"):
        pairs.write(fit(cases_of(sources), Plan(epochs=40, width=16)), sources, tmp_path / name)
    written = {name: (tmp_path / "first" / name).read_bytes() for name in SIDES.all}
    assert written == {name: (tmp_path / "second" / name).read_bytes() for name in SIDES.all}
    given = pairs.scores_of(read_net(written), rows).argmax(axis=1)
    assert np.mean([CODES[code] in row.allowed for code, row in zip(given.tolist(), rows, strict=True)]) > 0.9


def threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


@pytest.mark.parametrize("outside", [1, 3])
def test_a_fit_has_its_own_number_of_threads_whatever_the_environment_says(
    outside: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int]] = []
    fit_linear = linear_fit.fit

    def of_linear(*given: Any) -> linear_fit.Fit:
        seen.extend(("linear", count) for count in threads())
        return fit_linear(*given)

    def of_net(*given: Any) -> Any:
        seen.extend(("net", count) for count in threads())
        return backward(*given)

    monkeypatch.setattr(linear_fit, "fit", of_linear)
    monkeypatch.setattr(pair_fit, "backward", of_net)
    rows = [source_of(rows_of(60))]
    with threadpool_limits(outside):
        train(replace(TASKS["stance"], rounds=2), rows)
        fit(cases_of(rows), Plan(epochs=1, width=8))
    assert set(seen) == {("linear", 1), ("net", pair_fit.THREADS)}


def test_the_net_is_weighed_beside_the_linear_weights_by_rows_that_neither_has_seen(tmp_path: Path) -> None:
    rows = rows_of(480)
    assert 0 < sum(is_kept_out(row.group) for row in rows) < len(rows) / 2
    seen = [pairs.known(source_of(rows))]
    assert not any(is_kept_out(row.group) for row in seen[0].rows)
    pairs.write(fit(cases_of(seen), Plan(epochs=30, width=16)), seen, tmp_path)
    net = read_net({name: (tmp_path / name).read_bytes() for name in SIDES.all})
    task = replace(TASKS["stance"], rounds=20)
    trained = train(task, [source_of(rows)])
    model = pairs.beside(trained, pairs.left_out(trained, net), "statement")
    assert model.pairs is not None
    assert min(model.pairs["statement"]) > 0
    assert sum(model.usual["statement"]) == pytest.approx(1, abs=0.001)
    probability = pairs.predicted(task, model, net, rows, "statement")
    assert probability.sum(axis=1) == pytest.approx(1)
    given = [CODES[code] for code in probability.argmax(axis=1).tolist()]
    assert np.mean([code in row.allowed for code, row in zip(given, rows, strict=True)]) > 0.9


def test_too_few_rows_kept_out_are_refused_in_a_sentence() -> None:
    rows = [row for row in rows_of() if not is_kept_out(row.group)]
    trained = train(replace(TASKS["stance"], rounds=2), [source_of(rows)])
    with pytest.raises(
        DiscourseError, match=r"^fewer than 10 rows of stance are left to weigh the net by; give more data"
    ):
        pairs.beside(trained, pairs.left_out(trained, shipped()), "statement")


def test_stance_is_trained_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(480)
    tasks = {
        "stance": replace(TASKS["stance"], rounds=5, load=lambda _: [source_of(rows)]),
        "stance_named": replace(
            TASKS["stance_named"], rounds=5, load=lambda _: [Source("made up", "target", 1.0, rows)]
        ),
    }
    monkeypatch.setattr(stance, "TASKS", tasks)
    monkeypatch.setattr(pairs, "pair_sources", lambda _: [source_of(rows), Source("none there", "statement", 1.0, [])])
    stance.train_stance(tmp_path, tmp_path / "out")
    about = json.loads((tmp_path / "out" / "pairs" / "pairs.json").read_text("utf-8"))
    assert about["learned from"] == {"made up": sum(not is_kept_out(row.group) for row in rows)}
    models = {
        name: read_model({file: (tmp_path / "out" / file).read_bytes() for file in file_names(name)}, name)
        for name in stance.KINDS
    }
    assert {name: set(model.pairs or {}) for name, model in models.items()} == {
        "stance": {"statement"}, "stance_named": {"target"},
    }  # fmt: skip
    written = {name: (tmp_path / "out" / "pairs" / name).read_bytes() for name in NAMES.all}
    assert read_net(written, NAMES).weights.like.shape == (WIDTH, WIDTH)


def test_a_net_for_names_is_weighed_by_rows_that_nets_of_other_folds_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_net, "EPOCHS", 40)
    rows = rows_of(240)
    named = replace(TASKS["stance_named"], rounds=5)
    trained = train(named, [Source("made up", "target", 1.0, rows)])
    left = names_left_out(trained, shipped())
    assert left.linear.shape == left.net.shape == left.allowed.shape == (240, 3)
    assert np.array_equal(left.allowed.sum(axis=1), np.ones(240))
    right = [CODES[code] in row.allowed for code, row in zip(left.net.argmax(axis=1).tolist(), rows, strict=True)]
    assert np.mean(right) > 0.9


def test_judged_rows_keep_their_shares_when_others_are_left_out() -> None:
    rows = rows_of(60)
    shares = np.arange(180).reshape(60, 3) / 180
    left = pairs.known(Source("judged", "statement, judged", 1.0, rows, shares))
    assert left.judged is not None
    kept = [number for number, row in enumerate(rows) if not is_kept_out(row.group)]
    assert np.array_equal(left.judged, shares[kept])


def test_own_threads_tell_sides_by_the_status_of_claims() -> None:
    made, silent, elsewhere = own_threads()
    assert {row.label for row in made.rows} == {"favor", "against"}
    assert len(made.rows) > 3_000
    assert silent.judged is not None
    assert silent.judged.shape == (len(silent.rows), 3)
    assert {row.label for row in elsewhere.rows} == {"none"}
    assert own_threads()[2].rows == elsewhere.rows
