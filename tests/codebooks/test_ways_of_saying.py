"""Claims as people word them in quarrels: who is run by whom, irony, disbelief, and what only sounds like a claim."""

import pytest

from discourse.codebook import load_codebook, merge
from discourse.coders.claims.matching import Described, constant_matcher
from discourse.coders.claims.status import read_status
from discourse.coders.claims.tokens import read_sentences
from discourse.coders.linear.coding import code_claims as code_as_shipped
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

BOOK = merge([load_codebook("general"), load_codebook("proxy-war")])
MATCHER = constant_matcher(Described.of(BOOK))


def statuses(text: str) -> dict[str, str]:
    return {
        BOOK.claim_types[match.claim].id: read_status(sentence, match.positions, "en", match.flips).status
        for sentence in read_sentences(text)
        for match in MATCHER.find(sentence)
    }


RUN_BY_OTHERS = [
    "The senator is Putin's puppet.",
    "That minister is a Russian asset.",
    "Our president is Israel's lapdog.",
    "The marshal takes his orders from Tehran.",
    "The general is Moscow's man.",
    "The party is on the Kremlin's payroll.",
    "The prime minister is in Erdogan's pocket.",
    "The Kremlin is paying these crews.",
    "It is a Kremlin-funded party.",
    "Putin has something on him.",
    "He does whatever Netanyahu tells him.",
    "The militia works for Tehran.",
    "The rebels are controlled by the Kremlin.",
    "They have kompromat on him.",
    "Hezbollah is Iran's proxy.",
]
RUN_BY_AMERICA = [
    "ISIS is a CIA asset.",
    "The colonel is Langley's man.",
    "He was the CIA's man in Kabul.",
    "The CIA groomed him.",
    "The Americans put him there.",
    "ISIS: made in USA.",
    "Bought and paid for by Washington.",
    "That warlord takes his orders from Washington.",
    "The emir is nothing but a western puppet.",
    "The CIA's most useful proxies hold that valley.",
    "We fed, armed and trained those guys.",
    "He is a CIA plant.",
]


@pytest.mark.parametrize("text", RUN_BY_OTHERS)
def test_who_is_run_by_another_power_is_no_asset_of_america(text: str) -> None:
    found = statuses(text)
    assert found["foreign_puppet"] == found["hidden_hand"] == "asserts"
    assert not {"us_asset", "regime_change"}.intersection(found)


@pytest.mark.parametrize("text", RUN_BY_AMERICA)
def test_who_is_run_by_america_is_its_asset(text: str) -> None:
    found = statuses(text)
    assert found["us_asset"] == "asserts"
    assert "foreign_puppet" not in found


@pytest.mark.parametrize(
    "text", ["The United States is Israel's poodle.", "Trump is Putin's puppet.", "Biden is a puppet."]
)
def test_america_is_not_its_own_asset(text: str) -> None:
    assert "us_asset" not in statuses(text)


@pytest.mark.parametrize(
    ("text", "claim", "status"),
    [
        # mock paraphrase and mock belief
        ("So the rebels shelled their own hospital. Brilliant.", "false_flag", "rejects"),
        ("So they blew up their own bridge. Makes total sense.", "false_flag", "rejects"),
        ("So they blew up their own bridge. Nobody was hurt.", "false_flag", "asserts"),
        ("The rebels shelled their own hospital. Brilliant reporting by the local paper.", "false_flag", "asserts"),
        ("Right, the CIA created ISIS, and my cat wrote the Iliad.", "us_asset", "rejects"),
        ("Imagine believing the CIA created ISIS.", "us_asset", "rejects"),
        ("Next you'll tell me the CIA created ISIS.", "us_asset", "rejects"),
        ("Let me guess, the CIA created ISIS.", "us_asset", "rejects"),
        ("Don't tell me the CIA created ISIS.", "us_asset", "rejects"),
        ("Don't tell me the attack was not staged.", "staged", "asserts"),
        ("Where is it written that the CIA created ISIS?", "us_asset", "rejects"),
        ("If you think the CIA created ISIS, I have a bridge to sell you.", "us_asset", "rejects"),
        ("If you think the CIA created ISIS, I have a bridge to sell you.", "made_up", "asserts"),
        ("Let me guess, you are an idiot.", "personal_attack", "asserts"),
        # whoever calls it a conspiracy theory denies that there is a hidden hand
        ("That is a conspiracy theory.", "hidden_hand", "rejects"),
        ("Conspiracy theory.", "hidden_hand", "rejects"),
        ("The conspiracy nuts are out again.", "hidden_hand", "rejects"),
        ("This conspiracy theory is nonsense.", "hidden_hand", "rejects"),
        ("Another conspiracy theory debunked.", "hidden_hand", "rejects"),
        ("I don't believe in conspiracy theories.", "hidden_hand", "rejects"),
        ("No more conspiracy theories please.", "hidden_hand", "rejects"),
        ("No conspiracy needed.", "hidden_hand", "rejects"),
        ("No conspiracy theory required, they are greedy.", "hidden_hand", "rejects"),
        ("It is all perfectly clear without any conspiracy.", "hidden_hand", "rejects"),
        ("There is no conspiracy here.", "hidden_hand", "rejects"),
        ("It is a conspiracy.", "hidden_hand", "asserts"),
        ("That's not a theory, that's a conspiracy.", "hidden_hand", "asserts"),
        ("It's not a conspiracy theory, it's in the files.", "hidden_hand", "asserts"),
        ("I'm no conspiracy theorist, but somebody wanted that fire.", "hidden_hand", "asserts"),
        ("They call everything a conspiracy theory these days.", "hidden_hand", "asserts"),
        ("One more conspiracy theory that turned out true.", "hidden_hand", "asserts"),
        # whoever says who believes a falsehood calls it one
        ("Nobody believes that fairy tale.", "made_up", "asserts"),
        ("I don't believe this old fairy tale.", "made_up", "asserts"),
        ("Don't fall for this hoax.", "made_up", "asserts"),
        ("Who still believes this fairy tale?", "made_up", "asserts"),
        ("Nobody is buying this hoax.", "fable", "asserts"),
        ("Only fools believe that hoax.", "made_up", "asserts"),
        ("I can't believe people fall for this myth.", "made_up", "asserts"),
        ("I don't believe that this is a hoax.", "made_up", "rejects"),
        ("I don't believe it is a fairy tale.", "made_up", "rejects"),
        ("The claim that it is a hoax is rubbish.", "made_up", "rejects"),
        ("Stop calling it a hoax.", "made_up", "rejects"),
        ("I used to think it was a hoax.", "made_up", "rejects"),
        ("It is not a hoax.", "made_up", "rejects"),
        # everyday wordings
        ("Russia did it.", "blame", "asserts"),
        ("This is on the council.", "blame", "asserts"),
        ("Russia had nothing to do with it.", "blame", "rejects"),
        ("There is not a shred of evidence that Russia did this.", "blame", "rejects"),
        ("Iran was not behind this.", "blame", "rejects"),
        ("Pure clickbait.", "media_criticism", "asserts"),
        ("What a hit piece.", "media_criticism", "asserts"),
        ("NATO propaganda.", "media_criticism", "asserts"),
        ("You won't hear that on the evening news.", "media_criticism", "asserts"),
        ("The tabloids have already got their verdict.", "media_criticism", "asserts"),
        ("When we do it, it's liberation.", "double_standard", "asserts"),
        ("It's fine when Israel does it.", "double_standard", "asserts"),
        ("Imagine the outcry if they had sunk one of ours.", "double_standard", "asserts"),
        ("Nobody ever apologised to the Serbs.", "double_standard", "asserts"),
        ("Pot, kettle.", "double_standard", "asserts"),
        ("Cowards, the lot of them.", "personal_attack", "asserts"),
        ("Shill.", "personal_attack", "asserts"),
        ("Another vatnik.", "personal_attack", "asserts"),
        ("Nice try, Ivan.", "personal_attack", "asserts"),
        ("You have no idea what you're talking about.", "personal_attack", "asserts"),
        ("What's the pay like in the troll factory?", "personal_attack", "asserts"),
        ("Twenty yrs merchant navy here.", "personal_experience", "asserts"),
        ("Retired nurse here.", "personal_experience", "asserts"),
        ("I lost an anchor once.", "personal_experience", "asserts"),
        ("Seen it twice on our ward.", "personal_experience", "asserts"),
        ("They will sell us to Ankara.", "abandoned_allies", "asserts"),
        ("NATO cut its own cable.", "false_flag", "asserts"),
    ],
)
def test_it_is_meant_so(text: str, claim: str, status: str) -> None:
    assert statuses(text).get(claim) == status


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The stage is set.", "staged"),
        ("We met at an early stage.", "staged"),
        ("The play was staged at the National Theatre.", "staged"),
        ("The play was staged at the National Theatre.", "hidden_hand"),
        ("They staged a protest outside the embassy.", "hidden_hand"),
        ("They staged a protest outside the embassy.", "fable"),
        ("There is a theatre in that town.", "staged"),
        ("The handshake with Trump was awkward.", "staged"),
        ("The general was caught red handed by the Pentagon.", "caught_by_surprise"),
        ("Civilians were evacuated by helicopter.", "helicopter_extraction"),
        ("Helicopter rescue in the Alps.", "helicopter_extraction"),
        ("We played both sides of the record.", "double_dealing"),
        ("They are useful idiots.", "abandoned_allies"),
        ("They agreed on a price for gas.", "resource_motive"),
        ("Gas prices went up because of the war.", "resource_motive"),
        ("I work for Trump Tower.", "us_asset"),
        ("Russian assets were frozen.", "hidden_hand"),
        ("The Russian agent was arrested.", "hidden_hand"),
        ("The tools are great when you have no idea what you are doing.", "personal_attack"),
        ("No conspiracy theory required, they are greedy.", "fable"),
    ],
)
def test_it_only_sounds_so(text: str, claim: str) -> None:
    assert claim not in statuses(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The truth lies in the middle.", "made_up"),
        ("Here lies the problem.", "made_up"),
        ("That is the lie of the land.", "made_up"),
        ("I have seen a fake leather jacket there.", "made_up"),
        ("She has a fake tan.", "made_up"),
        ("Just my two cents.", "personal_experience"),
        ("Security my arse.", "personal_experience"),
    ],
)
def test_idioms_are_no_claims_by_learned_weights_either(text: str, claim: str) -> None:
    thread = Thread(article=Article(source="x", language="en"), comments=(Comment(id="1", text=text),))
    found = code_as_shipped(thread, reply_graph(thread), BOOK)
    assert claim not in {coding.target for coding in found if coding.code}


def test_an_act_is_not_undone_by_what_is_denied_after_it() -> None:
    thread = Thread(
        article=Article(source="x", language="en"),
        comments=(Comment(id="1", text="As a former sailor I can tell you anchors do not drag like that."),),
    )
    found = code_as_shipped(thread, reply_graph(thread), BOOK)
    assert [coding.code for coding in found if coding.target == "personal_experience"] == ["asserts"]
