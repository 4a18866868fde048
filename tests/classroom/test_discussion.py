"""Questions for the discussion: the words in them are those of the page in use."""

import msgspec
import pytest

from discourse.classroom.answers import KeyEntry
from discourse.classroom.discussion import discussion
from discourse.classroom.exercises import NAMES, ExerciseName, exercise
from discourse.classroom.packs import Pack
from tests.classroom.packs import pack_of

LAST = "Does this ask about a claim, reject it, or make one? What did the class say?"


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("convoy", f"Comment 2: “Where did you read that?” {LAST}"),
        ("river", f"Comment 5: “And they waited to die until 6am, the coolest hour of the day?” {LAST}"),
        ("phones", f"Comment 8: “Could the Observer ask the school for the questionnaire and the raw numbers?” {LAST}"),
        ("freibad", f"Comment 5: “Haben Sie dafür irgendeinen Beleg, außer dem Küchentisch?” {LAST}"),
    ],
)
def test_a_question_in_the_discussion_stands_in_the_comment_that_is_named(corpus: str, question: str) -> None:
    pack = pack_of(corpus, "claims")
    asked, *_ = discussion(pack, exercise("claims"))
    assert asked == question
    number, words = asked.removeprefix("Comment ").split(": “")
    assert words.split("”")[0] in pack.thread.comments[int(number) - 1].text


def of(*comments: tuple[str, tuple[str, ...]]) -> Pack:
    """Return a pack with comments that say this, of which the key says that of one claim."""
    pack = pack_of("river", "claims")
    asked = pack.units()[0].question
    own = tuple(
        msgspec.structs.replace(comment, text=text)
        for comment, (text, _) in zip(pack.thread.comments, comments, strict=False)
    )
    key = tuple(KeyEntry(asked, comment.id, codes) for comment, (_, codes) in zip(own, comments, strict=True))
    return msgspec.structs.replace(pack, thread=msgspec.structs.replace(pack.thread, comments=own), key=key)


@pytest.mark.parametrize(
    ("comments", "words"),
    [
        ((("Was it them?", ("asserts",)), ("Was it so?", ("questions", "rejects"))), "Comment 2: “Was it so?”"),
        ((("Was it them? Or was it you? No.", ("rejects",)),), "Comment 1: “Or was it you?”"),
        ((("Was it them?", ("absent",)),), None),
        (
            ((f"Was it {'very ' * 40}bad?", ("asserts",)), ("Who?", ("asserts",)), ("> Was it them?", ("asserts",))),
            None,
        ),
        ((("It was them.", ("questions",)),), None),
    ],
)
def test_the_question_is_about_a_claim_and_can_be_read_aloud(
    comments: tuple[tuple[str, tuple[str, ...]], ...], words: str | None
) -> None:
    found = discussion(of(*comments), exercise("claims"))
    assert len(found) == (3 if words else 2)
    assert found[0].startswith(words or "Which definition was read in different ways?")


@pytest.mark.parametrize("name", NAMES)
def test_no_question_has_a_gap(name: ExerciseName) -> None:
    for pack in (pack_of("river", name), msgspec.structs.replace(pack_of("river", name), key=(), machine=())):
        assert not [each for each in discussion(pack, exercise(name)) if "{" in each]
