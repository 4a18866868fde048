"""discourse: what a comment section says, who answers whom, and how far the numbers can be trusted.

    thread = discourse.read("page.html")  # the article and every comment
    analysis = discourse.analyse(thread, codebook="general")  # who answers whom, and the codings
    table = discourse.tables.claims(analysis)  # a polars data frame; .to_pandas() needs pandas and pyarrow
    figure = discourse.charts.claims(table)  # a matplotlib figure
    graph = analysis.to_networkx()  # comments with their authors, texts and times
    folder = discourse.report(analysis, "reports/page")  # PDF, HTML, pictures and data

``read_all`` gives each article of an export, ``joined`` makes one thread of the pages of a discussion,
``load_codebook`` reads a codebook. A user's error is a ``DiscourseError``, whose text is one sentence. Names are loaded
when first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from discourse import charts, tables
    from discourse.analysis import Analysis, analyse
    from discourse.codebook import ClaimType, Codebook, Target, load_codebook
    from discourse.errors import CodebookError, CodingError, DiscourseError, ReadError, ReportError
    from discourse.model import Article, Coding, Comment, Skipped, Thread
    from discourse.readers import read, read_all
    from discourse.readers.joining import joined
    from discourse.replies.graph import Link, ReplyGraph
    from discourse.reporting import report

__version__ = "0.1.0"

_HOME = {
    "Analysis": "analysis",
    "Article": "model",
    "ClaimType": "codebook",
    "Codebook": "codebook",
    "CodebookError": "errors",
    "Coding": "model",
    "CodingError": "errors",
    "Comment": "model",
    "DiscourseError": "errors",
    "Link": "replies.graph",
    "ReadError": "errors",
    "ReplyGraph": "replies.graph",
    "ReportError": "errors",
    "Skipped": "model",
    "Target": "codebook",
    "Thread": "model",
    "analyse": "analysis",
    "joined": "readers.joining",
    "load_codebook": "codebook",
    "read": "readers",
    "read_all": "readers",
    "report": "reporting",
}
_MODULES = ("charts", "tables")

__all__ = [
    "Analysis",
    "Article",
    "ClaimType",
    "Codebook",
    "CodebookError",
    "Coding",
    "CodingError",
    "Comment",
    "DiscourseError",
    "Link",
    "ReadError",
    "ReplyGraph",
    "ReportError",
    "Skipped",
    "Target",
    "Thread",
    "analyse",
    "charts",
    "joined",
    "load_codebook",
    "read",
    "read_all",
    "report",
    "tables",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"discourse.{name}")
    if name in _HOME:
        return getattr(import_module(f"discourse.{_HOME[name]}"), name)
    raise AttributeError(f"module 'discourse' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
