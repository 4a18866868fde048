"""Learn how words are spelt in each language: ``python -m benchmarks.fit_languages PROFILES``.

``PROFILES`` is the folder ``langdetect/profiles`` of the source package of langdetect 1.0.9 (Apache License 2.0): for
each language, how often runs of one, two and three letters were met in encyclopedia abstracts. Written is
``discourse/languages/spelling.npz``: the negative logarithm of the probability of a letter after the two before it,
smoothed by that after one and that of the letter alone. The same profiles give the same bytes.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from discourse.languages.spelling import STEPS

LANGUAGES = (
    "af", "ar", "bg", "ca", "cs", "cy", "da", "de", "en", "es", "et", "fa", "fi", "fr", "hr", "hu", "id", "it", "lt",
    "lv", "mk", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "uk", "ur", "vi",
)  # fmt: skip
WEIGHTS = (0.049, 0.20, 0.75)
"""What the letter alone, after one other and after two others counts for; the rest is for what was never met."""
NEVER = 0.001 / 60
WRITTEN = Path(__file__).parent.parent / "discourse" / "languages" / "spelling.npz"


@dataclass(frozen=True)
class Profile:
    """How often runs of letters were met, in lower case, and how often their beginnings were."""

    runs: Counter[str]
    beginnings: Counter[str]
    letters: int

    def probability(self, run: str) -> float:
        """Return the smoothed probability of the last letter of a run after the others."""
        found = NEVER + WEIGHTS[0] * self.runs[run[-1]] / self.letters
        for length in range(2, len(run) + 1):
            end = run[-length:]
            found += WEIGHTS[length - 1] * self.runs[end] / max(self.beginnings[end[:-1]], 1)
        return found


def read_profile(path: Path) -> Profile:
    """Return the profile in a file of langdetect."""
    runs: Counter[str] = Counter()
    for run, count in json.loads(path.read_text("utf-8"))["freq"].items():
        if len(run.lower()) == len(run):
            runs[run.lower()] += count
    beginnings: Counter[str] = Counter()
    for run, count in runs.items():
        beginnings[run[:-1]] += count
    return Profile(runs, beginnings, sum(count for run, count in runs.items() if len(run) == 1 and run != " "))


def fit(folder: Path) -> tuple[list[str], np.ndarray]:
    """Return the runs of letters and runs × languages of negative logarithms in steps."""
    profiles = [read_profile(folder / language) for language in LANGUAGES]
    runs = {run for profile in profiles for run in profile.runs if "\n" not in run and run[1:2] != " "}
    runs |= {" "} | {run[-length:] for run in runs for length in (1, 2)}
    ordered = sorted(run for run in runs if run[:2] != "  ")
    chances = np.array([[profile.probability(run) for profile in profiles] for run in ordered])
    return ordered, np.clip(np.rint(-np.log(chances) * STEPS), 0, 255).astype(np.uint8)


def main() -> None:
    """Read the folder and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profiles", type=Path)
    parser.add_argument("--to", type=Path, default=WRITTEN)
    arguments = parser.parse_args()
    runs, steps = fit(arguments.profiles)
    np.savez_compressed(
        arguments.to, runs=np.array("\n".join(runs)), languages=np.array(" ".join(LANGUAGES)), steps=steps
    )
    print(f"{len(runs):,} runs of letters, {len(LANGUAGES)} languages, {arguments.to.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
