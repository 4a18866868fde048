"""Utterances of a ConvoKit corpus, one a line; the only root of a conversation is its article."""

from typing import Any

from discourse.bulk.formats.lines import decoded
from discourse.bulk.formats.moments import moments
from discourse.bulk.formats.texts import plain_text
from discourse.bulk.rows import COMMENT, OPENING, Taken
from discourse.readers.convokit import Utterance
from discourse.readers.records import at

READER = "convokit"


def taken(lines: bytes, place: int, source: str) -> Taken:
    """Return the rows of some lines. Authors are the names in their utterances, else the ids of their speakers."""
    found = decoded(lines, place, source, Utterance)
    said: list[Utterance] = found.records
    speakers = [_speaker(each) for each in said]
    columns = {
        "thread": [each.conversation for each in said],
        "kind": [COMMENT if each.answered else OPENING for each in said],
        "id": [str(each.id) for each in said],
        "parent": [each.answered for each in said],
        "author": [_name(each.meta, speaker) for each, speaker in zip(said, speakers, strict=True)],
        "author_id": speakers,
        "moment": moments([each.timestamp for each in said]),
        "posted": [_words(each.timestamp) for each in said],
        "score": [_score(each.meta) for each in said],
        "text": [plain_text(each.text or "") for each in said],
        "status": "shown",
        "reader": READER,
        "source": source,
    }
    return Taken(columns, found.dead, found.mended)


def _speaker(said: Utterance) -> str | None:
    speaker = said.speaker if said.speaker is not None else said.user
    own = speaker if isinstance(speaker, str) else at(speaker, "id") or at(speaker, "name")
    return None if own is None else str(own)


def _name(meta: Any, speaker: str | None) -> str | None:
    known = at(meta, "author")
    return known if isinstance(known, str) else speaker


def _score(meta: Any) -> int | None:
    score = at(meta, "score")
    return score if isinstance(score, int) else None


def _words(stamp: float | str | None) -> str | None:
    """Return a time that is given in words and not as a number."""
    return stamp if isinstance(stamp, str) and not stamp.replace(".", "", 1).isdecimal() else None
