"""``discourse demo``: the report of a page that comes with the package."""

from discourse.bundled import bundled
from discourse.cli.report import DEFAULT_OUT, By, Job, OutOption, write_reports
from discourse.cli.sources import Reading, codebook_of
from discourse.errors import ReportError

_PAGE = "convoy/page.html"
_CODEBOOKS = ("general", "proxy-war")


def demo(out: OutOption = DEFAULT_OUT) -> None:
    """Write the report of a bundled page and say where it is."""
    failures = write_reports([Job(str(bundled(_PAGE)), "demo")], out, By(codebook_of(_CODEBOOKS)), Reading())
    if failures:
        raise ReportError(failures[0])
