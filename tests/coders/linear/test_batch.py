"""Many threads in one pass: the codings that each has alone."""

from dataclasses import replace

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook, Target, load_codebook
from discourse.coders.columns import as_codings, by_names
from discourse.coders.linear import code, exchanges
from discourse.coders.linear.batch import CODES, VARIABLES, Codings, Threads, code_threads, gathered
from discourse.errors import CodebookError
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, ReplyGraph

Made = tuple[Thread, ReplyGraph]


def made(title: str | None, language: str | None, *said: tuple[str, int]) -> Made:
    comments = tuple(
        Comment(id=str(number), text=text, status="shown" if text else "deleted")
        for number, (text, _) in enumerate(said)
    )
    article = Article(source="page.html", title=title, language=language, body="The council wants to close the pier.")
    return Thread(article=article, comments=comments), ReplyGraph.from_parents([parent for _, parent in said])


THREADS = (
    made(
        "Is the government lying?", "en",
        ("The government should be ashamed, it is corrupt.", ARTICLE), ("No, you are wrong. Where is your proof?", 0),
        ("> where is your proof\nI saw it with my own eyes.", 1), ("Exactly!", 2), ("", 3), ("Why?", MISSING),
    ),
    made(None, None),
    made(None, None, ("Das ist doch Unsinn, oder?", ARTICLE), ("Nein, das stimmt nicht.", 0), ("Это неправда", 1)),
    made(
        "The pier", "de",
        ("lol", ARTICLE), ("The media never report it. They made it all up.", 0), ("That old myth!", 1),
    ),
    made(
        "x", "en",
        ("It will all end badly.", 2), ("No way!", 0), ("You should be ashamed of yourself, you clown.", ARTICLE),
    ),
)  # fmt: skip
MEANT = Codebook(
    title="Pier",
    claim_types=(
        ClaimType(
            id="rotten", label="Rotten", definition="The pier is rotten.", examples=("The wood of the pier rots.",)
        ),
        ClaimType(id="lies", label="Lies", definition="The council tells lies."),
    ),
    targets=(Target(id="closing", label="Closing", statement="The pier should be closed."),),
)
BOTH = Codebook(title="Both", targets=(*MEANT.targets, *load_codebook("general").targets))
BOOKS = {"general": load_codebook("general"), "meaning": MEANT, "none": Codebook(title="none")}


def part(columns: Codings, first: int, last: int) -> Codings:
    rows = columns.only(np.flatnonzero((columns.comment >= first) & (columns.comment < last)))
    of_reply = rows.variable == VARIABLES.index("reply_stance")
    target = np.where(of_reply & (rows.target >= 0), rows.target - first, rows.target)
    return rows._replace(comment=rows.comment - first, target=target)


def one_by_one(columns: Codings, book: Codebook) -> list[tuple[Coding, ...]]:
    threads = gathered(THREADS)
    bounds = zip(threads.first[:-1].tolist(), threads.first[1:].tolist(), THREADS, strict=True)
    return [
        as_codings(by_names(part(columns, *bound), book), thread, graph, book) for *bound, (thread, graph) in bounds
    ]


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_threads_are_coded_together_as_each_alone(book: Codebook) -> None:
    together = one_by_one(code_threads(gathered(THREADS), book), book)
    assert together == [code(thread, graph, book) for thread, graph in THREADS]


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_variable_is_coded_by_itself_as_among_all(variable: str) -> None:
    book = BOOKS["none" if variable == "reply_stance" else "general"]
    every, alone = (code_threads(gathered(THREADS), book, some) for some in (VARIABLES, [variable]))
    kept = every.only(np.flatnonzero(every.variable == VARIABLES.index(variable)))
    for mine, theirs in zip(alone, kept, strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_claims_that_are_coded_too_count_for_reply_stance() -> None:
    thread, graph = made("The pier", "en", ("The pier is rotten.", ARTICLE), ("The pier is not rotten.", 0))
    both, alone = (code_threads(gathered([(thread, graph)]), MEANT, some) for some in (VARIABLES, ["reply_stance"]))
    both = both.only(np.flatnonzero(both.variable == VARIABLES.index("reply_stance")))
    deny = CODES["reply_stance"].index("deny")
    assert (both.code[1], alone.code[1]) == (deny, deny)
    assert both.probability[1] > alone.probability[1]


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("book", [BOOKS["general"], BOTH], ids=["general", "a statement and names"])
def test_so_many_comments_at_a_time_change_nothing(book: Codebook, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_threads(gathered(THREADS), book)
    monkeypatch.setattr(exchanges, "AT_ONCE", size)
    for mine, theirs in zip(code_threads(gathered(THREADS), book), before, strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_guessed_link_makes_a_reply_less_sure() -> None:
    threads = gathered(THREADS[:1])
    sure = code_threads(threads, BOOKS["none"], ["reply_stance"])
    unsure = code_threads(replace(threads, link=np.full(6, 0.5)), BOOKS["none"], ["reply_stance"])
    assert unsure.probability[1] < sure.probability[1]
    assert unsure.probability[0] == sure.probability[0]


def test_a_quoting_link_is_told_by_its_kind() -> None:
    thread, graph = THREADS[0]
    quoting = replace(graph, kind=np.full(len(graph), LINK_KINDS.index("quote"), np.uint8))
    assert gathered([(thread, quoting)]).quoted.all()


def test_no_threads_have_no_codings() -> None:
    none, nobody = np.zeros(0, np.int64), np.zeros(0, bool)
    nothing = Threads([], np.zeros(1, np.int64), none, np.zeros(0), nobody, nobody, [])
    assert [len(column) for column in code_threads(nothing, BOOKS["general"])] == [0] * 8


def test_a_cue_that_is_none_is_refused() -> None:
    claim = ClaimType(id="c", label="C", definition="It is so.", cues=("made (up",))
    with pytest.raises(CodebookError, match="made"):
        code_threads(gathered(THREADS), Codebook(title="x", claim_types=(claim,)))
