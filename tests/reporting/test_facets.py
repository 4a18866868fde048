"""By what comments can be filtered, and which of them have what."""

from discourse.reporting.content import content
from discourse.reporting.facets import Facet, facets
from tests.reporting.forum import forum
from tests.reporting.threads import bridge, empty, large

BRIDGE = {facet.key: facet for facet in facets(content(bridge(), ()).listing.passages)}


def values(facet: Facet) -> list[str]:
    return [option.value for option in facet.options]


def of(key: str, value: str) -> list[int]:
    """Return the numbers of the comments that have a value."""
    place = values(BRIDGE[key]).index(value)
    return [number for number, own in enumerate(BRIDGE[key].of, start=1) if place in own]


def test_the_facets_of_a_dispute() -> None:
    assert {key: values(facet) for key, facet in BRIDGE.items()} == {
        "stance": ["deny", "query", "comment"],
        "link": ["explicit", "name", "inferred"],
        "claim": [
            "unsafe", "unsafe:asserts", "unsafe:questions", "unsafe:rejects",
            "fable", "fable:asserts", "prediction", "prediction:asserts",
        ],
        "target": ["council", "council:against"],
        "author": ["Ann", "Bob", "no name", "Čapek & Søn", "משה"],
    }  # fmt: skip


def test_each_value_has_its_comments() -> None:
    assert of("stance", "deny") == [2, 3]
    assert of("link", "inferred") == [2, 4, 5]
    assert of("claim", "unsafe") == [1, 2, 3]
    assert of("claim", "unsafe:rejects") == [2]
    assert of("target", "council:against") == [2, 5]
    assert of("author", "no name") == [5]


def test_values_are_said_in_words() -> None:
    assert [option.label for option in BRIDGE["claim"].options][:2] == [
        "The bridge is unsafe: any",
        "The bridge is unsafe: asserts",
    ]
    assert [option.label for option in BRIDGE["link"].options] == [
        "stated by the page",
        "by the name it uses",
        "inferred",
    ]


def test_a_facet_in_which_all_comments_are_alike_is_left_out() -> None:
    assert [facet.key for facet in facets(content(large(3), ()).listing.passages)] == ["author"]
    assert facets(content(forum(1), ()).listing.passages) == ()
    assert facets(content(empty(), ()).listing.passages) == ()
