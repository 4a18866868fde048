"""How well claims are found, on our own hand-coded threads: ``python -m benchmarks.claims``.

Definitions alone, definitions of the codebook "general" in other words, and all that the codebooks give; then how
honest the probabilities are. With ``--data FOLDER``, how sentences are matched with definitions on development sets;
with ``--pages FOLDER`` too, threads that people wrote elsewhere (``corpora/others``), in folds, too.
"""

import argparse
import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

import discourse
from discourse.codebook import ClaimType, Codebook, Target, load_codebook, merge
from discourse.coders.claims import likeness
from discourse.coders.claims.heeding import STATUSES, sureness
from discourse.coders.claims.screening import LIKELY
from discourse.coders.deeds import DEEDS, ask_for_deeds
from discourse.coders.linear.coding import code_claims
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.training.claims.conversation import Case as TopicCase
from discourse.training.claims.conversation import Coded as TopicCoded
from discourse.training.claims.conversation import as_given, cases_of, cases_of_others, tried
from discourse.training.claims.deeds import coded_deeds, deeds_of, table_of_deeds
from discourse.training.claims.matching import Case, argkp, likely, perspectrum, rows, with_examples
from discourse.training.encoder.calibration import calibration_error
from discourse.training.sources.others import later_others, others
from discourse.training.sources.topics import Topic, all_topics, later_topics
from reports.build import CODEBOOKS, CORPORA

THREADS = Path(__file__).parent.parent / "tests" / "coders" / "claims_gold"
UNSEEN = THREADS.parent / "claims_unseen"
"""Threads whose writers did not know the coder."""
DRAWS = 4
BARE = ("id", "label", "definition")
IN_OTHER_WORDS = {
    "prediction": ("Forecast", "The writer foresees future developments."),
    "evidence_demanded": ("Asks for sources", "Someone wants the other side to prove their statement."),
    "evidence_offered": ("Gives sources", "Refers to official figures, research or a web address."),
    "made_up": ("Fake", "The comment says that the account is fictional."),
    "hidden_hand": ("Conspiracy", "Those in power act in secret to manipulate events."),
    "double_standard": ("Hypocrites", "The same thing is fine for some and forbidden for others."),
    "eyewitness": ("I was there", "The commenter reports what they themselves saw at the scene."),
    "personal_experience": ("Own experience", "The commenter speaks from personal experience."),
    "call_to_action": ("Mobilising", "The comment invites others to protest, vote or complain."),
    "media_criticism": ("Bad journalism", "The commenter complains about biased or sloppy coverage."),
    "personal_attack": ("Insult", "The comment contains insults against others."),
    "source_credibility": ("Distrust", "The experts or witnesses quoted are not credible."),
    "blame": ("Guilt", "The comment holds a person or an institution responsible."),
}

Floats = NDArray[Any]


class Coded(NamedTuple):
    """A thread with its codebook and, by comment and claim type, the codes that a reader would accept."""

    name: str
    thread: Thread
    codebook: Codebook
    gold: dict[tuple[str, str], set[str]]


def hand_coded() -> Iterator[Coded]:
    """Yield our corpora and the threads of the tests."""
    for name in ("convoy", "phones", "river", "freibad"):
        thread = discourse.read(CORPORA / name / "page.html")
        book = merge([load_codebook(source) for source in CODEBOOKS.get(name, ("general",))])
        read = json.loads((CORPORA / name / "gold" / "codings.json").read_text("utf-8"))
        gold = {
            (one["comment"], one["target"]): {one["code"], *one.get("also", ())}
            for one in read
            if one["variable"] == "claim"
        }
        yield Coded(f"corpus {name}", thread, book, gold)
    for path in sorted(THREADS.glob("*.toml")):
        yield thread_of(path)


def thread_of(path: Path) -> Coded:
    """Return the thread, the codebook and the codings of a file."""
    data = tomllib.loads(path.read_text("utf-8"))
    claims = tuple(msgspec.convert(claim, ClaimType) for claim in data["claim_types"])
    comments = tuple(
        Comment(id=one["id"], author=one["author"], text=one["text"], reply_to=one.get("reply_to", ""))
        for one in data["comments"]
    )
    gold = {(one["id"], line.split()[0]): {line.split()[1]} for one in data["comments"] for line in one["gold"]}
    thread = Thread(article=Article(source=path.stem, title=data["title"]), comments=comments)
    targets = tuple(msgspec.convert(target, Target) for target in data.get("targets", ()))
    return Coded(f"thread {path.stem}", thread, Codebook(title=path.stem, targets=targets, claim_types=claims), gold)


def bare(codebook: Codebook) -> Codebook:
    """Return a codebook of labels and definitions alone."""
    claims = (ClaimType(**{key: getattr(claim, key) for key in BARE}) for claim in codebook.claim_types)
    return msgspec.structs.replace(codebook, claim_types=tuple(claims))


def reworded(codebook: Codebook) -> Codebook:
    """Return a codebook of labels and definitions alone, those of "general" in other words."""
    changed = []
    for claim in bare(codebook).claim_types:
        label, definition = IN_OTHER_WORDS.get(claim.id, (claim.label, claim.definition))
        changed.append(msgspec.structs.replace(claim, label=label, definition=definition))
    return msgspec.structs.replace(codebook, claim_types=tuple(changed))


class Found(NamedTuple):
    """How well a thread's claims are found, how many there are; of each coding its probability, and if it is right."""

    f1: float
    precision: float
    recall: float
    status: float
    claims: int
    right: list[tuple[float, bool]]


def figures(coded: Coded, codebook: Codebook) -> Found:
    """Return how well a codebook finds the claims of a thread."""
    found = [one for one in code_claims(coded.thread, reply_graph(coded.thread), codebook) if one.code]
    keys = [(one.comment, one.target or "") for one in found]
    firm = [key for key, codes in coded.gold.items() if "absent" not in codes]
    both = [(one, key) for one, key in zip(found, keys, strict=True) if key in coded.gold]
    precision, recall = len(both) / max(1, len(found)), sum(key in keys for key in firm) / max(1, len(firm))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    status = sum(one.code in coded.gold[key] for one, key in both) / max(1, len(both))
    right = [
        (one.probability or 0.0, one.code in coded.gold.get(key, ())) for one, key in zip(found, keys, strict=True)
    ]
    return Found(f1, precision, recall, status, len(firm), right)


def line(coded: Coded, found: Found) -> str:
    """Return a thread's figures as a line."""
    shares = f"F1 {found.f1:.2f}  precision {found.precision:.2f}  recall {found.recall:.2f}  status {found.status:.2f}"
    return f"{coded.name:18} {shares}  ({found.claims} claims, {len(found.right)} found)"


def average_precision(right: Floats, scores: Floats) -> float:
    """Return the mean precision at each right pair, by falling score."""
    order = np.argsort(-scores, kind="stable")
    hits = right[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / hits.sum())


def own_threads() -> None:
    """Print the figures on our own threads."""
    threads = list(hand_coded())
    everything: list[tuple[float, bool]] = []
    for title, change in (("definitions only", bare), ("definitions in other words", reworded), ("as given", None)):
        print(title)
        for coded in threads:
            found = figures(coded, change(coded.codebook) if change else coded.codebook)
            print("  " + line(coded, found))
            everything += found.right if change is not reworded else []
    table = np.array(everything, float)
    sure = np.argsort(-table[:, 0], kind="stable")[: int(0.8 * len(table))]
    error = calibration_error(table[:, 0], table[:, 1])
    share, surest = table[:, 1].mean(), table[sure, 1].mean()
    print(f"{len(table)} codings: right {share:.3f}, the surest 80 % {surest:.3f}, ECE {error:.3f}")


def unseen_threads() -> None:
    """Print the figures, definitions only, on threads whose writers did not know the coder, and on all of them."""
    print("threads by others, definitions only")
    threads = [thread_of(path) for path in sorted(UNSEEN.glob("*.toml"))]
    found = [figures(coded, bare(coded.codebook)) for coded in threads]
    for coded, each in zip(threads, found, strict=True):
        print("  " + line(coded, each))
    print("all: " + together(found))


def topics_by_kind(topics: Iterable[Topic], title: str) -> None:
    """Print the same on threads from which nothing was learned, by kind."""
    print(f"{title}, definitions only")
    found = [(topic.kind, figures(coded_by_hand(topic), bare(topic.codebook))) for topic in topics]
    for kind in sorted({kind for kind, _ in found}):
        print(f"  {kind:8} {together([each for is_kind, each in found if is_kind == kind])}")
    if found:
        print("  all      " + together([each for _, each in found]))


def coded_by_hand(topic: Topic) -> Coded:
    """Return a thread of our own as one coded by hand."""
    gold = {place: {status} for place, status in topic.claims.items()}
    return Coded(topic.name, topic.thread, topic.codebook, gold)


def together(found: Sequence[Found]) -> str:
    """Return the figures of several threads as a line."""
    claims, codings = sum(each.claims for each in found), sum(len(each.right) for each in found)
    hits = [each.precision * len(each.right) for each in found]
    status = sum(each.status * right for each, right in zip(found, hits, strict=True))
    right = sum(hits)
    table = np.array([pair for each in found for pair in each.right], float)
    return (
        f"F1 {2 * right / (claims + codings):.3f}  precision {right / codings:.3f}  recall {right / claims:.3f}  "
        f"status {status / right:.3f}  told {table[:, 0].mean():.3f}, right {table[:, 1].mean():.3f}, "
        f"ECE {calibration_error(table[:, 0], table[:, 1]):.3f}  ({claims} claims)"
    )


READ_AS = {
    "few claims": "with one to three of the claims",
    "beginning": "the first two to eight comments",
    "without replies": "as a page without replies",
    "a share": "a claim by none to most of 4 to 12",
    "a share of few": "the same, one to three claims",
}
REJECTED = STATUSES.index("rejects")
WAYS = {"D": "in the definition's words or near", "R": "in other words", "I": "only hinted at"}


def topics_in_folds(elsewhere: Sequence[Topic]) -> None:
    """Print the figures on the threads that were learned from, each coded by models fitted on other topics."""
    ours = list(all_topics())
    names = {topic.name for topic in ours}
    found = [(case, as_given(one)) for case, one in tried([*cases_of(ours), *cases_of_others(elsewhere)])]
    of_ours = [pair for pair in found if pair[0].topic in names]
    print("threads learned from, in folds, definitions only")
    for reading, name in READ_AS.items():
        print(f"  {name:34}", _in_all([pair for pair in of_ours if pair[0].reading == reading]))
    _by_kind(of_ours, ours)
    if elsewhere:
        print("threads that people wrote elsewhere, in the same folds")
        _by_kind([pair for pair in found if pair[0].topic not in names], elsewhere)


def _by_kind(found: Sequence[tuple[TopicCase, TopicCoded]], read: Sequence[Topic]) -> None:
    """Print the figures on threads as they were written, by kind, and how much is found of what is said how."""
    pairs = [pair for pair in found if pair[0].reading == "whole"]
    known = {topic.name: topic for topic in read}
    for kind in sorted({topic.kind for topic in read}):
        print(f"  whole, {kind:27}", _in_all([pair for pair in pairs if known[pair[0].topic].kind == kind]))
    print(f"  whole, {'all':27}", _in_all(pairs))
    made: dict[str, list[bool]] = {way: [] for way in WAYS}
    for case, one in pairs:
        topic = known[case.topic]
        there = set(zip(one.found.comment.tolist(), one.found.claim.tolist(), strict=True))
        rows = {comment.id: row for row, comment in enumerate(topic.thread.comments)}
        for (comment, claim), way in topic.ways.items():
            if claim in case.claims:
                made[way].append((rows[comment], case.claims.index(claim)) in there)
    print(
        "  found of what is said", {WAYS[way]: f"{np.mean(found):.2f} of {len(found)}" for way, found in made.items()}
    )
    right = np.concatenate([one.right for _, one in pairs])
    rejected = np.concatenate([one.shares.argmax(axis=1) for _, one in pairs]) == REJECTED
    print(f"  told as rejected {rejected.sum()}, of which {(right[rejected] == REJECTED).sum()} are")


def _in_all(pairs: list[tuple[TopicCase, TopicCoded]]) -> str:
    claims = sum(int((case.right >= 0).sum()) for case, _ in pairs)
    right = np.concatenate([one.right for _, one in pairs])
    best = np.concatenate([one.shares.argmax(axis=1) for _, one in pairs])
    sure = np.concatenate([sureness(one.found.sure, one.shares.max(axis=1, initial=0.0)) for _, one in pairs])
    hits, both = int((right >= 0).sum()), int((right == best).sum())
    return (
        f"F1 {2 * hits / (claims + len(right)):.3f}  precision {hits / len(right):.3f}  recall {hits / claims:.3f}  "
        f"status {both / hits:.3f}  ({claims} claims)  ECE {calibration_error(sure, right == best):.3f}"
    )


def deeds_told() -> None:
    """Print how deeds are told in our threads, each by models that have not seen it (average precision)."""
    does, odds = (np.concatenate(each) for each in zip(*(_deeds_beside(topic) for topic in all_topics()), strict=True))
    each = {deed: average_precision(does[:, at], odds[:, at]) for at, deed in enumerate(DEEDS) if does[:, at].any()}
    mean = np.mean(list(each.values()))
    print(f"deeds of {len(does)} comments: average precision {mean:.3f}, by chance {does.mean():.3f}")
    print("  " + ", ".join(f"{deed} {value:.2f}" for deed, value in sorted(each.items(), key=lambda one: -one[1])))
    asked = [
        (listed, row)
        for topic in all_topics()
        for claim, row in zip(topic.codebook.claim_types, deeds_of(topic).asked, strict=True)
        if (listed := coded_deeds(topic.name).get(("claim", claim.id))) is not None
    ]
    named = [DEEDS[int(row.argmax())] in listed for listed, row in asked if listed]
    some = [bool(ask_for_deeds(row[None])[0]) for listed, row in asked if not listed]
    print(
        f"definitions: a deed asked for is told in {np.mean(named):.2f} of {len(named)}, "
        f"one is told in {np.mean(some):.2f} of {len(some)} that ask for none"
    )


def _deeds_beside(topic: Topic) -> tuple[Floats, Floats]:
    """Return which deeds the coded comments of a thread do, and the log-odds that they do: comments × deeds each."""
    coded = coded_deeds(topic.name)
    rows = [row for row, one in enumerate(topic.thread.comments) if ("comment", one.id) in coded]
    listed = [coded["comment", topic.thread.comments[row].id] for row in rows]
    return table_of_deeds(listed).astype(float), deeds_of(topic).done[rows]


def public_sets(data: Path) -> None:
    """Print how sentences are matched with definitions on the development parts of public sets, by topic."""
    for cases in (list(argkp(data, "dev")), list(perspectrum(data, "dev"))):
        if not cases:
            continue
        found = rows(iter(cases))
        probabilities = likeness.shipped().probabilities(found.features)
        topics: list[str] = np.unique(found.topics).tolist() if cases[0].topic.startswith("argkp") else []
        for topic in [*topics, ""]:
            here = found.topics == topic if topic else np.ones(len(found.right), bool)
            right, sure = found.right[here], probabilities[here]
            words = found.features[here][:, likeness.FEATURES.index("cover")]
            print(
                f"{topic or 'all of ' + cases[0].topic.split()[0]:55} average precision "
                f"{average_precision(right, sure):.3f} (by words alone {average_precision(right, words):.3f}, "
                f"by chance {right.mean():.3f})  ECE {calibration_error(sure, right):.3f}"
            )


def learning_curve(data: Path) -> None:
    """Print what examples add to definitions, on the development part of ArgKP; the examples are not searched."""
    cases = list(argkp(data, "dev"))
    for count in (0, 1, 2, 4) if cases else ():
        found = [_with_examples(case, count, draw) for draw in range(DRAWS) for case in cases]
        scores = np.concatenate([scores for scores, _ in found])
        right = np.concatenate([right for _, right in found])
        taken = scores >= LIKELY
        f1 = 2 * right[taken].sum() / (taken.sum() + right.sum())
        print(
            f"{count} examples: average precision {average_precision(right, scores):.3f}  F1 {f1:.3f}  "
            f"ECE {calibration_error(scores, right):.3f}"
        )


def _with_examples(case: Case, count: int, draw: int) -> tuple[Floats, Floats]:
    """Return the probability of each known pair of a case, and whether it is right."""
    tried = with_examples(case, count, draw)
    found = likely(tried)
    labels: Floats = np.asarray(tried.labels)
    scores = np.zeros_like(labels, dtype=float)
    for claim in range(len(scores[0])):
        columns = np.flatnonzero(found.claims == claim)
        routes = [found.routes[column] for column in columns]
        scores[:, claim] = likeness.shipped().together(found.probabilities[:, columns], routes)
    known = labels >= 0
    return scores[known], labels[known].astype(float)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder with the public sets")
    parser.add_argument(
        "--pages", type=Path, help="with --data: a folder with saved pages, those of each system in one"
    )
    options = parser.parse_args()
    own_threads()
    unseen_threads()
    topics_by_kind(later_topics(), "threads that came later")
    elsewhere: list[Topic] = []
    if options.data and options.pages:
        topics_by_kind(
            later_others(options.data, options.pages), "threads that people wrote elsewhere, none learned from"
        )
        elsewhere = list(others(options.data, options.pages))
    topics_in_folds(elsewhere)
    deeds_told()
    if options.data:
        public_sets(options.data)
        learning_curve(options.data)
