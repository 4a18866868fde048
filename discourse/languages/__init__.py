"""In which language a text is written: known well enough to keep silent where a coder or a reader does not know it."""

from discourse.languages.detection import language_of, languages_of
from discourse.languages.tags import OTHER, primary
from discourse.languages.threads import Languages, comment_languages, languages_of_threads
from discourse.languages.words import common_words, function_words

__all__ = [
    "OTHER",
    "Languages",
    "comment_languages",
    "common_words",
    "function_words",
    "language_of",
    "languages_of",
    "languages_of_threads",
    "primary",
]
