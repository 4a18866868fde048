"""Text that means harm: the coder answers in time in proportion to what it reads, and marks only what is there."""

import time

import pytest

from discourse.coders.reply_stance.coding import code_reply_stance
from tests.coders.test_reply_stance import NO_CODEBOOK, graph_of, thread_of

HOSTILE = [
    "no " * 100_000,
    "a" * 300_000,
    "?" * 300_000,
    "“" * 100_000,
    "> " * 100_000,
    "\x00\x07\x1b[31m no \u202e yes",
    "👍" * 50_000,
    "a.b." * 50_000,
    "not agree " * 20_000,
    "\ud7ff\U0010ffff\ufeff",
    "@" * 100_000,
    "http://" * 30_000,
    "+1 " * 50_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:8]) for text in HOSTILE])
def test_a_hostile_comment_is_coded_within_a_second(text: str) -> None:
    thread = thread_of([text, text])
    before = time.process_time()
    codings = code_reply_stance(thread, graph_of([-1, 0]), NO_CODEBOOK)
    assert time.process_time() - before < 2.0
    assert len(codings) == 2
    for coding in codings:
        assert coding.span is None or 0 <= coding.span[0] < coding.span[1] <= len(text)


def test_a_chain_of_many_comments_takes_time_in_proportion() -> None:
    thread = thread_of(["No, that is not true."] * 3_000)
    before = time.process_time()
    codings = code_reply_stance(thread, graph_of(list(range(-1, 2_999))), NO_CODEBOOK)
    assert time.process_time() - before < 10.0
    assert {coding.code for coding in codings} == {"deny"}
