"""Definitions that say what a known claim type is, in other words, borrow its cues; those of a topic borrow nothing."""

import pytest

from discourse.codebook import ClaimType, Codebook, load_codebook
from discourse.coders.claims.acts import known_act, with_borrowed_cues
from discourse.coders.claims.coding import code_claims
from discourse.coders.claims.cue_grammar import check_cues
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

KNOWN = [
    ("prediction", "Forecast", "The writer foresees future developments."),
    ("evidence_demanded", "Asks for sources", "Someone wants the other side to prove their statement."),
    ("evidence_offered", "Gives sources", "Refers to official figures, research or a web address."),
    ("made_up", "Fake", "The comment says that the account is fictional."),
    ("hidden_hand", "Conspiracy", "Those in power act in secret to manipulate events."),
    ("double_standard", "Hypocrites", "The same thing is fine for some and forbidden for others."),
    ("eyewitness", "I was there", "The commenter reports what they themselves saw at the scene."),
    ("personal_experience", "Own experience", "The commenter speaks from personal experience."),
    ("call_to_action", "Mobilising", "The comment invites others to protest, vote or complain."),
    ("media_criticism", "Bad journalism", "The commenter complains about biased or sloppy coverage."),
    ("personal_attack", "Insult", "The comment contains insults against others."),
    ("source_credibility", "Distrust", "The experts or witnesses quoted are not credible."),
    ("blame", "Guilt", "The comment holds a person or an institution responsible."),
]
TOPICAL = [
    ("The mayor lied", "The mayor lied about the cost of the stadium."),
    ("Council to blame", "The council is to blame for the flood."),
    ("Sack the manager", "The manager is to blame for the defeat and must go."),
    ("Fake photo", "The photo of the bear is fake."),
    ("Vaccine deaths", "The vaccine killed people and the authorities hide it."),
    ("Traffic", "The new road will bring more traffic."),
    ("Thanks", "The comment thanks somebody."),
    ("Joke", "The comment makes a joke."),
    ("Agreement", "The comment agrees with the article."),
    ("Taken by surprise", "The coach was caught by surprise and had not planned for it."),
    ("", ""),
]


@pytest.mark.parametrize(("act", "label", "definition"), KNOWN)
def test_what_is_meant_is_known_in_other_words(act: str, label: str, definition: str) -> None:
    assert known_act(label, definition) == act


@pytest.mark.parametrize(("label", "definition"), TOPICAL)
def test_a_topic_or_another_act_borrows_nothing(label: str, definition: str) -> None:
    assert known_act(label, definition) is None


def test_every_claim_type_of_general_knows_itself() -> None:
    claims = load_codebook("general").claim_types
    assert [known_act(claim.label, claim.definition) for claim in claims] == [claim.id for claim in claims]


def test_who_has_cues_borrows_none() -> None:
    own = ClaimType(id="plea", label="Asks for sources", definition="Somebody wants proof.", cues=("pretty please",))
    book = Codebook(title="Pleas", claim_types=(own,))
    assert with_borrowed_cues(book) == (book, {})


def test_only_english_definitions_borrow() -> None:
    claim = ClaimType(id="plea", label="Asks for sources", definition="Somebody wants proof.")
    book = Codebook(title="Pleas", language="de", claim_types=(claim,))
    assert with_borrowed_cues(book)[1] == {}


def test_an_act_is_done_however_its_definition_is_worded() -> None:
    claim = ClaimType(id="plea", label="Asks for sources", definition="Somebody wants the others to prove it.")
    thread = Thread(article=Article(source="x", language="en"), comments=(Comment(id="1", text="Where is the proof?"),))
    (coding,) = code_claims(thread, reply_graph(thread), Codebook(title="Pleas", claim_types=(claim,)))
    assert (coding.target, coding.code) == ("plea", "asserts")


def test_a_cue_that_names_a_target_which_the_codebook_lacks_is_not_borrowed() -> None:
    blame = ClaimType(id="guilt", label="Guilt", definition="Somebody is named as guilty of what went wrong.")
    borrowed = with_borrowed_cues(Codebook(title="Guilt", claim_types=(blame,)))[0]
    assert borrowed.claim_types[0].cues
    check_cues(borrowed)
