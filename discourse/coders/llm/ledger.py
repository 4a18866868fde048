"""The ledger of the coder ``llm``: what was asked and answered, what it cost, and what was left uncoded."""

from typing import NamedTuple

from discourse.coders.llm.settings import Prices


class Usage(NamedTuple):
    """Counts over all threads that one coder coded.

    ``requests`` were sent, ``retries`` of them again; ``cached`` answers came from the folder; ``refused`` answers
    were not, or not wholly, what was asked for; ``tokens_sent`` and ``tokens_answered`` are as the server counts them,
    or estimated where it does not, or does not answer in time; ``uncoded`` comments got no codes; ``cost`` is ``None``
    without prices.
    """

    requests: int = 0
    retries: int = 0
    cached: int = 0
    refused: int = 0
    tokens_sent: int = 0
    tokens_answered: int = 0
    uncoded: int = 0
    cost: float | None = None

    @property
    def tokens(self) -> int:
        """Tokens sent and answered together, which is what a budget bounds."""
        return self.tokens_sent + self.tokens_answered


class Meter:
    """Counts while a coder works."""

    def __init__(self, prices: Prices | None) -> None:
        self._prices = prices
        self._counts: dict[str, int] = dict.fromkeys(Usage._fields[:-1], 0)

    def count(self, **more: int) -> None:
        """Add to the counts named."""
        for name, number in more.items():
            self._counts[name] += number

    @property
    def usage(self) -> Usage:
        """The counts so far."""
        counted = Usage(**self._counts)
        return counted if self._prices is None else counted._replace(cost=_cost(counted, self._prices))


def _cost(usage: Usage, prices: Prices) -> float:
    return (usage.tokens_sent * prices.sent + usage.tokens_answered * prices.answered) / 1_000_000


def in_words(usage: Usage) -> str:
    """Return the ledger as one line.

    >>> in_words(Usage(requests=3, retries=1, cached=2, tokens_sent=1200, tokens_answered=300, cost=0.0012))
    'llm: 3 requests, 1 of them again; 2 answers from the cache; 1,200 tokens sent, 300 answered; cost 0.0012'
    """
    parts = [
        _counted(usage.requests, "request") + (f", {usage.retries:,} of them again" if usage.retries else ""),
        f"{_counted(usage.cached, 'answer')} from the cache" if usage.cached else "",
        f"{_counted(usage.refused, 'answer')} refused" if usage.refused else "",
        f"{usage.tokens_sent:,} tokens sent, {usage.tokens_answered:,} answered",
        "" if usage.cost is None else f"cost {usage.cost:.4f}",
        f"{_counted(usage.uncoded, 'comment')} left uncoded" if usage.uncoded else "",
    ]
    return f"llm: {'; '.join(part for part in parts if part)}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
