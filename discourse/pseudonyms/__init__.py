"""Pseudonyms for the people of threads: stable under a key, in their names and inside texts.

What comes out is pseudonymous, not anonymous: a sentence can be searched for, a way of writing recognised, and whoever
has the key and a list of names has all of them (docs/pseudonyms.md).
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from discourse.model import Article, Comment, Skipped, Thread
from discourse.pseudonyms.mentions import Names
from discourse.pseudonyms.naming import checked_key, plain, pseudonym, veiled_id
from discourse.replies.authors import NAMES_OF_NOBODY

ROLES = frozenset(
    {
        *(
            "author",
            "moderator",
            "mod",
            "admin",
            "administrator",
            "staff",
            "editor",
            "op",
            "submitter",
            "bot",
            "verified",
        ),
        *("retweet", "pinned", "member", "owner", "contributor", "collaborator", "subscriber", "supporter"),
    }
)
"""Badges that say a role; all others (titles that a site gives or a person chose) are left out."""


def pseudonymised(threads: Sequence[Thread], key: bytes) -> tuple[Thread, ...]:
    """Return threads in which pseudonyms stand for the names of all who comment, the same in each.

    Names that anybody may use ("Guest") stay. The author of an article signs in public and stays, unless one of the
    commenters has that name. Ids of comments become numbers, ids of authors digests; badges stay that say a role;
    titles, texts, sources and what readers say of them lose the names. Scores and times stay.
    """
    names = list(_names(threads))
    story = "\n".join(part for thread in threads for part in (thread.article.title, thread.article.body) if part)
    writers = {plain(thread.article.author) for thread in threads if thread.article.author}
    found = Names(names, key, story, sure=[name for name in names if plain(name) in writers])
    commenting = {plain(name) for name in names}
    return tuple(_thread(thread, found, commenting, key) for thread in threads)


def _names(threads: Sequence[Thread]) -> Iterator[str]:
    """Yield the names of people, those of most comments first."""
    counts: Counter[str] = Counter()
    for thread in threads:
        for comment in thread.comments:
            for name in (comment.author, comment.reply_to_author):
                if name and _is_somebody(name):
                    counts[name.strip()] += name is comment.author
    yield from sorted(counts, key=lambda name: (-counts[name], name))


def _is_somebody(name: str) -> bool:
    return bool(name.strip()) and name.strip().casefold() not in NAMES_OF_NOBODY


def _thread(thread: Thread, names: Names, commenting: set[str], key: bytes) -> Thread:
    ids = {comment.id: str(number) for number, comment in reversed(list(enumerate(thread.comments, start=1)))}
    return msgspec.structs.replace(
        thread,
        article=_article(thread.article, names, commenting, key),
        comments=tuple(
            _comment(comment, (number, ids), names, key) for number, comment in enumerate(thread.comments, start=1)
        ),
        skipped=tuple(_skipped(skipped, names) for skipped in thread.skipped),
        evidence=_maybe(thread.evidence, names),
    )


def _article(article: Article, names: Names, commenting: set[str], key: bytes) -> Article:
    author = article.author
    if author and plain(author) in commenting:
        author = pseudonym(author, key)
    return msgspec.structs.replace(
        article,
        source=names.veiled(article.source),
        url=_maybe(article.url, names),
        site=_maybe(article.site, names),
        title=_maybe(article.title, names),
        body=_maybe(article.body, names),
        author=author,
        id=article.id and veiled_id(article.id, key),
    )


def _comment(comment: Comment, place: tuple[int, dict[str, str]], names: Names, key: bytes) -> Comment:
    number, ids = place
    own = ids[comment.id]
    return msgspec.structs.replace(
        comment,
        id=own if own == str(number) else f"{own}-{number}",
        text=names.veiled(comment.text),
        title=_maybe(comment.title, names),
        author=_author(comment.author, key),
        author_id=comment.author_id and veiled_id(comment.author_id, key),
        reply_to=comment.reply_to and _id(comment.reply_to, ids, key),
        reply_to_author=_author(comment.reply_to_author, key),
        badges=tuple(badge for badge in comment.badges if badge in ROLES),
        quotes=tuple(quoted and _id(quoted, ids, key) for quoted in comment.quotes),
    )


def _id(identifier: str, ids: dict[str, str], key: bytes) -> str:
    """Return the number of a comment, or a digest of an id that no comment here has."""
    return ids.get(identifier) or veiled_id(identifier, key)


def _author(name: str | None, key: bytes) -> str | None:
    return pseudonym(name, key) if name and _is_somebody(name) else name


def _skipped(skipped: Skipped, names: Names) -> Skipped:
    where = _maybe(skipped.where, names)
    return msgspec.structs.replace(skipped, reason=names.veiled(skipped.reason), where=where)


def _maybe(text: str | None, names: Names) -> str | None:
    return None if text is None else names.veiled(text)


__all__ = ["ROLES", "checked_key", "pseudonym", "pseudonymised", "veiled_id"]
