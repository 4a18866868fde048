"""The summary of a comparison in sentences, and its answer in one line for a terminal."""

from collections.abc import Iterator, Sequence

import polars as pl

from discourse.comparing import Comparison, StoryLink, article_names
from discourse.comparing.claims import ALL_OTHERS
from discourse.model import Thread
from discourse.reporting.comparison.tabled import Tabled
from discourse.reporting.comparison.words import kinds, leading, p_words
from discourse.reporting.method import is_foreign
from discourse.reporting.wording import quoted, shortened
from discourse.translation import counted, number, translated
from discourse.translation.phrases import enumerated, percent
from discourse.visible import visible

_STORIES = 3
_NAMES, _WORDS = 6, 4
_FOREIGN = 3
"""Articles in another language than the codebook that are named."""


def summary(comparison: Comparison, tables: Tabled) -> tuple[str, ...]:
    """Return the summary, one sentence after the other."""
    return (
        _who(comparison),
        *_told(comparison),
        *_made(comparison, tables),
        *_again(tables),
        *(_rests_on(comparison) if tables.differences.height else ()),
        *foreign(comparison),
    )


def answer(comparison: Comparison, tables: Tabled) -> str:
    """Return the comparison in one line: which articles have comments, whether they tell one story, what differs."""
    threads = [analysis.thread for analysis in comparison.analyses]
    talked = [thread for thread in threads if thread.comments]
    comments = counted(sum(len(thread.comments) for thread in talked), "comment", "comments")
    line = translated(
        "{articles}, {talked} with comments ({comments}): {story}",
        articles=counted(len(threads), "article", "articles"),
        talked=_talked(len(talked), len(threads)),
        comments=comments,
        story=_story_line(comparison),
    )
    differing = tables.differences.filter(pl.col("differs"))["claim"].n_unique()
    if tables.differences.height:
        made = translated("{claims} made unequally", claims=counted(differing, "claim", "claims"))
        line += "; " + (made if differing else translated("no claim is made unequally"))
    return line


def _talked(talked: int, articles: int) -> str:
    if talked == articles:
        return translated("all")
    return translated("only 1") if talked == 1 else number(talked)


def _story_line(comparison: Comparison) -> str:
    same = [link for link in comparison.links if link.verdict == "same story"]
    if not same:
        related = sum(link.verdict == "same topic" for link in comparison.links)
        nothing = translated("no two tell the same story")
        return (
            f"{nothing}, {counted(related, 'pair is', 'pairs are')} " + translated("of one topic")
            if related
            else nothing
        )
    names = ", ".join(same[0].evidence.names[:_NAMES] or same[0].evidence.words[:_NAMES])
    if len(comparison.analyses) == 2:
        return translated("they tell the same story ({names})", names=names)
    pairs = counted(len(same), "pair tells", "pairs tell")
    return translated("{pairs} the same story (the surest: {names})", pairs=pairs, names=names)


def _who(comparison: Comparison) -> str:
    threads = [analysis.thread for analysis in comparison.analyses]
    silent = [thread for thread in threads if not thread.comments]
    said = translated(
        "{articles} with {comments} in all are compared",
        articles=counted(len(threads), "article", "articles"),
        comments=counted(sum(len(thread.comments) for thread in threads), "comment", "comments"),
    )
    if not silent:
        return f"{said}."
    names = leading([quoted(_name(thread)) for thread in silent], 3)
    only = translated("only one of them has comments") if len(threads) - len(silent) == 1 else translated(
        "{n} of them have comments", n=number(len(threads) - len(silent))
    )  # fmt: skip
    takes = translated("takes part") if len(silent) == 1 else translated("take part")
    return translated(
        "{said}; {only}, and {names} {takes} with the text of the article.",
        said=said,
        only=only,
        names=names,
        takes=takes,
    )


def _name(thread: Thread) -> str:
    return thread.article.title or thread.article.source


def _told(comparison: Comparison) -> Iterator[str]:
    names = article_names(comparison.analyses)
    same = [link for link in comparison.links if link.verdict == "same story"]
    for link in same[:_STORIES]:
        evidence = evidence_words(link)
        if len(names) == 2:
            yield translated("Both articles tell the same story: they {evidence}.", evidence=evidence)
        else:
            one, other = quoted(names[link.first]), quoted(names[link.second])
            yield translated(
                "{one} and {other} tell the same story: both {evidence}.", one=one, other=other, evidence=evidence
            )
    if len(same) > _STORIES:
        yield translated("{n} more pairs tell the same story.", n=number(len(same) - _STORIES))
    related = sum(link.verdict == "same topic" for link in comparison.links)
    if related:
        pairs = counted(related, "pair of articles is", "pairs of articles are")
        yield translated("{pairs} of one topic but of different events.", pairs=pairs)
    if not comparison.links:
        yield translated("No two of the articles tell the same story or are of one topic, as far as their words show.")


def evidence_words(link: StoryLink) -> str:
    """Return what two articles have in common, to be read after "both"."""
    found = link.evidence
    parts = [
        translated("name {names}", names=enumerated(found.names[:_NAMES])) if found.names else "",
        translated("give the number {numbers}", numbers=enumerated(_figures(found.numbers))) if found.numbers else "",
        translated("speak of {words}", words=enumerated(found.words[:_WORDS])) if found.words else "",
    ]
    return enumerated([part for part in parts if part])


def _figures(numbers: Sequence[str]) -> list[str]:
    return [number(int(digits)) if digits.isascii() and digits.isdigit() else digits for digits in numbers[:_WORDS]]


def _made(comparison: Comparison, tables: Tabled) -> Iterator[str]:
    if not tables.shared_claims.height:
        yield translated("Claims cannot be compared, because fewer than two sides have comments that were coded.")
        return
    shared = tables.shared_claims.filter(pl.col("kind") == "on all")["label"].to_list()
    of = int(tables.shared_claims["of"][0])
    sides = kinds(of, comparison.by)
    if shared:
        claims = counted(len(shared), "claim is", "claims are")
        named = leading([quoted(label) for label in shared], 3)
        if of == 2:
            yield translated("{claims} made on both: {named}.", claims=claims, named=named)
        else:
            yield translated("{claims} made on all {sides}: {named}.", claims=claims, sides=sides, named=named)
    else:
        yield (
            translated("No claim is made on both.")
            if of == 2
            else translated("No claim is made on all {sides}.", sides=sides)
        )
    yield _unequal(tables.differences)


def _unequal(differences: pl.DataFrame) -> str:
    found = differences.filter(pl.col("differs"))
    tests = counted(differences.height, "test", "tests")
    if not found.height:
        return translated(
            "No difference between them is larger than chance can explain ({tests}, corrected after Holm).", tests=tests
        )
    first = found.row(0, named=True)
    return translated(
        "{found} larger than chance explains (of {tests}, corrected after Holm); the surest is {claim}, in {share} of "
        "the comments on {side} and in {other_share} of those on {other} (p {p}).",
        found=counted(found.height, "difference is", "differences are"),
        tests=tests,
        claim=quoted(first["label"]),
        share=percent(first["share"]),
        side=quoted(first["article"]),
        other_share=percent(first["other_share"]),
        other=_other(first["other"]),
        p=p_words(first["p_adjusted"]),
    )


def _other(name: str) -> str:
    return translated(ALL_OTHERS) if name == ALL_OTHERS else quoted(name)


def _rests_on(comparison: Comparison) -> Iterator[str]:
    """Yield whose labels are counted and compared, where a machine gave them."""
    if any(coding.code and coding.probability is not None for one in comparison.analyses for coding in one.codings):
        yield translated("All this counts uncorrected machine labels.")


def foreign(comparison: Comparison) -> tuple[str, ...]:
    """Return that articles are in another language than the codebook, so that fewer claims are found; else nothing."""
    names = article_names(comparison.analyses)
    found = [number for number, one in enumerate(comparison.analyses) if is_foreign(one)]
    if not found:
        return ()
    named = leading([quoted(names[number]) for number in found], _FOREIGN)
    book = shortened(visible(comparison.analyses[found[0]].codebook.language), 20)
    return (
        translated(
            "Not in the language of the codebook ({book}): {articles}. Most claims there are missed, so that "
            "shares are too low and do not compare with those of other articles.",
            book=book,
            articles=named,
        ),
    )


def _again(tables: Tabled) -> Sequence[str]:
    authors, wordings = tables.authors.height, tables.copies["group"].n_unique()
    if not authors and not wordings:
        return (translated("No author and no comment turns up under more than one article."),)
    return (
        translated(
            "{authors} under more than one article, and {wordings} under several in nearly the same words.",
            authors=counted(authors, "author writes", "authors write"),
            wordings=counted(wordings, "comment stands", "comments stand"),
        ),
    )
