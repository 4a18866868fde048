"""What records say is not among them: how many comments there are in all, and how many replies to each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from discourse.model import Skipped
from discourse.readers.drafts import Draft
from discourse.readers.flattening import Flat
from discourse.readers.roles import named, plain

REPLY_COUNTS = (
    "reply_count", "replies_count", "total_reply_count", "total_replies", "reply_comment_total", "child_comment_count",
    "sub_comment_count", "children_count", "num_replies", "replies_total_count", "response_count", "num_responses",
    "edge_threaded_comments_count", "thread_count", "rcount",
    "total_number",
)  # fmt: skip
"""What a column is called that says how many replies a comment has."""
IN_BRANCHES = ("comment_count", "comments_count")
"""Names that say so of comments which hold others, and of all else how many comments an article has."""
_TOTALS = (
    "total_comments_found", "total_comments", "total_comment_count", "comments_total", "comments_total_count",
    "comments_count", "comment_count", "num_comments", "number_of_comments", "comments_summary_total_count",
)  # fmt: skip
_TOTAL_ENDS = ("to_parent_comment.count", "to_comment.count")
"""How the paths end of what counts the comments on a picture."""
_IN_ANSWERS = (*_TOTALS, "total_reviews", "total_number", "all_count", "total_count", "total", "count")
"""What is called so beside a list of comments counts them."""
_STUB = "replies that the records count and do not hold"


def declared_in(flat: Flat, holder: int | None, captured: int) -> int | None:
    """Return how many comments the record says there are that holds them, else the answers that all are in.

    A number less than those captured counts something else.
    """
    if holder is not None:
        row = flat.holders[holder]
        told = [row.get(named(row, _TOTALS) or next((each for each in row if each.endswith(_TOTAL_ENDS)), ""))]
    else:
        told = [row[column] for row in flat.answers if (column := _column(row))]
    counts = {count for count in told if isinstance(count, int) and not isinstance(count, bool)}
    declared = counts.pop() if len(counts) == 1 else 0
    return declared if declared >= max(captured, 1) else None


def _column(row: Iterable[str]) -> str:
    ends = {plain(column.rpartition(".")[2]): column for column in row}
    return next((ends[name] for name in _IN_ANSWERS if name in ends), "")


def replies_absent(drafts: Sequence[Draft], counts: Mapping[str, str]) -> list[Skipped]:
    """Return how many replies the comments have more than are here; ``counts`` has what each id says of its own."""
    told = {id_: int(count) for id_, count in counts.items() if count.isdecimal() and len(count) < 9 and int(count)}
    if not told:
        return []
    above = {draft.id: draft.reply_to or "" for draft in drafts}
    direct = Counter(above.values())
    below = _all_below(above)
    absent = sum(max(0, count - max(direct[id_], below[id_])) for id_, count in told.items())
    return [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []


def _all_below(above: Mapping[str, str]) -> Counter[str]:
    """Return how many comments each has below it, at any depth; in a circle only what hangs on it counts.

    >>> _all_below({"1": "", "2": "1", "3": "2", "4": "5", "5": "4"})["1"]
    2
    """
    waiting, below = Counter(above.values()), Counter[str]()
    ready = [id_ for id_ in above if not waiting[id_]]
    while ready:
        id_ = ready.pop()
        parent = above[id_]
        below[parent] += 1 + below[id_]
        waiting[parent] -= 1
        if not waiting[parent] and parent in above:
            ready.append(parent)
    return below
