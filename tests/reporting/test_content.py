"""What the report says: exact sentences, and numbers that can be counted again in the data files."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace

import msgspec
import pytest

from discourse.analysis import Analysis
from discourse.codebook import ClaimType
from discourse.model import Coding, Comment
from discourse.replies.graph import Fault, LinkKind, ReplyGraph
from discourse.reporting import drawing
from discourse.reporting.content import content
from discourse.reporting.data import data_files
from discourse.reporting.listing import reading_order
from discourse.reporting.records import Passage, ReportContent
from discourse.reporting.summary import headlines, summary, tables_of
from tests.reporting.threads import BOOK, bridge, coded, empty, graph_of, large

LOST: tuple[int, LinkKind, float] = (-2, "missing", 0.0)
BRIDGE = content(bridge(), ())


def said(analysis: Analysis) -> str:
    return " ".join(summary(tables_of(analysis), analysis.thread.declared))


def changed(analysis: Analysis, **fields: object) -> Analysis:
    """Return the analysis with other fields of its thread."""
    thread = msgspec.structs.replace(analysis.thread, **fields)
    return Analysis(thread=thread, graph=analysis.graph, codings=analysis.codings, codebook=analysis.codebook)


def one_comment(*codings: object, author: str | None = "Ann") -> Analysis:
    alone = Comment(id="a", author=author, text="Is the bridge safe or not?\n\nAnd who pays?")
    thread = msgspec.structs.replace(bridge().thread, comments=(alone,), declared=1)
    return Analysis(
        thread=thread,
        graph=graph_of(("a",), (-1, "explicit", 1.0)),
        codings=tuple(codings),  # type: ignore[arg-type]  # they are codings
        codebook=bridge().codebook,
    )


def test_summary_of_a_dispute() -> None:
    assert BRIDGE.summary == (
        "5 comments by 4 named authors (1 without a name) were read, of 8 that the page declares.",
        "3 of them answer another comment, the deepest at level 4; toward that comment, 2 deny and 1 takes no "
        "stand; toward the article, 1 queries and 1 takes no stand; "
        "4 of 5 links are inferred, with a mean probability of 0.69.",
        "The most contested claim is “The bridge is unsafe”: 1 comment asserts it, 1 rejects it and 1 questions it.",
        "The only target that comments take a side on is “The council”: 2 comments are against it (labels with a "
        "probability below one half: 1).",
    )


@pytest.mark.parametrize(
    ("declared", "sentence"),
    [
        (None, "No comments were found on the page, and it does not say whether there are any: "),
        (0, "No comments were found on the page, and it declares none: "),
        (1, "The page declares 1 comment, but none of them is in what was read: "),
        (1_200, "The page declares 1,200 comments, but none of them is in what was read: "),
    ],
)
def test_a_page_without_comments_gets_one_honest_sentence(declared: int | None, sentence: str) -> None:
    assert said(empty(declared)) == sentence + "there is nothing to count or to code."


@pytest.mark.parametrize(
    ("declared", "end"),
    [
        (None, "were read; the page does not say how many it has."),
        (5, "were read, all that the page declares."),
        (9, "were read, of 9 that the page declares."),
        (4, "were read, more than the 4 that the page declares."),
    ],
)
def test_summary_says_how_many_of_how_many(declared: int | None, end: str) -> None:
    first = said(changed(bridge(), declared=declared)).partition(" 3 of them")[0]
    assert first == f"5 comments by 4 named authors (1 without a name) {end}"


@pytest.mark.parametrize(
    ("analysis", "sentences"),
    [
        (
            one_comment(),
            "1 comment by 1 author was read, the only one that the page declares. It answers no other comment; no link "
            "is inferred. None of the 4 claim types of the codebook was found.",
        ),
        (
            one_comment(coded(0, "claim:unsafe", "asserts", 0.9, "bridge"), author=None),
            "1 comment without a name was read, the only one that the page declares. It answers no other comment; no "
            "link is inferred. No claim is both asserted and disputed; the only one found is “The bridge is unsafe”: "
            "1 comment asserts it.",
        ),
    ],
)
def test_summary_of_one_comment(analysis: Analysis, sentences: str) -> None:
    assert said(analysis) == sentences


def of_claims(*made: tuple[int, str], code: str = "asserts", sure: float = 0.9) -> Analysis:
    """Return the dispute with only these comments asserting these claims."""
    codings = tuple(coded(number, f"claim:{claim}", code, sure, "e") for number, claim in made)
    return replace(bridge(), codings=codings)


SURELY = of_claims((0, "fable"), (1, "fable"), (2, "unsafe")).codings
WEAKLY = of_claims((4, "fable"), (4, "unsafe"), code="rejects", sure=0.4).codings


@pytest.mark.parametrize(
    ("codings", "sentence"),
    [
        (
            (*SURELY, *WEAKLY),
            "No claim is both asserted and disputed by labels with a probability of one half or more; the most "
            "frequent is “A fable”: 2 comments assert it and 1 rejects it (labels with a probability below one half: "
            "1).",
        ),
        (
            (*SURELY, *WEAKLY, *of_claims((1, "unsafe"), code="rejects").codings),
            "The most contested claim is “The bridge is unsafe”: 1 comment asserts it and 2 reject it (labels with a "
            "probability below one half: 1).",
        ),
    ],
    ids=["no contest", "a lesser contest, but a sure one"],
)
def test_labels_likelier_wrong_than_right_make_no_contest(codings: tuple[Coding, ...], sentence: str) -> None:
    assert said(replace(bridge(), codings=codings)).endswith(sentence)


def test_the_summary_says_how_many_reply_stances_are_unsure() -> None:
    codings = (coded(1, "reply_stance", "deny", 0.09, "fable"), coded(2, "reply_stance", "support", 0.8, "fall"))
    assert "; 1 of these 2 labels has a probability below one half; " in said(replace(bridge(), codings=codings))


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ("tree", "Of 5 labels, 2 have a probability below one half."),
        ("stance_times", "Of 3 labels, 1 has a probability below one half."),
        ("interactions", "Of 3 labels, 1 has a probability below one half."),
        ("network", "Of 3 labels, 1 has a probability below one half."),
    ],
)
def test_a_caption_counts_the_labels_that_its_chart_shows(chart: str, said: str) -> None:
    codings = (
        coded(0, "reply_stance", "query", 0.8, "And who pays?"),
        coded(1, "reply_stance:a", "deny", 0.4, "The crack is a fable"),
        coded(2, "reply_stance:b", "deny", 0.6, "With my eyes."),
        coded(3, "reply_stance:c", "comment", 0.5, "I doubt it."),
        coded(4, "reply_stance", "comment", 0.4, "They will"),
    )
    assert drawing._rests_on(chart, replace(bridge(), codings=codings)) == f" Uncorrected machine labels. {said}"


def test_a_chart_that_is_not_drawn_shows_no_labels() -> None:
    given = bridge()
    comments = tuple(msgspec.structs.replace(one, author="Ann") for one in given.thread.comments)
    alone = replace(given, thread=msgspec.structs.replace(given.thread, comments=comments))
    (slot,) = [one.slot for one in drawing.pictures(alone) if one.slot.name == "interactions"]
    assert slot.absent == "Of the named authors only Ann answers comments, and only comments of their own: 3 replies."


def test_comments_that_tell_most_are_quoted_in_their_own_words_and_none_is_deleted() -> None:
    texts = ("> Is it safe?\n\nIt fell on Monday.", "> Is it safe?", "This comment was deleted.", "It did.")
    comments = tuple(
        Comment(id=str(number), author="Ann", text=text, status="deleted" if "deleted" in text else "shown")
        for number, text in enumerate(texts)
    )
    links: list[tuple[int, LinkKind, float]] = [(-1, "explicit", 1.0), *((n, "explicit", 1.0) for n in range(3))]
    given = bridge()
    thread = msgspec.structs.replace(given.thread, comments=comments)
    analysis = Analysis(thread, graph_of(("0", "1", "2", "3"), *links), (), given.codebook)
    quotes = content(analysis, ()).telling.quotes
    assert [(quote.number, quote.words) for quote in quotes] == [(1, "It fell on Monday."), (2, "> Is it safe?")]


@pytest.mark.parametrize(("probability", "reason"), [(0.5, "claims: 1"), (0.4, "1 reply")])
def test_no_comment_tells_most_by_labels_that_are_likelier_wrong_than_right(probability: float, reason: str) -> None:
    unsure = coded(1, "claim:unsafe", "asserts", probability, "fable")
    codings = (coded(4, "claim:fable", "asserts", 0.6, "They"), unsure)
    quotes = content(replace(bridge(), codings=codings), ()).telling.quotes
    assert [(quote.number, quote.reason) for quote in quotes][-1] == (2, reason)


def test_no_label_of_a_person_is_called_surest() -> None:
    codings = tuple(msgspec.structs.replace(one, coder="human:Ann", probability=None) for one in bridge().codings)
    people, machine = (
        [quote.reason for quote in content(replace(bridge(), codings=each), ()).telling.quotes]
        for each in (codings, bridge().codings)
    )
    assert any(reason.startswith("most surely asserts “") for reason in machine)
    assert any(reason.startswith("asserts “") for reason in people)
    assert not any("surely" in reason for reason in people)


def abstaining(*numbers: int) -> Analysis:
    """Return the dispute with a coder that abstains from the claims of these comments and finds none in others."""
    ids = [bridge().thread.comments[number].id for number in numbers]
    codings = (Coding(comment=one, variable="claim", target=None, code=None, coder="cues") for one in ids)
    return replace(bridge(), codings=tuple(codings))


@pytest.mark.parametrize(
    ("analysis", "sentence", "figure", "absent"),
    [
        (
            abstaining(),
            "None of the 4 claim types of the codebook was found.",
            "0 of 4",
            "None of the 4 claim types of the codebook was found in any comment.",
        ),
        (
            abstaining(0, 1),
            "None of the 4 claim types of the codebook was found in the 3 comments whose claims the coder judges.",
            "0 of 4",
            "None of the 4 claim types of the codebook was found in any comment. The coder abstains from 2 comments "
            "altogether: it has too little to judge by or does not know the language.",
        ),
        (
            abstaining(0, 1, 2, 3, 4),
            "What is claimed is not known: no comment could be judged.",
            "–",
            "The coder abstains from all comments: it has too little to judge by or does not know their language.",
        ),
    ],
    ids=["from none", "from some", "from all"],
)
def test_what_no_coder_judged_is_not_called_absent(analysis: Analysis, sentence: str, figure: str, absent: str) -> None:
    report = content(analysis, ())
    assert report.summary[-1] == sentence
    assert report.headlines[-1].value == figure
    assert report.claims.absent == absent


def test_comments_without_words_are_told_from_those_that_are_hard_to_judge() -> None:
    analysis = abstaining(0, 1, 2)
    first, second, *others = analysis.thread.comments
    notice = "This comment was removed by a moderator because it broke our rules."
    gone = msgspec.structs.replace(first, text=notice, status="blocked")
    empty = msgspec.structs.replace(second, text="", status="hidden")
    thread = msgspec.structs.replace(analysis.thread, comments=(gone, empty, *others))
    report = content(replace(analysis, thread=thread), ())
    words = "2 comments have no words to judge: they are deleted, taken down, or not in the source."
    assert report.claims.absent is not None
    assert report.claims.absent.endswith(
        f"The coder abstains from 1 comment altogether: it has too little to judge by or does not know the language. "
        f"{words}"
    )
    assert [caveat for caveat in report.caveats if "undecided" in caveat or "words" in caveat] == [
        "The coder leaves 1 of 5 comments undecided, in whole or in part: it has too little to judge by there or does "
        "not know the language.",
        words,
    ]


def test_a_page_of_deleted_comments_blames_no_language() -> None:
    analysis = abstaining(0, 1, 2, 3, 4)
    gone = tuple(msgspec.structs.replace(one, text="", status="deleted") for one in analysis.thread.comments)
    thread = msgspec.structs.replace(analysis.thread, comments=gone)
    report = content(replace(analysis, thread=thread), ())
    words = "5 comments have no words to judge: they are deleted, taken down, or not in the source."
    assert report.claims.absent == words
    assert words in report.caveats
    assert not any("language" in caveat for caveat in report.caveats)


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ([(0, "fable"), (1, "unsafe"), (2, "ghosts")], "3 claim types are found: 1 comment each."),
        ([(0, "fable"), (1, "fable")], "the only one found is “A fable”: 2 comments assert it."),
        ([(0, "fable"), (1, "fable"), (1, "unsafe")], "the most frequent is “A fable”: 2 comments assert it."),
        (
            [(0, "fable"), (1, "fable"), (1, "unsafe"), (2, "unsafe"), (2, "ghosts")],
            "2 claim types are the most frequent: 2 comments each.",
        ),
    ],
    ids=["all once", "alone", "first", "tie"],
)
def test_no_claim_is_called_the_most_frequent_on_a_tie(made: list[tuple[int, str]], sentence: str) -> None:
    assert said(of_claims(*made)).endswith(f"No claim is both asserted and disputed; {sentence}")


def test_claims_that_are_contested_alike_are_counted() -> None:
    ways = [(0, "fable", "asserts"), (1, "fable", "rejects"), (0, "unsafe", "asserts"), (2, "unsafe", "questions")]
    codings = tuple(coded(number, f"claim:{claim}", code, 0.9, "e") for number, claim, code in ways)
    assert said(replace(bridge(), codings=codings)).endswith(
        "2 claims are equally contested, more than others; the first is “A fable”: 1 comment asserts it and 1 rejects "
        "it."
    )


@pytest.mark.parametrize(
    ("sides", "sentence"),
    [
        ([(0, "council")], "The only target that comments take a side on is “The council”: 1 comment is against it."),
        (
            [(0, "council"), (1, "council"), (2, "firm")],
            "The target that most comments take a side on is “The council”: 2 comments are against it.",
        ),
        (
            [(0, "council"), (2, "firm")],
            "On 2 targets equally many comments take a side, more than on others: 1 comment each.",
        ),
    ],
    ids=["alone", "first", "tie"],
)
def test_no_target_is_called_the_first_on_a_tie(sides: list[tuple[int, str]], sentence: str) -> None:
    codings = tuple(coded(number, f"stance:{target}", "against", 0.9, "e") for number, target in sides)
    assert said(replace(bridge(), codings=codings)).endswith(sentence)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (
            ("comment", "comment", None, "comment"),
            "3 of them answer another comment, the deepest at level 4; toward that comment, 2 take no stand and 1 is "
            "left undecided; toward the article, 1 takes no stand;",
        ),
        (("deny", None, None), "toward that comment, 2 are left undecided; toward the article, 1 denies;"),
        (("comment",), "at level 4; toward the article, 1 takes no stand;"),
    ],
)
def test_reply_stances_add_up_to_the_comments_that_answer_another(codes: tuple[str | None, ...], words: str) -> None:
    codings = tuple(
        msgspec.structs.replace(coded(number, "reply_stance", "deny", 0.9, " "), code=code)
        for number, code in enumerate(codes)
    )
    assert words in said(replace(bridge(), codings=codings))


def test_summary_says_whose_parents_nobody_knows() -> None:
    analysis = bridge()
    unknown = graph_of(analysis.graph.comments, *[LOST] * 5)
    lost = Analysis(thread=analysis.thread, graph=unknown, codings=(), codebook=analysis.codebook)
    assert (
        "None of them answers another comment; no link is inferred, and what 5 comments answer is not known."
        in said(lost)
    )


def rows(analysis: Analysis, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data_files(analysis)[f"data/{name}.csv"].decode())))


@pytest.mark.parametrize("analysis", [bridge(), large(70)], ids=["bridge", "large"])
def test_every_number_of_the_summary_can_be_counted_in_the_data_files(analysis: Analysis) -> None:
    comments, replies, codings = (rows(analysis, name) for name in ("comments", "replies", "codings"))
    guesses = [float(row["probability"]) for row in replies if row["kind"] in ("quote", "name", "inferred")]
    answering = {row["comment"] for row in replies if row["parent"]}
    stances = Counter(
        (row["comment"] not in answering, row["code"]) for row in codings if row["variable"] == "reply_stance"
    )
    unsafe = Counter(row["code"] for row in codings if row["variable"] == "claim" and row["target"] == "unsafe")
    council = Counter(row["code"] for row in codings if row["variable"] == "stance" and row["target"] == "council")
    unsure = sum(row["target"] == "council" and float(row["probability"]) < 0.5 for row in codings)
    unsigned = sum(not row["author"] for row in comments)
    expected = [
        len(comments),
        len({row["author"] for row in comments} - {""}),
        *([unsigned] if unsigned else []),
        *([8] if len(comments) == 5 else []),
        sum(bool(row["parent"]) for row in replies),
        max(int(row["depth"]) for row in comments),
        *(
            stances[article, code]
            for article in (False, True)
            for code in ("support", "deny", "query", "comment")
            if stances[article, code]
        ),
        *([len(guesses), len(replies), round(sum(guesses) / len(guesses), 2)] if guesses else []),
        *(unsafe[code] for code in ("asserts", "rejects", "questions") if unsafe[code]),
        *(council[code] for code in ("against", "favor") if council[code]),
        *([unsure] if unsure else []),
    ]
    found = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", said(analysis))]
    assert found == [float(number) for number in expected]


def test_headlines() -> None:
    assert [(fact.label, fact.value) for fact in BRIDGE.headlines] == [
        ("comments", "5"),
        ("named authors", "4"),
        ("levels deep", "4"),
        ("links inferred", "80%"),
        ("claim types found", "3 of 4"),
    ]


@pytest.mark.parametrize(
    ("ends", "said_so"),
    [((3.0, 6.0), " (95%:\u00a03\u00a0to\u00a06)"), ((4.0, 4.0), ""), ((None, None), "")],
    ids=["wide", "none", "sure"],
)
def test_a_depth_that_rests_on_guesses_has_its_interval(ends: tuple[float | None, float | None], said_so: str) -> None:
    deepest = next(one for one in bridge().measures if one.name == "max_depth")
    given = tables_of(bridge())._replace(deepest=msgspec.structs.replace(deepest, low=ends[0], high=ends[1]))
    assert headlines(given)[2].label == f"levels deep{said_so}"
    assert f", the deepest at level 4{said_so}; " in summary(given, None)[1]


def signed(*authors: str | None) -> Analysis:
    """Return comments on an article, under these names."""
    comments = tuple(Comment(id=f"c{n}", author=author, text="Sure.") for n, author in enumerate(authors))
    thread = msgspec.structs.replace(bridge().thread, comments=comments, declared=None)
    links: list[tuple[int, LinkKind, float]] = [(-1, "explicit", 1.0)] * len(comments)
    return Analysis(thread, graph_of(tuple(comment.id for comment in comments), *links), (), bridge().codebook)


@pytest.mark.parametrize(
    ("authors", "by", "figure"),
    [
        (("Ann", "Bob", " Ann "), "by 2 authors", "2"),
        (("Ann", "Guest", None), "by 1 named author (2 without a name)", "1"),
        (("[deleted]", "Anonymous"), "without a name", "0"),
    ],
    ids=["spaces around", "a name of nobody", "only names of nobody"],
)
def test_all_parts_of_a_report_count_the_same_authors(authors: tuple[str | None, ...], by: str, figure: str) -> None:
    analysis = signed(*authors)
    report = content(analysis, ())
    assert report.summary[0].startswith(f"{len(authors)} comments {by} were read")
    assert report.headlines[1].value == figure
    assert figure == str(sum(author.author is not None for author in analysis.authors))
    assert figure == next(f"{one.value or 0:.0f}" for one in analysis.measures if one.name == "authors")


def test_a_codebook_without_claim_types_has_no_share_of_them() -> None:
    given = bridge()
    codebook = msgspec.structs.replace(given.codebook, claim_types=())
    codings = tuple(one for one in given.codings if one.variable != "claim")
    report = content(Analysis(given.thread, given.graph, codings, codebook), ())
    assert ("claim types found", "–") in [(fact.label, fact.value) for fact in report.headlines]


def test_ledger_and_completeness() -> None:
    assert [(fact.label, fact.value) for fact in BRIDGE.ledger] == [
        ("declared", "8"),
        ("captured", "5"),
        ("deleted", "0"),
        ("collapsed", "1"),
        ("orphans", "0"),
        ("skipped", "2 pingbacks and an unstated number not loaded"),
    ]
    assert BRIDGE.completeness == "3 of the 8 comments that the page declares are not in what was read."


def test_byline_and_footer() -> None:
    assert [(fact.label, fact.value) for fact in BRIDGE.byline] == [
        ("Site", "River News"),
        ("Author", "Jo Reed"),
        ("Published", "1 May 2024, 08:00 (UTC+02:00)"),
        ("Language", "English"),
        ("Address", "https://news.example/bridge"),
        ("Read from", "bridge.html"),
    ]
    hash12 = bridge().codebook.hash[:12]
    assert [fact.value for fact in BRIDGE.footer] == [BRIDGE.version, f"Bridges, version 1, {hash12}", "abababababab"]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://news.example/a?b=c&d", "https://news.example/a?b=c&d"),
        ("http://news.example", "http://news.example"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,<script>", None),
        ("https:///path", None),
        ("https://a b", None),
        ("https://\u202eexample", None),
        ("https://[::1", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: str | None) -> None:
    article = msgspec.structs.replace(bridge().thread.article, url=url)
    assert content(changed(bridge(), article=article), ()).url == link


@pytest.mark.parametrize(("title", "shown"), [(None, "bridge.html"), ("  \n", "bridge.html"), (" A\nB ", "A B")])
def test_title_falls_back_to_the_source(title: str | None, shown: str) -> None:
    article = msgspec.structs.replace(bridge().thread.article, title=title)
    assert content(changed(bridge(), article=article), ()).title == shown


def passage(number: int, report: ReportContent = BRIDGE) -> Passage:
    return next(one for one in report.listing.passages if one.number == number)


def first(some_of_all: str) -> str:
    return f"Shown here are the first {some_of_all} comments in the order of the thread; all are in data/comments.csv."


def test_passages_stand_in_reading_order() -> None:
    assert [(one.number, one.depth) for one in BRIDGE.listing.passages] == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 1)]


@pytest.mark.parametrize(
    ("parents", "order"),
    [
        ([-1, -1, 0, 1, 0], [0, 2, 4, 1, 3]),
        ([-2, 0, -1], [0, 1, 2]),
        ([1, -1], [1, 0]),
        ([], []),
        ([place - 1 for place in range(50_000)], list(range(50_000))),
    ],
    ids=["two threads", "orphan", "reply above", "nothing", "chain"],
)
def test_reading_order(parents: list[int], order: list[int]) -> None:
    assert list(reading_order(ReplyGraph.from_parents(parents))) == order


@pytest.mark.parametrize(
    ("number", "words", "of", "author", "certainty"),
    [
        (1, "answers the article", None, None, "stated by the page"),
        (2, "answers", 1, "Ann", "inferred, 0.62"),
        (3, "answers", 2, "Bob", "by the name it uses, 0.90"),
        (5, "answers the article", None, None, "inferred, 0.70"),
    ],
)
def test_what_a_comment_answers(number: int, words: str, of: int | None, author: str | None, certainty: str) -> None:
    answer = passage(number).answer
    assert (answer.words, answer.number, answer.author, answer.certainty) == (words, of, author, certainty)


def test_an_orphan_says_that_its_parent_is_not_shown() -> None:
    graph = graph_of(("a", "b", "c", "d", "e"), *[LOST] * 5)
    graph.stated[1] = "gone"
    lost = Analysis(thread=bridge().thread, graph=graph, codings=(), codebook=bridge().codebook)
    report = content(lost, ())
    assert passage(2, report).answer.words == "answers a comment that is not shown"
    assert passage(1, report).answer.words == "it is not known what it answers"


@pytest.mark.parametrize(
    ("number", "author", "when", "note", "rtl"),
    [
        (1, "Ann", "1\xa0May 2024, 10:00", None, False),
        (3, "Čapek & Søn", "2\xa0May 2024", None, False),
        (4, "משה", "2\xa0days ago", None, True),
        (5, "no name", None, "collapsed on the page", False),
    ],
)
def test_who_and_when(number: int, author: str, when: str | None, note: str | None, rtl: bool) -> None:
    one = passage(number)
    assert (one.author, one.when, one.note, one.rtl) == (author, when, note, rtl)


def test_labels_of_a_comment() -> None:
    assert [(one.letter, one.subject, one.code, one.probability) for one in passage(2).labels] == [
        ("a", "", "deny", "0.70"),
        ("b", "A fable", "asserts", "0.85"),
        ("c", "The bridge is unsafe", "rejects", "0.60"),
        ("d", "The council", "against", "0.70"),
    ]


def test_overlapping_marks_keep_all_their_codings() -> None:
    (paragraph,) = passage(2).paragraphs
    assert [(one.text, one.reply_stance, one.claim, one.stance, one.letters) for one in paragraph] == [
        ("The crack is ", "deny", None, None, ""),
        ("a fable", "deny", "asserts", None, "a"),
        (". ", None, "asserts", None, ""),
        ("Nobody has seen any crack", None, "rejects", None, "b c"),
        (". The ", None, None, None, ""),
        ("council wants", None, None, "against", "d"),
        (" a new road.", None, None, None, ""),
    ]
    assert paragraph[3].title == "The bridge is unsafe: rejects (0.60); A fable: asserts (0.85)"


def test_paragraphs_and_lines() -> None:
    assert [["".join(one.text for one in part)] for part in passage(1).paragraphs] == [
        ["Is the bridge safe or not?"],
        ["And who pays?"],
    ]
    assert "".join(one.text for one in passage(3).paragraphs[0]) == "I saw a piece of concrete fall.\nWith my eyes."


def test_claims_name_their_comments() -> None:
    first, *others = BRIDGE.claims.rows
    assert first.label == "The bridge is unsafe"
    assert [(cell.code, cell.count, cell.numbers) for cell in first.cells] == [
        ("asserts", 1, (3,)),
        ("rejects", 1, (2,)),
        ("questions", 1, (1,)),
        ("reports", 0, ()),
    ]
    assert [row.label for row in others] == ["A fable", "Prediction"]
    assert BRIDGE.claims.remark == "Looked for and not found: Ghosts."


def of_stances(*stances: tuple[int, str | None, str | None]) -> Analysis:
    """Return the dispute with only these stances: the comment, the target, the code."""
    codings = tuple(
        msgspec.structs.replace(coded(number, "stance", "none", 0.9, "e"), target=target, code=code)
        for number, target, code in stances
    )
    return replace(bridge(), codings=codings)


@pytest.mark.parametrize(
    ("stances", "absent", "remark"),
    [
        ([], "None of the 2 targets of the codebook was found in any comment.", None),
        (
            [(0, "council", None)],
            "No comment was given a stance toward a target. Looked for and not found: The firm. "
            "1 comment names a target but is left undecided: the coder abstains.",
            None,
        ),
        (
            [(0, "council", "against"), (1, "council", None), (2, "firm", None)],
            None,
            "2 comments name a target but are left undecided: the coder abstains.",
        ),
        ([(0, "council", "against"), (0, "council", None)], None, "Looked for and not found: The firm."),
        (
            [(0, None, None), (1, None, None)],
            "None of the 2 targets of the codebook was found in any comment. "
            "The coder abstains from 2 comments altogether: it has too little to judge by or does not know the "
            "language.",
            None,
        ),
    ],
    ids=["none", "undecided", "some", "decided by another", "abstains wholly"],
)
def test_a_target_that_is_left_undecided_is_not_called_absent(
    stances: list[tuple[int, str | None, str | None]], absent: str | None, remark: str | None
) -> None:
    table = content(of_stances(*stances), ()).stances
    assert (table.absent, table.remark) == (absent, remark)


@pytest.mark.parametrize("analysis", [bridge(), large(300)], ids=["bridge", "large"])
def test_cells_count_what_they_name(analysis: Analysis) -> None:
    report = content(analysis, ())
    cells = [cell for table in (report.claims, report.stances) for row in table.rows for cell in row.cells]
    assert all(cell.count == len(cell.numbers) or (cell.more and cell.count > len(cell.numbers)) for cell in cells)


def test_sections_without_anything_say_so() -> None:
    report = content(empty(), ())
    assert report.claims.absent == "None of the 4 claim types of the codebook was found in any comment."
    assert report.stances.absent == "None of the 2 targets of the codebook was found in any comment."
    assert report.listing.absent == "There are no comments to show."
    assert [caveat.partition(":")[0] for caveat in report.caveats] == [
        "That no comment was found does not prove that the page has none"
    ]
    assert content(empty(0), ()).caveats == ()
    assert report.method[-1] == "By the codebook “Bridges” (4 claim types and 2 targets) there was nothing to label."


@pytest.mark.parametrize(
    ("codes", "coder", "said"),
    [
        (("stance council against", "claim unsafe asserts"), "cues", True),
        (("stance council favor", "claim unsafe rejects"), "linear", True),
        (("stance council against", "claim unsafe asserts"), "human:Ann", False),
        (("stance council against",), "cues", False),
        (("stance council none", "claim unsafe asserts"), "cues", False),
        (("stance council against", "claim unsafe absent"), "cues", False),
        (("stance council against", "claim fable asserts"), "cues", False),
        (("stance firm against", "claim unsafe asserts"), "cues", False),
    ],
    ids=["asserts", "rejects", "person", "no claim", "no side", "absent", "other claim", "other target"],
)
def test_sides_are_said_to_follow_from_claims_only_where_they_do(
    codes: tuple[str, ...], coder: str, said: bool
) -> None:
    types = tuple(
        msgspec.structs.replace(each, against=("council",)) if each.id == "unsafe" else each
        for each in BOOK.claim_types
    )
    told = [each.split() for each in codes]
    made = [coded(0, f"{variable}:{target}", code, 0.9, "bridge") for variable, target, code in told]
    codings = tuple(msgspec.structs.replace(one, coder=coder) for one in made)
    book = msgspec.structs.replace(BOOK, claim_types=types)
    caveats = content(replace(bridge(), codings=codings, codebook=book), ()).caveats
    words = (
        "Stances toward “The council” follow mostly from claims that the codebook takes to speak for or against them."
    )
    assert (words in caveats) is said


@pytest.mark.parametrize(("with_claims", "said"), [(1, False), (2, True)])
def test_mostly_is_more_than_half(with_claims: int, said: bool) -> None:
    types = tuple(msgspec.structs.replace(each, against=("council",)) for each in BOOK.claim_types)
    sides = [coded(number, "stance:council", "against", 0.9, "e") for number in (0, 1, 2)]
    claims = [coded(number, "claim:unsafe", "asserts", 0.9, "e") for number in range(with_claims)]
    book = msgspec.structs.replace(BOOK, claim_types=types)
    report = content(replace(bridge(), codings=(*sides, *claims), codebook=book), ())
    assert any(caveat.startswith("Stances toward “The council” follow") for caveat in report.caveats) is said


def test_caveats_call_machine_labels_uncorrected_and_say_what_was_skipped() -> None:
    assert BRIDGE.caveats[0].startswith("These are uncorrected machine labels by “cues”: no person has checked them")
    assert BRIDGE.caveats[-2:] == (
        "Skipped, 2 pingbacks: a pingback is no comment.",
        "Skipped, an unstated number not loaded: a “load more” button.",
    )


def test_method() -> None:
    assert BRIDGE.method == (
        "The comments were taken from “bridge.html” with the reader “pasted”; the article’s text has 2 paragraphs.",
        "Of the 5 links from a comment to what it answers, 1 is stated by the page and 4 are inferred (1 by a name in "
        "the text and 3 from content and order).",
        "The coder “cues” gave 13 labels by the codebook “Bridges” (4 claim types and 2 targets).",
    )


@pytest.mark.parametrize(
    ("analysis", "words"),
    [
        (empty(), "No comment was found in “bridge.html”, read with the reader “pasted”; the article’s text has 2"),
        (bridge(), "The comments were taken from “bridge.html” with the reader “pasted”; the article’s text has 2"),
    ],
)
def test_comments_are_taken_from_a_page_only_where_there_are_any(analysis: Analysis, words: str) -> None:
    assert content(analysis, ()).method[0] == f"{words} paragraphs."


WASTE = ClaimType(id="waste", label="Waste", definition="The council is bad and wastes our money.")
PLEA = ClaimType(id="plea", label="Plea", definition="The gates are opened in spring.")


@pytest.mark.parametrize(
    ("claim", "against", "coder", "told"),
    [
        ("waste", ("council",), "linear", "claims that the codebook takes to speak for or against them."),
        ("waste", (), "linear", "Whom these speak for or against is told from their definitions"),
        ("waste", (), "neural", "Whom these speak for or against is told from their definitions"),
        ("waste", (), "llm", None),  # it tells sides by itself
        ("plea", ("council",), "linear", None),  # nobody makes the claim that speaks against it
        ("plea", (), "linear", None),
    ],
)
def test_that_stances_follow_from_claims_is_said_where_such_a_claim_is_made(
    claim: str, against: tuple[str, ...], coder: str, told: str | None
) -> None:
    book = msgspec.structs.replace(
        bridge().codebook, claim_types=(msgspec.structs.replace(WASTE, against=against), PLEA)
    )
    side = Coding(comment="a", variable="stance", target="council", code="against", coder=coder, probability=0.5)
    made = Coding(comment="a", variable="claim", target=claim, code="asserts", coder=coder, probability=0.5)
    caveats = content(replace(one_comment(side, made), codebook=book), ()).caveats
    found = [caveat for caveat in caveats if caveat.startswith("Stances toward “The council” follow")]
    assert [(told or "") in caveat for caveat in found] == ([True] if told else [])


def test_faults_of_the_page_are_caveats() -> None:
    analysis = bridge()
    graph = ReplyGraph(
        comments=analysis.graph.comments,
        parent=analysis.graph.parent,
        kind=analysis.graph.kind,
        probability=analysis.graph.probability,
        faults=(Fault(kind="cycle", comment="a", detail="a answers b and b answers a"),),
    )
    report = content(Analysis(analysis.thread, graph, analysis.codings, analysis.codebook), ())
    assert (
        "1 fault of the kind “cycle” in what the page states about replies; the first: a answers b and b answers a."
        in report.caveats
    )


def test_a_large_thread_says_how_much_of_it_is_listed() -> None:
    listing = content(large(1_500), ()).listing
    assert len(listing.passages) == 1_000
    assert listing.limit == first("1,000 of 1,500")


def test_an_endless_comment_is_cut_and_says_so() -> None:
    endless = changed(one_comment(), comments=(Comment(id="a", text="word " * 10_000),))
    (one,) = content(endless, ()).listing.passages
    assert one.cut == "The first 20,000 of 50,000 characters are shown; data/comments.csv has the whole text."
    assert sum(len(part.text) for part in one.paragraphs[0]) == 20_000


def test_many_long_comments_are_bounded_together() -> None:
    listing = content(large(100, words=4_000), ()).listing
    assert len(listing.passages) == 30
    assert listing.limit == first("30 of 100")


@pytest.mark.parametrize(("language", "said"), [("de-AT", True), ("en_GB", False), ("EN", False), (None, False)])
def test_a_codebook_of_another_language_is_a_caveat(language: str | None, said: bool) -> None:
    analysis = bridge()
    article = msgspec.structs.replace(analysis.thread.article, language=language)
    foreign = replace(analysis, thread=msgspec.structs.replace(analysis.thread, article=article))
    assert ("the codebook in English" in content(foreign, ()).caveats[0]) == said


def test_no_claim_is_missed_where_there_is_no_comment() -> None:
    analysis = bridge()
    article = msgspec.structs.replace(analysis.thread.article, language="de")
    thread = msgspec.structs.replace(analysis.thread, article=article, comments=())
    none = Analysis(thread=thread, graph=graph_of(()), codings=(), codebook=analysis.codebook)
    assert not any("codebook" in caveat for caveat in content(none, ()).caveats)


@pytest.mark.parametrize(("coder", "said"), [("human:Ann", False), ("cues", True)])
def test_the_language_of_the_codebook_hinders_no_person(coder: str, said: bool) -> None:
    analysis = bridge()
    article = msgspec.structs.replace(analysis.thread.article, language="de")
    codings = tuple(msgspec.structs.replace(coding, coder=coder) for coding in analysis.codings)
    foreign = replace(analysis, thread=msgspec.structs.replace(analysis.thread, article=article), codings=codings)
    assert any("most claims are missed" in caveat for caveat in content(foreign, ()).caveats) is said


def test_the_language_and_abstentions_are_the_first_caveats() -> None:
    analysis = bridge()
    article = msgspec.structs.replace(analysis.thread.article, language="de")
    silent = Coding(comment="c", variable="claim", target=None, code=None, coder="cues", probability=None, span=None)
    foreign = replace(
        analysis,
        thread=msgspec.structs.replace(analysis.thread, article=article),
        codings=(*analysis.codings, silent, msgspec.structs.replace(silent, variable="form", comment="d")),
    )
    first = content(foreign, ()).caveats[:3]
    assert first[0].startswith("The page is in the language German, the codebook in English")
    assert first[1].startswith("The coder leaves 1 of 5 comments undecided, in whole or in part:")
    assert first[2].startswith("These are uncorrected machine labels")
    undecided = [*foreign.codings, msgspec.structs.replace(silent, variable="reply_stance", comment="d")]
    codings = tuple(one for one in undecided if one.comment not in "cd" or one.code is None)
    partly = content(replace(foreign, codings=codings), ()).caveats[1]
    assert partly.startswith("The coder leaves 2 of 5 comments undecided, 1 of them altogether:")


@pytest.mark.parametrize(("depth", "beyond"), [(1, ""), (6, ""), (7, "depth 7"), (9, "depth 9")])
def test_a_depth_that_the_indent_does_not_show_is_said(depth: int, beyond: str) -> None:
    thread = msgspec.structs.replace(
        bridge().thread, comments=tuple(Comment(id=str(place), text="Some words.") for place in range(9))
    )
    chain = Analysis(
        thread=thread,
        graph=graph_of(tuple(map(str, range(9))), *[(place - 1, "explicit", 1.0) for place in range(9)]),
        codings=(),
        codebook=bridge().codebook,
    )
    assert content(chain, ()).listing.passages[depth - 1].beyond == beyond


def test_no_mark_ends_inside_an_address() -> None:
    text = "See https://river.example/a?b. It leaks."
    form = Coding(comment="a", variable="form", target=None, code="fact", coder="cues", probability=0.9, span=(0, 9))
    claim = msgspec.structs.replace(form, variable="claim", target="unsafe", code="asserts", span=(6, 40))
    thread = msgspec.structs.replace(bridge().thread, comments=(Comment(id="a", text=text),))
    one = replace(bridge(), thread=thread, graph=graph_of(("a",), (-1, "explicit", 1.0)), codings=(form, claim))
    (paragraph,) = content(one, ()).listing.passages[0].paragraphs
    assert [(part.text, part.letters) for part in paragraph] == [
        ("See ", ""),
        ("https://river.example/a?b", "b"),
        (". It leaks.", "a"),
    ]
