"""Reply stance: what each comment does to what it answers: support, deny, query or comment (RumourEval's SDQC).

The rules are RumourEval's (Derczynski et al. 2017; Gorrell et al. 2019), with "the rumour" read as what the parent
says or puts forward:

* **support**: agrees with the parent, or says that what it says is so;
* **deny**: disagrees, or says that it is not so. A "no" to a parent's question denies the proposition that the
  question puts forward ("Is it staged?" – "No way!"); a question whose only answer is no denies ("If so, why …?");
* **query**: asks the parent for evidence, or asks whether it is so, or asks back;
* **comment**: all else: it adds, feels, jokes, answers a which-question, changes the subject.

The coder is a log-linear model (multinomial logit) over the cues of ``reply_features``: each cue has a weight for each
code in ``reply_stance_weights.json``, and the sums are turned into probabilities. No code but *comment* is given
without words that speak for it. The coder abstains (code ``None``) for comments that are deleted or without words, in
a language without a table of markers, and where the parent is unknown and no marker says what the comment does.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from discourse.codebook import Codebook
from discourse.coders.columns import Threads, gathered
from discourse.coders.explanation import Explanation, Move, abstains, log_linear, placed
from discourse.coders.reply_stance.features import Feature, reply_features
from discourse.coders.reply_stance.markers import LANGUAGES
from discourse.coders.reply_stance.reading import Reading, read_comment
from discourse.languages import Languages, comment_languages
from discourse.model import Article, Coding, Comment, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph
from discourse.text import Span

CODES = ("support", "deny", "query", "comment")
CODER = "cues"
_SPEAKS = 0.2
"""Log-odds from which a cue is said to speak for a code."""
_SHOWN = {"support": 0.25, "deny": 0.25, "query": 0.25, "comment": 0.3}
"""Log-odds that the cues with words have to reach together before a code is said to be shown."""
_LEAD = 500
"""Characters of the article's body that stand for what it says, after its title."""


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The model: log-odds by code, in the order of ``codes``; ``provenance`` says where they come from."""

    provenance: dict[str, str]
    codes: tuple[str, ...]
    to_article: tuple[float, ...]
    to_comment: tuple[float, ...]
    features: dict[str, tuple[float, ...]]


class Judgement(NamedTuple):
    """A code, its probability, and the words that show it best."""

    code: str
    probability: float
    span: Span


@cache
def weights() -> Weights:
    """Return the shipped weights."""
    path = files("discourse") / "coders" / "reply_stance" / "weights" / "reply_stance_weights.json"
    return msgspec.json.decode(path.read_bytes(), type=Weights)


def code_reply_stance(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages | None = None
) -> tuple[Coding, ...]:
    """Return one coding for each comment, in the order shown; the codebook plays no part.

    ``languages`` are ``comment_languages(thread)`` where they are known already.
    """
    del codebook
    languages = comment_languages(thread) if languages is None else languages
    parents, links = graph.parent.tolist(), graph.probability.tolist()
    numbers = range(len(thread.comments))
    codings: list[Coding] = []
    for number, judged in zip(numbers, judged_by_cues(gathered([(thread, graph)]), languages, numbers), strict=True):
        parent = parents[number]
        target = thread.comments[parent].id if parent >= 0 else graph.stated.get(number)
        codings.append(_coding(thread.comments[number], target, judged, links[number] if parent >= 0 else 1.0))
    return tuple(codings)


def judged_by_cues(
    threads: Threads, languages: Languages, numbers: Sequence[int], beside: Sequence[int] = ()
) -> Iterator[Judgement | None]:
    """Yield what each of these comments does to what it answers, ``None`` where the coder abstains.

    A parent that is neither among these comments nor among those ``beside`` them is not read.
    """
    deleted, parents = threads.deleted, threads.parent
    readings = {
        number: None if deleted[number] else _reading(threads.text[number], languages[number])
        for number in dict.fromkeys((*numbers, *beside))
    }
    for number in numbers:
        reading, parent = readings[number], int(parents[number])
        if reading is None:
            yield None
        elif parent == ARTICLE:
            yield judge(reading, _opening_of(threads.article[threads.thread[number]], reading.language), parent)
        else:
            yield judge(reading, readings.get(parent), parent)


def _reading(text: str, language: str | None) -> Reading | None:
    """Return the comment ready to be judged, ``None`` where the coder has to abstain."""
    if language not in LANGUAGES:
        return None
    reading = read_comment(text, language)
    return reading if reading.tokens or reading.addresses else None


@lru_cache(maxsize=8)
def _opening_of(article: Article, language: str) -> Reading:
    return read_comment(f"{article.title or ''}\n{(article.body or '')[:_LEAD]}".strip(), language)


def _coding(comment: Comment, target: str | None, judged: Judgement | None, link: float) -> Coding:
    """Return the coding; a code cannot be surer than the link to what it answers."""
    return Coding(
        comment=comment.id,
        variable="reply_stance",
        target=target,
        code=judged.code if judged else None,
        coder=CODER,
        probability=round(judged.probability * link, 3) if judged else None,
        span=(judged.span.start, judged.span.end) if judged else None,
    )


def explain_reply_stance(
    thread: Thread, graph: ReplyGraph, codings: Iterable[Coding], languages: Languages | None = None
) -> Iterator[Explanation]:
    """Yield what moved each of these codings; one that this coder would not give again is left out.

    ``languages`` are ``comment_languages(thread)`` where they are known already.
    """
    scene = _Scene(thread, graph, comment_languages(thread) if languages is None else languages, {})
    for coding, numbers in placed(thread, codings):
        found = (_explained(coding, number, scene) for number in numbers)
        yield from [explanation for explanation in found if explanation][:1]


class _Scene(NamedTuple):
    """A thread whose comments are read when they are asked for."""

    thread: Thread
    graph: ReplyGraph
    languages: Languages
    readings: dict[int, Reading | None]

    def reading(self, number: int) -> Reading | None:
        if number not in self.readings:
            comment = self.thread.comments[number]
            self.readings[number] = None if is_gone(comment) else _reading(comment.text, self.languages[number])
        return self.readings[number]

    def answered(self, reading: Reading, parent: int) -> Reading | None:
        if parent >= 0:
            return self.reading(parent)
        return _opening_of(self.thread.article, reading.language) if parent == ARTICLE else None


def _explained(coding: Coding, number: int, scene: _Scene) -> Explanation | None:
    reading, parent = scene.reading(number), int(scene.graph.parent[number])
    if coding.code is None:
        why = _why_not(scene.thread.comments[number], scene.languages[number], reading, parent)
        return abstains(coding, why) if why else None
    if reading is None:
        return None
    answered = scene.answered(reading, parent)
    judged = judge(reading, answered, parent)
    if judged is None or (judged.code, tuple(judged.span)) != (coding.code, coding.span):
        return None
    return log_linear(coding, CODES, _moves(reply_features(reading, answered), parent == ARTICLE, weights()))


def _moves(features: list[Feature], to_article: bool, model: Weights) -> Iterator[Move]:
    """Yield all that the probabilities are made of, in the order of ``CODES``."""
    yield Move("place:article", None, model.to_article) if to_article else Move("place:comment", None, model.to_comment)
    for feature in features:
        if feature.name in model.features:
            yield Move(feature.name, feature.span, model.features[feature.name])


def _why_not(comment: Comment, language: str | None, reading: Reading | None, parent: int) -> str | None:
    """Return why no code was given, ``None`` where this coder would have given one."""
    if is_gone(comment):
        return "deleted"
    if reading is not None:
        return "parent" if parent == MISSING else None
    return "wordless" if language in LANGUAGES or not any(map(str.isalnum, comment.text)) else "language"


def judge(reply: Reading, answered: Reading | None, parent: int, model: Weights | None = None) -> Judgement | None:
    """Return what a reply does to what it answers, ``None`` where nothing shows it and the parent is unknown.

    ``parent`` is ``ARTICLE``, ``MISSING`` or a comment's number, as in the reply graph.
    """
    model = model or weights()
    features = reply_features(reply, answered)
    probabilities = code_probabilities(features, parent == ARTICLE, model)
    shown = [code for code in CODES[:3] if _shown_by(features, code, model)]
    if parent == MISSING and not shown:
        return None
    code = max((*shown, "comment"), key=lambda name: probabilities[name])
    return Judgement(code, min(probabilities[code], 0.99), _words_for(reply, _shown_by(features, code, model)))


def code_probabilities(features: list[Feature], to_article: bool, model: Weights) -> dict[str, float]:
    """Return the probability of each code: exp of the summed weights, over the sum of the four."""
    sums = list(model.to_article if to_article else model.to_comment)
    for feature in features:
        for place, weight in enumerate(model.features.get(feature.name, ())):
            sums[place] += weight
    top = max(sums)
    raised = [math.exp(value - top) for value in sums]
    return dict(zip(model.codes, (value / sum(raised) for value in raised), strict=True))


def _shown_by(features: list[Feature], code: str, model: Weights) -> list[Span]:
    """Return the words that speak for a code, the strongest first; none where they are too weak together."""
    place = CODES.index(code)
    speaking = [
        (-beyond_average(row)[place], feature.span)
        for feature in features
        if feature.span and (row := model.features.get(feature.name)) and beyond_average(row)[place] > _SPEAKS
    ]
    return [span for _, span in sorted(speaking)] if -sum(weight for weight, _ in speaking) >= _SHOWN[code] else []


def beyond_average(row: tuple[float, ...]) -> list[float]:
    """Return what a feature adds to each code beyond what it adds to the four on average."""
    mean = sum(row) / len(row)
    return [value - mean for value in row]


def _words_for(reply: Reading, spans: list[Span]) -> Span:
    """Return the words of the strongest cue and of those that touch it; the first sentence where there is no cue."""
    if not spans:
        return _first_sentence(reply)
    start, end = spans[0]
    for span in sorted(spans):
        if span.start <= end + 1 and start <= span.end + 1:
            start, end = min(start, span.start), max(end, span.end)
    return Span(start, end)


def _first_sentence(reply: Reading) -> Span:
    if reply.sentences:
        return reply.span(*reply.sentences[0])
    return reply.span(0, len(reply.tokens)) if reply.tokens else reply.addresses[0]
