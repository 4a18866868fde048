"""The language of comments, as ``discourse.languages`` tells it, under the names that the coders know it by."""

from discourse.languages import Languages, comment_languages, function_words, primary
from discourse.languages import language_of as guess_language

__all__ = ["Languages", "comment_languages", "function_words", "guess_language", "primary"]
