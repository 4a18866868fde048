"""The coder ``llm``: a language model behind an address that the user gives codes all four variables.

Comments go out a few at a time with what they answer, the article's title and opening, and the codebook; no author's
name, id or time does. Every answer is checked against the codebook and the comments before it counts (``answers``).
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

from discourse.codebook import Codebook
from discourse.coders.llm.ledger import Meter, Usage
from discourse.coders.llm.settings import Prices, Settings, Temperatures
from discourse.errors import CodingError
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

__all__ = ["LlmCoder", "Prices", "Settings", "Temperatures", "Usage", "code", "llm_coder"]


def _warn(sentence: str) -> None:
    warnings.warn(sentence, stacklevel=4)


@dataclass(frozen=True, eq=False)
class LlmCoder:
    """A coder of one server and model; the ledger and the budget run over all threads that it codes."""

    settings: Settings
    tell: Callable[[str], None] = field(repr=False)
    _meter: Meter = field(repr=False)

    def __call__(self, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
        """Return all codings of a thread; comments that got no codes are told of in one sentence.

        Raises CodingError where the server cannot be asked.
        """
        from discourse.coders.llm.asking import ask_all
        from discourse.coders.llm.codings import Coded, codings
        from discourse.coders.llm.prompt import Discussion, numbers_to_code

        numbers = numbers_to_code(thread)
        discussion = Discussion.of(thread, graph, codebook)
        outcome = ask_all(discussion, numbers, self.settings, self._meter)
        missed = frozenset(numbers) - outcome.found.keys()
        if missed:
            self._meter.count(uncoded=len(missed))
            again = "; run again with the same cache to go on" if outcome.is_cut and self.settings.cache else ""
            uncoded = f"{len(missed):,} of {len(numbers):,} comments are left uncoded"
            self.tell(f"{thread.article.source}: {uncoded}, since {outcome.reason}{again}")
        coded = Coded(thread, graph, codebook, f"llm:{self.settings.model}", self.settings.temperatures)
        return codings(coded, outcome.found, missed)

    @property
    def usage(self) -> Usage:
        """The ledger so far."""
        return self._meter.usage


def llm_coder(settings: Settings, tell: Callable[[str], None] = _warn) -> LlmCoder:
    """Return a coder with these settings; ``tell`` gets a sentence for each thread that is not coded to its end."""
    return LlmCoder(settings, tell, Meter(settings.prices))


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Refuse: the name alone does not say which server and model are meant. Raises CodingError."""
    del graph, codebook
    raise CodingError(
        f"{thread.article.source}: the coder llm needs an address and a model; give --llm-url and --llm-model, or in "
        "Python coder=llm_coder(Settings(url=…, model=…))"
    )
