"""A made-up dump of Reddit comments, and the same comments as a ConvoKit corpus: the same bytes for the same seed.

Threads are of heavy-tailed size, up to ``LARGEST`` comments, and up to ``DEEPEST`` deep: a comment answers the
submission, a recent comment, or one as often as it is answered. The comments of many threads are mixed, as in a dump
by time. The texts are those of ``made_text``; about one comment in ten makes a claim of ``CODEBOOK``.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.made_text import text

LARGEST = 20_000
DEEPEST = 200
MIXED = 40_000
"""Comments whose threads are mixed with each other."""
_DUELS, _ON = 0.02, 0.97
"""Share of threads in which a comment nearly always answers the one before, and how nearly."""
_START = 1_704_067_200
_YEAR = 31_000_000

CODEBOOK = """title = "Speed"
version = "1"
language = "en"
""" + "".join(
    f"""
[[claim_types]]
id = "{name}"
label = "{name}"
definition = "{definition}"
cues = [{", ".join(f'"{cue}"' for cue in cues)}]
"""
    for name, definition, cues in (
        ("evidence_demanded", "Evidence is demanded.", ("where is the? evidence", "how do you know", "did you read")),
        ("evidence_offered", "The comment offers a study, a link or a figure.", ("study|report on|of|shows", "http*")),
        ("made_up", "The story is invented.", ("story|report|news is|was made_up|invented", "fake|hoax|fabricated")),
        ("hidden_hand", "Somebody secret directs what happens.", ("pulls|pulling the strings", "follow the money")),
        ("double_standard", "Others are judged otherwise.", ("what about the ... same", "double standard|standards")),
        ("prediction", "Something will happen.", ("mark my words", "will collapse|fail|happen within|soon")),
        ("known_to_all", "Everybody knows what is said.", ("everybody|everyone|we_all knows|know",)),
        ("silence", "The media keep something quiet.", ("media|press|papers will|do not|=won't report|cover|mention",)),
        ("waste", "Public money is wasted.", ("waste of money", "costs|cost too much")),
        ("safety", "Something is dangerous or unsafe.", ("unsafe|dangerous|danger|hazard", "not safe")),
        ("incompetence", "They cannot do their work.", ("incompetent|useless|clueless council|mayor|firm|committee",)),
        ("delay", "Something comes too late.", ("delayed|late|postponed again|twice", "never opened|finished")),
    )
)  # fmt: skip
"""A codebook of twelve claim types, as TOML."""


class Made(NamedTuple):
    """One comment of the dump; ``parent`` is the id of the comment answered, ``None`` for the submission."""

    id: str
    thread: str
    parent: str | None
    author: str
    posted: int
    score: int
    community: str
    text: str


def comments(count: int, seed: int = 0) -> Iterator[Made]:
    """Yield so many comments, those of some threads mixed by time."""
    chance = Random(seed)  # noqa: S311  # no secret
    number = threads = 0
    batch: list[Made] = []
    while number < count:
        size = min(int(4 * chance.paretovariate(0.8)) - 3, LARGEST, count - number)
        batch += _thread(threads, number, size, chance)
        threads, number = threads + 1, number + size
        if len(batch) >= MIXED or number == count:
            batch.sort(key=lambda made: (made.posted, made.id))
            yield from batch
            batch = []


def _thread(thread: int, first: int, size: int, chance: Random) -> Iterator[Made]:
    parents: list[int] = []
    depths: list[int] = []
    authors: list[str] = []
    moment = _START + chance.randrange(_YEAR)
    is_duel = chance.random() < _DUELS
    community = f"town{int(chance.paretovariate(0.7)) % 40}"
    for number in range(size):
        parent = number - 1 if is_duel and chance.random() < _ON else _answered(number, parents, chance)
        depth = 1 if parent < 0 else depths[parent] + 1
        if depth > DEEPEST:
            parent, depth = -1, 1
        parents.append(parent)
        depths.append(depth)
        authors.append(_author(parents, authors, chance))
        moment += int(chance.paretovariate(0.9) * 8) % 86_400
        yield Made(
            id=_base_36(first + number + 36**6),
            thread=_base_36(thread + 36**5),
            parent=None if parent < 0 else _base_36(first + parent + 36**6),
            author=authors[-1],
            posted=moment,
            score=int(chance.paretovariate(0.9)) - 1,
            community=community,
            text=text(chance),
        )


def _answered(number: int, parents: list[int], chance: Random) -> int:
    luck = chance.random()
    if not number or luck < 0.3:
        return -1
    if luck < 0.65:
        return max(0, number - int(chance.paretovariate(1.2)))
    return parents[chance.randrange(number)]


def _author(parents: list[int], authors: list[str], chance: Random) -> str:
    parent = parents[-1]
    if parent >= 0 and parents[parent] >= 0 and chance.random() < 0.3:
        return authors[parents[parent]]
    if authors and chance.random() < 0.5:
        return authors[chance.randrange(len(authors))]
    return f"writer_{chance.randrange(3_000_000)}"


def _base_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def write_dump(path: Path, count: int, seed: int = 0) -> None:
    """Write the comments as a dump of Reddit has them, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for made in comments(count, seed):
            line = {
                "id": made.id,
                "author": made.author,
                "author_fullname": f"t2_{made.author[7:]}",
                "body": made.text,
                "created_utc": made.posted,
                "edited": False,
                "distinguished": None,
                "is_submitter": False,
                "link_id": f"t3_{made.thread}",
                "name": f"t1_{made.id}",
                "parent_id": f"t3_{made.thread}" if made.parent is None else f"t1_{made.parent}",
                "permalink": f"/r/{made.community}/comments/{made.thread}/_/{made.id}/",
                "retrieved_on": made.posted + 100_000,
                "score": made.score,
                "score_hidden": False,
                "stickied": False,
                "subreddit": made.community,
                "subreddit_id": "t5_2qh0u",
                "controversiality": 0,
                "gilded": 0,
            }
            file.write(json.dumps(line, separators=(",", ":")) + "\n")


def write_corpus(folder: Path, count: int, seed: int = 0) -> None:
    """Write the comments as the folder of a ConvoKit corpus, each thread's submission as its root."""
    folder.mkdir(parents=True, exist_ok=True)
    speakers: set[str] = {"submitter"}
    threads: dict[str, str] = {}
    with (folder / "utterances.jsonl").open("w", encoding="utf-8") as file:
        for made in comments(count, seed):
            if made.thread not in threads:
                threads[made.thread] = made.community
                opening = made._replace(id=f"t3_{made.thread}", author="submitter", score=0, text="")
                file.write(_utterance(opening, None))
            speakers.add(made.author)
            parent = f"t3_{made.thread}" if made.parent is None else made.parent
            file.write(_utterance(made, parent))
    meta: dict[str, Any] = {"meta": {}, "vectors": []}
    held = {
        "speakers.json": dict.fromkeys(sorted(speakers), meta),
        "conversations.json": {
            f"t3_{name}": {"meta": {"subreddit": of}, "vectors": []} for name, of in threads.items()
        },
        "corpus.json": {},
        "index.json": {
            "utterances-index": {"score": ["<class 'int'>"]}, "speakers-index": {},
            "conversations-index": {"subreddit": ["<class 'str'>"]}, "overall-index": {}, "version": 1, "vectors": [],
        },
    }  # fmt: skip
    for name, value in held.items():
        (folder / name).write_text(json.dumps(value), "utf-8")


def _utterance(made: Made, parent: str | None) -> str:
    said: dict[str, Any] = {
        "id": made.id, "conversation_id": f"t3_{made.thread}", "text": made.text, "speaker": made.author,
        "meta": {"score": made.score}, "reply-to": parent, "timestamp": made.posted, "vectors": [],
    }  # fmt: skip
    return json.dumps(said) + "\n"
