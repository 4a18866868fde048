"""Files of codings as a coder of pages: people, machines, or people over machines."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from discourse.codebook import Codebook
from discourse.errors import CodingError
from discourse.human.codings import NOBODY, Coded, Codings, codings_of
from discourse.human.overriding import Checked, Implied, together
from discourse.human.places import file_of
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

ImpliedBy = Callable[[Codebook, Collection[str]], Implied]
"""For or against which targets who makes a claim of a codebook is, as the coders of these names take it."""


def as_stated(codebook: Codebook, _: Collection[str] = ()) -> Implied:
    """Return for or against which targets who makes a claim is, as the codebook states it."""
    return {claim.id: (*claim.favor, *claim.against) for claim in codebook.claim_types}


def as_coder(
    coders: Sequence[Codings], at_hand: Collection[str] = (), implied_by: ImpliedBy = as_stated
) -> Callable[[Thread, ReplyGraph, Codebook], tuple[Coding, ...]]:
    """Return the coders of files as a coder of threads: what most people say, laid over what machines say.

    ``at_hand`` are the names of all pages that are read together: codings of one are never another's. ``implied_by``
    tells which sides go with a claim that people take away.
    Where only people coded, comments that none of them looked at have codings of nobody, who cannot tell; a machine
    looked at all. It raises CodingError where nobody coded a comment of the thread.
    """

    def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
        parents = _parents(thread, graph)
        place = {comment.id: number for number, comment in reversed(list(enumerate(thread.comments)))}
        own = on_page(coders, thread, at_hand)
        if not own:
            raise CodingError(f"{thread.article.source}: the codings are of no comment of this page; give its own")
        implied = implied_by(codebook, {each.coder for each in own})
        said = [coding for codings in together(own, implied).codings for coding in codings_of(codings)]
        placed = [_answering(coding, parents) for coding in (*said, *_unseen(own, place))]
        return tuple(sorted(placed, key=lambda coding: (place[coding.comment], _order(coding))))

    return code


def checked_on(coders: Sequence[Codings], thread: Thread, at_hand: Collection[str] = ()) -> Checked | None:
    """Return what people did to a machine's labels on a page, ``None`` where not both coded it."""
    return together(on_page(coders, thread, at_hand)).checked


def on_page(coders: Sequence[Codings], thread: Thread, at_hand: Collection[str] = ()) -> list[Codings]:
    """Return what the coders say of the comments of a thread; who says nothing of it is left out."""
    ids: dict[str, list[str]] = defaultdict(list)
    for coded in (coded for codings in coders for coded in codings.comments):
        if coded.source is not None:
            ids[coded.source].append(coded.comment)
    page = page_among(ids, thread, at_hand) or thread.article.source
    have = {comment.id for comment in thread.comments}
    found = (msgspec.structs.replace(codings, comments=tuple(_of(codings, page, have))) for codings in coders)
    return [codings for codings in found if codings.comments]


def _of(codings: Codings, page: str, have: set[str]) -> Iterator[Coded]:
    for coded in codings.comments:
        if coded.source in (None, page) and coded.comment in have:
            yield msgspec.structs.replace(coded, source=None)


def _unseen(coders: Sequence[Codings], ids: Iterable[str]) -> Iterator[Coding]:
    """Yield that nobody coded the comments that no person looked at: they are not without claims."""
    if not all(codings.is_person for codings in coders):
        return
    looked = {coded.comment for codings in coders for coded in codings.comments}
    asked = dict.fromkeys(variable for codings in coders for variable in codings.asked)
    for id_ in ids:
        for variable in asked if id_ not in looked else ():
            yield Coding(comment=id_, variable=variable, target=None, code=None, coder=NOBODY)


def page_among(pages: Mapping[str, Sequence[str]], thread: Thread, at_hand: Collection[str] = ()) -> str | None:
    """Return which of the pages, named with the ids of comments that are of it, a thread is; ``None`` for none.

    It is the one named as the thread is; else, since a file may have been renamed, the one whose comments it has most
    of, but none that is ``at_hand`` under another name: in many pages ids are 1, 2, 3.
    """
    have = {comment.id for comment in thread.comments}
    own = thread.article.source
    common = {name: sum(id_ in have for id_ in ids) for name, ids in pages.items()}
    if common.get(own):
        return own
    found = [(count, name) for name, count in common.items() if count and file_of(name) not in at_hand]
    return max(found)[1] if found else None


def _order(coding: Coding) -> tuple[str, str, tuple[int, int]]:
    return coding.variable, coding.target or "", coding.span or (-1, -1)


def _parents(thread: Thread, graph: ReplyGraph) -> dict[str, str | None]:
    rows = zip(thread.comments, graph.parent.tolist(), strict=True)
    return {
        comment.id: thread.comments[parent].id if parent >= 0 else graph.stated.get(number)
        for number, (comment, parent) in enumerate(rows)
    }


def _answering(coding: Coding, parents: Mapping[str, str | None]) -> Coding:
    if coding.variable != "reply_stance":
        return coding
    return msgspec.structs.replace(coding, target=parents.get(coding.comment))
