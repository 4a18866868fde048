"""Who and what turns up under several articles: authors by their names, and comments by their wording."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import polars as pl

from discourse.analysis import Analysis
from discourse.comparing.copies import copies
from discourse.comparing.sides import article_names, site_of
from discourse.exports.frames import frame
from discourse.replies.authors import named


def shared_authors(analyses: Sequence[Analysis]) -> pl.DataFrame:
    """Return the authors who comment on several articles, those on most articles first.

    A name is taken exactly as shown. ``sites`` is "one" where all these articles are of one site, "several", or null
    where that is not known: on several sites one name may be two people.
    """
    schema = {
        "author": pl.String, "articles": pl.Int64, "comments": pl.Int64, "sites": pl.String, "where": pl.String,
    }  # fmt: skip
    names = article_names(analyses)
    places: dict[str, Counter[int]] = defaultdict(Counter)
    for number, analysis in enumerate(analyses):
        for comment in analysis.thread.comments:
            if author := named(comment):
                places[author][number] += 1
    found = [(author, counts) for author, counts in places.items() if len(counts) > 1]
    rows = (
        (
            author,
            len(counts),
            counts.total(),
            _sites(analyses, counts),
            "; ".join(f"{names[number]} ({count})" for number, count in sorted(counts.items())),
        )
        for author, counts in sorted(found, key=lambda item: (-len(item[1]), -item[1].total(), item[0]))
    )
    return frame(schema, rows)


def _sites(analyses: Sequence[Analysis], numbers: Counter[int]) -> str | None:
    sites = {site_of(analyses[number].thread.article) for number in numbers}
    known = sites - {None}
    if len(known) > 1:
        return "several"
    return "one" if None not in sites else None


def repeated_comments(analyses: Sequence[Analysis]) -> pl.DataFrame:
    """Return the comments whose wording stands, nearly the same, under several articles: one row for each place.

    ``group`` numbers the wordings, most places first; ``likeness`` is the least Jaccard index of word triples by which
    the comments of a group are linked (1 is the same wording).
    """
    schema = {
        "group": pl.Int64, "likeness": pl.Float64, "article": pl.String, "comment": pl.String, "author": pl.String,
        "posted": pl.String, "text": pl.String,
    }  # fmt: skip
    names = article_names(analyses)
    every = [(number, comment) for number, analysis in enumerate(analyses) for comment in analysis.thread.comments]
    groups = copies([comment.text for _, comment in every])
    spread = [group for group in groups if len({every[text][0] for text in group.texts}) > 1]
    rows = (
        (place, group.likeness, names[article], comment.id, comment.author, comment.posted, comment.text)
        for place, group in enumerate(spread, start=1)
        for article, comment in (every[text] for text in group.texts)
    )
    return frame(schema, rows)
