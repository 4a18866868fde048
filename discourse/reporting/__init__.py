"""Reporting: an analysis becomes a PDF, PNG images, an HTML page and data files."""

from os import PathLike
from pathlib import Path

from discourse.analysis import Analysis
from discourse.errors import ReportError
from discourse.reporting.options import Options

_AS_IT_IS = Options()


def report(analysis: Analysis, folder: str | PathLike[str], options: Options = _AS_IT_IS) -> Path:
    """Write the report of an analysis and return its folder.

    The folder gets ``report.pdf``, ``report.html``, ``overview.png``, ``charts/*.png`` and ``data/`` (comments.csv,
    replies.csv, codings.csv, measures.csv, branches.csv, authors.csv, graph.graphml, thread.json): all of them or,
    where one cannot be made or written, none. Files of an earlier report are replaced, other files stay. The same
    analysis and options give the same bytes.

    Raises ReportError where the folder cannot be written, or an option is none of those that there are.
    """
    if not isinstance(analysis, Analysis):
        raise ReportError(f"report: a {type(analysis).__name__} is no Analysis; discourse.analyse(…) returns one")
    from discourse.reporting.drawing import CHART_FILES
    from discourse.reporting.files import report_files
    from discourse.reporting.folder import write

    written = Path(folder)
    write(report_files(analysis, options), written, stale=CHART_FILES.values())
    return written


__all__ = ["Options", "report"]
