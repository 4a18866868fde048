"""Probable parents for comments whose source does not say what they answer.

The order of the page limits the candidates. Nested: the comment before and those that one hangs on. Else: the last
``WINDOW`` comments, and older ones that are named, quoted, or answered the author before. What is known of the times
limits them too. What the candidates' probabilities lack to 1 is "unknown".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from discourse.model import Article, Thread
from discourse.replies.draft import Guess
from discourse.replies.evidence import Evidence
from discourse.replies.gathered import Floats, Gathered
from discourse.replies.graph import ARTICLE, LinkKind, Option
from discourse.replies.times import stretches
from discourse.replies.walk import WINDOW, Step, first_look, walk
from discourse.replies.weights import tempered, weights

AT_MOST = 0.99
"""No guess is certain."""
ORDER_UNKNOWN = 0.8
"""How far to trust a guess on a page that may show answers above what they answer (by votes, or unsorted)."""
MOST_MISSING = 0.5
"""At most so much of a guess is taken away because comments of the thread were not captured."""
MOST_OPTIONS = 12
_LEAST = 0.005
_TINY = 1e-9
MAILED = 0.9
"""How surely a comment answers the one comment of which it quotes whole lines as in mail: 22 of 22 on saved pages."""


class Trust(NamedTuple):
    """How far to trust the probabilities of the candidates: their temperature, and a factor for each kind.

    ``mailed`` is how surely a comment answers the one of which it quotes whole lines; 0 where the page's order decides.
    """

    temperature: float
    comments: float
    article: float
    mailed: float


def infer_parents(thread: Thread, known: Sequence[int | None]) -> dict[int, Guess]:
    """Return a guess for every comment whose parent is not known.

    ``known`` holds for each comment, in the order shown, the number of its parent, ``ARTICLE`` or ``MISSING`` where
    the source says so, and ``None`` where it says nothing.
    """
    order = time_order(thread)
    place = {number: at for at, number in enumerate(order)}
    in_time = [_moved(known[number], place) for number in order]
    of = Gathered(thread.article, [thread.comments[number] for number in order])
    evidence, trust = Evidence(of), _trust(thread)
    by, nested = weights(thread.shown_order), thread.shown_order == "nested"
    steps = walk(of, in_time, by, nested, first_look(of, in_time, by, nested))
    return {order[step.comment]: _guess(evidence, step, order, trust) for step in steps}


def infer_below(thread: Thread, doubtful: Mapping[int, Sequence[int]]) -> dict[int, Guess]:
    """Return a guess for every doubtful comment (see ``capping.doubtful``): which of its possible parents it answers.

    The comment below which the source hangs them is to them what the article is to a thread that is not indented.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for number, (above, *beside) in doubtful.items():
        group = groups[above]
        group += [number] if group else [*beside, number]
    guesses = {}
    for above, group in groups.items():
        for at, guess in _below(thread, above, group).items():
            number = group[at]
            if number in doubtful and (options := _allowed(guess, [*group, above], doubtful[number])):
                kind = guess.kind if options[0].probability == guess.probability else "inferred"
                guesses[number] = Guess.among(options, kind)
    return guesses


def _below(thread: Thread, above: int, listed: Sequence[int]) -> dict[int, Guess]:
    top = thread.comments[above]
    article = Article(source=thread.article.source, author=top.author, body=top.text)
    comments = tuple(thread.comments[number] for number in listed)
    return infer_parents(Thread(article=article, comments=comments, shown_order="oldest"), [None] * len(listed))


def _allowed(guess: Guess, numbers: Sequence[int], possible: Sequence[int]) -> list[Option]:
    """Return those options that are possible, in other numbers; the last of these is what was the article."""
    allowed = set(possible)
    options = (option._replace(parent=numbers[option.parent]) for option in guess.options)
    return [option for option in options if option.parent in allowed]


def _moved(parent: int | None, place: Mapping[int, int]) -> int | None:
    return parent if parent is None or parent < 0 else place[parent]


def _guess(evidence: Evidence, step: Step, order: Sequence[int], trust: Trust) -> Guess:
    """Return the guess in the numbers of the order shown."""
    candidates = [*step.candidates.tolist(), ARTICLE]
    settled = tempered(step.settled, trust.temperature)
    mailed = evidence.mailed(step.comment)
    if mailed in candidates:
        settled = _raised(settled, candidates.index(mailed), trust.mailed)
    options = []
    for at in dict.fromkeys([step.chosen, *np.argsort(-settled, kind="stable")[:MOST_OPTIONS].tolist()]):
        factor = trust.article if candidates[at] == ARTICLE else trust.comments
        chance = round(min(AT_MOST, float(settled[at])) * factor, 3)
        if chance >= _LEAST or at == step.chosen:
            options.append((max(chance, 0.001), at))
    numbers = [order[candidate] if candidate >= 0 else ARTICLE for candidate in candidates]
    ranked = sorted(options, key=lambda option: (-option[0], option[1]))
    # a choice that the page's order forced stays; else it is the most probable, which missing comments may change
    best = ranked[0][1] if step.chosen == int(step.settled.argmax()) else step.chosen
    chances = dict(zip([at for _, at in ranked], _within_one([chance for chance, _ in ranked]), strict=True))
    listed = tuple(Option(numbers[at], chance) for at, chance in chances.items())
    return Guess(numbers[best], _kind(evidence, step.comment, candidates[best]), chances[best], listed)


def _raised(settled: Floats, at: int, least: float) -> Floats:
    """Return the probabilities of candidates, that of one not below so much, what is left for the others shared out."""
    if settled[at] >= least:
        return settled
    found = settled * ((1 - least) / max(float(settled.sum() - settled[at]), _TINY))
    found[at] = least
    return found


def _within_one(chances: list[float]) -> list[float]:
    """Return probabilities that, rounded each, do not add up to more than 1: the first, the greatest, gives way."""
    excess = round(sum(chances) - 1, 3)
    return [round(chances[0] - excess, 3), *chances[1:]] if excess > 0 else chances


def _kind(evidence: Evidence, comment: int, parent: int) -> LinkKind:
    if parent >= 0 and evidence.quotes(comment, parent):
        return "quote"
    return "name" if parent >= 0 and evidence.names(comment, parent) else "inferred"


def _trust(thread: Thread) -> Trust:
    """Return how far to trust: less where the page may show answers first, or where comments are missing."""
    order = ORDER_UNKNOWN if thread.shown_order == "unknown" and not (has_clock(thread) or _rises(thread)) else 1.0
    return Trust(
        weights(thread.shown_order).temperature,
        comments=order * (1 - missing_share(thread)),
        article=order,
        mailed=0.0 if thread.shown_order == "nested" else MAILED,
    )


def missing_share(thread: Thread) -> float:
    """Return which share of the comments that the page declares was not captured; 0 where the page does not say.

    What answers one of them has no parent among the others.
    """
    return min(MOST_MISSING, lacking(thread) / thread.declared) if thread.declared else 0.0


def lacking(thread: Thread) -> int:
    """Return how many comments the page declares beyond those captured and those left out for a reason."""
    left_out = sum(item.count or 0 for item in thread.skipped if item.kind not in ("stub", "cut"))
    return max(0, (thread.declared or 0) - len(thread.comments) - left_out)


def time_order(thread: Thread) -> list[int]:
    """Return the comments' numbers from the oldest to the newest, as far as the page tells.

    Where it does not say how it is sorted, the times decide: each by itself if all are known to the minute, else
    whether more of them fall than rise from comment to comment.
    """
    numbers = list(range(len(thread.comments)))
    if thread.shown_order == "newest" or (thread.shown_order == "unknown" and _rises(thread) < 0):
        numbers.reverse()
    if thread.shown_order == "unknown" and has_clock(thread):
        minutes, _ = stretches([comment.posted for comment in thread.comments])
        numbers.sort(key=lambda number: float(minutes[number]))
    return numbers


def has_clock(thread: Thread) -> bool:
    """Return whether the time of each comment is known to the minute."""
    first, last = stretches([comment.posted for comment in thread.comments])
    return bool((first == last).all())


def _rises(thread: Thread) -> int:
    """Return how many more times rise than fall from one comment to the next."""
    times = [comment.posted for comment in thread.comments if comment.posted]
    return sum((later > earlier) - (later < earlier) for earlier, later in pairwise(times))


def notes_on(thread: Thread, guesses: int) -> tuple[str, ...]:
    """Return what a reader of so many guesses has to know, in sentences."""
    if not guesses:
        return ()
    notes = []
    if thread.shown_order != "nested" and len(thread.comments) > WINDOW:
        notes.append(
            f"Each comment was compared with the {WINDOW} before it, and with older ones only where it names or quotes"
            " them or its author was answered there."
        )
    if _trust(thread).article < 1:
        notes.append("The page does not tell which comment is older, so every guess may look for a parent in vain.")
    if missing_share(thread):
        notes.append(
            f"{lacking(thread):,} of the comments that the page declares were not captured; answers to them go astray."
        )
    return tuple(notes)
