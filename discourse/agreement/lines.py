"""Agreement in lines for people: a row for each thing compared, why what is empty is so, and what is in dispute."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from discourse.agreement.disputes import Confusion, Dispute
from discourse.agreement.figures import TITLES, Figure
from discourse.human.codings import PERSON, Codings
from discourse.model import Thread
from discourse.translation import counted

_SHOWN = 300
"""Characters of a disputed comment that are shown."""
_MOST_CONFUSIONS = 12
_WIDE = 40
_COLUMNS = ("percent", "cohen", "fleiss", "alpha", "gwet")
_HEADS = ("agreement", "Cohen", "Fleiss", "alpha", "AC1")


class Compared(NamedTuple):
    """All that was worked out of coders: figures, codes taken for each other, comments in dispute.

    ``sides_alone`` are the targets of which ``none`` and ``absent`` were taken for one.
    """

    coders: Sequence[Codings]
    figures: Sequence[Figure]
    confusions: Sequence[Confusion]
    disputes: Sequence[Dispute]
    sides_alone: Sequence[str] = ()


def agreement_lines(compared: Compared, pages: Mapping[str, Thread]) -> Iterator[str]:
    """Yield what is printed; ``pages`` have the words of the comments in dispute."""
    for codings in compared.coders:
        kind = "a person" if codings.is_person else "a machine"
        coded = f"{counted(len(codings.comments), 'comment', 'comments')}, {', '.join(codings.asked)}"
        yield f"{codings.coder.removeprefix(PERSON)} ({kind}): {coded}"
    for target in compared.sides_alone:
        yield f"stance {target}: none and absent are one, no side, since of a statement machines do not tell them apart"
    yield from _figure_lines(compared.figures)
    yield from _confusion_lines(compared.confusions)
    yield from _headed("Most in dispute", [line for each in compared.disputes for line in _dispute_lines(each, pages)])


def _headed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from lines


def _figure_lines(found: Sequence[Figure]) -> Iterator[str]:
    notes: list[str] = []
    coders = None
    order = list(dict.fromkeys(figure.coders for figure in found))  # all together first, then each pair
    ranked = sorted(found, key=lambda figure: order.index(figure.coders))
    for key, group in groupby(ranked, key=lambda figure: (figure.coders, figure.variable, figure.target, figure.code)):
        figures = {figure.coefficient: figure for figure in group}
        if coders != key[0]:
            coders = key[0]
            yield ""
            yield coders
            yield f"{'':<{_WIDE}} {'decisions':>9} {''.join(f'{head:>10}' for head in _HEADS)}  alpha, 95 % interval"
        if "percent" in figures:
            yield _row(figures, notes)
        yield from (_single(figure, notes) for figure in figures.values() if figure.coefficient not in _COLUMNS)
    if notes:
        yield ""
        yield from (f"({number}) {note}" for number, note in enumerate(notes, start=1))


def _row(figures: Mapping[str, Figure], notes: list[str]) -> str:
    first = figures["percent"]
    what = f"  = {first.code}" if first.code else " ".join(filter(None, (first.variable, first.target)))
    cells = "".join(f"{_cell(figures.get(name), notes):>10}" for name in _COLUMNS)
    return f"{what:<{_WIDE}} {first.units:>9,} {cells}  {_interval(figures['alpha'], notes)}".rstrip()


def _single(figure: Figure, notes: list[str]) -> str:
    what = f"  {TITLES[figure.coefficient]}"
    gap = 10 * _COLUMNS.index("alpha")
    cell = f"{_cell(figure, notes):>10}{'':>10}"
    return f"{what:<{_WIDE}} {figure.units:>9,} {'':>{gap}}{cell}  {_interval(figure, notes)}".rstrip()


def _cell(figure: Figure | None, notes: list[str]) -> str:
    if figure is None:
        return ""
    return f"{figure.value:.3f}" if figure.value is not None else _note(figure.reason, notes)


def _interval(figure: Figure, notes: list[str]) -> str:
    if figure.low is not None and figure.high is not None:
        return f"[{figure.low:.3f}, {figure.high:.3f}]"
    return _note(figure.reason, notes) if figure.value is not None else ""


def _note(reason: str | None, notes: list[str]) -> str:
    if reason is None:
        return ""
    if reason not in notes:
        notes.append(reason)
    return f"({notes.index(reason) + 1})"


def _confusion_lines(confused: Sequence[Confusion]) -> Iterator[str]:
    lines = [f"  {each.times:>5,}  {each.variable}: {each.one} – {each.other}" for each in confused[:_MOST_CONFUSIONS]]
    yield from _headed("Taken for each other, in so many decisions", lines)


def _dispute_lines(dispute: Dispute, pages: Mapping[str, Thread]) -> Iterator[str]:
    thread = pages.get(dispute.source or "")
    comment = next((one for one in thread.comments if one.id == dispute.comment), None) if thread else None
    author = f" {comment.author}" if comment and comment.author else ""
    yield f"  {dispute.source or ''} {dispute.comment}{author}"
    if comment:
        words = " ".join(comment.text.split())
        yield f"    “{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”"
    for said in dispute.said:
        yield f"    {said}"
