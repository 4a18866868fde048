"""Who codes: the options that pick a coder, shared by the commands that code."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.screen import remark
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.coders import Coder
    from discourse.coders.llm import Prices

CoderOption = Annotated[
    str,
    typer.Option("--coder", help="Who codes: auto (linear), cues, neural, llm, a folder of train coder, a package's."),
]
LlmUrlOption = Annotated[
    str | None, typer.Option("--llm-url", help="With --coder llm: the server, as in http://localhost:8000/v1.")
]
LlmModelOption = Annotated[str | None, typer.Option("--llm-model", help="With --coder llm: the model's name there.")]
LlmCacheOption = Annotated[
    Path | None,
    typer.Option("--llm-cache", help="With --coder llm: a folder that keeps answers, so none is paid twice."),
]
LlmBudgetOption = Annotated[
    int | None, typer.Option("--llm-budget", help="With --coder llm: stop before this many tokens are used.")
]
LlmConcurrencyOption = Annotated[
    int | None, typer.Option("--llm-concurrency", help="With --coder llm: requests at once, 4 if not said.")
]
LlmPricesOption = Annotated[
    str | None, typer.Option("--llm-prices", help="With --coder llm: a million tokens sent,answered, as in 0.15,0.60.")
]


@dataclass(frozen=True, kw_only=True)
class Llm:
    """What the command line says to the coder ``llm``."""

    url: str | None = None
    model: str | None = None
    cache: Path | None = None
    budget: int | None = None
    concurrency: int | None = None
    prices: str | None = None


def chosen_coder(name: str, llm: Llm) -> "str | Coder":
    """Return the coder that the options pick; a name is looked up where it is used."""
    if name == "llm":
        return _llm(llm)
    if llm != Llm():
        raise CodingError(f"--coder {name}: the --llm options are for the coder llm; add --coder llm or leave them out")
    return name


def _llm(llm: Llm) -> "Coder":
    from discourse.coders.llm import Settings, llm_coder

    if llm.url is None or llm.model is None:
        raise CodingError("--coder llm: it needs to know a server and a model; give --llm-url and --llm-model")
    settings = Settings(
        url=llm.url,
        model=llm.model,
        cache=llm.cache,
        budget=llm.budget,
        concurrency=4 if llm.concurrency is None else llm.concurrency,
        prices=_prices(llm.prices),
    )
    return llm_coder(settings, tell=remark)


def _prices(said: str | None) -> "Prices | None":
    from discourse.coders.llm import Prices

    if said is None:
        return None
    try:
        sent, answered = map(float, said.split(","))
    except ValueError:
        raise CodingError(f"--llm-prices {said}: give two numbers, as in 0.15,0.60") from None
    return Prices(sent, answered)


def remark_on_use(coder: "str | Coder") -> None:
    """Print what a language model was asked and what it cost, where one codes."""
    if isinstance(coder, str):
        return
    from discourse.coders.llm import LlmCoder
    from discourse.coders.llm.ledger import in_words

    if isinstance(coder, LlmCoder):
        remark(in_words(coder.usage))
