"""Coders keep silent in languages they do not know, and only there."""

import pytest

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.claims.coding import code_claims
from discourse.coders.reply_stance.coding import code_reply_stance
from discourse.coders.stance.coding import code_stance
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

BOOK = Codebook(
    title="Bridge", language="en", targets=(Target(id="bridge", label="Bridge", names=("bridge", "Brücke")),)
)


def thread() -> Thread:
    texts = (
        ("a", "", "The new bridge is a terrible idea and they know it."),
        ("b", "a", "Sana tamamen katılıyorum, bridge denen şey çok kötü bir fikir"),
        ("c", "b", "I agree with you, well said."),
        ("d", "a", "lol nope"),
        ("e", "a", "Ne souhlasím, to přece není pravda"),
        ("f", "a", "Das stimmt doch gar nicht, die Brücke ist wunderbar."),
        ("g", "a", "Это неправда, bridge"),
    )
    comments = tuple(Comment(id=name, text=text, reply_to=parent, author=name) for name, parent, text in texts)
    return Thread(article=Article(source="x", title="A bridge", language="en"), comments=comments)


def test_reply_stance_abstains_and_keeps_the_parent() -> None:
    codings = {coding.comment: coding for coding in code_reply_stance(thread(), reply_graph(thread()), BOOK)}
    for comment, parent in (("b", "a"), ("e", "a"), ("g", "a")):
        assert (codings[comment].code, codings[comment].probability, codings[comment].target) == (None, None, parent)
    assert codings["c"].code == "support"
    assert codings["c"].target == "b"
    assert codings["d"].code is not None
    assert codings["f"].code is not None


@pytest.mark.parametrize(("comment", "code"), [("a", "against"), ("b", None), ("f", "favor"), ("g", None)])
def test_stance_abstains_and_keeps_the_target(comment: str, code: str | None) -> None:
    (coding,) = (coding for coding in code_stance(thread(), reply_graph(thread()), BOOK) if coding.comment == comment)
    assert (coding.target, coding.code) == ("bridge", code)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("这座桥太贵了，没有人需要它。", False),
        ("橋は要らないと思います。", False),
        ("גשר מיותר", False),
        ("Мост не нужен", False),
        ("Zbytečný most", True),  # a few words in Latin letters may be of any language
        ("Tento most je zbytečný a drahý", False),
    ],
)
def test_claims_are_not_judged_where_the_script_tells_another_language(text: str, is_read: bool) -> None:
    book = Codebook(title="Bridge", claim_types=(ClaimType(id="dear", label="Dear", definition="It is too dear."),))
    said = Thread(article=Article(source="x", language="en"), comments=(Comment(id="a", text=text),))
    abstained = [coding for coding in code_claims(said, reply_graph(said), book) if coding.code is None]
    assert bool(abstained) is not is_read
