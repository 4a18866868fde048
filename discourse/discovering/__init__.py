"""Discovering: claim types that a codebook lacks, proposed from propositions which recur in comments.

``discover`` groups what comments put forward, keeps the groups that several authors make and that come back when the
grouping is done again on parts of the comments, leaves out those that the codebook knows, and words each.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from discourse.analysis import Analysis
from discourse.codebook import ClaimType
from discourse.discovering.grouping import Labels, Vectors, grouped, sampled, vectors
from discourse.discovering.propositions import Proposition, propositions
from discourse.discovering.stability import RUNS, Stability, stabilities
from discourse.discovering.wording import clearest, denied_stems, identifiers, label, telling_words, wording
from discourse.errors import CodingError
from discourse.text import stem

FEWEST_COMMENTS = 30
FEWEST_AUTHORS = 3
STABLE = 0.7
"""The mean likeness from which on a group counts as stable (Hennig 2007: 0.6 shows a pattern, 0.75 is trusted)."""
_KNOWN = 0.4
"""Share of a group in which one claim of the codebook was found, from which on it is that claim."""
_EXAMPLES = 4
_NEAR = 0.5
"""Cosine with the middle of a group from which on a clause speaks of the same."""
_COMMON = 0.15
"""Share of the propositions from which on a word is what the thread is about, and denying it denies no claim."""
_MOST = 40
"""Proposals; a codebook of more could not be read."""


class Proposal(NamedTuple):
    """A claim type that is proposed: its entry, and what speaks for it.

    ``counter`` is the clearest wording of those who deny it, ``None`` where nobody does; ``comments`` and ``authors``
    count who puts it forward.
    """

    claim: ClaimType
    counter: str | None
    comments: int
    authors: int
    stability: Stability


class Known(NamedTuple):
    """A group that is left out because the codebook has its claim, with its clearest wording."""

    claim: str
    wording: str


class Discovery(NamedTuple):
    """What was proposed, what the codebook knows already, and what it was found in.

    ``agreement`` is the mean adjusted Rand index of the runs with the grouping of all; ``unstable`` counts the groups
    of enough authors that do not come back.
    """

    proposals: tuple[Proposal, ...]
    known: tuple[Known, ...]
    unstable: int
    comments: int
    propositions: int
    agreement: float
    runs: int
    language: str


class Group(NamedTuple):
    """The members of a group with their vectors, and how stable it is."""

    members: tuple[Proposition, ...]
    vectors: Vectors
    stability: Stability


class Recurring(NamedTuple):
    """What recurs: the propositions looked at with their vectors, the stable groups, and how many are not stable."""

    propositions: Sequence[Proposition]
    vectors: Vectors
    groups: tuple[Group, ...]
    unstable: int
    agreement: float
    language: str


def discover(analyses: Sequence[Analysis]) -> Discovery:
    """Return the claim types that are proposed for these analyses, those that most authors make first.

    The propositions of the language that most comments are in are grouped; those of other languages are left out.
    Raises CodingError where there are too few comments to tell what recurs from what happens twice.
    """
    comments = sum(len(analysis.thread.comments) for analysis in analyses)
    if comments < FEWEST_COMMENTS:
        raise CodingError(
            f"discover: {comments} {'comment is' if comments == 1 else 'comments are'} too few to tell claims that "
            f"recur from what is said once or twice; give sources with at least {FEWEST_COMMENTS} comments in all"
        )
    found = recurring(analyses)
    known = {number: claim for number, group in enumerate(found.groups) if (claim := _known(group))}
    new = [group for number, group in enumerate(found.groups) if number not in known][:_MOST]
    taken = frozenset(claim.id for analysis in analyses for claim in analysis.codebook.claim_types)
    return Discovery(
        proposals=tuple(_proposals(new, _counters(new, found.propositions, found.vectors), taken)),
        known=tuple(Known(claim, _clearest_of(found.groups[number])) for number, claim in known.items()),
        unstable=found.unstable,
        comments=comments,
        propositions=len(found.propositions),
        agreement=found.agreement,
        runs=RUNS,
        language=found.language,
    )


def recurring(analyses: Sequence[Analysis]) -> Recurring:
    """Return the groups of propositions that enough authors put forward and that come back, most authors first."""
    every = propositions(analyses)
    spoken = Counter(one.language for one in every)
    language = min(spoken, key=lambda each: (-spoken[each], each)) if spoken else "en"
    chosen = sampled([one for one in every if one.language == language])
    found = vectors(chosen)
    labels = grouped(found)
    stable, agreement = stabilities(chosen, labels)
    groups = _groups(chosen, found, labels, stable)
    sound = tuple(group for group in groups if group.stability.likeness >= STABLE)
    return Recurring(chosen, found, sound, len(groups) - len(sound), agreement, language)


def _groups(chosen: Sequence[Proposition], found: Vectors, labels: Labels, stable: dict[int, Stability]) -> list[Group]:
    """Return the groups that enough authors make, those of most authors first."""
    groups = []
    for number in sorted(stable):
        places = np.flatnonzero(labels == number)
        members = tuple(chosen[place] for place in places.tolist())
        if len({member.author for member in members}) >= FEWEST_AUTHORS:
            groups.append(Group(members, found[places], stable[number]))
    return sorted(groups, key=lambda group: (-len({member.author for member in group.members}), -len(group.members)))


def _known(group: Group) -> str | None:
    """Return the claim of the codebook that a group is, if any."""
    counts = Counter(claim for member in group.members for claim in member.known)
    for claim, times in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if times >= _KNOWN * len(group.members):
            return claim
    return None


def _clearest_of(group: Group) -> str:
    return wording(group.members[clearest(group.members, group.vectors)[0]].text)


def _proposals(groups: Sequence[Group], counters: Sequence[str | None], taken: frozenset[str]) -> Iterator[Proposal]:
    everywhere = Counter(root for group in groups for member in group.members for root in _stems(member))
    names = identifiers([" ".join(telling_words(group.members, everywhere)) for group in groups], taken)
    for name, group, counter in zip(names, groups, counters, strict=True):
        yield Proposal(
            claim=_claim(name, group),
            counter=counter,
            comments=len({(member.thread, member.comment) for member in group.members}),
            authors=len({member.author for member in group.members}),
            stability=group.stability,
        )


def _claim(name: str, group: Group) -> ClaimType:
    ranked = [wording(group.members[number].text) for number in clearest(group.members, group.vectors)]
    listed = list(dict.fromkeys(ranked))
    return ClaimType(id=name, label=label(listed[0]), definition=listed[0], examples=tuple(listed[1 : 1 + _EXAMPLES]))


def _counters(groups: Sequence[Group], chosen: Sequence[Proposition], found: Vectors) -> list[str | None]:
    """Return the wording that denies each group most closely, None where nobody does.

    It negates a telling word of the group's clearest wording which that does not negate, or the other way round.
    """
    spread = Counter(stem(word, one.language) for one in chosen for word in one.content)
    common = {root for root, times in spread.items() if times > _COMMON * len(chosen)}
    denied = [denied_stems(one) - common for one in chosen]
    counters: list[str | None] = []
    for group in groups:
        first = group.members[clearest(group.members, group.vectors)[0]]
        said = {stem(word, first.language) for word in first.content} - common
        middle = group.vectors.mean(axis=0)
        near = found @ middle / max(float(np.sqrt(middle @ middle)), 1e-9)
        places = np.flatnonzero(near >= _NEAR).tolist()
        own = denied_stems(first)
        against = [
            place
            for place in places
            if (denied[place] & said) - own or (own & set(_stems(chosen[place]))) - denied_stems(chosen[place])
        ]
        best = max(against, key=lambda place: (float(near[place]), -place), default=None)
        counters.append(None if best is None else wording(chosen[best].text))
    return counters


def _stems(one: Proposition) -> list[str]:
    return [stem(word, one.language) for word in one.content]


__all__ = ["FEWEST_COMMENTS", "Discovery", "Group", "Known", "Proposal", "Recurring", "discover", "recurring"]
