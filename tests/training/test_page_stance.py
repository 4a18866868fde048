"""``discourse train page-stance``: what threads are read as, and what the fit gives."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from benchmarks import page_stance as benchmark
from discourse.coders.learned.logistic import read_models
from discourse.coders.linear.page_columns import LEARNED, OTHER, SAME, SHOWN, column_names
from discourse.coders.linear.pages import ALONE, FILE, PREFERRED, STANCE, page_stance
from discourse.training.reply_stance import pages as training
from discourse.training.reply_stance.pages import Case, case_of, judged_by, models_of, train
from discourse.training.sources.topics import topics

NOWHERE = Path("nowhere")
LEAST_BEST, LEAST_DEFENDED = 0.63, 0.81


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case_of(topic) for topic in islice(topics(), 8)]


def test_the_same_threads_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "topics", lambda _: islice(topics(), 3))
    for name in ("one", "two"):
        train(NOWHERE, NOWHERE, tmp_path / name)
    one, two = ((tmp_path / name / FILE).read_bytes() for name in ("one", "two"))
    assert one == two
    assert set(read_models(one, FILE)) == {STANCE, ALONE, PREFERRED}
    assert b"discourse train page-stance" in one


def test_the_weights_in_use_were_fitted_on_our_threads() -> None:
    """The fit itself needs the words of others, too, so this tells only that no other file came in its place."""
    models = {name: page_stance(name) for name in (STANCE, ALONE, PREFERRED)}
    whole = [case_of(topic) for topic in topics()]
    given = np.concatenate([judged_by(case.columns, models).given for case in whole])
    best, defended = (np.concatenate([getattr(case, name) for case in whole]) for name in ("best", "defended"))
    assert (given == best).mean() >= LEAST_BEST
    assert defended[np.arange(len(given)), given].mean() >= LEAST_DEFENDED


def test_each_comment_is_read_with_claims_and_without(cases: list[Case]) -> None:
    for case in cases:
        apart = [
            name
            for name, one, other in zip(column_names(), case.columns, case.without, strict=True)
            if (one != other).any()
        ]
        assert set(apart) <= {SAME, OTHER}
        assert not case.without[[column_names().index(SAME), column_names().index(OTHER)]].any()
    assert sum((case.columns[column_names().index(OTHER)] > 0).sum() for case in cases) > 5


def test_the_best_code_is_among_those_defended(cases: list[Case]) -> None:
    for case in cases:
        assert case.defended[np.arange(len(case.best)), case.best].all()
        assert len(case.best) == case.columns.shape[1]


def test_a_score_counts_for_the_code_that_it_is_of() -> None:
    model = page_stance(STANCE)
    for part, least in ((LEARNED, 0.2), (SHOWN, 0.0)):
        weights = model.weights[[model.names.index(name) for name in part]]
        own = np.diag(weights)
        assert (own >= least).all()
        np.testing.assert_array_equal(weights, np.eye(len(own), 4) * own[:, None])
    assert model.weights[model.names.index("shown:deny"), 1] >= 1.3


@pytest.mark.parametrize(("mark", "code"), [("disagree", 1), ("opens:no", 1), ("agree", 0), ("opens:yes", 0)])
def test_no_mark_counts_against_the_code_that_it_shows(mark: str, code: int) -> None:
    model = page_stance(STANCE)
    weights = model.weights[model.names.index(mark)]
    assert weights[code] >= 0 >= np.delete(weights, code).max()


def test_who_takes_the_other_side_denies_and_who_takes_the_same_supports() -> None:
    model = page_stance(STANCE)
    assert model.weights[model.names.index(OTHER)].argmax() == 1
    assert model.weights[model.names.index(SAME)].argmax() == 0


def test_rare_codes_are_preferred_where_a_code_is_given(cases: list[Case]) -> None:
    models = models_of(cases)
    usual = np.bincount(np.concatenate([case.best for case in cases]), minlength=4)
    assert models[PREFERRED].constant.argmax() == usual.argmin()
    found = judged_by(cases[0].columns, models)
    np.testing.assert_allclose(found.shares.sum(axis=1), 1)


def test_each_thread_is_tried_by_what_was_learned_from_others(
    cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "FOLDS", 3)
    found = list(benchmark.left_out(list(islice(topics(), 3))))
    assert [case.topic for case, _, _ in found] == sorted(case.topic for case in cases[:3])
    own = judged_by(found[0][0].columns, models_of(cases[1:3]))
    np.testing.assert_array_equal(found[0][1].shares, own.shares)
