"""Answers kept on disk: one small JSON file each, found by the hash of what was asked."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from discourse.errors import CodingError

MOST_BYTES = 8_000_000


class Answer(NamedTuple):
    """What a model answered, and the tokens it took."""

    content: str
    tokens_sent: int
    tokens_answered: int


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file; ``key`` is there so that a file moved or cut is not taken for another's."""

    key: str
    content: str
    tokens_sent: int
    tokens_answered: int


def key_of(model: str, version: str, body: dict[str, Any]) -> str:
    """Return the hash of a request: the model's name, the version of the prompt, the request itself."""
    asked = {"model": model, "prompt": version, "body": body}
    return hashlib.sha256(msgspec.json.encode(asked, order="deterministic")).hexdigest()


class Cache(NamedTuple):
    """A folder of answers; one that is ``None`` keeps nothing."""

    folder: Path | None

    def prepare(self) -> None:
        """Make the folder; raise CodingError where nothing can be kept there, before anything is paid for."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self.folder).close()
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from None

    def find(self, key: str) -> Answer | None:
        """Return the answer kept under a key; ``None`` where there is none, or the file is damaged."""
        if self.folder is None:
            return None
        try:
            with self._file(self.folder, key).open("rb") as file:
                entry = msgspec.json.decode(file.read(MOST_BYTES), type=_Entry)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        tokens = (entry.tokens_sent, entry.tokens_answered)
        return Answer(entry.content, *tokens) if entry.key == key and min(tokens) >= 0 else None

    def keep(self, key: str, answer: Answer) -> None:
        """Write an answer, whole or not at all; raise CodingError where the folder does not take it."""
        if self.folder is None:
            return
        file = self._file(self.folder, key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, msgspec.json.encode(_Entry(key, *answer)))
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError | ValueError) -> CodingError:
        reason = error.strerror if isinstance(error, OSError) else error
        return CodingError(f"{self.folder}: answers cannot be kept there ({reason}); name another folder for the cache")

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"


def _write(file: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
