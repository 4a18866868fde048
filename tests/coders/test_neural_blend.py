from pathlib import Path

import msgspec
import numpy as np
import pytest

from discourse.coders.linear.page_columns import Known, page_scores
from discourse.coders.linear.pages import judged, page_models, page_stance
from discourse.coders.neural import code
from discourse.coders.neural.beside import form_scores, reply_columns_of, reply_scores
from discourse.coders.neural.blend import log_odds, offsets, shares
from discourse.coders.neural.encoder import encoder
from discourse.coders.neural.layout import OUTPUTS
from discourse.coders.neural.weights import FOLDER, Blend, Card, load_weights
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from tests.coders.test_neural import BOOK, tiny

COMMENT = Blend(2.0, 0.5, (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 9.0, 0.0))
PAGE = Blend(0.1, 1.0, (0.0,) * 6, (0.0,) * 6)
BLENDS = {"reply_stance": {"comment": COMMENT, "quoted": COMMENT}, "form": {"page": PAGE}}


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Card:
    folder = tiny(tmp_path / "weights")
    read = msgspec.json.decode((folder / "encoder.json").read_bytes(), type=Card)
    (folder / "encoder.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(read, blends=BLENDS)))
    monkeypatch.setenv(FOLDER, str(folder))
    return load_weights().card


def test_two_coders_scores_are_added_in_the_kind_of_place(card: Card) -> None:
    outputs = np.zeros((1, len(OUTPUTS)))
    outputs[0, :4] = [1, 2, 3, 4]
    beside = np.array([[2.0, 0, 0, 0]])
    assert log_odds(card, "reply_stance", "comment", (outputs, beside)).tolist() == [[3, 5, 6, 8]]


def test_where_no_blend_is_known_the_encoder_judges_alone(card: Card) -> None:
    outputs = np.arange(len(OUTPUTS))[None].astype(float)
    assert log_odds(card, "stance", "target", (outputs, np.ones((1, 3)))).tolist() == [[4, 5, 6]]


def test_what_decides_is_apart_from_the_probability(card: Card) -> None:
    logits = np.zeros((1, 4))
    assert shares(logits).tolist() == [[0.25] * 4]
    assert offsets(card, "reply_stance", "comment").tolist() == [0, 0, 9, 0]
    assert (logits + offsets(card, "reply_stance", "comment")).argmax(axis=1).tolist() == [2]


def test_the_linear_coder_finds_a_denial_and_a_policy() -> None:
    columns = reply_columns_of(["No, that is simply not true."], ["The road is closed."], [True])
    assert int(reply_scores(columns, ["quoted"]).argmax()) == 1
    assert int(form_scores(["The road should be closed."], [""]).argmax()) == 3


def test_on_pages_words_that_show_it_stand_beside_whichever_weights_were_learned() -> None:
    columns = reply_columns_of(["No, that is simply not true.", "It rained."], ["The road is closed."] * 2, [False] * 2)
    kinds = np.array(["comment", "comment"])
    known = Known.only(kinds)
    assert judged(columns, known)[0].tolist() == [1, 3]
    usual = np.array([[0.0, 0.0, 0.0, 2.5]] * 2)
    given, probability = page_models().judged(columns, page_scores(columns, usual, known))
    assert given.tolist() == [1, 3]
    _, moved = page_models().judged(columns, page_scores(columns, np.add(usual, [0.0, 1, 0, 0]), known))
    odds = np.log(moved / probability)
    learned = page_stance("reply_stance").weights[1]
    np.testing.assert_allclose(odds[:, 1] - odds[:, 3], learned[1])


def test_comments_are_coded_with_both(card: Card) -> None:
    comments = (
        Comment(id="1", text="The road is closed. No proof of it!", reply_to=""),
        Comment(id="2", text="No, that is simply not true.", reply_to="1"),
        Comment(id="3", text="Das ist doch nicht wahr, oder glaubt ihr das?", reply_to="1"),
    )
    page = Thread(article=Article(source="page", title="The road is closed", language="en"), comments=comments)
    found = code(page, reply_graph(page), BOOK)
    replies = {coding.comment: coding.code for coding in found if coding.variable == "reply_stance"}
    assert (replies["2"], replies["3"]) == ("deny", None)
    assert {coding.comment for coding in found if coding.variable == "form" and coding.code} == {"1", "2"}


def test_the_same_weights_with_another_card_are_another_encoder(
    tmp_path: Path, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert encoder().card.blends == card.blends
    monkeypatch.setenv(FOLDER, str(tiny(tmp_path / "alone")))
    assert encoder().card.blends == {}
