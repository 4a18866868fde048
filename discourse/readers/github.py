"""GitHub: comments of its interface, and pages of issues, pull requests, discussions and gists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes, first_told, self_and_ancestors
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.forum import Pages, discussion
from discourse.readers.layout import Found, Layout, comments_of, whole
from discourse.readers.markup import line_of
from discourse.readers.records import at, items_at, records_of, text_of_html, text_of_markdown
from discourse.readers.source import Source, once

NAME = "github"
TITLE = "GitHub: issues, pull requests and gists, as pages and as comments of the interface"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes", "status", "badges", "declared")

_COMMENTS = Layout(
    box=".timeline-comment-group[id], .js-timeline-item .js-comment-container[id], .timeline-comment[id], "
    ".review-comment[id^='discussion_r'], .js-timeline-item:has([id^='pullrequestreview-'])",
    text=".comment-body, .js-comment-body, .markdown-body",
    author=".timeline-comment-header .author, .comment-header .author, a.author",
    likes="button[value^='THUMBS_UP'] .js-discussion-reaction-group-count",
    dislikes="button[value^='THUMBS_DOWN'] .js-discussion-reaction-group-count",
    other="[id^='pullrequestreview-']",
    stamp="relative-time[datetime], time-ago[datetime], time[datetime]",
    shown="relative-time, time-ago, time",
    badge=".timeline-comment-header .Label, .timeline-comment-label",
    leave_out=".email-hidden-toggle, .js-comment-edit-form, .zeroclipboard-container, task-lists-actions",
)
_SCRIPTED = Layout(
    box="[data-testid='issue-viewer-issue-container'], [data-testid^='comment-viewer-outer-box'], .react-issue-comment",
    text="[data-testid='markdown-body'], .markdown-body",
    author="a[data-testid='issue-body-header-author'], a[data-testid='avatar-link']",
    stamp="relative-time[datetime]",
    shown="relative-time",
    likes="button[aria-label^='👍'] > span:last-child",
    dislikes="button[aria-label^='👎'] > span:last-child",
    badge="[data-testid='comment-author-association'] span",
    other="a[href*='#issue']",
    leave_out=".zeroclipboard-container",
)
"""What scripts make of a newer page."""
_LINK = re.compile(r"#issue(?:comment)?-(\d{1,15})$")
_TOTAL = re.compile(r"(\d{1,3}(?:,\d{3})*|\d{1,6}) comments?$")
_PREFIXES = (
    "issuecomment-", "gistcomment-", "discussioncomment-", "discussion_r", "discussion-", "issue-", "pullrequest-",
    "pullrequestreview-",
)  # fmt: skip
_NESTED = "discussion-nested-comment-group"
_HOLDER = "js-comments-holder"
_FOLDED = ".minimized-comment:not(.d-none)"
_OPENINGS = ("issue-", "discussion-", "pullrequest-")
_API = frozenset({"id", "body", "user", "created_at"})
_ROLES = {"OWNER": "owner", "MEMBER": "member", "COLLABORATOR": "collaborator"}
_KNOWN = frozenset({"author", "owner", "member", "contributor", "collaborator"})
_STUB = "comments that the page had not loaded"
_LOADERS = ".ajax-pagination-form, .js-ajax-pagination, button[data-testid='issue-timeline-load-more']"


class _User(msgspec.Struct):
    login: str | None = None
    id: int | str | None = None


class _Reactions(msgspec.Struct):
    up: int = msgspec.field(default=0, name="+1")
    down: int = msgspec.field(default=0, name="-1")


class _Comment(msgspec.Struct):
    id: int | str
    body: str | None = None
    user: _User | None = None
    created_at: str | None = None
    updated_at: str | None = None
    in_reply_to_id: int | str | None = None
    author_association: str | None = None
    reactions: _Reactions | None = None
    html_url: str | None = None
    title: str | None = None
    comments: Any = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is of GitHub, or ``None``."""
    if source.is_html:
        if (
            "js-comment" not in source.text
            and "timeline-comment" not in source.text
            and "embeddedData" not in source.text
            and "issue-viewer" not in source.text
        ):
            return None
        if _issue(source) is not None:
            return "an issue of GitHub inside its page"
        return "comments in the markup of GitHub" if _boxes(source) or _scripted(source) else None
    first = next(_listed(source.json), None)
    is_ours = (
        isinstance(first, dict) and first.keys() >= _API and "github" in str(first.get("url") or first.get("html_url"))
    )
    return "comments of GitHub's interface" if is_ours else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the issue or gist with its comments."""
    if not source.is_html:
        return (_of_api(source),)
    issue = _issue(source)
    held = _of_issue(source, issue) if issue is not None else None
    shown = _of_screen(source) if _scripted(source) else None
    if held is not None and shown is not None:
        return (max(held, shown, key=lambda thread: len(thread.comments)),)
    return (held or shown or _of_page(source),)


@once
def _scripted(source: Source) -> list[Found]:
    return [each for each in comments_of(source.tree, _SCRIPTED) if _linked(each)]


def _linked(found: Found) -> str:
    return first_told(_LINK, found.values("other", "href"))


def _of_screen(source: Source) -> Thread:
    """Return the issue as scripts show it; a comment that is folded has no words there."""
    boxes = _scripted(source)
    drafts = [
        each.draft(
            id=_linked(each),
            reply_to=None,
            status=None if each.first("text") else "collapsed",
            badges=tuple(badge for badge in each.badges() if badge in _KNOWN),
        )
        for each in boxes
    ]
    opens = bool(boxes) and attribute(boxes[0].node, "data-testid") == "issue-viewer-issue-container"
    more = [Skipped(kind="stub", reason=_STUB, count=None)] if source.tree.css_first(_LOADERS) else []
    title = "[data-testid='issue-title']"
    return discussion(source, NAME, drafts, Pages(1 if opens else 2), Findings(skipped=more), title=title)


def _boxes(source: Source) -> list[Found]:
    found = [each for each in comments_of(source.tree, _COMMENTS) if _id(each)]
    inner = {each.within.node.mem_id for each in found if each.within is not None and _id(each.within) == _id(each)}
    return [each for each in found if each.node.mem_id not in inner and each.first("text") is not None]


def _of_page(source: Source) -> Thread:
    boxes = _boxes(source)
    drafts = _in_threads(boxes)
    more = [Skipped(kind="stub", reason=_STUB, count=None)] if source.tree.css_first(_LOADERS) else []
    if any(attribute(each.node, "id").startswith("gistcomment-") for each in boxes):
        findings = Findings(drafts=drafts, skipped=more)
        facts = facts_of(source)
        title = facts.title and facts.title.removesuffix(" · GitHub")
        return thread_of(source, NAME, msgspec.structs.replace(facts, title=title), findings)
    opens = bool(boxes) and attribute(boxes[0].node, "id").startswith(_OPENINGS)
    told = source.tree.css_first(".gh-header-meta")
    total = _TOTAL.search(line_of(told)) if told is not None else None
    return discussion(
        source,
        NAME,
        drafts,
        Pages(1 if opens else 2),
        Findings(skipped=more, declared=whole(total.group(1)) if total else None),
        title=".js-issue-title, bdi.markdown-title",
    )


def _of_box(found: Found) -> Draft:
    draft = found.draft(id=_id(found), reply_to=None)
    badges = tuple(badge for badge in draft.badges if badge in _KNOWN)
    is_folded = found.node.css_first(_FOLDED) is not None
    return replace(draft, badges=badges, status="collapsed" if is_folded else None)


def _in_threads(boxes: Sequence[Found]) -> list[Draft]:
    """Return the comments; those below the first one on lines of a change, or below one of a discussion, answer it."""
    firsts: dict[int, str] = {}
    answered = ""
    drafts = []
    for each in boxes:
        id_, names = _id(each), classes(each.node)
        holder = next((above for above in self_and_ancestors(each.node) if _HOLDER in classes(above)), None)
        if holder is not None and "review-comment" in names:
            first = firsts.setdefault(holder.mem_id, id_)
        else:
            first = answered if _NESTED in names else id_
            answered = first
        drafts.append(replace(_of_box(each), reply_to=None if first in {"", id_} else first))
    return drafts


def _id(found: Found) -> str:
    names = (attribute(node, "id") for node in (found.node, *found.parts.get("other", ())))
    name = next((each for each in names if each.startswith(_PREFIXES)), "")
    return next((name.removeprefix(prefix) for prefix in _PREFIXES if name.startswith(prefix)), "")


def _issue(source: Source) -> Any:
    """Return the issue that a newer page holds as JSON; ``None`` where there is none."""
    script = source.tree.css_first('script[data-target="react-app.embeddedData"]')
    try:
        held = msgspec.json.decode(script.text()) if script is not None else None
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
    queries = at(held, "payload", "preloadedQueries")
    for query in queries if isinstance(queries, list) else []:
        issue = at(query, "result", "data", "repository", "issue")
        if isinstance(issue, dict) and "bodyHTML" in issue:
            return issue
    return None


def _of_issue(source: Source, issue: Any) -> Thread:
    nodes = [
        at(edge, "node")
        for part in ("frontTimelineItems", "backTimelineItems")
        for edge in items_at(issue, part, "edges")
    ]
    drafts = [_of_node(node) for node in nodes if at(node, "__typename") == "IssueComment"]
    facts = facts_of(source)
    opening = Draft(
        id=str(at(issue, "databaseId") or at(issue, "id") or "issue"),
        text=text_of_html(str(at(issue, "bodyHTML") or "")),
        author=at(issue, "author", "login"),
        stamp=at(issue, "createdAt"),
    )
    title = at(issue, "title")
    article = opened_by(msgspec.structs.replace(facts, title=title if isinstance(title, str) else facts.title), opening)
    total = at(issue, "frontTimelineItems", "totalCount")
    absent = total - len(nodes) if isinstance(total, int) else 0
    more = [Skipped(kind="stub", reason=_STUB, count=None)] if absent > 0 else []
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=more))


def _of_node(node: Any) -> Draft:
    return Draft(
        id=str(at(node, "databaseId") or at(node, "id") or ""),
        text=text_of_html(str(at(node, "bodyHTML") or "")),
        author=at(node, "author", "login"),
        stamp=at(node, "createdAt"),
        edited=at(node, "lastEditedAt"),
        likes=_reacted(node, "THUMBS_UP"),
        dislikes=_reacted(node, "THUMBS_DOWN"),
        badges=("author",) if at(node, "viewerDidAuthor") is False and at(node, "authorIsOP") else (),
        status="collapsed" if at(node, "isHidden") else None,
    )


def _reacted(node: Any, content: str) -> int | None:
    """Return how many reacted so; ``None`` where the page does not say."""
    groups = items_at(node, "reactionGroups")
    counts = (at(group, "reactors", "totalCount") for group in groups if at(group, "content") == content)
    return next((count for count in counts if isinstance(count, int)), None)


def _listed(value: Any) -> Iterator[Any]:
    """Yield the records of an answer: a list of comments, an issue, or both together."""
    for item in value if isinstance(value, list) else [value]:
        yield item
        nested = at(item, "comments")
        yield from nested if isinstance(nested, list) else ()


def _of_api(source: Source) -> Thread:
    comments, malformed = records_of(_listed(source.json), _Comment)
    opening = next((comment for comment in comments if comment.title is not None), None)
    others = [comment for comment in comments if comment.title is None]
    links = {comment.html_url.partition("#")[0] for comment in others if comment.html_url}
    article = Article(source=source.name, url=links.pop() if len(links) == 1 else None, site="GitHub")
    declared = None
    if opening is not None:
        facts = msgspec.structs.replace(article, title=opening.title, url=opening.html_url or article.url)
        article = opened_by(facts, _of_comment(opening))
        declared = opening.comments if isinstance(opening.comments, int) else None
    findings = Findings(drafts=list(map(_of_comment, others)), skipped=malformed, declared=declared)
    return thread_of(source, NAME, article, findings)


def _of_comment(comment: _Comment) -> Draft:
    user, reactions = comment.user or _User(), comment.reactions
    role = _ROLES.get(comment.author_association or "")
    return Draft(
        id=str(comment.id),
        text=text_of_markdown(comment.body or ""),
        author=user.login,
        author_id=str(user.id) if user.id is not None else None,
        reply_to=str(comment.in_reply_to_id) if comment.in_reply_to_id else None,
        stamp=comment.created_at,
        edited=comment.updated_at if comment.updated_at != comment.created_at else None,
        likes=reactions.up if reactions else None,
        dislikes=reactions.down if reactions else None,
        badges=(role,) if role else (),
    )
