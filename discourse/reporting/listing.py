"""The comments of a report in reading order, each with what it answers, its labels and its marked words."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from discourse.analysis import Analysis
from discourse.codebook import claim_labels, target_labels
from discourse.human.codings import NOBODY
from discourse.model import Coding, Comment
from discourse.replies.graph import ARTICLE, LINK_KINDS, LinkKind, ReplyGraph
from discourse.replies.metrics import depths
from discourse.reporting.marks import Piece, addresses, pieces, whole_addresses, whole_letters
from discourse.reporting.reasons import reasons_told
from discourse.reporting.records import Answer, Label, Listing, Passage, Segment, Why
from discourse.reporting.terms import code_words
from discourse.reporting.wording import dated, keeping_days, probability, quoted, shortened, told_apart
from discourse.translation import counted, deferred, labelled, translated
from discourse.translation import number as figure
from discourse.translation.phrases import clauses, enumerated
from discourse.visible import is_rtl, visible

LISTED_COMMENTS = 1000
"""A report lists this many comments; data/comments.csv has all of them."""
LISTED_CHARACTERS = 600_000
"""And at most this many characters in all, so that a few endless comments do not make an endless page."""
SCREEN_COMMENTS = 5000
"""The HTML page, which can be searched and filtered, lists this many."""
SCREEN_CHARACTERS = 3_000_000
SHOWN_CHARACTERS = 20_000
"""Of one comment."""
DEEPEST_LEVEL = 6
"""Replies below this depth are no longer indented."""

EXPLAINED_CLAUSES = 6
"""Clauses of one form that a label gives reasons for."""

_VARIABLES = ("reply_stance", "claim", "stance", "form")
_WHOLE = {
    "reply_stance": deferred("reply stance"),
    "claim": deferred("claims"),
    "stance": deferred("stance"),
    "form": deferred("form"),
}
"""What a coder is said to abstain from, where it abstains from a variable as a whole."""
_KIND_WORDS = {
    "explicit": deferred("stated by the page"),
    "quote": deferred("by the words it quotes"),
    "name": deferred("by the name it uses"),
    "inferred": deferred("inferred"),
}
_NOTES = {
    "deleted": deferred("deleted on the page"),
    "collapsed": deferred("collapsed on the page"),
    "hidden": deferred("hidden on the page"),
    "blocked": deferred("blocked on the page"),
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Shown(NamedTuple):
    """What one pass over the analysis gives, for all passages."""

    analysis: Analysis
    depth: list[int]
    replies: Counter[int]
    codings: dict[str, list[Coding]]
    subjects: dict[tuple[str, str], str]
    reasons: dict[Coding, tuple[str, ...]]
    longest: int
    words: dict[str, str]


def listing(
    analysis: Analysis,
    most: int = LISTED_COMMENTS,
    characters: int = LISTED_CHARACTERS,
    longest: int = SHOWN_CHARACTERS,
) -> Listing:
    """Return the comments, threads in the order shown and replies after what they answer, up to so many.

    Of each comment at most ``longest`` characters are shown.
    """
    comments = analysis.thread.comments
    if not comments:
        return Listing(passages=(), absent=translated("There are no comments to show."))
    numbers = list(_within_limits(reading_order(analysis.graph), comments, most, characters))
    codings = _by_comment(analysis.codings)
    listed = {comments[number].id: None for number in numbers}
    told = reasons_told(analysis, [coding for comment in listed for coding in codings.get(comment, ())])
    shown = _Shown(
        analysis=analysis,
        depth=depths(analysis.graph).tolist(),
        replies=Counter(analysis.graph.parent.tolist()),
        codings=codings,
        subjects=_subjects(analysis),
        reasons=told.reasons,
        longest=min(longest, SHOWN_CHARACTERS),
        words=code_words(),
    )
    passages = tuple(_passage(number, shown) for number in numbers)
    labels = [label for passage in passages for label in passage.labels]
    return Listing(
        passages=passages,
        limit=_limit(len(numbers), len(comments)),
        has_forms=any(label.variable == "form" and label.letter for label in labels),
        has_reasons=any(label.why for label in labels),
        lacks_reasons=told.shortened,
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


def _within_limits(order: Iterator[int], comments: Sequence[Comment], most: int, characters: int) -> Iterator[int]:
    taken = 0
    for place, number in enumerate(order):
        taken += min(len(comments[number].text), SHOWN_CHARACTERS)
        if place and (place >= most or taken > characters):
            return
        yield number


def _limit(listed: int, total: int) -> str | None:
    if listed == total:
        return None
    return translated(
        "Shown here are the first {n} of {comments} in the order of the thread; all are in data/comments.csv.",
        n=figure(listed),
        comments=counted(total, "comment", "comments"),
    )


def _by_comment(codings: Sequence[Coding]) -> dict[str, list[Coding]]:
    """Return the codings that the listing shows, by comment."""
    found: defaultdict[str, list[Coding]] = defaultdict(list)
    shown = frozenset(_VARIABLES) - _untold(codings)
    for coding in codings:
        if coding.variable in shown and coding.coder != NOBODY and not _is_bare_mention(coding):
            found[coding.comment].append(coding)
    return {
        comment: sorted(
            of_comment, key=lambda one: (_VARIABLES.index(one.variable), one.target or "", one.span or (0, 0))
        )
        for comment, of_comment in found.items()
    }


def _untold(codings: Sequence[Coding]) -> set[str]:
    """Return ``form`` where no comment of several has one: what all labels would say, the caveats say once."""
    forms = [coding for coding in codings if coding.variable == "form"]
    is_told = any(coding.code for coding in forms)
    return set() if is_told or len(forms) < 2 else {"form"}


def _is_bare_mention(coding: Coding) -> bool:
    """Tell whether a target is only named: the table of stances counts it, beside the words it would only crowd."""
    return coding.variable == "stance" and coding.code == "none"


def _subjects(analysis: Analysis) -> dict[tuple[str, str], str]:
    book = analysis.codebook
    return {
        **{("claim", claim): label for claim, label in claim_labels(book).items()},
        **{("stance", target): label for target, label in target_labels(book).items()},
    }


def _passage(number: int, shown: _Shown) -> Passage:
    comment = shown.analysis.thread.comments[number]
    text = comment.text[: shown.longest]
    codings = shown.codings.get(comment.id, [])
    groups = _groups(codings)
    labels = tuple(_label(place, group, text, shown) for place, group in enumerate(groups))
    return Passage(
        number=number + 1,
        author=author_of(comment),
        when=_when(comment),
        note=_note(comment),
        answer=answer_of(number, shown.analysis),
        depth=shown.depth[number],
        level=min(shown.depth[number], DEEPEST_LEVEL),
        beyond=_beyond(shown.depth[number]),
        replies=shown.replies[number],
        rtl=is_rtl(text),
        labels=labels,
        paragraphs=_paragraphs(text, groups, shown),
        cut=_cut(len(text), len(comment.text)),
    )


def author_of(comment: Comment) -> str:
    """Return the author's name as a report shows it."""
    return shortened(visible(comment.author), 80) if comment.author else translated("no name")


def posted_when(comment: Comment) -> str | None:
    """Return when a comment was posted, in words; ``None`` where the source does not say."""
    when = dated(comment.posted) if comment.posted else comment.posted_as_shown
    return shortened(visible(when), 60) if when else None


def _beyond(depth: int) -> str:
    return translated("depth {n}", n=figure(depth)) if depth > DEEPEST_LEVEL else ""


def _when(comment: Comment) -> str | None:
    when = posted_when(comment)
    return keeping_days(when) if when else None


def _note(comment: Comment) -> str | None:
    note = _NOTES.get(comment.status)
    return translated(note) if note else None


def _cut(shown: int, total: int) -> str | None:
    if shown == total:
        return None
    return translated(
        "The first {n} of {total} characters are shown; data/comments.csv has the whole text.",
        n=figure(shown),
        total=figure(total),
    )


def answer_of(number: int, analysis: Analysis) -> Answer:
    """Return what the comment of that number answers."""
    graph = analysis.graph
    parent, kind = int(graph.parent[number]), LINK_KINDS[graph.kind[number]]
    if kind == "missing":
        return Answer(
            words=translated("answers a comment that is not shown")
            if number in graph.stated
            else translated("it is not known what it answers")
        )
    certainty, doubtful = _certainty(number, graph, kind)
    if parent < 0:
        words = translated("may answer the article") if doubtful else translated("answers the article")
        return Answer(words=words, kind=kind, certainty=certainty)
    words = translated("may answer") if doubtful else translated("answers")
    above = analysis.thread.comments[parent]
    return Answer(words=words, kind=kind, number=parent + 1, author=author_of(above), certainty=certainty)


def _certainty(number: int, graph: ReplyGraph, kind: LinkKind) -> tuple[str, bool]:
    """Return where a link comes from and how sure it is, and whether that nothing is known of it is likelier still."""
    words = translated(_KIND_WORDS[kind])
    if kind == "explicit":
        return words, False
    sure = float(graph.probability[number])
    options = graph.options.get(number, ())
    unknown = 1 - sum(option.probability for option in options) if options else 0.0
    said = translated("{how}, {p}", how=words, p=probability(sure))
    if unknown <= sure:
        return said, False
    return translated("{link}; more likely unknown, {p}", link=said, p=probability(unknown)), True


def _groups(codings: Sequence[Coding]) -> list[list[Coding]]:
    """Return the codings of a comment by label: one each, but one for all clauses of a form, and for all abstentions.

    An abstention is put with others only if it is from a variable as a whole; reply stance alone stays alone.
    """
    groups: dict[Hashable, list[Coding]] = {}
    for place, coding in enumerate(codings):
        whole = coding.code is None and (coding.target is None or coding.variable == "reply_stance")
        key = "abstained" if whole else (coding.variable, coding.code) if coding.variable == "form" else place
        groups.setdefault(key, []).append(coding)
    return list(groups.values())


def _label(place: int, group: Sequence[Coding], text: str, shown: _Shown) -> Label:
    """Return the codings of a group in words; ``letter`` is empty where no words are marked."""
    first = group[0]
    alone = len(group) == 1
    in_text = first.variable in ("claim", "stance") and first.target is not None
    return Label(
        letter=_letter(place) if first.span and first.code != "comment" else "",
        variable=first.variable,
        subject=_subject(group, shown.subjects),
        code=_code(first),
        probability=_sureness(first) if alone else "",
        anchor=f"{first.variable}-{visible(first.target or '')}" if in_text else None,
        times=1 if alone or first.code is None else len(group),
        why=tuple(_whys(group, text, shown)),
    )


def _subject(group: Sequence[Coding], subjects: dict[tuple[str, str], str]) -> str:
    """Return what is judged: the claim or the target, or the variables that a coder abstains from as a whole."""
    first = group[0]
    if first.code is None and (first.target is None or len(group) > 1):
        return _variables([coding.variable for coding in group])
    if first.variable in ("reply_stance", "form"):
        return ""
    target = first.target or ""
    return told_apart(visible(subjects.get((first.variable, target), target)), 60)


def _variables(names: Sequence[str]) -> str:
    return enumerated([translated(_WHOLE[name]) for name in dict.fromkeys(names)])


def _code_word(coding: Coding, words: Mapping[str, str]) -> str:
    return words.get(_code(coding), _code(coding))


def _code(coding: Coding) -> str:
    return _shown_code(coding.code or "undecided")


@lru_cache(maxsize=256)
def _shown_code(code: str) -> str:
    return shortened(visible(code), 20)


def _sureness(coding: Coding) -> str:
    return "" if coding.probability is None else probability(coding.probability)


def _whys(group: Sequence[Coding], text: str, shown: _Shown) -> Iterator[Why]:
    """Yield what moved each coding of a label, but abstentions for the same reasons together."""
    if group[0].code is None:
        yield from _abstentions(group, shown)
        return
    for coding in group[:EXPLAINED_CLAUSES]:
        words = "" if len(group) == 1 or coding.span is None else shortened(visible(text[slice(*coding.span)]), 40)
        said = " ".join(
            part for part in (_code_word(coding, shown.words), _sureness(coding), words and quoted(words)) if part
        )
        if reasons := shown.reasons.get(coding, ()):
            yield Why(said=said, reasons=reasons)


def _abstentions(group: Sequence[Coding], shown: _Shown) -> Iterator[Why]:
    variables: dict[tuple[str, ...], list[str]] = {}
    for coding in group:
        variables.setdefault(shown.reasons.get(coding, ()), []).append(coding.variable)
    for reasons, names in variables.items():
        undecided = shown.words["undecided"]
        if reasons:
            said = labelled(_variables(names), undecided) if len(group) > 1 else undecided
            yield Why(said=said, reasons=reasons)


def _evidence(text: str, coding: Coding) -> tuple[int, int] | None:
    """Return the words to mark: none for a comment that takes no stand, since no words show that."""
    takes_no_stand = coding.variable == "reply_stance" and coding.code == "comment"
    return None if takes_no_stand or coding.span is None else whole_letters(text, coding.span)


def _spans(text: str, marks: "Sequence[_Mark]") -> list[tuple[int, int] | None]:
    """Return the words that each mark marks: none ends inside an address, which a letter would break."""
    found = addresses(text)
    spans = (_evidence(text, mark.coding) for mark in marks)
    return [span and whole_addresses(found, span) for span in spans]


def _letter(place: int) -> str:
    """Return a, b … z, aa, ab …."""
    before, last = divmod(place, len(_LETTERS))
    return (_letter(before - 1) if before else "") + _LETTERS[last]


def _paragraphs(text: str, groups: Sequence[Sequence[Coding]], shown: _Shown) -> tuple[tuple[Segment, ...], ...]:
    """Return the paragraphs of a comment, each as segments; a blank line starts a new paragraph."""
    marks = [_Mark(coding, place, _in_words(coding, shown)) for place, group in enumerate(groups) for coding in group]
    paragraphs: list[list[Segment]] = [[]]
    for piece in pieces(len(text), _spans(text, marks)):
        first, *others = visible(text[piece.start : piece.end]).split("\n\n")
        parts = [first, *(other.lstrip("\n") for other in others)]
        for place, part in enumerate(parts):
            if place:
                paragraphs.append([])
            paragraphs[-1].append(_segment(part, piece, marks, last=place == len(parts) - 1))
    return tuple(tuple(paragraph) for paragraph in paragraphs if any(part.text.strip() for part in paragraph))


class _Mark(NamedTuple):
    """A coding whose words are marked, the number of its label, and what it says."""

    coding: Coding
    label: int
    words: str


def _segment(words: str, piece: Piece, marks: Sequence[_Mark], *, last: bool) -> Segment:
    covering = [marks[number] for number in piece.covered_by]
    by_variable = {mark.coding.variable: _code(mark.coding) for mark in reversed(covering)}
    letters = sorted({marks[number].label for number in piece.ends}) if last else []
    return Segment(
        text=words,
        claim=by_variable.get("claim"),
        stance=by_variable.get("stance"),
        reply_stance=by_variable.get("reply_stance"),
        form=by_variable.get("form"),
        title=clauses(mark.words for mark in covering),
        labels=tuple(dict.fromkeys(mark.label for mark in covering)),
        letters=" ".join(map(_letter, letters)),
    )


def _in_words(coding: Coding, shown: _Shown) -> str:
    subject = _subject([coding], shown.subjects)
    sure = _sureness(coding)
    said = f"{_code_word(coding, shown.words)}{f' ({sure})' if sure else ''}"
    return labelled(subject, said) if subject else said
