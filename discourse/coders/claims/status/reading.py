"""The status of a claim, told by questions, negation, verdicts, conditions, attribution and irony, in this order."""

from collections.abc import Sequence

from discourse.coders.claims.questions import Question, read_question
from discourse.coders.claims.status.attribution import is_attributed, is_own_view
from discourse.coders.claims.status.conditions import conditional, uncertain
from discourse.coders.claims.status.irony import is_quoted, is_sarcastic, is_scare_quoted
from discourse.coders.claims.status.mention import Mention
from discourse.coders.claims.status.negating import denials, governing_denials, negations
from discourse.coders.claims.status.scene import Scene, scene_of
from discourse.coders.claims.status.verdicts import called_false, is_credited, is_disowned_after, verdicts_after
from discourse.coders.claims.tokens import Sentence

_TURNING = frozenset({"negators", "deniers", "denial_nouns", "verdicts_against", "fables"})
"""Kinds of trigger without which nothing is turned over."""
_QUOTED = Mention("reports", 0.6)


def read_status(
    sentence: Sentence, positions: Sequence[int], language: str = "en", flips: Sequence[bool | None] = ()
) -> Mention:
    """Return the status of the claim whose words in the sentence are numbered ``positions``.

    ``flips`` marks those words that say the claim's opposite ("louder" for a claim of quiet); where there are such
    words they decide, since the others only name the subject. ``None`` marks what names the subject of something
    that the claim itself denies ("machines" of "machines have no soul"): a negation there is no sign against it.
    What a quoted line states, denies or asks is another's.
    """
    if sentence.quoted_line:
        return _QUOTED
    scene = scene_of(sentence, tuple(positions), language)
    deciding = [at for at, flip in zip(scene.positions, flips, strict=False) if flip] or scene.positions
    question = read_question(sentence, deciding, scene.triggers, language)
    if not (question or scene.triggers or any(flips)):
        return _stated(scene, turned=False, verdict=False)
    if any(is_credited(scene, falsehood) for falsehood in called_false(scene)):
        return Mention("rejects" if any(flips) else "asserts", 1.0, verdict=True)
    turned, verdict = _turned(scene, question.negator if question else None, flips)
    if question:
        return _of_question(question, turned)
    return uncertain(scene) or conditional(scene, turned) or _stated(scene, turned=turned, verdict=verdict)


def _turned(scene: Scene, ignored: int | None, flips: Sequence[bool | None]) -> tuple[bool, bool]:
    """Return whether the claim is turned over, and whether by an outright verdict."""
    if _TURNING.isdisjoint(scene.triggers) and not any(flips):
        return False, False
    counts = negations(scene, ignored)
    flipped = dict(zip(scene.positions, flips or [False] * len(scene.positions), strict=True))
    votes = [counts[at] % 2 == 0 for at, flip in flipped.items() if flip]
    votes = votes or [counts[at] % 2 == 1 for at, flip in flipped.items() if flip is not None]
    votes = votes or [count % 2 == 1 for count in denials(scene, ignored).values()]
    after = 0 if called_false(scene) else verdicts_after(scene)
    turned = (sum(votes) * 2 > len(votes)) != (after % 2 == 1 or is_disowned_after(scene))
    return turned, bool(after) or any(trigger.end <= scene.first for trigger in governing_denials(scene))


def _of_question(question: Question, turned: bool) -> Mention:
    if question.force == "ask":
        return Mention("questions", question.certainty)
    asserted = (question.force == "assert") != turned
    return Mention("asserts" if asserted else "rejects", question.certainty, verdict=question.force == "reject")


def _stated(scene: Scene, *, turned: bool, verdict: bool) -> Mention:
    """Return the status of a claim in a statement."""
    if not turned and is_sarcastic(scene):
        return Mention("rejects", 0.6)
    source = is_attributed(scene)
    if source and not (turned and verdict):
        return Mention("reports", 0.8)
    certainty = 0.8 if _hedged(scene) else 1.0
    if turned:
        return Mention("rejects", certainty, verdict=verdict or is_own_view(scene))
    if is_scare_quoted(scene):
        return Mention("rejects", 0.6)
    if is_quoted(scene):
        return _QUOTED
    return Mention("asserts", certainty, verdict=is_own_view(scene))


def _hedged(scene: Scene) -> bool:
    return any(abs(trigger.start - scene.first) <= 8 for trigger in scene.of("hedges"))
