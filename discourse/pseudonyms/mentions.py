"""Names of people inside texts, replaced by their pseudonyms.

A whole name is found in any case, with or without what stands between its parts ("Barba Papa" for ``Barba_Papa``), and
before a possessive. A part of a name of several ("Hal" of Hal Brannigan, "Kenny" of KennyB) is found with its capital.
A name of one word that is also a word of the language or of the story (``Truth``, ``Will``) is found only where it is
marked as a name: after @, spoken to at the beginning of a line or between commas, before "wrote:", or between
quotation marks. Any other @name and any e-mail address is replaced, too, for they are people's whether they comment
here or not.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from discourse.languages import common_words
from discourse.pseudonyms.naming import plain, pseudonym

_PART = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s_.\-’'·]{0,3}\Z")
_LONGEST = 6
"""Parts of a name that are looked up together."""
_SHORT = 2
"""Characters up to which a name is found only where it is marked as one."""
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HUMP = re.compile(r"[^\W\d_]+?(?=[A-Z0-9_\W]|\Z)")
_MAIL = re.compile(r"(?<![\w@.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_AT = re.compile(r"(?<![\w@/.])@(?=[^\W\d])([\w.\-]{1,63}\w|\w)(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})?")
_OPENS = re.compile(r"(?:\A|\n)[\s>*_“”\"'«(]{0,8}\Z")
_WROTE = re.compile(
    r"[\s*_]{0,3}(?:\([^)\n]{0,30}\)\s?)?(?:wrote|said|says|writes|schrieb|sagte|schreibt|a écrit|a dit|écrit|escribió|"
    r"dijo|ha scritto|scrive|scrisse)\b",
    re.IGNORECASE,
)
_SPOKEN_TO = re.compile(r"\s{0,2}[,:!–—]|\s-\s")
_QUOTES = re.compile(r"[“”\"'‘’«»]\Z")
_MAIL_VEIL = "[e-mail address]"


class _Found(NamedTuple):
    """A stretch of a text that is a name, and what takes its place."""

    start: int
    end: int
    veil: str


class Names:
    """The names of people, ready to be replaced in texts.

    ``story`` are the texts that tell which names are words of the story; those ``sure`` are no such words.
    """

    def __init__(self, names: Iterable[str], key: bytes, story: str = "", sure: Iterable[str] = ()) -> None:
        """Take the names, most frequent first where two share a part."""
        self._key = key
        self._whole: dict[str, str] = {}
        self._part: dict[str, set[str]] = {}
        self._unspaced: dict[str, str] = {}
        known = {plain(name) for name in sure}
        words = {found.group().casefold() for found in _PART.finditer(story)}
        self._ordinary: set[str] = set()
        for name in names:
            self._take(name, words, known)
        self._openings = {whole[:length] for whole in (*self._whole, *self._part) for length in (1, 2, 3)}

    def _take(self, name: str, story: set[str], sure: set[str]) -> None:
        veil = pseudonym(name, self._key)
        parts = [part.group() for part in _PART.finditer(name)]
        whole = "".join(parts).casefold()
        if _UNSPACED.search(name) or not parts:
            if len(name.strip()) > 1:
                self._unspaced[name.strip()] = veil
            return
        self._whole.setdefault(whole, veil)
        is_word = _is_plain(parts) and (whole in common_words() or whole in story)
        if (is_word or len(whole) <= _SHORT) and plain(name) not in sure:
            self._ordinary.add(whole)
        pieces = parts if len(parts) > 1 else _HUMP.findall(name)
        if len(pieces) > 1:
            for piece in pieces:
                lower = piece.casefold()
                if len(piece) > _SHORT and lower not in common_words() and lower not in story:
                    self._part.setdefault(lower, set()).add(veil)

    def veiled(self, text: str) -> str:
        """Return a text with a pseudonym in place of each name in it.

        >>> names = Names(["Hal Brannigan", "KennyB"], b"a key for this example")
        >>> kenny = pseudonym("KennyB", b"a key for this example")
        >>> names.veiled("@kennyb's point") == f"@{kenny}'s point", names.veiled("Kenny, no.") == f"{kenny}, no."
        (True, True)
        """
        text = _MAIL.sub(_MAIL_VEIL, text)
        for name in sorted(self._unspaced, key=len, reverse=True):
            text = text.replace(name, self._unspaced[name])
        return _replaced(text, self._named(text))

    def _named(self, text: str) -> Iterator[_Found]:
        parts = list(_PART.finditer(text))
        place = 0
        while place < len(parts):
            # Most words begin no name, and are passed over before anything is joined.
            if parts[place].group()[:3].casefold() not in self._openings and not _is_called(text, parts[place].start()):
                place += 1
                continue
            taken, found = self._at(text, parts, place)
            if found:
                yield found
            place += max(1, taken)

    def _at(self, text: str, parts: list[re.Match[str]], place: int) -> tuple[int, _Found | None]:
        """Return how many parts from a place on are a name, and that name."""
        start = parts[place].start()
        for length, end, whole in _runs(text, parts, place):
            veil = self._whole.get(whole)
            if veil and (whole not in self._ordinary or _is_marked(text, start, end)):
                return length, _Found(start, end, veil)
        return self._alone(text, parts, place)

    def _alone(self, text: str, parts: list[re.Match[str]], place: int) -> tuple[int, _Found | None]:
        """Return the part of a name, or the name of somebody else after @, that stands at a place."""
        word, start = parts[place].group(), parts[place].start()
        handle = _AT.match(text, start - 1) if start else None
        veils = self._part.get(word.casefold())
        if veils and (word[0].isupper() or (handle and handle[1].casefold() == word.casefold())):
            veil = next(iter(veils)) if len(veils) == 1 else "someone"
            return 1, _Found(start, parts[place].end(), veil)
        if handle:
            inside = sum(part.end() <= handle.end() for part in parts[place : place + _LONGEST * 2])
            return inside, _Found(start, handle.end(), pseudonym(handle[1], self._key))
        return 0, None


def _runs(text: str, parts: list[re.Match[str]], place: int) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of parts that begin at a place and stand close together, the longest first."""
    runs: list[tuple[int, int, str]] = []
    whole = ""
    for length in range(1, min(_LONGEST, len(parts) - place) + 1):
        part = parts[place + length - 1]
        if length > 1 and not _GAP.match(text[parts[place + length - 2].end() : part.start()]):
            break
        whole += part.group().casefold()
        runs.append((length, part.end(), whole))
    yield from reversed(runs)


def _is_called(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] == "@"


def _is_plain(parts: list[str]) -> bool:
    """Return whether a name is written as a word is: no second part, no digit, no capital inside."""
    return len(parts) == 1 and parts[0].isalpha() and (parts[0][1:].islower() or parts[0].isupper())


def _is_marked(text: str, start: int, end: int) -> bool:
    """Return whether a word is marked as a name where it stands."""
    before, after = text[max(0, start - 12) : start], text[end : end + 48]
    if before.endswith("@") or _WROTE.match(after):
        return True
    if _OPENS.search(before) and _SPOKEN_TO.match(after):
        return True
    if text[start].isupper() and before.endswith(", ") and after[:1] in {"", *".,!?…\n"}:
        return True
    return bool(_QUOTES.search(before) and after[:1] in set("“”\"'‘’«»"))


def _replaced(text: str, found: Iterable[_Found]) -> str:
    pieces: list[str] = []
    last = 0
    for one in found:
        in_address = text[one.start - 1 : one.start] in set("/=~")
        pieces += [text[last : one.start], one.veil.replace(" ", "-") if in_address else one.veil]
        last = one.end
    return "".join((*pieces, text[last:]))
