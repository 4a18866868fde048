"""Why a comment is said to make a claim: its words and its conversation, each with how much it moved the coding.

A claim that is told from its conversation is found first, by nets, then its status, by another one. What tells that it
is made adds to the odds that it is made at all, what tells how it is meant adds to the odds of that status beyond the
other statuses on average. A claim that words show by themselves has one reason, these words; one that any comment
section has another, how often the thread makes such claims.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from discourse.codebook import Codebook
from discourse.coders import deeds
from discourse.coders.claims import conversation
from discourse.coders.claims.coding import ClaimsRead
from discourse.coders.claims.conversation import Around
from discourse.coders.claims.heeding import STATUSES, Concluded, Found, shown_words, wording_of
from discourse.coders.claims.saying import MOST_SAID, UNREAD
from discourse.coders.columns import Floats
from discourse.coders.explanation import Explanation, Part, Rival, abstains, named, placed
from discourse.coders.learned.logistic import log_odds
from discourse.coders.pairs import CLAIMS, TOLD, Asked, shipped, worth_of_words
from discourse.coders.words import read_words
from discourse.model import Coding, Comment, Thread
from discourse.removed import is_gone
from discourse.text import WORD

_PLACE, _SAID, _DEED = "claim:place", "claim:said", "claim:deed"
_FINDING = {
    "likely": "claim:meaning", "ahead": "claim:meaning", "above": "claim:meaning",
    "said": _SAID, "said rather than others": _SAID,
    "stated": "claim:stated",
    "said beside the likeliest": _SAID, "said by the likeliest": "claim:thread",
    "said right before": "claim:above", "said before": "claim:above", "said before, by a short answer": "claim:above",
    "said before rather than others": "claim:above",
    "said in answer": "claim:below",
    "said elsewhere": "claim:thread",
    "others said": "claim:others",
    "supports": "claim:does", "denies": "claim:does", "queries": "claim:does",
    "asks": "claim:asks", "questions": "claim:asks",
    "asks for a deed": _DEED, "done more than usual": _DEED, "done at all": _DEED, "done mainly": _DEED,
}  # fmt: skip
"""What the columns that find a claim are told as; all others are about the place."""
_STATUS = {
    **{f"its words: {code}": "status:words" for code in STATUSES},
    "an answer": "status:words",
    "likely": "status:said", "said": "status:said", "found": "status:said",
    **{f"above: {code}": "status:above" for code in STATUSES},
    "said right before": "status:above",
    "supports": "status:does", "denies": "status:does", "queries": "status:does",
    "asks": "status:asks", "questions": "status:asks",
    "negations": "status:negates", "definition negates": "status:negates",
    "sayings": "status:reports", "own": "status:reports",
}  # fmt: skip
_STATUS_PLACE = "status:place"
_OF_REPLIES = frozenset({"claim:above", "claim:does"})
"""What is told of replies only: of others it is part of their place."""
_SIGNED = frozenset({"claim:meaning", _SAID, "claim:above", "claim:below", _DEED})
"""What is told in other words where it speaks against the claim."""
SIDE_OF = {"asserts": "favor", "rejects": "against"}
"""The side on a statement that somebody takes who has a claim of the same words so."""
NOTHING = "none"
"""The code of who takes no side on a statement."""
_CUED, _COMMON, _OUTRIGHT, _WORD = "claim:cued", "claim:common", "claim:outright", "claim:word"
_SHOWN_WORDS = 6
"""Words that are named at most; the others are told together."""


def explain_claims(
    thread: Thread, codebook: Codebook, codings: Iterable[Coding], read: ClaimsRead | None
) -> list[Explanation]:
    """Return what moved codings of claims; one that would not be given again has no parts.

    ``read`` are the claims of the thread as they were read.
    """
    claims = {claim.id: number for number, claim in enumerate(codebook.claim_types)}
    wanted, explained = [], []
    for coding, numbers in placed(thread, codings):
        if coding.code is None and numbers:
            explained.append(abstains(coding, _why(thread.comments[numbers[0]])))
        elif read and coding.target in claims:
            wanted.append([_Wanted(coding, number, claims[coding.target]) for number in numbers])
    return [*explained, *(_explained(read, wanted) if read else ())]


def explain_statements(
    thread: Thread, claims: Codebook, codings: Sequence[tuple[Coding, str]], read: ClaimsRead | None
) -> list[Explanation]:
    """Return what moved codings of stance toward statements, each with the id of the claim that it was read as.

    For one that does not speak of what is stated the odds that it does are told with the sign turned; for one that only
    asks about it, or tells what others say, what told that.
    """
    status = {side: status for status, side in SIDE_OF.items()}
    as_claims = [
        msgspec.structs.replace(one, code=status.get(one.code or "", one.code), target=claim) for one, claim in codings
    ]
    of_claim = {one.coding: one for one in explain_claims(thread, claims, as_claims, read)}
    found = []
    for (coding, _), as_claim in zip(codings, as_claims, strict=True):
        one = of_claim.get(as_claim, Explanation(coding, (), 0.0))
        rivals = tuple(rival._replace(code=SIDE_OF[rival.code]) for rival in one.rivals if rival.code in SIDE_OF)
        found.append(one._replace(coding=coding, rivals=rivals))
    return found


def _why(comment: Comment) -> str:
    """Return why nobody can tell the claims of a comment."""
    if is_gone(comment):
        return "deleted"
    return "language" if WORD.search(comment.text) else "wordless"


class _Wanted(NamedTuple):
    """A coding to be explained, with the number of its comment, and that of its claim type."""

    coding: Coding
    comment: int
    claim: int


def _explained(read: ClaimsRead, wanted: Sequence[Sequence[_Wanted]]) -> Iterator[Explanation]:
    """Yield what moved codings, each given with all comments that it may be of: that with its span comes first."""
    stated = {(one.comment, one.claim): one for one in read.stated}
    (heard,) = (_Heard.of(found) for found in read.found) if read.found else (None,)
    for twins in wanted:
        told = [
            each
            for one in twins
            if (each := _by_words(one, stated.get((one.comment, one.claim))) or (heard and heard.explanation(one)))
        ]
        span = twins[0].coding.span if twins else None
        of_span = [each for each in told if span in {part.span for part in each.parts}]
        yield from (of_span or told or [Explanation(one.coding, (), 0.0) for one in twins])[:1]


def _by_words(wanted: _Wanted, stated: Concluded | None) -> Explanation | None:
    """Return why a claim is coded that words show by themselves: these words, with the odds of the coding."""
    if stated is None or stated.status != wanted.coding.code:
        return None
    odds = float(log_odds(np.array(stated.probability)))
    parts = [Part(_CUED, stated.span, round(odds - stated.usual, 3))]
    if stated.usual:
        parts.append(Part(_COMMON, None, round(stated.usual, 3)))
    return Explanation(wanted.coding, tuple(parts), 0.0)


class _Heard(NamedTuple):
    """A thread with all that moves its claims: the columns that find them, and what tells statuses, by place."""

    found: Found
    columns: Mapping[str, Floats]
    telling: Mapping[str, Floats]
    shares: Floats

    @staticmethod
    def of(found: Found) -> "_Heard":
        told, around = found.told, Around(found.heard.above, found.answers)
        chances = conversation.told_by(conversation.nets()[:-1], told, around, conversation.alone(told))
        wording = wording_of(found.heard, found.where, found.answers)
        before = conversation.statuses(told, found.places, wording, rounds=conversation.ROUNDS - 1)
        status = conversation.status_columns(told, found.places, wording, before)
        return _Heard(
            found,
            conversation.conversation_columns(told, around, chances),
            status,
            conversation.statuses(told, found.places, wording),
        )

    def explanation(self, wanted: _Wanted) -> Explanation | None:
        """Return what moved one coding, ``None`` where it would have another status."""
        heard, places, code = self.found.heard, self.found.places, wanted.coding.code
        if code is None or wanted.claim not in heard.claims:
            return None
        at = wanted.comment - heard.first, heard.claims.index(wanted.claim)
        rows = np.flatnonzero((places.comment == at[0]) & (places.claim == at[1])).tolist()
        if not rows:
            return self._nothing(wanted.coding, at)
        told = STATUSES[int(self.shares[rows[0]].argmax())]
        if code not in (told, NOTHING if told not in SIDE_OF else told):
            return None
        return self._as_told(wanted.coding, at, rows[0])

    def _nothing(self, coding: Coding, at: tuple[int, int]) -> Explanation | None:
        """Return why nothing was found, where that was coded."""
        if coding.code != NOTHING:
            return None
        kept, rest = named([part._replace(weight=-part.weight) for part in self._finding(at)])
        return Explanation(coding, kept, -rest)

    def _as_told(self, coding: Coding, at: tuple[int, int], row: int) -> Explanation:
        """Return what found a claim, and what told its status."""
        place = int(self.shares[row].argmax())
        behind = np.log(self.shares[row, place] / np.maximum(self.shares[row], 1e-9))
        finding = () if coding.code == NOTHING else self._finding(at)
        kept, rest = named([*finding, *self._telling(row, place, behind)])
        others = zip(STATUSES, behind.tolist(), strict=True)
        rivals = [Rival(other, round(by, 3)) for other, by in others if other != STATUSES[place]]
        return Explanation(coding, kept, rest, tuple(sorted(rivals, key=lambda rival: rival.behind)))

    def _finding(self, at: tuple[int, int]) -> Iterator[Part]:
        """Yield what tells that the claim is made."""
        net = conversation.nets()[-1]
        parts = net.parts({name: float(self.columns[name][at]) for name in net.names})
        told_as = dict(_FINDING) if self.found.told.shown[at] > 0 else _FINDING | {"stated": _PLACE}
        deed = self._deed(at[1])
        if not deed:
            told_as = {name: _PLACE if what == _DEED else what for name, what in told_as.items()}
        if self.found.heard.above.parent[at[0]] < 0:
            told_as = {name: _PLACE if what in _OF_REPLIES else what for name, what in told_as.items()}
        sums = _summed(parts.columns, told_as, _PLACE)
        sums[_PLACE] += parts.usual
        span = shown_words(self.found.heard, at[0], self.found.heard.claims[at[1]])
        words = list(self._words(at, parts.per_unit["said"]))
        sums[_SAID] -= sum(part.weight for part in words)
        yield from words
        for what, weight in sums.items():
            said = f"{what}:not" if what in _SIGNED and weight < 0 else what
            said = f"{said}: {deed}" if what == _DEED else said
            yield Part(said, span if what in ("claim:meaning", "claim:stated") else None, weight)
        if self.found.where[at]:
            lifted = float(log_odds(self.found.chances[at])) - parts.usual - sum(parts.columns.values())
            yield Part(_OUTRIGHT, span, max(lifted, 0.0))

    def _deed(self, claim: int) -> str:
        """Return the deed that a claim's definition asks for most, "" where it asks for none."""
        if not self.found.told.done.asked[claim]:
            return ""
        (asked,) = deeds.asked((self.found.heard.described[claim][0],))
        return deeds.DEEDS[int(asked.argmax())]

    def _words(self, at: tuple[int, int], worth: float) -> Iterator[Part]:
        """Yield the words that the net for claims reads as the definition, with what each adds.

        ``worth`` is what one more of the log-odds that it says so adds.
        """
        heard = self.found.heard
        words = read_words([heard.text(at[0])])
        if words.count[0] > TOLD or self.found.told.said[at] == UNREAD:
            return
        definition, *examples = heard.described[at[1]]
        (each,) = worth_of_words(shipped(CLAIMS), Asked(read_words([definition]), words))
        counts, rest = (part[..., 0] - part[..., 1] for part in each)
        beyond = abs(float(counts.sum() + rest)) / MOST_SAID
        counts = counts * worth / (2 if examples else 1) / max(beyond, 1.0)
        for number in np.argsort(-np.abs(counts), kind="stable")[:_SHOWN_WORDS].tolist():
            yield Part(_WORD, (int(words.place[number]), int(words.end[number])), float(counts[number]))

    def _telling(self, row: int, place: int, behind: Floats) -> Iterator[Part]:
        """Yield what tells its status; on a page without replies its own words count for more than in the net."""
        net = conversation.status_net().toward(place)
        parts = net.parts({name: float(self.telling[name][row]) for name in net.names})
        sums = _summed(parts.columns, _STATUS, _STATUS_PLACE)
        sums[_STATUS_PLACE] += parts.usual
        sums["status:words"] += float(behind.sum()) / (len(behind) - 1) - sum(sums.values())
        yield from (Part(what, None, weight) for what, weight in sums.items())


def _summed(parts: Mapping[str, float], told_as: Mapping[str, str], otherwise: str) -> dict[str, float]:
    found = dict.fromkeys((*told_as.values(), otherwise), 0.0)
    for name, weight in parts.items():
        found[told_as.get(name, otherwise)] += weight
    return found
