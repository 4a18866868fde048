"""GitHub: comments of its interface, and pages of issues, pull requests, discussions and gists."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.forum import Pages, discussion
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.records import at, items_at, records_of, text_of_html, text_of_markdown
from discourse.readers.source import Source

NAME = "github"
TITLE = "GitHub: issues, pull requests and gists, as pages and as comments of the interface"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes", "badges")

_COMMENTS = Layout(
    box=".timeline-comment-group[id], .js-timeline-item .js-comment-container[id], .timeline-comment[id]",
    text=".comment-body, .js-comment-body, .markdown-body",
    author=".timeline-comment-header .author, .comment-header .author, a.author",
    stamp="relative-time[datetime], time-ago[datetime], time[datetime]",
    shown="relative-time, time-ago, time",
    badge=".timeline-comment-header .Label, .timeline-comment-label",
    leave_out=".email-hidden-toggle, .js-comment-edit-form, .zeroclipboard-container, task-lists-actions",
)
_PREFIXES = ("issuecomment-", "gistcomment-", "discussioncomment-", "issue-", "pullrequestreview-")
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
        ):
            return None
        if _issue(source) is not None:
            return "an issue of GitHub inside its page"
        return "comments in the markup of GitHub" if _boxes(source) else None
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
    return (_of_issue(source, issue) if issue is not None else _of_page(source),)


def _boxes(source: Source) -> list[Found]:
    found = [each for each in comments_of(source.tree, _COMMENTS) if _id(each)]
    inner = {each.within.node.mem_id for each in found if each.within is not None and _id(each.within) == _id(each)}
    return [each for each in found if each.node.mem_id not in inner and each.first("text") is not None]


def _of_page(source: Source) -> Thread:
    boxes = _boxes(source)
    drafts = [_of_box(each) for each in boxes]
    more = [Skipped(kind="stub", reason=_STUB, count=None)] if source.tree.css_first(_LOADERS) else []
    if any(attribute(each.node, "id").startswith("gistcomment-") for each in boxes):
        findings = Findings(drafts=drafts, skipped=more)
        facts = facts_of(source)
        title = facts.title and facts.title.removesuffix(" · GitHub")
        return thread_of(source, NAME, msgspec.structs.replace(facts, title=title), findings)
    opens = bool(boxes) and attribute(boxes[0].node, "id").startswith(("issue-", "discussion-"))
    return discussion(
        source,
        NAME,
        drafts,
        Pages(1 if opens else 2),
        Findings(skipped=more),
        title=".js-issue-title, bdi.markdown-title",
    )


def _of_box(found: Found) -> Draft:
    draft = found.draft(id=_id(found), reply_to=None)
    badges = tuple(badge for badge in draft.badges if badge in _KNOWN)
    return replace(draft, badges=badges)


def _id(found: Found) -> str:
    name = attribute(found.node, "id")
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
        badges=("author",) if at(node, "viewerDidAuthor") is False and at(node, "authorIsOP") else (),
        status="collapsed" if at(node, "isHidden") else None,
    )


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
