"""Marks of many replies at once: the names and the words of ``reply_features``, which reads them one by one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.marks import mark_names, marks_of
from discourse.coders.reply_stance.features import reply_features
from discourse.coders.reply_stance.reading import read_comment
from discourse.coders.words import read_words

Pair = tuple[str | None, str]
Shown = dict[str, tuple[int, int] | None]

BRIDGE = "The old bridge was closed because the flood had damaged a pier."
COUNCIL = "The council has wasted our money on that fountain."
SCHOOL = "They want to close the school."
ASKED = "Was the fire in the warehouse started on purpose?"
PAIRS: list[Pair] = [
    (BRIDGE, "Yes, I drove past it this morning."),
    (BRIDGE, "Yes, but the pier was damaged long before the flood."),
    (BRIDGE, "Well, no. It was closed for repairs."),
    (BRIDGE, "Oh, wrong. It was closed a week before."),
    (BRIDGE, "Wrong turn at the bridge again."),
    (BRIDGE, "True."),
    (BRIDGE, "True story about the bridge, that one."),
    (BRIDGE, "It never was closed."),
    (BRIDGE, "You know nothing about bridges."),
    (BRIDGE, "Actually the flood came later."),
    (COUNCIL, "I couldn't agree more!"),
    (COUNCIL, "I don't agree with you at all."),
    (COUNCIL, "I agree. Really. The fountain leaks. I agree with all of it, I agree."),
    (COUNCIL, "The fountain is old. The water is green. I disagree with you there."),
    (COUNCIL, "I disagree, I disagree and I disagree."),
    (COUNCIL, "Good point, well said. Thanks for that."),
    (COUNCIL, "Thanks to the mayor nobody can park there."),
    (COUNCIL, "You idiot, that is nonsense!"),
    (COUNCIL, "The mayor is an idiot."),
    (COUNCIL, "You are not an idiot, I hope."),
    (COUNCIL, "It's a lie, but not, as you say, a lie of the council."),
    (COUNCIL, "Source?"),
    (COUNCIL, "Do you have a source for that? Where did you read it?"),
    (COUNCIL, "The fountain is lovely. Any proof of the cost?"),
    (COUNCIL, "Any proof of the cost? The fountain is lovely."),
    (COUNCIL, "Why don't you ask them?"),
    (COUNCIL, "what did they pay for it"),
    (COUNCIL, "what they paid for it nobody of us knows, and nobody will know before the next vote is over"),
    (SCHOOL, "If they want to close it, why did they just build a new gym?"),
    (SCHOOL, "Why close it if it is full?"),
    (SCHOOL, "Haha, sure, and pigs can fly /s 👍"),
    (SCHOOL, "👎 😂"),
    (SCHOOL, 'The so-called "reform" of theirs.'),
    (SCHOOL, 'He said "we will close the whole school in May" yesterday.'),
    (SCHOOL, "They do not want to close the school."),
    (SCHOOL, "The school is fine. The gym is new. They do not close the school."),
    (SCHOOL, "My daughter starts there next year! I can't wait."),
    (SCHOOL, "Maybe, perhaps, I guess we will see what happens."),
    (SCHOOL, "Read the letter. Look it up."),
    (ASKED, "No way!"),
    (ASKED, "Because it was insured."),
    (ASKED, "The fire in the warehouse was started on purpose."),
    (ASKED, "Nobody started the fire, warehouse or not."),
    ("Was it insured?\nI think so", "I doubt it, there is no evidence."),
    ("> Was it?\nNo evidence here", "There is no evidence, that has been debunked."),
    (BRIDGE, "> The old bridge was closed.\nNo, it was open."),
    (BRIDGE, "@ann No, see https://example.org/bridge for the bridge."),
    (BRIDGE, "first line\nsecond line?\nthird line"),
    (BRIDGE, "OMG, shocking... just shocking!!! Poor people."),
    (BRIDGE, "Seriously?! Are you kidding me? Who cares?"),
    (BRIDGE, "Was the bridge sold or not? If it was, who paid for it?"),
    (BRIDGE, "Really? If it was sold, who paid for it?"),
    (BRIDGE, "No crack in any pier, and I was there."),
    (BRIDGE, "Well, no it wasn't closed. No, it never was."),
    (BRIDGE, "No"),
    (BRIDGE, "No 🙁 it was closed."),
    (BRIDGE, "And who paid for it? The flood?"),
    (BRIDGE, "The flood. And who paid for it?"),
    (None, "And was it closed?"),
    (None, "Yes, it is so. You should not believe it?"),
    (None, "No one told me. Sounds fishy to me."),
]


def one_by_one(pair: Pair) -> Shown:
    parent = read_comment(pair[0], "en") if pair[0] is not None else None
    return {name: span and (span.start, span.end) for name, span in reply_features(read_comment(pair[1], "en"), parent)}


def at_once(pairs: list[Pair]) -> list[Shown]:
    own, answered = (
        Read(read_words([own for _, own in pairs]), "en"),
        Read(read_words([parent or "" for parent, _ in pairs]), "en"),
    )
    found = marks_of(own, answered)
    shown: list[Shown] = [{} for _ in pairs]
    for row, mark, first, last in zip(*(part.tolist() for part in found), strict=True):
        place, end = own.words.place, own.words.end
        shown[row][mark_names()[mark]] = (int(place[first]), int(end[last - 1])) if first >= 0 else None
    return shown


@pytest.mark.parametrize("pair", PAIRS, ids=[pair[1] for pair in PAIRS])
def test_the_marks_of_a_reply_are_its_features(pair: Pair) -> None:
    assert at_once([pair]) == [one_by_one(pair)]


@pytest.mark.parametrize(
    ("text", "asks_back"),
    [
        ("If it was sold, who paid for it?", True),
        ("Really? If it was sold, who paid for it?", True),
        ("It was sold. If so, who paid for it?", True),
        ("Was the bridge sold or not? If it was, who paid for it?", False),
    ],
)
def test_who_goes_on_with_a_question_of_ones_own_asks_nobody_back(text: str, asks_back: bool) -> None:
    assert [("if … why?" in shown) for shown in at_once([(BRIDGE, text)])] == [asks_back]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("No, it was open.", True),
        ("No it wasn't.", True),
        ("no the flood came later", True),
        ("Well, no.", True),
        ("No crack in any pier.", False),
        ("Well, no flood that I know of.", False),
    ],
)
def test_a_no_that_goes_with_a_noun_answers_nothing(text: str, answers: bool) -> None:
    assert [("opens:no" in shown) for shown in at_once([(BRIDGE, text)])] == [answers]


@pytest.mark.parametrize(
    ("text", "retorts"),
    [
        ("And who paid for it?", True),
        ("And the other bridge? Nobody closed that.", True),
        ("And it was closed. Who paid for it?", False),
        ("Who paid for it? And who will?", False),
    ],
)
def test_who_opens_with_and_and_asks_retorts(text: str, retorts: bool) -> None:
    assert [("retort" in shown) for shown in at_once([(BRIDGE, text)])] == [retorts]


def test_the_marks_of_many_replies_are_the_features_of_each() -> None:
    assert at_once(PAIRS) == [one_by_one(pair) for pair in PAIRS]


def test_the_table_shows_marks_of_every_group() -> None:
    known = {name for shown in at_once(PAIRS) for name in shown}
    assert {
        "opens:yes", "opens:yes but", "opens:no", "opens:negation", "opens:you", "opens:agree", "agree", "not agree",
        "late agree", "agree again", "disagree", "late disagree", "disagree again", "insult", "insult to you", "asks",
        "not insult", "only asks", "asks first", "asks last", "asks wh", "asks yes-no", "asks you", "asks negated",
        "if … why?", "asks in a word", "asks without a mark", "exclaims", "says you", "says i", "negates", "thanks",
        "quotes a word", "overlap:none", "overlap:low", "overlap:middle", "overlap:high", "repeats the parent",
        "parent asks", "negates the parent's word", "sign:nod", "sign:shake", "sign:laugh", "request", "hedge",
    } <= known  # fmt: skip


def test_the_names_are_sorted_and_each_there_once() -> None:
    assert list(mark_names()) == sorted(set(mark_names()))


def test_nothing_is_compared_without_what_is_answered() -> None:
    own = Read(read_words(["The bridge was closed."]), "en")
    assert marks_of(own, None).mark.tolist() == []


SPELLED = (
    "yes no but not i you agree disagree wrong true nonsense idiot liar why what if is did source proof thanks to "
    "right really maybe lol sorry doubt bridge bridges closed flood school council the it was never don’t ? ! . , … "
    '" “ ” ( 👍 👎 😂 @ann https://example.org /s +1'
)
LINE = st.lists(st.sampled_from(SPELLED.split()), min_size=1, max_size=14).map(" ".join)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join)


def is_worded(text: str) -> bool:
    return len(Read(read_words([text]), "en").words.word) > 0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXT.filter(is_worded), TEXT.filter(is_worded)), min_size=1, max_size=4))
@example([("the bridge", "you"), ("?", "if why ?")])
@example([("flood", "@ann\nyes @ann but"), ("school", "agree . . agree\nagree ?")])
def test_the_marks_of_any_replies_are_the_features_of_each(pairs: list[tuple[str, str]]) -> None:
    asked: list[Pair] = list(pairs)
    assert at_once(asked) == [one_by_one(pair) for pair in asked]
