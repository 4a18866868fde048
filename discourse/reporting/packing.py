"""A PDF made small: what the typesetter writes plainly is put into compressed object streams (ISO 32000-1, 7.5.7).

Tags and links are thousands of little objects; together they deflate to about a tenth. Pages, fonts and pictures are
compressed already and stay as they are, byte for byte.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from struct import pack

OBJECTS_IN_A_STREAM = 400
"""A reader unpacks a whole stream to find one object in it."""

_TAIL = re.compile(rb"trailer\s*<<(?P<trailer>.*)>>\s*startxref\s+(?P<table>[0-9]+)\s+%%EOF\s*\Z", re.DOTALL)
_TABLE = re.compile(rb"xref\s+0 (?P<size>[0-9]+)\s*\n(?P<entries>(?:[0-9]{10} [0-9]{5} [nf] ?\r?\n)+)")
_OBJECT = re.compile(rb"(?P<number>[0-9]+) 0 obj\s(?P<body>.*)\sendobj\s*\Z", re.DOTALL)
_SIZE = re.compile(rb"/Size\s+[0-9]+")
_FREE, _PLAIN, _PACKED = 0, 1, 2


def packed(pdf: bytes) -> bytes:
    """Return the same document with its small objects in compressed streams.

    It must have one classic table of objects, as Typst writes it; any other comes back as it is.
    """
    tail = _TAIL.search(pdf)
    table = tail and _TABLE.match(pdf, int(tail["table"]))
    if not tail or not table:
        return pdf
    objects = _objects(pdf, [entry for entry in table["entries"].splitlines() if entry[17:18] == b"n"], table.start())
    if objects is None:
        return pdf
    start = min(int(entry[:10]) for entry in table["entries"].splitlines() if entry[17:18] == b"n")
    return _written(pdf[:start], objects, _SIZE.sub(b"", tail["trailer"]))


def _objects(pdf: bytes, entries: Sequence[bytes], end: int) -> dict[int, bytes] | None:
    """Return the objects by number, or ``None`` where one is not as expected."""
    places = sorted(int(entry[:10]) for entry in entries)
    found = [_OBJECT.match(pdf[first:last]) for first, last in pairwise([*places, end])]
    objects = {int(one["number"]): one["body"] for one in found if one}
    return objects if len(objects) == len(places) else None


def _written(head: bytes, objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    plain = {number: body for number, body in objects.items() if body.endswith(b"endstream")}
    small = sorted(objects.keys() - plain.keys())
    groups = [small[first : first + OBJECTS_IN_A_STREAM] for first in range(0, len(small), OBJECTS_IN_A_STREAM)]
    following = max(objects, default=0) + 1
    streams = {following + place: _stream(group, objects) for place, group in enumerate(groups)}
    whole = bytearray(head)
    entries = {0: (_FREE, 0, 65_535)}
    for number, body in sorted((plain | streams).items()):
        entries[number] = (_PLAIN, len(whole), 0)
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    for holder, group in zip(streams, groups, strict=True):
        entries |= {number: (_PACKED, holder, place) for place, number in enumerate(group)}
    return bytes(whole + _table(following + len(groups), entries, trailer, len(whole)))


def _stream(numbers: Sequence[int], objects: Mapping[int, bytes]) -> bytes:
    """Return an object stream: the number and the place of each object, then the objects."""
    bodies = [objects[number] for number in numbers]
    places = accumulate((len(body) + 1 for body in bodies[:-1]), initial=0)
    index = b" ".join(b"%d %d" % pair for pair in zip(numbers, places, strict=True)) + b"\n"
    keys = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(index))
    return _deflated(keys, index + b"\n".join(bodies))


def _table(number: int, entries: dict[int, tuple[int, int, int]], trailer: bytes, start: int) -> bytes:
    """Return the cross-reference stream and the end of the file; numbers that no object has are free."""
    entries = {**entries, number: (_PLAIN, start, 0)}
    free = (_FREE, 0, 65_535)
    data = b"".join(pack(">BLH", *entries.get(one, free)) for one in range(number + 1))
    keys = b"/Type/XRef/Size %d/W[1 4 2]%b" % (number + 1, trailer.strip())
    return b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, _deflated(keys, data), start)


def _deflated(keys: bytes, data: bytes) -> bytes:
    body = zlib.compress(data)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (keys, len(body), body)
