"""Tables: an analysis as data frames, one function per table, each with the same columns whatever the thread holds.

``number`` counts the comments from 1 in the order shown; reports and charts print it. Texts and names are as the
source has them: whoever writes a table to a file escapes it for that file.
"""

from discourse.tables.corrections import corrected
from discourse.tables.journeys import journeys
from discourse.tables.listings import activity, alternatives, codings, comments, replies, tree
from discourse.tables.people import authors, interactions
from discourse.tables.structure import branches, comment_measures, metrics
from discourse.tables.timing import reply_waits, stance_times
from discourse.tables.verdicts import (
    FORMS,
    REPLY_STANCES,
    STANCES,
    STATUSES,
    claims,
    comment_forms,
    form,
    reply_stance,
    stance,
)
from discourse.tables.wordings import words_apart

__all__ = [
    "FORMS",
    "REPLY_STANCES",
    "STANCES",
    "STATUSES",
    "activity",
    "alternatives",
    "authors",
    "branches",
    "claims",
    "codings",
    "comment_forms",
    "comment_measures",
    "comments",
    "corrected",
    "form",
    "interactions",
    "journeys",
    "metrics",
    "replies",
    "reply_stance",
    "reply_waits",
    "stance",
    "stance_times",
    "tree",
    "words_apart",
]
