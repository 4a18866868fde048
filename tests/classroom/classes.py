"""A class of simulated students: each answers as the key does but for noise, some leave answers out."""

import json
import random
from pathlib import Path
from typing import Any

from discourse.classroom.answers import ARTICLE, Unit
from discourse.classroom.packs import Pack
from discourse.human.codings import ABSENT, CODES
from discourse.model import Variable

NAMES = (
    "Ada", "Bela", "Cem", "Dora", "Emil", "Fee", "Gus", "Hila", "Igor", "Jule", "Kim", "Lena", "Mo", "Nora", "Olga",
    "Pia", "Quin", "Rosa", "Sven", "Tara", "Udo", "Vera", "Willi", "Xenia", "Yun", "Zoe", "Änne", "Øle", "李明", "שרה",
)  # fmt: skip


def simulated(pack: Pack, folder: Path, n: int = 30, noise: float = 0.2, seed: int = 7) -> list[dict[Unit, str]]:
    """Write the files of n students for each sheet; return what each answered, ``absent`` included."""
    chance = random.Random(seed)  # noqa: S311 - simulated students
    folder.mkdir(parents=True, exist_ok=True)
    said = []
    for number in range(n):
        skips = 0.15 if number % 5 == 4 else 0.0
        said.append(_student(pack, folder, NAMES[number % len(NAMES)], chance, (noise, skips)))
    return said


def _student(pack: Pack, folder: Path, name: str, chance: random.Random, how: tuple[float, float]) -> dict[Unit, str]:
    noise, skips = how
    given: dict[Unit, str] = {}
    for part, sheet in enumerate(pack.sheets, start=1):
        seen = [row.comment for row in sheet.rows if chance.random() >= skips]
        own = {unit: _answer(pack, unit, chance, noise) for unit in pack.units() if unit.comment in seen}
        own = {unit: code for unit, code in own.items() if unit.comment in {row.comment for row in sheet.rows}}
        value = _replies(pack, own) if pack.exercise == "reply-graph" else _codings(pack, part, own, seen)
        (folder / f"{name}-{part}.json").write_text(json.dumps(value | {"coder": name}, ensure_ascii=False), "utf-8")
        given |= own
    return given


def _answer(pack: Pack, unit: Unit, chance: random.Random, noise: float) -> str:
    right = (pack.key_of().get(unit) or (ABSENT,))[0]
    if chance.random() >= noise * (0.3 if right == ABSENT else 1):
        return right
    if unit.question == "answers":
        place = [comment.id for comment in pack.thread.comments].index(unit.comment)
        return chance.choice([ARTICLE, *map(str, range(1, place + 1))])
    variable: Variable = unit.question.split()[0]  # type: ignore[assignment]
    return chance.choice(CODES[variable])


def _replies(pack: Pack, own: dict[Unit, str]) -> dict[str, Any]:
    ids = [comment.id for comment in pack.thread.comments]
    answers = [
        {"comment": unit.comment, "answers": "" if code == ARTICLE else ids[int(code) - 1]}
        for unit, code in own.items()
    ]
    return {"format": "discourse-replies", "version": 1, "sheet": pack.sheets[0].id, "answers": answers}


def _codings(pack: Pack, part: int, own: dict[Unit, str], seen: list[str]) -> dict[str, Any]:
    sheet = pack.sheets[part - 1]
    comments = []
    for row in sheet.rows:
        if row.comment in seen:
            marks = [_mark(unit, code) for unit, code in own.items() if unit.comment == row.comment and code != ABSENT]
            comments.append({"source": row.source, "comment": row.comment, "done": True, "marks": marks})
    return {
        "format": "discourse-codings", "version": 1, "sheet": sheet.id, "codebook": sheet.codebook.hash,
        "variables": list(sheet.variables), "comments": comments,
    }  # fmt: skip


def _mark(unit: Unit, code: str) -> dict[str, str]:
    variable, _, target = unit.question.partition(" ")
    return {"variable": variable, "code": code} | ({"target": target} if target else {})
