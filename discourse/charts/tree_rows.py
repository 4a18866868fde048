"""The reply tree of a small thread: a row for each comment, indented by depth, with number, name and stance."""

from discourse.charts.forest import GUESSED, STATED, UNKNOWN, Forest
from discourse.charts.lettering import clean, clipped, width
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet
from discourse.charts.style import LABEL, MARGIN, MUTED, NOTE, ROOT, STRONG, Lettering, link_style, look
from discourse.translation import counted, deferred, labelled, number, translated
from discourse.translation.phrases import clauses

ROW = 5.2
NODE = 4.0
_NUMBER = 6.0
_LEFT = MARGIN + 4
_LEAST_CLAIM = 14.0
_KINDS = {"quote": deferred("quote"), "name": deferred("name"), "inferred": deferred("inferred")}


def draw(shown: Forest, summary: str, wide: float) -> Page:
    """Return the tree with one row per comment."""
    orphans = any(shown.orphan)
    rows = len(shown) + 1 + orphans
    size = (wide, ROW * (rows + 1) + 1)
    sheet = Sheet("tree", size, translated("Who answers what"), f"{summary}. {shown.reading}")
    step = min(8.0, 0.5 * wide / max(shown.depth))
    y = _heights(shown, sheet.top + 1.5 * ROW)
    left = _left(step)
    x = [left + step * depth for depth in shown.depth]
    _axis(sheet, max(shown.depth), (left, step))
    _links(sheet, shown, x, y)
    _article(sheet, (x[-1], y[-1]))
    if orphans:
        first = min(y[node] for node in range(len(shown)) if shown.orphan[node])
        sheet.write((MARGIN, first - ROW), translated("parent not shown or not known"), NOTE)
    for node in shown.order:
        _row(sheet, shown, node, (x[node], y[node]))
    return sheet.figure


def _heights(shown: Forest, top: float) -> list[float]:
    """Return the height of each node's row; a row is left free before the first orphan."""
    heights = [top] * (len(shown) + 1)
    row, apart = 1, False
    for node in shown.order:
        if shown.orphan[node] and not apart:
            row, apart = row + 1, True
        heights[node] = top + ROW * row
        row += 1
    return heights


def _left(step: float) -> float:
    """Return where the article stands, so far right that the first depth has room beside the word over the depths."""
    return max(_LEFT, MARGIN + width(translated("depth"), NOTE.size) + 2 + width("1", NOTE.size) / 2 - step)


def _axis(sheet: Sheet, deepest: int, columns: tuple[float, float]) -> None:
    """Name the depths along the top; ``columns`` are the place of the article and how far apart depths are."""
    left, step = columns
    y = sheet.top + 0.4 * ROW
    sheet.write((MARGIN, y), translated("depth"), NOTE)
    every = next(every for every in (1, 2, 5, 10) if step * every > 4.5)
    for depth in range(1, deepest + 1):
        if depth == 1 or depth % every == 0:
            sheet.write((left + step * depth, y), str(depth), NOTE, "center")


def _links(sheet: Sheet, shown: Forest, x: list[float], y: list[float]) -> None:
    """Draw trunk by trunk; the part of a trunk that several links share looks like the surest of them."""
    for node, below in enumerate(shown.children):
        bound = [child for child in below if not shown.orphan[child]]
        surest = 0.0
        for position in range(len(bound) - 1, -1, -1):
            child = bound[position]
            sure = 2.0 if shown.line[child] == STATED else shown.probability[child]
            surest = max(surest, sure)
            start = y[bound[position - 1]] if position else y[node]
            sheet.lines([[(x[node], start), (x[node], y[child])]], *_look(surest))
            sheet.lines([[(x[node], y[child]), (x[child], y[child])]], *_look(sure))
    for node in range(len(shown)):
        if shown.orphan[node]:
            sheet.lines([[(x[node] - 6, y[node]), (x[node], y[node])]], *link_style(UNKNOWN, 0))


def _look(sure: float) -> tuple[str, float, object]:
    return link_style(STATED, 1) if sure > 1 else link_style(GUESSED, sure)


def _article(sheet: Sheet, at: tuple[float, float]) -> None:
    sheet.marks([at], ROOT, 3.6)
    sheet.write((at[0] + 3.4, at[1]), translated("the article"), STRONG)


def _probability(value: float) -> str:
    return number(value, 2) if value < 0.995 else f"> {number(0.99, 2)}"


def _row(sheet: Sheet, shown: Forest, node: int, at: tuple[float, float]) -> None:
    """Draw a comment's node and write its number, its author, its stance, how its link is known, and its claim."""
    shade = shown.look(shown.code[node], shown.unsure[node])
    sheet.marks([at], shade, NODE)
    sheet.write(at, str(shown.numbers[node]), Lettering(_NUMBER, shade.on), "center")
    code = translated(shown.code[node] or "no code") if shown.code[node] or not shown.code_free else ""
    code += "?" if shown.unsure[node] else ""
    guessed = shown.line[node] == GUESSED
    link = f"{translated(_KINDS[shown.kind[node]])} {_probability(shown.probability[node])}" if guessed else ""
    left = at[0] + NODE / 2 + 1.4
    notes = width(code, NOTE.size) + width(link, NOTE.size) + 8
    given = clean(shown.author[node] or "")
    name = clipped(given, sheet.width - MARGIN - left - notes, LABEL.size) or translated("no name")
    sheet.write((left, at[1]), name, LABEL if given else NOTE)
    left += width(name, LABEL.size) + 2.5
    for words, lettering in ((code, Lettering(NOTE.size, shade.words)), (link, Lettering(NOTE.size - 0.5, MUTED))):
        if words and left + width(words, lettering.size) <= sheet.width - MARGIN:
            sheet.write((left, at[1]), words, lettering)
            left += width(words, NOTE.size) + 2.5
    _claim(sheet, shown, node, (left + 1, at[1]))


def _claim(sheet: Sheet, shown: Forest, node: int, at: tuple[float, float]) -> None:
    """Write which claim a comment makes and how, where there is room for it."""
    label, status, more = shown.claim[node], shown.status[node], shown.claims[node] - 1
    if not label or not status:
        return
    others = counted(more, "other claim", "other claims") if more > 0 else ""
    said = labelled(translated(status), "").rstrip()
    room = sheet.width - MARGIN - at[0] - width(said, NOTE.size) - 1.2 - width(clauses(["-", others]), NOTE.size)
    if room < _LEAST_CLAIM:
        return
    sheet.write(at, said, Lettering(NOTE.size, look(status).words))
    words = clauses([clipped(label, room, NOTE.size), others])
    sheet.write((at[0] + width(said, NOTE.size) + 1.2, at[1]), words, NOTE)
