"""Make the gallery again: one report for each bundled corpus. Run as ``python reports/build.py``."""

from pathlib import Path

import discourse

GALLERY = Path(__file__).parent
CORPORA = GALLERY.parent / "corpora"
CODEBOOKS = {"convoy": ("general", "proxy-war")}
"""Corpora that take more than the general codebook."""


def analysis_of(corpus: str) -> discourse.Analysis:
    """Return the analysis that the gallery shows of a corpus."""
    thread = discourse.read(CORPORA / corpus / "page.html")
    return discourse.analyse(thread, codebook=CODEBOOKS.get(corpus, ("general",)))


def corpora() -> list[str]:
    """Return the names of the corpora in the gallery, sorted."""
    return sorted(page.parent.name for page in CORPORA.glob("*/page.html"))


if __name__ == "__main__":
    for name in corpora():
        discourse.report(analysis_of(name), GALLERY / name)
