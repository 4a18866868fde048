"""What of a comment is not its writer's own: quoted lines, and sentences repeated from what it answers.

Many forums have no quotation marks of their own, and many pages lose them: a reply opens with a sentence of the comment
that it answers, word for word, and then says what it thinks of it.
"""

import re
from itertools import pairwise

from discourse.text import WORD

GLANCE = slice(8, 20)
"""Characters by which alone most comments are told not to open with words of others."""
_LINE = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_MARKS = " \t.!?…\"“”„«»‘’'*_"
_LONG, _WORDS, _OWN = 25, 5, 3
"""Characters and words of a sentence that nobody writes twice by chance, and words that a comment has besides."""
_OPENING = 40
"""Characters in which a comment that opens with words of others has its first ``_LONG``."""
_READ = 20_000
"""Characters of a comment that are looked at."""


def quoted_lines(text: str) -> list[tuple[int, int]]:
    r"""Return where lines stand that are marked as quoted.

    >>> quoted_lines("> It rained.\nNo.")
    [(0, 12)]
    """
    return [found.span() for found in _LINE.finditer(text)] if ">" in text or "&gt;" in text else []


def repeated(text: str, answered: str) -> list[tuple[int, int]]:
    """Return where sentences stand that are those of what is answered, word for word.

    Nothing is repeated where a comment has no words besides: who only says it again says it, too.

    >>> repeated("It rained all night in June. Who told you that?", "We know. It rained all night in June!")
    [(0, 28)]
    >>> repeated("It rained all night in June.", "It rained all night in June!")
    []
    >>> repeated("It rained all night in June. A lot. Who told you that?", "It rained all night in June. A lot.")
    [(0, 28), (28, 35)]
    """
    if len(answered) < _LONG:
        return []
    sentences = [place.span() for place in _SENTENCE.finditer(text, 0, _READ)]
    found = _with_short_ones([_is_of(text[slice(*span)], answered) for span in sentences], sentences, text, answered)
    return found if found and len(WORD.findall(without(text, found))) >= _OWN else []


def opening_repeated(text: str, answered: str) -> list[tuple[int, int]]:
    """Return the same of a text that opens so, which is quickly seen; of others nothing.

    >>> opening_repeated("It rained all night in June. Who told you that?", "It rained all night in June!")
    [(0, 28)]
    """
    opening = text[:_OPENING].lstrip(_MARKS)[:_LONG]
    return repeated(text, answered) if len(opening) == _LONG and opening in answered else []


def _is_of(sentence: str, answered: str) -> bool:
    words = sentence.strip(_MARKS)
    return len(words) >= _LONG and words in answered and len(WORD.findall(words)) >= _WORDS


def _with_short_ones(
    repeats: list[bool], sentences: list[tuple[int, int]], text: str, answered: str
) -> list[tuple[int, int]]:
    """Return the sentences that repeat what is answered, with the short ones that stand beside them there as here."""
    if not any(repeats):
        return []
    words = " ".join(answered[:_READ].split())
    forth = list(pairwise(range(len(sentences))))
    for one, other in (*forth, *((other, one) for one, other in reversed(forth))):
        begin, end = sentences[min(one, other)][0], sentences[max(one, other)][1]
        if repeats[one] and not repeats[other]:
            repeats[other] = " ".join(text[begin:end].split()).strip(_MARKS) in words
    return [span for span, is_repeated in zip(sentences, repeats, strict=True) if is_repeated]


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with blanks in some places, so that all else stays where it is.

    >>> without("abc def", [(0, 3)])
    '    def'
    """
    for begin, end in spans:
        text = f"{text[:begin]}{' ' * (end - begin)}{text[end:]}"
    return text
