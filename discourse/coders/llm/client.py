"""One request after another to a server that speaks OpenAI's chat protocol: bounded in time, size and number.

A server that is busy, silent or at fault is asked again, later each time and as late as it says, up to a bound. No
redirect is followed. Nothing that a server says is trusted beyond being a text; the key is in no message.
"""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from discourse.coders.llm.cache import Answer
from discourse.coders.llm.dialect import Dialect, body_of, plainer
from discourse.coders.llm.ledger import Meter
from discourse.coders.llm.prompt import Request
from discourse.coders.llm.settings import KEY, Settings, key_for
from discourse.errors import CodingError
from discourse.visible import visible

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 4_000_000
"""Bytes of one answer."""
MOST_WAIT = 60.0
"""Seconds that are waited before a request is sent again; a server that asks for more is not asked again."""
MOST_FAILURES = 5
"""Requests that may fail one after the other before the server is given up."""
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = frozenset({400, 413, 422})
_MOST_TOKENS = 10_000_000
_LONGEST_CODE = 12
"""Letters of the longest word of an answer's form; "none" as a key is no secret and stands in most answers."""
_SAID = 200
"""Characters of a server's complaint that are shown."""


class Failure(NamedTuple):
    """Why there is no answer; ``is_refusal`` where the server would not answer this request, rather than not now."""

    reason: str
    is_refusal: bool


class _Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class _UnansweredError(Exception):
    """No whole reply came, in words of ours."""


class _UnusableError(Exception):
    """A reply came that would be the same the next time, and is no answer, in words of ours."""


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Tokens(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Tokens | None = None


@asynccontextmanager
async def connected(settings: Settings, meter: Meter) -> "AsyncIterator[Connection]":
    """Give a connection to the server; raise CodingError where the extra is missing or the key cannot be used."""
    try:
        import httpx
    except ImportError:
        raise CodingError(
            "the coder llm needs the library httpx; install it with: pip install 'discourse[llm]'"
        ) from None
    key = key_for(settings)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    async with httpx.AsyncClient(
        headers=headers | ({"Authorization": f"Bearer {key}"} if key else {}),
        timeout=None,  # noqa: S113  # the whole exchange is bounded instead, in Connection
        follow_redirects=False,
        # Proxies of the environment stand between networks, not between a machine and itself.
        trust_env=not settings.is_here,
        limits=httpx.Limits(max_connections=settings.concurrency),
    ) as client:
        yield Connection(client, settings, meter, key)


class Connection:
    """Asks one server, a bounded number of requests at once, and learns what it does not take."""

    def __init__(self, client: "httpx.AsyncClient", settings: Settings, meter: Meter, key: str | None) -> None:
        self._client = client
        self._settings = settings
        self._meter = meter
        self._key = key
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._dialect = Dialect()
        self._answers = 0
        self._failures: list[Failure] = []

    async def ask(self, request: Request) -> Answer | Failure:
        """Return the answer to a request, or why there is none.

        Raises CodingError where no request can succeed: a wrong address, model or key.
        """
        async with self._slots:
            if self.is_given_up:
                return self._failures[-1]._replace(is_refusal=False)
            outcome = await self._in_a_dialect(request)
            if isinstance(outcome, Answer):
                self._answers += 1
                self._failures.clear()
            elif not outcome.is_refusal or not self._answers:
                # A server that answers may refuse some comments; one that never answered has the wrong protocol.
                self._failures.append(outcome)
            return outcome

    @property
    def is_given_up(self) -> bool:
        """Whether too many requests in a row have failed."""
        return len(self._failures) >= MOST_FAILURES

    async def _in_a_dialect(self, request: Request) -> Answer | Failure:
        dialect = self._dialect
        while True:
            data = msgspec.json.encode(body_of(request, self._settings, dialect))
            reply = await self._reply(data)
            if isinstance(reply, Failure):
                return reply
            if reply.status == 200:
                self._dialect = dialect
                return self._answer(reply.body, len(data))
            if reply.status not in _REFUSED:
                raise self._error(reply)
            simpler = plainer(dialect, reply.body[:4000].decode("utf-8", "replace"))
            if simpler is None:
                return Failure(f"the server refuses the request ({reply.status}{self._said(reply)})", is_refusal=True)
            dialect = simpler

    async def _reply(self, data: bytes) -> _Reply | Failure:
        """Return the reply to a body, after as many tries as it takes and are allowed."""
        reason, wait = "", 0.0
        for attempt in range(self._settings.retries + 1):
            if attempt:
                self._meter.count(retries=1)
                await asyncio.sleep(wait)
            wait = min(self._settings.pause * 2**attempt, MOST_WAIT)
            try:
                reply = await self._sent(data)
            except _UnusableError as error:
                return Failure(str(error), is_refusal=True)
            except _UnansweredError as error:
                reason = str(error)
                continue
            if reply.status not in _BUSY:
                return reply
            reason = f"the server answers {reply.status}"
            wait = max(wait, _asked_wait(reply.headers))
            if wait > MOST_WAIT:
                return Failure(f"{reason} and asks to wait longer than {MOST_WAIT:.0f} seconds", is_refusal=False)
        return Failure(reason, is_refusal=False)

    async def _sent(self, data: bytes) -> _Reply:
        """Send a body once and return the whole reply, or raise why not; the time for all of it is bounded."""
        import httpx

        self._meter.count(requests=1)
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._exchange(data)
        except TimeoutError:
            # The server may have read and answered all the same, and charge for it.
            self._meter.count(tokens_sent=estimated(len(data)))
            raise _UnansweredError(f"no answer came within {self._settings.timeout:g} seconds") from None
        except httpx.ConnectError as error:
            raise _UnansweredError(f"nobody answers there ({self._shown(str(error)) or 'no connection'})") from None
        except (httpx.HTTPError, OSError) as error:
            raise _UnansweredError(f"the connection fails ({type(error).__name__})") from None
        except (httpx.InvalidURL, UnicodeError, ValueError):
            raise CodingError(f"{self._settings.place}: this is no address of a server; check its spelling") from None

    async def _exchange(self, data: bytes) -> _Reply:
        async with self._client.stream("POST", self._settings.endpoint, content=data) as response:
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                # What is packed has no length that could be bounded before it is unpacked.
                raise _UnusableError("the server packs its answers unasked")
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise _UnusableError(f"the answer is longer than {MOST_BYTES:,} bytes")
            return _Reply(response.status_code, response.headers, bytes(body))

    def _answer(self, body: bytes, sent: int) -> Answer | Failure:
        try:
            completion = msgspec.json.decode(body, type=_Completion)
            content = completion.choices[0].message.content
        except (msgspec.MsgspecError, UnicodeError, RecursionError, IndexError):
            self._meter.count(tokens_sent=estimated(sent), tokens_answered=estimated(len(body)))
            return Failure("the answers are not those of a chat/completions address", is_refusal=True)
        tokens = _tokens(completion.usage, sent, len((content or "").encode("utf-8", "replace")))
        self._meter.count(tokens_sent=tokens[0], tokens_answered=tokens[1])
        if content is None or (self._key and len(self._key) > _LONGEST_CODE and self._key in content):
            return Failure("the model gives no answer", is_refusal=True)
        return Answer(content, *tokens)

    def _error(self, reply: _Reply) -> CodingError:
        """Return what a reply says about all requests, in one sentence."""
        place, status = self._settings.place, reply.status
        if status in {401, 403}:
            return CodingError(f"{place}: the server refuses the key ({status}); put a valid one into {KEY}")
        if status in range(300, 400):
            to = self._shown(reply.headers.get("Location", "elsewhere").partition("?")[0])
            return CodingError(
                f"{place}: the server redirects to {to}; redirects are not followed, give the right address"
            )
        said = self._said(reply)
        if status == 404:
            return CodingError(
                f"{place}: no model {self._settings.model} answers there (404{said}); check the address, which often "
                "ends in /v1, and the model's name"
            )
        return CodingError(f"{place}: the server answers {status}{said}; check the address and the model's name")

    def _said(self, reply: _Reply) -> str:
        """Return a server's own words about an error, for the end of a sentence of ours."""
        said = self._shown(_complaint(reply.body))
        return f": {said}" if said else ""

    def _shown(self, text: str) -> str:
        hidden = text.replace(self._key, "[key]") if self._key else text
        line = " ".join(visible(hidden[: 4 * _SAID]).split())
        return line if len(line) <= _SAID else f"{line[: _SAID - 1]}…"


class _Error(msgspec.Struct):
    message: str


class _Complaint(msgspec.Struct):
    error: _Error


def _complaint(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=_Complaint).error.message
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return body[: 4 * _SAID].decode("utf-8", "replace")


def _asked_wait(headers: Mapping[str, str]) -> float:
    """Return the seconds that a server asks to wait, 0 where it does not say."""
    said = headers.get("Retry-After", "").strip()
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(said).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return 0.0
    return max(seconds, 0.0) if math.isfinite(seconds) else 0.0


def _tokens(usage: _Tokens | None, sent: int, answered: int) -> tuple[int, int]:
    """Return the tokens that a server counts, or an estimate where what it says cannot be."""
    counts = (usage.prompt_tokens, usage.completion_tokens) if usage else (None, None)
    told = tuple(count if count is not None and 0 < count <= _MOST_TOKENS else None for count in counts)
    return told[0] or estimated(sent), told[1] or estimated(answered)


def estimated(length: int) -> int:
    """Return about how many tokens a text of so many bytes has at most; few have as many as half."""
    return length // 2 + 1
