"""The looks that a report can have: colours of text and rules on paper and at night, and the letters of its titles."""

from typing import Literal

import msgspec


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """One look. Text colours stand on white, but ``on_band`` on ``band``, the ground of the title (``None``: white).

    ``ink`` is for text, ``muted`` for what explains, ``accent`` for links; ``rule`` for the lines above figures and
    ``hairline`` for those between rows. ``night_accent`` and ``night_rule`` are theirs on a dark screen.
    """

    name: str
    ink: str
    muted: str
    accent: str
    rule: str
    hairline: str
    night_accent: str
    night_rule: str
    band: str | None = None
    on_band: str
    titles: Literal["serif", "sans"] = "serif"


THEMES = {
    theme.name: theme
    for theme in (
        Theme(
            name="plain", ink="#1c2330", muted="#566070", accent="#1d4f8f", rule="#1c2330", hairline="#d5dae1",
            night_accent="#8ab4f0", night_rule="#e8eaed", on_band="#1c2330",
        ),
        Theme(
            name="ink", ink="#1a1a22", muted="#5a5560", accent="#8a2f1c", rule="#8a2f1c", hairline="#ded8d2",
            night_accent="#f0a58f", night_rule="#f0a58f", band="#16213a", on_band="#f7f3ea",
        ),
        Theme(
            name="slate", ink="#202b33", muted="#51616b", accent="#0b5a68", rule="#0b5a68", hairline="#cfd8dc",
            night_accent="#7fc8d6", night_rule="#7fc8d6", band="#e6edf0", on_band="#17323c", titles="sans",
        ),
    )
}  # fmt: skip
"""The looks by name; the first is the one that a report has where none is asked for."""
