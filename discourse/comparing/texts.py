"""The articles themselves: one row each, what their own texts claim, and which tell the same story."""

from collections.abc import Sequence

import msgspec
import polars as pl

from discourse.analysis import Analysis, analyse
from discourse.codebook import claim_labels
from discourse.comparing.sides import article_names, site_of
from discourse.comparing.stories import StoryLink, is_too_short
from discourse.exports.frames import frame
from discourse.model import Comment, Thread, ledger
from discourse.replies.authors import named
from discourse.text import count_words

_MOST_PARAGRAPHS = 400


def articles(analyses: Sequence[Analysis]) -> pl.DataFrame:
    """Return one row per article: its name, site, time, how many comments it has and declares, authors and words.

    ``too_short`` says that its text has too few words to be compared with that of others.
    """
    schema = {
        "article": pl.String, "source": pl.String, "site": pl.String, "published": pl.String, "comments": pl.Int64,
        "declared": pl.Int64, "authors": pl.Int64, "words": pl.Int64, "too_short": pl.Boolean,
    }  # fmt: skip
    rows = []
    for name, analysis in zip(article_names(analyses), analyses, strict=True):
        article, count = analysis.thread.article, ledger(analysis.thread)
        authors = len({named(comment) for comment in analysis.thread.comments} - {None})
        size = count_words(article.body or "")
        rows.append((
            name, article.source, site_of(article), article.published, count.captured, count.declared, authors, size,
            is_too_short(article),
        ))  # fmt: skip
    return frame(schema, rows)


def article_claims(analyses: Sequence[Analysis]) -> pl.DataFrame:
    """Return what the texts of the articles claim, by the coder ``auto``: one row per paragraph and claim.

    So an article without comments takes part. ``words`` are those that show it, null where no span was marked.
    """
    schema = {
        "article": pl.String, "claim": pl.String, "label": pl.String, "code": pl.String, "probability": pl.Float64,
        "paragraph": pl.Int64, "words": pl.String,
    }  # fmt: skip
    rows = []
    for name, analysis in zip(article_names(analyses), analyses, strict=True):
        thread = _paragraphs(analysis.thread)
        labels = claim_labels(analysis.codebook)
        texts = {comment.id: comment.text for comment in thread.comments}
        codings = analyse(thread, analysis.codebook, infer_replies=False).codings if thread.comments else ()
        for coding in codings:
            if coding.variable == "claim" and coding.target and coding.code:
                shown = texts[coding.comment][slice(*coding.span)] if coding.span else None
                label = labels.get(coding.target, coding.target)
                rows.append((name, coding.target, label, coding.code, coding.probability, int(coding.comment), shown))
    return frame(schema, rows)


def _paragraphs(thread: Thread) -> Thread:
    """Return the title and the paragraphs of an article as if each were a comment, numbered from 0, the title."""
    article = thread.article
    texts = [article.title or "", *(article.body or "").split("\n\n")][:_MOST_PARAGRAPHS]
    comments = (Comment(id=str(number), text=text, reply_to="") for number, text in enumerate(texts) if text.strip())
    return Thread(article=msgspec.structs.replace(article, body=None), comments=tuple(comments), shown_order="oldest")


def stories(analyses: Sequence[Analysis], links: Sequence[StoryLink]) -> pl.DataFrame:
    """Return the pairs of articles of one story or topic, the strongest first, with what both of them say."""
    schema = {
        "article": pl.String, "other": pl.String, "verdict": pl.String, "strength": pl.Float64, "names": pl.String,
        "numbers": pl.String, "days": pl.String, "words": pl.String,
    }  # fmt: skip
    names = article_names(analyses)
    rows = (
        (names[link.first], names[link.second], link.verdict, link.strength, *map(", ".join, link.evidence))
        for link in links
    )
    return frame(schema, rows)
