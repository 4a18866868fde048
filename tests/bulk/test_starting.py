"""A worker of our own starts with the stemmer and without what that does not need."""

import subprocess
import sys

_PROGRAM = """
import sys
from discourse.spared import spare
from discourse.text import stem
spare()
print(stem("creations"), sorted({"sklearn", "scipy.stats"} & set(sys.modules)))
import scipy.stats
print(scipy.stats.fisher_exact.__name__)
"""


def test_the_stemmer_is_there_without_statistics_and_these_can_be_imported_later() -> None:
    run = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.splitlines() == ["creation []", "fisher_exact"]
