"""How well and how fast languages are told: ``python -m benchmarks.languages DATA [--examples FOLDER]``.

Prints the share of our own short comments (tests/languages) told right, undecided and wrong; of the English comments of
the public sets, the share told to be in another language; and the time a comment takes, beside hashing its words and
pairs of words. ``FOLDER`` is ``spacy/lang`` of the source of spaCy, of which the example sentences are taken.
"""

import argparse
import ast
import random
import re
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import public_sets
from discourse.languages import languages_of
from discourse.languages.spelling import spelling

OWN = Path(__file__).parent.parent / "tests" / "languages" / "comments.toml"
BY_SCRIPT = ("el", "he", "hi", "ja", "ko", "th", "zh")
SAME = {"nb": "no"}
TARGETS = ("Biden", "Bitcoin", "SpaceX", "Tesla", "Trump")
_WORD = re.compile(r"https?://\S+|[@#]\w+|([A-Za-z']+)")
_TIMED = 200_000


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--examples", type=Path)
    arguments = parser.parse_args()
    own = tomllib.loads(OWN.read_text("utf-8"))["comments"]
    _print_told("tuned on", ((language, texts[::2]) for language, texts in own.items()))
    _print_told("kept back", ((language, texts[1::2]) for language, texts in own.items()))
    if arguments.examples:
        _print_told("spaCy's examples", _examples(arguments.examples))
    texts = english(arguments.data)
    _print_english(texts)
    _print_speed(texts)


def _print_told(name: str, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
    pairs = [(language, found) for language, listed in texts for found in languages_of(listed)]
    right = sum(language == found for language, found in pairs)
    undecided = sum(found is None for _, found in pairs)
    wrong = len(pairs) - right - undecided
    languages = len({language for language, _ in pairs})
    shares = "  ".join(
        f"{word} {count / len(pairs):.3f}"
        for word, count in (("right", right), ("undecided", undecided), ("wrong", wrong))
    )
    print(f"{name:18}{len(pairs):5} texts in {languages} languages  {shares}")


def _examples(folder: Path) -> Iterator[tuple[str, list[str]]]:
    known = {*spelling().languages, *BY_SCRIPT}
    for path in sorted(folder.glob("*/examples.py")):
        language = SAME.get(path.parent.name, path.parent.name)
        lists = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Assign)]
        if language in known and lists:
            yield language, ast.literal_eval(lists[0])


def english(data: Path) -> list[str]:
    """Return the different comments of four public sets that are in English but for a few."""
    pairs = (
        *public_sets.rumoureval(data, "train"),
        *public_sets.rumoureval(data, "dev"),
        *public_sets.iac(data),
        *public_sets.mask_mandate(data),
    )
    named = [public_sets.mtcsd(data, target, split) for target in TARGETS for split in ("train", "valid")]
    both = {text for pair in pairs for text in (pair.parent, pair.text)}
    return sorted(text for text in both | {row.text for rows in named for row in rows} if text.strip())


def _print_english(texts: Sequence[str]) -> None:
    counts = [sum(bool(word) for word in _WORD.findall(text)) for text in texts]
    for fewest, most in ((2, 4), (5, 10**9)):
        chosen = [text for text, count in zip(texts, counts, strict=True) if fewest <= count <= most]
        found = languages_of(chosen)
        other = sum(language not in {None, "en"} for language in found)
        print(
            f"English, {fewest} words and more: {len(chosen)} comments  told another language {other / len(chosen):.4f}"
            f" ({other})  undecided {found.count(None) / len(chosen):.4f}"
        )


def _print_speed(texts: Sequence[str]) -> None:
    from sklearn.feature_extraction.text import HashingVectorizer

    for longest in (100, 400):
        short = [text for text in texts if len(text) < longest]
        random.Random(2).shuffle(short)  # noqa: S311  # an order, not a secret
        many = (short * (_TIMED // len(short) + 1))[:_TIMED]
        languages_of(many[:50])
        start = time.process_time()
        languages_of(many)
        told = time.process_time() - start
        HashingVectorizer(ngram_range=(1, 2)).transform(many)
        hashed = time.process_time() - start - told
        print(
            f"{sum(map(len, many)) / len(many):.0f} characters on average: {told / len(many) * 1e6:.1f} µs a comment,"
            f" {told / hashed:.2f} × hashing"
        )


if __name__ == "__main__":
    main()
