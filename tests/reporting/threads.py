"""Analyses made by hand: a small dispute, a hostile thread, an empty page, a large thread."""

from typing import cast

import numpy as np

from discourse.analysis import Analysis
from discourse.codebook import ClaimType, Codebook, Target
from discourse.model import Article, Coding, Comment, Skipped, Thread, Variable
from discourse.replies.graph import LINK_KINDS, LinkKind, ReplyGraph

BOOK = Codebook(
    title="Bridges",
    version="1",
    targets=(
        Target(id="council", label="The council", names=("council",)),
        Target(id="firm", label="The firm", names=("firm",)),
    ),
    claim_types=(
        ClaimType(id="fable", label="A fable", definition="The story is made up."),
        ClaimType(id="unsafe", label="The bridge is unsafe", definition="The bridge may fall."),
        ClaimType(id="prediction", label="Prediction", definition="Says what will happen."),
        ClaimType(id="ghosts", label="Ghosts", definition="Ghosts did it."),
    ),
)
ARTICLE = Article(
    source="bridge.html",
    url="https://news.example/bridge",
    title="Old bridge closed again",
    author="Jo Reed",
    site="River News",
    published="2024-05-01T08:00:00+02:00",
    language="en",
    body="The bridge is closed.\n\nNobody knows why.",
)
COMMENTS = (
    Comment(id="a", author="Ann", posted="2024-05-01T10:00:00", text="Is the bridge safe or not?\n\nAnd who pays?"),
    Comment(
        id="b",
        author="Bob",
        posted="2024-05-01T11:30:00",
        text="The crack is a fable. Nobody has seen any crack. The council wants a new road.",
    ),
    Comment(id="c", author="Čapek & Søn", posted="2024-05-02", text="I saw a piece of concrete fall.\nWith my eyes."),
    Comment(id="d", author="משה", posted_as_shown="2 days ago", text="שלום, הגשר סגור. I doubt it."),
    Comment(id="e", text="They will sell it to the firm in the end.", status="collapsed"),
)
SKIPPED = (
    Skipped(kind="pingback", reason="a pingback is no comment", count=2),
    Skipped(kind="stub", reason="a “load more” button", count=None),
)


def graph_of(ids: tuple[str, ...], *links: tuple[int, LinkKind, float]) -> ReplyGraph:
    parents, kinds, probabilities = zip(*links, strict=True) if links else ((), (), ())
    return ReplyGraph(
        comments=ids,
        parent=np.array(parents, dtype=np.int64),
        kind=np.array([LINK_KINDS.index(kind) for kind in kinds], dtype=np.uint8),
        probability=np.array(probabilities, dtype=np.float64),
    )


def coded(number: int, what: str, code: str, probability: float, words: str) -> Coding:
    """Return a coding of some words of a comment; ``what`` is ``variable`` or ``variable:target``."""
    comment = COMMENTS[number]
    variable, _, target = what.partition(":")
    start = comment.text.index(words)
    return Coding(
        comment=comment.id,
        variable=cast("Variable", variable),
        target=target or None,
        code=code,
        coder="cues",
        probability=probability,
        span=(start, start + len(words)),
    )


def bridge() -> Analysis:
    """Return a dispute of five comments with links of three kinds and every variable coded."""
    links: tuple[tuple[int, LinkKind, float], ...] = (
        (-1, "explicit", 1.0),
        (0, "inferred", 0.62),
        (1, "name", 0.9),
        (2, "inferred", 0.55),
        (-1, "inferred", 0.7),
    )
    codings = (
        coded(0, "reply_stance", "query", 0.8, "And who pays?"),
        coded(0, "claim:unsafe", "questions", 0.77, "Is the bridge safe or not?"),
        coded(1, "reply_stance:a", "deny", 0.7, "The crack is a fable"),
        coded(1, "claim:fable", "asserts", 0.85, "a fable. Nobody has seen any crack"),
        coded(1, "claim:unsafe", "rejects", 0.6, "Nobody has seen any crack"),
        coded(1, "stance:council", "against", 0.7, "council wants"),
        coded(2, "reply_stance:b", "deny", 0.6, "With my eyes."),
        coded(2, "claim:unsafe", "asserts", 0.66, "concrete fall.\nWith my eyes"),
        coded(3, "reply_stance:c", "comment", 0.5, "I doubt it."),
        coded(4, "reply_stance", "comment", 0.5, "They will"),
        coded(4, "claim:prediction", "asserts", 0.999, "They will sell it"),
        coded(4, "stance:firm", "none", 0.5, "the firm"),
        coded(4, "stance:council", "against", 0.4, "They"),
    )
    thread = Thread(
        article=ARTICLE, comments=COMMENTS, declared=8, skipped=SKIPPED, reader="pasted", source_hash="ab" * 32
    )
    ids = tuple(comment.id for comment in COMMENTS)
    return Analysis(thread=thread, graph=graph_of(ids, *links), codings=codings, codebook=BOOK)


def empty(declared: int | None = None) -> Analysis:
    """Return a page without comments."""
    thread = Thread(article=ARTICLE, declared=declared, reader="pasted")
    return Analysis(thread=thread, graph=graph_of(()), codings=(), codebook=BOOK)


def large(comments: int, words: int = 40) -> Analysis:
    """Return a thread of comments that answer, in turn, the article, the one before and the one ten before."""
    text = " ".join(f"word{place % 97}" for place in range(words))
    made = tuple(
        Comment(id=str(place), author=f"author {place % 50}", text=f"{place} {text}") for place in range(comments)
    )
    parents = [(-1, place - 1, max(-1, place - 10))[place % 3] for place in range(comments)]
    codings = tuple(
        Coding(
            comment=one.id,
            variable=cast("Variable", variable),
            target=target,
            code=code,
            coder="cues",
            probability=0.5,
            span=(0, 9),
        )
        for one in made
        for variable, target, code in (("reply_stance", None, "deny"), ("claim", "unsafe", "asserts"))
    )
    return Analysis(
        thread=Thread(article=ARTICLE, comments=made, declared=comments),
        graph=graph_of(tuple(one.id for one in made), *((parent, "explicit", 1.0) for parent in parents)),
        codings=codings,
        codebook=BOOK,
    )


NASTY = (
    "<script>alert(1)</script>",
    '#include("x") #eval("1+1") #read("/etc/hosts") $x$ *b* _i_ @ref <lbl> // /* `raw`',
    "=cmd|' /C calc'!A0",
    "a\x00b\x07c\x1b[31m\x9b",
    "abc\u202egnp.exe\u2066x\u2069",
    "x" * 10_000,
    "שלום " * 50,
    "]]> <![CDATA[ --> <!--",
    "{{7*7}} {% raw %} {{ said }}",
    "\\\\server\\share \\n \\u0041",
    "+1",
    "@here",
    "\t=1",
    "-",
    "中文字 สวัสดี 😀 👩‍🔬🇫🇷",
    "\ufeff\ufffe\uffff\ue000\U000e0041",
    "</style></title></svg><img src=x onerror=alert(2)>",
    "\u202e",
    "&lt;b&gt; &#60; &amp;",
    "a\r\nb\rc\u2028d\u2029e\x85f\x0bg",
    "",
    "  \n\n \n",
    "e" + "\u0301" * 200,
    "נִּקּוּד",
    "\ud800half",
    "javascript:alert(3)",
)


def hostile() -> Analysis:
    """Return a thread in which every text that a stranger or a file can give is an attack."""
    everything = " ".join(NASTY)
    comments = tuple(
        Comment(id=f"{place}{text[:9]}", text=text, author=text or None, posted=text, posted_as_shown=text)
        for place, text in enumerate(NASTY)
    )
    codings = tuple(
        coding
        for place, one in enumerate(comments)
        for coding in (
            Coding(
                comment=one.id,
                variable="reply_stance",
                target=None,
                code="deny",
                coder="<b>",
                probability=0.5,
                span=(0, max(1, len(one.text))),
            ),
            Coding(comment=one.id, variable="claim", target="c", code="asserts", coder="cues", span=(1, 5)),
            Coding(
                comment=one.id,
                variable="stance",
                target="t" if place % 2 else "</a>\"'#x\ud800",
                code="against",
                coder="cues",
                probability=0.999,
                span=(3, 90_000),
            ),
        )
    )
    codebook_says = everything.replace("\ud800", "")  # a TOML file cannot hold half a surrogate pair
    book = Codebook(
        title=codebook_says,
        version="{{7*7}}",
        targets=(Target(id="t", label=codebook_says, names=("x",)),),
        claim_types=(ClaimType(id="c", label=codebook_says, definition=codebook_says),),
    )
    thread = Thread(
        article=Article(
            source=everything,
            url="javascript:alert(4)",
            title=everything,
            author=everything,
            site=everything,
            published=everything,
            language="<x>",
        ),
        comments=comments,
        declared=3,
        reader="<b>",
        skipped=(Skipped(kind="widget", reason=everything, where=everything),),
        source_hash="\x00<b>",
    )
    links: list[tuple[int, LinkKind, float]] = [(place - 1, "inferred", 0.5) for place in range(len(comments))]
    return Analysis(
        thread=thread,
        graph=graph_of(tuple(one.id for one in comments), *links),
        codings=codings,
        codebook=book,
    )
