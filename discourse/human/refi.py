"""Codebooks of other programs: REFI-QDA's codebook exchange (``.qdc``, qdasoftware.org), and TOML as we write it.

A codebook of ours becomes two groups of codes, claims and targets, in one that has its title. What the exchange has no
place for (ids, cues, examples, names) stands in the descriptions, a line each, and is read back from there. Of other
programs' codebooks every code that may be given becomes a claim type, called by its name, groups before it.
"""

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from discourse.codebook import MAX_BYTES, ClaimType, Codebook, Target, parse_codebook
from discourse.errors import CodebookError, ReadError
from discourse.readers.source import open_source
from discourse.readers.xml import records_in, text_at

NAMESPACE = "urn:QDA-XML:codebook:1.0"
MOST_CODES = 5_000
_CLAIMS, _TARGETS = "Claims", "Targets"
_SPACE = uuid.UUID("6f0f4f0e-7d0c-5b8e-9a55-0d3c8f1f2a10")
"""The name space of our identifiers: the same codebook always gives the same ones."""
_LISTS = {"cues": "Cue", "examples": "Example", "counter_examples": "Counter-example", "names": "Name"}
_SIDES = {"favor": "Speaks-for", "against": "Speaks-against"}
_UNSAID = {"Title", "Version", "Language", "Id", "Statement", *_LISTS.values(), *_SIDES.values()}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE = re.compile(r"(\w[\w-]*): (.*)")


def to_qdc(codebook: Codebook, origin: str) -> bytes:
    """Return a codebook as a ``.qdc`` file; ``origin`` is the program that is named in it."""
    root = Element("CodeBook", {"xmlns": NAMESPACE, "origin": origin})
    codes = SubElement(root, "Codes")
    facts = [f"Title: {codebook.title}", f"Version: {codebook.version}", f"Language: {codebook.language}"]
    whole = _code(codes, codebook.title, facts, "book", codable=False)
    groups = (
        (_CLAIMS, [(claim.id, claim.label, _claim_lines(claim)) for claim in codebook.claim_types]),
        (_TARGETS, [(target.id, target.label, _target_lines(target)) for target in codebook.targets]),
    )
    for name, entries in groups:
        group = _code(whole, name, [], name, codable=False)
        for identifier, label, lines in entries:
            _code(group, label, lines, f"{name} {identifier}", codable=True)
    indent(root)
    written: bytes = tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def _code(into: Element, name: str, lines: list[str], key: str, *, codable: bool) -> Element:
    facts = {"guid": str(uuid.uuid5(_SPACE, key)).upper(), "name": _one_line(name), "isCodable": str(codable).lower()}
    code = SubElement(into, "Code", facts)
    if lines:
        SubElement(code, "Description").text = "\n".join(lines)
    return code


def _claim_lines(claim: ClaimType) -> list[str]:
    listed = [(name, word) for name in ("cues", "examples", "counter_examples") for word in getattr(claim, name)]
    return [
        _one_line(claim.definition),
        f"Id: {claim.id}",
        *(f"{_LISTS[name]}: {_one_line(word)}" for name, word in listed),
        *(f"{said}: {target}" for side, said in _SIDES.items() for target in getattr(claim, side)),
    ]


def _target_lines(target: Target) -> list[str]:
    statement = [f"Statement: {_one_line(target.statement)}"] if target.statement else []
    return [f"Id: {target.id}", *statement, *(f"Name: {_one_line(name)}" for name in target.names)]


def _one_line(text: str) -> str:
    """Return a text on one line, without the controls that XML cannot hold."""
    return " ".join(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).split())


class _Entry(NamedTuple):
    """A code of another codebook: the groups that it stands in, its name, and the lines of its description."""

    path: tuple[str, ...]
    name: str
    lines: tuple[str, ...]

    def said(self, key: str) -> list[str]:
        """Return what lines of the form ``Key: …`` say."""
        found = (_LINE.fullmatch(line) for line in self.lines)
        return [line.group(2) for line in found if line and line.group(1) == key]

    @property
    def description(self) -> str:
        found = ((line, _LINE.fullmatch(line)) for line in self.lines)
        return " ".join(line for line, fact in found if not fact or fact.group(1) not in _UNSAID).strip()


def from_qdc(path: str | Path) -> Codebook:
    """Return the codebook of a ``.qdc`` file; CodebookError, naming the file, where it is none."""
    file = Path(path)
    try:
        source = open_source(file)
        if len(source.data) > MAX_BYTES:
            raise CodebookError(f"{source.shown}: a codebook has at most {MAX_BYTES:,} bytes; this file is larger")
        found = records_in(source, "Codes")
    except ReadError as error:
        raise CodebookError(str(error)) from None
    if not found.items or found.skipped:
        raise CodebookError(f"{source.shown}: this is no REFI-QDA codebook, or a broken one; export it again as .qdc")
    entries, facts = _entries(found.items[0], source.shown)
    return _codebook(entries, facts, file)


def _entries(codes: Element, shown: str) -> tuple[list[_Entry], dict[str, str]]:
    entries: list[_Entry] = []
    facts: dict[str, str] = {}
    for path, element in _walk(codes):
        entry = _Entry(path, element.get("name", "").strip(), tuple(text_at(element, "Description").splitlines()))
        if len(entries) >= MOST_CODES:
            raise CodebookError(f"{shown}: it has more than {MOST_CODES:,} codes; give a smaller codebook")
        if not path and not facts and entry.said("Language") and entry.said("Version"):
            facts = {key.lower(): entry.said(key)[0] for key in ("Title", "Version", "Language") if entry.said(key)}
        elif element.get("isCodable", "true").lower() != "false":
            entries.append(entry)
    return entries, facts


def _walk(codes: Element) -> Iterator[tuple[tuple[str, ...], Element]]:
    """Yield each code with the names of the groups around it, in document order."""
    waiting = [((), code) for code in reversed(codes.findall("Code"))]
    todo: list[tuple[tuple[str, ...], Element]] = list(waiting)
    while todo:
        path, code = todo.pop()
        yield path, code
        inside = (*path, code.get("name", "").strip())
        todo += [(inside, child) for child in reversed(code.findall("Code"))]


def _codebook(entries: list[_Entry], facts: dict[str, str], file: Path) -> Codebook:
    of_targets, of_claims = set[str](), set[str]()
    listed = [(bool(facts) and len(entry.path) == 2, entry) for entry in entries]
    targets = [
        (_id_of(entry), _target(entry, _free(_id_of(entry), of_targets)))
        for ours, entry in listed
        if ours and entry.path[-1] == _TARGETS
    ]
    known = {written: target.id for written, target in targets}
    claims = [
        _claim(entry, _free(_id_of(entry), of_claims), () if ours else entry.path, known if ours else {})
        for ours, entry in listed
        if not ours or entry.path[-1] != _TARGETS
    ]
    book = Codebook(
        title=facts.get("title") or file.stem,
        version=facts.get("version", "1"),
        language=facts.get("language", "en"),
        targets=tuple(target for _, target in targets),
        claim_types=tuple(claims),
    )
    return parse_codebook(to_toml(book), file.name)


def _id_of(entry: _Entry) -> str:
    return (entry.said("Id") or [entry.name])[0]


def _claim(entry: _Entry, identifier: str, path: tuple[str, ...], targets: Mapping[str, str]) -> ClaimType:
    """Return a claim type; ``targets`` are the ids of targets by those that stand in the file."""
    label = " / ".join((*path, entry.name)) or identifier
    return ClaimType(
        id=identifier,
        label=label,
        definition=entry.description or label,
        cues=tuple(entry.said("Cue")),
        examples=tuple(entry.said("Example")),
        counter_examples=tuple(entry.said("Counter-example")),
        **{side: tuple(targets[one] for one in entry.said(said) if one in targets) for side, said in _SIDES.items()},
    )


def _target(entry: _Entry, identifier: str) -> Target:
    names, statement = tuple(entry.said("Name")), " ".join(entry.said("Statement"))
    return Target(
        id=identifier,
        label=entry.name or identifier,
        names=names if names or statement else (entry.name,),
        statement=statement,
    )


def _free(name: str, taken: set[str]) -> str:
    """Return an id made of a name, with a number where it is taken."""
    base = re.sub(r"[^a-z0-9_-]+", "_", name.lower()).strip("_-")[:60] or "code"
    number, identifier = 1, base
    while identifier in taken:
        number += 1
        identifier = f"{base}_{number}"
    taken.add(identifier)
    return identifier


def to_toml(codebook: Codebook) -> str:
    """Return a codebook as the TOML file that ``load_codebook`` reads."""
    lines = [f"{key} = {_text(getattr(codebook, key))}" for key in ("title", "version", "language")]
    for target in codebook.targets:
        lines += ["", "[[targets]]", *_facts(target, ("id", "label", "names", "statement"))]
    for claim in codebook.claim_types:
        keys = ("id", "label", "definition", "cues", "examples", "counter_examples", *_SIDES)
        lines += ["", "[[claim_types]]", *_facts(claim, keys)]
    return "\n".join([*lines, ""])


def _facts(entry: Target | ClaimType, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        value = getattr(entry, key)
        if isinstance(value, str) and (value or key != "statement"):
            yield f"{key} = {_text(value)}"
        elif value:
            yield f"{key} = [{', '.join(map(_text, value))}]"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f").encode("utf-8", "replace").decode()
