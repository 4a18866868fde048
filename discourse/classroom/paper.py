"""An exercise on paper: what students are told, the codes, the article, and the comments with boxes."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from discourse.classroom.answers import name_of, questions_in
from discourse.classroom.exercises import Exercise
from discourse.classroom.packs import Pack
from discourse.classroom.wording import LONGEST_TITLE, labels_of, printed, said_on_paper, title_of, titled
from discourse.codebook import Codebook, Target
from discourse.codingpage.content import meanings, spoken
from discourse.human.codings import ABSENT, CODES
from discourse.human.sheets import Sheet
from discourse.model import Article, Thread, Variable
from discourse.replies.build import reply_graph
from discourse.replies.graph import ARTICLE as TO_ARTICLE
from discourse.replies.graph import GUESSED_KINDS, LINK_KINDS, MISSING
from discourse.reporting.wording import colon, dated, shortened
from discourse.translation import language, named, translated
from discourse.visible import visible

_MOST_NAMES = 12
_WORD = re.compile(r"\w+")


def on_paper(pack: Pack, sheet: Sheet, said: Exercise, number: int) -> dict[str, Any]:
    """Return what the template of a sheet sets: one part of an exercise."""
    replies = pack.exercise == "reply-graph"
    variables = () if replies else sheet.variables
    asked = {row.comment for row in sheet.rows}
    return {
        "title": title_of(pack, said, number),
        "words": _paper_words(),
        "facts": facts_of(pack, said, len(sheet.rows)),
        "tongue": language(),
        "language": spoken(pack.thread) or language(),
        "goals": said.goals,
        "instructions": said.instructions,
        "reading": [{"heading": part.heading, "paragraphs": part.paragraphs} for part in said.reading],
        "entries": list(_entries(pack.thread, sheet.codebook, variables)),
        "marking": translated(
            "Where you cannot tell, write a question mark beside the boxes; what does not occur you leave empty."
        ),
        "codes": [
            (translated(code), meaning) for (variable, code), meaning in meanings().items() if variable in variables
        ],
        "defining": pack.exercise == "codebook" and number == 1,
        "article": _article(pack.thread.article),
        "comments": [
            {**each, "asked": comment.id in asked}
            for comment, each in zip(pack.thread.comments, comments_of(pack), strict=True)
        ],
    }


def _paper_words() -> dict[str, str]:
    """Return what stands on every sheet, by the name that its template has for it."""
    return {
        "over": translated("Exercise"),
        "name": translated("Name"),
        "goals": translated("What you learn"),
        "doing": translated("What to do"),
        "codes": translated("The codes"),
        "labels": translated("What the labels mean to you"),
        "article": translated("The article"),
        "comments": translated("The comments"),
        "number": translated("It answers no."),
        "the_article": translated("the article"),
        "unsure": translated("cannot tell"),
        "colon": colon(),
    }


def _entries(thread: Thread, book: Codebook, variables: Sequence[Variable]) -> Iterator[dict[str, Any]]:
    labels = labels_of(book)
    texts = [thread.article.title or "", thread.article.body or "", *(each.text for each in thread.comments)]
    said = _in_words(" ".join(texts))
    definitions = {f"claim {claim.id}": named(claim.definition) for claim in book.claim_types} | {
        f"stance {target.id}": target.statement or _names_in(said, target) for target in book.targets
    }
    for question in questions_in(book, variables):
        name = name_of(question)
        codes = [translated(code) for code in CODES[question.variable] if code != ABSENT]
        yield {"label": labels[name], "definition": printed(definitions.get(name, "")), "codes": codes}


def _names_in(said: str, target: Target) -> str:
    """Return what a target is called in the words of a discussion: codebooks have names in several languages."""
    names = [name for name in target.names if _in_words(name) in said]
    return translated("also called {names}", names=", ".join(names[:_MOST_NAMES])) if names else ""


def _in_words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def facts_of(pack: Pack, said: Exercise, comments: int) -> list[tuple[str, str]]:
    """Return what an exercise is about, how many comments it has, and how long it takes."""
    article = pack.thread.article
    return [
        (translated("Discussion"), titled(article)),
        (translated("Comments"), str(comments)),
        (translated("Time"), translated("about {n} minutes", n=said.minutes)),
    ]


def _article(article: Article) -> dict[str, Any]:
    parts = [part for part in (article.site, article.author, dated((article.published or "")[:10])) if part]
    body = [part for part in visible(article.body or "").split("\n\n") if part.strip()]
    return {
        "title": titled(article),
        "byline": shortened(visible(" · ".join(parts)), LONGEST_TITLE),
        "body": [printed(part) for part in body[:40]],
    }


def comments_of(pack: Pack) -> Iterator[dict[str, Any]]:
    """Yield the comments as paper shows them, with what each answers unless that is asked."""
    graph = reply_graph(pack.thread)
    for number, comment in enumerate(pack.thread.comments):
        guessed = LINK_KINDS[int(graph.kind[number])] in GUESSED_KINDS
        answers = "" if pack.exercise == "reply-graph" else _answering(int(graph.parent[number]), guessed)
        yield {**said_on_paper(comment, number + 1), "answers": answers}


def _answering(parent: int, guessed: bool) -> str:
    """Return what a comment answers, as far as that is known, in words that tell a guess from what the page states."""
    if parent == MISSING:
        return ""
    if parent == TO_ARTICLE:
        return translated("probably answers the article") if guessed else translated("answers the article")
    if guessed:
        return translated("probably answers no. {number}", number=parent + 1)
    return translated("answers no. {number}", number=parent + 1)
