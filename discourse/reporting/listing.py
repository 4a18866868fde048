"""The comments of a report in reading order, each with what it answers, its labels and its marked words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from discourse.analysis import Analysis
from discourse.model import Coding, Comment
from discourse.replies.graph import ARTICLE, LINK_KINDS, ReplyGraph
from discourse.replies.metrics import depths
from discourse.reporting.marks import Piece, pieces, whole_letters
from discourse.reporting.records import Answer, Label, Listing, Passage, Segment
from discourse.reporting.wording import count, dated, probability, shortened
from discourse.visible import is_rtl, visible

LISTED_COMMENTS = 1000
"""A report lists this many comments; data/comments.csv has all of them."""
LISTED_CHARACTERS = 600_000
"""And at most this many characters in all, so that a few endless comments do not make an endless page."""
SHOWN_CHARACTERS = 20_000
"""Of one comment."""
DEEPEST_LEVEL = 6
"""Replies below this depth are no longer indented."""

_VARIABLES = ("reply_stance", "claim", "stance")
_KIND_WORDS = {"explicit": "stated by the page", "quote": "by the words it quotes", "name": "by the name it uses"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Shown(NamedTuple):
    """What one pass over the analysis gives, for all passages."""

    analysis: Analysis
    depth: list[int]
    replies: Counter[int]
    codings: dict[str, list[Coding]]
    subjects: dict[tuple[str, str], str]


def listing(analysis: Analysis) -> Listing:
    """Return the comments, threads in the order shown and replies after what they answer, up to the limits."""
    comments = analysis.thread.comments
    if not comments:
        return Listing(passages=(), absent="There are no comments to show.")
    shown = _Shown(
        analysis=analysis,
        depth=depths(analysis.graph).tolist(),
        replies=Counter(analysis.graph.parent.tolist()),
        codings=_by_comment(analysis.codings),
        subjects=_subjects(analysis),
    )
    numbers = list(_within_limits(reading_order(analysis.graph), comments))
    return Listing(
        passages=tuple(_passage(number, shown) for number in numbers),
        limit=_limit(len(numbers), len(comments)),
    )


def reading_order(graph: ReplyGraph) -> Iterator[int]:
    """Return the numbers of the comments, each one followed by its replies, without recursion.

    >>> list(reading_order(ReplyGraph.from_parents([-1, -1, 0, 2])))
    [0, 2, 3, 1]
    """
    below: defaultdict[int, list[int]] = defaultdict(list)
    for number, parent in enumerate(graph.parent.tolist()):
        below[max(parent, ARTICLE)].append(number)
    waiting = below[ARTICLE][::-1]
    while waiting:
        number = waiting.pop()
        yield number
        waiting.extend(reversed(below[number]))


def _within_limits(order: Iterator[int], comments: Sequence[Comment]) -> Iterator[int]:
    characters = 0
    for place, number in enumerate(order):
        characters += min(len(comments[number].text), SHOWN_CHARACTERS)
        if place and (place >= LISTED_COMMENTS or characters > LISTED_CHARACTERS):
            return
        yield number


def _limit(listed: int, total: int) -> str | None:
    if listed == total:
        return None
    return f"The first {listed:,} of {count(total, 'comment')} are shown here; all are in data/comments.csv."


def _by_comment(codings: Sequence[Coding]) -> dict[str, list[Coding]]:
    found: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.variable in _VARIABLES and not _is_bare_mention(coding):
            found[coding.comment].append(coding)
    return {
        comment: sorted(
            of_comment, key=lambda one: (_VARIABLES.index(one.variable), one.target or "", one.span or (0, 0))
        )
        for comment, of_comment in found.items()
    }


def _is_bare_mention(coding: Coding) -> bool:
    """Tell whether a target is only named: the table of stances counts it, beside the words it would only crowd."""
    return coding.variable == "stance" and coding.code == "none"


def _subjects(analysis: Analysis) -> dict[tuple[str, str], str]:
    book = analysis.codebook
    return {
        **{("claim", claim.id): claim.label for claim in book.claim_types},
        **{("stance", target.id): target.label for target in book.targets},
    }


def _passage(number: int, shown: _Shown) -> Passage:
    comment = shown.analysis.thread.comments[number]
    text = comment.text[:SHOWN_CHARACTERS]
    codings = shown.codings.get(comment.id, [])
    labels = tuple(_label(place, coding, shown.subjects) for place, coding in enumerate(codings))
    return Passage(
        number=number + 1,
        author=_author(comment),
        when=_when(comment),
        note=_note(comment),
        answer=_answer(number, shown),
        depth=shown.depth[number],
        level=min(shown.depth[number], DEEPEST_LEVEL),
        replies=shown.replies[number],
        rtl=is_rtl(text),
        labels=labels,
        paragraphs=_paragraphs(text, codings, labels),
        cut=_cut(len(text), len(comment.text)),
    )


def _author(comment: Comment) -> str:
    return shortened(visible(comment.author), 80) if comment.author else "no name"


def _when(comment: Comment) -> str | None:
    when = dated(comment.posted) if comment.posted else comment.posted_as_shown
    return shortened(visible(when), 60) if when else None


def _note(comment: Comment) -> str | None:
    return None if comment.status == "shown" else f"{comment.status} on the page"


def _cut(shown: int, total: int) -> str | None:
    if shown == total:
        return None
    return f"The first {shown:,} of {total:,} characters are shown; data/comments.csv has the whole text."


def _answer(number: int, shown: _Shown) -> Answer:
    graph = shown.analysis.graph
    parent, kind = int(graph.parent[number]), LINK_KINDS[graph.kind[number]]
    if kind == "missing":
        stated = number in graph.stated
        return Answer(words="answers a comment that is not shown" if stated else "it is not known what it answers")
    certainty = _KIND_WORDS.get(kind, "inferred")
    if kind != "explicit":
        certainty = f"{certainty}, {probability(float(graph.probability[number]))}"
    if parent < 0:
        return Answer(words="answers the article", certainty=certainty)
    above = shown.analysis.thread.comments[parent]
    return Answer(words="answers", number=parent + 1, author=_author(above), certainty=certainty)


def _label(place: int, coding: Coding, subjects: dict[tuple[str, str], str]) -> Label:
    """Return the coding in words; ``letter`` is empty where no words are marked."""
    subject = subjects.get((coding.variable, coding.target or ""), coding.target or "")
    return Label(
        letter=_letter(place) if coding.span and coding.code != "comment" else "",
        variable=coding.variable,
        subject="" if coding.variable == "reply_stance" else shortened(visible(subject), 60),
        code=shortened(visible(coding.code or "undecided"), 20),
        probability="" if coding.probability is None else probability(coding.probability),
        anchor=f"{coding.variable}-{visible(coding.target or '')}" if coding.variable != "reply_stance" else None,
    )


def _evidence(text: str, coding: Coding) -> tuple[int, int] | None:
    """Return the words to mark: none for a comment that takes no stand, since no words show that."""
    takes_no_stand = coding.variable == "reply_stance" and coding.code == "comment"
    return None if takes_no_stand or coding.span is None else whole_letters(text, coding.span)


def _letter(place: int) -> str:
    """Return a, b … z, aa, ab …."""
    before, last = divmod(place, len(_LETTERS))
    return (_letter(before - 1) if before else "") + _LETTERS[last]


def _paragraphs(text: str, codings: Sequence[Coding], labels: Sequence[Label]) -> tuple[tuple[Segment, ...], ...]:
    """Return the paragraphs of a comment, each as segments; a blank line starts a new paragraph."""
    paragraphs: list[list[Segment]] = [[]]
    spans = [_evidence(text, coding) for coding in codings]
    for piece in pieces(len(text), spans):
        first, *others = visible(text[piece.start : piece.end]).split("\n\n")
        parts = [first, *(other.lstrip("\n") for other in others)]
        for place, part in enumerate(parts):
            if place:
                paragraphs.append([])
            paragraphs[-1].append(_segment(part, piece, labels, last=place == len(parts) - 1))
    return tuple(tuple(paragraph) for paragraph in paragraphs if any(part.text.strip() for part in paragraph))


def _segment(words: str, piece: Piece, labels: Sequence[Label], *, last: bool) -> Segment:
    covering = [labels[number] for number in piece.covered_by]
    by_variable = {label.variable: label.code for label in reversed(covering)}
    return Segment(
        text=words,
        claim=by_variable.get("claim"),
        stance=by_variable.get("stance"),
        reply_stance=by_variable.get("reply_stance"),
        title="; ".join(_in_words(label) for label in covering),
        letters=" ".join(labels[number].letter for number in piece.ends) if last else "",
    )


def _in_words(label: Label) -> str:
    subject = f"{label.subject}: " if label.subject else ""
    return f"{subject}{label.code}" + (f" ({label.probability})" if label.probability else "")
