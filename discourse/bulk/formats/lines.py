"""Lines of JSON as typed records: what is no record becomes a dead letter, what is no UTF-8 is mended and counted."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import msgspec
import numpy as np

from discourse.bulk.letters import DeadLetter, beginning_of

Record = TypeVar("Record", bound=msgspec.Struct)


LONGEST_LINE = 16 * 1024**2
"""Bytes of a line; what is longer is no comment."""
_FAULTS = (msgspec.MsgspecError, RecursionError, UnicodeError)


class Decoded(NamedTuple):
    """The records of some lines, the lines that are none, and how many were not UTF-8."""

    records: list[Any]
    dead: list[DeadLetter]
    mended: int


def decoded(lines: bytes, place: int, source: str, kind: type[Record]) -> Decoded:
    """Return the records of lines that begin at byte ``place`` of a source."""
    decoder = msgspec.json.Decoder(kind, strict=False)
    if not _may_be_too_long(lines):
        try:
            records = decoder.decode_lines(lines)
        except _FAULTS:
            pass
        else:
            # a record over two lines, or two on one, would be read as well
            if len(records) == _line_ends(lines) + (lines[-1:] not in (b"", b"\n")):
                return Decoded(records, [], 0)
    return _one_by_one(lines, place, source, decoder.decode)


def _line_ends(lines: bytes) -> int:
    """Return how often a line ends: what ``count`` of bytes returns, which took as long as a third of the decoding."""
    return int(np.count_nonzero(np.frombuffer(lines, dtype=np.uint8) == ord("\n")))


def _may_be_too_long(lines: bytes) -> bool:
    """Return whether there is half of the longest line without an end, as there is in one that is too long."""
    half = LONGEST_LINE // 2
    return any(lines.find(b"\n", at, at + half) < 0 for at in range(0, len(lines) - half + 1, half))


def _one_by_one(lines: bytes, place: int, source: str, decode: Callable[[bytes], Any]) -> Decoded:
    found = Decoded([], [], 0)
    mended = 0
    for line in lines.split(b"\n"):
        try:
            if len(line) > LONGEST_LINE:
                reason = f"longer than {LONGEST_LINE:,} bytes"
                found.dead.append(DeadLetter(source=source, place=place, reason=reason, begins=beginning_of(line)))
            else:
                found.records.append(decode(line))
        except _FAULTS:
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
    except _FAULTS:
        return None


def _letter(line: bytes, place: int, source: str) -> DeadLetter:
    try:
        msgspec.json.decode(line.decode("utf-8", "replace"))
        reason = "not as this format has it"
    except (msgspec.MsgspecError, RecursionError):
        reason = "not JSON"
    return DeadLetter(source=source, place=place, reason=reason, begins=beginning_of(line))
