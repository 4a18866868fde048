"""A report.toml: a report that is made again and again, its sources, codebooks and options in one file."""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from discourse.cli.sources import STANDARD_INPUT, is_address
from discourse.errors import ReportError

if TYPE_CHECKING:
    from discourse.reporting import Options

LARGEST_BYTES = 100_000
_KEYS = {"codebook": "codebooks"}
"""Options of the command that have another name in the file."""
_BOOK_KEYS = {"claim_types", "targets"}
"""Keys that codebooks have, which are TOML files, too."""
_WRONG_KIND = re.compile(r"Expected `([^`]+)`, got `([^`]+)` - at `\$\.([^`]+)`")
_KINDS = {
    "str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "a table", "null": "nothing",
}  # fmt: skip


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a report is made of: the keys of a report.toml. Paths in the file are seen from the file's folder."""

    sources: tuple[str, ...]
    codebooks: tuple[str, ...] = ("general",)
    out: str = "discourse-report"
    title: str | None = None
    lang: str = "en"
    theme: str = "plain"
    logo: str | None = None
    quote_length: int = 20_000
    join: bool = False
    reader: str | None = None
    map: str | None = None
    saved_on: str | None = None
    coder: str = "auto"
    codings: tuple[str, ...] = ()
    draw: str | None = None
    pseudonymise: bool = False

    def looks(self) -> "Options":
        """Return the options of the report. Raises ReportError where one is none of those that there are."""
        from discourse.reporting.logos import load_logo
        from discourse.reporting.options import Options, checked

        logo = load_logo(Path(self.logo)) if self.logo else None
        chosen = Options(
            title=self.title, language=self.lang, quote_length=self.quote_length, logo=logo, theme=self.theme
        )
        return checked(chosen)


def planned(asked: Plan, stated: Collection[str]) -> Plan:
    """Return what to report on and how: what is asked for or, where a report.toml is the only source, what it says.

    ``stated`` are the options that the user gave, by name: they come before those of the file. Raises ReportError
    where the file is none, has a key that means nothing, or stands beside other sources.
    """
    plans = [source for source in asked.sources if source.lower().endswith(".toml") and not is_address(source)]
    if not plans:
        return asked
    if len(asked.sources) > 1:
        raise ReportError(f"{plans[0]}: a report.toml names its own sources; give it alone, and the others in it")
    names = ({_KEYS.get(name, name) for name in stated} - {"sources"}).intersection(Plan.__struct_fields__)
    return msgspec.structs.replace(load_plan(Path(asked.sources[0])), **{name: getattr(asked, name) for name in names})


def load_plan(file: Path) -> Plan:
    """Return the plan in a file, its paths made those of the caller. Raises ReportError where it is none."""
    plan = _read(file)
    if not plan.sources:
        raise ReportError(f'{file}: it names no sources; write sources = ["page.html"]')
    folder = file.parent
    return msgspec.structs.replace(
        plan,
        sources=tuple(path for source in plan.sources for path in _paths(source, folder, file)),
        codebooks=tuple(str(folder / book) if book.endswith(".toml") else book for book in plan.codebooks),
        out=str(folder / plan.out),
        logo=str(folder / plan.logo) if plan.logo else None,
        codings=tuple(path for named in plan.codings for path in _paths(named, folder, file)),
        draw=str(folder / plan.draw) if plan.draw else None,
    )


def _read(file: Path) -> Plan:
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise ReportError(f"{file}: it cannot be read ({error.strerror}); name a report.toml that is there") from None
    if len(text) > LARGEST_BYTES:
        raise ReportError(
            f"{file}: a report.toml has at most {LARGEST_BYTES // 1000} kB; name folders or use * in paths"
        )
    try:
        data = tomllib.loads(text.decode("utf-8"))
        if _BOOK_KEYS & data.keys():
            raise ReportError(f"{file}: this is a codebook; name pages, and give it with --codebook")
        return msgspec.convert(data, Plan)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReportError(f'{file}: this is no TOML ({error}); keys look like title = "My report"') from None
    except msgspec.ValidationError as error:
        keys = ", ".join(field.encode_name for field in msgspec.structs.fields(Plan))
        raise ReportError(f"{file}: {_in_words(str(error))}; the keys are {keys}") from None


def _in_words(said: str) -> str:
    """Return what is wrong with a value in words.

    >>> _in_words("Expected `int`, got `str` - at `$.quote-length`")
    'quote-length is a text, where a whole number belongs'
    >>> _in_words("Object missing required field `sources`")
    'it has no key `sources`'
    """
    found = _WRONG_KIND.fullmatch(said)
    if found is None:
        said = said.replace("Object contains unknown field", "it has the unknown key")
        return said.replace("Object missing required field", "it has no key")
    wanted, given = (" or ".join(_KINDS.get(kind, kind) for kind in kinds.split(" | ")) for kinds in found.group(1, 2))
    return f"{found[3].partition('[')[0]} is {given}, where {wanted} belongs"


def _paths(source: str, folder: Path, file: Path) -> list[str]:
    """Return a source of the file as the caller names it; "*" stands for any part of a name."""
    if source == STANDARD_INPUT or is_address(source):
        return [source]
    if "*" not in source:
        return [str(folder / source)]
    if Path(source).is_absolute():
        raise ReportError(f"{file}: {source}: a path with * begins in the folder of the file; leave out what is before")
    found = sorted(str(path) for path in folder.glob(source) if path.is_file())
    if not found:
        raise ReportError(f"{file}: no file fits {source}; mend the path in sources")
    return found
