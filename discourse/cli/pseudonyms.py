"""Pseudonyms on the command line: the options, and where the key comes from."""

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.screen import remark
from discourse.errors import DiscourseError

ENVIRONMENT = "DISCOURSE_PSEUDONYM_KEY"
_ALONE = Path("discourse-pseudonyms.key")
"""The new key's file where nothing else is written."""
_LONGEST = 4_096

PseudonymiseOption = Annotated[
    bool, typer.Option("--pseudonymise", help="Put pseudonyms in place of names, in texts too; see docs/pseudonyms.md.")
]
PseudonymKeyOption = Annotated[
    Path | None,
    typer.Option("--pseudonym-key", help=f"File with the key of the pseudonyms; else {ENVIRONMENT}, else a new one."),
]


def key_of(given: Path | None, out: Path | None, *, wanted: bool) -> bytes | None:
    """Return the key of the pseudonyms, None where names are to stay.

    It is that of the file given, else of the environment, else of the file beside the output, which is made with a new
    key where it is missing, and said. A file that is given asks for pseudonyms, too.
    """
    if not wanted and given is None:
        return None
    from discourse.pseudonyms import checked_key

    if given is not None:
        return checked_key(_read(given), str(given))
    if said := os.environ.get(ENVIRONMENT):
        return checked_key(said, ENVIRONMENT)
    beside = _ALONE if out is None else out.with_name(f"{out.name}.key")
    if beside.exists():
        remark(f"names are replaced by pseudonyms under the key in {beside}")
        return checked_key(_read(beside), str(beside))
    return checked_key(_new(beside), str(beside))


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LONGEST).decode("utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise DiscourseError(f"{file}: the key cannot be read ({reason}); give a text file with the key") from None


def _new(file: Path) -> str:
    """Write a new key that only its owner may read, say where it is, and return it."""
    key = secrets.token_hex(32)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(f"{key}\n")
    except OSError as error:
        raise DiscourseError(
            f"{file}: the new key cannot be written ({error.strerror}); give one with --pseudonym-key"
        ) from None
    remark(
        f"names are replaced by pseudonyms; the new key stands in {file}: keep it to get the same names again, "
        "and away from those who must not tell who is who"
    )
    return key
