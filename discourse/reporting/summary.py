"""What a comment section does, in a few sentences that only repeat its tables."""

from collections import Counter
from typing import NamedTuple

from polars import DataFrame

from discourse.analysis import Analysis
from discourse.replies.graph import GUESSED_KINDS
from discourse.reporting.records import Fact
from discourse.reporting.wording import count, listing, probability, quoted

_CLAIM_VERBS = {
    "asserts": ("asserts it", "assert it"),
    "rejects": ("rejects it", "reject it"),
    "questions": ("questions it", "question it"),
    "reports": ("reports it as the view of others", "report it as the view of others"),
}
_REPLY_VERBS = {
    "support": ("supports", "support"),
    "deny": ("denies", "deny"),
    "query": ("queries", "query"),
    "comment": ("takes no such stand", "take no such stand"),
}
_STANCE_VERBS = {
    "against": ("is against it", "are against it"),
    "favor": ("is in favor of it", "are in favor of it"),
    "none": ("takes no side", "take no side"),
}


class Tables(NamedTuple):
    """The tables that a report is written from."""

    comments: DataFrame
    replies: DataFrame
    codings: DataFrame
    claims: DataFrame
    stance: DataFrame


def tables_of(analysis: Analysis) -> Tables:
    """Return the tables that a report is written from."""
    from discourse import tables

    return Tables(
        comments=tables.comments(analysis),
        replies=tables.replies(analysis),
        codings=tables.codings(analysis),
        claims=tables.claims(analysis),
        stance=tables.stance(analysis),
    )


def summary(tables: Tables, declared: int | None) -> tuple[str, ...]:
    """Return one to four sentences: how much was read, the exchange, the most contested claim, the stance.

    A sentence whose numbers are missing is left out.
    """
    if tables.comments.is_empty():
        return (_nothing(declared),)
    sentences = (_size(tables.comments, declared), _exchange(tables), _claim(tables.claims), _stance(tables.stance))
    return tuple(sentence for sentence in sentences if sentence)


def headlines(tables: Tables) -> tuple[Fact, ...]:
    """Return the headline figures; "–" stands where there is nothing to count."""
    depths = tables.comments["depth"].drop_nulls().to_list()
    kinds = tables.replies["kind"].to_list()
    claimed = tables.claims.filter(tables.claims["comments"] > 0)["claim"].n_unique()
    return (
        Fact("comments", f"{tables.comments.height:,}"),
        Fact("named authors", f"{tables.comments['author'].drop_nulls().n_unique():,}"),
        Fact("levels deep", f"{max(depths):,}" if depths else "–"),
        Fact("links inferred", f"{sum(kind in GUESSED_KINDS for kind in kinds) / len(kinds):.0%}" if kinds else "–"),
        Fact("claim types found", f"{claimed:,} of {tables.claims['claim'].n_unique():,}"),
    )


def _nothing(declared: int | None) -> str:
    if declared:
        noun = count(declared, "comment")
        return f"The page declares {noun}, but none of them is in what was read: there is nothing to count or to code."
    says = "it declares none" if declared == 0 else "it does not say whether there are any"
    return f"No comments were found on the page, and {says}: there is nothing to count or to code."


def _size(comments: DataFrame, declared: int | None) -> str:
    captured = comments.height
    named = comments["author"].drop_nulls().n_unique()
    unsigned = comments["author"].null_count()
    by = f"by {count(named, 'author')}" if named else "without a name"
    if named and unsigned:
        by = f"by {count(named, 'named author')} ({unsigned:,} without a name)"
    read = f"{count(captured, 'comment')} {by} {'was' if captured == 1 else 'were'} read"
    if declared is None:
        return f"{read}; the page does not say how many it has."
    if captured == declared:
        return f"{read}, {'the only one' if captured == 1 else 'all'} that the page declares."
    return f"{read}, {'of' if captured < declared else 'more than the'} {declared:,} that the page declares."


def _exchange(tables: Tables) -> str:
    kinds = tables.replies["kind"].to_list()
    answering = [
        parent is not None and kind != "missing"
        for parent, kind in zip(tables.replies["parent"].to_list(), kinds, strict=True)
    ]
    depth = max(tables.comments["depth"].drop_nulls().to_list(), default=1)
    said = _who_answers(sum(answering), len(answering), depth)
    stance = _stances_in_words(tables.codings)
    return f"{said}; {f'{stance}; ' if stance else ''}{_links(tables.replies)}."


def _who_answers(answering: int, total: int, depth: int) -> str:
    if not answering:
        return "It answers no other comment" if total == 1 else "None of them answers another comment"
    verb = "answers" if answering == 1 else "answer"
    return f"{answering:,} of them {verb} another comment, the deepest at level {depth:,}"


def _stances_in_words(codings: DataFrame) -> str:
    """Return how many comments support, deny, query or do none of these toward what they answer."""
    codes = Counter(codings.filter(codings["variable"] == "reply_stance")["code"].drop_nulls().to_list())
    said = [f"{codes[code]:,} {verbs[codes[code] > 1]}" for code, verbs in _REPLY_VERBS.items() if codes[code]]
    return f"toward what they answer, {listing(said)}" if said else ""


def _links(replies: DataFrame) -> str:
    guessed = replies.filter(replies["kind"].is_in(GUESSED_KINDS))
    missing = _missing(replies)
    if guessed.is_empty():
        return f"no link is inferred{f', and {missing}' if missing else ''}"
    sure = probability(sum(guessed["probability"].to_list()) / guessed.height)
    mean = f"with a probability of {sure}" if guessed.height == 1 else f"with a mean probability of {sure}"
    verb = "is" if guessed.height == 1 else "are"
    said = f"{guessed.height:,} of {count(replies.height, 'link')} {verb} inferred, {mean}"
    return f"{said}, and {missing}" if missing else said


def _missing(replies: DataFrame) -> str:
    number = replies.filter(replies["kind"] == "missing").height
    return f"what {count(number, 'comment')} {'answers' if number == 1 else 'answer'} is not known" if number else ""


def _claim(claims: DataFrame) -> str:
    types = _by(claims, "claim")
    if not types:
        return ""
    found = [counts for counts in types if counts.total()]
    if not found:
        return f"None of the {count(len(types), 'claim type')} of the codebook was found."
    most = max(found, key=lambda counts: (_contest(counts.codes), counts.total()))
    verbs = _verbs(most.codes, _CLAIM_VERBS)
    if _contest(most.codes):
        return f"The most contested claim is {quoted(most.label)}: {verbs}."
    return f"No claim is both asserted and disputed; the most frequent is {quoted(most.label)}: {verbs}."


def _contest(codes: dict[str, int]) -> int:
    return min(codes.get("asserts", 0), codes.get("rejects", 0) + codes.get("questions", 0))


def _stance(stance: DataFrame) -> str:
    targets = [counts for counts in _by(stance, "target") if counts.total()]
    if not targets:
        return ""
    most = max(targets, key=lambda counts: (_sides(counts), counts.total()))
    if not _sides(most):
        return ""
    return f"The target that most comments take a side on is {quoted(most.label)}: {_verbs(most.codes, _STANCE_VERBS)}."


def _sides(counts: "_Counts") -> int:
    return counts.codes.get("favor", 0) + counts.codes.get("against", 0)


class _Counts(NamedTuple):
    label: str
    codes: dict[str, int]

    def total(self) -> int:
        return sum(self.codes.values())


def _by(table: DataFrame, key: str) -> list[_Counts]:
    """Return the counts by code of each entry of a long table, in its order."""
    entries: dict[str, _Counts] = {}
    for name, label, code, comments in table.select(key, "label", "code", "comments").iter_rows():
        entries.setdefault(name, _Counts(label, {})).codes[code] = comments
    return list(entries.values())


def _verbs(codes: dict[str, int], verbs: dict[str, tuple[str, str]]) -> str:
    present = [(codes[code], pair) for code, pair in verbs.items() if codes.get(code)]
    return listing(
        [
            f"{f'{number:,}' if place else count(number, 'comment')} {pair[number > 1]}"
            for place, (number, pair) in enumerate(present)
        ]
    )
