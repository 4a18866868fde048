"""Stack Exchange: a question's page, answers of the interface, the data dump; comments are the answers, too."""

import html
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from selectolax.lexbor import LexborNode

from discourse.model import Article, Skipped, Thread
from discourse.readers import stackexchange_dump
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes, select
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import line_of
from discourse.readers.records import at, iso_of_epoch, items_at, records_of, text_of_html, text_of_markdown
from discourse.readers.source import Source

NAME = "stackexchange"
TITLE = "Stack Exchange: a question's page, questions of the interface, the data dump"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "status", "badges", "declared")

_POSTS = Layout(
    box="#question, div.answer[data-answerid], li.comment[data-comment-id], .js-comment[data-comment-id], "
    "#mainbar .comment[id^='comment-']",
    text=".js-post-body, .post-text, .comment-copy",
    author=".post-signature .user-details [itemprop='name'], .post-signature .user-details > a, .comment-user",
    stamp=".post-signature .user-action-time .relativetime[title], .comment-date [title]",
    shown=".post-signature .user-action-time .relativetime, .comment-date [title]",
    score=".js-vote-count, .vote-count-post, .comment-score span",
    other=".post-signature",
    leave_out=".s-notice, .post-notice, .question-status, .question-originals-of-duplicate",
)
_USER = re.compile(r"/users/(\d{1,12})")
_ANSWER = frozenset({"answer_id", "question_id", "creation_date"})
_HIDDEN = "[data-remaining-comments-count]"
_STUB = "comments behind “show more comments”"


class _Owner(msgspec.Struct):
    display_name: str | None = None
    user_id: int | str | None = None


class _Post(msgspec.Struct):
    """A question, an answer or a comment of the interface."""

    question_id: int | str | None = None
    answer_id: int | str | None = None
    comment_id: int | str | None = None
    title: str | None = None
    body: str | None = None
    body_markdown: str | None = None
    owner: _Owner | None = None
    creation_date: float | None = None
    last_edit_date: float | None = None
    score: int | None = None
    link: str | None = None
    is_accepted: bool = False


def matches(source: Source) -> str | None:
    """Return the evidence that this is a question of Stack Exchange, or ``None``."""
    if source.is_html:
        if "data-questionid" not in source.text and "js-comment" not in source.text:
            return None
        return (
            "a question in the markup of Stack Exchange"
            if source.tree.css_first("#question[data-questionid], #question .js-post-body")
            else None
        )
    if is_dump := stackexchange_dump.evidence(source):
        return is_dump
    item = at(source.json, "items", 0)
    is_ours = isinstance(item, dict) and "question_id" in item and item.keys() & {"answer_count", "is_answered"}
    if is_ours:
        return "questions of Stack Exchange's interface"
    has_answers = isinstance(item, dict) and item.keys() >= _ANSWER and "quota_remaining" in source.json
    return "answers of Stack Exchange's interface" if has_answers else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each question with its answers and comments."""
    if source.is_html:
        return (_of_page(source),)
    if source.json is None:
        return stackexchange_dump.threads(source, NAME)
    return tuple(_of_question(source, item) for item in _questions(at(source.json, "items")))


def _questions(items: list[Any]) -> list[Any]:
    """Return the questions, each with its answers where the interface gave only those."""
    first = at(items, 0)
    if not isinstance(first, dict) or not first.keys() >= _ANSWER:
        return items
    answers: dict[Any, list[Any]] = {}
    for item in items:
        answers.setdefault(at(item, "question_id"), []).append(item)
    return [{"question_id": question, "answers": given} for question, given in answers.items()]


def _of_page(source: Source) -> Thread:
    boxes = comments_of(source.tree, _POSTS)
    drafts = {each.node.mem_id: _of_box(each) for each in boxes}
    question = next((each for each in boxes if attribute(each.node, "id") == "question"), None)
    article = facts_of(source)
    if question is not None:
        article = opened_by(article, drafts.pop(question.node.mem_id))
    hidden = [attribute(node, "data-remaining-comments-count") for node in select(source.tree, _HIDDEN)]
    absent = sum(int(count) for count in hidden if count.isdecimal() and len(count) < 7)
    skipped = [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []
    findings = Findings(drafts=list(drafts.values()), skipped=skipped, is_threaded=True)
    return thread_of(source, NAME, article, findings)


def _of_box(found: Found) -> Draft:
    within = found.within
    above = _id(within) if within is not None and _id(within).startswith("a") else ""
    signatures = found.parts.get("other", ())
    score = attribute(found.first("score") or found.node, "data-value") or attribute(found.node, "data-comment-score")
    known = _signed(signatures[-1]) if signatures else {}
    if len(signatures) > 1 or (signatures and "edited" in line_of(signatures[0]).lower()):
        known["edited"] = _stamp(signatures[0]) or ""
    accepted = "accepted-answer" in classes(found.node)
    if score.lstrip("-").isdecimal() and len(score) < 9:
        known["score"] = int(score)
    status = "deleted" if "deleted-answer" in classes(found.node) else None
    badges = ("accepted",) if accepted else ()
    return found.draft(id=_id(found), reply_to=above, badges=badges, status=status, **known)


def _signed(signature: LexborNode) -> dict[str, object]:
    """Return the author and the time of a post from the signature of who wrote it: the last of those below it."""
    details = signature.css_first(".user-details")
    name = (
        details.css_first("[itemprop='name'], a[href*='/users/'], a:not(.community-wiki ~ a)")
        if details is not None
        else None
    )
    user = _USER.search(attribute(name, "href")) if name is not None else None
    words = line_of(name) if name is not None else line_of(details) if details is not None else ""
    when = signature.css_first(".relativetime")
    return {
        "author": words or None,
        "author_id": user.group(1) if user else None,
        "stamp": _stamp(signature),
        "shown": line_of(when) if when is not None else None,
    }


def _stamp(signature: LexborNode) -> str | None:
    when = signature.css_first(".relativetime[title]")
    return attribute(when, "title").partition(",")[0] or None if when is not None else None


def _id(found: Found) -> str:
    node = found.node
    answer, name = attribute(node, "data-answerid"), attribute(node, "id")
    comment = attribute(node, "data-comment-id") or (name.removeprefix("comment-") if "comment-" in name else "")
    return f"a{answer}" if answer else f"c{comment}" if comment else attribute(node, "data-questionid") or "question"


def _of_question(source: Source, item: Any) -> Thread:
    question = next(iter(records_of([item], _Post)[0]), _Post())
    raw = list(_below(item))
    posts, malformed = records_of((post for post, _ in raw), _Post)
    above = {
        _key(_Post(answer_id=at(post, "answer_id"), comment_id=at(post, "comment_id"))): parent for post, parent in raw
    }
    title = html.unescape(question.title or "")
    article = Article(source=source.name, title=title or None, url=question.link or None)
    article = opened_by(article, _of_post(question, ""))
    drafts = [_of_post(post, above[_key(post)]) for post in posts]
    findings = Findings(drafts=drafts, skipped=malformed, declared=_declared(item), is_threaded=True)
    return thread_of(source, NAME, article, findings)


def _declared(item: Any) -> int | None:
    """Return how many answers and comments a question says it has; comments that no number counts are those given."""
    answers = at(item, "answer_count")
    posts = [item, *items_at(item, "answers")]
    counts = [(at(post, "comment_count"), len(items_at(post, "comments"))) for post in posts]
    said = sum(count if isinstance(count, int) else given for count, given in counts)
    return answers + said if isinstance(answers, int) else None


def _below(item: Any) -> Iterator[tuple[Any, str]]:
    """Yield what stands under a question with the answer that it is about."""
    for comment in items_at(item, "comments"):
        yield comment, ""
    for answer in items_at(item, "answers"):
        yield answer, ""
        for comment in items_at(answer, "comments"):
            yield comment, f"a{at(answer, 'answer_id')}"


def _key(post: _Post) -> str:
    if post.comment_id is not None:
        return f"c{post.comment_id}"
    return f"a{post.answer_id}" if post.answer_id is not None else str(post.question_id or "question")


def _of_post(post: _Post, above: str) -> Draft:
    owner = post.owner or _Owner()
    return Draft(
        id=_key(post),
        text=text_of_html(post.body) if post.body else text_of_markdown(post.body_markdown or ""),
        author=html.unescape(owner.display_name) if owner.display_name else None,
        author_id=str(owner.user_id) if owner.user_id is not None else None,
        reply_to=above,
        stamp=iso_of_epoch(post.creation_date),
        edited=iso_of_epoch(post.last_edit_date),
        score=post.score,
        badges=("accepted",) if post.is_accepted else (),
    )
