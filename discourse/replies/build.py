"""From a thread to its reply graph: what the source states, and guesses where it states nothing."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from discourse.model import Comment, ShownOrder, Thread
from discourse.replies.draft import Draft, Guess
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, Fault, Option, ReplyGraph

EXPLICIT, QUOTE, NAME = map(LINK_KINDS.index, ("explicit", "quote", "name"))

ONLY_ONE, NEAREST_NESTED, NEAREST = 0.98, 0.85, 0.7
"""How often the author named is answered at their only, or at their nearest, earlier comment (``benchmarks``)."""
ONLY_QUOTE = 0.97
"""How sure it is that a forum post answers the one post that it quotes; of several quoted, the first with its share."""
UNNAMED = 0.9
"""How sure it is that a comment without a name answers the article on a page that names whom the others answer."""
NAMING = 0.1
"""A page names whom comments answer if it does so for this share of those whose parent it does not state."""
MOST_NAMED = 12


def reply_graph(thread: Thread, infer: bool = True) -> ReplyGraph:
    """Return who answers whom: the links that the source states and, with ``infer``, a guess for every other comment.

    Where the source states which comments one quotes, that is a link of kind ``quote`` to the first of them. Where it
    states only the name of the author who is answered, that is their nearest comment before this
    one, as kind ``name``. A stated id that is not among the comments gives a ``missing`` link that keeps the id; a
    self-reply and one link of each cycle are cut in the same way. All three are told in ``faults``, and no comment
    is lost. Of comments with the same id, replies go to the first. Without ``infer``, a comment whose parent the
    source does not state is ``missing`` with probability 0.

    Stated links are kept, but for two cases: where the page stops indenting (``capping.py``), those of its deepest
    level are guessed anew; and who opens with "@" and an earlier commenter's name (``addressed.py``) answers that one,
    though the page puts it below the article. ``instead_of`` keeps the stated parent.

    >>> from discourse.model import Article
    >>> first, second = Comment(id="1", text="Why?", reply_to=""), Comment(id="2", text="See above.", reply_to="1")
    >>> graph = reply_graph(Thread(article=Article(source="x"), comments=(first, second)))
    >>> [(link.comment, link.parent, link.kind) for link in graph.links()]
    [('1', None, 'explicit'), ('2', '1', 'explicit')]
    """
    draft = Draft.of(thread.comments)
    _state(draft, thread)
    _resolve_quotes(draft, thread)
    _resolve_names(draft, thread)
    draft.cut_cycles()
    if infer:
        _repair(draft, thread)
        _readdress(draft, thread)
        _fill(draft, thread)
        draft.cut_cycles()
    draft.faults.sort(key=lambda numbered: numbered[0])
    return ReplyGraph(
        comments=tuple(comment.id for comment in thread.comments),
        parent=draft.parent,
        kind=draft.kind,
        probability=draft.probability.round(3),
        stated=dict(sorted(draft.unseen.items())),
        faults=tuple(fault for _, fault in draft.faults),
        options=dict(sorted(draft.options.items())),
        instead_of=dict(sorted(draft.instead_of.items())),
        notes=tuple(draft.notes),
    )


def _state(draft: Draft, thread: Thread) -> None:
    """Write down the links that the source states."""
    numbers: dict[str, int] = {}
    for number, comment in enumerate(thread.comments):
        if numbers.setdefault(comment.id, number) != number:
            detail = f"the id {comment.id!r} was used before; replies to it go to the first comment that has it"
            draft.faults.append((number, Fault(kind="duplicate id", comment=comment.id, detail=detail)))
    if thread.article.id:
        numbers.setdefault(thread.article.id, ARTICLE)
    for number, comment in enumerate(thread.comments):
        if comment.reply_to is not None:
            parent = ARTICLE if comment.reply_to == "" else numbers.get(comment.reply_to, MISSING)
            _state_one(draft, number, comment, parent)


def _state_one(draft: Draft, number: int, comment: Comment, parent: int) -> None:
    if parent == number or comment.reply_to == comment.id:
        draft.miss(number, Fault(kind="self-reply", comment=comment.id, detail="it is said to answer itself"))
    elif parent == MISSING:
        detail = f"it is said to answer {comment.reply_to!r}, which is not among the comments"
        draft.miss(number, Fault(kind="orphan", comment=comment.id, detail=detail))
    else:
        draft.state(number, parent)


def _resolve_quotes(draft: Draft, thread: Thread) -> None:
    """Link comments of which the source states no parent, but which comments they quote."""
    numbers = {"": ARTICLE, thread.article.id: ARTICLE}
    for number, comment in enumerate(thread.comments):
        numbers.setdefault(comment.id, number)
    for number, comment in enumerate(thread.comments):
        if comment.reply_to is None and not _key(comment.reply_to_author):
            quoted = dict.fromkeys(comment.quotes)
            parents = dict.fromkeys(numbers[id_] for id_ in quoted if numbers.get(id_, number) != number)
            if parents:
                share = round(ONLY_QUOTE / len(quoted), 3)
                draft.guess(number, Guess.among([Option(parent, share) for parent in parents], "quote"))


def _resolve_names(draft: Draft, thread: Thread) -> None:
    """Link comments of which the source states only the name of the author whom they answer."""
    written: dict[str, list[int]] = defaultdict(list)
    for number, comment in enumerate(thread.comments):
        written[_key(comment.author)].append(number)
    for number, comment in enumerate(thread.comments):
        if comment.reply_to is None and (spoken_to := _key(comment.reply_to_author)):
            options = _by_them(number, written[spoken_to], thread.shown_order)
            if not options and spoken_to == _key(thread.article.author):
                options = [Option(ARTICLE, ONLY_ONE)]
            if options:
                draft.guess(number, Guess.among(options, "name"))
            else:
                detail = f"it is said to answer {comment.reply_to_author!r}, who has no comment before it"
                draft.miss(number, Fault(kind="orphan", comment=comment.id, detail=detail))


def _key(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _by_them(number: int, written: Sequence[int], order: ShownOrder) -> list[Option]:
    """Return an author's comments that another may answer: the nearest before it, and what is left for the others."""
    at = bisect_left(written, number)
    before = [*written[at:]] if order == "newest" else written[:at][::-1]
    return _nearest([other for other in before[: MOST_NAMED + 1] if other != number], order)


def _nearest(before: Sequence[int], order: ShownOrder) -> list[Option]:
    """Return an author's comments, the nearest first, with how likely each is answered by one that names the author."""
    before = before[:MOST_NAMED]
    if len(before) < 2:
        return [Option(other, ONLY_ONE) for other in before]
    nearest = NEAREST_NESTED if order == "nested" else NEAREST
    share = round((ONLY_ONE - nearest) / (len(before) - 1), 3)
    return [Option(before[0], nearest), *(Option(other, share) for other in before[1:])]


def _readdress(draft: Draft, thread: Thread) -> None:
    """Link comments that the page puts below the article to the commenter to whom they speak in their first word."""
    from discourse.replies.addressed import addressed
    from discourse.replies.capping import TRUE_PARENTS

    if thread.reader in TRUE_PARENTS:
        return
    stated = [number for number in range(len(thread.comments)) if _is_stated(draft, number, ARTICLE)]
    found = addressed(thread, stated)
    for number, before in found.items():
        draft.instead_of[number] = ARTICLE
        draft.guess(number, Guess.among(_nearest(before, thread.shown_order), "name"))
    if found:
        draft.notes.append(
            "Comments that the page puts below the article, and that open by speaking to an earlier commenter, were"
            f" taken to answer that one ({len(found):,})."
        )


def _is_stated(draft: Draft, number: int, parent: int) -> bool:
    return bool(draft.kind[number] == EXPLICIT and draft.parent[number] == parent)


def _repair(draft: Draft, thread: Thread) -> None:
    """Guess again what comments at the deepest level answer, where the page hangs them all on one comment."""
    from discourse.replies.capping import capped_level, doubtful
    from discourse.replies.infer import infer_below

    stated = draft.parent.copy()
    stated[draft.kind != EXPLICIT] = MISSING
    level = capped_level(thread, stated)
    found = doubtful(thread, stated, level) if level else {}
    # where the source also names whom a comment answers, nothing is in doubt
    found = {number: possible for number, possible in found.items() if not thread.comments[number].reply_to_author}
    for number, guess in infer_below(thread, found).items():
        draft.instead_of[number] = int(draft.parent[number])
        draft.guess(number, guess)
    if draft.instead_of:
        draft.notes.append(
            f"The page indents no deeper than level {level}; which of the comments there answer each other was inferred"
            f" ({len(draft.instead_of):,})."
        )


def _fill(draft: Draft, thread: Thread) -> None:
    """Put a guess where the source states nothing."""
    silent = [
        number
        for number, comment in enumerate(thread.comments)
        if comment.reply_to is None and draft.kind[number] != QUOTE
    ]
    unstated = [number for number in silent if not _key(thread.comments[number].reply_to_author)]
    named = sum(draft.kind[number] == NAME for number in silent)
    if named > NAMING * len(silent):
        for number in unstated:
            draft.guess(number, Guess.among([Option(ARTICLE, UNNAMED)], "inferred"))
    elif unstated:
        _infer(draft, thread, unstated)


def _infer(draft: Draft, thread: Thread, unstated: Sequence[int]) -> None:
    from discourse.replies.infer import infer_parents, notes_on

    known: list[int | None] = list(draft.parent.tolist())
    for number in unstated:
        known[number] = None
    for number, guess in infer_parents(thread, known).items():
        draft.guess(number, guess)
    draft.notes += notes_on(thread, len(unstated))
