"""Overlapping spans become pieces that do not overlap and lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.reporting.marks import Interval, pieces, whole_letters

Spans = list[Interval | None]


@pytest.mark.parametrize(
    ("length", "spans", "expected"),
    [
        (5, [], [(0, 5, (), ())]),
        (5, [None], [(0, 5, (), ())]),
        (5, [(1, 3)], [(0, 1, (), ()), (1, 3, (0,), (0,)), (3, 5, (), ())]),
        (9, [(0, 9), (3, 6)], [(0, 3, (0,), ()), (3, 6, (1, 0), (1,)), (6, 9, (0,), (0,))]),
        (9, [(0, 6), (3, 9)], [(0, 3, (0,), ()), (3, 6, (0, 1), (0,)), (6, 9, (1,), (1,))]),
        (4, [(0, 4), (0, 4)], [(0, 4, (0, 1), (0, 1))]),
        (4, [(2, 99)], [(0, 2, (), ()), (2, 4, (0,), (0,))]),
        (4, [(3, 3), (3, 1), (-5, 0), (7, 9)], [(0, 4, (), ())]),
        (0, [(0, 1)], []),
    ],
)
def test_pieces(length: int, spans: Spans, expected: list[tuple[int, int, tuple[int, ...], tuple[int, ...]]]) -> None:
    assert [tuple(piece) for piece in pieces(length, spans)] == expected


@given(st.integers(0, 30), st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=6))
def test_every_character_is_in_one_piece_under_its_own_spans(length: int, spans: list[Interval]) -> None:
    cut = pieces(length, spans)
    assert [place for piece in cut for place in range(piece.start, piece.end)] == list(range(length))
    for piece in cut:
        for place in range(piece.start, piece.end):
            covering = {number for number, (start, end) in enumerate(spans) if start <= place < end}
            assert set(piece.covered_by) == covering


@pytest.mark.parametrize(
    ("text", "span", "widened"),
    [
        ("abc", (1, 2), (1, 2)),
        ("e\u0301a", (1, 2), (0, 2)),
        ("e\u0301\u0302a", (0, 1), (0, 3)),
        ("נִּק", (1, 2), (0, 3)),
        ("\u0301a", (0, 1), (0, 1)),
        ("ab", (1, 99), (1, 2)),
        ("👍🏽!", (0, 1), (0, 2)),
        ("🤷\u200d♀\ufe0f!", (0, 2), (0, 4)),
        ("🤷\u200d♀\ufe0f!", (2, 3), (0, 4)),
        ("🇫🇷🇩🇪", (0, 1), (0, 2)),
        ("🇫🇷🇩🇪", (2, 4), (2, 4)),
    ],
)
def test_marks_part_no_letter_from_its_accents(text: str, span: Interval, widened: Interval) -> None:
    assert whole_letters(text, span) == widened
