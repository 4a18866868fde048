"""A made-up forum of any size, the same each time: long and short comments, all kinds of links, codes and scripts."""

import random
import re
from typing import cast

from discourse.analysis import Analysis
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.graph import LinkKind
from tests.reporting.threads import BOOK, graph_of

_OPENINGS = (
    "The crack in the third arch is not new.",
    "No, that is wrong.",
    "Exactly what my sister says.",
    "Who measured it, and when?",
    "I walked over it on Sunday with the dog.",
    "The council wants a new road, that is all.",
)
_MIDDLES = (
    "Every spring the river takes another stone, and every spring somebody writes that nothing can be done.",
    "My father laid those stones, and he would laugh at a report of four pages.",
    "Put a barrier up and let the people on foot pass; it costs next to nothing.",
    "The firm that tested it is the firm that would build the new one.",
    "You can read the figures in the library, second floor, if anybody still goes there.",
    "The school bus takes twenty minutes more each way since April.",
)
_ELSEWHERE = (
    "הגשר סגור כבר שבוע, ואף אחד לא אומר לנו למה.",
    "الجسر مغلق منذ أسبوع ولا أحد يعرف السبب.",
    "桥已经关闭一周了，没有人知道为什么。",
    "橋は一週間前から閉まっています。😀👩‍🔬",
    "Мост закрыт уже неделю, и никто не знает почему.",
)
_NAMES = (
    "Ann", "Bob", "Čapek & Søn", "משה", "علي", "橋本さくら", "Wilhelmina Featherstonehaugh-Cholmondeley",
    "🦢 swan lover 🦢", "O", "<b>bold</b>", "Νίκος", "Rook", "weirwatch",
)  # fmt: skip
_KINDS: tuple[LinkKind, ...] = ("explicit", "explicit", "explicit", "inferred", "quote", "name")
_CODES = (
    ("reply_stance", None, ("support", "deny", "query", "comment")),
    ("claim", "unsafe", ("asserts", "rejects", "questions", "reports")),
    ("claim", "fable", ("asserts", "rejects")),
    ("stance", "council", ("against", "favor")),
)


def forum(comments: int, sentences: int = 4) -> Analysis:
    """Return a thread of so many comments, each of one to ``2 * sentences - 1`` sentences."""
    draw = random.Random(7)  # noqa: S311 - a fixed seed, for the same forum each time
    made = tuple(_comment(number, sentences, draw) for number in range(comments))
    links = tuple(_link(number, draw) for number in range(comments))
    codings = tuple(coding for one in made for coding in _codings(one, draw))
    article = Article(
        source="forum.html", title="Old bridge closed again", url="https://news.example/bridge", language="en"
    )
    thread = Thread(article=article, comments=made, declared=comments)
    return Analysis(
        thread=thread, graph=graph_of(tuple(one.id for one in made), *links), codings=codings, codebook=BOOK
    )


def _comment(number: int, sentences: int, draw: random.Random) -> Comment:
    length = draw.randrange(2 * sentences - 1)
    text = " ".join([draw.choice(_OPENINGS), *(draw.choice(_MIDDLES) for _ in range(length))])
    if number % 11 == 4:
        text = f"{draw.choice(_ELSEWHERE)}\n\n{text}"
    return Comment(
        id=str(number),
        author=draw.choice(_NAMES) if number % 3 else f"reader {draw.randrange(1 + number // 4)}",
        posted=f"2024-05-{1 + number // 24 % 28:02}T{number % 24:02}:00:00",
        text=text,
        status="collapsed" if number % 50 == 49 else "shown",
    )


def _link(number: int, draw: random.Random) -> tuple[int, LinkKind, float]:
    if not number or draw.random() < 0.25:
        return -1, "explicit", 1.0
    if draw.random() < 0.03:
        return -2, "missing", 0.0
    kind = draw.choice(_KINDS)
    parent = number - 1 if draw.random() < 0.5 else draw.randrange(max(0, number - 30), number)
    return parent, kind, 1.0 if kind == "explicit" else round(draw.uniform(0.4, 0.95), 2)


def _codings(comment: Comment, draw: random.Random) -> list[Coding]:
    """Return the codings of a comment; each marks some of its words."""
    found = []
    for variable, target, codes in _CODES:
        if variable == "reply_stance" or draw.random() < 0.25:
            ends = [match.end() for match in re.finditer(r"\w+", comment.text)]
            start = draw.choice([match.start() for match in re.finditer(r"\w+", comment.text)])
            end = next((place for place in ends if place >= start + 25), ends[-1])
            sure = round(draw.uniform(0.4, 0.99), 2)
            code = draw.choice(codes)
            named = cast("Variable", variable)
            span = (start, end)
            found.append(
                Coding(
                    comment=comment.id,
                    variable=named,
                    target=target,
                    code=code,
                    coder="cues",
                    probability=sure,
                    span=span,
                )
            )
    return found
