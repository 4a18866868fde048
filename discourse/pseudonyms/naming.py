"""Pseudonyms: names that a secret key makes of names, always the same for the same key, never without it.

A pseudonym is "Amber Heron 4127": two words and four digits, taken from HMAC-SHA-256 (RFC 2104) of the name under the
key. Names that differ only in case, in blanks around them or in their Unicode form are one name.
"""

import hashlib
import hmac
import re
import unicodedata

from discourse.errors import DiscourseError

FEWEST = 16
"""Characters of the shortest key: a shorter one could be found by trying."""
_COLOURS = (
    "Amber", "Ashen", "Auburn", "Azure", "Beige", "Bronze", "Brown", "Chestnut", "Citrine", "Cobalt", "Copper",
    "Coral", "Cream", "Crimson", "Cyan", "Ebony", "Emerald", "Fawn", "Flaxen", "Ginger", "Golden", "Green", "Grey",
    "Hazel", "Indigo", "Ivory", "Jade", "Khaki", "Lemon", "Lilac", "Lime", "Magenta", "Maroon", "Mauve", "Mint",
    "Mustard", "Navy", "Ochre", "Olive", "Opal", "Orange", "Peach", "Pearl", "Pewter", "Pink", "Plum", "Purple",
    "Ruby", "Russet", "Saffron", "Sage", "Salmon", "Sandy", "Sapphire", "Scarlet", "Sepia", "Silver", "Slate",
    "Tawny", "Teal", "Topaz", "Umber", "Violet", "Yellow",
)  # fmt: skip
_ANIMALS = (
    "Badger", "Bear", "Beaver", "Bison", "Bittern", "Buzzard", "Camel", "Carp", "Chamois", "Cod", "Cormorant",
    "Crane", "Cricket", "Curlew", "Deer", "Dolphin", "Dormouse", "Duck", "Eagle", "Elk", "Falcon", "Ferret",
    "Finch", "Fox", "Gecko", "Goose", "Grouse", "Gull", "Hare", "Hedgehog", "Heron", "Ibex", "Jackdaw", "Kestrel",
    "Lark", "Lizard", "Lynx", "Magpie", "Marten", "Mole", "Newt", "Osprey", "Otter", "Owl", "Pelican", "Pike",
    "Plover", "Puffin", "Quail", "Rabbit", "Raven", "Salamander", "Seal", "Shrew", "Sparrow", "Squirrel", "Stoat",
    "Stork", "Swift", "Tern", "Toad", "Trout", "Vole", "Wren",
)  # fmt: skip
_DIGITS = 10_000
_BLANKS = re.compile(r"\s+")


def checked_key(text: str, source: str) -> bytes:
    """Return a key as bytes; raise DiscourseError, naming its source, where it is too short to keep a secret."""
    key = text.strip()
    if len(key) < FEWEST:
        raise DiscourseError(f"{source}: a key has at least {FEWEST} characters; this one has {len(key)}")
    return key.encode("utf-8", "surrogatepass")


def pseudonym(name: str, key: bytes) -> str:
    """Return the pseudonym of a name under a key.

    >>> pseudonym("KennyB", b"a key for this example") == pseudonym(" kennyb ", b"a key for this example")
    True
    >>> pseudonym("KennyB", b"another key altogether") == pseudonym("KennyB", b"a key for this example")
    False
    """
    number = int.from_bytes(_digest("name", plain(name), key)[:8], "big")
    number, colour = divmod(number, len(_COLOURS))
    number, animal = divmod(number, len(_ANIMALS))
    return f"{_COLOURS[colour]} {_ANIMALS[animal]} {number % _DIGITS:04}"


def veiled_id(identifier: str, key: bytes) -> str:
    """Return twelve hexadecimal digits in place of an id that may lead to a person."""
    return _digest("id", identifier, key).hex()[:12]


def plain(name: str) -> str:
    """Return the form of a name in which it is compared.

    >>> plain(" Kenny  B "), plain("ＫｅｎｎｙＢ")
    ('kenny b', 'kennyb')
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def _digest(purpose: str, text: str, key: bytes) -> bytes:
    message = f"discourse {purpose}\0{text}".encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).digest()
