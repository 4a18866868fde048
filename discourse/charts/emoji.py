"""Emoji as small pictures: fonts of colour pictures that matplotlib cannot set, drawn by Pillow.

Where the machine has no such font, emoji count as characters that cannot be drawn.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib import font_manager

PLACE = "\u2003"
"""What stands in the text where a picture is drawn: a blank as wide as the letters are high."""
_FILES = {"NotoColorEmoji.ttf": 109, "Apple Color Emoji.ttc": 160, "seguiemj.ttf": 128}
"""The known fonts with the size in pixels that each has pictures of."""
_VARIATION, _JOINER = "\ufe0f", "\u200d"


class _Font(NamedTuple):
    path: str
    size: int


def is_emoji(cluster: str) -> bool:
    """Return whether a character, with its joins and tones, is shown as a picture.

    >>> [is_emoji(cluster) for cluster in ("a", "👍🏽", "❤\ufe0f", "漢")]
    [False, True, True, False]
    """
    return cluster[:1] >= "\U0001f000" or (_VARIATION in cluster and cluster[:1] > "\u2000")


def has_picture(cluster: str) -> bool:
    """Return whether a font at hand has a picture of an emoji."""
    font = _font()
    if font is None or not is_emoji(cluster):
        return False
    characters = _characters(font.path)
    return all(ord(character) in characters for character in cluster if character not in (_VARIATION, _JOINER))


@lru_cache(maxsize=500)
def picture(cluster: str) -> Any:
    """Return the picture of an emoji as an array of rows of RGBA, cut to the emoji."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    font = _font()
    if font is None:
        return np.zeros((1, 1, 4), dtype=np.uint8)
    face = ImageFont.truetype(font.path, font.size)
    left, top, right, bottom = (int(edge) for edge in face.getbbox(cluster))
    image = Image.new("RGBA", (max(1, right - left), max(1, bottom - top)), (255, 255, 255, 0))
    ImageDraw.Draw(image).text((-left, -top), cluster, font=face, embedded_color=True)
    return np.asarray(image)


@cache
def _font() -> _Font | None:
    """Return the first of the known fonts that is installed and that Pillow can open."""
    from PIL import ImageFont

    installed = {Path(path).name: path for path in sorted(font_manager.findSystemFonts())}
    for name, size in _FILES.items():
        if name in installed:
            try:
                ImageFont.truetype(installed[name], size)
            except OSError:
                continue
            return _Font(installed[name], size)
    return None


@cache
def _characters(path: str) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(path).get_charmap())
