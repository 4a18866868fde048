"""A command starts without what it does not need."""

import gc
import subprocess
import sys

import pytest

from discourse.spared import uncollected

SEEN = "print(*sorted({'scipy.stats', 'sklearn'} & set(sys.modules)))"


def loaded(code: str) -> list[str]:
    command = [sys.executable, "-c", f"import sys; {code}; {SEEN}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.split()


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("from discourse.spared import spare; spare(); import nltk.stem.snowball", []),
        ("from discourse.spared import spare; spare(); import nltk; import sklearn", ["scipy.stats", "sklearn"]),
        ("import discourse, nltk.stem.snowball", ["scipy.stats", "sklearn"]),
    ],
    ids=["the stemmer alone", "asked for by somebody else", "in Python nothing is changed"],
)
def test_what_is_loaded(code: str, modules: list[str]) -> None:
    assert loaded(code) == modules


def test_garbage_is_collected_again_after_a_failure() -> None:
    states = []

    def fail() -> None:
        with uncollected():
            states.append(gc.isenabled())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [*states, gc.isenabled()] == [False, True]


def test_garbage_is_looked_for_less_often_in_our_own_processes_only() -> None:
    code = "import gc, discourse; first = gc.get_threshold(); from discourse.spared import spare; spare()"
    command = [sys.executable, "-c", f"{code}; print(first == gc.get_threshold(), gc.get_threshold()[0])"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "False 50000\n"
