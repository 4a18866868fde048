"""``discourse demo``: the report of a page that comes with the package."""

from importlib.resources import files
from pathlib import Path

from discourse.cli.report import DEFAULT_OUT, By, Job, OutOption, write_reports
from discourse.cli.sources import Reading
from discourse.errors import ReportError

_PAGE = "convoy/page.html"
_CODEBOOKS = ("general", "proxy-war")


def demo(out: OutOption = DEFAULT_OUT) -> None:
    """Write the report of a bundled page and say where it is."""
    failures = write_reports([Job(str(_bundled(_PAGE)), "demo")], out, By(_CODEBOOKS), Reading())
    if failures:
        raise ReportError(failures[0])


def _bundled(page: str) -> Path:
    """Return the path of a bundled page: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("discourse")))
    installed = package / "corpora" / page
    return installed if installed.is_file() else package.parent / "corpora" / page
