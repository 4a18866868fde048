"""What the report of a comparison says: its title, headlines and summary, and one section for each thing compared."""

from discourse.comparing import Comparison, full_titles
from discourse.comparing.claims import UNKNOWN
from discourse.model import ledger
from discourse.reporting.comparison.records import ComparisonContent, Section
from discourse.reporting.comparison.sections import (
    articles,
    authors,
    claims,
    copies,
    differences,
    method,
    stories,
    texts,
)
from discourse.reporting.comparison.summary import summary
from discourse.reporting.comparison.tabled import Tabled
from discourse.reporting.comparison.words import compared_by, kinds
from discourse.reporting.records import ChartSlot, Fact
from discourse.reporting.wording import shortened
from discourse.translation import agreeing, counted, language, number, translated


def content(comparison: Comparison, tables: Tabled, charts: tuple[ChartSlot, ...] = ()) -> ComparisonContent:
    """Return everything that the report of a comparison says; ``charts`` stand where it speaks of what they show."""
    from discourse import __version__

    sections: tuple[Section, ...] = (
        articles(tables, full_titles(comparison.analyses)),
        stories(tables),
        claims(tables, tuple(chart for chart in charts if chart.name != "differences"), _comments(comparison)),
        differences(tables, tuple(chart for chart in charts if chart.name == "differences")),
        texts(tables),
        authors(tables),
        copies(tables),
        method(),
    )
    return ComparisonContent(
        title=_title(comparison),
        overline=translated("Comparison of comment sections"),
        byline=(
            Fact(translated("Compared"), compared_by(comparison.by)),
            Fact(translated("Codebook"), shortened(_codebooks(comparison), 120)),
            Fact(translated("Coder"), shortened(_coders(comparison), 120)),
        ),
        url=None,
        headlines=_headlines(comparison, tables),
        summary=summary(comparison, tables),
        sections=sections,
        charts=charts,
        footer=(
            Fact(translated("Made with"), f"discourse {__version__}"),
            Fact(translated("Codebook hash"), ", ".join(_hashes(comparison))),
        ),
        language=language(),
        version=__version__,
    )


def _title(comparison: Comparison) -> str:
    compared = counted(len(comparison.analyses), "article", "articles")
    if comparison.by == "article":
        return translated("{articles} compared", articles=compared)
    sides = kinds(len(comparison.sides), comparison.by)
    return translated(
        "{articles} compared {by}: {sides}", articles=compared, by=compared_by(comparison.by), sides=sides
    )


def _headlines(comparison: Comparison, tables: Tabled) -> tuple[Fact, ...]:
    threads = [analysis.thread for analysis in comparison.analyses]
    comments = sum(ledger(thread).captured for thread in threads)
    shared = tables.shared_claims.filter(tables.shared_claims["sides"] > 1).height
    same = sum(link.verdict == "same story" for link in comparison.links)
    authors = tables.authors.height
    return (
        Fact(translated("articles"), number(len(threads))),
        Fact(translated("with comments"), number(sum(bool(thread.comments) for thread in threads))),
        Fact(agreeing(comments, "comment", "comments"), number(comments)),
        Fact(agreeing(same, "pair of one story", "pairs of one story"), number(same)),
        Fact(agreeing(shared, "claim on two or more", "claims on two or more"), number(shared)),
        Fact(agreeing(authors, "author shared", "authors shared"), number(authors)),
    )


def _comments(comparison: Comparison) -> dict[str, int]:
    """Return how many comments each side has, coded or not."""
    of_articles = [len(analysis.thread.comments) for analysis in comparison.analyses]
    return {side.name or UNKNOWN: sum(of_articles[place] for place in side.articles) for side in comparison.sides}


def _codebooks(comparison: Comparison) -> str:
    return ", ".join(dict.fromkeys(f"{each.codebook.title} {each.codebook.version}" for each in comparison.analyses))


def _hashes(comparison: Comparison) -> list[str]:
    return list(dict.fromkeys(each.codebook.hash[:12] for each in comparison.analyses))


def _coders(comparison: Comparison) -> str:
    coders = sorted({coding.coder for each in comparison.analyses for coding in each.codings})
    return ", ".join(coders) or translated("nobody")
