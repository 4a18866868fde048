"""The data dump of Stack Exchange: Posts.xml (questions and answers) and Comments.xml, an element a row."""

import re
from xml.etree.ElementTree import Element

from discourse.model import Article, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import text_of_html, text_of_plain
from discourse.readers.source import Source
from discourse.readers.xml import records_in, root_name

_START = 4_000
_QUESTION, _ANSWER = "1", "2"
_OTHERS = "posts that are no question and no answer (wikis of tags, notes of moderators)"
_KEYS = {"posts": "PostTypeId=", "comments": "PostId="}


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a file of the dump, or ``None``."""
    key = _KEYS.get(root_name(source))
    start = source.text[:_START]
    return "a data dump of Stack Exchange" if key and key in start and "<row " in start else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return each question with its answers, or each post with the comments on it."""
    found = records_in(source, "row")
    questions = {row.get("Id", ""): row for row in found.items if row.get("PostTypeId") == _QUESTION}
    said: dict[str, list[Element]] = {key: [] for key in questions}
    others = sum(row.get("PostTypeId", _ANSWER) not in (_QUESTION, _ANSWER) for row in found.items)
    skipped = [*found.skipped, *([Skipped(kind="widget", reason=_OTHERS, count=others)] if others else [])]
    for row in found.items:
        if row.get("PostTypeId", _ANSWER) == _ANSWER:
            said.setdefault(row.get("ParentId") or row.get("PostId") or "", []).append(row)
    return tuple(
        _thread(source, reader, (questions.get(key), key), rows, [] if number else skipped)
        for number, (key, rows) in enumerate((said or {"": []}).items())
    )


def _thread(
    source: Source, reader: str, about: tuple[Element | None, str], rows: list[Element], skipped: list[Skipped]
) -> Thread:
    question, key = about
    article = Article(source=source.name, id=key or None)
    declared = None
    if question is not None:
        article = Article(
            source=source.name,
            id=key,
            title=question.get("Title"),
            author=question.get("OwnerDisplayName"),
            published=_utc(question.get("CreationDate")),
            body=text_of_html(question.get("Body", "")) or None,
        )
        declared = _whole(question.get("AnswerCount"))
    findings = Findings(drafts=list(map(_draft, rows)), skipped=skipped, declared=declared, is_threaded=True)
    return thread_of(source, reader, article, findings)


def _draft(row: Element) -> Draft:
    is_answer, body = "Body" in row.attrib, row.get("Body", "")
    return Draft(
        id=f"{'a' if is_answer else 'c'}{row.get('Id', '')}",
        text=text_of_html(body) if is_answer else text_of_plain(row.get("Text", "")),
        author=row.get("OwnerDisplayName") or row.get("UserDisplayName"),
        author_id=row.get("OwnerUserId") or row.get("UserId"),
        reply_to="",
        stamp=_utc(row.get("CreationDate")),
        edited=_utc(row.get("LastEditDate")),
        score=_whole(row.get("Score")),
    )


def _utc(stamp: str | None) -> str | None:
    """Return a time of the dump, which gives none a zone and means UTC."""
    return f"{stamp}Z" if stamp and re.fullmatch(r"[\d-]+T[\d:.]+", stamp) else stamp


def _whole(number: str | None) -> int | None:
    return int(number) if number and re.fullmatch(r"-?\d{1,9}", number) else None
