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
    if options.language not in LANGUAGES:
        raise ReportError(f"the language “{options.language}” of a report is none of {', '.join(LANGUAGES)}")
    if options.theme not in THEMES:
        raise ReportError(f"the theme “{options.theme}” of a report is none of {', '.join(THEMES)}")
    if not SHORTEST_QUOTE <= options.quote_length <= LONGEST_QUOTE:
        raise ReportError(
            f"{options.quote_length:,} characters of a comment cannot be shown; "
            f"the quote length is between {SHORTEST_QUOTE} and {LONGEST_QUOTE:,}"
        )
    return options
