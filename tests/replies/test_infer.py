"""What is inferred where a page does not say who answers whom: the evidence in small threads that we wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.model import Article, Comment, ShownOrder, Thread
from discourse.replies.build import reply_graph
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.replies.infer import MAILED, time_order
from discourse.replies.walk import WINDOW

ARTICLE_TEXT = Article(
    source="x",
    title="Council votes to close the old swimming pool",
    author="Ruth Editor",
    body="The council voted on Monday to close the swimming pool in Mill Lane. Repairs would cost two million.",
)
OPENING = [
    ("Marta Quill", "Closing the pool is a disgrace. Where are the children supposed to learn to swim now?"),
    ("oldsalt77", "Two million is a lot of money for a leaking roof. The ferry subsidy is the bigger scandal."),
    ("Jens B.", "I have swum there every week since the sixties and the water was always freezing."),
]


def graph(*said: tuple[str | None, str], order: ShownOrder = "oldest") -> ReplyGraph:
    comments = tuple(Comment(id=str(n), author=author, text=text) for n, (author, text) in enumerate(said))
    return reply_graph(Thread(article=ARTICLE_TEXT, comments=comments, shown_order=order))


LAST: dict[str, tuple[tuple[str, str], tuple[int, str]]] = {
    "a whole name": (("Lia", "Marta Quill, they can learn in the lake."), (0, "name")),
    "a name with @": (("Lia", "@oldsalt77 what has that to do with it"), (1, "name")),
    "a part of a name": (("Lia", "Marta, they can go to the lake"), (0, "name")),
    "a name misspelt": (("Lia", "@oldsal77 what has that to do with it"), (1, "name")),
    "a greeting and a name": (("Lia", "Hello Marta, that is so true"), (0, "name")),
    "words in quotation marks": (("Lia", "“The ferry subsidy is the bigger scandal”? Prove it."), (1, "quote")),
    "a line quoted as in mail": (("Lia", "> the water was always freezing\nNot in the last ten years."), (2, "quote")),
    "the article's author": (("Lia", "@Ruth Editor thank you for this report"), (ARTICLE, "inferred")),
    "words about the article": (
        ("Lia", "Good article. Who wrote the headline, and was it verified?"),
        (ARTICLE, "inferred"),
    ),
}


@pytest.mark.parametrize(("said", "link"), LAST.values(), ids=LAST)
@pytest.mark.parametrize("order", ["oldest", "unknown"])
def test_the_evidence_decides(said: tuple[str, str], link: tuple[int, str], order: ShownOrder) -> None:
    found = graph(*OPENING, said, order=order)
    assert (int(found.parent[3]), found.links()[3].kind) == link


QUOTING: dict[str, tuple[str, bool]] = {
    "a whole line": ("> The ferry subsidy is the bigger scandal.\nI love the pool.", True),
    "too few words to tell": ("> a leaking roof\nI love the pool.", False),
    "words of two comments": (
        "> The ferry subsidy is the bigger scandal.\n> the water was freezing\nNo.",
        False,
    ),
    "words of the article": ("> The council voted on Monday to close the pool\nI love the ferry subsidy.", False),
    "words of nobody": ("> The ferry is the better way to spend this.\nI love the pool.", False),
}


@pytest.mark.parametrize(("text", "answers"), QUOTING.values(), ids=QUOTING)
def test_who_quotes_lines_of_one_comment_answers_it(text: str, answers: bool) -> None:
    found = graph(*OPENING, ("Lia", text))
    assert (int(found.parent[3]) == 1 and float(found.probability[3]) >= MAILED) == answers


def test_the_order_of_a_nested_page_goes_before_a_quotation() -> None:
    said = [*OPENING, ("Lia", "> The ferry subsidy is the bigger scandal.\nNo.")]
    nested, flat = graph(*said, order="nested"), graph(*said)
    assert int(flat.parent[3]) == 1
    assert int(nested.parent[3]) in {ARTICLE, 0, 1, 2}


def test_a_page_with_the_newest_first_gives_the_same_links() -> None:
    said = [*OPENING, *(last for last, _ in LAST.values())]
    down, up = graph(*said), graph(*reversed(said), order="newest")
    turned = [parent if parent < 0 else len(said) - 1 - parent for parent in reversed(up.parent.tolist())]
    assert turned == down.parent.tolist()


def test_the_first_comment_answers_the_article() -> None:
    assert graph(*OPENING).parent[0] == ARTICLE


def test_an_open_question_is_answered() -> None:
    found = graph(
        ("Ann", "Can anyone explain why the tram stops at the depot at night?"),
        ("Bo", "Because the drivers change shifts at the depot."),
    )
    assert found.parent.tolist() == [ARTICLE, 0]


def test_who_was_answered_answers_back() -> None:
    found = graph(
        ("Ann", "The bus lane was a mistake."),
        ("Bo", "Lovely weather for a walk today."),
        ("Cy", "Ann, the bus lane saves me twenty minutes."),
        ("Ann", "You are lucky then."),
    )
    assert found.parent[3] == 2


def test_an_author_far_back_is_found_by_name() -> None:
    crowd = [(f"voice{n}", f"Opinion number {n} about nothing in particular.") for n in range(WINDOW + 50)]
    found = graph(("Zebulon", "The tide tables are wrong."), *crowd, ("Ann", "Zebulon, they were corrected."))
    assert (found.parent[-1], found.links()[-1].kind) == (0, "name")


def test_nobody_answers_what_was_not_yet_written() -> None:
    found = graph(("Ann", "Bo, you are wrong."), ("Bo", "The pool should stay."))
    assert found.parent[0] == ARTICLE


WORDS = st.sampled_from(
    ["Ann,", "@Bo", "the", "pool", "closed", "why?", "“the pool closed”", "No.", "\n", "> pool", "水泳"]
)
SAID = st.lists(
    st.tuples(st.sampled_from(["Ann", "Bo", "Cy", None]), st.lists(WORDS, max_size=8).map(" ".join)), max_size=10
)
ORDERS: list[ShownOrder] = ["oldest", "newest", "nested", "unknown"]


@settings(deadline=None)
@given(SAID, st.sampled_from(ORDERS))
def test_every_comment_gets_an_earlier_parent_and_a_probability(
    said: list[tuple[str | None, str]], order: ShownOrder
) -> None:
    found = graph(*said, order=order)
    parents = found.parent.tolist()
    in_time = [len(said) - 1 - parent if parent >= 0 else parent for parent in reversed(parents)]
    assert all(parent < n for n, parent in enumerate(in_time if order == "newest" else parents))
    assert all(0 < probability <= 1 for probability in found.probability.tolist())


@settings(deadline=None)
@given(SAID)
def test_in_a_nested_listing_a_reply_follows_its_parents_branch(said: list[tuple[str | None, str]]) -> None:
    branch: list[int] = []
    for number, parent in enumerate(graph(*said, order="nested").parent.tolist()):
        assert parent in [*branch, ARTICLE]
        branch = [*branch[: branch.index(parent) + 1 if parent >= 0 else 0], number]


TIMES: dict[str, tuple[ShownOrder, list[str | None], list[int]]] = {
    "oldest first": ("oldest", [None, None], [0, 1]),
    "newest first": ("newest", [None, None], [1, 0]),
    "falling times": ("unknown", ["2024-03-02", "2024-03-01"], [1, 0]),
    "rising times": ("unknown", ["2024-03-01", "2024-03-02"], [0, 1]),
    "no times": ("unknown", [None, None], [0, 1]),
    "a nested page is read downward": ("nested", ["2024-03-02", "2024-03-01"], [0, 1]),
}


@pytest.mark.parametrize(("order", "times", "expected"), TIMES.values(), ids=TIMES)
def test_order_of_time(order: ShownOrder, times: list[str | None], expected: list[int]) -> None:
    comments = tuple(Comment(id=str(n), text="", posted=time) for n, time in enumerate(times))
    assert time_order(Thread(article=ARTICLE_TEXT, comments=comments, shown_order=order)) == expected
