"""What describes a claim type: the content words of its definition, label, examples and counter-examples."""

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from discourse.codebook import ClaimType
from discourse.coders.claims.concepts import content_positions, related_senses
from discourse.coders.claims.status.negating import polarity, subjects
from discourse.coders.claims.target_names import TargetNames
from discourse.coders.claims.tokens import Sentence, read_sentences, stem_of
from discourse.coders.claims.triggers import find_triggers, word_set
from discourse.coders.lexicon import table
from discourse.text import words as words_of

Route = Literal["cue", "example", "definition"]
_NO_SIGN = "- "
"""Before a cue that is no sign of its claim: its words name another thing."""

_HOLDS = (
    r"(?:says?|claims?|argues?|states?|suggests?|asserts?|holds?|believes?|thinks?|is|means|mentions|refers|accuses|alleges"
    r"|insists|maintains|contends|describes|expresses|portrays|blames|presents|considers|sees|assumes|reckons|warns"
    r"|complains|criticises|criticizes|attributes|denies|doubts|compares|defends|supports|opposes|treats|makes|takes)"
)
"""What a comment does that holds something to be so: the claim is what it holds, not that it holds it."""
_META = re.compile(
    r"^(?:the|a|this)?\s*(?:comment|commenter|author|writer|user|claim|post|speaker|text|someone|statement)s?\s+"
    rf"(?:\w+\s+){{0,2}}?(?:that|{_HOLDS})\b(?:\s+that\b)?",
    re.IGNORECASE,
)
_ACT = re.compile(
    rf"^(?:the|a|this)?\s*(?:comment|commenter|writer|poster)\s+(?!(?:\w+ly\s+)?{_HOLDS}\b)",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(
    r"\b(?:does not (?:count|include|cover)|do not (?:count|include|code)|not included?|excluding|excludes|but not"
    r"|rather than|not merely|not just|as opposed to)\b.*",
    re.IGNORECASE | re.DOTALL,
)


def is_act(claim: ClaimType) -> bool:
    """Return whether a claim type is something that a comment does, not something that it holds.

    A demand is made by a question and an offer stands in another's words; neither makes it less of an act.

    >>> is_act(ClaimType(id="d", label="Demand", definition="The comment demands evidence."))
    True
    >>> is_act(ClaimType(id="m", label="Myth", definition="The comment says that the story is made up."))
    False
    """
    return bool(_ACT.match(claim.definition.strip()))


class Word(NamedTuple):
    """A content word of a describing text."""

    stem: str
    negated: bool | None
    """``None`` for the subject of what the text denies."""
    in_label: bool
    label_only: bool
    core: bool


class Text(NamedTuple):
    """A text that describes a claim type, as its content words."""

    claim: int
    route: Route
    counter: bool
    words: tuple[Word, ...]
    lowers: tuple[str, ...]
    """All its words in lower case, with those of the label for a definition."""


class Terms(NamedTuple):
    """How a sentence becomes terms: content words by stem, and the names of targets as ``@target``."""

    names: TargetNames
    language: str

    def __call__(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Return (number of the word, term), in order."""
        content = content_positions(sentence, self.language)
        terms = {position: stem_of(sentence.lowers[position], self.language) for position in content}
        for at, named in enumerate(self.names.ends(sentence)):
            if named:
                target, end = max(named, key=lambda entry: entry[1])
                for covered in range(at, end):
                    terms.pop(covered, None)
                terms[at] = f"@{target}"
        return sorted(terms.items())


def describing_texts(number: int, claim: ClaimType, terms: Terms) -> Iterator[Text]:
    """Yield the definition with the label, then the examples, then the counter-examples of a claim type."""
    label = _content(claim.label, (), (), terms)
    stems = frozenset(word.stem for word in label)
    definition = _content(_bare(claim.definition), stems, (), terms)
    known = {word.stem for word in definition}
    only = tuple(word._replace(in_label=True, label_only=True) for word in label if word.stem not in known)
    plain = _lowers(f"{_bare(claim.definition)}\n{claim.label}", terms.language)
    yield Text(number, "definition", False, definition + only, plain)
    core = _core(claim, known | stems, terms.language)
    for example in claim.examples:
        words = _content(example, stems, core, terms)
        yield Text(number, "example", False, words, _lowers(example, terms.language))
    for example in claim.counter_examples:
        words = _content(example, stems, core, terms)
        yield Text(number, "example", True, words, _lowers(example, terms.language))


def _lowers(text: str, language: str) -> tuple[str, ...]:
    return tuple(lower for sentence in read_sentences(text, language) for lower in sentence.lowers)


def _core(claim: ClaimType, stems: Collection[str], language: str) -> frozenset[str]:
    """Return the stems and senses that the definition, the label and the cues of a claim type name."""
    signs = [cue for cue in claim.cues if not cue.lstrip().startswith(_NO_SIGN)]
    cued = {stem_of(word.lower, language) for cue in signs for word in words_of(cue.replace("_", " "))}
    named = {stem for stem in {*stems, *cued} if len(stem) > 2}
    return frozenset(named | {sense.concept for stem in named for sense in related_senses(stem, language)})


def _bare(definition: str) -> str:
    """Return a definition without what it says about comments and without what it excludes."""
    return _EXCLUDED.sub("", _META.sub("", definition.strip())) or definition


def _negating_phrases(sentence: Sentence, language: str) -> frozenset[int]:
    """Return the words of a phrase that negates, which name nothing: "longer" of "no longer"."""
    found = find_triggers(sentence, language).get("negators", ())
    return frozenset(at for start, end in found if end - start > 1 for at in range(start, end))


def _plainly(
    sentence: Sentence, content: list[tuple[int, str]], language: str
) -> tuple[Sentence, list[tuple[int, str]]]:
    """Return a sentence with "not" for words like "impossible", and what else it names, if anything."""
    denying = {at for at, lower in enumerate(sentence.lowers) if lower in word_set("denying", language)}
    others = [each for each in content if each[0] not in denying]
    if not denying or not others:
        return sentence, content
    negator = table("status", language)["negators"][0]
    lowers = tuple(negator if at in denying else lower for at, lower in enumerate(sentence.lowers))
    tokens = tuple(token._replace(lower=lower) for token, lower in zip(sentence.tokens, lowers, strict=True))
    return sentence._replace(lowers=lowers, tokens=tokens), others


def denied(claim: ClaimType, language: str) -> bool:
    """Return whether a definition denies something, so that who denies the claim may be taken to assert it.

    So may one that says that something is not there, and who says "No drivers" be taken to reject it.

    >>> denied(ClaimType(id="b", label="Ban", definition="The ban is impossible to enforce."), "en")
    True
    >>> denied(ClaimType(id="m", label="Missing", definition="Drivers are missing."), "en")
    True
    """
    terms = Terms(TargetNames((), language), language)
    lacking = word_set("lacking", language).intersection(_lowers(_bare(claim.definition), language))
    return bool(lacking) or any(word.negated for word in _content(_bare(claim.definition), (), (), terms))


def _content(text: str, label: Collection[str], core: Collection[str], terms: Terms) -> tuple[Word, ...]:
    found: dict[str, Word] = {}
    for sentence in read_sentences(text, terms.language):
        phrases = _negating_phrases(sentence, terms.language)
        content = [each for each in terms(sentence) if each[0] not in phrases]
        plain, here = _plainly(sentence, content, terms.language)
        at = [position for position, _ in here]
        negations = polarity(plain, at, terms.language) if here else []
        beside = subjects(plain, at, terms.language) if here else []
        if plain is not sentence and all(beside):  # "Mending it is impossible" has no other word that is denied
            beside = [False] * len(beside)
        for (_, stem), turned, subject in zip(here, negations, beside, strict=True):
            senses = related_senses(stem, terms.language)
            named = not core or stem in core or any(sense.concept in core for sense in senses)
            negated = None if subject else turned
            found.setdefault(stem, Word(stem, negated, stem in label, False, named))
    return tuple(found.values())
