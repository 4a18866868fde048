"""Every file of a report as bytes, before any of them is written."""

import msgspec

from discourse.analysis import Analysis
from discourse.reporting.colours import shades
from discourse.reporting.content import content
from discourse.reporting.data import data_files
from discourse.reporting.drawing import CHART_FILES, pictures
from discourse.reporting.listing import SCREEN_CHARACTERS, SCREEN_COMMENTS, listing
from discourse.reporting.options import LONGEST_QUOTE, Options, checked
from discourse.reporting.records import ReportContent
from discourse.reporting.typeset import legend, typeset
from discourse.reporting.webpage import webpage
from discourse.spared import uncollected
from discourse.translation import speaking

_AS_IT_IS = Options()


def report_files(analysis: Analysis, options: Options = _AS_IT_IS) -> dict[str, bytes]:
    """Return the files of a report by their path in its folder: the same bytes for the same analysis and options.

    Raises ReportError where an option is none of those that there are.
    """
    with speaking(checked(options).language), uncollected():
        return _files(analysis, options)


def _files(analysis: Analysis, options: Options) -> dict[str, bytes]:
    drawn = pictures(analysis)
    said = content(analysis, tuple(picture.slot for picture in drawn), options)
    colours = shades()
    pages = typeset(said, colours)
    return {
        "report.pdf": pages.pdf,
        "report.html": webpage(on_screen(said, analysis, options.quote_length), colours, legend(said)),
        "overview.png": pages.overview,
        **{CHART_FILES[picture.slot.name]: picture.png for picture in drawn if picture.png is not None},
        **data_files(analysis),
    }


def on_screen(said: ReportContent, analysis: Analysis, longest: int = LONGEST_QUOTE) -> ReportContent:
    """Return the content for the page, which lists more comments than paper does."""
    if said.listing.limit is None:
        return said
    return msgspec.structs.replace(said, listing=listing(analysis, SCREEN_COMMENTS, SCREEN_CHARACTERS, longest))
