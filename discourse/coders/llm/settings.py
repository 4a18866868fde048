"""What the user says to the coder ``llm``: where the model is, how far it may go, where answers are kept."""

import ipaddress
import math
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit, urlunsplit

from discourse.errors import CodingError

KEY = "DISCOURSE_LLM_KEY"
OPENAI_KEY = "OPENAI_API_KEY"
_OPENAI = "api.openai.com"
_PATH = "/chat/completions"
_ODD = re.compile(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff]")
_KEY = re.compile(r"[\x21-\x7e]+")
_MODEL = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,200}")
_HERE = frozenset({"localhost", "ip6-localhost"})


class Prices(NamedTuple):
    """What a million tokens cost, those sent and those answered, in any one currency."""

    sent: float
    answered: float


class Temperatures(NamedTuple):
    """By what the log-odds of a stated probability are divided, for each variable; 1 leaves them as they are."""

    reply_stance: float = 1.0
    stance: float = 1.0
    claim: float = 1.0
    form: float = 1.0


_AS_STATED = Temperatures()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the model is and how it is asked. Raises CodingError where a value cannot be used.

    ``url`` is what stands before ``/chat/completions``, as ``http://localhost:8000/v1``. ``budget`` is in tokens, sent
    and answered together, for all threads that one coder codes. ``batch`` is comments in one request; ``tries`` how
    often a comment is asked for where answers are refused; ``retries`` how often a request is sent again where the
    server is busy or silent, after ``pause`` seconds and twice as many each time; ``timeout`` is in seconds for one
    answer; ``answer_tokens`` the most that one answer may have.
    """

    url: str
    model: str
    cache: Path | None = None
    budget: int | None = None
    concurrency: int = 4
    prices: Prices | None = None
    temperatures: Temperatures = _AS_STATED
    batch: int = 8
    tries: int = 3
    retries: int = 4
    pause: float = 0.5
    timeout: float = 120.0
    answer_tokens: int = 4096

    def __post_init__(self) -> None:
        _parts(self.url)
        if not self.model.strip() or not _MODEL.fullmatch(self.model):
            raise CodingError(
                "the model's name has to be one line of 1 to 200 characters; give it as the server lists it"
            )
        _check_numbers(self)

    @property
    def endpoint(self) -> str:
        """The address that requests go to."""
        parts = _parts(self.url)
        path = parts.path.rstrip("/")
        return urlunsplit(parts._replace(path=path if path.endswith(_PATH) else path + _PATH))

    @property
    def place(self) -> str:
        """The address as messages name it: without its query, which may hold what is secret."""
        parts = _parts(self.url)
        return urlunsplit(parts._replace(query=""))[:200]

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine."""
        return _is_here(_parts(self.url).hostname or "")


def _parts(url: str) -> SplitResult:
    shown = url.partition("?")[0][:200]
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise CodingError(f"{_without_user(shown)}: {_NO_ADDRESS}") from None
    if parts.username is not None or parts.password is not None:
        raise CodingError(
            f"{_without_user(shown)}: an address with a name or password in it is not used; put the key into {KEY}"
        )
    if parts.scheme.lower() not in {"http", "https"} or not host or port == 0 or parts.fragment or _ODD.search(url):
        raise CodingError(f"{shown}: {_NO_ADDRESS}")
    return parts


_NO_ADDRESS = "this is no address of a model's server; write it like http://localhost:8000/v1"


def _without_user(url: str) -> str:
    before, slashes, after = url.partition("//")
    return before + slashes + after.rpartition("@")[2]


def _is_here(host: str) -> bool:
    number = _number(host)
    return host in _HERE if number is None else number.is_loopback


def _is_near(host: str) -> bool:
    number = _number(host)
    return _is_here(host) or (number is not None and (number.is_private or number.is_link_local))


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _check_numbers(settings: Settings) -> None:
    """Refuse numbers outside their bounds, which keep a slip from asking for ever or all at once."""
    bounds: dict[str, tuple[float, float, float]] = {
        "budget": (1 if settings.budget is None else settings.budget, 1, 1e12),
        "concurrency": (settings.concurrency, 1, 64),
        "batch": (settings.batch, 1, 50),
        "tries": (settings.tries, 1, 10),
        "retries": (settings.retries, 0, 10),
        "pause": (settings.pause, 0, 60),
        "timeout": (settings.timeout, 0.01, 3600),
        "answer_tokens": (settings.answer_tokens, 64, 1_000_000),
        **{f"temperature of {name}": (value, 0.01, 100) for name, value in settings.temperatures._asdict().items()},
        **{
            f"price of tokens {name}": (value, 0, 1e9)
            for name, value in (settings.prices or Prices(0, 0))._asdict().items()
        },
    }
    for name, (value, least, most) in bounds.items():
        if not math.isfinite(value) or not least <= value <= most:
            raise CodingError(f"the {name} {value:g} is out of range; give a number from {least:g} to {most:g}")


def key_for(settings: Settings) -> str | None:
    """Return the key for the server, from the environment only; ``None`` where there is none.

    ``DISCOURSE_LLM_KEY`` goes to the address that the user gives, ``OPENAI_API_KEY`` to OpenAI's own alone. Raises
    CodingError where a key would go unencrypted to a machine that is not near, or could not stand in a header.
    """
    parts = _parts(settings.url)
    encrypted, host = parts.scheme.lower() == "https", parts.hostname or ""
    name = KEY
    if not os.environ.get(KEY, "").strip() and host == _OPENAI and encrypted:
        name = OPENAI_KEY
    key = os.environ.get(name, "").strip()
    if not key:
        return None
    if not _KEY.fullmatch(key):
        raise CodingError(
            f"the key in {name} has characters that no key has; copy it anew, as one line of plain letters"
        )
    if not encrypted and not _is_near(host):
        raise CodingError(
            f"{settings.place}: the key in {name} is not sent unencrypted to another network; use https or unset it"
        )
    return key
