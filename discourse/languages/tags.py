"""Language tags."""

OTHER = "other"
"""In place of a tag: a language, and none that is known here."""


def primary(tag: str | None) -> str | None:
    """Return the primary subtag of a BCP 47 tag in lower case, ``None`` for none.

    >>> primary("de-AT"), primary("EN_us"), primary(None)
    ('de', 'en', None)
    """
    return tag.replace("_", "-").partition("-")[0].strip().lower() or None if tag else None
