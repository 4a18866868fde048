"""Every file of a report as bytes, before any of them is written."""

import msgspec

from discourse.analysis import Analysis
from discourse.reporting.colours import shades
from discourse.reporting.content import content
from discourse.reporting.data import data_files
from discourse.reporting.drawing import CHART_FILES, pictures
from discourse.reporting.listing import SCREEN_CHARACTERS, SCREEN_COMMENTS, listing
from discourse.reporting.records import ReportContent
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
        "report.html": webpage(on_screen(said, analysis), colours, legend(said)),
        "overview.png": pages.overview,
        **{CHART_FILES[picture.slot.name]: picture.png for picture in drawn if picture.png is not None},
        **data_files(analysis),
    }


def on_screen(said: ReportContent, analysis: Analysis) -> ReportContent:
    """Return the content for the page, which lists more comments than paper does."""
    if said.listing.limit is None:
        return said
    return msgspec.structs.replace(said, listing=listing(analysis, SCREEN_COMMENTS, SCREEN_CHARACTERS))
