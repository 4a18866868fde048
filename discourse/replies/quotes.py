"""Whose words a comment repeats: quoted openly, or copied without a mark."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from discourse.replies.signals import function_words
from discourse.text import Span, words

QUOTED = re.compile(
    r"^[ \t]*(?:>|&gt;|\|)[^\n]*"  # a line quoted as in mail
    "|“[^“”\n]{8,2000}”|„[^„“”\n]{8,2000}[“”]|«[^«»\n]{8,2000}»|»[^«»\n]{8,2000}«|「[^「」\n]{4,2000}」"
    '|"[^"\n]{8,2000}"',
    re.MULTILINE,
)
_RUN = 4
_PHRASE = 3
_COMMON = 8
_LINE = 4
"""Words of a quoted line that tell whose it is."""
ARTICLE_TEXT = -1


class Repeats(msgspec.Struct, frozen=True, kw_only=True):
    """What one comment repeats, by the number of the text it repeats (``ARTICLE_TEXT`` for the article's).

    ``quoted`` is the share of its openly quoted words that stand there; ``copied`` counts the runs of four
    words, ``phrases`` those of three, that the two share and that hardly anyone else has. ``lines`` counts the words on
    its lines quoted as in mail.
    """

    quoted: dict[int, float]
    copied: dict[int, int]
    phrases: dict[int, int]
    lines: int

    @property
    def mailed(self) -> int | None:
        """The one comment of which this quotes a line or more as in mail, word for word, and nothing of others."""
        whole = [number for number, share in self.quoted.items() if share == 1.0 and number != ARTICLE_TEXT]
        return whole[0] if whole and self.lines >= _LINE else None


def quoted_spans(text: str) -> list[Span]:
    r"""Return the parts of a text that it quotes openly: between quotation marks, or on lines that begin with ">".

    >>> text = "He wrote “nobody saw it”.\n> nobody saw it"
    >>> [text[start:end] for start, end in quoted_spans(text)]
    ['“nobody saw it”', '> nobody saw it']
    """
    return [Span(*found.span()) for found in QUOTED.finditer(text)]


def repeats(texts: Sequence[str], article: str) -> Iterator[Repeats]:
    """Yield for each text what it repeats of the article and of the texts before it.

    A run of words belongs to the text that has it first, so that a quotation of a quotation counts for its origin.
    A run that came back more than a few times belongs to nobody: it is a phrase of the place.

    >>> found = list(repeats(["Nobody saw any of it happen.", "“Nobody saw any of it”? I did."], ""))
    >>> found[1].quoted, found[1].copied
    ({0: 1.0}, {0: 2})
    """
    index = _Index()
    listed = [word.lower for word in words(article)]
    index.add(ARTICLE_TEXT, [*_runs(listed, _RUN), *_runs(listed, _PHRASE)])
    for number, text in enumerate(texts):
        listed = [word.lower for word in words(text)]
        runs, phrases = _runs(listed, _RUN), _runs(listed, _PHRASE)
        quotations = [(text[span.start : span.end], words(text, span)) for span in quoted_spans(text)]
        yield Repeats(
            quoted=index.quoted([[word.lower for word in said] for _, said in quotations]),
            copied=index.owners(runs),
            phrases=index.owners(phrases),
            lines=sum(len(said) for quotation, said in quotations if quotation.lstrip()[:1] in ">|"),
        )
        index.add(number, [*runs, *phrases])


class _Index:
    """Where each run of three and of four words was said first, and how often since."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._times: dict[str, int] = defaultdict(int)

    def add(self, number: int, runs: Iterable[str]) -> None:
        for run in set(runs):
            self._first.setdefault(run, number)
            self._times[run] += 1

    def quoted(self, quotations: Sequence[list[str]]) -> dict[int, float]:
        """Return the share of the words of quotations that each text said first."""
        runs = [run for listed in quotations for run in _runs(listed, _PHRASE)]
        return {number: count / len(runs) for number, count in self.owners(runs).items()}

    def owners(self, runs: Iterable[str]) -> dict[int, int]:
        """Return how many of the runs were said first by each text, in the order of the texts."""
        return dict(sorted(Counter(self._first[run] for run in runs if 0 < self._times.get(run, 0) <= _COMMON).items()))


def _runs(listed: list[str], length: int) -> list[str]:
    """Return the runs of so many words in which at least one word says something."""
    common = function_words()
    return [
        " ".join(run)
        for run in zip(*(listed[at:] for at in range(length)), strict=False)
        if not all(word in common for word in run)
    ]
