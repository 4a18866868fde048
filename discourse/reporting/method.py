"""How a report came about and what to be careful with: ledger, method, caveats and footer, in words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence, Set

from discourse.analysis import Analysis
from discourse.codebook import target_labels
from discourse.coders.lexicon import primary
from discourse.coders.linear.definition_sides import TELLING, sides_of
from discourse.coders.stance.implied import stated_sides
from discourse.correction.wording import how_checked, how_coded, how_corrected, how_rough
from discourse.human.codings import NOBODY, PERSON
from discourse.model import Coding, Ledger, ledger
from discourse.removed import wordless
from discourse.replies.graph import GUESSED_KINDS, LINK_KINDS, LinkKind
from discourse.reporting.codetables import NO_WORDS
from discourse.reporting.language_names import language_name
from discourse.reporting.losses import place_in_words, reason_in_words
from discourse.reporting.records import Fact
from discourse.reporting.wording import marked, quoted, retold, shortened, skipped_words
from discourse.translation import agreeing, counted, deferred, number, translated
from discourse.translation.phrases import enumerated
from discourse.visible import visible

NAMED_REASONS = 12
"""The method names this many of the things that were skipped, and says how many more there are."""

_WHOLE = ("claim", "stance")
"""Variables from which a coder abstains as a whole where it names no target."""
_SILENT: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (
        deferred("Nobody coded {n} of {comments}: they were not on the sheet, or were left blank."),
        lambda coder: coder == NOBODY,
    ),
    (
        deferred("In {n} of {comments} the people who coded could not tell something, or did not agree on it."),
        lambda coder: coder.startswith(PERSON),
    ),
    (
        deferred(
            "The coder leaves {n} of {comments} undecided, in whole or in part: it has too little to judge by there or "
            "does not know the language."
        ),
        lambda coder: coder != NOBODY and not coder.startswith(PERSON),
    ),
)
"""What is said of comments that are left undecided, by who leaves them so."""
_SOME_ALTOGETHER = deferred(
    "The coder leaves {n} of {comments} undecided, {whole} of them altogether: it has too little to judge by there or "
    "does not know the language."
)
"""What is said in place of the last where its claims are not judged either in some of them, as the summary has it."""
_BY_CLAIMS = {
    True: deferred(
        "Stances toward {targets} follow mostly from claims that the codebook takes to speak for or against them."
    ),
    False: deferred(
        "Stances toward {targets} follow mostly from claims. Whom these speak for or against is told from their "
        "definitions, wrongly for about three in ten, since the codebook does not state it."
    ),
}
"""What is said of stances that follow from claims, by whether the codebook states whom these speak for."""
_INFERRED_BY = {
    "quote": deferred("{n} by quoted words"),
    "name": deferred("{n} by a name in the text"),
    "inferred": deferred("{n} from content and order"),
}
"""By what a link is inferred."""
_ALL_OF_A_KIND: dict[LinkKind, tuple[str, str]] = {
    "explicit": (
        deferred("What the comment answers is stated by the page."),
        deferred("All {n} links from a comment to what it answers are stated by the page."),
    ),
    "quote": (
        deferred("What the comment answers is inferred by quoted words."),
        deferred("All {n} links from a comment to what it answers are inferred by quoted words."),
    ),
    "name": (
        deferred("What the comment answers is inferred by a name in the text."),
        deferred("All {n} links from a comment to what it answers are inferred by a name in the text."),
    ),
    "inferred": (
        deferred("What the comment answers is inferred from content and order."),
        deferred("All {n} links from a comment to what it answers are inferred from content and order."),
    ),
    "missing": (
        deferred("What the comment answers is unknown."),
        deferred("What the {n} comments answer is unknown."),
    ),
}
"""How the links of a page are said that are all of one kind."""
_NOTES = (
    deferred(
        "Each comment was compared with the {n} before it, and with older ones only where it names or quotes"
        " them or its author was answered there."
    ),
    deferred("The page does not tell which comment is older, so every guess may look for a parent in vain."),
    deferred("{n} of the comments that the page declares were not captured; answers to them go astray."),
    deferred(
        "The page indents no deeper than level {level}; which of the comments there answer each other was inferred"
        " ({n})."
    ),
    deferred(
        "Comments that the page puts below the article, and that open by speaking to an earlier commenter, were taken"
        " to answer that one ({n})."
    ),
)
"""What the graph says of its guesses, as it says it."""


def ledger_facts(analysis: Analysis) -> tuple[Fact, ...]:
    """Return the completeness ledger, one fact for each of its numbers."""
    kept = ledger(analysis.thread)
    skipped = [skipped_words(kind, amount) for kind, amount in kept.skipped.items()]
    more = ((translated("hidden"), kept.hidden), (translated("blocked"), kept.blocked))
    return (
        Fact(translated("declared"), translated("not said") if kept.declared is None else number(kept.declared)),
        Fact(translated("captured"), number(kept.captured)),
        Fact(translated("deleted"), number(kept.deleted)),
        Fact(translated("collapsed"), number(kept.collapsed)),
        *(Fact(name, number(amount)) for name, amount in more if amount),
        Fact(translated("orphans"), number(kept.orphans)),
        Fact(translated("skipped"), enumerated(skipped) or translated("nothing")),
    )


def completeness(analysis: Analysis) -> str:
    """Return one sentence on how complete the thread is."""
    kept = ledger(analysis.thread)
    said = _captured(kept)
    if not kept.orphans:
        return f"{said}."
    return agreeing(
        kept.orphans,
        "{captured}; {n} comment answers a comment that the page does not show.",
        "{captured}; {n} comments answer comments that the page does not show.",
        captured=said,
    )


def _captured(kept: Ledger) -> str:
    if kept.declared is None:
        return translated(
            "The page does not say how many comments it has, so nobody can tell from it whether any is missing"
        )
    if kept.captured == kept.declared:
        return translated("As many comments were captured as the page declares ({n})", n=number(kept.captured))
    if kept.captured < kept.declared:
        return agreeing(
            kept.declared - kept.captured,
            "{n} of the {declared} that the page declares is not in what was read",
            "{n} of the {declared} that the page declares are not in what was read",
            declared=counted(kept.declared, "comment", "comments"),
        )
    return agreeing(
        kept.captured - kept.declared,
        "{n} comment more than the {declared} that the page declares were captured",
        "{n} comments more than the {declared} that the page declares were captured",
        declared=number(kept.declared),
    )


def method(analysis: Analysis) -> tuple[str, ...]:
    """Return how the page was read, the links found and the labels given."""
    return tuple(sentence for sentence in (_reading(analysis), *_links(analysis), _coding(analysis)) if sentence)


def caveats(analysis: Analysis) -> tuple[str, ...]:
    """Return what limits the report, most important first."""
    return tuple(_caveats(analysis))


def footer(analysis: Analysis, version: str) -> tuple[Fact, ...]:
    """Return what is needed to make the report again: versions and hashes, 12 hex digits each."""
    book, source = analysis.codebook, analysis.thread.source_hash
    title, edition = shortened(visible(book.title), 80), shortened(visible(book.version), 40)
    return (
        Fact("discourse", version),
        Fact(
            translated("codebook"),
            translated("{title}, version {version}, {hash}", title=title, version=edition, hash=book.hash[:12]),
        ),
        Fact(translated("source"), visible(source[:12]) if source else translated("no hash")),
    )


def _reading(analysis: Analysis) -> str:
    thread = analysis.thread
    reader = (
        translated("with the reader {reader}", reader=_named(thread.reader))
        if thread.reader
        else translated("by a program of the user, not by a reader of ours")
    )
    body = thread.article.body
    paragraphs = sum(bool(part.strip()) for part in body.split("\n\n")) if body else 0
    source = marked(shortened(visible(thread.article.source), 120))
    taken = (
        translated("The comments were taken from {source} {reader}", source=source, reader=reader)
        if thread.comments
        else translated("No comment was found in {source}, read {reader}", source=source, reader=reader)
    )
    if not paragraphs:
        return translated("{taken}; no article text was found.", taken=taken)
    return agreeing(
        paragraphs,
        "{taken}; the article’s text has {n} paragraph.",
        "{taken}; the article’s text has {n} paragraphs.",
        taken=taken,
    )


def _named(name: str) -> str:
    return marked(shortened(visible(name), 40))


def _links(analysis: Analysis) -> Iterator[str]:
    kinds = Counter(LINK_KINDS[kind] for kind in analysis.graph.kind.tolist())
    if not kinds:
        return
    if len(kinds) == 1:
        yield agreeing(kinds.total(), *_ALL_OF_A_KIND[next(iter(kinds))])
    else:
        yield translated(
            "Of the {links} from a comment to what it answers, {kinds}.",
            links=counted(len(analysis.graph), "link", "links"),
            kinds=enumerated(list(_kinds(kinds))),
        )
    yield from (retold(note, _NOTES) for note in analysis.graph.notes)


def _kinds(kinds: Counter[str]) -> Iterator[str]:
    """Yield how many links are stated, inferred and unknown; the inferred ones in one number, as on the first page."""
    if kinds["explicit"]:
        yield agreeing(kinds["explicit"], "{n} is stated by the page", "{n} are stated by the page")
    ways = [translated(words, n=number(kinds[kind])) for kind, words in _INFERRED_BY.items() if kinds[kind]]
    inferred = sum(kinds[kind] for kind in _INFERRED_BY)
    if inferred and inferred == kinds["inferred"]:
        yield agreeing(inferred, "{n} is inferred from content and order", "{n} are inferred from content and order")
    elif inferred:
        yield agreeing(inferred, "{n} is inferred ({ways})", "{n} are inferred ({ways})", ways=enumerated(ways))
    if kinds["missing"]:
        yield agreeing(kinds["missing"], "{n} is unknown", "{n} are unknown")


def _coding(analysis: Analysis) -> str:
    book = analysis.codebook
    title = marked(shortened(visible(book.title), 80))
    types, targets = len(book.claim_types), len(book.targets)
    sought = enumerated([counted(types, "claim type", "claim types"), counted(targets, "target", "targets")])
    if not analysis.codings:
        return translated("By the codebook {title} ({sought}) there was nothing to label.", title=title, sought=sought)
    codings = [one for one in analysis.codings if one.coder != NOBODY]
    given = [one for one in codings if one.code is not None]
    coders = sorted({one.coder for one in given or codings or analysis.codings})
    said = agreeing(
        len(coders),
        "The coder {coders} gave {labels} by the codebook {title} ({sought})",
        "The coders {coders} gave {labels} by the codebook {title} ({sought})",
        coders=enumerated([_named(coder) for coder in coders]),
        labels=counted(len(given), "label", "labels"),
        title=title,
        sought=sought,
    )
    abstentions = len(codings) - len(given)
    if not abstentions:
        return f"{said}."
    return agreeing(
        abstentions, "{said}; {n} time a coder abstained.", "{said}; {n} times a coder abstained.", said=said
    )


def _caveats(analysis: Analysis) -> Iterator[str]:
    if not analysis.thread.comments and analysis.thread.declared != 0:
        yield translated(
            "That no comment was found does not prove that the page has none: they may be loaded only when a reader "
            "scrolls to them, or be set in a way that this program does not know. Save the page after scrolling to its "
            "end, or copy its text with the heading above the comments."
        )
    yield from _foreign(analysis)
    yield from _abstained(analysis)
    yield from _coded(analysis)
    if any(LINK_KINDS[kind] in GUESSED_KINDS for kind in set(analysis.graph.kind.tolist())):
        yield translated(
            "An inferred link is the most probable one of several; "
            "depth, reply stance and who talks to whom rest on it."
        )
    yield from _faults(analysis)
    yield from _skipped(analysis)


def _coded(analysis: Analysis) -> Iterator[str]:
    """Yield who labelled, and what that means for every count."""
    by_hand = how_coded(analysis.codings, len(analysis.thread.comments))
    if analysis.checked is not None:
        yield how_checked(analysis.checked)
    elif by_hand is not None:
        yield by_hand
    machines = sorted({coding.coder for coding in analysis.codings if coding.probability is not None})
    if not machines:
        return
    if analysis.correction is not None:
        yield how_corrected(analysis.correction)
        if rough := how_rough(analysis.correction):
            yield rough
        yield translated(
            "Counts of comments are of machine labels as they are; corrected shares are in data/corrected.csv."
        )
    elif analysis.checked is not None:
        yield translated(
            "All other labels are uncorrected ones of a machine ({coders}): no person has checked them, and every "
            "count carries their errors.",
            coders=enumerated([_named(name) for name in machines]),
        )
    else:
        yield translated(
            "These are uncorrected machine labels by {coders}: no person has checked them, and every count carries "
            "their errors.",
            coders=enumerated([_named(name) for name in machines]),
        )
    yield translated("A probability is the coder’s own estimate that a label is right, not a measured accuracy.")
    yield translated("A claim or a stance that is not marked was not found, which does not prove that it is not there.")
    yield from _by_claims(analysis)


def _by_claims(analysis: Analysis) -> Iterator[str]:
    labels = target_labels(analysis.codebook)
    for stated, message in _BY_CLAIMS.items():
        if by_claims := [quoted(labels[each]) for each in _told_by_claims(analysis, stated=stated)]:
            yield translated(message, targets=enumerated(by_claims))


def _told_by_claims(analysis: Analysis, *, stated: bool) -> list[str]:
    """Return the targets toward which most sides are those of comments with a claim that speaks for one, or against it.

    ``stated`` tells whether the codebook has to state whom claims speak for. Left out is what people coded.
    """
    machine = [one for one in analysis.codings if one.code and one.coder != NOBODY and not one.coder.startswith(PERSON)]
    made = {(one.comment, one.target) for one in machine if one.variable == "claim" and one.code != "absent"}
    sided: defaultdict[str | None, list[str]] = defaultdict(list)
    for one in machine:
        if one.variable == "stance" and one.code in ("favor", "against") and (stated or one.coder in TELLING):
            sided[one.target].append(one.comment)
    if not sided:
        return []
    book = analysis.codebook
    speaking = {
        book.targets[number].id: {book.claim_types[each].id for each in (sides.favor + sides.against).nonzero()[0]}
        for number, sides in (stated_sides(book) if stated else sides_of(book)).items()
        if sides.stated == stated and book.targets[number].id in sided
    }
    return [target for target, claims in speaking.items() if _mostly(sided[target], made, claims)]


def _mostly(comments: Sequence[str], made: Set[tuple[str, str | None]], claims: Set[str]) -> bool:
    """Return whether more than half of some comments make one of these claims."""
    return 2 * sum(any((comment, claim) in made for claim in claims) for comment in comments) > len(comments)


def _abstained(analysis: Analysis) -> Iterator[str]:
    """Yield of how many comments nobody coded, people could not tell, or a coder does not judge, at least in part."""
    silent = [
        coding
        for coding in analysis.codings
        if coding.code is None
        and (coding.variable == "reply_stance" or (coding.variable in _WHOLE and _counts_as_silent(coding)))
    ]
    comments = counted(len(analysis.thread.comments), "comment", "comments")
    decided = {coding.comment for coding in analysis.codings if coding.code is not None}
    without_words = wordless(analysis.thread.comments) - decided
    by_coder, is_machine = _SILENT[-1]
    unheard = {coding.comment for coding in silent if is_machine(coding.coder)} & without_words
    silent = [coding for coding in silent if coding.comment not in unheard or not is_machine(coding.coder)]
    for message, is_of in _SILENT:
        of_these = {coding.comment for coding in silent if is_of(coding.coder)}
        whole = {coding.comment for coding in silent if coding.variable == "claim" and is_of(coding.coder)} - decided
        if message == by_coder and 0 < len(whole) < len(of_these):
            yield translated(_SOME_ALTOGETHER, n=number(len(of_these)), comments=comments, whole=number(len(whole)))
        elif of_these:
            yield translated(message, n=number(len(of_these)), comments=comments)
    if unheard:
        yield agreeing(len(unheard), *NO_WORDS)


def _counts_as_silent(coding: Coding) -> bool:
    """Tell whether an abstention is said of the comment: people may be divided on a single claim, too."""
    return coding.target is None or coding.coder.startswith(PERSON)


def is_foreign(analysis: Analysis) -> bool:
    """Return whether a machine looked for claims on a page that is in another language than the codebook."""
    page, book = analysis.thread.article.language, analysis.codebook
    by_people = bool(analysis.codings) and all(coding.coder.startswith(PERSON) for coding in analysis.codings)
    if by_people or not (page and book.claim_types and analysis.thread.comments):
        return False
    return primary(page) != primary(book.language)


def _foreign(analysis: Analysis) -> Iterator[str]:
    page, book = analysis.thread.article.language or "", analysis.codebook.language
    if is_foreign(analysis):
        yield translated(
            "The page is in the language {page}, the codebook in {book}: "
            "most claims are missed, and those found are less sure. Use a codebook in the language of the page.",
            page=language_name(page) or marked(shortened(visible(page), 20)),
            book=language_name(book) or marked(shortened(visible(book), 20)),
        )


def _faults(analysis: Analysis) -> Iterator[str]:
    kinds = Counter(fault.kind for fault in analysis.graph.faults)
    for kind, amount in sorted(kinds.items()):
        first = next(fault.detail for fault in analysis.graph.faults if fault.kind == kind)
        yield agreeing(
            amount,
            "{n} fault of the kind {kind} in what the page states about replies; the first: {first}.",
            "{n} faults of the kind {kind} in what the page states about replies; the first: {first}.",
            kind=marked(kind),
            first=shortened(visible(first), 200),
        )


def _skipped(analysis: Analysis) -> Iterator[str]:
    skipped = analysis.thread.skipped
    for item in skipped[:NAMED_REASONS]:
        said = skipped_words(item.kind, item.count)
        reason = reason_in_words(shortened(visible(item.reason), 200).rstrip("."))
        if item.where:
            where = place_in_words(shortened(visible(item.where), 80))
            yield translated("Skipped, {what} (at {where}): {reason}.", what=said, where=where, reason=reason)
        else:
            yield translated("Skipped, {what}: {reason}.", what=said, reason=reason)
    if len(skipped) > NAMED_REASONS:
        yield agreeing(
            len(skipped) - NAMED_REASONS,
            "{n} more entry of what was skipped: see data/thread.json.",
            "{n} more entries of what was skipped: see data/thread.json.",
        )
