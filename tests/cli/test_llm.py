"""The coder llm on the command line: what it needs to know, what it prints beside the codings."""

import json
from pathlib import Path

import pytest

from tests.coders.llm.conftest import Server, process, server
from tests.conftest import Run

__all__ = ["process", "server"]  # fixtures


def test_code_prints_the_codings_and_what_they_cost(run: Run, page: Path, server: Server, tmp_path: Path) -> None:
    options = ("--coder", "llm", "--llm-url", server.url, "--llm-model", "parrot", "--llm-cache", tmp_path / "kept")
    first = run("code", page, "--format", "json", *options, "--llm-prices", "1,10")
    assert first.code == 0
    assert {coding["coder"] for coding in json.loads(first.out)} == {"llm:parrot"}
    assert first.err == "note: llm: 1 request; 100 tokens sent, 20 answered; cost 0.0003\n"
    second = run("code", page, "--format", "json", *options)
    assert second.out == first.out
    assert second.err == "note: llm: 0 requests; 1 answer from the cache; 0 tokens sent, 0 answered\n"


def test_report_takes_the_coder_and_says_what_is_uncoded(run: Run, page: Path, server: Server, tmp_path: Path) -> None:
    options = ("--coder", "llm", "--llm-url", server.url, "--llm-model", "parrot", "--llm-budget", "9")
    result = run("report", page, "--out", tmp_path / "out", *options)
    assert result.code == 0
    assert result.err.splitlines() == [
        "note: swans.html: 2 of 2 comments are left uncoded, "
        "since the budget of 9 tokens does not reach for another request",
        "note: llm: 0 requests; 0 tokens sent, 0 answered; 2 comments left uncoded",
    ]
    assert "llm:parrot" in (tmp_path / "out" / "swans" / "data" / "codings.csv").read_text("utf-8")


def test_a_report_of_codings_by_a_model_is_made(run: Run, page: Path, server: Server, tmp_path: Path) -> None:
    options = ("--coder", "llm", "--llm-url", server.url, "--llm-model", "parrot", "--llm-concurrency", "2")
    result = run("report", page, "--out", tmp_path / "out", *options)
    assert (result.code, result.err) == (0, "note: llm: 1 request; 100 tokens sent, 20 answered\n")
    assert "llm:parrot" in (tmp_path / "out" / "swans" / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--coder", "llm"], "--coder llm: it needs to know a server and a model; give --llm-url and --llm-model"),
        (["--coder", "llm", "--llm-url", "x", "--llm-model", "m"], "x: this is no address of a model's server"),
        (["--llm-budget", "9"], "--coder auto: the --llm options are for the coder llm; add --coder llm"),
        (["--coder", "oracle"], '"oracle" is not a coder; give one of: auto, '),
        (
            ["--coder", "llm", "--llm-url", "http://localhost/", "--llm-model", "m", "--llm-prices", "cheap"],
            "--llm-prices cheap: give two numbers, as in 0.15,0.60",
        ),
        (
            ["--coder", "llm", "--llm-url", "http://localhost/", "--llm-model", "m", "--llm-concurrency", "0"],
            "the concurrency 0 is out of range",
        ),
    ],
)
@pytest.mark.parametrize("command", ["code", "report"])
def test_what_cannot_be_is_one_sentence(
    run: Run, page: Path, tmp_path: Path, command: str, options: list[str], sentence: str
) -> None:
    out = ("--out", tmp_path / "out") if command == "report" else ()
    result = run(command, page, *out, *options)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"discourse: {sentence}")
    assert len(result.err.splitlines()) == 1


def test_a_server_that_nobody_runs_is_one_sentence(run: Run, page: Path, server: Server) -> None:
    server.script({"status": 404})
    result = run("code", page, "--coder", "llm", "--llm-url", server.url, "--llm-model", "parrot")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"discourse: {server.url}: no model parrot answers there (404)")
