"""What a user may choose about a report."""

from typing import NamedTuple

from discourse.errors import ReportError
from discourse.reporting.logos import Logo
from discourse.reporting.themes import THEMES
from discourse.translation import LANGUAGES

SHORTEST_QUOTE, LONGEST_QUOTE = 20, 20_000


class Options(NamedTuple):
    """The title in place of the article's, the language of our words, how much is quoted, a logo, and the look.

    ``quote_length`` is how many characters of a comment the pages show at most; data files always have all of them.
    """

    title: str | None = None
    language: str = "en"
    quote_length: int = LONGEST_QUOTE
    logo: Logo | None = None
    theme: str = "plain"


def checked(options: Options) -> Options:
    """Return the options. Raises ReportError where one is none of those that there are."""
    if not isinstance(options, Options):
        raise ReportError(f"report: a {type(options).__name__} is no Options; write Options(title=…)")
    if not isinstance(options.title, str | None):
        raise ReportError(f"Options: the title {options.title!r:.40} is no text; give a str")
    if not isinstance(options.quote_length, int):
        raise ReportError(f"Options: the quote length {options.quote_length!r:.40} is no whole number; give an int")
    if options.language not in LANGUAGES:
        raise ReportError(f"the language “{options.language}” of a report is none of {', '.join(LANGUAGES)}")
    if options.theme not in THEMES:
        raise ReportError(f"the theme “{options.theme}” of a report is none of {', '.join(THEMES)}")
    if not SHORTEST_QUOTE <= options.quote_length <= LONGEST_QUOTE:
        raise ReportError(
            f"the quote length of a report cannot be {options.quote_length:,}; "
            f"it is between {SHORTEST_QUOTE} and {LONGEST_QUOTE:,}"
        )
    return options
