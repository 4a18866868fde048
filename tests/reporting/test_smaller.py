"""The same chart in fewer bytes: every number of every outline to a tenth, every reference still arrives."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.reporting.drawing import pictures
from discourse.reporting.smaller import smaller
from tests.reporting.forum import forum
from tests.reporting.threads import bridge, hostile

DRAWN = {
    f"{name} {picture.slot.name}": picture.slot.svg
    for name, analysis in (("bridge", bridge()), ("hostile", hostile()), ("forum", forum(60)))
    for picture in pictures(analysis)
    if picture.slot.svg
}


def outlines(svg: str) -> list[str]:
    return [str(node.attributes["d"]) for node in LexborHTMLParser(svg).css("[d]")]


def numbers(outline: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", outline)]


@pytest.mark.parametrize("name", DRAWN)
def test_every_outline_is_the_same_to_a_tenth(name: str) -> None:
    svg = DRAWN[name]
    before, after = outlines(svg), outlines(smaller(svg))
    assert len(before) == len(after) > 0
    for one, other in zip(before, after, strict=True):
        assert re.sub("[^A-Za-z]", "", one) == re.sub("[^A-Za-z]", "", other)
        assert numbers(other) == pytest.approx(numbers(one), abs=0.051)


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_written_and_what_is_referred_to_stays(name: str) -> None:
    before, after = LexborHTMLParser(DRAWN[name]), LexborHTMLParser(smaller(DRAWN[name]))
    assert [node.text() for node in after.css("text")] == [node.text() for node in before.css("text")]
    ids = {node.attributes["id"] for node in after.css("[id]")}
    assert ids == set(re.findall(r'(?:url\(|href=")#([^")]+)', smaller(DRAWN[name])))


def test_it_is_smaller() -> None:
    assert sum(len(smaller(svg)) for svg in DRAWN.values()) < 0.8 * sum(map(len, DRAWN.values()))
