"""Which claims of a codebook each comment makes, and with which status: asserts, rejects, questions or reports.

A claim is looked for in every sentence (``matching``), its status is read there (``status``), and a sentence that
answers without repeating ("No way!") is taken as said of the claim before it in the comment, or else of the claim in
the comment that it answers (``answers``).

A comment gets one coding for each claim: its stance on that claim as a whole. Verdicts and answers count before plain
statements, and these before questions and reports; among equals the last one counts, since writers end on what they
hold. A claim that is not there has no coding.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from discourse.codebook import Codebook
from discourse.coders.answers import Answer, answered_status, read_answer
from discourse.coders.cue_grammar import check_cues
from discourse.coders.descriptions import is_act
from discourse.coders.languages import Languages, comment_languages, guess_language
from discourse.coders.lexicon import primary
from discourse.coders.matching import Match, Matcher
from discourse.coders.status import ClaimStatus, Mention, read_status
from discourse.coders.tokens import Sentence, read_sentences
from discourse.model import Coding, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph

__all__ = ["check_cues", "code_claims"]

CODER = "cues"
HIGHEST = 0.95
LOWEST = 0.2
"""A claim less probable than this is left out."""
INHERITED = 0.75
"""Worth of an answer to another comment's claim, beside a claim in so many words."""
QUERIED = 0.85
FROM_TITLE = 0.6
SERIOUS = 0.7
"""Share of the highest probability under which a place does not count against it; half of that for an answer."""
ANSWERED_RANK = 4
MOST_ANSWERED = 2
"""Claims of one comment that a single "Exactly" is taken to answer."""
EARLY = 2
"""Sentences at a comment's start that can answer its parent without repeating it."""
BARE = frozenset({"yes", "yeah", "yep", "no", "nope", "nah", "ja", "nein", "nö", "oui", "non", "si", "sí"})
_STATUS_TABLES = frozenset({"en", "de", "fr", "es"})


class _Stand(NamedTuple):
    """A claim with its status at one place of a comment; ``rank`` says how much that place counts."""

    claim: int
    status: ClaimStatus
    probability: float
    span: tuple[int, int]
    rank: int
    sentence: int


def code_claims(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages | None = None
) -> tuple[Coding, ...]:
    """Return the claim codings of a thread, by comment as shown and claim type as in the codebook.

    ``languages`` are ``comment_languages(thread)`` where they are known already. Raises CodebookError
    where a cue is not in the grammar of ``cue_grammar``.
    """
    book = _in_its_language(codebook)
    read = [read_sentences(comment.text, book.language) for comment in thread.comments]
    matcher = Matcher(book, [sentence for sentences in read for sentence in sentences])
    acts = frozenset(number for number, claim in enumerate(book.claim_types) if is_act(claim))
    coder = _Coder(matcher, acts)
    known = comment_languages(thread) if languages is None else languages
    read_in = [_status_language(language, book.language) for language in known]
    title = coder.stands(_Text(read_sentences(thread.article.title or "", book.language), book.language), NOBODY)
    stands: list[tuple[_Stand, ...]] = [()] * len(read)
    parents, sure = graph.parent.tolist(), graph.probability.tolist()
    for number in _parents_first(parents):
        parent = parents[number]
        answered = _Answered(title, FROM_TITLE) if parent == ARTICLE else NOBODY
        if parent >= 0:
            answered = _Answered(stands[parent], sure[number], _asks_last(thread.comments[parent].text))
        stands[number] = coder.stands(_Text(read[number], read_in[number]), answered)
    return tuple(
        Coding(
            comment=thread.comments[number].id,
            variable="claim",
            target=book.claim_types[stand.claim].id,
            code=stand.status,
            coder=CODER,
            probability=stand.probability,
            span=stand.span,
        )
        for number, found in enumerate(stands)
        for stand in found
    )


def _in_its_language(codebook: Codebook) -> Codebook:
    """Return a codebook under the language its definitions are written in, where they show it clearly."""
    guessed = guess_language(" ".join(claim.definition for claim in codebook.claim_types))
    language = guessed if guessed in _STATUS_TABLES else codebook.language
    return codebook if primary(codebook.language) == language else msgspec.structs.replace(codebook, language=language)


def _parents_first(parents: list[int]) -> Iterator[int]:
    """Yield the numbers of comments so that each comes after the comment that it answers."""
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        children.setdefault(max(parent, -1), []).append(number)
    ready = children.get(-1, [])[::-1]
    while ready:
        number = ready.pop()
        yield number
        ready.extend(reversed(children.get(number, ())))


def _status_language(comment: str | None, codebook: str) -> str:
    """Return the language whose words of status are read: the comment's, where there is a table of it."""
    return comment if comment in _STATUS_TABLES else codebook


class _Text(NamedTuple):
    """A comment's sentences and the language of its words of status."""

    sentences: list[Sentence]
    language: str


class _Answered(NamedTuple):
    """What a comment answers: the stands there, how sure that link is, and whether it ends with a question."""

    stands: tuple[_Stand, ...]
    sure: float
    asks_last: bool = False

    def is_asked_else(self, sentence: Sentence, answer: Answer) -> bool:
        """Tell whether a bare yes or no answers a last question that is about none of the claims."""
        about_claims = any(stand.status == "questions" for stand in self.stands)
        bare = BARE.issuperset(token.lower for token in sentence.tokens[answer.start : answer.end])
        return self.asks_last and not about_claims and bare


NOBODY = _Answered((), 1.0)


def _asks_last(text: str) -> bool:
    return text.rstrip(" \n\t\"'”’)").endswith("?")


class _Coder(NamedTuple):
    """What does not change from comment to comment."""

    matcher: Matcher
    acts: frozenset[int]

    def stands(self, text: _Text, answered: _Answered) -> tuple[_Stand, ...]:
        """Return one stand for each claim of a comment, given those of the comment it answers."""
        found: list[_Stand] = []
        early = True
        for number, sentence in enumerate(text.sentences):
            matches = self.matcher.find(sentence)
            answer = read_answer(sentence, text.language)
            if answer:
                repeated = frozenset(match.claim for match in matches)
                inherits = early and number < EARLY and not answered.is_asked_else(sentence, answer)
                asked = _answered_stands(found, number, self._answerable(answered) if inherits else ())
                said = _said(sentence, number, answer, asked)
                found.extend(stand for stand in said if stand.claim not in repeated)
            early = early and (answer is not None or not matches)
            found.extend(
                stand for match in matches if (stand := self._mentioned(sentence, number, match, text.language))
            )
        return _main_stands(found)

    def _answerable(self, answered: _Answered) -> tuple[_Stand, ...]:
        """Return the claims of a comment that a bare answer is about: its last question, else its surest claims."""
        worth = answered.sure * INHERITED
        held = [stand._replace(probability=stand.probability * worth) for stand in answered.stands]
        claims = [stand for stand in held if stand.claim not in self.acts]
        asked = [stand for stand in claims if stand.status == "questions"]
        if asked:
            return (max(asked, key=lambda stand: stand.span),)
        surest = sorted(claims, key=lambda stand: (-stand.rank, -stand.probability, stand.claim))
        return tuple(surest[:MOST_ANSWERED])

    def _mentioned(self, sentence: Sentence, number: int, match: Match, language: str) -> _Stand | None:
        """Return the stand of a match; an act is done or, where it is negated, not there at all."""
        mention = read_status(sentence, match.positions, language, match.flips)
        if match.claim in self.acts:
            if mention.status == "rejects":
                return None
            mention = Mention("asserts", max(mention.certainty, 0.8))
        rank = (2 + mention.verdict) if mention.status in {"asserts", "rejects"} else 1
        span = (sentence.tokens[match.positions[0]].start, sentence.tokens[match.positions[-1]].end)
        return _Stand(match.claim, mention.status, match.probability * mention.certainty, span, rank, number)


def _answered_stands(before: list[_Stand], number: int, parents: tuple[_Stand, ...]) -> tuple[_Stand, ...]:
    """Return what an answer is about: what the sentence before it asks or reports, else what the parent says."""
    own = [stand for stand in before if stand.sentence == number - 1]
    return tuple(stand for stand in own if stand.rank == 1) if own else parents


def _said(sentence: Sentence, number: int, answer: Answer, asked: tuple[_Stand, ...]) -> Iterator[_Stand]:
    """Yield the stands that an answer takes."""
    span = (sentence.tokens[answer.start].start, sentence.tokens[answer.end - 1].end)
    query = answer.kind == "query"
    for stand in asked:
        status = answered_status(stand.status, answer.kind)
        if status:
            probability = stand.probability * (QUERIED if query else 1)
            yield _Stand(stand.claim, status, probability, span, 1 if query else ANSWERED_RANK, number)


def _main_stands(found: list[_Stand]) -> tuple[_Stand, ...]:
    """Return one stand for each claim: the weightiest, the last among equals."""
    by_claim: dict[int, list[_Stand]] = {}
    for stand in found:
        by_claim.setdefault(stand.claim, []).append(stand)
    mains = (_main_stand(by_claim[claim]) for claim in sorted(by_claim))
    return tuple(stand for stand in mains if stand.probability >= LOWEST)


def _main_stand(stands: list[_Stand]) -> _Stand:
    """Return the stand that counts, surer where others agree with it and less sure where they do not."""
    best = max(stand.probability for stand in stands)
    serious = [
        stand for stand in stands if stand.probability >= best * SERIOUS * (0.5 if stand.rank == ANSWERED_RANK else 1)
    ]
    main = max(serious, key=lambda stand: (stand.rank, stand.sentence))
    doubt = 1 - main.probability
    agreeing = sum(stand.status == main.status for stand in stands) - 1
    contrary = any(stand.status != main.status and stand.rank > 1 for stand in stands)
    probability = (1 - doubt * 0.85 ** min(agreeing, 3)) * (0.9 if contrary else 1)
    return main._replace(probability=round(min(HIGHEST, probability), 3))
