"""A coder's folder: what it learned as arrays, and a JSON file that says what they are and what they hash to.

``coder.json``, ``columns.npy`` (which hashed columns have weights), ``weights.npy`` (int8, columns × codes of all that
is asked, side by side), ``codebook.toml``. Nothing in them is run; a file that is not the one written is refused.
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook, parse_codebook
from discourse.coders.learned.grams import Cells, scores
from discourse.coders.linear.model import BITS, Matrix, softmax
from discourse.coders.own.features import CODES, Asked, Features, names
from discourse.errors import CodingError

FILE, COLUMNS, WEIGHTS, BOOK = "coder.json", "columns.npy", "weights.npy", "codebook.toml"
MOST_BYTES = 256 * 1024 * 1024


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that was learned: its codes, the weights of what the base coder says, and how scores become codes.

    ``base`` are the log-odds before any word, ``usual`` the share of each code, ``sharpness`` what scores are
    multiplied by, ``boost`` how far rare codes are preferred; ``scale`` turns the whole numbers of ``weights.npy`` into
    weights.
    """

    variable: str
    target: str | None
    codes: tuple[str, ...]
    said: tuple[tuple[float, ...], ...]
    base: tuple[float, ...]
    usual: tuple[float, ...]
    scale: tuple[float, ...]
    sharpness: float
    boost: float

    @property
    def asked(self) -> Asked:
        """The variable and target."""
        return self.variable, self.target


class _About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    name: str
    codebook: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    sha256: dict[str, str]


class Own(NamedTuple):
    """A coder of one's own: its name, codebook, the languages it learned from, and what it learned."""

    name: str
    codebook: Codebook
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    columns: NDArray[np.int32]
    weights: NDArray[np.int8]


class Hashed(NamedTuple):
    """What hashed columns count for one question: the columns that have weights, in order, and these × codes."""

    columns: NDArray[np.int32]
    weights: Matrix

    def at(self, columns: NDArray[np.int64]) -> Matrix:
        """Return the weights of some columns, nothing for those that have none."""
        place, known = _places(self.columns, columns)
        found = np.zeros((len(columns), self.weights.shape[1]))
        found[known] = self.weights[place[known]]
        return found


def hashed_weights(own: Own, number: int) -> Hashed:
    """Return what hashed columns add to the log-odds of a question."""
    question = own.questions[number]
    whole = _weights_of(own, number).astype(np.float64)
    return Hashed(own.columns, whole * np.array(question.scale) * question.sharpness)


def _weights_of(own: Own, number: int) -> NDArray[np.int8]:
    """Return the whole numbers that stand for the weights of a question, columns × codes."""
    start = sum(len(each.codes) for each in own.questions[:number])
    return own.weights[:, start : start + len(own.questions[number].codes)]


def _places(columns: NDArray[np.int32], wanted: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return where wanted columns stand among those that have weights, and which of them do."""
    place = np.searchsorted(columns, wanted)
    known = place < len(columns)
    known[known] = columns[place[known]] == wanted[known]
    return place, known


def probabilities(own: Own, number: int, found: Features) -> Matrix:
    """Return the probability of each code of a question, texts × codes."""
    question = own.questions[number]
    weights = np.asarray(_weights_of(own, number).astype(np.float32) * np.array(question.scale, np.float32))
    place, known = _places(own.columns, found.hashed.column)
    cells = Cells(found.hashed.row[known], place[known].astype(np.int64), found.hashed.value[known])
    said = scores(found.named, np.array(question.said, np.float32), found.texts)
    summed = np.asarray(said + scores(cells, weights, found.texts) + np.array(question.base))
    return softmax(np.asarray(summed * question.sharpness))


def decide(question: Question, probability: Matrix) -> NDArray[np.int64]:
    """Return the number of the code given to each text: that which most exceeds what is usual."""
    usual = np.maximum(np.array(question.usual), 1e-3)
    return np.asarray((probability / usual**question.boost).argmax(axis=1))


def own_files(own: Own, book: str) -> dict[str, bytes]:
    """Return the files of a coder's folder by their names; ``book`` is its codebook as TOML."""
    files = {COLUMNS: _bytes(own.columns), WEIGHTS: _bytes(own.weights), BOOK: book.encode()}
    about = _About(
        format="discourse-coder",
        version=1,
        name=own.name,
        codebook=own.codebook.hash,
        languages=own.languages,
        questions=own.questions,
        sha256={name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    )
    return files | {FILE: json.dumps(msgspec.to_builtins(about), indent=1, ensure_ascii=False).encode() + b"\n"}


def _bytes(array: NDArray[Any]) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=False)
    return file.getvalue()


def read_own(folder: Path) -> Own:
    """Return the coder in a folder; CodingError where a file is missing, or not the one that was written."""
    about = _about(folder)
    contents = {name: _content(folder, name, about.sha256.get(name, "")) for name in (COLUMNS, WEIGHTS, BOOK)}
    book = parse_codebook(contents[BOOK].decode("utf-8", "replace"), f"{folder}/{BOOK}")
    try:
        columns = np.load(io.BytesIO(contents[COLUMNS]), allow_pickle=False)
        weights = np.load(io.BytesIO(contents[WEIGHTS]), allow_pickle=False)
    except (ValueError, OSError, EOFError):
        raise _damaged(folder, "its arrays cannot be read") from None
    own = Own(about.name, book, about.languages, about.questions, columns, weights)
    if book.hash != about.codebook or not _fits(own):
        raise _damaged(folder, "its files do not belong together")
    return own


def _fits(own: Own) -> bool:
    codes = sum(len(question.codes) for question in own.questions)
    if own.columns.dtype != np.int32 or own.weights.dtype != np.int8 or own.columns.ndim != 1:
        return False
    inside = not len(own.columns) or (own.columns.min() >= 0 and own.columns.max() < 1 << BITS)
    sorted_ = bool((np.diff(own.columns) > 0).all())
    return bool(
        inside and sorted_ and own.weights.shape == (len(own.columns), codes) and all(map(_is_whole, own.questions))
    )


def _is_whole(question: Question) -> bool:
    if question.variable not in CODES or not set(question.codes) <= set(CODES[question.variable]):
        return False
    rows = (question.base, question.usual, question.scale, *question.said)
    numbers = [value for row in rows for value in row] + [question.sharpness, question.boost]
    whole = all(len(row) == len(question.codes) for row in rows) and len(question.said) == len(names(question.variable))
    return whole and bool(np.isfinite(numbers).all())


def _about(folder: Path) -> _About:
    data = _content(folder, FILE, None)
    try:
        about = msgspec.json.decode(data, type=_About)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _damaged(folder, f"{FILE}: {str(error)[:120]}") from None
    if about.format != "discourse-coder" or about.version != 1:
        raise _damaged(folder, f"{FILE} is of another format or version")
    return about


def _content(folder: Path, name: str, digest: str | None) -> bytes:
    try:
        with (folder / name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CodingError(
            f"{folder}: this is no coder's folder ({name}: {error.strerror}); give what discourse train coder wrote"
        ) from None
    if len(data) > MOST_BYTES:
        raise _damaged(folder, f"{name} is larger than any that is written")
    if digest is not None and hashlib.sha256(data).hexdigest() != digest:
        raise _damaged(folder, f"{name} is another file than {FILE} says")
    return data


def _damaged(folder: Path, why: str) -> CodingError:
    return CodingError(f"{folder}: the coder is damaged ({why}); train it again with discourse train coder")
