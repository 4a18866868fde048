"""The report of a comparison: a PDF, an HTML page, pictures and data files of several articles."""

from os import PathLike
from pathlib import Path

from discourse.comparing import Comparison


def report_comparison(comparison: Comparison, folder: str | PathLike[str]) -> str:
    """Write the report of a comparison and return its answer in one line.

    The folder gets ``compare.pdf``, ``compare.html``, ``charts/*.png`` and ``data/*.csv``: all of them or, where one
    cannot be made or written, none. The same comparison gives the same bytes. Raises ReportError where the folder
    cannot be written.
    """
    from discourse.reporting.comparison.drawing import CHART_FILES
    from discourse.reporting.comparison.files import comparison_files
    from discourse.reporting.comparison.summary import answer
    from discourse.reporting.comparison.tabled import tabled
    from discourse.reporting.folder import write

    tables = tabled(comparison)
    write(comparison_files(comparison, tables), Path(folder), stale=CHART_FILES.values())
    return answer(comparison, tables)


__all__ = ["report_comparison"]
