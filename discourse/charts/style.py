"""The one look of all charts: sizes, colours, a look for each code, and the letterings.

The fills differ in lightness by at least ten steps of CIELAB within a variable, so that they stay apart in grey
and for every kind of colour blindness; each code has a mark of its own besides.
"""

from typing import Any, NamedTuple

FULL = 170.0
HALF = 82.0
MARGIN = 2.0
TALLEST = 215.0
"""Mm: a page has room for a chart as high and its caption, so that none is drawn smaller."""
LEADING = 3.3
KEY_ROW = 4.2
INK = "#1A1C1F"
MUTED = "#5A616B"
RULE = "#8A919B"
FAINT = "#D9DCE1"
PALE = "#EDEFF2"
_TINT = 0.45
"""How much of its colour a pale fill keeps."""


class Look(NamedTuple):
    """How one code looks: its fill and outline, the colour of words about it and on it, its mark and hatching."""

    fill: str
    line: str
    words: str
    on: str
    mark: str
    hatch: str = ""


_FOR = Look("#1D4E89", "#1D4E89", "#1D4E89", "#FFFFFF", "o")
_AGAINST = Look("#C44F19", "#8F3A10", "#A8431A", "#FFFFFF", "s", "/////")
_ASKS = Look("#E3B23C", "#8A680A", "#7A5C00", INK, "D")
_NEUTRAL = Look("#D5D9DF", "#717985", MUTED, INK, "o")
_DARK_NEUTRAL = Look("#9AA2AD", "#717985", MUTED, INK, "D")
ROOT = Look(INK, INK, INK, "#FFFFFF", "s")
UNCODED = Look("#FFFFFF", "#717985", MUTED, INK, "o")
LOOKS = {
    "support": _FOR, "deny": _AGAINST, "query": _ASKS, "comment": _NEUTRAL,
    "asserts": _FOR, "rejects": _AGAINST, "questions": _DARK_NEUTRAL, "reports": _NEUTRAL,
    "favor": _FOR, "against": _AGAINST, "none": _NEUTRAL,
    "fact": Look("#23418F", "#23418F", "#23418F", "#FFFFFF", "o"),
    "testimony": Look("#3E7A3A", "#3E7A3A", "#3E7A3A", "#FFFFFF", "D"),
    "value": Look("#E0A234", "#8A680A", "#7A5C00", INK, "s"),
    "policy": Look("#4A1942", "#4A1942", "#4A1942", "#FFFFFF", "s"),
    "reference": _NEUTRAL,
    "rhetorical": Look("#B077C6", "#7E4596", "#7E4596", INK, "D"),
}  # fmt: skip


def look(code: str | None) -> Look:
    """Return the look of a code; comments that nobody coded are white with an outline."""
    return LOOKS.get(code or "", UNCODED)


def pale(look: Look) -> Look:
    """Return the look of an unsure label: a tint of the fill within the outline, on which dark words can be read."""
    parts = (int(look.fill[place : place + 2], 16) for place in (1, 3, 5))
    fill = "".join(f"{round(255 - _TINT * (255 - part)):02X}" for part in parts)
    return look._replace(fill=f"#{fill}", on=INK, hatch="")


def link_style(line: str, probability: float) -> tuple[str, float, Any]:
    """Return colour, weight and dashes of a link: solid if stated, dashed and fainter if less sure, else dotted."""
    if line == "stated":
        return RULE, 0.9, "solid"
    if line == "inferred":
        return f"{INK}{round(255 * (0.2 + 0.6 * probability)):02x}", 0.8, (0, (3.2, 2.2))
    return RULE, 1.0, (0, (1, 1.6))


class Lettering(NamedTuple):
    """Size in points, colour and weight of a piece of text."""

    size: float
    color: str = INK
    bold: bool = False


TITLE = Lettering(9.5, INK, bold=True)
SUBTITLE = Lettering(7.5, MUTED)
LABEL = Lettering(7.5)
STRONG = Lettering(7.5, INK, bold=True)
NOTE = Lettering(7, MUTED)
