"""Definitions of what people do on calm pages borrow the cues of that deed; what is so in the world borrows nothing."""

import pytest

from discourse.codebook import ClaimType, Codebook
from discourse.coders.deeds import deed_of, is_deed
from discourse.coders.linear.coding import code_claims
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

LIKELY, DOUBTFUL = 0.8, 0.65
DESCRIBED = [
    ("praise", "Readers thank the author for the recipe."),
    ("praise", "The article is useful or well written."),
    ("praise", "The commenter enjoys the series and likes its drawings."),
    ("praise", "A feature of the update is welcome."),
    ("recommendation", "The commenter recommends a café that the guide leaves out."),
    ("recommendation", "Another hotel is worth a visit."),
    ("recommendation", "A drummer who deserves a place is missing from the list."),
    ("plan", "The commenter wants to walk the path next year."),
    ("plan", "Readers are going to knit the scarf."),
    ("feature", "The program lacks a feature that its users need."),
    ("feature", "The commenter asks for an option or a setting."),
    ("ranking", "A singer is placed too high or too low."),
]
OTHER = [
    "The council should thank the firemen.",
    "The bridge is beautiful.",
    "The new timetable is not helpful to commuters, says the article.",
    "The mayor wants to sell the park.",
    "Heat pumps are going to become cheaper.",
    "Hikers should buy their boots in a shop and not online.",
    "The town lacks a swimming pool.",
    "Some of the recommended restaurants are too expensive.",
    "Taxes are too high.",
    "The commenter suggests that the vote was rigged.",
    "The commenter recommends caution.",
    "Other countries should also pay.",
    "Somebody wants to hide the truth.",
    "The commenter hopes to see peace.",
    "The commenter plans to vote for the opposition.",
    "The author of the article likes the minister.",
    "The series is a good example of propaganda.",
    "The project is good for the town.",
    "The tips are helpful only to the rich.",
    "The council recommends another route for the tram.",
    "The council suggests another site for the landfill.",
    "The police should look at other suspects.",
    "The article left out the role of the company.",
    "Somebody should try the minister in court.",
    "The party proposes certain tax cuts.",
    "The doctor suggests a different vaccine.",
    "The regulator advises another test.",
    "The setting of the film is missing from the book.",
    "Users are going to lose their data.",
    "Someone is going to get hurt at the crossing.",
    "Visitors want to park in the old town.",
    "Someone plans to kill the project.",
    "The minister would like to raise the pension age for members.",
    "The commenter plans to vote for the Greens.",
    "The commenter hopes to see the mayor voted out.",
    "The government should have a function in health care.",
    "The firm lacks an option but to close the plant.",
    "The army lacks the function of a deterrent.",
    "The company is missing the feature phone market.",
    "The order of the court is wrong.",
    "The election was placed too high on the agenda.",
    "The suspect was placed on a list wrongly.",
    "The series is moving to another channel.",
    "The release of the hostages is welcome.",
    "The review of the law is an improvement.",
    "The update is good for the environment.",
    "The collection of rubbish is good.",
    "The article is propaganda and readers enjoy it.",
    "",
]
SAID = [
    ("Readers thank the author for the recipe.", "Thanks for sharing, this looks delicious!", "asserts"),
    ("Readers thank the author for the recipe.", "Bookmarked.", "asserts"),
    ("Readers thank the author for the recipe.", "I used two eggs.", None),
    ("Another hotel is worth a visit.", "You can't go wrong with the Anchor.", "asserts"),
    ("Another hotel is worth a visit.", "We arrived late and left early.", None),
    ("The commenter wants to walk the path next year.", "Can't wait to see those cliffs.", "asserts"),
    ("The commenter wants to walk the path next year.", "The cliffs are of chalk.", None),
    ("The program lacks a feature that its users need.", "Please add a dark mode.", "asserts"),
    ("The program lacks a feature that its users need.", "It starts within a second.", None),
    ("A singer is placed too high or too low.", "Brother Anselm should be much higher.", "asserts"),
    ("A singer is placed too high or too low.", "Brother Anselm has a beard.", None),
]


@pytest.mark.parametrize(("deed", "definition"), DESCRIBED)
def test_what_people_do_is_known_by_its_definition(deed: str, definition: str) -> None:
    found = deed_of(definition)
    assert found is not None
    assert (found.id, is_deed(found)) == (deed, True)


@pytest.mark.parametrize("definition", OTHER)
def test_what_is_said_of_the_world_is_no_deed(definition: str) -> None:
    assert deed_of(definition) is None


@pytest.mark.parametrize(("definition", "text", "code"), SAID)
def test_the_deed_is_found_without_the_words_of_the_definition(definition: str, text: str, code: str | None) -> None:
    claim = ClaimType(id="deed", label="Deed", definition=definition)
    thread = Thread(article=Article(source="x", language="en"), comments=(Comment(id="1", text=text),))
    codings = code_claims(thread, reply_graph(thread), Codebook(title="Deeds", claim_types=(claim,)))
    assert [one.code for one in codings if one.code] == ([code] if code else [])


def test_a_deed_is_told_by_common_words_and_so_less_surely_than_by_cues_of_ones_own() -> None:
    thread = Thread(article=Article(source="x", language="en"), comments=(Comment(id="1", text="Bookmarked, thanks!"),))
    definition = "Readers thank the author for the recipe."
    own = ClaimType(id="deed", label="Thanks", definition=definition, cues=("bookmark*",))
    borrowed = ClaimType(id="deed", label="Thanks", definition=definition)
    sure = [
        code_claims(thread, reply_graph(thread), Codebook(title="Deeds", claim_types=(claim,)))[0].probability or 0.0
        for claim in (own, borrowed)
    ]
    assert (sure[0] > LIKELY, sure[1] < DOUBTFUL) == (True, True)
