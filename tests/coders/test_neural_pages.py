"""Reply stance on pages by the encoder's vectors: which model judges, and that the vectors count in it."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from discourse.coders.learned.logistic import Logistic, written
from discourse.coders.linear.page_columns import LEARNED, SCORES
from discourse.coders.linear.pages import FILE, PREFERRED, STANCE
from discourse.coders.neural import code
from discourse.coders.neural.pages import vector_names, vector_of
from discourse.coders.neural.weights import ENCODER, FOLDER, Card, load_weights
from discourse.errors import CodingError
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from tests.coders.test_neural import BOOK, tiny
from tests.coders.test_neural_blend import BLENDS

WIDTH = 12
CODES = ("support", "deny", "query", "comment")
PAGE = Thread(
    article=Article(source="page", title="The road is closed", language="en"),
    comments=(
        Comment(id="1", text="The road is closed.", reply_to=""),
        Comment(id="2", text="It opens in May.", reply_to="1"),
    ),
)


def folder_with(folder: Path, models: str | None) -> Path:
    """Write an encoder that knows nothing, blended with the learned weights, and a file of models for pages."""
    tiny(folder, width=WIDTH)
    card = msgspec.json.decode((folder / "encoder.json").read_bytes(), type=Card)
    (folder / "encoder.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(card, blends=BLENDS)))
    if models is not None:
        (folder / FILE).write_text(models.replace("OWN", card.sha256))
    return folder


def models(usual: int, encoder: str = "OWN", first: float = 0.0) -> str:
    """Return a file by which a code is usual, and in which the first number of the vectors counts for support."""
    names = (*SCORES, *vector_names(2 * WIDTH))
    weights = np.zeros((len(names), len(CODES)))
    weights[len(SCORES), 0] = first
    zeros, ones = np.zeros(len(names)), np.ones(len(names))
    constant = 9.0 * np.eye(len(CODES))[usual]
    stance = Logistic(names, -50 * ones, 50 * ones, zeros, ones, weights, constant)
    none = np.zeros(0)
    nothing = Logistic((), none, none, none, none, np.zeros((0, len(CODES))), np.zeros(len(CODES)))
    return written({STANCE: stance, PREFERRED: nothing}, {ENCODER: encoder})


def replies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    monkeypatch.setenv(FOLDER, str(folder))
    found = code(PAGE, reply_graph(PAGE), BOOK)
    return [coding.code for coding in found if coding.variable == "reply_stance"]


def test_a_comment_is_judged_by_its_whole_and_by_the_mean_of_its_clauses() -> None:
    window = np.array([[1.0, 2.0], [3.0, 5.0], [5.0, 7.0], [99.0, 99.0]])
    assert vector_of(window, 2).tolist() == [1, 2, 4, 6]
    assert vector_of(window, 0).tolist() == [1, 2, 0, 0]


@pytest.mark.parametrize("number", range(4))
def test_the_model_beside_an_encoder_judges_pages(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "own", models(number))
    assert replies(folder, monkeypatch) == [CODES[number]] * 2


def test_its_vectors_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (folder_with(tmp_path / name, models(3, first=sign * 900)) for name, sign in (("a", 1), ("b", -1)))
    pairs = zip(replies(one, monkeypatch), replies(other, monkeypatch), strict=True)
    assert [sorted(map(str, pair)) for pair in pairs] == [["comment", "support"]] * 2


def test_an_encoder_without_one_is_judged_by_that_of_the_learned_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path / "without", None)
    assert set(replies(folder, monkeypatch)) <= set(CODES)
    assert load_weights().pages is None


def test_the_model_of_another_encoder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "others", models(0, "0" * 64))
    with pytest.raises(CodingError, match=r"page_stance\.json was fitted on another encoder"):
        replies(folder, monkeypatch)


def test_an_altered_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path / "altered", models(0).replace("9.0", "8.0"))
    with pytest.raises(CodingError, match=r"page_stance\.json is damaged"):
        replies(folder, monkeypatch)


def test_the_shipped_model_heeds_all_of_the_vectors() -> None:
    by = load_weights()
    assert by.pages is not None
    names = by.pages.stance.scores.names
    assert names[: len(SCORES)] == SCORES
    assert names[len(SCORES) :] == vector_names(2 * by.arrays["word"].shape[1])
    for code_name, learned in zip(CODES, LEARNED, strict=True):
        assert by.pages.stance.scores.weights[names.index(learned)].argmax() == CODES.index(code_name)
