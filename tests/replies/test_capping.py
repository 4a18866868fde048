"""Pages that stop indenting, in small threads that we wrote: what gives them away, and what they leave open."""

from collections.abc import Sequence

import numpy as np
import pytest

from discourse.model import Article, Comment, ShownOrder, Thread
from discourse.replies.capping import MOST_SIBLINGS, capped_level, doubtful
from discourse.replies.graph import ARTICLE, MISSING
from discourse.replies.grouping import Integers

Said = tuple[str | None, int] | tuple[str | None, int, str]
"""An author, the number of the comment that the page says is answered, and what is said."""
BRIDGE = "The old bridge should have been painted green last summer."


def thread(*said: Said, posted: Sequence[str | None] = (), order: ShownOrder = "nested") -> tuple[Thread, Integers]:
    comments = tuple(
        Comment(id=str(number), author=author, text=text[0] if text else "Well.", posted=time)
        for number, ((author, _, *text), time) in enumerate(zip(said, posted or [None] * len(said), strict=True))
    )
    parents = np.array([one[1] for one in said], dtype=np.int64)
    return Thread(article=Article(source="x"), comments=comments, shown_order=order), parents


def below(parent: int, authors: str) -> list[Said]:
    return [(author, parent) for author in authors]


TOP: Said = ("A", ARTICLE)
DETECTED: dict[str, tuple[list[Said], int | None]] = {
    "two take turns side by side": ([TOP, *below(0, "BABA")], 2),
    "the parent's author comes back once": ([TOP, *below(0, "BA")], 2),
    "two others take turns": ([TOP, *below(0, "BCBC")], 2),
    "on the third level": ([TOP, ("B", 0), *below(1, "ABAB")], 3),
    "some siblings name earlier ones": (
        [("Agatha", ARTICLE), ("Bertram", 0), ("Cosima", 0, "@Bertram not so"), ("Dunja", 0, "Cosima, it is so")],
        2,
    ),
    "one quotes an earlier one": (
        [(None, ARTICLE), (None, 0, BRIDGE), (None, 0, "“The old bridge should have been painted green”? Never.")],
        2,
    ),
    "everybody answers the parent": ([TOP, *below(0, "BCDEFG")], None),
    "they answer each other": ([TOP, *below(0, "B"), *below(1, "A"), *below(2, "B"), *below(3, "A")], None),
    "one writes twice in a row": ([TOP, *below(0, "BCCD")], None),
    "the parent's author adds something": ([TOP, *below(0, "AB")], None),
    "siblings name the parent's author": (
        [("Agatha", ARTICLE), ("Bertram", 0), ("Cosima", 0, "@Agatha not so"), ("Dunja", 0, "Agatha, it is so")],
        None,
    ),
    "one of many comes back": ([TOP, *below(0, "BCDEFGHIJKLMNOPB")], None),
    "the level above is no different": (
        [TOP, *below(0, "BABABACD"), *below(1, "AB")],
        None,
    ),
    "the level above is, and the deepest is not": ([TOP, *below(0, "BABABA"), ("C", 1)], None),
    "nobody has a name": ([(None, ARTICLE), *[(None, 0)] * 5], None),
    "a name of nobody comes back": ([("Guest", ARTICLE), ("B", 0), ("Guest", 0), ("C", 0), ("Guest", 0)], None),
    "all answer the article": (below(ARTICLE, "ABABAB"), None),
    "below an unknown parent": ([("A", MISSING), *below(0, "BABA")], None),
    "nobody": ([], None),
}


@pytest.mark.parametrize(("said", "level"), DETECTED.values(), ids=DETECTED)
def test_the_level_at_which_a_page_stops_indenting(said: list[Said], level: int | None) -> None:
    given, parents = thread(*said)
    assert capped_level(given, parents) == level
    assert bool(doubtful(given, parents)) == (level is not None)


def test_a_name_that_the_source_states_beside_the_parent_counts() -> None:
    comments = (
        Comment(id="0", author="A", text="Well."),
        Comment(id="1", author="B", text="Well.", reply_to="0"),
        Comment(id="2", author="C", text="Well.", reply_to="0", reply_to_author="B"),
    )
    given = Thread(article=Article(source="x"), comments=comments)
    assert capped_level(given, np.array([ARTICLE, 0, 0])) == 2


def test_the_first_below_each_parent_is_certain() -> None:
    given, parents = thread(TOP, ("B", 0), *below(1, "ABA"), ("C", 0), *below(5, "DCD"))
    assert doubtful(given, parents) == {3: (1, 2), 4: (1, 2, 3), 7: (5, 6), 8: (5, 6, 7)}


@pytest.mark.parametrize("order", ["newest", "nested"])
def test_times_tell_which_siblings_are_earlier(order: ShownOrder) -> None:
    posted = [f"2020-05-05T10:0{minute}" for minute in (0, 4, 1, 3, 2)]
    given, parents = thread(TOP, *below(0, "ABAB"), posted=posted, order=order)
    assert doubtful(given, parents, level=2) == {4: (0, 2), 3: (0, 2, 4), 1: (0, 2, 4, 3)}


SHOWN: dict[str, tuple[list[str | None], ShownOrder, dict[int, tuple[int, ...]]]] = {
    "no times": ([None] * 4, "nested", {2: (0, 1), 3: (0, 1, 2)}),
    "a time is missing": (["2020-05-09", "2020-05-08", "2020-05-07", None], "nested", {2: (0, 3), 1: (0, 3, 2)}),
    "days that fall": (["2020-05-05", "2020-05-08", "2020-05-08", "2020-05-07"], "nested", {2: (0, 3), 1: (0, 3, 2)}),
    "the newest first": ([None] * 4, "newest", {2: (0, 3), 1: (0, 3, 2)}),
    "no times that can be read": (["in spring"] * 4, "nested", {2: (0, 1), 3: (0, 1, 2)}),
}


@pytest.mark.parametrize(("posted", "order", "found"), SHOWN.values(), ids=SHOWN)
def test_else_the_order_shown_tells(
    posted: list[str | None], order: ShownOrder, found: dict[int, tuple[int, ...]]
) -> None:
    given, parents = thread(TOP, *below(0, "BCD"), posted=posted, order=order)
    assert doubtful(given, parents, level=2) == found


def test_answers_may_be_shown_above_what_they_answer() -> None:
    given, parents = thread(*below(4, "ABAB"), TOP, order="newest")
    assert capped_level(given, parents) == 2
    assert doubtful(given, parents) == {2: (4, 3), 1: (4, 3, 2), 0: (4, 3, 2, 1)}


@pytest.mark.parametrize("level", [0, 1, 3])
def test_a_level_that_the_thread_does_not_have_leaves_no_doubt(level: int) -> None:
    given, parents = thread(TOP, *below(0, "BABA"))
    assert doubtful(given, parents, level) == {}


def test_a_hundred_thousand_siblings() -> None:
    given, parents = thread(TOP, *[("BCDEFG"[number % 6], 0) for number in range(100_000)])
    assert capped_level(given, parents) == 2
    found = doubtful(given, parents)
    assert len(found) == 99_999
    assert found[100_000] == (0, *range(100_000 - MOST_SIBLINGS, 100_000))


def test_a_chain_of_a_hundred_thousand_has_no_siblings() -> None:
    given, parents = thread(*[("AB"[number % 2], number - 1) for number in range(100_000)])
    assert capped_level(given, parents) is None
