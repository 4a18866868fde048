"""Which deeds definitions ask for, which comments do, and claims that are found by them."""

import hashlib
import io
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.coding import conversation_of
from discourse.coders.claims.heeding import all_found
from discourse.coders.deeds import DEEDS, ask_for_deeds, asked, done, done_as_asked
from discourse.coders.deeds.arrays import ABOUT, COMMENTS, read_model, shipped, written
from discourse.coders.deeds.features import sentences
from discourse.coders.linear import explain
from discourse.coders.linear.coding import code_claims
from discourse.coders.reason_words import in_words
from discourse.coders.words import read_words
from discourse.errors import CodingError
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

ASKED = [
    ("praise", "The commenter praises the bakery."),
    ("thank", "Readers thank the author for the recipe."),
    ("request", "Wishes for a second series."),
    ("complain", "Complaints that the tickets cost too much."),
    ("memory", "The commenter tells a memory of the old cinema."),
    ("correct", "Somebody puts right a date or a name in the article."),
    ("ask", "Asks how the dough is kept."),
    ("recommend", "The commenter recommends another café."),
    ("plan", "The commenter says that they will visit the museum."),
    ("trouble", "Tells of having had trouble with the update."),
    ("warn", "A warning about the path."),
    ("offer", "An offer to lend tools."),
]
OF_THE_WORLD = [
    "The bridge will cost too much.",
    "The comment says that the vote was rigged.",
    "Doctors recommend the vaccine for money.",
    "The minister plans to sell the park.",
    "The moon landing was filmed in a studio.",
    "The author of the article is biased.",
    "",
]
DOES = [
    ("thank", "Thank you so much, this saved my weekend!"),
    ("praise", "Worth every mile, and I had eleven to go."),
    ("ask", "What flour do you use?"),
    ("memory", "When I was a girl my father took us there every Sunday."),
    ("correct", "It was 1962, not 1963."),
    ("recommend", "Try the one on Mill Street instead."),
    ("trouble", "Mine stopped charging after the update."),
    ("plan", "I'll be making this on Sunday."),
    ("offer", "I can lend you a ladder."),
    ("condole", "Rest in peace, old friend."),
]
BAKERY = (
    ClaimType(id="praise", label="Praise", definition="The commenter praises the bakery or its bread."),
    ClaimType(id="memory", label="Memory", definition="The commenter tells a memory of the bakery in former days."),
    ClaimType(id="question", label="Question", definition="The commenter asks how the bread is baked."),
    ClaimType(id="dear", label="Too dear", definition="The commenter complains that the bread is too dear."),
)
SAID = [
    ("praise", "Best loaf in the county, and the crust sings when you squeeze it."),
    ("memory", "When I was a child my grandmother sent me there every Saturday for a tin loaf."),
    ("question", "How long do you let the dough rise before it goes in the oven?"),
    ("dear", "Four pounds eighty for a loaf is daylight robbery."),
]
UNSAID = ("The road was closed on Tuesday.", "Parking is behind the church.", "Happy birthday, Ron!")


@pytest.mark.parametrize(("deed", "definition"), ASKED)
def test_a_definition_asks_for_a_deed(deed: str, definition: str) -> None:
    wanted = asked((definition,))
    assert (DEEDS[int(wanted.argmax())], bool(ask_for_deeds(wanted)[0] > 0.5)) == (deed, True)


@pytest.mark.parametrize("definition", OF_THE_WORLD)
def test_a_statement_about_the_world_asks_for_none(definition: str) -> None:
    assert ask_for_deeds(asked((definition,))).tolist() == [0.0]


@pytest.mark.parametrize(("deed", "text"), DOES)
def test_a_comment_does_a_deed_in_other_words(deed: str, text: str) -> None:
    (odds,) = done(read_words([text]))
    assert DEEDS[int(odds.argmax())] == deed


def test_one_sentence_of_many_does_a_deed() -> None:
    long = "The bridge is of stone. It stands by the mill. " * 3 + "Thank you for the pictures! It has two arches."
    (odds,) = done(read_words([long]))
    assert odds[DEEDS.index("thank")] > 0


def test_sentences_end_with_signs_and_lines() -> None:
    parts, of_text = sentences(read_words(["One two. Three?! Four\nfive", "", "Six…"]))
    assert (parts.count.tolist(), of_text.tolist()) == ([3, 2, 1, 1, 2], [0, 0, 0, 0, 2])


def test_texts_are_told_alike_whatever_stands_beside_them() -> None:
    texts = [text for _, text in DOES]
    together = done(read_words(["", *texts, "> quoted"]))[1:-1]
    alone = np.concatenate([done(read_words([text])) for text in texts])
    assert np.abs(together - alone).max() < 1e-5


def test_a_definition_counts_with_the_others_of_its_codebook() -> None:
    """What may be a deed or not is taken for one among deeds, and for a claim about the world among such claims."""
    unclear = np.zeros(len(DEEDS))
    unclear[0] = 0.5
    deeds, world = (np.full((3, len(DEEDS)), each) for each in (0.05, 0.001))
    deed, claim = (ask_for_deeds(np.vstack([unclear, others]))[0] for others in (deeds, world))
    assert (deed > 0.8, claim) == (True, 0.0)


def test_nothing_is_done_where_nothing_is_asked() -> None:
    found = done_as_asked(done(read_words(["Thank you!"])), asked(("The bridge will cost too much.",)))
    assert [part.tolist() for part in found] == [[0.0], [[0.0]], [[0.0]], [[0.0]]]


def test_claims_are_found_by_what_is_done() -> None:
    texts = (*(text for _, text in SAID), *UNSAID)
    comments = tuple(Comment(id=str(at), text=text) for at, text in enumerate(texts))
    thread = Thread(article=Article(source="x", title="The bakery on Quay Street", language="en"), comments=comments)
    found = code_claims(thread, reply_graph(thread), Codebook(title="Bakery", claim_types=BAKERY))
    told = {(one.comment, one.target, one.code): one.probability or 0.0 for one in found if one.code}
    done_here = [(str(at), claim, "asserts") for at, (claim, _) in enumerate(SAID)]
    assert [one in told for one in done_here] == [True] * len(SAID)
    beside = [told[one] for one in told if one not in done_here]
    assert max(beside, default=0.0) < min(told[one] for one in done_here) - 0.04


def test_a_thread_without_comments_has_no_codings() -> None:
    thread = Thread(article=Article(source="x", title="The bakery on Quay Street", language="en"), comments=())
    assert code_claims(thread, reply_graph(thread), Codebook(title="Bakery", claim_types=BAKERY)) == ()


def test_a_comment_in_another_language_does_no_deed() -> None:
    texts = ("Vielen Dank für die schönen Bilder, das Brot war wunderbar und die Leute sehr freundlich!", SAID[0][1])
    comments = tuple(Comment(id=str(at), text=text) for at, text in enumerate(texts))
    thread = Thread(article=Article(source="x", title="The bakery on Quay Street", language="en"), comments=comments)
    heard = conversation_of(thread, reply_graph(thread), Codebook(title="Bakery", claim_types=BAKERY))
    assert heard is not None
    words = read_words(texts)
    (found,) = all_found([heard], words.taken, lambda numbers: np.zeros((len(numbers), 3)))
    done_at_all = found.told.done.any[:, 0]
    assert (bool(done_at_all[0] < -5), bool(done_at_all[1] > -1)) == (True, True)


def test_texts_are_read_in_parts_without_a_change() -> None:
    texts = [f"Thank you, {number} times. The oven is hot." for number in range(9_000)]
    whole = done(read_words(texts))
    assert (whole.shape, np.abs(whole[-3:] - done(read_words(texts[-3:]))).max() < 1e-5) == ((9_000, len(DEEDS)), True)


def test_why_a_claim_was_found_names_the_deed() -> None:
    comments = tuple(Comment(id=str(at), text=text) for at, text in enumerate((SAID[0][1], *UNSAID)))
    thread = Thread(article=Article(source="x", title="The bakery on Quay Street", language="en"), comments=comments)
    graph, book = reply_graph(thread), Codebook(title="Bakery", claim_types=BAKERY)
    (coding,) = (one for one in code_claims(thread, graph, book) if one.code and one.comment == "0")
    (why,) = explain(thread, graph, book, (coding,))
    assert "does what the claim asks for: praise" in {in_words(part.what) for part in why.parts}


def weights() -> tuple[bytes, bytes]:
    folder = Path(str(files("discourse") / "coders" / "deeds" / "weights"))
    return (folder / ABOUT).read_bytes(), (folder / f"{COMMENTS}.npz").read_bytes()


def test_a_model_is_written_as_it_was_read() -> None:
    about, content = weights()
    assert written(read_model(about, content, COMMENTS)) == content
    assert written(shipped(COMMENTS)) == content


def altered(change: str) -> tuple[bytes, bytes]:
    about, content = weights()
    told = json.loads(about)
    if change == "bytes":
        return about, content[:-1] + bytes([content[-1] ^ 1])
    if change == "deeds":
        told["deeds"] = told["deeds"][::-1]
    if change == "json":
        return b"{", content
    if change == "shape":
        with np.load(io.BytesIO(content)) as arrays:
            parts = {name: arrays[name] for name in arrays.files}
        file = io.BytesIO()
        np.savez_compressed(file, **(parts | {"constant": parts["constant"][:-1]}))
        content = file.getvalue()
        told["sha256"][f"{COMMENTS}.npz"] = hashlib.sha256(content).hexdigest()
    return json.dumps(told).encode(), content


@pytest.mark.parametrize("change", ["bytes", "deeds", "json", "shape"])
def test_a_model_that_is_not_the_shipped_one_is_refused(change: str) -> None:
    with pytest.raises(CodingError, match="install the package again"):
        read_model(*altered(change), COMMENTS)
