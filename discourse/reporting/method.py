"""How a report came about and what to be careful with: ledger, method, caveats and footer, in words."""

from collections import Counter
from collections.abc import Iterator

from discourse.analysis import Analysis
from discourse.coders.lexicon import primary
from discourse.correction.wording import how_coded, how_corrected
from discourse.model import Ledger, ledger
from discourse.replies.graph import GUESSED_KINDS, LINK_KINDS
from discourse.reporting.records import Fact
from discourse.reporting.wording import count, listing, shortened, skipped_words
from discourse.visible import visible

NAMED_REASONS = 12
"""The method names this many of the things that were skipped, and says how many more there are."""

_KIND_WORDS = {
    "explicit": "stated by the page",
    "quote": "found by quoted words",
    "name": "found by a name in the text",
    "inferred": "inferred from content and order",
    "missing": "unknown",
}


def ledger_facts(analysis: Analysis) -> tuple[Fact, ...]:
    """Return the completeness ledger, one fact for each of its numbers."""
    kept = ledger(analysis.thread)
    skipped = [skipped_words(kind, number) for kind, number in kept.skipped.items()]
    return (
        Fact("declared", "not said" if kept.declared is None else f"{kept.declared:,}"),
        Fact("captured", f"{kept.captured:,}"),
        Fact("deleted", f"{kept.deleted:,}"),
        Fact("collapsed", f"{kept.collapsed:,}"),
        *(Fact(name, f"{number:,}") for name, number in (("hidden", kept.hidden), ("blocked", kept.blocked)) if number),
        Fact("orphans", f"{kept.orphans:,}"),
        Fact("skipped", listing(skipped) or "nothing"),
    )


def completeness(analysis: Analysis) -> str:
    """Return one sentence on how complete the thread is."""
    kept = ledger(analysis.thread)
    said = _captured(kept)
    if kept.orphans:
        orphans = "answers a comment" if kept.orphans == 1 else "answer comments"
        said += f"; {count(kept.orphans, 'comment')} {orphans} that the page does not show"
    return f"{said}."


def _captured(kept: Ledger) -> str:
    if kept.declared is None:
        return "The page does not say how many comments it has, so nobody can tell from it whether any is missing"
    if kept.captured == kept.declared:
        return f"As many comments were captured as the page declares ({kept.captured:,})"
    if kept.captured < kept.declared:
        gap = kept.declared - kept.captured
        are = "is" if gap == 1 else "are"
        return f"{gap:,} of the {count(kept.declared, 'comment')} that the page declares {are} not in what was read"
    more = kept.captured - kept.declared
    return f"{count(more, 'comment')} more than the {kept.declared:,} that the page declares were captured"


def method(analysis: Analysis) -> tuple[str, ...]:
    """Return how the page was read, the links found and the labels given."""
    return tuple(sentence for sentence in (*_reading(analysis), *_links(analysis), _coding(analysis)) if sentence)


def caveats(analysis: Analysis) -> tuple[str, ...]:
    """Return what limits the report, most important first."""
    return tuple(_caveats(analysis))


def footer(analysis: Analysis, version: str) -> tuple[Fact, ...]:
    """Return what is needed to make the report again: versions and hashes, 12 hex digits each."""
    book, source = analysis.codebook, analysis.thread.source_hash
    title = shortened(visible(book.title), 80)
    return (
        Fact("discourse", version),
        Fact("codebook", f"{title}, version {shortened(visible(book.version), 40)}, {book.hash[:12]}"),
        Fact("source", visible(source[:12]) if source else "no hash"),
    )


def _reading(analysis: Analysis) -> Iterator[str]:
    thread = analysis.thread
    source = shortened(visible(thread.article.source), 120)
    reader = (
        f"with the reader “{shortened(visible(thread.reader), 40)}”"
        if thread.reader
        else "by a program of the user, without a reader"
    )
    body = thread.article.body
    paragraphs = sum(bool(part.strip()) for part in body.split("\n\n")) if body else 0
    found = f"the article’s text has {count(paragraphs, 'paragraph')}" if paragraphs else "no article text was found"
    yield f"The comments were taken from “{source}” {reader}; {found}."


def _links(analysis: Analysis) -> Iterator[str]:
    kinds = Counter(analysis.graph.kind.tolist())
    found = [(kinds[number], _KIND_WORDS[kind]) for number, kind in enumerate(LINK_KINDS) if kinds[number]]
    if not found:
        return
    said = listing([f"{number:,} {'is' if number == 1 else 'are'} {words}" for number, words in found])
    yield f"Of the {count(len(analysis.graph), 'link')} from a comment to what it answers, {said}."
    yield from analysis.graph.notes


def _coding(analysis: Analysis) -> str:
    book = analysis.codebook
    title = shortened(visible(book.title), 80)
    looked_for = listing([count(len(book.claim_types), "claim type"), count(len(book.targets), "target")])
    if not analysis.codings:
        return f"By the codebook “{title}” ({looked_for}) there was nothing to label."
    coders = listing(
        [f"“{shortened(visible(coder), 40)}”" for coder in sorted({one.coder for one in analysis.codings})]
    )
    abstentions = sum(one.code is None for one in analysis.codings)
    labels = count(len(analysis.codings) - abstentions, "label")
    abstained = f", and abstained {count(abstentions, 'time')}" if abstentions else ""
    return f"The coder {coders} gave {labels} by the codebook “{title}” ({looked_for}){abstained}."


def _caveats(analysis: Analysis) -> Iterator[str]:
    if not analysis.thread.comments and analysis.thread.declared != 0:
        yield (
            "That no comment was found does not prove that the page has none: they may be loaded only when a reader "
            "scrolls to them, or be set in a way that this program does not know. Save the page after scrolling to its "
            "end, or copy its text with the heading above the comments."
        )
    by_hand = how_coded(analysis.codings, len(analysis.thread.comments))
    if by_hand is not None:
        yield by_hand
    machines = sorted({coding.coder for coding in analysis.codings if coding.probability is not None})
    if machines:
        names = listing([f"“{shortened(visible(name), 40)}”" for name in machines])
        if analysis.correction is not None:
            yield how_corrected(analysis.correction)
        yield (
            f"These are uncorrected machine labels by {names}: no person has checked them, and every count carries "
            "their errors."
            if analysis.correction is None
            else "Counts of comments are of machine labels as they are; corrected shares are in data/corrected.csv."
        )
        yield "A probability is the coder’s own estimate that a label is right, not a measured accuracy."
        yield "A claim or a stance that is not marked was not found, which does not prove that it is not there."
    yield from _foreign(analysis)
    if any(LINK_KINDS[kind] in GUESSED_KINDS for kind in set(analysis.graph.kind.tolist())):
        yield (
            "An inferred link is the most probable one of several; "
            "depth, reply stance and who talks to whom rest on it."
        )
    yield from _faults(analysis)
    yield from _skipped(analysis)


def _foreign(analysis: Analysis) -> Iterator[str]:
    page, book = analysis.thread.article.language, analysis.codebook.language
    if page and analysis.codebook.claim_types and primary(page) != primary(book):
        yield (
            f"The page is in the language “{shortened(visible(page), 20)}”, the codebook in “{shortened(book, 20)}”: "
            "most claims are missed, and those found are less sure. Use a codebook in the language of the page."
        )


def _faults(analysis: Analysis) -> Iterator[str]:
    kinds = Counter(fault.kind for fault in analysis.graph.faults)
    for kind, number in sorted(kinds.items()):
        first = next(fault.detail for fault in analysis.graph.faults if fault.kind == kind)
        faults = count(number, f"fault of the kind “{kind}”", f"faults of the kind “{kind}”")
        yield f"{faults} in what the page states about replies; the first: {shortened(visible(first), 200)}."


def _skipped(analysis: Analysis) -> Iterator[str]:
    skipped = analysis.thread.skipped
    for item in skipped[:NAMED_REASONS]:
        where = f" (at {shortened(visible(item.where), 80)})" if item.where else ""
        reason = shortened(visible(item.reason), 200).rstrip(".")
        yield f"Skipped, {skipped_words(item.kind, item.count)}{where}: {reason}."
    if len(skipped) > NAMED_REASONS:
        more = count(len(skipped) - NAMED_REASONS, "more entry", "more entries")
        yield f"{more} of what was skipped: see data/thread.json."
