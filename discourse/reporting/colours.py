"""The colours of the codes on a page: those of the charts, and tints of them that keep any text on them readable."""

from collections.abc import Callable

import msgspec

_LIGHTEST_DARK = 0.07
_DARKEST_LIGHT = 0.74
_DARKEST_LINE = 0.2
_WHITE, _NIGHT = (255, 255, 255), (22, 25, 29)
_RGB = tuple[int, int, int]


class Shade(msgspec.Struct, frozen=True, kw_only=True):
    """A code with the colours of its mark, and of its lines and grounds on white paper and on a dark screen."""

    code: str
    fill: str
    line: str
    tint: str
    night_line: str
    night_tint: str


def shades() -> tuple[Shade, ...]:
    """Return the shades of all codes."""
    from discourse.charts.style import LOOKS, UNCODED

    return tuple(
        Shade(
            code=code,
            fill=look.fill,
            line=look.line,
            tint=tint(look.fill),
            night_line=night_line(look.line),
            night_tint=night_tint(look.fill),
        )
        for code, look in (*LOOKS.items(), ("undecided", UNCODED))
    )


def tint(colour: str) -> str:
    """Return the colour, mixed with white until dark text on it has a contrast of more than 10 to 1.

    >>> tint("#1D4E89")
    '#dbe3ec'
    """
    return _mixed(colour, _WHITE, lambda light: light >= _DARKEST_LIGHT)


def night_line(colour: str) -> str:
    """Return the colour, mixed with white until a line of it on a dark ground has a contrast of more than 4 to 1."""
    return _mixed(colour, _WHITE, lambda light: light >= _DARKEST_LINE)


def night_tint(colour: str) -> str:
    """Return the colour, mixed with a dark ground until light text on it has a contrast of more than 7 to 1."""
    return _mixed(colour, _NIGHT, lambda light: light <= _LIGHTEST_DARK)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2).

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    linear = [_linear(part / 255) for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> _RGB:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, ground: _RGB, fits: Callable[[float], bool]) -> str:
    parts = _parts(colour)
    steps = ("#{:02x}{:02x}{:02x}".format(*_between(parts, ground, share)) for share in range(0, 101, 2))
    return next(mixed for mixed in steps if fits(luminance(mixed)))


def _between(colour: _RGB, ground: _RGB, share: int) -> _RGB:
    red, green, blue = (round(a + (b - a) * share / 100) for a, b in zip(colour, ground, strict=True))
    return red, green, blue
