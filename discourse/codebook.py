"""Codebooks: what is coded, written by people in TOML, checked key by key, identified by a hash."""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from discourse.errors import CodebookError
from discourse.translation import named

MAX_BYTES = 2_000_000
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Someone or something that comments take a stance on; ``names`` are its spellings.

    Where there is a ``statement``, the stance is toward what it says, whether a comment names anything or not.
    """

    id: str
    label: str
    names: tuple[str, ...] = ()
    statement: str = ""


class ClaimType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of claim: its definition in a sentence, and, where the author gives them, cues and examples.

    A cue is a phrase in the grammar of ``discourse.coders.claims.cue_grammar``; examples and counter-examples are
    sentences.
    ``favor`` and ``against`` are the ids of targets: those that who asserts the claim speaks for, or against.
    """

    id: str
    label: str
    definition: str
    cues: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    favor: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def statement(self) -> str:
        """What somebody who makes the claim says: its definition, its label where it has none."""
        return self.definition or self.label


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """What a coder codes: targets for stance, and claim types."""

    title: str
    version: str = "0"
    language: str = "en"
    targets: tuple[Target, ...] = ()
    claim_types: tuple[ClaimType, ...] = ()

    @property
    def hash(self) -> str:
        """SHA-256 of the codebook's content: the same whatever the spacing or comments of its file."""
        content = msgspec.to_builtins(self)
        for claim in content["claim_types"]:
            for sides in ("favor", "against"):  # younger than the hashes of codebooks that state none
                if not claim[sides]:
                    del claim[sides]
        return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def claim_labels(book: Codebook) -> dict[str, str]:
    """Return what each claim type is called by its id; those that come with the package in the language in force."""
    return {claim.id: named(claim.label) for claim in book.claim_types}


def target_labels(book: Codebook) -> dict[str, str]:
    """Return what each target is called by its id, as ``claim_labels`` does."""
    return {target.id: named(target.label) for target in book.targets}


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The TOML file, in which title, version and language have to be said."""

    title: str
    version: str
    language: str
    targets: tuple[Target, ...] = ()
    claim_types: tuple[ClaimType, ...] = ()


_TABLES: dict[str, type[msgspec.Struct]] = {"": _File, "targets": Target, "claim_types": ClaimType}
_KINDS = {
    "array": "a list",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "object": "a table",
}
"""What the kinds of values are called."""
_NAMED = 8
"""Keys that are named in one error: a stranger's file may have thousands that are none."""


def list_codebooks() -> list[str]:
    """Return the names of the codebooks that come with the package, sorted."""
    folder = files("discourse") / "codebooks"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_codebook(source: str | Path) -> Codebook:
    """Return the codebook of a file, or the shipped one of that name.

    Raises CodebookError, naming the place, where the file is missing, is not TOML, or has a key too many or
    too few.

    >>> load_codebook("general").language
    'en'
    """
    name = str(source)
    return _shipped(name) if name in list_codebooks() else parse_codebook(_read(Path(source)), name)


@cache
def _shipped(name: str) -> Codebook:
    """Return a codebook that comes with the package; coding asks for "general" again and again."""
    return parse_codebook((files("discourse") / "codebooks" / f"{name}.toml").read_text("utf-8"), name)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        known = ", ".join(list_codebooks())
        reason = error.strerror if isinstance(error, OSError) else error
        raise CodebookError(f"{path}: no such codebook ({reason}); give a TOML file or one of: {known}") from None
    if path.suffix.lower() == ".qdc":
        turned = f"discourse codebook convert {path} {path.with_suffix('.toml')}"
        raise CodebookError(f"{path}: this is a codebook of another program; make a TOML file of it: {turned}")
    if len(data) > MAX_BYTES:
        raise CodebookError(f"{path}: a codebook has at most {MAX_BYTES:,} bytes; this file is larger")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path}: byte {error.start} is not UTF-8; save the codebook as UTF-8 text") from None


def parse_codebook(text: str, name: str) -> Codebook:
    """Return the codebook that a TOML text holds; ``name`` is what error messages call it."""
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise CodebookError(f"{name}: not valid TOML (nested too deep); a codebook has two levels of tables") from None
    except ValueError as error:
        raise CodebookError(f"{name}: not valid TOML ({error})") from None
    try:
        book = msgspec.convert(data, _File)
    except msgspec.ValidationError as error:
        raise CodebookError(f"{name}: {_refused(str(error), data)}") from None
    checked = Codebook(
        title=book.title,
        version=book.version,
        language=book.language,
        targets=book.targets,
        claim_types=book.claim_types,
    )
    _check(checked, name)
    return checked


def _refused(message: str, data: dict[str, Any]) -> str:
    """Turn msgspec's ``... - at `$.claim_types[2]` `` into a sentence with the entry's id and its keys."""
    found = re.search(r" - at `\$\.?(\w*)(?:\[(\d+)\])?(.*)`$", message)
    table, index, rest = found.groups() if found else ("", None, "")
    what = message[: found.start()] if found else message
    place, entry, keys = "at the top of the file", data, _TABLES[""]
    if index is not None:
        entry, keys = data[table][int(index)], _TABLES[table]
        named = f' (id "{entry["id"]}")' if isinstance(entry, dict) and "id" in entry else ""
        place = f"in [[{table}]] number {int(index) + 1}{named}"
    elif table:
        place = f"at {table}"
    if re.fullmatch(r"Object (contains unknown|missing required) field `.*`", what):
        return _keys_refused(entry, keys, place)
    return re.sub("`(\\w+)`", lambda kind: _KINDS.get(kind[1], kind[1]), what) + f", {place}{rest}; mend it there"


def _keys_refused(entry: dict[str, Any], keys: type[msgspec.Struct], place: str) -> str:
    """Say all keys at once that an entry has too many and too few."""
    fields = msgspec.structs.fields(keys)
    known = [field.name for field in fields]
    missing = [field.name for field in fields if field.required and field.name not in entry]
    unknown = [key for key in entry if key not in known]
    faults = [
        f"{_listed(unknown)} {'is no key' if len(unknown) == 1 else 'are no keys'}" if unknown else "",
        f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing" if missing else "",
    ]
    return f"{' and '.join(filter(None, faults))} {place}; the keys there are {', '.join(known)}"


def _listed(keys: list[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(f'"{key}"' for key in keys[:_NAMED]) + more


def _check(book: Codebook, name: str) -> None:
    _check_ids([target.id for target in book.targets], f"{name}: [[targets]]")
    _check_ids([claim.id for claim in book.claim_types], f"{name}: [[claim_types]]")
    for target in book.targets:
        if not (target.names or target.statement.strip()) or not all(map(_has_letter, target.names)):
            raise CodebookError(
                f'{name}: target "{target.id}" has no names, or one without a letter; '
                "give its spellings, or a statement"
            )
        if target.statement.strip() and not _has_letter(target.statement):
            raise CodebookError(
                f'{name}: target "{target.id}" has a statement without a word; say in a sentence what it states'
            )
    targets = {target.id: target for target in book.targets}
    for claim in book.claim_types:
        if not _has_letter(claim.definition):
            raise CodebookError(f'{name}: claim type "{claim.id}" has an empty definition; say what counts as it')
        _check_sides(claim, targets, name)


def _check_sides(claim: ClaimType, targets: Mapping[str, Target], name: str) -> None:
    whose = f'{name}: claim type "{claim.id}"'
    for target in (*claim.favor, *claim.against):
        if target not in targets:
            known = ", ".join(targets) or "none"
            raise CodebookError(
                f'{whose} takes a side on "{target}", which is no target here; the targets are: {known}'
            )
        if targets[target].statement:
            raise CodebookError(
                f'{whose} takes a side on "{target}", which is a statement; sides are taken on targets with names'
            )
    if both := sorted(set(claim.favor) & set(claim.against)):
        raise CodebookError(f'{whose} is for and against "{both[0]}"; keep one of them')


def _has_letter(name: str) -> bool:
    return any(character.isalnum() for character in name)


def _check_ids(ids: list[str], place: str) -> None:
    for identifier, times in Counter(ids).items():
        if not _ID.match(identifier):
            raise CodebookError(f'{place}: id "{identifier}" may hold only a-z, 0-9, "_" and "-"')
        if times > 1:
            raise CodebookError(f'{place}: id "{identifier}" stands {times} times; ids are unique')


def merge(codebooks: Sequence[Codebook]) -> Codebook:
    """Return one codebook of several, coded together.

    Entries that are equal are kept once; different entries of one id are refused, since a coding names only the id.
    """
    if len(codebooks) == 1:
        return codebooks[0]
    if not codebooks:
        raise CodebookError("no codebook given; name at least one")
    return Codebook(
        title=" + ".join(book.title for book in codebooks),
        version=" + ".join(book.version for book in codebooks),
        language=codebooks[0].language,
        targets=tuple(_union(((book.title, entry) for book in codebooks for entry in book.targets), "target")),
        claim_types=tuple(
            _union(((book.title, entry) for book in codebooks for entry in book.claim_types), "claim type")
        ),
    )


_Entry = TypeVar("_Entry", Target, ClaimType)


def _union(entries: Iterable[tuple[str, _Entry]], kind: str) -> Iterable[_Entry]:
    """Return the entries of all codebooks, each with its codebook's title, once."""
    kept: dict[str, tuple[str, _Entry]] = {}
    for title, entry in entries:
        first, same = kept.setdefault(entry.id, (title, entry))
        if same != entry:
            raise CodebookError(
                f'{kind} id "{entry.id}" means different things in “{first}” and “{title}”; rename it in one of them'
            )
    return [entry for _, entry in kept.values()]
