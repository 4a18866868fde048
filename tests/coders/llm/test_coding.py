"""What comes of right answers: codings of all four variables, by comment, with their words and probabilities."""

import asyncio
import json

import pytest

from discourse import analyse
from discourse.codebook import Codebook
from discourse.coders import code
from discourse.coders.llm import Prices, Settings, Temperatures, Usage, llm_coder
from discourse.errors import CodingError
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from tests.coders.llm.conftest import Coders, Server
from tests.coders.llm.threads import BOOK, CODER, MODEL, reply_stances, short, thread

TALK = thread("The council lies. It will flood.", "No, it will not.", "Says who?")
CODED = [
    ("c1", "claim", "flood_risk", "asserts", 0.8, (26, 31)),
    ("c1", "form", None, "value", 0.8, (0, 16)),
    ("c1", "reply_stance", None, "comment", 0.8, None),
    ("c1", "stance", "council", "against", 0.8, (4, 16)),
    ("c2", "form", None, "value", 0.8, (0, 15)),
    ("c2", "reply_stance", "c1", "deny", 0.8, (0, 2)),
    ("c3", "form", None, "value", 0.8, (0, 9)),
    ("c3", "reply_stance", "c2", "query", 0.8, (0, 9)),
]


def test_all_four_variables_are_coded(coders: Coders, server: Server) -> None:
    analysis = analyse(TALK, BOOK, coder=coders().coder)
    assert short(analysis.codings) == CODED
    assert {coding.coder for coding in analysis.codings} == {CODER}
    assert [asked["path"] for asked in server.asked] == ["/v1/chat/completions"]


def test_what_goes_out_is_texts_title_and_codebook_and_no_name(coders: Coders, server: Server) -> None:
    analyse(TALK, BOOK, coder=coders().coder)
    body = server.asked[0]["body"]
    assert (body["model"], body["temperature"], body["max_tokens"], body["stream"]) == (MODEL, 0, 4096, False)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "Author" not in str(body)
    assert "c1" not in str(body)
    assert "A bypass through the meadow" in body["messages"][1]["content"]
    assert "makes floods more likely" in body["messages"][0]["content"]


def test_comments_that_are_deleted_or_without_words_are_not_sent(coders: Coders, server: Server) -> None:
    comments = (
        Comment(id="a", text="[removed]", status="deleted", reply_to=""),
        Comment(id="b", text="!!! 🙂", reply_to="a"),
        Comment(id="c", text="", reply_to="a"),
    )
    told = coders()
    analysis = analyse(Thread(article=Article(source="x"), comments=comments), BOOK, coder=told.coder)
    assert short(analysis.codings) == [
        ("a", "reply_stance", None, None, None, None),
        ("b", "reply_stance", "a", None, None, None),
        ("c", "reply_stance", "a", None, None, None),
    ]
    assert (server.asked, told.sentences, told.coder.usage) == ([], [], Usage())


def test_the_words_of_a_deleted_parent_are_not_sent(coders: Coders, server: Server) -> None:
    comments = (
        Comment(id="a", text="a word taken back", status="deleted", reply_to=""),
        Comment(id="b", text="No.", reply_to="a"),
    )
    analysis = analyse(Thread(article=Article(source="x"), comments=comments), BOOK, coder=coders().coder)
    assert "taken back" not in str(server.asked)
    assert short(analysis.codings)[-1] == ("b", "reply_stance", "a", "deny", 0.8, (0, 2))


def test_a_reply_stance_is_no_surer_than_the_link_to_what_is_answered(coders: Coders) -> None:
    comments = (
        Comment(id="a", text="The lock is shut.", author="Rolf"),
        Comment(id="b", text="@Rolf No.", author="Odile"),
        Comment(id="c", text="No.", author="Ines"),
    )
    flat = Thread(article=Article(source="x", title="Lock"), comments=comments, shown_order="oldest")
    graph = reply_graph(flat)
    codings = [one for one in coders().coder(flat, graph, BOOK) if one.variable == "reply_stance"]
    links = [link.probability if link.parent else 1 for link in graph.links()]
    assert [one.probability for one in codings] == [round(0.8 * link, 3) for link in links]
    assert min(links) < 1


def test_probabilities_are_calibrated_where_a_temperature_is_given(coders: Coders) -> None:
    told = coders(temperatures=Temperatures(claim=2.0))
    by_variable = {one.variable: one.probability for one in analyse(TALK, BOOK, coder=told.coder).codings}
    assert by_variable == {"claim": 0.667, "form": 0.8, "reply_stance": 0.8, "stance": 0.8}


@pytest.mark.parametrize(("percent", "probability"), [(100, 0.99), (0, 0.01), (37, 0.37)])
def test_no_percent_is_taken_for_certain(coders: Coders, server: Server, percent: int, probability: float) -> None:
    server.script({"entries": {"1": {"form": [], "reply_stance": {"code": "deny", "percent": percent, "words": "No"}}}})
    assert [one.probability for one in analyse(thread("No."), BOOK, coder=coders().coder).codings] == [probability]


def test_a_model_may_say_that_it_cannot_tell(coders: Coders, server: Server) -> None:
    unclear = {"code": "unclear", "percent": 50, "words": ""}
    server.script(
        {"entries": {"1": {"form": [], "reply_stance": unclear, "stance": [unclear | {"target": "council"}]}}}
    )
    told = coders()
    assert short(analyse(thread("Hm."), BOOK, coder=told.coder).codings) == [
        ("c1", "reply_stance", None, None, None, None),
        ("c1", "stance", "council", None, None, None),
    ]
    assert told.sentences == []


def test_a_codebook_without_targets_or_claims_asks_for_neither(coders: Coders, server: Server) -> None:
    bare = {"number": 1, "reply_stance": {"code": "comment", "percent": 9, "words": ""}, "form": []}
    server.script({"content": json.dumps({"comments": [bare]})})
    codings = analyse(thread("Hm."), Codebook(title="none"), coder=coders().coder).codings
    assert short(codings) == [("c1", "reply_stance", None, "comment", 0.09, None)]
    schema = server.asked[0]["body"]["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["comments"]["items"]["required"] == ["number", "reply_stance", "form"]


def test_comments_of_one_id_are_coded_each(coders: Coders) -> None:
    comments = (Comment(id="a", text="No.", reply_to=""), Comment(id="a", text="Really?", reply_to=""))
    codings = analyse(Thread(article=Article(source="x"), comments=comments), BOOK, coder=coders().coder).codings
    assert reply_stances(codings) == ["deny", "query"]


@pytest.mark.parametrize("batch", [1, 2, 8])
@pytest.mark.parametrize("concurrency", [1, 7])
def test_codings_do_not_depend_on_how_many_run_at_once(
    coders: Coders, server: Server, batch: int, concurrency: int
) -> None:
    server.script({"seconds": 0.05}, {}, {"seconds": 0.02}, {})
    told = coders(batch=batch, concurrency=concurrency)
    assert short(analyse(TALK, BOOK, coder=told.coder).codings) == CODED
    assert told.coder.usage.requests == -(-3 // batch)


def test_no_more_requests_than_allowed_run_at_once(coders: Coders, server: Server) -> None:
    server.script({"seconds": 0.05})
    analyse(thread(*(f"No, not {number}." for number in range(12))), BOOK, coder=coders(batch=1, concurrency=3).coder)
    assert server.log["most"] == 3


def test_it_works_where_a_loop_is_running_already(coders: Coders) -> None:
    async def in_a_notebook() -> list[str | None]:
        return reply_stances(analyse(TALK, BOOK, coder=coders().coder).codings)

    assert asyncio.run(in_a_notebook()) == ["comment", "deny", "query"]


def test_an_error_reaches_the_notebook_too(coders: Coders, server: Server) -> None:
    server.script({"status": 404})

    async def in_a_notebook() -> None:
        analyse(TALK, BOOK, coder=coders().coder)

    with pytest.raises(CodingError, match="no model parrot"):
        asyncio.run(in_a_notebook())


def test_what_is_asked_alike_is_asked_once(coders: Coders, server: Server) -> None:
    told = coders(batch=1)
    assert reply_stances(analyse(thread(*["No."] * 12), BOOK, coder=told.coder).codings) == ["deny"] * 12
    assert len(server.asked) == 2  # of the article, and of another "No."


def test_the_ledger_counts_requests_tokens_and_cost_over_threads(coders: Coders) -> None:
    told = coders(prices=Prices(sent=1.0, answered=10.0))
    analyse(TALK, BOOK, coder=told.coder)
    analyse(thread("No."), BOOK, coder=told.coder)
    assert told.coder.usage == Usage(requests=2, tokens_sent=200, tokens_answered=40, cost=0.0006)


@pytest.mark.parametrize("usage", [{}, None, {"prompt_tokens": -5, "completion_tokens": 0}, {"prompt_tokens": 10**30}])
def test_tokens_are_estimated_where_the_server_does_not_count_them(
    coders: Coders, server: Server, usage: object
) -> None:
    server.script({"usage": usage})
    told = coders()
    analyse(thread("No."), BOOK, coder=told.coder)
    assert 1_000 < told.coder.usage.tokens_sent < 10_000
    assert 50 < told.coder.usage.tokens_answered < 200


def test_the_name_alone_says_what_is_missing() -> None:
    with pytest.raises(CodingError, match=r"^page\.html: the coder llm needs an address and a model"):
        code(TALK, reply_graph(TALK), BOOK, coder="llm")


def test_a_warning_tells_what_is_uncoded_where_nobody_listens(server: Server) -> None:
    coder = llm_coder(Settings(url=server.url, model=MODEL, budget=10))
    with pytest.warns(
        UserWarning, match=r"^page\.html: 3 of 3 comments are left uncoded, since the budget of 10 tokens"
    ):
        analyse(TALK, BOOK, coder=coder)
