"""A discovery as the TOML file of a codebook that a person goes on to edit."""

import json
from collections.abc import Iterator

from discourse.discovering import FEWEST_AUTHORS, STABLE, Discovery, Proposal
from discourse.visible import visible

_LONGEST = 400


def codebook_text(discovery: Discovery, title: str) -> str:
    """Return the proposals as a codebook in TOML, with what speaks for each in remarks before it.

    It is sound, in the sense of ``discourse codebook check``, where there is any proposal.
    """
    return "\n".join((*_head(discovery, title), *_entries(discovery))) + "\n"


def _head(discovery: Discovery, title: str) -> Iterator[str]:
    yield _remark(
        "Claim types proposed by discourse discover: what several authors put forward and the codebook lacks."
    )
    yield _remark(
        f"Found in {discovery.propositions:,} propositions of {discovery.comments:,} comments. A group needs "
        f"{FEWEST_AUTHORS} authors and a stability of at least {STABLE:g}."
    )
    yield _remark(
        f"{discovery.runs} runs, each without a part of the comments, agree with the grouping of all by an adjusted "
        f"Rand index of {discovery.agreement:.2f} on average."
    )
    yield _remark(
        "Read each against its comments, merge what is one claim, name it, delete what is none; then raise the version."
    )
    yield f"title = {_string(title)}"
    yield 'version = "0"'
    yield f"language = {_string(discovery.language)}"


def _entries(discovery: Discovery) -> Iterator[str]:
    for proposal in discovery.proposals:
        yield ""
        yield from _entry(proposal)
    if discovery.known:
        yield ""
        yield _remark("Left out, because the codebook has them:")
        for known in discovery.known:
            yield _remark(f"- {known.claim}: {known.wording}")


def _entry(proposal: Proposal) -> Iterator[str]:
    stable = proposal.stability
    yield _remark(
        f"{proposal.comments} comments of {proposal.authors} authors; stability {stable.likeness:.2f}, comes back in "
        f"{stable.returns:.0%} of the runs."
    )
    if proposal.counter:
        yield _remark(f"Against it: {proposal.counter}")
    claim = proposal.claim
    yield "[[claim_types]]"
    yield f"id = {_string(claim.id)}"
    yield f"label = {_string(claim.label)}"
    yield f"definition = {_string(claim.definition)}"
    yield "examples = ["
    yield from (f"  {_string(example)}," for example in claim.examples)
    yield "]"


def _string(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's, too."""
    return json.dumps(" ".join(visible(text).split())[:_LONGEST], ensure_ascii=False)


def _remark(text: str) -> str:
    return f"# {' '.join(visible(text).split())[:_LONGEST]}"
