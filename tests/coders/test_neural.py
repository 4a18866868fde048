import json
from pathlib import Path

import numpy as np
import pytest

from discourse.codebook import Codebook, Target, parse_codebook
from discourse.coders.neural import code, onnx_layers
from discourse.coders.neural.encoder import Encoder, Read, encoder
from discourse.coders.neural.forward import NumpyLayers
from discourse.coders.neural.layout import CLAIM, LONGEST, OUTPUTS, REPLY, TARGET, claim_pair, reply_pair, target_pair
from discourse.coders.neural.reading import Around, read
from discourse.coders.neural.weights import FOLDER, Calibration, Weights, has_weights, load_weights
from discourse.coders.neural.wordpiece import Tokenizer, plain_words, vocabulary
from discourse.errors import CodingError
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.training.encoder.stages import rounded, write

WORDS = ("the", "road", "is", "closed", "no", "it", "where", "proof", "?", ".", "##s", "!", "un", "##true", "of")
PIECES = ("[PAD]", *(f"[unused{number}]" for number in range(8)), "[UNK]", "[CLS]", "[SEP]", *WORDS)
BOOK = parse_codebook(
    """
title = "Roads"
version = "1"
language = "en"
[[targets]]
id = "road"
label = "The road"
names = ["road"]
[[claim_types]]
id = "closed"
label = "Closed"
definition = "The road is closed."
""",
    "roads",
)


def tiny(folder: Path, layers: int = 2, width: int = 12) -> Path:
    """Write an encoder of random weights, too small to know anything."""
    chance = np.random.default_rng(3)
    sizes = {
        "word": (len(PIECES), width),
        "place": (LONGEST, width),
        "side": (2, width),
        "head": (len(OUTPUTS), width + 1),
    }
    arrays = {name: chance.normal(size=size) for name, size in sizes.items()}
    for name in ("entry.norm", *(f"{layer}.{norm}" for layer in range(layers) for norm in ("norm", "last"))):
        arrays |= {f"{name}.weight": np.ones(width), f"{name}.bias": np.zeros(width)}
    for layer in range(layers):
        for name, rows, columns in (("qkv", 36, 12), ("out", 12, 12), ("wide", 48, 12), ("narrow", 12, 48)):
            arrays[f"{layer}.{name}.weight"] = chance.normal(size=(rows, columns)) * 0.3
            arrays[f"{layer}.{name}.bias"] = chance.normal(size=rows) * 0.1
    neutral = {
        task: Calibration(1.0, (0.0,) * size, (0.0,) * size)
        for task, size in (("reply_stance", 4), ("stance", 3), ("match", 2), ("status", 4), ("form", 6))
    }
    folder.mkdir(exist_ok=True)
    write(rounded(arrays, PIECES), neutral, folder)
    return folder


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Weights:
    monkeypatch.setenv(FOLDER, str(tiny(tmp_path / "weights")))
    return load_weights()


def thread(*comments: Comment) -> Thread:
    return Thread(article=Article(source="page", title="The road is closed", language="en"), comments=comments)


def by_comment(codings: tuple[Coding, ...], variable: str) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for coding in codings:
        if coding.variable == variable:
            found.setdefault(coding.comment, []).append(coding.code)
    return found


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The roads?", ["the", "road", "##s", "?"]),
        ("Untrue!", ["un", "##true", "!"]),
        ("qqq", ["[UNK]"]),
        ("x" * 70, ["[UNK]"]),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    assert [PIECES[number] for number in Tokenizer(vocabulary(PIECES))(text, 50)] == pieces


def test_addresses_and_names_are_made_alike_and_accents_left_off() -> None:
    assert plain_words("@Bo_1 Café: www.x.org/a?b=1 👍 a_b") == [
        *("@", "user", "cafe", ":", "http", "👍", "a", "_", "b"),
    ]


def test_pairs_begin_with_their_kind_and_are_cut_to_length() -> None:
    tokenize = Tokenizer(vocabulary(PIECES))
    road = "the road " * 400
    assert reply_pair(tokenize, "no", "", "", False) == ((REPLY,), (PIECES.index("no"),))
    assert claim_pair(tokenize, "no", "road")[0] == (CLAIM, PIECES.index("road"))
    assert target_pair(tokenize, "no", "road", "", "")[0] == (TARGET, PIECES.index("road"))
    assert sum(map(len, reply_pair(tokenize, road, road, road, False))) + 3 <= LONGEST
    assert sum(map(len, target_pair(tokenize, road, road, road, road))) + 3 <= LONGEST


def test_a_long_comment_is_read_in_windows_with_each_clause_in_its_place(weights: Weights) -> None:
    by = Encoder(weights, NumpyLayers(weights))
    text = "The road is closed, and it is untrue. " * 60
    reading = read(by, text, Around("where is the proof", "", True))
    assert len(reading.windows) > 1
    assert reading.windows[0].first[0] == reading.windows[1].first[0] == REPLY
    assert all(place.pieces[1] <= len(reading.windows[place.window].second) for place in reading.clauses)
    first = reading.sentences[0]
    assert text[slice(*first.span)] == "The road is closed, and it is untrue."
    spans = [place.span for place in reading.clauses]
    assert spans == sorted(spans)


def test_vectors_do_not_depend_on_what_else_is_in_the_batch(weights: Weights) -> None:
    by = Encoder(weights, NumpyLayers(weights))
    short = Read(reply_pair(by.tokenize, "no", "", "", False), ((0, 1),))
    long = Read(reply_pair(by.tokenize, "the road is closed " * 20, "where is it", "", True))
    alone, (together, _) = by.vectors([short])[0], by.vectors([short, long])
    assert alone.shape == (2, 12)
    np.testing.assert_allclose(alone, together, atol=1e-5)


@pytest.mark.skipif(not onnx_layers.is_installed(), reason="the extra neural (onnxruntime) is not installed")
def test_onnx_runtime_and_numpy_agree_but_for_rounding(weights: Weights) -> None:
    reads = [Read(reply_pair(Tokenizer(vocabulary(PIECES)), "the road is closed", "no " * n, "", True)) for n in (1, 9)]
    plain = Encoder(weights, NumpyLayers(weights)).vectors(reads)
    quick = Encoder(weights, onnx_layers.OnnxLayers(weights)).vectors(reads)
    for one, other in zip(plain, quick, strict=True):
        assert np.abs(one - other).max() < 0.3
        assert np.corrcoef(one[0], other[0])[0, 1] > 0.98


def test_what_cannot_be_read_is_abstained_and_all_else_coded(weights: Weights) -> None:
    page = thread(
        Comment(id="1", text="The road is closed. No proof of it!", reply_to=""),
        Comment(id="2", text="Das ist doch nicht wahr, oder glaubt ihr das?", reply_to="1"),
        Comment(id="3", text="", reply_to="1", status="deleted"),
        Comment(id="4", text="+++ 👍", reply_to="1"),
    )
    codings = code(page, reply_graph(page), BOOK)
    stances, forms = by_comment(codings, "reply_stance"), by_comment(codings, "form")
    assert stances["1"][0] in {"support", "deny", "query", "comment"}
    assert [stances[number] for number in "234"] == [[None]] * 3
    assert len(forms["1"]) == 2
    assert [forms[number] for number in "234"] == [[None]] * 3
    assert set(by_comment(codings, "stance")) == {"1"}
    assert all(coding.coder == "neural" for coding in codings)
    stated = Codebook(title="t", targets=(Target(id="open", label="Open", statement="The road should be open."),))
    sides = by_comment(code(page, reply_graph(page), stated), "stance")
    assert (sides["1"], sides["2"], sides["4"]) != ([None], [None], [None])
    assert (sides["2"], sides["4"]) == ([None], [None])
    assert "3" not in sides
    assert all(coding.probability is None or 0 < coding.probability <= 0.99 for coding in codings)
    assert codings == code(page, reply_graph(page), BOOK)


def test_an_empty_thread_has_no_codings(weights: Weights) -> None:
    page = thread()
    assert code(page, reply_graph(page), BOOK) == ()


def test_missing_or_broken_weights_are_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    assert not has_weights()
    with pytest.raises(CodingError, match=r"encoder\.json and encoder\.npz of the neural coder are not there"):
        load_weights()
    folder = tiny(tmp_path / "a")
    (folder / "encoder.npz").write_bytes(b"changed")
    monkeypatch.setenv(FOLDER, str(folder))
    with pytest.raises(CodingError, match=r"is not the file that encoder\.json describes"):
        load_weights()
    (folder / "encoder.json").write_text("{")
    monkeypatch.setenv(FOLDER, f"{folder}/")
    with pytest.raises(CodingError, match="is no card of an encoder"):
        load_weights()


def test_weights_of_another_shape_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny(tmp_path / "b")
    card = json.loads((folder / "encoder.json").read_text())
    (folder / "encoder.json").write_text(json.dumps(card | {"layers": 5}))
    monkeypatch.setenv(FOLDER, str(folder))
    with pytest.raises(CodingError, match="do not fit together"):
        load_weights()


@pytest.mark.skipif(not has_weights(), reason="no weights are there")
def test_the_shipped_encoder_reads_plain_replies() -> None:
    page = Thread(
        article=Article(source="page", title="Council votes to close the bridge", language="en"),
        comments=(
            Comment(id="1", text="The bridge has to stay open for everyone.", reply_to=""),
            Comment(id="2", text="I completely agree with you, well said.", reply_to="1"),
            Comment(id="3", text="No, that is nonsense. You are wrong about this.", reply_to="1"),
            Comment(id="4", text="Where is your evidence for that?", reply_to="1"),
        ),
    )
    stances = by_comment(code(page, reply_graph(page), BOOK), "reply_stance")
    assert [stances[number][0] for number in "234"] == ["support", "deny", "query"]
    assert encoder() is encoder()


@pytest.mark.skipif(not has_weights(), reason="no weights are there")
def test_the_shipped_encoder_takes_a_statement_for_what_it_says() -> None:
    texts = ("Zoos save species that would die out in the wild.", "Animals suffer behind bars in such small cages.")
    page = thread(*(Comment(id=str(number), text=text, reply_to="") for number, text in enumerate(texts)))
    book = Codebook(title="Zoos", targets=(Target(id="zoos", label="Zoos", statement="We should abolish zoos"),))
    stances = by_comment(code(page, reply_graph(page), book), "stance")
    assert [stances[number] for number in "01"] == [["against"], ["favor"]]
