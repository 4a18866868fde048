"""A text in several fields, as forms of reviews ask for it: an object of sentences where others have one text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from discourse.readers.roles import LANGUAGES, ROLES, is_text_name, named, plain

_FEWEST_WORDS = 3
_GRADE = re.compile(r"-?\d{1,3}\s?[:.)(]")
"""How a grade begins that a form offers with its meaning: "5: marginally below the threshold"."""
_ABOUT = frozenset({
    "abstract", "authors", "authorids", "keywords", "title", "tldr", "tl_dr", "venue", "venueid", "pdf", "_bibtex",
    "bibtex", "paperhash", "code_of_conduct", "supplementary_material",
})  # fmt: skip
"""Fields that describe a work or a form, and are not what somebody says of it."""
_OF_A_WORK = frozenset({"abstract", "tldr", "tl_dr", "pdf"})
_OF_EVENTS = frozenset({"msgtype", "membership", "creator", "room_version"})
"""Fields of what happens in a chat, which nobody filled in."""
_VERDICTS = frozenset({"decision", "recommendation", "verdict"})
"""Fields that are all that somebody says, and whose names say nothing new."""
_FORMS = frozenset({
    "html", "plain", "markdown", "rendered", "raw", "value", "text", "format", "type", "mime_type", "content_type",
    "label",
})  # fmt: skip
"""Keys of an object that holds one text, in several forms."""


def in_fields(key: str, value: Mapping[str, Any]) -> str | None:
    r"""Return the text that an object called like one holds in fields, each below its name; ``None`` where it has none.

    A field that is called like a text itself stands first, without its name. Grades and single words are left out where
    a field has sentences; an object with an id, an author or a time is a record of its own.

    >>> in_fields("content", {"strengths": {"value": "It is short."}, "rating": {"value": "5: fair"}})
    'Strengths:\n\nIt is short.'
    >>> in_fields("content", {"decision": "Accept (poster)", "comment": ""}), in_fields("message", {"id": 1})
    ('Accept (poster)', None)
    """
    if not is_text_name(key) or not _has_fields(value):
        return None
    fields = dict(_fields(value))
    texts = [fields.pop(name) for name in list(fields) if is_text_name(name)]
    said = {name: words for name, words in fields.items() if _is_said(words)} or ({} if texts else fields)
    if len(fields) == 1 and not texts and plain(next(iter(fields))) in _VERDICTS:
        return next(iter(said.values()))
    return "\n\n".join([*texts, *(f"{_label(name)}:\n\n{words}" for name, words in said.items())]) or None


def _has_fields(value: Mapping[str, Any]) -> bool:
    """Return whether an object holds what somebody filled in, neither a text in several forms nor another record."""
    names = {plain(name) for name in value}
    if names & (_FORMS | _OF_A_WORK | _OF_EVENTS) or names <= LANGUAGES:
        return False
    return not any(named(value, ROLES[role]) for role in ("id", "author", "posted"))


def _fields(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields of an object that hold words."""
    for name, inner in value.items():
        words = inner.get("value") if isinstance(inner, dict) and "value" in inner else inner
        is_grade = isinstance(words, str) and (not any(map(str.isalpha, words)) or _GRADE.match(words.strip()))
        if isinstance(words, str) and not is_grade and plain(name) not in _ABOUT:
            yield name, words.strip()


def _is_said(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS


def _label(name: str) -> str:
    words = plain(name).replace("_", " ")
    return words[:1].upper() + words[1:]
