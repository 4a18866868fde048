"""Analyses made to draw from: any number of comments, plain or difficult names, flat, deep or bushy."""

import random

import msgspec
import numpy as np

from discourse.analysis import Analysis
from discourse.codebook import ClaimType, Codebook, Target
from discourse.correction.corrected import Corrected, Correction
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, ReplyGraph
from discourse.tables import FORMS

PLAIN = ("Ann", "Barbara K.", "old_sailor", "Tom42", "Viktor", "nobody's fool", "Dr. Wong", "Lee", "M. Okafor", "zed")
DIFFICULT = (
    "A name of exactly forty characters long!",
    "שלום עולם",
    "محمد بن عبد الله",
    "漢字の名前とても長い名前です",
    "👩‍🔬🇫🇷👍🏽",
    "$x_1^2$ and $\\frac{a}{b}$",
    "two\nlines\tand a tab",
    "bell\x07 and \u202ereversed\u202c",
    "<b>&amp;\"'</b>",
    "W" * 80,
    "Z̴̡̨̛̲̗͙̬̦̻̲̩̙̣̠̼̪͉̤̦̞͇͇̠ͅalgo",
    "क्षितिज",
    "",
    "\ud800half",
)
LONG = tuple(f"{letter * 2} von und zu Wolkenstein-Rabenau-Quaste" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
RIGHT_TO_LEFT = (
    "شيرين القاضي",
    "محمد بن عبد الله بن عمر الكاتب",
    "דוד בן־אברהם הסופר",
    "נועה",
    "ليلى",
    "אורי כהן 7",
    "سامي (ضيف)",
)
EAST_ASIAN = (
    "漢字の名前とても長い名前です",
    "김민수",
    "王小明",
    "佐藤花子さくら通り三丁目の住人です",
    "이순신 장군",
    "田中",
    "陳大文教授的讀書筆記",
)
EMOJI = ("👩‍🔬🇫🇷👍🏽", "🌊Marina🌊", "🦊 fox 🦊", "❤️‍🔥", "Tom 🎉🎉🎉", "🏳️‍🌈 Alex", "🧿")
SCRIPTS = {"latin": PLAIN, "long": LONG, "right to left": RIGHT_TO_LEFT, "east asian": EAST_ASIAN, "emoji": EMOJI}
SAYINGS = (
    "The bridge was closed for the parade and nobody told us",
    "Who paid for the paint on the railings",
    "I saw the ferry leave half empty that morning",
    "They should open the old road again before winter",
    "That is what the mayor said last year too",
    "Tickets cost twice as much as the brochure says",
)
LEANINGS = {"asserts": "obviously planned by the harbour board", "rejects": "nonsense, there is no such plan"}
BOOK = Codebook(
    title="made",
    targets=(
        Target(id="council", label="The council", names=("council",)),
        Target(id="board", label="The harbour board and all who work for it or have worked for it", names=("board",)),
        Target(id="mayor", label="The mayor", names=("mayor",)),
    ),
    claim_types=(
        ClaimType(id="staged", label="Staged or coordinated operation of one of the parties involved", definition="x"),
        ClaimType(id="fable", label="Made up", definition="x"),
        ClaimType(id="cash", label="It is all about $money$ and_nothing_else", definition="x"),
        ClaimType(id="eye", label="Eyewitness", definition="x"),
        ClaimType(id="never", label="Never said", definition="x"),
    ),
)


def analysis(count: int, names: tuple[str, ...] = PLAIN, shape: str = "bushy", seed: int = 7) -> Analysis:
    """Return an analysis of so many comments: links of every kind, codings of every code, times over some days."""
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    authors = [names[min(int(chance.expovariate(0.35)), len(names) - 1)] for _ in range(count)]
    if names is not PLAIN:
        authors = [names[number % len(names)] for number in range(count)]
    comments = tuple(
        Comment(
            id=f"c{number}",
            text="one two three",
            author=author,
            posted=f"2024-03-{1 + number * 9 // count:02d}T{chance.randrange(24):02d}:{chance.randrange(60):02d}",
        )
        for number, author in enumerate(authors)
    )
    parent = [_parent(number, shape, chance) for number in range(count)]
    kinds = ["missing" if above == MISSING else chance.choice(("explicit", "explicit", "inferred")) for above in parent]
    sure = {"missing": 0.0, "explicit": 1.0}
    graph = ReplyGraph(
        comments=tuple(comment.id for comment in comments),
        parent=np.array(parent, dtype=np.int64),
        kind=np.array([LINK_KINDS.index(kind) for kind in kinds], dtype=np.uint8),
        probability=np.array([sure.get(kind, round(chance.uniform(0.2, 0.9), 2)) for kind in kinds]),
    )
    codings = tuple(_codings(comments, parent, chance))
    thread = Thread(article=Article(source="made"), comments=_worded(comments, codings), declared=count)
    return Analysis(thread=thread, graph=graph, codings=codings, codebook=BOOK, correction=_correction(count))


def _correction(count: int) -> Correction | None:
    """Return what comments coded by hand would have corrected, of threads that have twenty."""
    if count < 20:
        return None
    shares: list[tuple[Variable, str | None, str]] = []
    shares += [("claim", claim.id, "present") for claim in BOOK.claim_types]
    shares += [("stance", target.id, code) for target in BOOK.targets for code in ("favor", "against")]
    shares += [("reply_stance", None, code) for code in ("support", "deny", "query", "comment")]
    figures = tuple(
        Corrected(
            variable=variable, target=target, code=code, group=None, minus=None, machine=0.02 * (place % 20),
            value=0.05 + 0.015 * (place % 12), low=0.01 * (place % 12), high=0.12 + 0.02 * (place % 12), comments=count,
            coded=min(count, 60), errors=place, reason="rough" if place % 5 == 0 else None,
        )
        for place, (variable, target, code) in enumerate(shares)
    )  # fmt: skip
    return Correction(
        figures=figures,
        machine="linear",
        people=("human:Ann",),
        by="claim",
        population=count,
        drawn=min(count, 60),
        coded=min(count, 60),
    )


def _worded(comments: tuple[Comment, ...], codings: tuple[Coding, ...]) -> tuple[Comment, ...]:
    """Return the comments with words of their own, and some that go with the claims that they make."""
    claims = {coding.comment: coding.code for coding in codings if coding.variable == "claim"}
    return tuple(
        msgspec.structs.replace(
            comment, text=f"{SAYINGS[number % len(SAYINGS)]}, {LEANINGS.get(claims.get(comment.id) or '', 'well')}."
        )
        for number, comment in enumerate(comments)
    )


def _parent(number: int, shape: str, chance: random.Random) -> int:
    if shape == "chain":
        return number - 1 if number else ARTICLE
    if shape == "star" or number == 0 or chance.random() < 0.3:
        return ARTICLE
    if chance.random() < 0.04:
        return MISSING
    return chance.randrange(max(0, number - 12), number)


def _codings(comments: tuple[Comment, ...], parent: list[int], chance: random.Random) -> list[Coding]:
    made = []
    for number, comment in enumerate(comments):
        code = chance.choices(("support", "deny", "query", "comment"), (3, 3, 2, 4))[0]
        above = comments[parent[number]].id if parent[number] >= 0 else None
        made.append(Coding(comment=comment.id, variable="reply_stance", target=above, code=code, coder="t"))
        if chance.random() < 0.6:
            claim = chance.choices(("staged", "fable", "cash", "eye"), (5, 3, 2, 1))[0]
            status = chance.choices(("asserts", "rejects", "questions", "reports"), (5, 4, 2, 1))[0]
            made.append(Coding(comment=comment.id, variable="claim", target=claim, code=status, coder="t"))
        if chance.random() < 0.4:
            target = chance.choice(("council", "board", "board", "mayor"))
            side = chance.choices(("against", "favor", "none"), (4, 2, 3))[0]
            made.append(Coding(comment=comment.id, variable="stance", target=target, code=side, coder="t"))
        form = FORMS[number * number % 7 % len(FORMS)]
        made.append(Coding(comment=comment.id, variable="form", target=None, code=form, coder="t", span=(0, 3)))
    return made
