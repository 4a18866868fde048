"""The server that the tests script, one process for all of them, and a thread to code."""

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from discourse.coders.llm import LlmCoder, Settings, llm_coder
from tests.coders.llm.threads import MODEL


class Server(NamedTuple):
    """A running server; ``script`` sets what it does with each request, the last step for all further ones."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def script(self, *steps: dict[str, Any]) -> None:
        self._call("PUT", "/script", json.dumps(steps))

    @property
    def log(self) -> Any:
        return json.loads(self._call("GET", "/log"))

    @property
    def asked(self) -> list[Any]:
        requests: list[Any] = self.log["asked"]
        return requests

    def _call(self, method: str, path: str, body: str | None = None) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body)
            return connection.getresponse().read()
        finally:
            connection.close()


@pytest.fixture(scope="session")
def process() -> Iterator[int]:
    """Run the server and give its port."""
    script = Path(__file__).with_name("server.py")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as running:  # noqa: S603  # ours
        assert running.stdout is not None
        yield int(running.stdout.readline())
        running.terminate()


@pytest.fixture
def server(process: int, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Give the server without a script, and an environment without a key."""
    pytest.importorskip("httpx", reason="the extra llm is not installed")
    monkeypatch.delenv("DISCOURSE_LLM_KEY", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    running = Server(process)
    running.script({})
    return running


class Told(NamedTuple):
    """A coder, its settings, and the sentences that it told."""

    coder: LlmCoder
    settings: Settings
    sentences: list[str]


class Coders(NamedTuple):
    """Makes coders of the server that lose no time."""

    url: str

    def __call__(self, **settings: Any) -> Told:
        given = Settings(**dict[str, Any](url=self.url, model=MODEL, pause=0.01, retries=2, timeout=5.0) | settings)
        sentences: list[str] = []
        return Told(llm_coder(given, tell=sentences.append), given, sentences)


@pytest.fixture
def coders(server: Server) -> Coders:
    """Make a coder of the server."""
    return Coders(server.url)
