"""Text of strangers made safe to look at: what would steer a reader or a terminal unseen is shown instead."""

import re
import unicodedata

# C0 and C1 controls but tab and line feed, bidi overrides and isolates, the byte order mark, the interlinear
# anchors, lone surrogates and the last two code points of the basic plane, which are no characters.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def visible(text: str) -> str:
    r"""Return a text with its control characters and bidi overrides spelled out, and its line ends as ``\n``.

    >>> visible("a\x07b\u202ec")
    'a⟨U+0007⟩b⟨U+202E⟩c'
    """
    if text.isprintable():  # as nearly every text is that has one line
        return text
    return _STEERING.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", _LINE_END.sub("\n", text))


def masked(text: str) -> str:
    r"""Return a text of the same length in which each control character and bidi override is a replacement character.

    For texts whose places have to stay what they are.

    >>> masked("a\x07b\u202ec")
    'a\ufffdb\ufffdc'
    """
    return _STEERING.sub("\ufffd", text)


def is_rtl(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left (rules P2 and P3 of UAX #9).

    >>> is_rtl("3. שלום"), is_rtl("Hello שלום")
    (True, False)
    """
    strong = (unicodedata.bidirectional(letter) for letter in text[:1000])
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
