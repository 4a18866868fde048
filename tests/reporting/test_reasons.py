"""Why a label was given, on the page: in words, each once, within bounds; forms beside the others."""

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse import analyse
from discourse.analysis import Analysis
from discourse.coders.explanation import Explanation, Part
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.graph import ReplyGraph
from discourse.reporting import listing as listing_module
from discourse.reporting import reasons as reasons_module
from discourse.reporting.colours import shades
from discourse.reporting.content import content
from discourse.reporting.drawing import pictures
from discourse.reporting.files import report_files
from discourse.reporting.listing import listing
from discourse.reporting.reasons import log_odds, reason, reasons_told
from discourse.reporting.records import Label, Passage
from discourse.reporting.typeset import legend
from discourse.reporting.webpage import webpage
from discourse.tables import FORMS
from tests.reporting.threads import BOOK, NASTY, bridge, large

ANN, BO = "The weir should be rebuilt, and soon. It leaks.", "No way! You are wrong about the weir."


def weir(*more: Coding) -> Analysis:
    """Return two comments with the codings of the coder cues, and others."""
    comments = (
        Comment(id="a", author="Ann", text=ANN, reply_to=""),
        Comment(id="b", author="Bo", text=BO, reply_to="a"),
    )
    made = analyse(Thread(article=Article(source="weir.html", language="en"), comments=comments), BOOK, coder="cues")
    order = {"a": 0, "b": 1}
    codings = sorted((*made.codings, *more), key=lambda coding: order[coding.comment])
    return Analysis(thread=made.thread, graph=made.graph, codings=tuple(codings), codebook=BOOK)


def coding(
    comment: str, variable: Variable, code: str | None = None, words: str = "", sure: float | None = None
) -> Coding:
    start = {"a": ANN, "b": BO}[comment].index(words)
    span = (start, start + len(words)) if words else None
    return Coding(comment=comment, variable=variable, target=None, code=code, coder="t", probability=sure, span=span)


FORMED = (
    coding("a", "form", "policy", "The weir should be rebuilt", 0.9),
    coding("a", "form", "policy", "and soon", 0.5),
    coding("a", "form", "fact", "It leaks", 0.7),
)
SILENT = tuple(coding("a", variable) for variable in ("claim", "stance", "form"))


def passage(analysis: Analysis, number: int) -> Passage:
    return listing(analysis).passages[number]


def said(label: Label) -> str:
    subject = f"{label.subject}: " if label.subject else ""
    return f"{label.letter}|{subject}{label.code}|{label.times}|{label.probability}"


def page(analysis: Analysis) -> LexborHTMLParser:
    written = content(analysis, tuple(picture.slot for picture in pictures(analysis)))
    return LexborHTMLParser(webpage(written, shades(), legend(written)).decode())


def test_the_reasons_of_a_label_are_its_three_weightiest() -> None:
    (label,) = passage(weir(), 1).labels
    (why,) = label.why
    assert (label.code, why.said) == ("deny", f"deny {label.probability}")
    assert len(why.reasons) == 3
    assert why.reasons[0] == "“No way”: opens with a no +1.6"


def test_clauses_of_one_form_share_a_label() -> None:
    one = passage(weir(*FORMED), 0)
    assert [said(label) for label in one.labels if label.variable == "form"] == ["b|policy|2|", "c|fact|1|0.70"]
    (paragraph,) = one.paragraphs
    assert [(part.text, part.form, part.letters, part.title) for part in paragraph] == [
        ("The weir should be rebuilt", "policy", "b", "policy (0.90)"),
        (", ", None, "", ""),
        ("and soon", "policy", "b", "policy (0.50)"),
        (". ", None, "", ""),
        ("It leaks", "fact", "c", "fact (0.70)"),
        (".", None, "", ""),
    ]


def test_abstentions_from_whole_variables_are_one_label() -> None:
    labels = passage(weir(*SILENT), 0).labels
    assert [said(label) for label in labels if label.code == "undecided"] == ["|claims, stance and form: undecided|1|"]
    alone = listing(Analysis(weir().thread, weir().graph, (coding("a", "reply_stance"),), BOOK)).passages[0].labels
    assert [said(label) for label in alone] == ["|reply stance: undecided|1|"]
    both = (coding("a", "reply_stance"), coding("a", "form"))
    together = listing(Analysis(weir().thread, weir().graph, both, BOOK)).passages[0].labels
    assert [said(label) for label in together] == ["|reply stance and form: undecided|1|"]


def test_abstentions_say_why_once_for_the_same_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*given: object) -> tuple[Explanation, ...]:
        codings: Sequence[Coding] = given[3]  # type: ignore[assignment]  # as explain is called
        why = {"form": "abstains:wordless", "claim": "abstains:language", "stance": "abstains:language"}
        return tuple(Explanation(one, (Part(why.get(one.variable, "asks"), None, 0.0),), 0.0) for one in codings)

    monkeypatch.setattr(reasons_module, "explain", silent)
    (label,) = (one for one in passage(weir(*SILENT), 0).labels if one.code == "undecided")
    assert [(why.said, why.reasons) for why in label.why] == [
        ("claims and stance: undecided", ("its language is none that the coder knows",)),
        ("form: undecided", ("it has no words to judge by",)),
    ]
    (alone,) = (one for one in passage(weir(SILENT[2]), 0).labels if one.code == "undecided")
    assert [why.said for why in alone.why] == ["undecided"]


def test_the_report_explains_forms_and_abstentions_only_where_there_are_any() -> None:
    plain, formed, silent = (content(analysis, ()) for analysis in (weir(), weir(*FORMED), weir(*SILENT)))
    assert {"fact", "policy", "undecided"} & {term.label for term in plain.terms} == set()
    assert set(FORMS) <= {term.label for term in formed.terms}
    assert "undecided" in {term.label for term in silent.terms}
    assert silent.method[-1].endswith("; 3 times a coder abstained.")
    assert ["thin grey line" in legend(one) for one in (plain, formed, silent)] == [False, True, False]


def test_the_chart_of_forms_is_in_the_report_only_where_there_are_any() -> None:
    assert [picture.slot.name for picture in pictures(weir())].count("form") == 0
    assert [picture.slot.name for picture in pictures(weir(*SILENT))].count("form") == 0
    (drawn,) = [picture for picture in pictures(weir(*FORMED)) if picture.slot.name == "form"]
    assert drawn.slot.caption == (
        "Share of 3 clauses by form: fact 33% (n\u00a0=\u00a01) and policy 67% (n\u00a0=\u00a02). "
        "Uncorrected machine labels."
    )
    assert "charts/form.png" in report_files(weir(*FORMED))


def told(parsed: LexborHTMLParser) -> dict[str, Any]:
    """Return what the page tells its script."""
    data = parsed.css_first("#data")
    assert data is not None
    found: dict[str, Any] = json.loads(data.text())
    return found


def test_every_label_with_reasons_is_a_button_and_the_page_has_its_reasons() -> None:
    for analysis in (weir(), weir(*FORMED, *SILENT), bridge()):
        parsed = page(analysis)
        data = told(parsed)
        for number, of_comment in zip(data["numbers"], data["reasons"], strict=True):
            labels = parsed.css(f"#c{number} .labels li")
            assert [bool(label.css("button")) for label in labels] == [bool(of_label) for of_label in of_comment]
        assert parsed.css(".labels [title]") == []
        assert parsed.css(".labels button")


def test_the_page_says_the_code_its_probability_and_the_reasons() -> None:
    parsed = page(weir())
    data = told(parsed)
    label = parsed.css_first("#c2 .labels button")
    assert label is not None
    (why,) = passage(weir(), 1).labels[0].why
    ((said, lines),) = data["reasons"][1][0]
    assert (said, tuple(data["lines"][line] for line in lines)) == (why.said, why.reasons)
    assert label.text() == why.said
    assert parsed.css_first("#c2 mark.reply-deny") is not None


def test_the_page_has_each_reason_once() -> None:
    lines = told(page(weir(*FORMED)))["lines"]
    assert len(lines) == len(set(lines)) > 3


def test_a_label_that_nothing_explains_is_shown_by_its_words() -> None:
    here = bridge()
    by_ann = tuple(msgspec.structs.replace(one, coder="Ann") for one in here.codings)
    labels = passage(dataclasses.replace(here, codings=by_ann), 1).labels
    assert [why.reasons for why in labels[1].why] == [("shown by “a fable. Nobody has seen any crack”",)]


def test_a_form_that_nothing_explains_is_no_button() -> None:
    parsed = page(weir(*FORMED))
    assert [node.tag for node in parsed.css("#c1 .code-policy > *, #c1 .code-fact > *")] == ["i", "span", "i", "span"]
    assert [node.text() for node in parsed.css("#c1 .text u")] == ["The weir should be rebuilt", "and soon", "It leaks"]


def hostile_explanations(*given: object) -> tuple[Explanation, ...]:
    codings: Sequence[Coding] = given[3]  # type: ignore[assignment]  # as explain is called
    return tuple(Explanation(coding, tuple(Part(text, (0, 9_999), 1.0) for text in NASTY), 0.0) for coding in codings)


def test_strangers_words_in_reasons_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons_module, "explain", hostile_explanations)
    comments = tuple(Comment(id=str(place), text=text) for place, text in enumerate(NASTY))
    codings = tuple(
        Coding(comment=one.id, variable="form", target=None, code="fact", coder="<b>", span=(0, 5_000))
        for one in comments
    )
    links = ReplyGraph.from_parents([-1] * len(comments))
    thread = Thread(article=Article(source="x"), comments=comments)
    html = webpage(content(Analysis(thread, links, codings, BOOK), ()), shades(), "legend").decode()
    parsed = LexborHTMLParser(html)
    assert [node.attributes for node in parsed.css("script, img")] == [{"type": "application/json", "id": "data"}, {}]
    assert len(told(parsed)["lines"]) > 20
    assert "<script>alert(1)</script>" in " ".join(told(parsed)["lines"])
    assert not {"\x00", "\x1b", "\u202e", "\u2066"} & set(html)


def test_a_page_of_a_thousand_comments_stays_below_two_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    def wordy(*given: object) -> tuple[Explanation, ...]:
        codings: Sequence[Coding] = given[3]  # type: ignore[assignment]  # as explain is called
        parts = tuple(Part("if … why?", (0, 60), 1.0) for _ in range(9))
        return tuple(Explanation(coding, parts, 0.0) for coding in codings)

    monkeypatch.setattr(reasons_module, "explain", wordy)
    made = large(1000)
    forms = tuple(
        Coding(comment=str(number), variable="form", target=None, code=code, coder="t", span=(9 * at, 9 * at + 8))
        for number in range(1000)
        for at, code in enumerate(("fact", "value", "fact", "policy"))
    )
    full = Analysis(made.thread, made.graph, made.codings + forms, made.codebook)
    written = content(full, tuple(picture.slot for picture in pictures(full)))
    html = webpage(written, shades(), legend(written))
    assert len(html) < 2_000_000
    assert written.listing.lacks_reasons
    assert b"Some reasons are left out to keep the page small" in html


@pytest.mark.parametrize(
    ("room", "of_stance", "of_form"), [(10_000, 3, 3), (240, 3, 1), (120, 3, 0), (96, 2, 0), (92, 1, 0), (9, 0, 0)]
)
def test_where_room_is_short_forms_lose_their_reasons_first(
    monkeypatch: pytest.MonkeyPatch, room: int, of_stance: int, of_form: int
) -> None:
    def three(*given: object) -> tuple[Explanation, ...]:
        codings: Sequence[Coding] = given[3]  # type: ignore[assignment]  # as explain is called
        return tuple(Explanation(coding, (Part("x" * 33, None, 1.0),) * 3, 0.0) for coding in codings)

    monkeypatch.setattr(reasons_module, "explain", three)
    monkeypatch.setattr(reasons_module, "PAGE_BYTES", room)
    told = reasons_told(weir(), (coding("a", "reply_stance", "deny"), *FORMED))
    assert [len(found) for found in told.reasons.values()] == [of_stance, *[of_form] * 3]
    assert told.shortened == (room < 10_000)


def test_where_clauses_are_very_many_none_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_each(*given: object) -> tuple[Explanation, ...]:
        codings: Sequence[Coding] = given[3]  # type: ignore[assignment]  # as explain is called
        return tuple(Explanation(coding, (Part("asks", None, 1.0),), 0.0) for coding in codings)

    monkeypatch.setattr(reasons_module, "explain", one_each)
    monkeypatch.setattr(reasons_module, "EXPLAINED_FORMS", len(FORMED) - 1)
    told = reasons_told(weir(), (coding("a", "reply_stance", "deny"), *FORMED))
    assert [len(found) for found in told.reasons.values()] == [1, *[0] * len(FORMED)]
    assert told.shortened


def test_a_label_explains_so_many_clauses(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_each(*given: object) -> tuple[Explanation, ...]:
        codings: Sequence[Coding] = given[3]  # type: ignore[assignment]  # as explain is called
        return tuple(Explanation(coding, (Part("asks", coding.span, 1.0),), 0.0) for coding in codings)

    monkeypatch.setattr(reasons_module, "explain", one_each)
    monkeypatch.setattr(listing_module, "EXPLAINED_CLAUSES", 1)
    policy, fact = (label for label in passage(weir(*FORMED), 0).labels if label.variable == "form")
    assert [(why.said, why.reasons) for why in policy.why] == [
        ("policy 0.90 “The weir should be rebuilt”", ("“The weir should be rebuilt”: asks something +1.0",))
    ]
    assert [why.said for why in fact.why] == ["fact 0.70"]


@pytest.mark.parametrize(
    ("part", "text", "words", "what"),
    [
        (Part("opens:no", (0, 6), 1.0), "No way!", "No way", "opens with a no"),
        (Part("hat:\x1b7", None, 1.0), "No way!", "", "“hat:⟨U+001B⟩7”"),
        (Part("asks", (3, 999), 1.0), "No\n\n way", "way", "asks something"),
        (Part("asks", (0, 1), 1.0), "e\u0301 a", "e\u0301", "asks something"),
    ],
)
def test_reasons_in_words(part: Part, text: str, words: str, what: str) -> None:
    said = reason(part, text)
    assert (said.words, said.what, said.weight) == (words, what, 1.0)


@pytest.mark.parametrize(("weight", "shown"), [(1.84, "+1.8"), (-0.06, "−0.1"), (0.0, "+0.0"), (12.0, "+12.0")])
def test_log_odds(weight: float, shown: str) -> None:
    assert log_odds(weight) == shown
