"""The language of each comment of a thread."""

from collections import Counter
from collections.abc import Sequence

from discourse.languages.detection import language_of, languages_left
from discourse.languages.pieces import Pieces
from discourse.languages.tags import OTHER, primary
from discourse.model import Thread

Languages = Sequence[str | None]
"""The language of each comment of a thread, ``None`` where nothing shows it."""


def comment_languages(thread: Thread, pieces: Pieces | None = None) -> list[str | None]:
    """Return the language of each comment: its own where it shows, else the article's, else that of most comments.

    ``None`` where nothing shows it. ``"other"`` is a language that is not known here, or one of several of which none
    is that of the article or of most comments. ``pieces`` are those of the comments, where they are split already.
    """
    left = languages_left([comment.text for comment in thread.comments], pieces)
    own = [next(iter(languages)) if len(languages) == 1 else None for languages in left]
    if None not in own:
        return own
    around = primary(thread.article.language) or _of_most(own) or language_of(_all_text(thread))
    return [
        language or (around if around is None or not open_to or around in open_to else OTHER)
        for language, open_to in zip(own, left, strict=True)
    ]


def _of_most(languages: Languages) -> str | None:
    counts = Counter(language for language in languages if language)
    return min(counts, key=lambda language: (-counts[language], language)) if counts else None


def _all_text(thread: Thread) -> str:
    texts = (thread.article.title or "", *(comment.text[:200] for comment in thread.comments[:50]))
    return "\n".join((*texts, thread.article.body or ""))
