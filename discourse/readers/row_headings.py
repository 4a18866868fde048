"""Which column of a table holds headings of its comments, and which the titles of what these are about."""

import re
from collections.abc import Iterable, Mapping, Sequence

from discourse.readers.flattening import Row, words_of
from discourse.readers.roles import ROLES, UNSURE_HEADINGS, named, plain
from discourse.readers.titles import is_answer

_BARE = frozenset({
    "title", "titel", "uberschrift", "titre", "titulo", "titolo", "tytul", "tytuł", "заголовок", "标题", "제목",
})  # fmt: skip
"""Names that do not say whose title it is."""
_ANYBODYS = (*_BARE, "headline", "schlagzeile", "titular")
"""Names of titles that are an article's, unless they differ by the comment on it."""
_OF_COMMENTS = re.compile(
    r"comm?ent|kommentar|koment|repl(?:y|ies)|answer|antwort|reactie|yorum|tweet|comm?ento|коммент|комент|"
    r"评论|コメント|댓글|تعليق",
    re.IGNORECASE,
)
"""How texts are called that are about something with a title; reviews, letters and posts have their own."""
_STARS = frozenset({
    "rating", "ratings", "stars", "star", "star_rating", "overall", "overall_rating", "user_rating", "grade",
    "review_rating", "rating_value", "im_rating", "bewertung", "sterne", "puntuacion", "estrellas", "voto",
})  # fmt: skip
"""Columns that only reviews have, of which many are called alike ("Great")."""
_CODE = re.compile(r"\W*(?:[^\W\d_]{0,12}[\W_]*\d[\w-]*\W*)?")
"""What is no heading, but the number of a person or a file ("S01", "subject_12")."""
_LONGEST_CODE = 40
_DIFFERENT, _DIFFERENT_REVIEWS = 0.8, 0.5
"""Share of titles that differ where they are those of comments."""
_FEWEST = 2


def with_headings(roles: Mapping[str, str], header: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """Return the roles with the column of the headings as ``comment_title``, and without one that has something else.

    A column whose name says that its titles are those of comments is believed. One that does not say whose they are
    has to differ from row to row, within each article where another column says which that is. ``header`` has the
    columns that say something and may have titles.
    """
    own = roles.get("comment_title", "")
    others = {role: column for role, column in roles.items() if role != "comment_title"}
    if own and (plain(own) not in UNSURE_HEADINGS or _differ(rows, own, roles.get("thread", ""))):
        return dict(roles)
    around = _around(roles.get("text", ""))
    beside = [column for column in header if _around(column) == around]
    bare = named(beside, _ANYBODYS)
    names = [column for column in beside if column != bare]
    others |= {"title": title} if (title := named(names, ROLES["title"])) and others.get("title") == bare else {}
    if not bare or not _are_own(bare, others, names, rows):
        return {role: column for role, column in roles.items() if role != "comment_title"}
    return {role: column for role, column in others.items() if column != bare} | {"comment_title": bare}


def _are_own(bare: str, roles: Mapping[str, str], others: Sequence[str], rows: Sequence[Row]) -> bool:
    """Return whether the titles in a column are those of the comments beside them."""
    least = _DIFFERENT_REVIEWS if _STARS & {plain(column) for column in others} else _DIFFERENT
    if thread := roles.get("thread", ""):
        return _differ(rows, bare, thread, least)
    has_article = roles.get("title", bare) != bare
    are_comments = _OF_COMMENTS.search(plain(roles.get("text", ""))) is not None
    if not has_article and (plain(bare) not in _BARE or are_comments):
        return False
    return _differ(rows, bare, "", least)


def _differ(rows: Iterable[Row], column: str, thread: str, least: float = _DIFFERENT) -> bool:
    """Return whether so large a share of the titles of each article differ, or some are those of answers ("Re: ").

    Where no article has several, nobody can tell.
    """
    groups: dict[str, list[str]] = {}
    for row in rows:
        words = words_of(row.get(column))
        if is_answer(words):
            return True
        if len(words) > _LONGEST_CODE or not _CODE.fullmatch(words):
            groups.setdefault(words_of(row.get(thread)) if thread else "", []).append(words)
    several = [titles for titles in groups.values() if len(titles) >= _FEWEST]
    return bool(several) and sum(len(set(titles)) for titles in several) >= least * sum(map(len, several))


def _around(column: str) -> str:
    """Return the path of the object that a column stands in.

    >>> _around("entry.title.label"), _around("entry.content"), _around("title")
    ('entry', 'entry', '')
    """
    path = column.split(".")
    while len(path) > 1 and plain(f"x.{path[-1]}") == "x":
        path.pop()
    return ".".join(path[:-1])
