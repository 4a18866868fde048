"""The propositions of comments: clauses that put something forward which others may say, too, or deny.

In English these are the clauses whose form is coded as fact, value or policy, or left open; in other languages, and
where no form was coded, the clauses of every sentence. So testimony (what speaks of the writer's own life only),
references and rhetorical clauses are left out, and so are questions, quotations and clauses that cannot stand alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from discourse.analysis import Analysis
from discourse.coders.claims.concepts import is_content
from discourse.languages import comment_languages
from discourse.model import Coding, Comment
from discourse.replies.authors import named
from discourse.text import Span, Word, clauses, sentences, words

FORMS = frozenset({"fact", "value", "policy", None})
FEWEST, MOST = 4, 35
"""Words of a proposition."""
_FEWEST_CONTENT = 3
_QUOTED = re.compile(r"^\s*(?:>|&gt;)")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S")
_COPIED = 8
"""Words from which on a clause is taken for a quotation of any comment above; a shorter one of the answered alone."""
_MOST_ABOVE = 50
"""Comments above one that are looked through for what it quotes."""


class Proposition(NamedTuple):
    """A clause of a comment: where it stands, who wrote it, its words, and the claims of the codebook found in it.

    ``thread`` and ``comment`` are numbers; ``content`` are its content words in lower case.
    """

    thread: int
    comment: int
    author: str
    text: str
    span: Span
    content: tuple[str, ...]
    language: str
    known: frozenset[str]


def propositions(analyses: Sequence[Analysis]) -> list[Proposition]:
    """Return the propositions of all comments, in their order, none of them twice by one author in the same words."""
    found = [one for number, analysis in enumerate(analyses) for one in _of_thread(number, analysis)]
    return list(_unquoted(found, analyses))


def _of_thread(number: int, analysis: Analysis) -> Iterator[Proposition]:
    thread = analysis.thread
    coded: dict[str, dict[str, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    for coding in analysis.codings:
        coded[coding.comment][coding.variable].append(coding)
    languages = comment_languages(thread)
    for place, (comment, language) in enumerate(zip(thread.comments, languages, strict=True)):
        own = coded.get(comment.id, {})
        spans = _formed(own.get("form", ())) if language == "en" else None
        for span in _clauses(comment.text, language or "en") if spans is None else spans:
            one = _proposition((number, place), comment, span, language or "en", own.get("claim", ()))
            if one:
                yield one


def _formed(codings: Sequence[Coding]) -> list[Span] | None:
    """Return the clauses that state something; None where no form was coded."""
    spans = [coding for coding in codings if coding.span]
    return [Span(*coding.span) for coding in spans if coding.span and coding.code in FORMS] if spans else None


def _clauses(text: str, language: str) -> list[Span]:
    return [clause for sentence in sentences(text, language) for clause in clauses(text, sentence)]


def _proposition(
    place: tuple[int, int], comment: Comment, span: Span, language: str, claims: Sequence[Coding]
) -> Proposition | None:
    text = " ".join(comment.text[slice(*span)].split())
    listed = words(text)
    content = tuple(dict.fromkeys(word.lower for word in listed if is_content(word.lower, language)))
    if not _can_stand(text, listed, content) or _is_quoted(comment.text, span):
        return None
    known = frozenset(
        claim.target
        for claim in claims
        if claim.target and claim.code and claim.span and claim.span[0] < span.end and span.start < claim.span[1]
    )
    author = named(comment) or f"\n{place[0]} {place[1]}"
    return Proposition(*place, author, text, span, content, language, known)


def _can_stand(text: str, listed: Sequence[Word], content: Sequence[str]) -> bool:
    if not FEWEST <= len(listed) <= MOST or len(content) < _FEWEST_CONTENT:
        return False
    is_setting = text.isascii() and len(text.split()) < FEWEST  # a path, a line of settings: words that no blank parts
    return not (is_setting or text.endswith(("?", "…", "...", ":")) or _ADDRESS.search(text) or text.isupper())


def _is_quoted(text: str, span: Span) -> bool:
    line = text.rfind("\n", 0, span.start) + 1
    return bool(_QUOTED.match(text[line : line + 20]))


def _unquoted(found: Sequence[Proposition], analyses: Sequence[Analysis]) -> Iterator[Proposition]:
    """Yield the propositions that are their authors' own: no quotations, and each author's same words once."""
    plain = [[_plain(comment.text) for comment in analysis.thread.comments] for analysis in analyses]
    parents = [analysis.graph.parent.tolist() for analysis in analyses]
    said: set[tuple[str, str]] = set()
    for one in found:
        words_of_it = _plain(one.text)
        texts = plain[one.thread]
        above = islice(_above(one.comment, parents[one.thread]), _MOST_ABOVE if _is_long(words_of_it) else 1)
        is_own = not any(_quotes(words_of_it, texts[one.comment], texts[place]) for place in above)
        if is_own and (one.author, words_of_it) not in said:
            said.add((one.author, words_of_it))
            yield one


def _above(comment: int, parents: Sequence[int]) -> Iterator[int]:
    """Yield the number of the comment that a comment answers, of the one that this answers, and so on."""
    while (comment := parents[comment]) >= 0:
        yield comment


def _is_long(words_of_it: str) -> bool:
    return words_of_it.count(" ") + 1 >= _COPIED


def _quotes(words_of_it: str, text: str, above: str) -> bool:
    """Return whether words are quoted from a comment above; who says nothing of their own there repeats, not quotes."""
    return words_of_it in above and text not in above


def _plain(text: str) -> str:
    return " ".join(word.lower for word in words(text))
