"""Made-up comments in English that vary as real ones do: few sentences come twice, and new words never end.

The words are our own, put into patterns of sentences; some are names from syllables, numbers, compounds and slips of
the pen, so that the vocabulary grows with the number of comments. Beside 15,842 comments of Reddit on five topics, in
brackets: 193 characters on average (178), 134 in the middle (123), 2.1 sentences (2.1), of which 3.5 % were said before
(2.4 %), 12,562 different words in 100,000 (18,094), a claim of the general codebook in 26 % (18 %).
"""

from random import Random

_Part = str | tuple[str, ...]

_NOUNS = (
    "bridge", "harbour", "market", "library", "school", "station", "tram", "park", "mill", "lock", "square", "theatre",
    "museum", "pool", "bakery", "quarry", "hospital", "stadium", "canal", "airport", "road", "street", "bus", "train",
    "ticket", "price", "rent", "tax", "budget", "plan", "permit", "vote", "meeting", "letter", "report", "story",
    "article", "picture", "window", "roof", "wall", "tower", "church", "garden", "tree", "river", "ferry", "boat",
    "engine", "wheel", "lamp", "cable", "pipe", "well", "farm", "field", "horse", "dog", "fish", "bread", "coffee",
    "beer", "job", "wage", "union", "strike", "shop", "factory", "office", "bank", "loan", "house", "flat", "kitchen",
    "garage", "car", "bicycle", "path", "hill", "valley", "beach", "island", "storm", "flood", "winter", "summer",
    "problem", "reason", "question", "answer", "idea", "mistake", "joke", "law", "rule", "court", "case", "club",
    "game", "team", "song", "book", "film", "phone", "screen", "map", "number", "week", "year", "night",
)  # fmt: skip
_PEOPLE = (
    "people", "council", "mayor", "engineers", "bakers", "drivers", "teachers", "nurses", "warden", "editor", "plumber",
    "owner", "tenants", "judge", "sailors", "farmers", "clerk", "professor", "firm", "committee", "neighbours", "kids",
    "students", "tourists", "builders", "police", "residents", "voters", "union", "manager", "landlord", "customers",
    "my brother", "my aunt", "my boss", "somebody", "nobody", "half the town", "the other side", "most of us",
)  # fmt: skip
_VERBS = (
    "open", "clos", "paint", "sort", "mov", "measur", "repair", "flood", "doubl", "cancel", "prais", "ignor", "test",
    "plann", "visit", "promis", "delay", "pass", "hir", "want", "need", "lik", "hat", "lov", "us", "watch", "follow",
    "block", "clean", "count", "cover", "design", "destroy", "discuss", "explain", "finish", "fix", "guard", "help",
    "improv", "join", "lift", "mention", "miss", "notic", "offer", "pick", "push", "rais", "reach", "reject", "remov",
    "replac", "rescu", "return", "ruin", "sav", "shar", "start", "stopp", "support", "train", "treat", "trust", "walk",
)  # fmt: skip
_QUALITIES = (
    "old", "new", "cheap", "costly", "loud", "safe", "narrow", "wide", "famous", "dirty", "bright", "broken", "odd",
    "splendid", "useless", "honest", "good", "bad", "big", "small", "real", "long", "short", "early", "late", "empty",
    "full", "cold", "warm", "dark", "quick", "slow", "strange", "simple", "hard", "easy", "wrong", "right", "fair",
    "unfair", "public", "private", "local", "foreign", "serious", "funny", "boring", "modern", "rotten", "quiet",
)  # fmt: skip
_NOUN_ENDS = (
    "", "", "s", "side", "house", "work", "line", "man", "way", "keeper", "yard", "hall", "front", "end", "craft",
    "men", "land", "stone", "gate", "day", "folk", "head", "room", "ware", "post", "let",
)  # fmt: skip
_VERB_STARTS = ("", "", "re", "over", "un", "mis", "out", "under", "pre", "half-", "co-", "de")
_QUALITY_STARTS = ("", "", "very ", "un", "non-", "semi-", "half-", "over", "all too ", "pseudo-", "post-")
_QUALITY_ENDS = ("", "", "er", "est", "ish", "ly", "-looking", "ness", "-minded", "-ish")
_ADVERBS = (
    "today", "yesterday", "again", "twice", "already", "never", "always", "often", "lately", "soon", "early", "late",
    "once", "slowly", "quietly", "really", "probably", "maybe", "honestly", "just", "still", "even", "only", "actually",
)  # fmt: skip
_WHEN = (
    "last winter", "this morning", "for years", "every summer", "in the end", "after the flood", "on Sunday",
    "before the vote", "since then", "when I was there", "at the time", "over the weekend", "at least",
)  # fmt: skip
_STARTS = (
    "I think", "I guess", "well,", "to be fair,", "look,", "sure, but", "in my view", "as far as I can tell,", "and",
    "but", "so", "sadly", "not to mention that", "I remember that", "it seems that", "my point is that", "funny how",
)  # fmt: skip
_JOINS = (
    ", but", ", and", " because", " although", ", so", " while", " if", " until", ", which is why", " unless", ", or",
    " even though", "; meanwhile",
)  # fmt: skip
_OBJECTS = ("it", "them", "that", "this", "him", "the whole thing", "everything", "one of these", "you", "us")
_MODALS = (
    "will",
    "would",
    "can",
    "could",
    "should",
    "might",
    "must",
    "did not",
    "does not",
    "won't",
    "can't",
    "has to",
)

_CLAUSES: tuple[tuple[_Part, ...], ...] = (
    ("the", _PEOPLE, "VERBED", "the", "QUALITY", "NOUN", _ADVERBS),
    ("I walked past the", "NOUN", "and it looked", "QUALITY"),
    ("my neighbour from", "NAME", "says the", "NOUN", "was", "VERBED", "by the", _PEOPLE),
    (_PEOPLE, _MODALS, "get the", "NOUN", "VERBED", _WHEN),
    ("it is", "QUALITY", "and the", "NOUN", "costs us", "NUMBER", "a month"),
    ("we had", "NUMBER", _PEOPLE, "at the", "NOUN", _WHEN),
    ("you", _MODALS, "be", "VERBING", _OBJECTS, "with a", "QUALITY", "NOUN"),
    ("there is a", "QUALITY", "NOUN", "near", "NAME", "that nobody", "VERBED"),
    ("NAME", "VERBED", _OBJECTS, _ADVERBS, "in", "NUMBER"),
    ("they are", _ADVERBS, "VERBING", "the", "NOUN", "for", "QUALITY", "NOUNS"),
    ("the", "NOUN", "of", "NAME", "has", _ADVERBS, "been", "VERBED"),
    ("I have", "VERBED", "NOUNS", "with", "NAME", "and they were", "QUALITY"),
    ("what", "NAME", "wants is a", "QUALITY", "NOUN", "and some", "NOUNS"),
    ("the", "COMPOUND", "is as", "QUALITY", "as the", "NOUN", "they", "VERBED"),
    ("if you", "VERBED", _OBJECTS, "you would know the", "NOUN", "is", "QUALITY"),
    ("it was never about the", "COMPOUND", "or", "QUALITY", "NOUNS"),
    ("don't tell", _PEOPLE, "how", "QUALITY", "the", "NOUN", "of", "NAME", "is"),
    (_PEOPLE, "who", "VERBED", "NOUNS", _MODALS, "pay for the", "NOUN"),
)
_TURNS: tuple[tuple[_Part, ...], ...] = (
    ("you are wrong about the", "NOUN"), ("I agree with you",), ("that is not true at all",), ("exactly, well said",),
    ("how do you know that about", "NAME"), ("why would the", _PEOPLE, "do that to", _OBJECTS), ("nonsense",),
    ("yes, and the", "NOUN", "too"), ("no, it was the", "QUALITY", "NOUN"), ("thank you, that helps",), ("good point",),
    ("what makes you think the", "NOUN", "is", "QUALITY"), ("this is", "QUALITY"), ("lol",), ("where is", "NAME"),
)  # fmt: skip
_ASKING = frozenset({"how", "why", "what", "where"})
_CLAIMS: tuple[tuple[_Part, ...], ...] = (
    ("where is the evidence for the", "QUALITY", "NOUN"), ("there is a study on the", "NOUN", ": http://example.org/NUMBER"),
    ("the story of the", "NOUN", "is made up"), ("the", "NOUN", "is a fake and a hoax by", "NAME"),
    ("somebody pulls the strings behind the", _PEOPLE, "of", "NAME"), ("follow the money to", "NAME"),
    ("what about", "NAME", ", did they not do the same", _WHEN), ("they never treat the", "NOUN", "of", "NAME", "so"),
    ("the", "NOUN", "will collapse within", "NUMBER", "years"), ("mark my words, the", "NOUN", "will get", "QUALITY"),
    ("everybody knows that", "NAME", "lied about the", "NOUN"),
    ("the media will not report on the", "QUALITY", "NOUN"), ("that", "NOUN", "is not safe", _WHEN),
    ("the", "COMPOUND", "is a waste of money"), ("the useless council", "VERBED", "the", "NOUN"),
)  # fmt: skip
_SYLLABLES = (
    "ba", "cor", "den", "el", "fa", "gar", "hol", "is", "jo", "kel", "lan", "mor", "ni", "os", "pe", "quin", "ro",
    "sta", "tur", "ul", "ver", "wick", "yar", "zen", "bro", "dale", "ford", "ham", "ley", "ton",
)  # fmt: skip
_HEAVY = 0.25
"""The exponent of the tail of names: the smaller, the more of them are new."""
_SLIPS = 0.2
"""Share of sentences with a slip of the pen."""


def text(chance: Random) -> str:
    """Return the text of a comment."""
    luck = chance.random
    sentences = []
    for place in range(min(1 + int(chance.expovariate(0.62)), 40)):
        drawn = luck()
        if place == 0 and drawn < 0.14:
            sentences.append(_ended(_said(_TURNS[int(luck() * len(_TURNS))], chance), luck()))
        elif drawn > 0.955:
            sentences.append(_ended(_said(_CLAIMS[int(luck() * len(_CLAIMS))], chance), luck()))
        else:
            sentences.append(_ended(_sentence(chance), luck()))
    breaks = "\n\n" if len(sentences) > 3 or luck() < 0.08 else " "
    return _typed(breaks.join((sentences[0], " ".join(sentences[1:]))).strip(), luck())


def _sentence(chance: Random) -> str:
    luck = chance.random
    words = _said(_CLAUSES[int(luck() * len(_CLAUSES))], chance)
    if luck() < 0.3:
        words = f"{_STARTS[int(luck() * len(_STARTS))]} {words}"
    while luck() < 0.36:
        join = _JOINS[int(luck() * len(_JOINS))]
        words = f"{words}{join} {_said(_CLAUSES[int(luck() * len(_CLAUSES))], chance)}"
    return _slipped(words, chance) if luck() < _SLIPS else words


def _said(pattern: tuple[_Part, ...], chance: Random) -> str:
    """Return a pattern with words put in; those at the front of a list are drawn more often."""
    luck = chance.random
    words = [part[int(luck() ** 1.2 * len(part))] if isinstance(part, tuple) else part for part in pattern]
    words = [_MADE[word](chance) if word in _MADE else word for word in words]
    return " ".join(words).replace(" :", ":").replace(" ,", ",").replace("NUMBER", _number(chance))


def _noun(chance: Random) -> str:
    luck = chance.random
    return _NOUNS[int(luck() ** 1.2 * len(_NOUNS))] + _NOUN_ENDS[int(luck() ** 2.2 * len(_NOUN_ENDS))]


def _verb(chance: Random) -> str:
    luck = chance.random
    return _VERB_STARTS[int(luck() ** 2.2 * len(_VERB_STARTS))] + _VERBS[int(luck() ** 1.2 * len(_VERBS))]


def _quality(chance: Random) -> str:
    luck = chance.random
    start, end = (int(luck() ** 3 * len(ends)) for ends in (_QUALITY_STARTS, _QUALITY_ENDS))
    return _QUALITY_STARTS[start] + _QUALITIES[int(luck() ** 1.2 * len(_QUALITIES))] + _QUALITY_ENDS[end]


def _name(chance: Random) -> str:
    number = int(min(chance.paretovariate(_HEAVY), 1e7)) + 30
    name = ""
    while number:
        number, digit = divmod(number, 30)
        name += _SYLLABLES[digit]
    return name.capitalize()


def _number(chance: Random) -> str:
    number = int(min(chance.paretovariate(0.4), 1e7))
    return f"{number:,}" if number > 4_000 else str(number + 1)


def _compound(chance: Random) -> str:
    return f"{_noun(chance)}-{_noun(chance)}"


_MADE = {
    "NOUN": _noun,
    "QUALITY": _quality,
    "NOUNS": lambda chance: _noun(chance) + "s",
    "VERBED": lambda chance: _verb(chance) + "ed",
    "VERBING": lambda chance: _verb(chance) + "ing",
    "NAME": _name,
    "NUMBER": _number,
    "COMPOUND": _compound,
}
"""What is made anew wherever a pattern has the word."""


def _slipped(words: str, chance: Random) -> str:
    """Return a sentence with a letter left out or typed twice."""
    at = int(chance.random() * len(words))
    return words[:at] + words[at + 1 :] if chance.random() < 0.5 else words[:at] + words[at : at + 1] + words[at:]


def _ended(words: str, luck: float) -> str:
    asks = words.partition(" ")[0] in _ASKING
    end = "?" if asks else "." if luck < 0.86 else "!" if luck < 0.94 else "..." if luck < 0.97 else ""
    return words[:1].upper() + words[1:] + end


def _typed(words: str, luck: float) -> str:
    """Return a text as some keyboards and programs leave it: with round apostrophes, in small letters, escaped."""
    if luck < 0.2:
        return words.replace("'", "’") if "'" in words else words.replace("...", "…")
    if luck < 0.3:
        return words.lower()
    return words.replace(" and ", " &amp; ", 1) if luck > 0.985 else words
