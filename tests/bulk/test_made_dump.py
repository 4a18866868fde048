"""The dump that speed is measured on: the same for a seed, and no easier than comments of people."""

import re
from itertools import islice
from pathlib import Path

from benchmarks.made_dump import comments, write_dump


def test_a_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_dump(tmp_path / name, 200, seed)
    first, again, other = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == again
    assert first != other


def test_few_sentences_come_twice() -> None:
    said = [one for made in comments(5_000) for one in re.split(r"(?<=[.!?…])\s+", made.text) if one]
    assert 1 - len(set(said)) / len(said) < 0.05


def test_new_words_do_not_end() -> None:
    words = [word for made in comments(5_000) for word in made.text.split()]
    assert len(set(islice(words, 100_000))) > 10_000
