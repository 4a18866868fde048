"""What moved a coding: sums that give the probability back, reasons for abstaining, and words for every name."""

import math
from collections.abc import Sequence

import pytest

from discourse import analyse
from discourse.analysis import Analysis
from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders import explain, load_explainer
from discourse.coders.columns import gathered
from discourse.coders.explanation import Explanation, Move, Part, Rival, log_linear
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.reply_coding import claims_heard
from discourse.coders.reason_words import in_words, reason_words
from discourse.coders.reply_stance.coding import weights
from discourse.coders.reply_stance.markers import LANGUAGES, markers, symbols
from discourse.errors import CodingError
from discourse.model import Article, Coding, Comment, Thread
from tests.coders.test_plugins import Packages, packages

__all__ = ["packages"]  # a fixture

BOOK = Codebook(title="x", targets=(Target(id="ferry", label="The ferry", names=("ferry",)),))
DEPTHS = ("", "a", "b", "a", "c")
TEXTS = (
    "The ferry is a disgrace. It was late again.",
    "No way! You are wrong, the ferry is wonderful.",
    "I agree, it was late. Where did you read that?",
    "So the ferry runs at nine.",
    "Haha 👍",
)


def talk(*comments: Comment) -> Analysis:
    thread = Thread(
        article=Article(source="quay.html", title="The ferry to the island", language="en"), comments=comments
    )
    return analyse(thread, BOOK, coder="cues")


def quay() -> Analysis:
    made = (Comment(id=name, text=text, reply_to=up) for name, text, up in zip("abcde", TEXTS, DEPTHS, strict=True))
    return talk(*made)


def explained(analysis: Analysis, codings: Sequence[Coding] | None = None, coder: str = "auto") -> list[Explanation]:
    of = analysis.codings if codings is None else codings
    return list(explain(analysis.thread, analysis.graph, analysis.codebook, of, coder))


def of(analysis: Analysis, comment: str, variable: str = "reply_stance") -> Explanation:
    (found,) = [one for one in explained(analysis) if one.coding.comment == comment and one.coding.variable == variable]
    return found


CODING = Coding(comment="a", variable="stance", target="x", code="favor", coder="cues")
CODES = ("favor", "against", "none")


@pytest.mark.parametrize(
    ("moves", "parts", "rest", "rivals"),
    [
        ([], (), 0.0, (Rival("against", 0.0), Rival("none", 0.0))),
        (
            [Move("small", None, (0.02, 0.0, 0.0)), Move("big", (1, 4), (-1.0, 1.0, 0.0))],
            (Part("big", (1, 4), -1.5),),
            0.02,
            (Rival("against", -1.98), Rival("none", -0.98)),
        ),
        (
            [Move(f"m{number:02d}", None, (0.3, 0.0, 0.0)) for number in range(15)],
            tuple(Part(f"m{number:02d}", None, 0.3) for number in range(12)),
            0.9,
            (Rival("against", 4.5), Rival("none", 4.5)),
        ),
    ],
    ids=["nothing", "small parts are summed", "at most twelve are named"],
)
def test_log_linear(moves: list[Move], parts: tuple[Part, ...], rest: float, rivals: tuple[Rival, ...]) -> None:
    assert log_linear(CODING, CODES, moves) == Explanation(CODING, parts, rest, rivals)


def test_a_code_that_the_model_does_not_know_has_no_parts() -> None:
    assert log_linear(CODING, ("yes", "no"), [Move("big", None, (1.0, 0.0))]) == Explanation(CODING, (), 0.0)


@pytest.mark.parametrize("variable", ["reply_stance", "stance"])
def test_what_the_parts_say_gives_the_probability_back(variable: str) -> None:
    found = [one for one in explained(quay()) if one.coding.variable == variable]
    assert len(found) >= 3
    for one in found:
        assert one.parts
        # The parts are what the code has beyond the mean of the others.
        beyond = sum(rival.behind for rival in one.rivals) / len(one.rivals)
        assert sum(part.weight for part in one.parts) + one.rest == pytest.approx(beyond, abs=0.01)
        probability = 1 / (1 + sum(math.exp(-rival.behind) for rival in one.rivals))
        assert one.coding.probability == pytest.approx(probability, abs=0.002)


def test_a_reply_is_explained_by_its_words_and_its_place() -> None:
    said = TEXTS[1]
    one = of(quay(), "b")
    named = {part.what: part.span and said[slice(*part.span)] for part in one.parts}
    assert one.coding.code == "deny"
    assert named["opens:no"] == "No way"
    assert named["place:comment"] is None
    assert one.parts[0].what == "opens:no"
    assert [abs(part.weight) for part in one.parts] == sorted((abs(part.weight) for part in one.parts), reverse=True)


def test_a_stance_is_explained_by_the_words_between_name_and_judgement() -> None:
    one = of(quay(), "b", "stance")
    assert one.coding.code == "favor"
    assert [(part.what, part.span and TEXTS[1][slice(*part.span)]) for part in one.parts] == [
        ("evidence:for", "ferry is wonderful"),
        ("place:target", None),
    ]


@pytest.mark.parametrize(
    ("comment", "why"),
    [
        (Comment(id="a", text="", status="deleted"), "deleted"),
        (Comment(id="a", text=" ", reply_to=""), "wordless"),
        (Comment(id="a", text="Bence bu çok güzel bir haber değil, kimse bunu istemiyor.", reply_to=""), "language"),
        (Comment(id="a", text="The boat leaves at nine.", reply_to="gone"), "parent"),
    ],
)
def test_an_abstention_says_why(comment: Comment, why: str) -> None:
    one = of(talk(comment), "a")
    assert one.coding.code is None
    assert (one.parts, one.rest) == ((Part(f"abstains:{why}", None, 0.0),), 0.0)


LATE = "The ferry is always late."


def pier(definitions: bool = True) -> Analysis:
    """Return a talk about two claims, by their definitions or by cues."""
    lines = (("", LATE), ("a", "No way!"), ("", "Bence bu çok güzel bir haber değil, kimse bunu istemiyor."), ("", ""))
    made = (Comment(id=name, text=text, reply_to=up) for name, (up, text) in zip("abcd", lines, strict=True))
    late, dear = (
        ClaimType(id=name, label=name, definition=text, cues=() if definitions else (cue,))
        for name, text, cue in (("late", LATE, "always late"), ("dear", "The ferry costs too much.", "costs too much"))
    )
    thread = Thread(article=Article(source="p.html", title="The ferry", language="en"), comments=tuple(made))
    return analyse(thread, Codebook(title="x", claim_types=(late, dear)))


def claim(comment: str, code: str | None = "asserts", target: str | None = "late") -> Coding:
    return Coding(comment=comment, variable="claim", target=target, code=code, coder="cues")


def test_a_claim_told_by_its_definition_is_explained_by_its_words_and_its_conversation() -> None:
    said, answer = explained(pier(), [claim("a"), claim("b", "rejects")])
    words = {LATE[slice(*part.span)] for part in said.parts if part.what == "claim:word" and part.span}
    assert "late" in words
    assert {"claim:said", "claim:meaning"} <= {part.what for part in said.parts if part.weight > 0.3}
    heaviest = next(part.what for part in answer.parts if part.weight > 0)
    assert heaviest == "claim:above"
    assert {"status:sides", "status:words"} & {part.what for part in answer.parts if part.weight > 0}


def test_what_moves_a_claim_is_the_odds_that_it_is_made_and_that_it_is_meant_so() -> None:
    here = pier()
    reading = Reading.of(gathered([(here.thread, here.graph)]))
    read = claims_heard(reading, here.codebook)
    assert read
    (sure,) = read.found[0].places.sure[:1]
    (one,) = explained(here, [claim("a")])
    meant = sum(rival.behind for rival in one.rivals) / len(one.rivals)
    assert sum(part.weight for part in one.parts) + one.rest == pytest.approx(
        math.log(sure / (1 - sure)) + meant, abs=0.01
    )


def test_a_claim_told_by_its_cues_is_explained_by_them() -> None:
    here = pier(definitions=False)
    (given,) = [one for one in here.codings if one.comment == "a" and one.target == "late"]
    (one,) = explained(here, [given])
    assert given.probability
    odds = math.log(given.probability / (1 - given.probability))
    assert one == Explanation(given, (Part("claim:cued", given.span, round(odds, 3)),), 0.0)


@pytest.mark.parametrize(
    "coding", [claim("a", "rejects"), claim("a", target="dear"), claim("a", target="gone"), claim("zz")]
)
@pytest.mark.parametrize("definitions", [True, False])
def test_a_claim_that_would_not_be_coded_so_has_no_parts(coding: Coding, definitions: bool) -> None:
    assert explained(pier(definitions), [coding]) == [Explanation(coding, (), 0.0)]


@pytest.mark.parametrize(("comment", "why"), [("c", "language"), ("d", "wordless")])
def test_claims_that_nobody_can_tell_say_why(comment: str, why: str) -> None:
    coding = claim(comment, None, None)
    assert explained(pier(), [coding]) == [Explanation(coding, (Part(f"abstains:{why}", None, 0.0),), 0.0)]


def test_the_coder_cues_explains_claims_as_it_tells_them() -> None:
    here = pier()
    by_cues = analyse(here.thread, here.codebook, coder="cues")
    (given,) = [one for one in by_cues.codings if one.comment == "b" and one.target == "late"]
    (one,) = explained(by_cues, [given], "cues")
    assert one.parts
    assert one.coding == given


def test_a_coding_that_the_coder_would_not_give_has_no_parts() -> None:
    (given,) = [one for one in quay().codings if (one.comment, one.variable) == ("b", "reply_stance")]
    other = Coding(comment="b", variable="reply_stance", target="a", code="support", coder="cues", span=given.span)
    lost = Coding(comment="zz", variable="reply_stance", target=None, code="deny", coder="cues", span=(0, 2))
    silent = Coding(comment="b", variable="reply_stance", target="a", code=None, coder="cues")
    unsure = Coding(comment="b", variable="stance", target="ferry", code=None, coder="cues")
    assert [one.parts for one in explained(quay(), [other, lost, silent, unsure])] == [(), (), (), ()]


def test_comments_that_share_an_id_are_explained_each_by_its_own_words() -> None:
    twins = talk(Comment(id="x", text="No way!", reply_to=""), Comment(id="x", text="I agree with that.", reply_to=""))
    codings = [one for one in twins.codings if one.variable == "reply_stance"]
    assert [{part.what for part in one.parts} & {"opens:no", "opens:agree"} for one in explained(twins, codings)] == [
        {"opens:no"},
        {"opens:agree"},
    ]


def test_codings_are_explained_by_the_coder_that_they_are_of() -> None:
    deny = next(one for one in quay().codings if one.code == "deny")
    ann = Coding(comment="b", variable="reply_stance", target="a", code="deny", coder="Ann", span=deny.span)
    assert [bool(one.parts) for one in explained(quay(), [ann, deny])] == [False, True]
    assert [bool(one.parts) for one in explained(quay(), [ann, deny], "cues")] == [True, True]


@pytest.mark.parametrize("name", ["llm", "nobody"])
def test_coders_without_reasons_have_no_explainer(name: str) -> None:
    assert load_explainer(name) is None


EXPLAINER = """
from discourse.coders.explanation import Explanation, Part

def code(thread, graph, codebook):
    return []

def explain(thread, graph, codebook, codings):
    return RETURNED
"""
OWN = Coding(comment="a", variable="form", target=None, code="fact", coder="parrot")


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        ("[Explanation(one, (Part('hat', (0, 3), 1.0),), 0.0) for one in codings]", None),
        ("['because']", "returns a str for an explanation; report it"),
        ("[Explanation(codings[0], (Part('hat', (0, 99999), 1.0),), 0.0)]", "whose span lies outside its comment"),
        ("[Explanation(codings[0], (), float('nan'))]", "with a weight that is no number"),
        ("[Explanation('x', (), 0.0)]", "returns a str for a coding"),
        ("1 / 0", "fails (ZeroDivisionError: division by zero); report it"),
    ],
)
def test_a_package_may_explain_its_codings(packages: Packages, returned: str, said: str | None) -> None:
    packages.install("parrot_coder", "parrot = parrot_coder:code", EXPLAINER.replace("RETURNED", returned))
    if said is None:
        assert explained(quay(), [OWN]) == [Explanation(OWN, (Part("hat", (0, 3), 1.0),), 0.0)]
        return
    with pytest.raises(CodingError) as raised:
        explained(quay(), [OWN])
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_package_without_explanations_gives_none(packages: Packages) -> None:
    packages.install("parrot_coder", "parrot = parrot_coder:right")
    assert explained(quay(), [OWN], "parrot") == [Explanation(OWN, (), 0.0)]


def names() -> list[str]:
    """Return every name that the coder cues can give a reason."""
    kinds = {kind.removesuffix("_alone") for table in map(markers, LANGUAGES) for kind in table.opening.kinds}
    kinds |= {kind for table in map(markers, LANGUAGES) for kind in table.anywhere.kinds}
    signs = {f"sign:{kind}" for kind in symbols().values()}
    framed = {frame.replace("*", kind) for kind in kinds for frame in reason_words().frames}
    return sorted({*weights().features, *kinds, *signs, *framed, "late not agree", "opens:not insult"})


@pytest.mark.parametrize("name", names())
def test_every_name_has_words(name: str) -> None:
    assert not in_words(name).startswith("“")
    assert ":" not in in_words(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("opens:no", "opens with a no"),
        ("if … why?", "asks back with a condition"),
        ("agree again", "agreement, more than once"),
        ("late not refute", "words that call it false under a negation, after the first sentences"),
        ("hat:7", "“hat:7”"),
        ("opens:hat", "“opens:hat”"),
        ("late late late late late agree", "“late late late late late agree”"),
        ("", "“”"),
        ("a\nb", "“a b”"),
    ],
)
def test_names_in_words(name: str, words: str) -> None:
    assert in_words(name) == words


def test_twins_are_explained_by_the_one_with_the_words_of_the_coding() -> None:
    made = (
        Comment(id=name, text=text, reply_to="")
        for name, text in (("x", "Soup was served."), ("x", LATE), ("y", "Hm."))
    )
    thread = Thread(article=Article(source="p.html", title="The ferry", language="en"), comments=tuple(made))
    here = analyse(thread, pier().codebook)
    (given,) = [one for one in here.codings if one.target == "late" and one.code]
    (one,) = explained(here, [given])
    assert one.coding.comment == "x"
    assert given.span in {part.span for part in one.parts}
