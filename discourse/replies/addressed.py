"""Comments that a page puts below the article though they open with "@" and the name of an earlier commenter.

Where a page lets comments answer comments, not everybody uses it: who writes into the form at the foot of the page, and
begins with "@" and a name, answers that commenter. On saved pages nearly all that do so answer whom they name.
"""

from collections import defaultdict
from collections.abc import Collection

from discourse.model import Thread
from discourse.replies.authors import named
from discourse.replies.infer import has_clock, time_order
from discourse.replies.names import SPOKEN_TO, Names
from discourse.replies.times import stretches


def addressed(thread: Thread, among: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the comments by whom each of some comments speaks to, the latest before it first, by the comment's number.

    Only what opens with "@" counts, and neither the article's author nor one's own name.

    >>> from discourse.model import Article, Comment
    >>> said = [("Ann", "Why?"), ("Bo", "So."), ("Cy", "@Ann: because."), ("Di", "Ann is right.")]
    >>> comments = [Comment(id=name, text=text, author=name) for name, text in said]
    >>> addressed(Thread(article=Article(source="x"), comments=tuple(comments)), range(4))
    {2: (0,)}
    """
    opening = [number for number in among if thread.comments[number].text.lstrip().startswith("@")]
    if not opening:
        return {}
    authors = [named(comment) for comment in thread.comments]
    distinct = list(dict.fromkeys(filter(None, authors)))
    names, place = Names(distinct), _places(thread)
    written: dict[str, list[int]] = defaultdict(list)
    for number in sorted(place, key=place.__getitem__, reverse=True):
        written[authors[number] or ""].append(number)
    found = {}
    for number in opening:
        spoken_to = {
            distinct[at] for at, sure in names.at_start(thread.comments[number].text).items() if sure >= SPOKEN_TO
        }
        if spoken_to.isdisjoint({authors[number], thread.article.author}):
            before = [each for name in sorted(spoken_to) for each in written[name] if place[each] < place[number]]
            if before:
                found[number] = tuple(sorted(before, key=place.__getitem__, reverse=True))
    return found


def _places(thread: Thread) -> dict[int, float]:
    """Return when each comment came, by its number: in minutes where all have a clock, else by their order."""
    if has_clock(thread):
        minutes, _ = stretches([comment.posted for comment in thread.comments])
        return dict(enumerate(minutes.tolist()))
    return {number: float(at) for at, number in enumerate(time_order(thread))}
