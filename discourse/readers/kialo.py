"""Kialo: the export of a discussion as text, claims for and against under numbers that say what they are about."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from discourse.model import Article, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import text_of_plain
from discourse.readers.source import Source

NAME = "kialo"
TITLE = "Kialo: the export of a discussion as text"
RECOVERS = ("parent", "badges")

_TITLE = re.compile(r"\s*Discussion (?:Title|Name): ?(?P<title>[^\n]{1,1000})\n")
_CLAIM = re.compile(r"(?P<number>\d{1,4}\.(?:\d{1,4}\.)*)\s+(?:(?P<side>Pro|Con):\s*)?(?P<text>\S.*)")
_SEE = re.compile(r"(?:->|→)\s*See\s+[\d.]+\s*")
_AGAIN = Skipped(kind="duplicate", reason="claims that stand elsewhere in the discussion, too (“See 1.2.”)")


class _Claim(NamedTuple):
    number: str
    side: str
    text: str


def matches(source: Source) -> str | None:
    """Return the evidence that this is an export of Kialo, or ``None``."""
    title = _TITLE.match(source.text[:2_000])
    is_ours = title is not None and any(claim.side for claim in _claims(source.text[:20_000]))
    return "a discussion of Kialo" if is_ours else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion; of the claims that it opens with, the only one is the article."""
    title = _TITLE.match(source.text[:2_000])
    claims = list(_claims(source.text))
    opening = [claim for claim in claims if not claim.side]
    body = opening[0] if len(opening) == 1 else None
    said = [claim for claim in claims if claim is not body]
    own = [claim for claim in said if not _SEE.fullmatch(claim.text)]
    article = Article(
        source=source.name,
        title=title["title"].strip() if title else None,
        site="Kialo",
        body=body.text if body else None,
        id=body.number if body else None,
    )
    drafts = [_draft(claim, body.number if body else "") for claim in own]
    findings = Findings(drafts=drafts, skipped=[_AGAIN] * (len(said) - len(own)), is_threaded=True)
    return (thread_of(source, NAME, article, findings),)


def _claims(text: str) -> Iterator[_Claim]:
    """Yield each claim with its number; a line without one goes on with the claim before."""
    found = _TITLE.match(text)
    held: _Claim | None = None
    lines: list[str] = []
    for line in text[found.end() if found else 0 :].split("\n"):
        begun = _CLAIM.match(line)
        if begun is None:
            lines.append(line)
            continue
        if held:
            yield held._replace(text=text_of_plain("\n".join(lines)))
        held, lines = _Claim(begun["number"], (begun["side"] or "").lower(), ""), [begun["text"]]
    if held:
        yield held._replace(text=text_of_plain("\n".join(lines)))


def _draft(claim: _Claim, opening: str) -> Draft:
    above = re.sub(r"\d+\.$", "", claim.number)
    return Draft(
        id=claim.number,
        text=claim.text,
        reply_to="" if above == opening else above,
        badges=(claim.side,) if claim.side else (),
    )
