"""What a model is asked: the rules, the codebook, and a few comments with what they answer."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.llm.fence import fenced
from discourse.errors import CodingError
from discourse.model import Article, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.text import WORD

VERSION = "1"
"""Changes with the wording, so that answers kept under another one are not taken for this one's."""

UNCLEAR = "unclear"
CODES: Mapping[str, tuple[str, ...]] = {
    "reply_stance": ("support", "deny", "query", "comment"),
    "stance": ("favor", "against", "none"),
    "claim": ("asserts", "rejects", "questions", "reports"),
    "form": ("fact", "testimony", "value", "policy", "reference", "rhetorical"),
}
READ = 6_000
"""Characters of a comment that are read."""
ANSWERED = 1_200
"""Characters that are read of what it answers."""
_OPENING = 500
_TITLE = 300
_MOST_CHARACTERS = 24_000
"""Characters of comments in one request; one long comment goes alone."""
_MOST_CODEBOOK = 100_000
_MOST_LISTED = 250
"""Ids that are listed in the form of the answer; servers take only so many."""


class Request(NamedTuple):
    """What is asked of the model: two messages, and the JSON schema of the answer."""

    messages: tuple[dict[str, str], ...]
    schema: dict[str, Any]


def numbers_to_code(thread: Thread) -> list[int]:
    """Return the numbers of the comments that are worth a request: those with words of their writers."""
    return [
        number
        for number, comment in enumerate(thread.comments)
        if not is_gone(comment) and WORD.search(comment.text[:READ])
    ]


def batches(thread: Thread, numbers: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    """Yield the comments that are asked for together: neighbours, at most ``most`` and not too long."""
    batch: list[int] = []
    length = 0
    for number in numbers:
        longer = min(len(thread.comments[number].text), READ) + ANSWERED
        if batch and (len(batch) == most or length + longer > _MOST_CHARACTERS):
            yield tuple(batch)
            batch, length = [], 0
        batch.append(number)
        length += longer
    if batch:
        yield tuple(batch)


class Discussion(NamedTuple):
    """What requests are made from, and the message that opens each of them."""

    thread: Thread
    parents: tuple[int, ...]
    codebook: Codebook
    opening: str

    @classmethod
    def of(cls, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> "Discussion":
        """Return the discussion; raise CodingError where the codebook does not fit into a request."""
        book = fenced(_codebook(codebook))
        if len(book) > _MOST_CODEBOOK:
            raise CodingError(
                f"{codebook.title[:100]}: the codebook is too long for a request ({len(book):,} characters, at most "
                f"{_MOST_CODEBOOK:,}); code with parts of it, one after the other"
            )
        opening = f"{_instructions()}\n{book}\n\nThe answer has this form:\n{_form(codebook)}"
        return cls(thread, tuple(graph.parent.tolist()), codebook, opening)

    def request(self, numbers: Sequence[int], wrong: Sequence[str]) -> Request:
        """Return the request for some comments; ``wrong`` says what an earlier answer on each was refused for."""
        data = fenced(self._data(numbers))
        complaints = [f"Number {place}: {what}." for place, what in enumerate(wrong, start=1) if what]
        after = (
            ["", "An earlier answer was refused.", *complaints, "Code all these comments again."] if complaints else []
        )
        messages = (
            {"role": "system", "content": self.opening},
            {"role": "user", "content": "\n".join([data, *after])},
        )
        return Request(messages, _schema(self.codebook))

    def _data(self, numbers: Sequence[int]) -> dict[str, Any]:
        parents = [self._answered(number) for number in numbers]
        ids = {parent: f"P{place}" for place, parent in enumerate(dict.fromkeys(filter(_is_comment, parents)), start=1)}
        texts = [self.thread.comments[number].text for number in numbers]
        return {
            "article": _article(self.thread.article),
            "answered": [
                {"id": name, "text": _cut(self.thread.comments[parent].text, ANSWERED)} for parent, name in ids.items()
            ],
            "comments": [
                {
                    "number": place,
                    "answers": ids.get(parent, "article" if parent == ARTICLE else "unknown"),
                    "text": shown(text),
                }
                for place, (parent, text) in enumerate(zip(parents, texts, strict=True), start=1)
            ],
        }

    def _answered(self, number: int) -> int:
        """Return the comment that is answered where there are words to show of it, else ``ARTICLE`` or less."""
        parent = self.parents[number]
        if not _is_comment(parent):
            return parent
        above = self.thread.comments[parent]
        return parent if not is_gone(above) and above.text.strip() else ARTICLE - 1


def _is_comment(parent: int) -> bool:
    return parent >= 0


def shown(text: str) -> str:
    """Return what a model is shown of a comment."""
    return text[:READ]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]} …"


def _article(article: Article) -> dict[str, str]:
    told = {"title": _cut(article.title or "", _TITLE), "opening": _cut(article.body or "", _OPENING)}
    return {name: text for name, text in told.items() if text}


@cache
def _instructions() -> str:
    return (files("discourse") / "coders" / "llm" / "instructions.txt").read_text("utf-8")


def _codebook(codebook: Codebook) -> dict[str, Any]:
    return {
        "targets": [_target(target) for target in codebook.targets],
        "claims": [
            {
                "claim": claim.id,
                "label": claim.label,
                "definition": claim.definition,
                "examples": list(claim.examples),
                "not": list(claim.counter_examples),
                **_sides(claim),
            }
            for claim in codebook.claim_types
        ],
    }


def _sides(claim: ClaimType) -> dict[str, list[str]]:
    """Return whom asserting a claim is for or against, where the codebook states it."""
    stated = {"asserting it is for": claim.favor, "asserting it is against": claim.against}
    return {side: list(targets) for side, targets in stated.items() if targets}


def _target(target: Target) -> dict[str, Any]:
    stated = {"statement": target.statement} if target.statement else {}
    return {"target": target.id, "label": target.label, "names": list(target.names), **stated}


def _form(codebook: Codebook) -> str:
    """Return an example of the answer, for servers that do not hold a model to a schema."""
    entry = '{"code": "…", "percent": 80, "words": "…"}'
    stance = '"stance": [{"target": "…", "code": "…", "percent": 80, "words": "…"}], ' if codebook.targets else ""
    claims = '"claims": [{"claim": "…", "code": "…", "percent": 80, "words": "…"}], ' if codebook.claim_types else ""
    return f'{{"comments": [{{"number": 1, "reply_stance": {entry}, {stance}{claims}"form": [{entry}]}}]}}'


def _schema(codebook: Codebook) -> dict[str, Any]:
    targets = [target.id for target in codebook.targets]
    claims = [claim.id for claim in codebook.claim_types]
    comment = {
        "number": {"type": "integer"},
        "reply_stance": _entry([*CODES["reply_stance"], UNCLEAR]),
        **({"stance": _list(_entry([*CODES["stance"], UNCLEAR], target=targets))} if targets else {}),
        **({"claims": _list(_entry(CODES["claim"], claim=claims))} if claims else {}),
        "form": _list(_entry(CODES["form"])),
    }
    return _object({"comments": _list(_object(comment))})


def _entry(codes: Sequence[str], **subject: Sequence[str]) -> dict[str, Any]:
    named = {name: _one_of(ids) for name, ids in subject.items()}
    return _object({**named, "code": _one_of(codes), "percent": {"type": "integer"}, "words": {"type": "string"}})


def _one_of(names: Sequence[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(names)} if len(names) <= _MOST_LISTED else {"type": "string"}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
