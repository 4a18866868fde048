"""Lines of JSON as typed records: what is no record becomes a dead letter, what is no UTF-8 is mended and counted."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from discourse.bulk.letters import DeadLetter, beginning_of

Record = TypeVar("Record", bound=msgspec.Struct)


class Decoded(NamedTuple):
    """The records of some lines, the lines that are none, and how many were not UTF-8."""

    records: list[Any]
    dead: list[DeadLetter]
    mended: int


def decoded(lines: Sequence[bytes], place: int, source: str, kind: type[Record]) -> Decoded:
    """Return the records of lines that follow each other from byte ``place`` of a source on."""
    decode = msgspec.json.Decoder(kind, strict=False).decode
    try:
        return Decoded([decode(line) for line in lines], [], 0)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return _one_by_one(lines, place, source, decode)


def _one_by_one(lines: Sequence[bytes], place: int, source: str, decode: Callable[[bytes], Any]) -> Decoded:
    found = Decoded([], [], 0)
    mended = 0
    for line in lines:
        try:
            found.records.append(decode(line))
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            again = _mended(line, decode)
            if again is not None:
                found.records.append(again)
                mended += 1
            elif line.strip():
                found.dead.append(_letter(line, place, source))
        place += len(line) + 1
    return found._replace(mended=mended)


def _mended(line: bytes, decode: Callable[[bytes], Any]) -> Any:
    """Return the record of a line that is not UTF-8, ``None`` where that is not what is wrong with it."""
    whole = line.decode("utf-8", "replace").removeprefix("\ufeff").encode()
    if whole == line:
        return None
    try:
        return decode(whole)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None


def _letter(line: bytes, place: int, source: str) -> DeadLetter:
    try:
        msgspec.json.decode(line.decode("utf-8", "replace"))
        reason = "not as this format has it"
    except (msgspec.MsgspecError, RecursionError):
        reason = "not JSON"
    return DeadLetter(source=source, place=place, reason=reason, begins=beginning_of(line))
