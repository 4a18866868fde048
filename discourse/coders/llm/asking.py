"""Asks for all comments of a discussion, round by round, and again where an answer was refused.

What is asked, and in which order, depends on the discussion, the settings and the answers alone: requests of a round
run at once, but answers are taken in the order of the requests, and the budget is looked at between rounds.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from discourse.coders.llm.answers import Finding, Reading, read_answer
from discourse.coders.llm.cache import Answer, Cache, key_of
from discourse.coders.llm.client import Connection, Failure, connected, estimated
from discourse.coders.llm.dialect import Dialect, body_of
from discourse.coders.llm.ledger import Meter
from discourse.coders.llm.prompt import VERSION, Discussion, Request, batches
from discourse.coders.llm.settings import Settings
from discourse.errors import CodingError

_ROUND = 64
"""Requests of one round; not the number that run at once, on which nothing may depend."""

_Result = TypeVar("_Result")


class Ask(NamedTuple):
    """Comments to be asked for together, how often they were asked for before, and what was wrong with each."""

    numbers: tuple[int, ...]
    wrong: tuple[str, ...]
    before: int = 0


class Outcome(NamedTuple):
    """What was found in each comment, by number, and why not in others; ``is_cut`` where more could yet be asked."""

    found: dict[int, tuple[Finding, ...]]
    reason: str
    is_cut: bool


class _Asking:
    """The asking for one discussion: what is waiting, what was found."""

    def __init__(self, discussion: Discussion, settings: Settings, meter: Meter) -> None:
        self._discussion = discussion
        self._settings = settings
        self._meter = meter
        self._cache = Cache(None if settings.cache is None else Path(settings.cache))
        self._new: deque[Ask] = deque()
        self._waiting: dict[str, list[Ask]] = {}
        self._heard = False
        self._found: dict[int, tuple[Finding, ...]] = {}
        self._failure: Failure | None = None
        self._is_spent = False

    async def run(self, numbers: list[int]) -> Outcome:
        """Ask for the comments, until all are found, refused too often, or the budget or the server is at its end."""
        self._cache.prepare()
        parts = batches(self._discussion.thread, numbers, self._settings.batch)
        self._new.extend(Ask(part, ("",) * len(part)) for part in parts)
        self._take_kept()
        if self._waiting:
            async with connected(self._settings, self._meter) as connection:
                await self._rounds(connection)
        return Outcome(self._found, *self._reason())

    def _reason(self) -> tuple[str, bool]:
        """Return why comments were not found, and whether more could yet be asked."""
        if self._is_spent:
            return f"the budget of {self._settings.budget or 0:,} tokens does not reach for another request", True
        if self._failure is not None:
            return self._failure.reason, True
        return "the model's answers on them were refused", False

    async def _rounds(self, connection: Connection) -> None:
        while self._waiting and not connection.is_given_up:
            asks = self._within_budget()
            if not asks:
                self._is_spent = True
                break
            requests = [(key, self._request(alike[0])) for key, alike in asks]
            answers = await _together(self._asked(connection, *request) for request in requests)
            for (_, alike), answer in zip(asks, answers, strict=True):
                for ask in alike:
                    self._take(ask, answer)
            self._take_kept()
        if self._failure is not None and not self._heard:
            raise CodingError(f"{self._settings.place}: {self._failure.reason}; check that the address is right")

    async def _asked(self, connection: Connection, key: str, request: Request) -> Answer | Failure:
        answer = await connection.ask(request)
        if isinstance(answer, Answer):
            # Kept at once: what was paid for is not lost where a later request ends the run.
            self._cache.keep(key, answer)
        return answer

    def _within_budget(self) -> list[tuple[str, list[Ask]]]:
        """Return the requests of the next round: as many as the budget allows if each takes all that it may."""
        asks: list[tuple[str, list[Ask]]] = []
        left = None if self._settings.budget is None else self._settings.budget - self._meter.usage.tokens
        for key in list(self._waiting)[:_ROUND]:
            if left is not None:
                left -= self._most_tokens(self._waiting[key][0])
                if left < 0:
                    break
            asks.append((key, self._waiting.pop(key)))
        return asks

    def _most_tokens(self, ask: Ask) -> int:
        sent = sum(len(message["content"].encode()) for message in self._request(ask).messages)
        return estimated(sent) + self._settings.answer_tokens

    def _take_kept(self) -> None:
        """Take all answers that the cache has; what it lacks waits to be sent, what is asked alike together."""
        while self._new:
            ask = self._new.popleft()
            key = self._key(self._request(ask))
            answer = self._cache.find(key)
            if answer is None:
                self._waiting.setdefault(key, []).append(ask)
            else:
                self._meter.count(cached=1)
                self._take(ask, answer)

    def _take(self, ask: Ask, answer: Answer | Failure) -> None:
        """Keep what an answer finds, and ask again for what it does not."""
        if isinstance(answer, Failure):
            self._failure = answer
            if answer.is_refusal:
                self._ask_again(ask, Reading({}, {}, is_broken=True))
            return
        self._heard = True
        texts = [self._discussion.thread.comments[number].text for number in ask.numbers]
        reading = read_answer(answer.content, texts, self._discussion.codebook)
        self._found.update({ask.numbers[place - 1]: found for place, found in reading.found.items()})
        if reading.wrong:
            self._meter.count(refused=1)
            self._ask_again(ask, reading)

    def _ask_again(self, ask: Ask, reading: Reading) -> None:
        """Ask for what was refused, together; or, where nothing could be read, for each half of it."""
        if ask.before + 1 >= self._settings.tries:
            return
        kept = [(number, reading.wrong.get(place, "")) for place, number in enumerate(ask.numbers, start=1)]
        rest = [one for one in kept if one[0] not in self._found]
        middle = (len(rest) + 1) // 2 if reading.is_broken else len(rest)
        for part in (rest[:middle], rest[middle:]):
            if part:
                numbers, wrong = zip(*part, strict=True)
                self._new.append(Ask(numbers, wrong, ask.before + 1))

    def _request(self, ask: Ask) -> Request:
        return self._discussion.request(ask.numbers, ask.wrong)

    def _key(self, request: Request) -> str:
        """Return the hash that an answer is kept under: of the request as first worded, whatever the server takes."""
        return key_of(self._settings.model, VERSION, body_of(request, self._settings, Dialect()))


def ask_all(discussion: Discussion, numbers: list[int], settings: Settings, meter: Meter) -> Outcome:
    """Return what a model finds in the comments of these numbers.

    Raises CodingError where the server cannot be asked at all, or the answers cannot be kept.
    """
    return _run(lambda: _Asking(discussion, settings, meter).run(numbers))


async def _together(asked: Iterable[Coroutine[Any, Any, _Result]]) -> list[_Result]:
    """Return the results in order; where one raises, the others are called off first."""
    tasks = [asyncio.create_task(each) for each in asked]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


def _run(work: Callable[[], Coroutine[Any, Any, _Result]]) -> _Result:
    """Run to the end, also where a loop is running already, as in a notebook: then in a thread of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work())
    return _run_beside(work)


def _run_beside(work: Callable[[], Coroutine[Any, Any, _Result]]) -> _Result:
    started = threading.Event()
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[_Result]]] = []

    async def main() -> _Result:
        task = asyncio.create_task(work())
        running.append((asyncio.get_running_loop(), task))
        started.set()
        return await task

    with ThreadPoolExecutor(max_workers=1) as pool:
        result = pool.submit(asyncio.run, main())
        try:
            return result.result()
        except KeyboardInterrupt:
            # Without this the thread would go on asking, and paying, to the end.
            started.wait()
            loop, task = running[0]
            loop.call_soon_threadsafe(task.cancel)
            raise
