"""Every file of a comparison's report as bytes, before any of them is written."""

from discourse.comparing import Comparison
from discourse.exports.frames import csv_text
from discourse.reporting.comparison.content import content
from discourse.reporting.comparison.drawing import CHART_FILES, pictures
from discourse.reporting.comparison.setting import typeset, webpage
from discourse.reporting.comparison.tabled import Tabled


def comparison_files(comparison: Comparison, tables: Tabled) -> dict[str, bytes]:
    """Return the files by their path in the report's folder: the same bytes for the same comparison."""
    drawn = pictures(tables)
    said = content(comparison, tables, tuple(picture.slot for picture in drawn))
    return {
        "compare.pdf": typeset(said),
        "compare.html": webpage(said),
        **{CHART_FILES[picture.slot.name]: picture.png for picture in drawn if picture.png is not None},
        **{f"data/{name}.csv": csv_text(table).encode() for name, table in tables._asdict().items()},
    }
