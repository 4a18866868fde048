"""The terms of a report, each said in a line: the codes, and the claim types that were found."""

from collections.abc import Iterator

from discourse.analysis import Analysis
from discourse.charts.wording import code_word
from discourse.human.codings import NOBODY, PERSON
from discourse.model import Variable, ledger
from discourse.reporting.records import Fact
from discourse.reporting.wording import shortened, told_apart
from discourse.translation import deferred, named, translated
from discourse.visible import visible

LONGEST_DEFINITION = 400

CODES: dict[Variable, tuple[Fact, ...]] = {
    "reply_stance": (
        Fact(deferred("support"), deferred("agrees with what it answers")),
        Fact(deferred("deny"), deferred("disagrees with it or disputes it")),
        Fact(deferred("query"), deferred("asks about it or for evidence")),
        Fact(deferred("comment"), deferred("answers without doing any of these")),
    ),
    "claim": (
        Fact(deferred("asserts"), deferred("says the claim as the writer’s own; of an act, does it")),
        Fact(deferred("rejects"), deferred("says that the claim is false")),
        Fact(deferred("questions"), deferred("asks whether the claim is true, or says it on a condition")),
        Fact(deferred("reports"), deferred("gives the claim as the view of others")),
    ),
    "stance": (
        Fact(deferred("favor"), deferred("speaks for the target")),
        Fact(deferred("against"), deferred("speaks against the target")),
        Fact(deferred("none"), deferred("names the target without taking a side")),
    ),
    "form": (
        Fact(deferred("fact"), deferred("says what is the case, so that others could check it")),
        Fact(deferred("testimony"), deferred("tells what the writer or somebody close saw or lived through")),
        Fact(deferred("value"), deferred("judges: good or bad, right or wrong")),
        Fact(deferred("policy"), deferred("says what should be done")),
        Fact(deferred("reference"), deferred("points to a source")),
        Fact(deferred("rhetorical"), deferred("a question that is not asked to be answered")),
    ),
}
"""What each code of each variable means, in a line; both are messages for ``translated``."""
_ANY_QUESTION = deferred("a question; the coder does not tell whether it is asked to be answered")
_TAKE_ANY_QUESTION = frozenset({"linear", "neural"})
"""The coders that call any question rhetorical: what they learned from does not tell the two kinds apart."""
_UNDECIDED = Fact(
    deferred("undecided"),
    deferred("the coder abstains, since it has too little to judge by or does not know the language"),
)
_DIVIDED = deferred("the people who coded could not tell, or did not agree")


def terms(analysis: Analysis) -> tuple[Fact, ...]:
    """Return the terms that this report uses: codes of the variables coded, claim types found, kinds of loss."""
    return tuple(_terms(analysis))


def _terms(analysis: Analysis) -> Iterator[Fact]:
    used = {coding.variable for coding in analysis.codings if coding.code is not None}
    any_question = any(one.code == "rhetorical" and one.coder in _TAKE_ANY_QUESTION for one in analysis.codings)
    for variable, codes in CODES.items():
        for fact in codes if variable in used else ():
            is_any = any_question and fact.label == "rhetorical"
            yield _in_force(Fact(fact.label, _ANY_QUESTION) if is_any else fact)
    silent = {coding.coder for coding in analysis.codings if coding.code is None} - {NOBODY}
    by_people = {coder for coder in silent if coder.startswith(PERSON)}
    if silent - by_people:
        yield _in_force(_UNDECIDED)
    if by_people:
        yield _in_force(Fact(_UNDECIDED.label, _DIVIDED))
    found = {coding.target for coding in analysis.codings if coding.variable == "claim"}
    for claim in analysis.codebook.claim_types:
        if claim.id in found:
            yield Fact(
                told_apart(visible(named(claim.label)), 60),
                shortened(visible(named(claim.definition)), LONGEST_DEFINITION).rstrip("."),
            )
    if ledger(analysis.thread).orphans:
        yield Fact(
            translated("orphan"), translated("a comment whose parent, as the page states it, is not among those read")
        )


def code_words() -> dict[str, str]:
    """Return the word for each code in the language in force."""
    codes = [fact.label for facts in CODES.values() for fact in facts]
    return {code: code_word(code) for code in (*codes, _UNDECIDED.label)}


def _in_force(fact: Fact) -> Fact:
    return Fact(code_word(fact.label), translated(fact.value))
