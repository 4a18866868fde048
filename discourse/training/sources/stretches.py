"""Texts of the public sets and comments of saved pages, whole and in runs of sentences."""

from collections.abc import Iterator
from pathlib import Path

from discourse.errors import ReadError
from discourse.training.sources import labelled as sources
from discourse.training.sources.unlabelled import SENTENCE

_SENTENCES, _WORDS = 5, 70
"""Sentences of a post that are taken together at most, and words of these."""


def stretches(data: Path, pages: Path) -> Iterator[str]:
    """Yield all texts of others, whole and in runs of sentences."""
    sets = (sources.mtcsd, sources.rumoureval, sources.forum_replies, sources.regroom, sources.cdcp, sources.cmv_units)
    texts = (row.text for each in sets for row in each(data))
    for text in (*texts, *_on_pages(pages)):
        yield text
        yield from runs_of(text)


def page_files(pages: Path) -> list[Path]:
    """Return the files of a folder of saved pages, those of each system in one, by name."""
    return sorted(path for path in pages.glob("*/*") if path.is_file())


def _on_pages(pages: Path) -> Iterator[str]:
    """Yield the comments of the saved pages below a folder; what cannot be read is passed over."""
    from discourse.readers import read

    for path in page_files(pages):
        try:
            thread = read(path)
        except ReadError:
            continue
        yield from (comment.text for comment in thread.comments if comment.text)


def runs_of(text: str) -> Iterator[str]:
    """Yield the runs of a few sentences of a text."""
    sentences = [sentence for sentence in SENTENCE.split(text.strip()) if sentence.strip()]
    for first in range(len(sentences)):
        for last in range(first + 1, min(first + _SENTENCES, len(sentences)) + 1):
            yield " ".join(" ".join(sentences[first:last]).split()[:_WORDS])
