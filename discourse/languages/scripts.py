"""The script a text is written in, and the language where the script alone tells it."""

from bisect import bisect_right
from collections import Counter
from itertools import islice

LATIN = "latin"
_READ = 300
"""Letters looked at: a script shows in its first words."""
_BLOCKS = (
    (0x0000, LATIN), (0x0370, "el"), (0x0400, "cyrillic"), (0x0530, "hy"), (0x0590, "he"), (0x0600, "arabic"),
    (0x0700, "other"), (0x0750, "arabic"), (0x0780, "other"), (0x0900, "hi"), (0x0980, "bn"), (0x0A00, "pa"),
    (0x0A80, "gu"), (0x0B00, "other"), (0x0B80, "ta"), (0x0C00, "te"), (0x0C80, "kn"), (0x0D00, "ml"),
    (0x0D80, "si"), (0x0E00, "th"), (0x0E80, "lo"), (0x0F00, "other"), (0x1000, "my"), (0x10A0, "ka"),
    (0x1100, "ko"), (0x1200, "am"), (0x13A0, "other"), (0x1780, "km"), (0x1800, "other"), (0x1C80, "cyrillic"),
    (0x1C90, "ka"), (0x1CC0, "other"), (0x1D00, LATIN), (0x1F00, "el"), (0x2000, LATIN), (0x2C80, "other"),
    (0x2DE0, "cyrillic"), (0x2E80, "zh"), (0x3040, "ja"), (0x3100, "zh"), (0x3130, "ko"), (0x3190, "zh"),
    (0x31F0, "ja"), (0x3200, "zh"), (0xA000, "other"), (0xA640, "cyrillic"), (0xA6A0, "other"), (0xA720, LATIN),
    (0xA800, "other"), (0xAB30, LATIN), (0xABC0, "other"), (0xAC00, "ko"), (0xD800, "other"), (0xF900, "zh"),
    (0xFB00, LATIN), (0xFB13, "hy"), (0xFB1D, "he"), (0xFB50, "arabic"), (0xFE00, "other"), (0xFE70, "arabic"),
    (0xFF00, LATIN), (0xFF66, "ja"), (0xFFA0, "ko"), (0xFFE0, LATIN), (0x10000, "other"), (0x1D400, LATIN),
    (0x1D800, "other"), (0x20000, "zh"), (0x32000, "other"),
)  # fmt: skip
"""Where blocks of Unicode begin: the language of a script that one language has, else the script."""
_STARTS = tuple(start for start, _ in _BLOCKS)
_LETTERS_FOR = {"zh": 3, "ja": 3, "ko": 2}
"""For how many letters of other scripts one stands: it writes a syllable or a word."""
_KANA_SHARE = 8
"""Of this many Han characters one kana makes a text Japanese."""
_LETTERS = {
    "cyrillic": {"sr": "ђјљњћџ", "be": "ў", "mk": "ѓќѕ", "kk": "қғңұәһ", "mn": "өү"},
    "arabic": {"ur": "ٹڈڑںے"},
}
"""Letters that the languages told by spelling do not have."""


def script_of(text: str) -> str | None:
    """Return ``latin``, ``cyrillic`` or ``arabic``, or the language that a script tells; ``None`` without letters.

    The script is that of most of the first letters; ``other`` where it is none that is listed. Letters that only one
    language of a script has tell that language.

    >>> script_of("Wow!"), script_of("だれが払う"), script_of("Это неправда"), script_of("Зашто љути"), script_of("42")
    ('latin', 'ja', 'cyrillic', 'sr', None)
    """
    if text.isascii():
        return LATIN if any(map(str.isalpha, text)) else None
    letters = list(islice(filter(str.isalpha, text), _READ))
    scripts = Counter(_BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1] for letter in letters)
    if not scripts:
        return None
    if scripts["ja"] * _KANA_SHARE >= scripts["zh"]:
        scripts["ja"] += scripts.pop("zh", 0)
    script = max(sorted(scripts), key=lambda name: scripts[name] * _LETTERS_FOR.get(name, 1))
    for language, own in _LETTERS.get(script, {}).items():
        if any(letter in own for letter in map(str.lower, letters)):
            return language
    return script
