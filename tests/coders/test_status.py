"""The status of a claim in one sentence; the claim's words stand in square brackets, each word for itself."""

import re

import pytest

from discourse.coders.claims.status import read_status
from discourse.coders.claims.status.negating import subjects
from discourse.coders.claims.tokens import read_sentences

STATED = [
    ("[The pond was drained] in spring.", "asserts"),
    ("The pond was not [drained].", "rejects"),
    ("The [pond] wasn't [drained].", "rejects"),
    ("The [pond] was never [drained].", "rejects"),
    ("Nobody [drained] the [pond].", "rejects"),
    ("No [pond] was [drained] by anyone.", "rejects"),
    ("It is not only the [pond] that was [drained].", "asserts"),
    ("There is no doubt that the [pond] was [drained].", "asserts"),
    ("You can't deny that the [pond] was [drained].", "asserts"),
    ("It is not impossible that the [pond] was [drained].", "asserts"),
    ("The clerk who is not from here [drained] the [pond].", "asserts"),
    ("The mayor that is no longer in office is still [draining] the [pond].", "asserts"),
    ("They [drained] the [pond], but nobody told us.", "asserts"),
    ("It rained, but they did not [drain] the [pond].", "rejects"),
    ("The [pond] was probably not [drained].", "rejects"),
    ("It is no fountain, they [drained] the [pond].", "asserts"),
    ("They weren't so careful that the [water] and mud they [drained] was kept out of the cellars.", "asserts"),
    ("The [pond] they [drained] was not deep.", "asserts"),
    ("I don't see what the [pond] they [drained] has to do with it.", "asserts"),
    ("The [pond] they never [drained] is still there.", "rejects"),
    ("I don't think they [drained] the [pond].", "rejects"),
    ("He didn't tell the clerk they [drained] the [pond].", "rejects"),
    ("Nothing was [drained] and nothing was [pumped] from the [pond].", "rejects"),
    ("The [pond] was not [drained] nor was the [lake].", "rejects"),
    ("I don't think that the [pond] was [drained].", "rejects"),
    ("I doubt that they [drained] the [pond].", "rejects"),
    ("There is no evidence that the [pond] was [drained].", "rejects"),
    ("There is zero credible evidence of any [pond] being [drained].", "rejects"),
    ("It is nonsense that the [pond] was [drained].", "rejects"),
    ("The myth that they [drained] the [pond] will not die.", "rejects"),
    ("Only fools think that they [drained] the [pond].", "rejects"),
    ("Whoever believes they [drained] the [pond] has never been there.", "rejects"),
    ("The whole story about the [drained pond] is a fable.", "rejects"),
    ("The [drained pond] is a myth.", "rejects"),
    ("The [drained pond] is not a myth.", "asserts"),
    ("That the [pond] was [drained] has been debunked.", "rejects"),
    ("They say the [pond] was [drained], but that is nonsense.", "rejects"),
    ("The [drained pond] is a bedtime story, like the Yeti.", "rejects"),
    ("The [pond] was [drained], so I don't think it matters.", "rejects"),
    ("A pond full of water, not a [drained pond].", "rejects"),
    ("So no, it is not a [drained pond].", "rejects"),
    ("The farmers and not the council should [drain] the [pond].", "asserts"),
    ("Without the council, the [pond] will be [drained].", "asserts"),
    ("If the permit does not come, the [pond] is [drained].", "asserts"),
    ("If you think they [drained] the [pond], go and look.", "rejects"),
    ("Imagine believing they [drained] the [pond].", "rejects"),
    ("Don't tell me they [drained] the [pond].", "rejects"),
    ("Don't tell me they did not [drain] the [pond].", "asserts"),
    ("I used to think they [drained] the [pond].", "rejects"),
    ("Let me guess, they [drained] the [pond].", "rejects"),
    ("They say, next you'll hear, that the [pond] was [drained].", "rejects"),
    ("I don't swallow that [fairy tale] about the pond.", "asserts"),
    ("I don't think that it is a [fairy tale].", "rejects"),
    ("That old [hoax] is nonsense.", "asserts"),
    ("To call it a [hoax] is nonsense.", "rejects"),
    ("It is no ditch, that's a [drained pond].", "asserts"),
    ("It's a lie that they [drained] the [pond].", "rejects"),
    ("It's not a lie that they [drained] the [pond].", "asserts"),
    ("It's not a myth that he [drained] the [pond].", "asserts"),
    ("It is unlikely that they [drained] the [pond].", "rejects"),
    ("No sane person believes that the [pond] was [drained].", "rejects"),
    ("Nobody with half a brain thinks they [drained] the [pond].", "rejects"),
    ("Nothing suggests that they [drained] the [pond].", "rejects"),
    ("No, he says the [pond] was [drained].", "reports"),
    ("I beg to differ that the [pond] was [drained].", "rejects"),
    ("Before anyone says they [drained] the [pond], look at it.", "rejects"),
    ("It would be a mistake to think they [drained] the [pond].", "rejects"),
    ("Let's not pretend that they [drained] the [pond].", "rejects"),
    ("Only a fool would deny that they [drained] the [pond].", "asserts"),
    ("You don't need a map to see that they [drained] the [pond].", "asserts"),
    ("We don't need to [drain] the [pond].", "rejects"),
    ("They won't admit that they [drained] the [pond].", "asserts"),
    ("Nobody asked us before they [drained] the [pond].", "asserts"),
    ("They did not wait for a permit and [drained] the [pond].", "asserts"),
    ("They did not [drain] and [fill] the [pond].", "rejects"),
    ("I don't believe a word of that story, the [pond] was [drained].", "asserts"),
    ("I don't believe, and never will, that the [pond] was [drained].", "rejects"),
    ("I wouldn't be surprised if they [drained] the [pond].", "asserts"),
    ("No water, no fish, one frog: they [drained] the [pond].", "asserts"),
    ("What I do know is that they [drained] the [pond].", "asserts"),
    ("They [drained] no [pond].", "rejects"),
    ("The [pumps] [drained] nothing.", "rejects"),
    ("The council has [drained] nobody's [pond].", "rejects"),
    ("They [drained] the [pond] for nothing.", "asserts"),
    ("They [drained] the [pond] with no permit.", "asserts"),
    ("[Draining] the [pond] costs nothing to speak of.", "asserts"),
    ("There is no better way of [draining] a [pond].", "asserts"),
    ("Nothing beats a [drained pond].", "asserts"),
    ("The story that they [drained] the [pond] is out of date.", "rejects"),
    ("There is no way they [drained] the [pond].", "rejects"),
    ("No way that the [pond] was [drained].", "rejects"),
    ("Show me one [pond] that they [drained].", "rejects"),
    ("To those who think they [drained] the [pond]: go and look.", "rejects"),
    ("To everyone saying they [drained] the [pond]: go and look.", "rejects"),
    ("Anybody who says they [drained] the [pond] is a liar.", "rejects"),
    ("[Draining] does little for the [pond].", "rejects"),
]

ASKED = [
    ("Tell me how they [drained] the [pond].", "questions"),
    ("Someone explain how they [drained] the [pond].", "questions"),
    ("Was the [pond drained] or not?", "questions"),
    ("Did they really [drain] the [pond]?", "questions"),
    ("The [pond] was [drained]?", "questions"),
    ("A [drained pond]?", "questions"),
    ("A [drained pond]??", "rejects"),
    ("If the [pond] was [drained], I'm the Pope.", "rejects"),
    ("If they [drained] the [pond], I'll eat my hat.", "rejects"),
    ("How can anyone deny that they [drained] the [pond]?", "asserts"),
    ("In what world was the [pond drained]?", "rejects"),
    ("Who told you that they [drained] the [pond]?", "questions"),
    ("Show me proof that they [drained] the [pond].", "questions"),
    ("Not sure they [drained] the [pond].", "questions"),
    ("If that is a [drained pond], I'd hate to see a full one.", "rejects"),
    ("So they [drained] the [pond]?", "questions"),
    ("What evidence is there that the [pond] was [drained]?", "questions"),
    ("How do you know that the [pond] was [drained]?", "questions"),
    ("What if they [drained] the [pond]?", "questions"),
    ("I wonder whether they [drained] the [pond].", "questions"),
    ("I am not sure if the [pond] was [drained].", "questions"),
    ("If the [pond] was [drained], what happens to the frogs?", "questions"),
    ("If the [pond] was [drained], the frogs are gone.", "questions"),
    ("Isn't it obvious that the [pond] was [drained]?", "asserts"),
    ("Didn't they [drain] the [pond]?", "asserts"),
    ("They [drained] the [pond], didn't they?", "asserts"),
    ("They [drained] the [pond], right?", "asserts"),
    ("Why did they [drain] the [pond]?", "asserts"),
    ("Can someone explain why they [drained] the [pond]?", "asserts"),
    ("Who else but the council [drained] the [pond]?", "asserts"),
    ("Why wouldn't they [drain] the [pond]?", "asserts"),
    ("Why would they [drain] the [pond]?", "rejects"),
    ("Why on earth should anybody [drain] the [pond]?", "rejects"),
    ("Who believes that they [drained] the [pond]?", "rejects"),
    ("Since when was the [pond drained]?", "rejects"),
    ("Do you seriously believe that they [drained] the [pond]?", "rejects"),
    ("Really, you believe they [drained] the [pond]?", "rejects"),
    ("If the [pond] was [drained], why is it full of ducks?", "rejects"),
    ("If the [pond] was [drained], where did the water go?", "rejects"),
    ("If the [pond] was [drained] why are there ducks on it", "rejects"),
    ("If they had [drained] the [pond], the ducks would have left.", "rejects"),
    ("They act as if they [drained] the [pond].", "rejects"),
]

REPORTED = [
    ("There are those who say they [drained] the [pond].", "reports"),
    ("According to the clerk, the [pond] was [drained].", "reports"),
    ("They claim that the [pond] was [drained].", "reports"),
    ("People here think the [pond] was [drained].", "reports"),
    ("Conspiracy theorists say they [drained] the [pond].", "reports"),
    ("The mayor is being seen as the one who [drained] the [pond].", "reports"),
    ("The [pond] was allegedly [drained].", "reports"),
    ("The [pond] was [drained], the clerk says.", "reports"),
    ("“They have [drained] our [pond] in the night,” it read.", "reports"),
    ("I say they [drained] the [pond].", "asserts"),
    ("I believe that the [pond] was [drained].", "asserts"),
    ("Even the mayor admits that they [drained] the [pond].", "asserts"),
    ("The pictures prove that they [drained] the [pond].", "asserts"),
    ("The claims of the mayor aside, they [drained] the [pond].", "asserts"),
    ("They don't think the [pond] was [drained].", "reports"),
    ("People that believe the [pond] was [drained] are odd.", "reports"),
    ("I know people who say the [pond] was [drained].", "reports"),
    ("There are folks convinced that the [pond] was [drained].", "reports"),
    ("My uncle insists they [drained] the [pond].", "reports"),
    ("My brother-in-law says the [pond] was [drained].", "reports"),
    ("In my view experts who say they [drained] the [pond] are right.", "asserts"),
    ("Some say they [drained] the [pond].", "reports"),
    ("Everyone seems to think they [drained] the [pond].", "reports"),
    ("I was told they [drained] the [pond].", "reports"),
    ("Your argument is that they [drained] the [pond].", "reports"),
    ("The mayor calls it a [drained pond].", "reports"),
    ("I'd call it a [drained pond].", "asserts"),
    ("They called the police about the [drained pond].", "asserts"),
    ("Whatever the mayor says, they [drained] the [pond].", "asserts"),
    ("The [pond] was [drained], whatever the mayor says.", "asserts"),
    ("My view remains that they [drained] the [pond].", "asserts"),
    ("We who believe they [drained] the [pond] are right.", "asserts"),
    ("As someone who believes they [drained] the [pond], I am angry.", "asserts"),
    ("Nobody's [drained] the [pond].", "rejects"),
]

MARKED = [
    ("Oh sure, they [drained] the [pond] at night.", "rejects"),
    ("They [drained] the [pond] /s", "rejects"),
    ("Nice job on the ‘[drained]’ [pond].", "rejects"),
    ("> They [drained] the [pond].", "reports"),
    ("> They never [drained] the [pond].", "reports"),
    ("> Have they [drained] the [pond]?", "reports"),
    ("Maybe they [drained] the [pond].", "asserts"),
]

OTHER_LANGUAGES = [
    ("de", "Der [Teich] wurde nicht [abgelassen].", "rejects"),
    ("de", "Der [Teich] wurde [abgelassen].", "asserts"),
    ("de", "Wurde der [Teich] wirklich [abgelassen]?", "questions"),
    ("de", "Laut Bürgermeister wurde der [Teich abgelassen].", "reports"),
    ("de", "Leute, die glauben, der [Teich] wurde [abgelassen], gibt es viele.", "reports"),
    ("de", "Mein Onkel sagt, der [Teich] wurde [abgelassen].", "reports"),
    ("de", "Der [abgelassene Teich] ist ein Märchen.", "rejects"),
    ("de", "Es gibt keine Beweise, dass der [Teich abgelassen] wurde.", "rejects"),
    ("de", "Ich habe keine Angst, das ist ein [abgelassener Teich].", "asserts"),
    ("de", "Die Nachbarn vermuten, der [Teich] wurde [abgelassen].", "reports"),
    ("fr", "On n'a pas [vidé] l'[étang].", "rejects"),
    ("fr", "Selon le maire, l'[étang] est [vide].", "reports"),
    ("fr", "L'[étang] est-il [vide]?", "questions"),
    ("fr", "L'[étang vide] est un mythe.", "rejects"),
    ("es", "No [vaciaron] el [estanque].", "rejects"),
    ("es", "Según el alcalde, [vaciaron] el [estanque].", "reports"),
    ("es", "Es mentira que [vaciaran] el [estanque].", "rejects"),
    ("es", "¿De verdad crees que [vaciaron] el [estanque]?", "rejects"),
]


def status(marked: str, language: str = "en") -> str:
    text = re.sub(r"[\[\]]", "", marked)
    (sentence,) = read_sentences(text, language)
    own: list[int] = []
    at, inside, starts = 0, False, []
    for letter in marked:
        if letter in "[]":
            inside = letter == "["
            continue
        starts.append((at, inside))
        at += 1
    claimed = {place for place, marks in starts if marks}
    own = [number for number, token in enumerate(sentence.tokens) if token.start in claimed or token.end - 1 in claimed]
    return read_status(sentence, own, language).status


@pytest.mark.parametrize(("sentence", "expected"), STATED)
def test_statement(sentence: str, expected: str) -> None:
    assert status(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), ASKED)
def test_question_or_condition(sentence: str, expected: str) -> None:
    assert status(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), REPORTED)
def test_attribution(sentence: str, expected: str) -> None:
    assert status(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), MARKED)
def test_marks_of_distance(sentence: str, expected: str) -> None:
    assert status(sentence) == expected


@pytest.mark.parametrize(("language", "sentence", "expected"), OTHER_LANGUAGES)
def test_other_languages(language: str, sentence: str, expected: str) -> None:
    assert status(sentence, language) == expected


def test_a_hedge_lowers_the_certainty_and_leaves_the_status() -> None:
    (plain,) = read_sentences("They drained the pond.")
    (hedged,) = read_sentences("Perhaps they drained the pond.")
    assert read_status(hedged, [2, 4]).certainty < read_status(plain, [1, 3]).certainty
    assert read_status(hedged, [2, 4]).status == "asserts"


def test_words_of_the_claim_itself_are_no_triggers() -> None:
    (sentence,) = read_sentences("There is no evidence for the pond.")
    assert read_status(sentence, [2, 3]).status == "asserts"


def test_words_of_opposite_meaning_turn_the_claim_over() -> None:
    (sentence,) = read_sentences("The bypass makes the village louder.")
    assert read_status(sentence, [1, 4, 5], flips=[False, False, True]).status == "rejects"


def test_words_that_turn_the_claim_over_are_what_a_question_asks() -> None:
    (sentence,) = read_sentences("They pay nothing, how is that fair?")
    assert read_status(sentence, [1, 6], flips=[False, True]).status == "asserts"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Machines write.", "asserts"),
        ("Machines cannot write.", "asserts"),
        ("I doubt that machines write.", "rejects"),
        ("It is a myth that machines write.", "rejects"),
    ],
)
def test_the_subject_of_what_a_claim_denies_is_turned_by_a_denial_alone(text: str, status: str) -> None:
    (sentence,) = read_sentences(text)
    machines = sentence.lowers.index("machines")
    assert read_status(sentence, [machines], flips=[None]).status == status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dogs do not bite.", [True, False]),
        ("Nobody can bite.", [False]),
        ("The dogs have no teeth.", [True, False]),
        ("Dogs bite.", [False, False]),
    ],
)
def test_the_subjects_of_a_denial(text: str, expected: list[bool]) -> None:
    (sentence,) = read_sentences(text)
    named = [at for at, word in enumerate(sentence.lowers) if word in {"dogs", "bite", "teeth"}]
    assert subjects(sentence, named) == expected
