"""An analysis in Python: what it gives, and what is refused before anything is counted."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

import discourse
from discourse import Article, Coding, Comment, DiscourseError, Thread
from discourse.reporting.options import Options, checked

COMMENTS = (
    Comment(id="1", text="The ferry is late again.", author="Ann", reply_to="", posted="2024-05-01T08:00:00+00:00"),
    Comment(id="2", text="It was on time.", author="Ben", reply_to="1"),
)
THREAD = Thread(article=Article(source="ferry", title="Ferries"), comments=COMMENTS)


def coding(**more: Any) -> Coding:
    return Coding(
        **{"comment": "1", "variable": "form", "target": None, "code": "fact", "coder": "mine", "probability": 0.5}
        | more
    )


def test_the_graph_for_networkx_has_what_is_known_of_each_comment() -> None:
    graph = discourse.analyse(THREAD).to_networkx()
    assert (graph.nodes["1"]["author"], graph.nodes["1"]["posted"]) == ("Ann", "2024-05-01T08:00:00+00:00")
    assert (graph.nodes["2"]["text"], graph.nodes["article"]["role"]) == ("It was on time.", "article")
    assert list(graph.edges(data=True)) == [
        ("1", "article", {"kind": "explicit", "probability": 1.0}),
        ("2", "1", {"kind": "explicit", "probability": 1.0}),
    ]


def test_a_function_codes() -> None:
    assert discourse.analyse(THREAD, coder=lambda *_: (coding(),)).codings == (coding(),)


@pytest.mark.parametrize(
    ("codings", "wrong"),
    [
        ([coding(comment="9")], "a coding of a comment that the thread has not"),
        ([coding(probability=float("nan"))], "a coding whose probability is not between 0 and 1"),
        ([coding(span=(0, 999))], "a coding whose span lies outside its comment"),
        (
            [coding(variable="mood")],
            "a coding of the variable 'mood', which is none of reply_stance, stance, claim, form",
        ),
        (["fact"], "a str for a coding"),
        (None, "no codings; let it return a sequence"),
    ],
)
def test_what_a_function_returns_is_checked(codings: Any, wrong: str) -> None:
    def guessed(*_: object) -> Any:
        return codings

    with pytest.raises(DiscourseError, match=r'^ferry: the coder "guessed" returns ') as told:
        discourse.analyse(THREAD, coder=guessed)
    assert wrong in str(told.value)


@pytest.mark.parametrize(
    ("comments", "wrong"),
    [
        ([Comment(id=7, text="Why?")], "`$.comments[0].id`); give ids and texts as str"),  # type: ignore[arg-type]
        ([Comment(id="7", text=None)], "`$.comments[0].text`); give ids and texts as str"),  # type: ignore[arg-type]
    ],
)
def test_a_thread_made_by_hand_is_checked(comments: Sequence[Comment], wrong: str) -> None:
    with pytest.raises(DiscourseError) as told:
        discourse.analyse(Thread(article=Article(source="ferry"), comments=tuple(comments)))
    assert str(told.value).endswith(wrong)


def test_the_step_that_was_left_out_is_named() -> None:
    with pytest.raises(DiscourseError, match=r"analyse: a str is no Thread; discourse\.read\(…\) returns one"):
        discourse.analyse("page.html")  # type: ignore[arg-type]
    with pytest.raises(DiscourseError, match=r"report: a Thread is no Analysis; discourse\.analyse\(…\) returns one"):
        discourse.report(THREAD, "nowhere")  # type: ignore[arg-type]


def fails(*_: object) -> Any:
    raise ValueError("no luck")


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "read": (
        lambda: discourse.read(THREAD),  # type: ignore[arg-type]
        "a Thread is no source; give the path of a file, or its bytes",
    ),
    "no name": (lambda: discourse.read(""), "a source without a name cannot be read; give the path of a file"),
    "codebook": (
        lambda: discourse.analyse(THREAD, codebook=7),  # type: ignore[arg-type]
        "a int is no codebook; give a shipped name, a TOML file, a Codebook, or several of these",
    ),
    "coder": (
        lambda: discourse.analyse(THREAD, coder=7),  # type: ignore[arg-type]
        "a int is no coder; give a name or a function",
    ),
    "function": (
        lambda: discourse.analyse(THREAD, coder=fails),
        'ferry: the coder "fails" fails (ValueError: no luck); mend it',
    ),
    "title": (
        lambda: checked(Options(title=5)),  # type: ignore[arg-type]
        "Options: the title 5 is no text; give a str",
    ),
    "quote length": (
        lambda: checked(Options(quote_length=1)),
        "the quote length of a report cannot be 1; it is between 20 and 20,000",
    ),
    "table": (
        lambda: discourse.charts.claims(discourse.tables.stance(discourse.analyse(THREAD))),
        "charts.claims: the table has no column claim; give what discourse.tables.claims(analysis) returns",
    ),
    "no table": (
        lambda: discourse.charts.tree(discourse.analyse(THREAD)),  # type: ignore[arg-type]
        "charts.tree: a Analysis is no table; give what discourse.tables.tree(analysis) returns",
    ),
    "format": (
        lambda: discourse.charts.save(None, "x.bmp", "bmp"),  # type: ignore[arg-type]
        "charts.save: a chart cannot be written as 'bmp'; give one of svg, png, pdf",
    ),
    "no chart": (
        lambda: discourse.charts.save(None, "x.png", "png"),  # type: ignore[arg-type]
        "charts.save: a NoneType is no chart; charts give None where there is nothing to draw",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_value_of_the_wrong_kind_is_refused_in_one_sentence(what: str) -> None:
    call, said = WRONG[what]
    with pytest.raises(DiscourseError) as told:
        call()
    assert str(told.value) == said


def test_help_shows_the_way_from_a_page_to_a_report() -> None:
    steps = ("discourse.read(", "discourse.analyse(", "discourse.tables.", "discourse.charts.", "discourse.report(")
    assert all(step in (discourse.__doc__ or "") for step in steps)
