"""What a guess says beside its parent: the alternatives, what is unknown, and how guesses were made."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.model import Article, Comment, ShownOrder, Skipped, Thread
from discourse.replies.build import reply_graph
from discourse.replies.cycles import cut_cycles
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.replies.infer import lacking, missing_share
from discourse.replies.names import Names
from discourse.replies.sampling import sampled
from discourse.replies.walk import WINDOW

SAID = [
    ("Ann", "The ferry was late again, and nobody at the pier could say why."),
    ("Bo", "Late? It did not come at all on Sunday."),
    ("Cy", "Ann, they said it was the fog."),
    ("Ann", "There was no fog on our side."),
    ("Bo", "Cy, who said that? The pier was closed."),
]


def thread(order: ShownOrder = "oldest", declared: int | None = None, repeat: int = 1) -> Thread:
    comments = tuple(
        Comment(id=str(number), author=author, text=text) for number, (author, text) in enumerate(SAID * repeat)
    )
    return Thread(article=Article(source="x"), comments=comments, shown_order=order, declared=declared)


@pytest.mark.parametrize("order", ["oldest", "newest", "nested", "unknown"])
def test_alternatives_hold_the_guess_first_and_add_up_to_at_most_one(order: ShownOrder) -> None:
    graph = reply_graph(thread(order))
    assert set(graph.options) == set(range(len(SAID)))
    for number, options in graph.options.items():
        chances = [option.probability for option in options]
        assert (graph.parent[number], graph.probability[number]) in options
        assert chances == sorted(chances, reverse=True)
        assert round(sum(chances), 3) <= 1


def test_what_the_source_states_has_no_alternatives() -> None:
    stated = Comment(id="9", text="Yes.", author="Dee", reply_to="0")
    known = thread()
    graph = reply_graph(Thread(article=known.article, comments=(*known.comments, stated), shown_order="oldest"))
    assert 5 not in graph.options
    assert graph.links()[5].probability == 1.0


def test_drawn_graphs_agree_with_the_probabilities() -> None:
    graph = reply_graph(thread())
    drawn = sampled(graph, 4000)
    for number, options in graph.options.items():
        for option in options:
            share = (drawn[:, number] == option.parent).mean()
            assert share == pytest.approx(option.probability, abs=0.05)


MISSING_SHARES = {
    "not declared": (None, 0.0),
    "all there": (5, 0.0),
    "more than declared": (3, 0.0),
    "a fifth lacking": (6, 1 / 6),
    "most lacking": (500, 0.5),
}


@pytest.mark.parametrize(("declared", "share"), MISSING_SHARES.values(), ids=MISSING_SHARES)
def test_share_of_comments_not_captured(declared: int | None, share: float) -> None:
    assert missing_share(thread(declared=declared)) == pytest.approx(share)


def test_what_was_left_out_for_a_reason_is_not_lacking() -> None:
    ping = Skipped(kind="pingback", reason="a link from another site", count=3)
    behind = Skipped(kind="stub", reason="more comments behind a button", count=2)
    cut = Skipped(kind="cut", reason="ends of long comments", count=4)
    assert lacking(msgspec.structs.replace(thread(declared=10), skipped=(ping, behind, cut))) == 2


def test_comments_not_captured_make_guesses_less_sure() -> None:
    whole, half = reply_graph(thread()), reply_graph(thread(declared=10))
    parent = next(option.parent for option in whole.options[4] if option.parent >= 0)
    assert dict(half.options[4])[parent] == pytest.approx(dict(whole.options[4])[parent] * 0.5, abs=0.002)
    assert any("5 of the comments that the page declares were not captured" in note for note in half.notes)


NOTES: dict[str, tuple[Thread, str | None]] = {
    "nothing to say": (thread(), None),
    "order not known": (thread("unknown"), "does not tell which comment is older"),
    "a window": (thread(repeat=WINDOW // 4), f"compared with the {WINDOW} before it"),
}


@pytest.mark.parametrize(("given_", "said"), NOTES.values(), ids=NOTES)
def test_notes(given_: Thread, said: str | None) -> None:
    notes = reply_graph(given_).notes
    assert not notes if said is None else any(said in note for note in notes)


def test_without_guesses_there_are_no_notes() -> None:
    assert reply_graph(thread("unknown"), infer=False).notes == ()


CAPPED = [
    ("Ann", "The ferry was late again.", ""),
    ("Bo", "It did not come at all on Sunday.", "0"),
    ("Cy", "@Bo who told you that?", "0"),
    ("Bo", "@Cy my brother, who waited for it.", "0"),
    ("Cy", "@Bo then he missed it.", "0"),
    ("Bo", "@Cy he did not, he stood there for two hours.", "0"),
    ("Dee", "Ann, mine was on time.", "0"),
]


def capped(reader: str | None = None) -> ReplyGraph:
    comments = tuple(
        Comment(id=str(number), author=author, text=text, reply_to=above)
        for number, (author, text, above) in enumerate(CAPPED)
    )
    return reply_graph(Thread(article=Article(source="x"), comments=comments, shown_order="nested", reader=reader))


def test_what_hangs_at_the_deepest_level_is_guessed_anew_and_the_stated_parent_kept() -> None:
    graph = capped()
    links = graph.links()
    assert graph.parent.tolist()[:6] == [ARTICLE, 0, 1, 2, 3, 4]
    assert [link.kind for link in links[:3]] == ["explicit", "explicit", "name"]
    assert [link.stated for link in links] == [None, None, "0", "0", "0", "0", "0"]
    assert "no deeper than level 2" in graph.notes[0]


def test_a_site_that_states_true_parents_is_believed() -> None:
    graph = capped("reddit")
    assert graph.parent.tolist() == [ARTICLE, 0, 0, 0, 0, 0, 0]
    assert not graph.instead_of


def below_the_article(*said: tuple[str, str], reader: str | None = None, order: ShownOrder = "nested") -> ReplyGraph:
    comments = tuple(
        Comment(id=str(number), author=author, text=text, reply_to="") for number, (author, text) in enumerate(said)
    )
    article = Article(source="x", author="Hanna Host")
    return reply_graph(Thread(article=article, comments=comments, shown_order=order, reader=reader))


ANN, BO = ("Ann Arbour", "The ferry was late again."), ("Bo", "Mine was on time.")
SPEAKING = {
    "a name after @": ((ANN, BO, ("Cy", "@Ann Arbour: by how much?")), [None, None, "0"]),
    "a part of it": ((ANN, BO, ("Cy", "@arbour by how much?")), [None, None, "0"]),
    "a blank between": ((ANN, BO, ("Cy", "@ Bo which one?")), [None, None, "1"]),
    "their latest comment": ((BO, BO, ANN, ("Cy", "@Bo which one?")), [None, None, None, "1"]),
    "a name without @": ((ANN, BO, ("Cy", "Bo, which one?")), [None, None, None]),
    "a name further on": ((ANN, BO, ("Cy", "Which one, @Bo?")), [None, None, None]),
    "the article's author": ((("Hanna Host", "Thanks."), BO, ("Cy", "@Hanna thank you.")), [None, None, None]),
    "themselves": ((ANN, BO, ("Bo", "@Bo well said, me.")), [None, None, None]),
    "one who comes later": ((ANN, ("Cy", "@Bo, hello?"), BO), [None, None, None]),
    "somebody who is not there": ((ANN, BO, ("Cy", "@Dee which one?")), [None, None, None]),
}


@pytest.mark.parametrize(("said", "parents"), SPEAKING.values(), ids=SPEAKING)
def test_who_opens_with_a_commenters_name_after_an_at_answers_that_one(
    said: tuple[tuple[str, str], ...], parents: list[str | None]
) -> None:
    assert [link.parent for link in below_the_article(*said).links()] == parents


def test_the_place_below_the_article_is_kept_beside_such_a_link() -> None:
    graph = below_the_article(ANN, ANN, ("Cy", "@Ann by how much?"))
    link = graph.links()[2]
    assert (link.parent, link.kind, link.probability, link.stated) == ("1", "name", 0.85, "")
    assert graph.to_networkx().edges["2", "1"]["stated"] == "article"
    assert "below the article" in graph.notes[0]


def test_a_system_that_states_true_parents_is_believed_whatever_a_comment_opens_with() -> None:
    assert below_the_article(ANN, ("Cy", "@Ann by how much?"), reader="mastodon").parent.tolist() == [ARTICLE, ARTICLE]


def test_the_newest_first_page_has_the_earlier_comment_below() -> None:
    graph = below_the_article(("Cy", "@Bo which one?"), BO, order="newest")
    assert graph.parent.tolist() == [1, ARTICLE]


CLOCKS = st.lists(st.integers(0, 5), min_size=2, max_size=12)


@settings(deadline=None, max_examples=40)
@given(CLOCKS, st.sampled_from(["nested", "unknown"]))
def test_nobody_answers_what_was_posted_later(minutes: list[int], order: ShownOrder) -> None:
    comments = tuple(
        Comment(id=str(number), author="AB"[number % 2], text="No, you.", posted=f"2024-05-01T10:0{minute}")
        for number, minute in enumerate(minutes)
    )
    graph = reply_graph(Thread(article=Article(source="x"), comments=comments, shown_order=order))
    for number, options in graph.options.items():
        assert all(minutes[option.parent] <= minutes[number] for option in options if option.parent >= 0)


def comment(id_: str, author: str, text: str, **stated: Any) -> Comment:
    return Comment(id=id_, author=author, text=text, **stated)


def links_of(*comments: Comment, order: ShownOrder = "oldest") -> list[tuple[str | None, str]]:
    graph = reply_graph(Thread(article=Article(source="x"), comments=comments, shown_order=order))
    assert not cut_cycles(graph.parent, graph.probability)
    return [(link.parent, link.kind) for link in graph.links()]


def test_a_guess_that_closes_a_circle_gives_way_to_the_next() -> None:
    """The first is said to answer the second, so that the second cannot answer the first, whom it names."""
    asked = comment("a", "Ann", "Is it so?", reply_to="b")
    assert links_of(asked, comment("b", "Bob", "Ann, because you asked.")) == [("b", "explicit"), (None, "inferred")]


@pytest.mark.parametrize("order", ["nested", "oldest", "newest", "unknown"])
def test_a_stated_parent_that_is_shown_later_does_no_harm(order: ShownOrder) -> None:
    listed = [comment("a", "Ann", "Why?", reply_to="c"), comment("b", "Bo", "Because you asked.")]
    found = links_of(*listed, comment("c", "Cy", "No."), comment("d", "Dee", "Yes."), order=order)
    assert found[0] == ("c", "explicit")
    assert "missing" not in {kind for _, kind in found}


def test_what_is_quoted_twice_counts_once() -> None:
    posts = [comment("a", "Ann", "Yes.", reply_to=""), comment("b", "Bo", "No.", quotes=("a", "a", "a"))]
    graph = reply_graph(Thread(article=Article(source="x"), comments=tuple(posts), shown_order="oldest"))
    assert graph.links()[1].probability == 0.97


def test_quoted_posts_and_comments_of_the_named_are_alternatives() -> None:
    posts = [
        comment("a", "Ann", "Yes.", reply_to=""),
        comment("b", "Bo", "No.", reply_to=""),
        comment("c", "Ann", "Yes!", reply_to=""),
        comment("d", "Cy", "Both of you.", quotes=("a", "b")),
        comment("e", "Dee", "Which?", reply_to_author="Ann"),
    ]
    graph = reply_graph(Thread(article=Article(source="x"), comments=tuple(posts), shown_order="oldest"))
    assert graph.options == {3: ((0, 0.485), (1, 0.485)), 4: ((2, 0.7), (0, 0.28))}


def test_one_name_on_a_page_of_many_comments_does_not_stop_inference() -> None:
    talk = thread()
    odd = comment("9", "Zoe", "So it is.", reply_to_author="Nobody Here")
    graph = reply_graph(Thread(article=talk.article, comments=(*talk.comments, odd), shown_order="oldest"))
    assert graph.probability[0] > 0.9
    assert len(graph.options[4]) > 1


def test_a_blank_name_names_nobody() -> None:
    assert links_of(comment("a", "Ann", "Yes."), comment("b", "Bo", "No.", reply_to_author=" "))[1][1] != "missing"


def test_quotes_below_one_post_are_not_taken_for_a_cap() -> None:
    posts = [comment("0", "Ann", "Yes.", reply_to="")]
    posts += [comment(str(number), "XY"[number % 2], "No.", quotes=("0",)) for number in range(1, 9)]
    assert set(links_of(*posts)[1:]) == {("0", "quote")}


def test_a_name_that_many_bear_names_nobody() -> None:
    crowd = Names([f"Ann {number}" for number in range(30)])
    assert crowd.at_start("Ann, no.") == {}
    assert crowd.at_start("Ann 7, no.") == {7: 1.0}
