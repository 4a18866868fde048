"""What things are called on the pages of the classroom: articles, comments, questions and codes."""

from typing import Any

from discourse.classroom.answers import ARTICLE, REPLIES, Unit
from discourse.classroom.exercises import Exercise
from discourse.classroom.packs import Pack
from discourse.codebook import Codebook
from discourse.human.codings import ABSENT
from discourse.model import Article, Comment
from discourse.reporting.listing import posted_when
from discourse.reporting.wording import shortened, told_apart
from discourse.translation import named, translated
from discourse.visible import visible

LONGEST_ON_PAPER = 8_000
"""Characters of a comment, or of a part of the article, that are printed."""
_LONGEST_NAME = 120
LONGEST_TITLE = 300


def titled(article: Article) -> str:
    """Return what an article is called on pages of the classroom, on one line."""
    return shortened(visible(article.title or article.source), LONGEST_TITLE)


def title_of(pack: Pack, said: Exercise, number: int) -> str:
    """Return the title of a part of an exercise."""
    if len(pack.sheets) == 1:
        return said.title
    return translated("{title} Part {number}", title=said.title, number=number)


def said_on_paper(comment: Comment, number: int) -> dict[str, Any]:
    """Return a comment as the pages on paper show it."""
    return {
        "number": number,
        "author": shortened(visible(comment.author or translated("no name")), _LONGEST_NAME),
        "when": posted_when(comment) or "",
        "text": printed(comment.text),
    }


def printed(text: str) -> str:
    """Return a text at a length that is printed; what is longer ends in an ellipsis."""
    said = visible(text)
    return said if len(said) <= LONGEST_ON_PAPER else said[: LONGEST_ON_PAPER - 1].rstrip() + "…"


def worded(code: str | None) -> str:
    """Return a code as the pages say it: numbers of comments as such."""
    if code is None:
        return translated("cannot tell")
    if code == ARTICLE:
        return translated("the article")
    if code == ABSENT:
        return translated("absent")
    return translated("no. {number}", number=code) if code.isdigit() else translated(code)


def labels_of(book: Codebook) -> dict[str, str]:
    """Return what each question is called, by its name."""
    return {
        "reply_stance": translated("How it answers"),
        REPLIES: translated("It answers"),
        **{f"claim {one.id}": _label(one.label) for one in book.claim_types},
        **{f"stance {one.id}": translated("Toward {target}", target=_label(one.label)) for one in book.targets},
    }


def _label(words: str) -> str:
    return told_apart(visible(named(words)), _LONGEST_NAME)


def label_of(pack: Pack, unit: Unit) -> str:
    """Return what a unit's question is called on paper."""
    return labels_of(pack.sheets[-1].codebook)[unit.question]
