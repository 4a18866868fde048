"""What a comment section does, in a few sentences that only repeat its tables."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from polars import DataFrame

from discourse.analysis import Analysis
from discourse.human.codings import NOBODY
from discourse.replies.graph import GUESSED_KINDS
from discourse.replies.measures import Measure
from discourse.reporting.records import Fact
from discourse.reporting.wording import probability, quoted
from discourse.tables.verdicts import LEAST_SURE
from discourse.translation import agreeing, counted, deferred, number, translated
from discourse.translation.phrases import clauses, enumerated, percent

_CLAIM_VERBS = {
    "asserts": (deferred("{who} asserts it"), deferred("{who} assert it")),
    "rejects": (deferred("{who} rejects it"), deferred("{who} reject it")),
    "questions": (deferred("{who} questions it"), deferred("{who} question it")),
    "reports": (
        deferred("{who} reports it as the view of others"),
        deferred("{who} report it as the view of others"),
    ),
}
_REPLY_VERBS = {
    "support": (deferred("{n} supports"), deferred("{n} support")),
    "deny": (deferred("{n} denies"), deferred("{n} deny")),
    "query": (deferred("{n} queries"), deferred("{n} query")),
    "comment": (deferred("{n} takes no stand"), deferred("{n} take no stand")),
    None: (deferred("{n} is left undecided"), deferred("{n} are left undecided")),
    NOBODY: (deferred("{n} was coded by nobody"), deferred("{n} were coded by nobody")),
}
_STANCE_VERBS = {
    "against": (deferred("{who} is against it"), deferred("{who} are against it")),
    "favor": (deferred("{who} is in favor of it"), deferred("{who} are in favor of it")),
    "none": (deferred("{who} takes no side"), deferred("{who} take no side")),
}


class Tables(NamedTuple):
    """The tables that a report is written from, and the measure of its depth, which guessed links make unsure."""

    comments: DataFrame
    replies: DataFrame
    codings: DataFrame
    claims: DataFrame
    stance: DataFrame
    authors: DataFrame
    deepest: Measure | None


def tables_of(analysis: Analysis) -> Tables:
    """Return the tables that a report is written from."""
    from discourse import tables

    return Tables(
        comments=tables.comments(analysis),
        replies=tables.replies(analysis),
        codings=tables.codings(analysis),
        claims=tables.claims(analysis),
        stance=tables.stance(analysis),
        authors=tables.authors(analysis),
        deepest=next((one for one in analysis.measures if one.name == "max_depth"), None),
    )


def summary(tables: Tables, declared: int | None) -> tuple[str, ...]:
    """Return one to four sentences: how much was read, the exchange, the most contested claim, the stance.

    A sentence whose numbers are missing is left out.
    """
    if tables.comments.is_empty():
        return (_nothing(declared),)
    sentences = (_size(tables, declared), _exchange(tables), _claim(tables), _stance(tables.stance))
    return tuple(sentence for sentence in sentences if sentence)


def headlines(tables: Tables) -> tuple[Fact, ...]:
    """Return the headline figures; "–" stands where there is nothing to count."""
    comments = tables.comments.height
    authors, _ = _signed(tables.authors)
    deepest = max(tables.comments["depth"].drop_nulls().to_list(), default=0)
    kinds = tables.replies["kind"].to_list()
    claimed = tables.claims.filter(tables.claims["comments"] > 0)["claim"].n_unique()
    is_known = not comments or claimed or judged(tables)
    looked_for = tables.claims["claim"].n_unique() if is_known else 0
    return (
        Fact(agreeing(comments, "comment", "comments"), number(comments)),
        Fact(agreeing(authors, "named author", "named authors"), number(authors)),
        Fact(
            _with_interval(agreeing(deepest, "level deep", "levels deep"), tables.deepest),
            number(deepest) if deepest else "–",
        ),
        Fact(
            translated("links inferred"),
            percent(sum(kind in GUESSED_KINDS for kind in kinds) / len(kinds)) if kinds else "–",
        ),
        Fact(
            translated("claim types found"),
            translated("{found} of {all}", found=number(claimed), all=number(looked_for)) if looked_for else "–",
        ),
    )


def _nothing(declared: int | None) -> str:
    if declared:
        return agreeing(
            declared,
            "The page declares {n} comment, but none of them is in what was read: "
            "there is nothing to count or to code.",
            "The page declares {n} comments, but none of them is in what was read: "
            "there is nothing to count or to code.",
        )
    if declared == 0:
        return translated(
            "No comments were found on the page, and it declares none: there is nothing to count or to code."
        )
    return translated(
        "No comments were found on the page, and it does not say whether there are any: "
        "there is nothing to count or to code."
    )


def _signed(authors: DataFrame) -> tuple[int, int]:
    """Return how many names tell authors apart, and how many comments have no such name ("Guest" is none)."""
    unsigned = authors.filter(authors["author"].is_null())["comments"].sum()
    return authors["author"].drop_nulls().len(), int(unsigned)


def _size(tables: Tables, declared: int | None) -> str:
    captured = tables.comments.height
    by = _authorship(*_signed(tables.authors))
    read = agreeing(captured, "{n} comment {by} was read", "{n} comments {by} were read", by=by)
    if declared is None:
        return translated("{read}; the page does not say how many it has.", read=read)
    if captured == declared:
        return agreeing(
            captured, "{read}, the only one that the page declares.", "{read}, all that the page declares.", read=read
        )
    if captured < declared:
        return translated("{read}, of {n} that the page declares.", read=read, n=number(declared))
    return translated("{read}, more than the {n} that the page declares.", read=read, n=number(declared))


def _authorship(named: int, unsigned: int) -> str:
    if not named:
        return translated("without a name")
    if not unsigned:
        return translated("by {authors}", authors=counted(named, "author", "authors"))
    authors = counted(named, "named author", "named authors")
    return translated("by {authors} ({n} without a name)", authors=authors, n=number(unsigned))


def _exchange(tables: Tables) -> str:
    links = list(tables.replies.select("comment", "parent", "kind").iter_rows())
    answering = [comment for comment, parent, kind in links if parent is not None and kind != "missing"]
    to_article = [comment for comment, parent, kind in links if parent is None and kind != "missing"]
    depth = max(tables.comments["depth"].drop_nulls().to_list(), default=1)
    said = (
        _who_answers(len(answering), len(links), _with_interval(number(depth), tables.deepest)),
        *_stances_in_words(tables.codings, answering, to_article),
        _links(tables.replies),
    )
    return f"{clauses(said)}."


def _with_interval(said: str, measure: Measure | None) -> str:
    """Return words with the interval of a measure in brackets, where links are guessed so that it has one."""
    if measure is None or measure.low is None or measure.high is None or measure.low >= measure.high:
        return said
    interval = translated("(95%: {low} to {high})", low=number(measure.low), high=number(measure.high))
    return f"{said} {interval.replace(' ', chr(0xA0))}"


def _who_answers(answering: int, total: int, depth: str) -> str:
    if not answering and total == 1:
        return translated("It answers no other comment")
    if not answering:
        return translated("None of them answers another comment")
    return agreeing(
        answering,
        "{n} of them answers another comment, the deepest at level {depth}",
        "{n} of them answer another comment, the deepest at level {depth}",
        depth=depth,
    )


def _stances_in_words(codings: DataFrame, answering: Sequence[str], to_article: Sequence[str]) -> Iterator[str]:
    """Yield how many comments support, deny, query, do none of these or are undecided: toward others, then the article.

    So the first add up to the comments that answer another, of which the clause before speaks.
    """
    stances = codings.filter(codings["variable"] == "reply_stance")
    if said := _counted_stances(stances.filter(stances["comment"].is_in(answering))):
        yield translated("toward that comment, {stances}", stances=said)
    if said := _counted_stances(stances.filter(stances["comment"].is_in(to_article))):
        yield translated("toward the article, {stances}", stances=said)
    given = stances.filter(stances["comment"].is_in([*answering, *to_article]) & stances["code"].is_not_null())
    unsure = given.filter(given["probability"] < LEAST_SURE).height
    if unsure:
        yield agreeing(
            unsure,
            "{n} of these {labels} has a probability below one half",
            "{n} of these {labels} have a probability below one half",
            labels=counted(given.height, "label", "labels"),
        )


def _counted_stances(stances: DataFrame) -> str:
    given = stances.select("code", "coder").iter_rows()
    codes = Counter(NOBODY if coder == NOBODY else code for code, coder in given)
    return enumerated([agreeing(codes[code], *verbs) for code, verbs in _REPLY_VERBS.items() if codes[code]])


def _links(replies: DataFrame) -> str:
    guessed = replies.filter(replies["kind"].is_in(GUESSED_KINDS))
    said = translated("no link is inferred")
    if not guessed.is_empty():
        said = agreeing(
            guessed.height,
            "{n} of {links} is inferred, with a probability of {p}",
            "{n} of {links} are inferred, with a mean probability of {p}",
            links=counted(replies.height, "link", "links"),
            p=probability(sum(guessed["probability"].to_list()) / guessed.height),
        )
    missing = _missing(replies)
    return translated("{links}, and {missing}", links=said, missing=missing) if missing else said


def _missing(replies: DataFrame) -> str:
    unknown = replies.filter(replies["kind"] == "missing").height
    if not unknown:
        return ""
    return agreeing(unknown, "what {n} comment answers is not known", "what {n} comments answer is not known")


def _claim(tables: Tables) -> str:
    types = _by(tables.claims, "claim")
    if not types:
        return ""
    most = most_contested(tables.claims)
    if not most:
        return _none_found(len(types), judged(tables), tables.comments.height)
    if _contest(most.sure()):
        alike = sum(_rank(counts) == _rank(most) for counts in types)
        return agreeing(
            alike,
            "The most contested claim is {claim}: {verbs}.",
            "{n} claims are equally contested, more than others; the first is {claim}: {verbs}.",
            claim=quoted(most.label),
            verbs=_claim_verbs(most),
        )
    frequent = _most_frequent(most, [counts.total() for counts in types if counts.total()])
    if any(_contest(counts.codes) for counts in types):
        return translated(
            "No claim is both asserted and disputed by labels with a probability of one half or more; {frequent}.",
            frequent=frequent,
        )
    return translated("No claim is both asserted and disputed; {frequent}.", frequent=frequent)


def judged(tables: Tables) -> int:
    """Return of how many comments somebody has judged the claims.

    A coder abstains as a whole where it names no claim, and deleted comments have no words to judge by.
    """
    comments, codings = tables.comments, tables.codings
    no_claim = codings["target"].is_null() & codings["code"].is_null()
    whole = codings.filter((codings["variable"] == "claim") & no_claim)
    deleted = comments.filter(comments["status"] == "deleted")["id"]
    return comments.height - len({*whole["comment"], *deleted})


def _none_found(types: int, looked_at: int, comments: int) -> str:
    named = counted(types, "claim type", "claim types")
    if looked_at == comments:
        return translated("None of the {types} of the codebook was found.", types=named)
    if looked_at <= 0:
        return translated("What is claimed is not known: no comment could be judged.")
    return agreeing(
        looked_at,
        "None of the {types} of the codebook was found in the {n} comment whose claims the coder judges.",
        "None of the {types} of the codebook was found in the {n} comments whose claims the coder judges.",
        types=named,
    )


def _claim_verbs(counts: "Counts") -> str:
    return _with_unsure(_verbs(counts.codes, _CLAIM_VERBS), counts)


def _with_unsure(said: str, counts: "Counts") -> str:
    """Return what comments do with a claim or say of a target, and how many of the labels that say so are unsure."""
    unsure = sum(counts.unsure.values())
    if not unsure:
        return said
    return translated("{verbs} (labels with a probability below one half: {n})", verbs=said, n=number(unsure))


def _most_frequent(most: "Counts", totals: list[int]) -> str:
    """Return which claim type is found most, or how many are found equally often: no superlative is made of a tie."""
    alike = totals.count(most.total())
    if alike == 1:
        said = {"claim": quoted(most.label), "verbs": _claim_verbs(most)}
        if len(totals) == 1:
            return translated("the only one found is {claim}: {verbs}", **said)
        return translated("the most frequent is {claim}: {verbs}", **said)
    comments = counted(most.total(), "comment", "comments")
    if alike == len(totals):
        return translated("{n} claim types are found: {comments} each", n=number(alike), comments=comments)
    return translated("{n} claim types are the most frequent: {comments} each", n=number(alike), comments=comments)


def most_contested(claims: DataFrame) -> "Counts | None":
    """Return the claim type that most comments both assert and dispute, or else the most frequent one, if any.

    Labels that are likelier wrong than right make no contest.
    """
    found = [counts for counts in _by(claims, "claim") if counts.total()]
    return max(found, key=_rank, default=None)


def _rank(counts: "Counts") -> tuple[int, int]:
    return _contest(counts.sure()), counts.total()


def _contest(codes: Mapping[str, int]) -> int:
    return min(codes.get("asserts", 0), codes.get("rejects", 0) + codes.get("questions", 0))


def _stance(stance: DataFrame) -> str:
    targets = [counts for counts in _by(stance, "target") if counts.total()]
    if not targets:
        return ""
    most = max(targets, key=lambda counts: (_sides(counts), counts.total()))
    sided = [_sides(counts) for counts in targets if _sides(counts)]
    if not sided:
        return ""
    alike = sided.count(_sides(most))
    if alike > 1:
        return translated(
            "On {n} targets equally many comments take a side, more than on others: {comments} each.",
            n=number(alike),
            comments=counted(_sides(most), "comment", "comments"),
        )
    said = {"target": quoted(most.label), "verbs": _with_unsure(_verbs(most.codes, _STANCE_VERBS), most)}
    if len(sided) == 1:
        return translated("The only target that comments take a side on is {target}: {verbs}.", **said)
    return translated("The target that most comments take a side on is {target}: {verbs}.", **said)


def _sides(counts: "Counts") -> int:
    return counts.codes.get("favor", 0) + counts.codes.get("against", 0)


class Counts(NamedTuple):
    """A claim type or a target, how many comments have each code of it, and how many of these labels are unsure."""

    name: str
    label: str
    codes: dict[str, int]
    unsure: dict[str, int]

    def sure(self) -> dict[str, int]:
        """Return how many comments have each code with a probability of one half or more."""
        return {code: comments - self.unsure[code] for code, comments in self.codes.items()}

    def total(self) -> int:
        """Return how many comments it was found in."""
        return sum(self.codes.values())


def _by(table: DataFrame, key: str) -> list[Counts]:
    """Return the counts by code of each entry of a long table, in its order."""
    entries: dict[str, Counts] = {}
    for name, label, code, comments, unsure in table.select(key, "label", "code", "comments", "unsure").iter_rows():
        entry = entries.setdefault(name, Counts(name, label, {}, {}))
        entry.codes[code], entry.unsure[code] = comments, unsure
    return list(entries.values())


def _verbs(codes: dict[str, int], verbs: dict[str, tuple[str, str]]) -> str:
    present = [(codes[code], pair) for code, pair in verbs.items() if codes.get(code)]
    return enumerated(
        [
            agreeing(amount, *pair, who=number(amount) if place else counted(amount, "comment", "comments"))
            for place, (amount, pair) in enumerate(present)
        ]
    )
