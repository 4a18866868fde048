"""The content of a report: every word and number of it, before any page is set."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from discourse import __version__, tables
from discourse.analysis import Analysis
from discourse.charts import corrected_shares
from discourse.model import Article
from discourse.removed import wordless
from discourse.reporting.codetables import claim_table, stance_table
from discourse.reporting.headings import headings
from discourse.reporting.language_names import language_name
from discourse.reporting.listing import listing
from discourse.reporting.method import caveats, completeness, footer, ledger_facts, method
from discourse.reporting.options import Options
from discourse.reporting.records import ChartSlot, Fact, ReportContent
from discourse.reporting.structure import structure
from discourse.reporting.summary import headlines, summary, tables_of
from discourse.reporting.telling import telling
from discourse.reporting.terms import code_words, terms
from discourse.reporting.themes import THEMES
from discourse.reporting.wording import dated, shortened
from discourse.translation import language, translated
from discourse.visible import visible

_AS_IT_IS = Options()


def content(analysis: Analysis, charts: tuple[ChartSlot, ...], options: Options = _AS_IT_IS) -> ReportContent:
    """Return what a report says of this analysis, in the language in force: the same for the PDF and the HTML page."""
    article, from_tables = analysis.thread.article, tables_of(analysis)
    places = _first_places(from_tables.comments.select("id", "number").rows())
    silent = wordless(analysis.thread.comments)
    return ReportContent(
        title=_title(article, options.title),
        byline=tuple(_byline(article)),
        url=_web_address(article.url),
        language=article.language,
        headlines=headlines(from_tables),
        summary=tuple(map(visible, _with_correction(analysis, summary(from_tables, analysis.thread.declared)))),
        ledger=ledger_facts(analysis),
        completeness=completeness(analysis),
        claims=claim_table(from_tables.claims, from_tables.codings, places, silent, analysis.codebook),
        stances=stance_table(from_tables.stance, from_tables.codings, places, silent),
        charts=charts,
        listing=listing(analysis, longest=options.quote_length),
        terms=terms(analysis),
        method=method(analysis),
        caveats=caveats(analysis),
        footer=footer(analysis, __version__),
        version=__version__,
        telling=telling(analysis, options.quote_length),
        structure=structure(analysis),
        codes=code_words(),
        words=headings(),
        words_in=language(),
        theme=THEMES[options.theme],
        logo=options.logo,
    )


def _with_correction(analysis: Analysis, said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the summary with corrected shares, where there are any, and that all else counts labels of a machine."""
    corrected = tables.corrected(analysis)
    if corrected.is_empty():
        return said
    rest = translated("All other sentences count the labels of the machine, uncorrected.")
    return (*said[:2], corrected_shares.describe(corrected), *said[2:], rest)


def _first_places(places: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Return the number of each id: the first, should a source use an id twice."""
    return dict(reversed(places))


def _title(article: Article, chosen: str | None) -> str:
    known = (shortened(visible(name), 300) for name in (chosen, article.title, article.source) if name)
    return next((name for name in known if name), translated("A page without a title"))


def _byline(article: Article) -> Iterator[Fact]:
    published = dated(article.published) if article.published else None
    address = _web_address(article.url)
    spoken = article.language and (language_name(article.language) or article.language)
    known = (
        (translated("Site"), article.site, None),
        (translated("Author"), article.author, None),
        (translated("Published"), published, None),
        (translated("Language"), spoken, None),
        (translated("Address"), article.url, address),
        (translated("Read from"), article.source, None),
    )
    return (Fact(label, shortened(visible(value), 200), link) for label, value, link in known if value)


def _web_address(url: str | None) -> str | None:
    """Return the address where it is a plain http or https one: nothing else becomes a link."""
    if not url or len(url) > 2000 or visible(url) != url or any(letter.isspace() for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
