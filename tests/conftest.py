"""The command line run in this process, and a small page to run it on."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from discourse.cli import main
from tests.browser import browser, open_page

__all__ = ["browser", "open_page"]  # fixtures

PAGE = """<!doctype html><html lang="en"><head><title>Swans block the canal</title>
<meta name="generator" content="WordPress 6.4"></head><body>
<article class="post"><h1 class="entry-title">Swans block the canal</h1>
<div class="entry-content"><p>Forty swans have closed the lock at Netherby.</p></div></article>
<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on “Swans block the canal”</h2>
<ol class="comment-list">
<li id="comment-11" class="comment depth-1"><article id="div-comment-11" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Odile</b></div>
<div class="comment-metadata"><time datetime="2024-05-01T10:00:00+00:00">May 1, 2024</time></div></footer>
<div class="comment-content"><p>Where is the evidence that they are swans?</p></div></article>
<ol class="children"><li id="comment-12" class="comment depth-2"><article id="div-comment-12" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Rolf</b></div>
<div class="comment-metadata"><time datetime="2024-05-01T11:30:00+00:00">May 1, 2024</time></div></footer>
<div class="comment-content"><p>I saw them myself. You are wrong.</p></div></article></li></ol></li>
</ol></div></body></html>
"""


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``discourse`` with these arguments and this standard input."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["discourse", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a saved WordPress page of two comments."""
    path = tmp_path / "swans.html"
    path.write_text(PAGE, "utf-8")
    return path
