"""Coders of other packages: found by name, loaded only when asked for, and one sentence where they are broken."""

import sys
from pathlib import Path

import pytest

from discourse import analyse
from discourse.coders import coder_names, load_coder
from discourse.errors import CodingError
from discourse.model import Article, Coding, Comment, Thread

TALK = Thread(article=Article(source="page.html"), comments=(Comment(id="a", text="No."),))
MODULE = """
from discourse.model import Coding

def right(thread, graph, codebook):
    return [
        Coding(
            comment=one.id, variable="form", target=None, code="fact", coder="{package}", probability=0.5, span=(0, 2)
        )
        for one in thread.comments
    ]

def wrong(thread, graph, codebook):
    return 1 / 0

def leaves(thread, graph, codebook):
    raise SystemExit(3)

def text(thread, graph, codebook):
    return ["deny"]

def stranger(thread, graph, codebook):
    return [Coding(comment="b", variable="form", target=None, code="fact", coder="x")]

def beyond(thread, graph, codebook):
    return [Coding(comment="a", variable="form", target=None, code="fact", coder="x", span=(0, 4))]

def sure(thread, graph, codebook):
    return [Coding(comment="a", variable="form", target=None, code="fact", coder="x", probability=2.0)]

number = 7
"""


class Packages:
    """A folder of installed packages that offer coders."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def install(self, package: str, entry_points: str, module: str = MODULE) -> None:
        info = self._folder / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[discourse.coders]\n{entry_points}\n", "utf-8")
        (self._folder / f"{package}.py").write_text(module.replace("{package}", package), "utf-8")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packages:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("parrot_coder", "owl_coder"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return Packages(tmp_path)


def codings(coder: str) -> tuple[Coding, ...]:
    return analyse(TALK, "general", coder=coder).codings


def test_a_coder_of_another_package_codes(packages: Packages) -> None:
    packages.install("parrot_coder", "parrot = parrot_coder:right")
    expected = Coding(
        comment="a", variable="form", target=None, code="fact", coder="parrot_coder", probability=0.5, span=(0, 2)
    )
    assert codings("parrot") == (expected,)


def test_a_folder_that_is_no_coder_stands_in_no_coders_way(
    packages: Packages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages.install("alien", "parrot = alien:right")
    (tmp_path / "here" / "parrot").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    assert [coding.coder for coding in analyse(TALK, coder="parrot").codings] == ["alien"]


def test_coders_are_listed_without_being_loaded(packages: Packages) -> None:
    packages.install("parrot_coder", "parrot = parrot_coder:right\nowl = parrot_coder:wrong", "raise SystemExit")
    assert {"parrot", "owl"} < set(coder_names())
    with pytest.raises(CodingError, match=r'^"oracle" is not a coder; give one of: auto, .*\bparrot\b'):
        load_coder("oracle")
    assert "parrot_coder" not in sys.modules


@pytest.mark.parametrize("name", ["cues", "auto", "llm"])
def test_a_name_of_ours_is_ours(packages: Packages, name: str) -> None:
    ours = load_coder(name)
    packages.install("parrot_coder", f"{name} = parrot_coder:right", "raise SystemExit")
    assert load_coder(name) is ours


BROKEN = {
    "parrot_coder:missing": "cannot be loaded (AttributeError: module 'parrot_coder' has no attribute 'missing')",
    "no_such_module:code": "cannot be loaded (ModuleNotFoundError: No module named 'no_such_module')",
    "parrot_coder:number": "is no function; it has to take a thread, a reply graph and a codebook",
    "parrot_coder": "is no function",
    "a line that is none": "cannot be loaded (",
}


@pytest.mark.parametrize("value", BROKEN)
def test_a_coder_that_cannot_be_loaded_is_one_sentence(packages: Packages, value: str) -> None:
    packages.install("parrot_coder", f"parrot = {value}")
    with pytest.raises(CodingError) as caught:
        load_coder("parrot")
    assert str(caught.value).startswith(f'the coder "parrot" of parrot_coder {BROKEN[value]}')


@pytest.mark.parametrize("module", ["1 / 0", "def", "raise SystemExit(1)", "import no_such_module"])
def test_a_module_that_breaks_is_one_sentence(packages: Packages, module: str) -> None:
    packages.install("parrot_coder", "parrot = parrot_coder:right", module)
    with pytest.raises(CodingError, match=r'^the coder "parrot" of parrot_coder cannot be loaded \('):
        load_coder("parrot")
    assert load_coder("linear") is load_coder("auto")


FAULTS = {
    "wrong": 'the coder "parrot" of parrot_coder fails (ZeroDivisionError: division by zero)',
    "leaves": 'the coder "parrot" of parrot_coder fails (SystemExit: 3)',
    "text": 'the coder "parrot" returns a str for a coding',
    "stranger": 'the coder "parrot" returns a coding of a comment that the thread has not',
    "beyond": 'the coder "parrot" returns a coding whose span lies outside its comment',
    "sure": 'the coder "parrot" returns a coding whose probability is not between 0 and 1',
}


@pytest.mark.parametrize("function", FAULTS)
def test_a_coder_that_fails_is_one_sentence(packages: Packages, function: str) -> None:
    packages.install("parrot_coder", f"parrot = parrot_coder:{function}")
    with pytest.raises(CodingError) as caught:
        codings("parrot")
    assert str(caught.value) == f"page.html: {FAULTS[function]}; report it to those who made it"


def test_two_packages_of_one_name_are_told_apart_by_the_user(packages: Packages) -> None:
    packages.install("parrot_coder", "bird = parrot_coder:right")
    packages.install("owl_coder", "bird = owl_coder:right")
    with pytest.raises(CodingError, match=r'^the coder "bird" is offered by owl_coder and parrot_coder; uninstall all'):
        load_coder("bird")


def test_a_function_codes_too() -> None:
    assert analyse(TALK, "general", coder=lambda thread, graph, codebook: ()).codings == ()
