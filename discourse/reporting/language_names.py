"""What languages are called."""

from collections.abc import Mapping

from discourse.languages import primary
from discourse.translation import deferred, translated

_NAMES: Mapping[str, str] = {
    "ar": deferred("Arabic"),
    "cs": deferred("Czech"),
    "da": deferred("Danish"),
    "de": deferred("German"),
    "el": deferred("Greek"),
    "en": deferred("English"),
    "es": deferred("Spanish"),
    "fa": deferred("Persian"),
    "fi": deferred("Finnish"),
    "fr": deferred("French"),
    "he": deferred("Hebrew"),
    "hi": deferred("Hindi"),
    "hu": deferred("Hungarian"),
    "it": deferred("Italian"),
    "ja": deferred("Japanese"),
    "ko": deferred("Korean"),
    "nl": deferred("Dutch"),
    "no": deferred("Norwegian"),
    "pl": deferred("Polish"),
    "pt": deferred("Portuguese"),
    "ro": deferred("Romanian"),
    "ru": deferred("Russian"),
    "sv": deferred("Swedish"),
    "tr": deferred("Turkish"),
    "uk": deferred("Ukrainian"),
    "zh": deferred("Chinese"),
}


def language_name(tag: str) -> str | None:
    """Return what the language of a tag (BCP 47) is called in the language in force; ``None`` where it is not known.

    >>> language_name("de-DE"), language_name("tlh")
    ('German', None)
    """
    name = _NAMES.get(primary(tag) or "")
    return translated(name) if name else None
