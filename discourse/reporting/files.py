"""Every file of a report as bytes, before any of them is written."""

from discourse.analysis import Analysis
from discourse.reporting.colours import shades
from discourse.reporting.content import content
from discourse.reporting.data import data_files
from discourse.reporting.drawing import CHART_FILES, pictures
from discourse.reporting.typeset import legend, typeset
from discourse.reporting.webpage import webpage


def report_files(analysis: Analysis) -> dict[str, bytes]:
    """Return the files of a report by their path in its folder: the same bytes for the same analysis."""
    drawn = pictures(analysis)
    said = content(analysis, tuple(picture.slot for picture in drawn))
    colours = shades()
    pages = typeset(said, colours)
    return {
        "report.pdf": pages.pdf,
        "report.html": webpage(said, colours, legend(said)),
        "overview.png": pages.overview,
        **{CHART_FILES[picture.slot.name]: picture.png for picture in drawn if picture.png is not None},
        **data_files(analysis),
    }
