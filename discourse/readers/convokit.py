"""ConvoKit corpora: the utterances of one, as lines or as a list; each conversation is a thread."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.records import at, iso_of_epoch, json_lines, records_of, text_of_plain
from discourse.readers.source import Source

NAME = "convokit"
TITLE = "ConvoKit corpora: the folder of one, or its utterances"
RECOVERS = ("author", "author id", "parent", "time", "score")


_MOST = 64 * 1024 * 1024


class Utterance(msgspec.Struct):
    """The fields of an utterance that are read."""

    id: str | int
    text: str | None = None
    speaker: Any = None
    user: Any = None
    conversation_id: str | int | None = None
    root: str | int | None = None
    reply_to: str | int | None = None
    reply_dash: str | int | None = msgspec.field(default=None, name="reply-to")
    timestamp: float | str | None = None
    meta: Any = None

    @property
    def conversation(self) -> str:
        """The id of the conversation, whichever version of the format names it."""
        return str(self.conversation_id if self.conversation_id is not None else self.root or "")

    @property
    def answered(self) -> str:
        """The id of the utterance that it answers; empty for a root."""
        parent = self.reply_dash if self.reply_dash is not None else self.reply_to
        return "" if parent is None else str(parent)


def matches(source: Source) -> str | None:
    """Return the evidence that these are utterances of a corpus, or ``None``."""
    if source.is_html:
        return None
    first = at(source.json, 0) if isinstance(source.json, list) else source.first_line
    if not isinstance(first, dict):
        return None
    names = first.keys()
    is_ours = {"id", "text"} <= names and names & {"speaker", "user"} and names & {"reply-to", "reply_to"}
    return "utterances of ConvoKit" if is_ours and names & {"conversation_id", "root"} else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each conversation: its root as the article, the other utterances as comments."""
    items = source.json if isinstance(source.json, list) else json_lines(source.text)
    said, malformed = records_of(items, Utterance)
    talks: dict[str, list[Utterance]] = {}
    for utterance in said:
        talks.setdefault(utterance.conversation, []).append(utterance)
    titles, names = (
        _beside(source, "conversations.json", "meta", "title"),
        _beside(source, "speakers.json", "meta", "name"),
    )
    return tuple(
        _of_talk(source, _Talk(talk, titles.get(talk), own, names), [] if number else malformed)
        for number, (talk, own) in enumerate((talks or {"": []}).items())
    )


def _beside(source: Source, name: str, *path: str) -> dict[str, str]:
    """Return what a file beside the utterances says of each of its entries, where that is a text."""
    file = source.path.parent / name if source.path is not None else None
    if file is None or source.path is None or source.path.name != "utterances.jsonl" or not file.is_file():
        return {}
    try:
        held = msgspec.json.decode(file.read_bytes()) if file.stat().st_size < _MOST else {}
    except (OSError, msgspec.MsgspecError, RecursionError, UnicodeError):
        return {}
    found = {key: at(value, *path) for key, value in held.items()} if isinstance(held, dict) else {}
    return {key: words for key, words in found.items() if isinstance(words, str) and words}


class _Talk(NamedTuple):
    """One conversation: its id and title, its utterances, and the names of the corpus's speakers by their ids."""

    id: str
    title: str | None
    said: list[Utterance]
    names: Mapping[str, str]


def _of_talk(source: Source, talk: _Talk, malformed: list[Skipped]) -> Thread:
    roots = [each for each in talk.said if not each.answered]
    article = Article(source=source.name, id=talk.id or None, title=talk.title)
    opening = roots[0] if len(roots) == 1 and len(talk.said) > 1 else None
    drafts = [_draft(each, opening, talk.names) for each in talk.said if each is not opening]
    if opening is not None:
        article = opened_by(article, _draft(opening, None, talk.names))
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=malformed, is_threaded=True))


def _draft(said: Utterance, opening: Utterance | None, names: Mapping[str, str]) -> Draft:
    speaker = said.speaker if said.speaker is not None else said.user
    own = speaker if isinstance(speaker, str) else at(speaker, "id") or at(speaker, "name")
    id_ = str(own) if own is not None else None
    known = at(said.meta, "author")
    score = at(said.meta, "score")
    parent = said.answered
    return Draft(
        id=str(said.id),
        text=text_of_plain(said.text or ""),
        author=known if isinstance(known, str) else names.get(id_ or "", id_),
        author_id=id_,
        reply_to="" if opening is not None and parent == str(opening.id) else parent,
        stamp=_time(said.timestamp),
        score=score if isinstance(score, int) else None,
    )


def _time(stamp: float | str | None) -> str | None:
    if isinstance(stamp, str):
        return _time(float(stamp)) if stamp.replace(".", "", 1).isdecimal() else stamp
    return iso_of_epoch(stamp)
