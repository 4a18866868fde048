"""A pack: all that an exercise on one page needs, for the teacher's eyes only, since the key is in it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from discourse.analysis import analyse
from discourse.classroom.answers import (
    ARTICLE,
    REPLIES,
    Key,
    KeyEntry,
    Unit,
    flat,
    guessed_replies,
    machine_answers,
    name_of,
    questions_in,
    stated_replies,
)
from discourse.classroom.exercises import ExerciseName
from discourse.classroom.marks import may_be_absent
from discourse.codebook import Codebook
from discourse.errors import ReadError
from discourse.human.codings import ABSENT
from discourse.human.drawing import Page, Wish, drawable, drawn
from discourse.human.sheets import Sheet
from discourse.model import Comment, Thread, Variable
from discourse.replies.build import reply_graph
from discourse.translation import LANGUAGES

FORMAT = "discourse-exercise"
MOST_COMMENTS = 24
"""Comments that a class can code in one lesson."""
MOST_TYPES = 7
"""Claim types, and targets, that a student can keep in mind."""
MOST_BYTES = 64 * 1024 * 1024
VARIABLES: Mapping[ExerciseName, tuple[Variable, ...]] = {
    "reply-graph": ("reply_stance",),
    "stance": ("reply_stance", "stance"),
    "claims": ("claim",),
    "codebook": ("claim",),
}
"""What each exercise asks; that on reply graphs asks for parents and keeps a sheet for its id and comments."""


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise on one page: its sheets (two for ``codebook``), its thread, the key if there is one, and a machine.

    ``key`` and ``machine`` have an entry for each unit of the sheets that they decide. ``language`` is that of our
    words on its pages and in its report; the sheets are the same in every one. ``left_out`` is how many comments of the
    page are not asked, nor shown.
    """

    exercise: ExerciseName
    thread: Thread
    sheets: tuple[Sheet, ...]
    key: tuple[KeyEntry, ...]
    machine: tuple[KeyEntry, ...]
    language: str = "en"
    left_out: int = 0
    format: str = FORMAT
    version: int = 1

    def key_of(self) -> Key:
        """Return the codes that the key allows, by unit."""
        return {Unit(entry.question, entry.comment): entry.codes for entry in self.key}

    def machine_of(self) -> dict[Unit, str | None]:
        """Return the machine's answers, by unit."""
        return {Unit(each.question, each.comment): each.codes[0] if each.codes else None for each in self.machine}

    def numbered(self) -> dict[str, dict[str, str]]:
        """Return the ids of all comments by their numbers on paper, by the id of each sheet."""
        ids = {str(number): comment.id for number, comment in enumerate(self.thread.comments, start=1)}
        return {sheet.id: ids for sheet in self.sheets}

    def units(self) -> list[Unit]:
        """Return all that is asked, question by question, in the order of the comments."""
        if self.exercise == "reply-graph":
            return [Unit(REPLIES, row.comment) for sheet in self.sheets for row in sheet.rows]
        return [
            Unit(name_of(question), row.comment)
            for sheet in self.sheets
            for question in questions_in(sheet.codebook, sheet.variables)
            for row in sheet.rows
        ]


class Gold(NamedTuple):
    """How a careful reader codes a bundled page; of a page without, ``codes`` is ``None``.

    Who codes a claim anywhere looked for claims everywhere; where no stance is coded nobody may have looked.
    """

    codes: Mapping[Unit, tuple[str, ...]] | None


def made(name: ExerciseName, thread: Thread, book: Codebook, gold: Gold) -> Pack:
    """Return the pack of an exercise on a page. Raises ReadError where the page has too little for it."""
    shown = flat(thread) if name == "reply-graph" else thread
    kept = msgspec.structs.replace(shown, comments=_codable(shown))
    if len(kept.comments) < 4:
        raise ReadError(
            f"{thread.article.source}: an exercise needs at least 4 comments with words, and this page has "
            f"{len(kept.comments)}; take another page"
        )
    small = smaller(book, name, gold)
    if name in ("claims", "codebook") and not small.claim_types:
        raise ReadError(f"{book.title}: an exercise on claims needs claim types, and this codebook has none; add some")
    pack = _of_replies(thread, kept, small) if name == "reply-graph" else _of_codes(name, kept, small, gold)
    return msgspec.structs.replace(pack, left_out=len(thread.comments) - len(kept.comments))


def _of_replies(thread: Thread, shown: Thread, book: Codebook) -> Pack:
    numbers = {str(at + 1): comment.id for at, comment in enumerate(thread.comments)}
    place = {comment.id: str(at + 1) for at, comment in enumerate(shown.comments)}
    stated = stated_replies(thread)
    key = {
        unit: (answer if answer == ARTICLE else place[numbers[answer]],)
        for unit, answer in stated.items()
        if unit.comment in place and (answer == ARTICLE or numbers[answer] in place)
    }
    return Pack(
        exercise="reply-graph",
        thread=shown,
        sheets=(_sheet("reply-graph", shown, book, shown.comments),),
        key=_entries(key),
        machine=_entries({unit: (code,) if code else () for unit, code in guessed_replies(shown).items()}),
    )


def _of_codes(name: ExerciseName, thread: Thread, book: Codebook, gold: Gold) -> Pack:
    sheets = _parts(thread, book) if name == "codebook" else (_sheet(name, thread, book, thread.comments),)
    analysis = analyse(thread, codebook=book)
    questions = questions_in(book, VARIABLES[name])
    machine = machine_answers(analysis.codings, questions, [comment.id for comment in thread.comments])
    return Pack(
        exercise=name,
        thread=thread,
        sheets=sheets,
        key=_entries(_key(gold, machine)),
        machine=_entries({unit: (code,) if code else () for unit, code in machine.items()}),
    )


def _key(gold: Gold, units: Iterable[Unit]) -> dict[Unit, tuple[str, ...]]:
    """Return the key of units: what gold codes; what it does not is absent where it codes the like at all."""
    codes = gold.codes or {}
    read = {_variable(unit) for unit in codes if may_be_absent(unit)}
    key = {unit: codes.get(unit) or ((ABSENT,) if _variable(unit) in read else ()) for unit in units}
    return {unit: each for unit, each in key.items() if each}


def _variable(unit: Unit) -> str:
    return unit.question.split()[0]


def _parts(thread: Thread, book: Codebook) -> tuple[Sheet, ...]:
    """Return the two sheets of the exercise on codebooks: every other comment, without and with definitions."""
    bare = msgspec.structs.replace(
        book,
        title=f"{book.title}, labels only",
        claim_types=tuple(
            msgspec.structs.replace(
                claim, definition="", cues=(), examples=(), counter_examples=(), favor=(), against=()
            )
            for claim in book.claim_types
        ),
    )
    halves = thread.comments[::2], thread.comments[1::2]
    return tuple(_sheet("codebook", thread, each, half) for each, half in zip((bare, book), halves, strict=True))


def _sheet(name: ExerciseName, thread: Thread, book: Codebook, comments: Sequence[Comment]) -> Sheet:
    """Return the sheet of an exercise on some comments of a page."""
    page = Page(thread.article.source, thread, reply_graph(thread))
    sheet, _ = drawn([page], book, Wish(len(thread.comments), "random", 0, VARIABLES[name]))
    ids = {comment.id for comment in comments}
    rows = tuple(row for row in sheet.rows if row.comment in ids)
    return msgspec.structs.replace(sheet, id=_id_of(name, sheet.id, ids), rows=rows)


def _id_of(name: ExerciseName, sheet: str, comments: Iterable[str]) -> str:
    """Return the id of a sheet, which no other exercise on the page has: browsers keep work, and files go, by it."""
    said = "\n".join([name, sheet, *sorted(comments)])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[: len(sheet)]


def _codable(thread: Thread) -> tuple[Comment, ...]:
    return tuple(thread.comments[number] for number in drawable(thread)[:MOST_COMMENTS])


def smaller(book: Codebook, name: ExerciseName, gold: Gold) -> Codebook:
    """Return a codebook that a lesson has time for: the entries met most often by the key, else the first ones.

    What the exercise does not ask is left out, but for targets that cues of claim types speak of.
    """
    often = Counter(unit.question for unit, codes in (gold.codes or {}).items() if codes[0] != ABSENT)
    targets = _most([(f"stance {entry.id}", entry) for entry in book.targets], often)
    claims = _most([(f"claim {entry.id}", entry) for entry in book.claim_types], often)
    if "claim" in VARIABLES[name]:
        return msgspec.structs.replace(book, claim_types=claims)
    return msgspec.structs.replace(book, targets=targets, claim_types=())


def _most(entries: Sequence[tuple[str, Any]], often: Counter[str]) -> tuple[Any, ...]:
    ranked = sorted(range(len(entries)), key=lambda at: (-often[entries[at][0]], at))[:MOST_TYPES]
    return tuple(entries[at][1] for at in sorted(ranked))


def _entries(codes: Mapping[Unit, tuple[str, ...]]) -> tuple[KeyEntry, ...]:
    return tuple(KeyEntry(unit.question, unit.comment, each) for unit, each in codes.items())


def gold_of(path: Path) -> Gold:
    """Return the codings of a bundled corpus, from its folder."""
    codes: dict[Unit, tuple[str, ...]] = {}
    for entry in json.loads((path / "gold" / "codings.json").read_text("utf-8")):
        target = entry.get("target") if entry["variable"] in ("claim", "stance") else None
        question = entry["variable"] if target is None else f"{entry['variable']} {target}"
        codes[Unit(question, entry["comment"])] = (entry["code"], *entry.get("also", ()))
    return Gold(codes)


def pack_json(pack: Pack) -> bytes:
    """Return a pack as the file of the teacher's folder."""
    return msgspec.json.encode(pack)


def read_pack(data: bytes, name: str) -> Pack:
    """Return the pack that a file holds; ReadError where it is none, or does not fit together any longer."""
    try:
        pack = msgspec.json.decode(data, type=Pack)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        pack = None
    if pack is None or pack.format != FORMAT or pack.version != 1 or not pack.sheets or pack.language not in LANGUAGES:
        raise ReadError(f"{name}: this is not the exercise.json of discourse classroom new; give the folder it made")
    known = {comment.id for comment in pack.thread.comments}
    asked = [row.comment for sheet in pack.sheets for row in sheet.rows]
    if len(known) < len(pack.thread.comments) or not asked or not known.issuperset(asked) or not pack.units():
        raise ReadError(
            f"{name}: what it asks and the comments that it holds do not fit together, so it was changed; make the "
            "exercise again by the same command"
        )
    return pack


def load_pack(path: Path) -> Pack:
    """Return the pack of a file; ReadError where there is none, or where it is too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ReadError(f"{path}: it has more than {MOST_BYTES // 2**20} MB; make the exercise again")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path}: there is no exercise here ({error.strerror}); name a folder of discourse classroom new"
        ) from None
    return read_pack(data, str(path))
