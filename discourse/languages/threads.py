"""The language of each comment of a thread."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from discourse.languages.detection import language_of, languages_left
from discourse.languages.pieces import Pieces
from discourse.languages.tags import OTHER, primary
from discourse.model import Article, Thread

Languages = Sequence[str | None]
"""The language of each comment of a thread, ``None`` where nothing shows it."""
_HEARD = 50
"""Comments that are read together where none shows its language by itself."""


def comment_languages(thread: Thread) -> list[str | None]:
    """Return the language of each comment: its own where it shows, else the article's, else that of most comments.

    ``None`` where nothing shows it. ``"other"`` is a language that is not known here, or one of several of which none
    is that of the article or of most comments.
    """
    texts = [comment.text for comment in thread.comments]
    return _around(languages_left(texts), thread.article, texts)


def languages_of_threads(
    texts: Sequence[str], first: NDArray[np.int64], articles: Sequence[Article], pieces: Pieces
) -> list[str | None]:
    """Return the languages of the comments of many threads, as ``comment_languages`` gives those of one.

    ``texts`` are the comments of one thread after those of the other; thread ``t`` has ``first[t]`` to before
    ``first[t + 1]`` of them. ``pieces`` are those of the texts.
    """
    left = languages_left(texts, pieces)
    bounds = zip(first[:-1].tolist(), first[1:].tolist(), articles, strict=True)
    return [
        language
        for begin, end, article in bounds
        for language in _around(left[begin:end], article, texts[begin : min(end, begin + _HEARD)])
    ]


def _around(left: list[frozenset[str]], article: Article, texts: Sequence[str]) -> list[str | None]:
    """Return the languages of a thread's comments, given what each leaves open by itself."""
    own = [next(iter(languages)) if len(languages) == 1 else None for languages in left]
    if None not in own:
        return own
    around = primary(article.language) or _of_most(own) or language_of(_all_text(article, texts))
    return [
        language or (around if around is None or not open_to or around in open_to else OTHER)
        for language, open_to in zip(own, left, strict=True)
    ]


def _of_most(languages: Languages) -> str | None:
    counts = Counter(language for language in languages if language)
    return min(counts, key=lambda language: (-counts[language], language)) if counts else None


def _all_text(article: Article, texts: Sequence[str]) -> str:
    return "\n".join((article.title or "", *(text[:200] for text in texts[:_HEARD]), article.body or ""))
