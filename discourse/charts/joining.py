"""Arabic letters in the forms that they take beside each other, so that a word is reckoned as wide as it is set."""

import re
import unicodedata
from functools import cache

_ARABIC, _MARKS = re.compile("[\u0620-\u06ff]"), re.compile("[\u0610-\u061a\u064b-\u065f\u0670]")
_ISOLATED, _INITIAL, _MEDIAL, _FINAL = "<isolated>", "<initial>", "<medial>", "<final>"


def joined(text: str) -> str:
    """Return a text with each Arabic letter in its joined form (Unicode, Arabic Presentation Forms), marks left out.

    >>> [f"{ord(letter):x}" for letter in joined("سلام")]
    ['feb3', 'fefc', 'fee1']
    """
    if not _ARABIC.search(text):
        return text
    forms = _forms()
    letters = _MARKS.sub("", text)
    shaped: list[str] = []
    place, before = 0, False
    while place < len(letters):
        pair = letters[place : place + 2]
        letter = pair if len(pair) == 2 and pair in forms else letters[place]
        place += len(letter)
        own = forms.get(letter, {})
        after = _INITIAL in own and _FINAL in forms.get(letters[place] if place < len(letters) else "", {})
        joins = before and _FINAL in own
        form = (_MEDIAL if after else _FINAL) if joins else (_INITIAL if after else _ISOLATED)
        shaped.append(own.get(form, letter))
        before = _INITIAL in own
    return "".join(shaped)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return for each letter, and for lam with an alef, the forms that it has beside others."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        whole = "".join(chr(int(letter, 16)) for letter in letters)
        if kind in (_ISOLATED, _INITIAL, _MEDIAL, _FINAL) and (len(whole) == 1 or whole[0] == "\u0644"):
            forms.setdefault(whole, {})[kind] = chr(code)
    return forms
