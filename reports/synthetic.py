"""Comment sections of any size made by a seeded hand, from sentences of our own, for the gallery and for benchmarks."""

import random
from collections.abc import Sequence

from discourse.model import Article, Comment, Thread

_OPENINGS = (
    "I think", "Honestly,", "No,", "Yes,", "As I said,", "Look,", "They say", "My uncle says", "Mark my words,",
    "If you ask me,",
)  # fmt: skip
_MIDDLES = (
    "the pump house has been broken since March", "the council knew about the gate", "nobody ever greased the sluice",
    "two engineers warned them in writing", "the river never rose this high in my life", "the paper made this up",
    "the money for the dam went to the car park", "we should rebuild the weir by hand",
    "the mayor is only a puppet here", "the whole thing was planned long before", "the cellars will flood again",
    "the insurance will not pay a penny",
)  # fmt: skip
_ENDS = (
    "and that is a fact.", "so stop pretending.", "or so I heard from a friend.", "which is a shame!",
    "and you know it.", "see the report of 2019.", "because it always was like this.",
    "as anyone in Mill Lane can see.",
)  # fmt: skip
_QUESTIONS = (
    "Where is the proof?", "Who told you that?", "And who pays for it in the end?", "Why has nobody asked the miller?",
    "Do you have a source for this?",
)  # fmt: skip
_NAMES = (
    "Oda", "Rufus", "Mill_Lane_7", "Captain Sluice", "Bettina K.", "heron", "no nonsense", "Wendelin",
    "Ute of the Weir",
    "The Friends of the Old Pump House Society", "J. P. van der Meulenbroek-Oosterhuis", "q", "Sølvi", "Ilias",
)  # fmt: skip

_SCRIPTS = {
    "arabic-hebrew": (
        ("ليلى", "أبو سامي", "דנה", "יונתן הטוחן", "Ruth"),
        (
            "الجسر مغلق منذ شهر ولا أحد يعرف السبب.", "أين الدليل على هذا الكلام؟", "هذا كذب، كنت هناك ورأيت بعيني.",
            "הגשר סגור כבר חודש ואיש לא יודע למה.", "איפה ההוכחה?", "לא נכון, הייתי שם (עם אחי) וראיתי 3 מהנדסים.",
            "I was there too: הגשר was open on Monday.",
        ),
        "جسر الطاحونة مغلق",
    ),
    "cjk": (
        ("小河", "水门先生", "はなこ", "川の番人", "다리지기", "Mei"),
        (
            "水闸坏了三个月，没有人来修。", "证据在哪里？", "不对，我昨天亲眼看见他们在修。",
            "水門は三か月も壊れたままです。",
            "証拠はどこですか？", "다리는 한 달째 닫혀 있습니다.", "증거가 어디 있습니까?",
            "The 水门 works again, I think.",
        ),
        "水闸为什么还没有修好？",
    ),
    "emoji": (
        ("🐟 fish 🐟", "👩‍🔬 Dr. Weir", "🇫🇷🇩🇪", "no name 🙃"),
        (
            "The pump house is broken 😡😡😡 and nobody cares 🤷‍♀️.", "Where is the proof? 🤔", "Made up 🤥!",
            "I saw it myself 👀 with my own eyes.", "👍🏽", "Great, another car park 🎉🅿️ 🚗🚗", "🙄",
        ),
        "🌊 The river is back 🌊",
    ),
}  # fmt: skip
SCRIPTS = tuple(_SCRIPTS)
"""The threads in other scripts than the Latin one."""


def thread(size: int, seed: int = 1) -> Thread:
    """Return a thread of so many comments about a weir: branches, a few busy authors, times, some links not stated."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    names = [name if place < len(_NAMES) else f"{name} {place}" for place, name in enumerate(_NAMES * (size // 40 + 1))]
    article = Article(
        source="weir.html",
        title="Who let the weir at Millbrook rot?",
        author="Ada Thorn",
        site="The Millbrook Mirror",
        published="2024-01-01T08:00:00",
        language="en",
        body="The weir has failed.\n\nNobody has an answer yet.",
    )
    comments = tuple(_comment(place, chance, names) for place in range(size))
    return Thread(article=article, comments=comments, declared=size, shown_order="oldest")


def _comment(place: int, chance: random.Random, names: Sequence[str]) -> Comment:
    minutes = 30 + int(place * 11 * (1 + chance.random()))
    day, rest = divmod(minutes, 1440)
    return Comment(
        id=str(place),
        author=names[min(int(chance.expovariate(6 / len(names))), len(names) - 1)],
        text=_text(chance),
        reply_to=_parent(place, chance),
        posted=f"{2024 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}T{rest // 60:02}:{rest % 60:02}:00",
    )


def _text(chance: random.Random) -> str:
    sentences = [
        f"{chance.choice(_OPENINGS)} {chance.choice(_MIDDLES)} {chance.choice(_ENDS)}"
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))
    ]
    return " ".join([*sentences, chance.choice(_QUESTIONS)] if chance.random() < 0.3 else sentences)


def _parent(place: int, chance: random.Random) -> str | None:
    """Return what a comment says it answers: the article (""), an earlier comment, or nothing (``None``)."""
    if place == 0 or chance.random() < 0.3:
        return ""
    if chance.random() < 0.25:
        return None
    return str(max(0, place - 1 - int(chance.expovariate(1 / 12))))


def in_script(name: str) -> Thread:
    """Return the thread of eight to ten comments in another script, one of ``SCRIPTS``."""
    names, texts, title = _SCRIPTS[name]
    chance = random.Random(3)  # noqa: S311  # no secret
    comments = tuple(
        Comment(
            id=str(place),
            author=names[place % len(names)],
            text=text if place % 3 else f"{text} {texts[(place + 3) % len(texts)]}",
            reply_to="" if place in (0, 4) else str(chance.randrange(max(0, place - 3), place)),
            posted=f"2024-05-01T{9 + place:02}:05:00",
        )
        for place, text in enumerate(texts)
    )
    language = {"arabic-hebrew": "ar", "cjk": "zh", "emoji": "en"}[name]
    article = Article(source=f"{name}.html", title=title, site="The Millbrook Mirror", language=language)
    return Thread(article=article, comments=comments, declared=len(comments), shown_order="oldest")
