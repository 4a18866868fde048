"""Claims in threads: answers that do not repeat them, one coding for each, and the floors on hand-coded threads."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.claims.coding import code_claims
from discourse.coders.linear.coding import code_claims as code_linear
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph

PONDS = Codebook(
    title="Ponds",
    claim_types=(
        ClaimType(
            id="drained", label="Pond drained", definition="The council drained the pond.", cues=("drain* & pond",)
        ),
        ClaimType(id="fishy", label="Fish sold", definition="Somebody sold the carp.", cues=("sold & carp",)),
        ClaimType(id="proof", label="Proof asked", definition="The comment asks for proof.", cues=("proof|prove",)),
    ),
)


def coded(*texts: str, codebook: Codebook = PONDS, title: str | None = None) -> list[Coding]:
    """Return the codings of a chain of comments, each answering the one before it."""
    comments = tuple(
        Comment(id=str(number), text=text, reply_to=str(number - 1) if number else "")
        for number, text in enumerate(texts)
    )
    thread = Thread(article=Article(source="x", title=title), comments=comments)
    return list(code_claims(thread, reply_graph(thread), codebook))


def statuses(*texts: str, claim: str = "drained") -> list[str | None]:
    by_comment = {coding.comment: coding.code for coding in coded(*texts) if coding.target == claim}
    return [by_comment.get(str(number)) for number in range(len(texts))]


ASSERTED = "They drained the pond."
REJECTED = "They never drained the pond."
QUESTION = "Did they drain the pond?"

ANSWERS = [
    (ASSERTED, "Exactly.", "asserts"),
    (ASSERTED, "So true!", "asserts"),
    (ASSERTED, "I couldn't agree more.", "asserts"),
    (ASSERTED, "You are absolutely right, and it stinks.", "asserts"),
    (ASSERTED, "No way!", "rejects"),
    (ASSERTED, "Utter nonsense.", "rejects"),
    (ASSERTED, "That old story has been debunked many times.", "rejects"),
    (ASSERTED, "This is a fairy tale.", "rejects"),
    (ASSERTED, "Oh please. I walked there this morning.", "rejects"),
    (ASSERTED, "I couldn't disagree more.", "rejects"),
    (ASSERTED, "Yeah, sure.", "rejects"),
    (ASSERTED, "Thumbs down.", "rejects"),
    (ASSERTED, "You're not mistaken.", "asserts"),
    (ASSERTED, "Nobody can deny that.", "asserts"),
    (ASSERTED, "Hear, hear!", "asserts"),
    (ASSERTED, "Why would they do that?", "rejects"),
    (ASSERTED, "If so, why is it full of ducks?", "rejects"),
    (ASSERTED, "No they didn't.", "rejects"),
    (ASSERTED, "Really?", "questions"),
    (ASSERTED, "Are you sure?", "questions"),
    (ASSERTED, "Has this been verified?", "questions"),
    (ASSERTED, "How do you know?", "questions"),
    (ASSERTED, "Nice weather today.", None),
    (ASSERTED, "No dogs allowed there, by the way.", None),
    (QUESTION, "Of course they did.", "asserts"),
    (QUESTION, "I highly doubt it.", "rejects"),
    (QUESTION, "Probably not.", "rejects"),
    (QUESTION, "Yes.", "asserts"),
    (REJECTED, "Agreed.", "rejects"),
    (REJECTED, "Yes they did.", "asserts"),
    (REJECTED, "You are wrong.", "asserts"),
]


@pytest.mark.parametrize(("parent", "answer", "expected"), ANSWERS)
def test_answer_without_repeating_the_claim(parent: str, answer: str, expected: str | None) -> None:
    assert statuses(parent, answer)[1] == expected


ONE_COMMENT = [
    ("Did they drain the pond? I highly doubt it.", "rejects"),
    ("Did they drain the pond? Undoubtedly.", "asserts"),
    ("They say the council drained the pond. That is a myth.", "rejects"),
    ("They drained the pond? No way!", "rejects"),
    ("They drained the pond? Sure.", "rejects"),
    ("Did they drain the pond? Sure.", "asserts"),
    ("Yeah, right. They drained the pond to wash it.", "rejects"),
    ("Right. They drained the pond in May.", "asserts"),
    ("So they drained the pond. And I'm the Pope.", "rejects"),
    ("A drained pond in a wet year? Yeah right.", "rejects"),
    ("People say they drained the pond. Is that so?", "questions"),
    ("They drained the pond. Did they drain the pond on purpose?", "asserts"),
    ("Some say they drained the pond. I say they did not drain the pond.", "rejects"),
    ("> They drained the pond.\nRubbish.", "rejects"),
]


@pytest.mark.parametrize(("text", "expected"), ONE_COMMENT)
def test_one_coding_for_each_claim_of_a_comment(text: str, expected: str) -> None:
    assert statuses(text) == [expected]


def test_the_span_of_an_answer_is_the_answering_words() -> None:
    answer = coded(ASSERTED, "Well, no way! I live there.")[1]
    assert answer.span == (6, 12)


def test_an_answer_is_less_probable_than_what_it_answers_down_a_chain() -> None:
    probabilities = [coding.probability or 0 for coding in coded(ASSERTED, "Exactly.", "Agreed.", "Indeed.")]
    assert all(before > after for before, after in pairwise(probabilities))


def test_a_bare_answer_speaks_of_the_last_question() -> None:
    asked = "They sold the carp. Did they drain the pond?"
    assert [(coding.target, coding.code) for coding in coded(asked, "No way!")[2:]] == [("drained", "rejects")]


def test_an_act_is_done_even_in_a_question_and_is_not_answered() -> None:
    found = [
        (coding.comment, coding.code) for coding in coded("Can you prove it?", "Exactly.") if coding.target == "proof"
    ]
    assert found == [("0", "asserts")]


@pytest.mark.parametrize(
    "definition",
    [
        "The comment accuses the council of having drained the pond.",
        "The commenter claims that the council drained the pond.",
        "Claim that the council drained the pond.",
        "The council drained the pond.",
    ],
)
def test_what_a_definition_says_of_comments_does_not_matter(definition: str) -> None:
    book = Codebook(title="P", claim_types=(ClaimType(id="d", label="Pond", definition=definition),))
    assert [coding.code for coding in coded("The council never drained the pond.", codebook=book)] == ["rejects"]


@pytest.mark.parametrize(
    ("definition", "text", "code"),
    [
        ("A poem by a machine has no soul.", "It has no soul at all, that poem.", "asserts"),
        ("A poem by a machine has no soul.", "But it does have a soul, that poem.", "rejects"),
        ("Nobody can juggle while running uphill.", "Nobody on earth can juggle and run uphill.", "asserts"),
        ("Nobody can juggle while running uphill.", "My aunt can juggle while running uphill.", "rejects"),
        ("The clown did not juggle but let eggs fall.", "The clown did juggle, all of us saw it.", "rejects"),
        ("Juggling makes people ill.", "Juggling makes people ill, full stop.", "asserts"),
        ("Parents and not the circus should decide on juggling.", "Parents should decide on juggling.", "asserts"),
        ("Poor families can no longer afford the circus.", "Families can't afford the circus any more.", "asserts"),
        (
            "Juggling does nothing for backs or for joints.",
            "Juggling does nothing for backs and nothing for joints.",
            "asserts",
        ),
        ("The tigers are not lazy, they were drugged.", "The tigers were drugged.", "asserts"),
        ("Juggling uphill is impossible.", "Nobody on earth can juggle uphill.", "asserts"),
        ("Juggling uphill is impossible.", "My aunt juggles uphill every day.", "rejects"),
        ("The tigers are impossible to train.", "My aunt can train tigers.", "rejects"),
        ("The tigers are unable to juggle.", "The tigers juggle every night.", "rejects"),
    ],
)
def test_a_definition_that_denies_something(definition: str, text: str, code: str) -> None:
    book = Codebook(
        title="Circus",
        claim_types=(
            ClaimType(id="one", label="Healthy circus", definition=definition),
            ClaimType(id="two", label="Tickets", definition="Tickets for the circus cost too much."),
        ),
    )
    thread = Thread(article=Article(source="x"), comments=(Comment(id="1", text=text, reply_to=""),))
    found = [coding for coding in code_claims(thread, reply_graph(thread), book) if coding.code]
    assert [(coding.target, coding.code) for coding in found] == [("one", code)]


def test_an_answer_to_the_article_speaks_of_its_title() -> None:
    (coding,) = coded("Nonsense.", title="Council has drained the pond")
    assert (coding.target, coding.code) == ("drained", "rejects")


def test_a_deep_chain_needs_no_recursion() -> None:
    assert len(coded(ASSERTED, *["ok then"] * 20_000)) == 1


@pytest.mark.parametrize("text", ["", "???", "\x00\x1b", "“" * 5_000, "drained " * 5_000, "if why not " * 2_000, "🙄"])
def test_odd_text_is_coded_without_fuss(text: str) -> None:
    for coding in coded(text):
        if coding.code is None:
            assert (coding.target, coding.span, coding.probability) == (None, None, None)
            continue
        assert coding.span is not None
        assert 0 <= coding.span[0] < coding.span[1] <= len(text)


def test_the_language_is_that_of_the_definitions() -> None:
    teich = ClaimType(
        id="teich",
        label="Teich abgelassen",
        definition="Der Bürgermeister hat den Teich nachts heimlich abgelassen, weil er es so wollte.",
    )
    texts = ("Sie haben den Teich nachts heimlich abgelassen.", "Das ist gelogen.", "Ist das so?")
    found = coded(*texts, codebook=Codebook(title="Teich", claim_types=(teich,)))
    assert [coding.code for coding in found] == ["asserts", "rejects", "questions"]


def test_a_definition_knows_the_names_of_the_targets() -> None:
    claim = ClaimType(id="arms", label="Arms for the militia", definition="The Dukedom sends weapons to the Red Guard.")
    targets = (
        Target(id="duke", label="The Dukedom", names=("Dukedom", "Grand Duke")),
        Target(id="guard", label="Red Guard", names=("Red Guard", "RG", "the Reds")),
    )
    book = Codebook(title="Duchy", targets=targets, claim_types=(claim,))
    found = coded("The Grand Duke ships rifles to the Reds.", "He walks to the Reds.", codebook=book)
    assert [(coding.comment, coding.code) for coding in found if (coding.probability or 0) > 0.5] == [("0", "asserts")]


def test_no_codebook_no_claims() -> None:
    assert coded(ASSERTED, codebook=Codebook(title="Empty")) == []


GOLD = Path(__file__).parent / "claims_gold"
FLOORS = {
    # thread: F1 and status accuracy with definitions only, then with cues and examples
    "bypass": (0.99, 0.80, 0.90, 0.99),
    "phones": (0.96, 0.93, 0.99, 0.88),
    "referee": (0.96, 0.99, 0.96, 0.92),
    "meteorite": (0.96, 0.93, 0.93, 0.99),
    "wolves": (0.94, 0.99, 0.97, 0.94),
    "short_lets": (0.96, 0.99, 0.99, 0.93),
    "cashless": (0.96, 0.92, 0.96, 0.92),
}


def gold(name: str, *, definitions_only: bool) -> tuple[Thread, Codebook, dict[tuple[str, str], str]]:
    data: dict[str, Any] = tomllib.loads((GOLD / f"{name}.toml").read_text("utf-8"))
    kept = ("id", "label", "definition") if definitions_only else ClaimType.__struct_fields__
    claims = tuple(
        msgspec.convert({key: value for key, value in claim.items() if key in kept}, ClaimType)
        for claim in data["claim_types"]
    )
    comments = tuple(
        Comment(id=entry["id"], author=entry["author"], text=entry["text"], reply_to=entry.get("reply_to", ""))
        for entry in data["comments"]
    )
    codes = {(entry["id"], line.split()[0]): line.split()[1] for entry in data["comments"] for line in entry["gold"]}
    thread = Thread(article=Article(source=name, title=data["title"]), comments=comments)
    return thread, Codebook(title=name, claim_types=claims), codes


@pytest.mark.parametrize("name", sorted(FLOORS))
@pytest.mark.parametrize("definitions_only", [True, False], ids=["definitions", "cues"])
def test_floors_on_hand_coded_threads(name: str, definitions_only: bool) -> None:
    thread, codebook, codes = gold(name, definitions_only=definitions_only)
    found = {
        (coding.comment, coding.target or ""): coding.code
        for coding in code_linear(thread, reply_graph(thread), codebook)
    }
    both = found.keys() & codes.keys()
    f1 = 2 * len(both) / (len(found) + len(codes))
    status = sum(found[key] == codes[key] for key in both) / len(both)
    floor = FLOORS[name][:2] if definitions_only else FLOORS[name][2:]
    assert (f1 >= floor[0], status >= floor[1]) == (True, True), f"F1 {f1:.3f}, status {status:.3f}"
