"""The net that reads comments beside claims, learned from judged pairs."""

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from discourse.coders.pairs import CLAIMS, shipped
from discourse.coders.pairs.arrays import SCALES, VECTORS, Shipped, read_net
from discourse.training.claims import saying as claim_pairs
from discourse.training.claims.saying import HELD_OUT, THIRDS, Rows, made, rows_of, said_of, train_net
from discourse.training.sources.topics import Topic, topics

NOWHERE = Path("no folder of data sets")


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Return the pairs of our own threads, which need no data sets."""
    return rows_of(NOWHERE)


def some(rows: Rows, count: int) -> Rows:
    pick = np.arange(0, len(rows.share), len(rows.share) // count)
    return rows._replace(
        statement=rows.statement[pick], text=rows.text[pick], share=rows.share[pick], worth=rows.worth[pick]
    )


def test_our_own_threads_have_been_judged(rows: Rows) -> None:
    read = list(topics())
    wanted = {
        (claim.definition or claim.label, comment.text)
        for topic in read
        for claim in topic.codebook.claim_types
        for comment in topic.thread.comments
    }
    pairs = {
        (rows.strings[statement], rows.strings[text])
        for statement, text in zip(rows.statement.tolist(), rows.text.tolist(), strict=True)
    }
    assert wanted <= pairs


def test_what_makes_a_claim_is_judged_likelier_than_what_does_not(rows: Rows) -> None:
    makes = {
        (claim.definition or claim.label, comment.text): (comment.id, claim.id) in topic.claims
        for topic in topics()
        for claim in topic.codebook.claim_types
        for comment in topic.thread.comments
    }
    pairs = zip(rows.statement.tolist(), rows.text.tolist(), rows.share.tolist(), strict=True)
    judged = [(makes.get((rows.strings[statement], rows.strings[text])), share) for statement, text, share in pairs]
    yes, no = (np.mean([share for made, share in judged if made is is_made]) for is_made in (True, False))
    assert (yes > 0.8, no < 0.1) == (True, True)


@pytest.mark.parametrize("third", range(THIRDS))
def test_what_is_held_out_is_nowhere_among_the_rows(rows: Rows, third: int) -> None:
    left = rows.without(third)
    assert third not in set(left.third[left.statement].tolist()) | set(left.third[left.text].tolist())
    assert 0.5 < len(left.share) / len(rows.share) < 0.7


def test_the_net_is_written_with_what_it_makes_of_threads_held_out(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_pairs, "rows_of", lambda _: some(rows, 400))
    monkeypatch.setattr(claim_pairs, "EPOCHS", 1)
    for name in ("one", "two"):
        train_net(NOWHERE, tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted([*CLAIMS, HELD_OUT])
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    known = Path(str(files("discourse"))) / "coders" / "pairs" / "weights"
    given = {name: (tmp_path / "one" / name).read_bytes() for name in CLAIMS}
    net = read_net(given | {name: (known / name).read_bytes() for name in (VECTORS, SCALES)}, CLAIMS)
    assert net.codes == claim_pairs.CODES
    assert json.loads(given[CLAIMS.about])["learned from"] == {"judged pairs": len(some(rows, 400).share)}
    held = np.load(tmp_path / "one" / HELD_OUT)
    assert int(held["count"].sum()) == len(held["odds"]) == sum(map(pairs_of, topics()))


def pairs_of(topic: Topic) -> int:
    return len(topic.thread.comments) * len(topic.codebook.claim_types)


def test_a_thread_learned_from_is_told_by_a_net_that_has_not_seen_it_and_another_by_the_net_in_use() -> None:
    topic = next(topics())
    held, read = said_of(topic), table(shipped(CLAIMS), topic)
    assert max(abs(held[place] - read[place]) for place in held) > 0.1
    other = topic._replace(codebook=type(topic.codebook)(title="", claim_types=topic.codebook.claim_types[:2]))
    found = said_of(other)
    assert found.keys() == {place for place in read if place[1] in {one.id for one in other.codebook.claim_types}}
    assert all(found[place] == pytest.approx(read[place], abs=1e-3) for place in found)


def table(net: Shipped, topic: Topic) -> dict[tuple[str, str], float]:
    """Return what a net makes of a thread, by comment and claim."""
    ids = [(comment.id, claim.id) for comment in topic.thread.comments for claim in topic.codebook.claim_types]
    return dict(zip(ids, made(net, topic).ravel().tolist(), strict=True))
