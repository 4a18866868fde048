"""Whose page a link of a wiki goes to: "User:Ann", "Benutzerin Diskussion:Ann", "Spécial:Contributions/192.0.2.7"."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborNode

from discourse.readers.dom import attribute, classes, one_line
from discourse.readers.markup import line_of

_USER = re.compile(
    r"\b(?:user|benutzer|utilisat|usuari|usuári|utente|utilizad|utilizat|gebruiker|használó|szerkeszt|wikiped[iy]st|"
    r"użytkow|använda|bruger|bruker|brukar|käyttäj|uživatel|redaktor|používate|suradni|korisni|uporabnik|uzanto|"
    r"vikipedi|lankide|kasutaja|dalībniek|naudotoj|kullanıcı|thành viên|pengguna|участни|користувач|потребител|"
    r"корисни|удзельні|қатысушы|χρήστη|մասնակից|მომხმარებელი|משתמש|مستخدم|کاربر|सदस्य|ผู้ใช้|ব্যবহারকারী)"
    r"|利用者|用户|用戶|使用者|사용자",
    re.IGNORECASE,
)
"""How the namespaces of users and of talk with them begin, in the languages of the larger wikis."""
_SPECIAL = re.compile(
    r"^(?:sp[eé][cz]ial|especial|speciaal|specjaln|speciáln|spesial|toiminnot|posebno|özel|istimewa|đặc biệt|"
    r"служебн|специальн|спеціальн|специјалн|ειδικό|מיוחד|خاص|ویژه|特別|特殊|특수)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"^:?[a-z][a-z-]{1,11}:(?=[^:]+:)")
"""The prefix of another wiki: "de:Benutzer:Ann"."""
_MAX_NAME = 120
_BOT = re.compile(r"Bot(?![a-z])|bot(?=$|[\W\d_])")
_NO_BOT = re.compile(r"(?:abbot|talbot|cabot|turbot|sabot)\b", re.IGNORECASE)
_MASS_MESSAGES = "MediaWiki message delivery"


def user_of(link: LexborNode, page: str) -> str | None:
    """Return the name of the user to whose page, talk or contributions a link goes; ``None`` for any other link.

    ``page`` is the title of the page read, to which its links to itself go without saying so.
    """
    target = page if "selflink" in " ".join(classes(link)) else _target(attribute(link, "href"))
    space, colon, name = _ELSEWHERE.sub("", target).partition(":")
    if not colon or len(name) > _MAX_NAME:
        return None
    if _SPECIAL.search(space):
        return _named(name.partition("/")[2])
    if "/" in name:
        return None  # a user's other pages are no signature
    is_user = _USER.search(space) or (name and one_line(name) == line_of(link) and space != "File")
    return _named(name) if is_user else None


def is_bot(name: str) -> bool:
    """Return whether a name is that of a program, as wikis ask such names to be.

    >>> is_bot("InternetArchiveBot"), is_bot("SineBot 2"), is_bot("Legobot"), is_bot("Abbot"), is_bot("Bottle")
    (True, True, True, False, False)
    """
    return name == _MASS_MESSAGES or (_BOT.search(name) is not None and _NO_BOT.search(name) is None)


def _named(name: str) -> str | None:
    return one_line(name.partition("#")[0].replace("_", " ")) or None


def _target(address: str) -> str:
    """Return the title of the page that an address of a wiki names."""
    try:
        parts = urlsplit(address)
        title = parse_qs(parts.query).get("title", [""])[0]
    except ValueError:
        return ""
    path = parts.path if parts.scheme in ("", "http", "https") else address
    plain = re.sub(r"^(?:.*/wiki/|.*/index\.php/|\./|/)", "", path)
    return one_line((title or unquote(plain)).replace("_", " "))
