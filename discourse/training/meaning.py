"""Distil the table of word meaning from a sentence encoder: the pieces' vectors whose mean is nearest its vectors.

The encoder reads each word piece alone, which gives a first vector for each, and some hundred thousand sentences of
public data. A ridge regression then moves the vectors so that the mean over the pieces of a sentence comes as near as
it can to what the encoder makes of the whole sentence; pieces that the sentences seldom have stay where they were.
The encoder is a folder in the format of sentence-transformers/all-MiniLM-L6-v2; torch and transformers read it and
are needed for nothing else. The same data, encoder and versions of the libraries give the same bytes on one machine.
"""

import csv
import hashlib
import json
import lzma
import re
import tarfile
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.meaning.table import FORMAT, Floats, pieces_of
from discourse.errors import DiscourseError
from discourse.text import sentences, words

DIMENSIONS = 128
SENTENCES = 120_000
"""Sentences read at most; from a larger collection each so manieth is taken."""
PER_FILE = 24_000
"""Sentences of one file at most, so that no source outweighs all others."""
SHORTEST, LONGEST = 4, 48
"""Words of a sentence that is learned from."""
RIDGE = 2e-5
"""How much a vector is held to its first value, beside the share of the sentences' pieces that it is."""
STEPS = 25
FREQUENT = 1e-3
"""Share of all pieces at which a piece's first vector weighs half (Arora, Liang & Ma 2017, SIF)."""
_TEXTS, _PIECES = 64, 256
"""Texts, and word pieces, that the encoder reads together."""
_HELD_BACK = re.compile(
    r"(?:^|[/_.-])(?:dev|test|valid|key)(?:$|[/_.-])|split|CT19-T1-Test|licen|readme|source", re.IGNORECASE
)
"""Files of development and test sets, which are only measured on, and files about the data."""
_FIELD = 200_000


class Distilled(NamedTuple):
    """What is distilled: the pieces, a vector for each, and how often each stands in the sentences, per piece read."""

    pieces: list[str]
    vectors: Floats
    shares: Floats


def train(data: Path, encoder: Path, output: Path) -> None:
    """Fit the table on the sentences under ``data`` by the encoder in a folder, and write it to ``output``.

    Raises DiscourseError where the folder of the encoder lacks a file, or the data have no sentence.
    """
    read = list(islice(corpus(data), SENTENCES))
    if not read:
        raise DiscourseError(f"--data {data}: no sentence found there; give a folder with .csv, .json or .txt files")
    pieces = kept_pieces(encoder)
    encode = _Encoder(encoder)
    alone = encode.pieces(pieces)
    whole = encode.texts(read)
    write(fit(pieces, alone, read, whole), output)


def corpus(data: Path) -> Iterator[str]:
    """Yield the sentences of the data sets in a folder, each once, in the order of the files' names."""
    seen: set[bytes] = set()
    for path in sorted(entry for entry in data.rglob("*") if entry.is_file()):
        if _HELD_BACK.search(path.relative_to(data).as_posix()):
            continue
        fresh: list[str] = []
        for text in _texts(path):
            for start, end in sentences(text[:_FIELD]):
                sentence = " ".join(text[start:end].split())
                key = hashlib.blake2b(sentence.casefold().encode("utf-8", "replace"), digest_size=8).digest()
                if key not in seen and SHORTEST <= len(words(sentence)) <= LONGEST:
                    seen.add(key)
                    fresh.append(sentence)
        step = -(-len(fresh) // PER_FILE) or 1
        yield from fresh[::step]


def _texts(path: Path) -> Iterator[str]:
    """Yield the texts of one file: the strings of JSON, the cells of CSV, the lines of plain text."""
    if path.name.endswith(".tar.xz"):
        yield from _members(path)
    elif path.suffix == ".xz":
        yield from _lines_of(lzma.decompress(path.read_bytes()).decode("utf-8", "replace"), path.stem)
    elif path.suffix in {".csv", ".json", ".jsonl", ".txt"}:
        yield from _lines_of(path.read_text("utf-8", "replace"), path.name)


def _members(path: Path) -> Iterator[str]:
    with tarfile.open(path) as archive:
        for number, member in enumerate(sorted(archive.getmembers(), key=lambda entry: entry.name)):
            file = archive.extractfile(member) if member.isfile() and number % 10 == 0 else None
            if file and not _HELD_BACK.search(member.name):
                yield from _lines_of(file.read().decode("utf-8", "replace"), member.name)


def _lines_of(text: str, name: str) -> Iterator[str]:
    if name.endswith(".jsonl"):
        for line in text.splitlines():
            yield from _strings(json.loads(line))
    elif name.endswith(".json"):
        yield from _strings(json.loads(text))
    elif name.endswith(".csv"):
        csv.field_size_limit(_FIELD)
        yield from (cell.strip("\"';` ") for row in csv.reader(text.splitlines()) for cell in row)
    else:
        yield from (re.sub(r"^\[\d\d:\d\d\] <[^>]*> |#[\w.]+$", "", line) for line in text.splitlines())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from _strings(value[key])
    elif isinstance(value, list):
        for entry in value:
            yield from _strings(entry)


def kept_pieces(encoder: Path) -> list[str]:
    """Return the encoder's word pieces of plain letters and digits, in its order."""
    path = encoder / "vocab.txt"
    if not path.is_file():
        raise DiscourseError(f"--encoder {encoder}: no vocab.txt there; give the folder of all-MiniLM-L6-v2")
    listed = path.read_text("utf-8").splitlines()
    return [piece for piece in listed if re.fullmatch(r"(?:##)?[a-z0-9]+", piece)]


class _Encoder:
    """The sentence encoder: mean of the last layer over all tokens, scaled to length 1."""

    def __init__(self, folder: Path) -> None:
        try:
            torch, transformers = import_module("torch"), import_module("transformers")
        except ImportError as error:
            raise DiscourseError(f"torch and transformers are needed to read the encoder ({error})") from None
        torch.set_num_threads(1)
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._model = transformers.AutoModel.from_pretrained(folder, local_files_only=True).eval()

    def texts(self, texts: list[str]) -> Floats:
        """Return a vector for each text, in their order; texts of like length are read together."""
        order = sorted(range(len(texts)), key=lambda number: (len(texts[number]), number))
        found = np.zeros((len(texts), self._model.config.hidden_size), np.float32)
        for start in range(0, len(order), _TEXTS):
            chosen = order[start : start + _TEXTS]
            tokens = self._tokenizer([texts[number] for number in chosen], padding=True, truncation=True, max_length=96)
            found[chosen] = self._pooled(tokens["input_ids"], tokens["attention_mask"])
        return found

    def pieces(self, pieces: list[str]) -> Floats:
        """Return a vector for each word piece read alone."""
        known = self._tokenizer.get_vocab()
        first, last = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        rows = [[first, known[piece], last] for piece in pieces]
        read = [self._pooled(rows[at : at + _PIECES]) for at in range(0, len(rows), _PIECES)]
        return np.concatenate(read)

    def _pooled(self, ids: Any, mask: Any = None) -> Floats:
        torch = import_module("torch")
        with torch.inference_mode():
            tokens = torch.tensor(ids)
            counted = torch.ones_like(tokens) if mask is None else torch.tensor(mask)
            hidden = self._model(input_ids=tokens, attention_mask=counted).last_hidden_state
            shares = counted.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * shares).sum(1) / shares.sum(1)
            scaled = torch.nn.functional.normalize(mean, dim=1)
        found: Floats = scaled.numpy()
        return found


def fit(pieces: list[str], alone: Floats, read: list[str], whole: Floats) -> Distilled:
    """Return the vectors whose mean over a sentence's pieces is nearest the encoder's vector of the sentence."""
    shown = _bag(pieces, read)
    counts = np.asarray(shown.sum(axis=0), np.float64).ravel()
    shares = counts / counts.sum()
    means = shown.multiply((1.0 / np.maximum(shown.sum(axis=1), 1.0))[:, None]).tocsr()
    target = whole.astype(np.float64) - whole.mean(axis=0)
    axes = _axes(target)
    target = target @ axes
    first = (alone.astype(np.float64) - alone.mean(axis=0)) @ axes
    first *= (FREQUENT / (FREQUENT + shares))[:, None]
    start = means @ first
    first *= float((start * target).sum() / (start * start).sum())
    moved = _ridge(means, target - means @ first)
    return Distilled(pieces, (first + moved).astype(np.float32), shares.astype(np.float32))


def _bag(pieces: list[str], read: list[str]) -> Any:
    """Return how often each piece stands in each sentence, as a sparse matrix."""
    from scipy.sparse import csr_array

    known = {piece: number for number, piece in enumerate(pieces)}
    columns: list[int] = []
    ends = [0]
    for text in read:
        for word in words(text):
            columns.extend(pieces_of(word.lower, known))
        ends.append(len(columns))
    data = np.ones(len(columns))
    return csr_array((data, np.array(columns), np.array(ends)), shape=(len(read), len(pieces)))


def _axes(target: Floats) -> Floats:
    """Return the principal axes of the encoder's vectors, the largest first, each with a set sign."""
    _, found = np.linalg.eigh(target.T @ target)
    axes = found[:, ::-1][:, :DIMENSIONS]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    scaled: Floats = axes * signs
    return scaled


def _ridge(means: Any, left: Floats) -> Floats:
    """Return the ridge solution by conjugate gradients, all dimensions at once."""
    transposed = means.T.tocsr()
    penalty = RIDGE * means.shape[0] / 100
    solution = np.zeros((means.shape[1], left.shape[1]))
    residual = transposed @ left
    direction = residual.copy()
    length = (residual * residual).sum(axis=0)
    for _ in range(STEPS):
        applied = transposed @ (means @ direction) + penalty * direction
        step = length / np.maximum((direction * applied).sum(axis=0), 1e-30)
        solution += step * direction
        residual -= step * applied
        after = (residual * residual).sum(axis=0)
        direction = residual + after / np.maximum(length, 1e-30) * direction
        length = after
    return solution


def write(table: Distilled, output: Path) -> None:
    """Write the table: int8 rows with a scale each, weights, the pieces, and the hashes of these files."""
    output.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(table.vectors).max(axis=1), 1e-9).astype(np.float32) / np.float32(127)
    rows = np.rint(table.vectors / scales[:, None]).astype(np.int8)
    np.save(output / "vectors.npy", rows, allow_pickle=False)
    np.save(output / "scales.npy", scales, allow_pickle=False)
    np.save(output / "shares.npy", table.shares.astype(np.float32), allow_pickle=False)
    (output / "pieces.txt").write_text("\n".join(table.pieces) + "\n", "utf-8")
    names = ("pieces.txt", "scales.npy", "shares.npy", "vectors.npy")
    about = {
        "format": FORMAT,
        "pieces": len(table.pieces),
        "dimensions": rows.shape[1],
        "sha256": {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in names},
        "attribution": "Distilled from sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0); the word pieces are those "
        "of bert-base-uncased (Apache-2.0).",
        "made_by": "discourse train meaning",
    }
    (output / "table.json").write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", "utf-8")
