"""Which articles tell the same story: made-up pairs, our own pages, and what is shown as evidence."""

import tomllib
from itertools import combinations, product
from pathlib import Path

import pytest

import discourse
from discourse.comparing.stories import Evidence, compared, is_too_short, stories, story_links
from discourse.model import Article

ROOT = Path(__file__).parent.parent.parent


def stories_of(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))


STORIES = stories_of("stories")
PLACES, UNSEEN = stories_of("places"), stories_of("unseen")
ALL = STORIES | PLACES | UNSEEN
CORPORA = ("convoy", "freibad", "library", "phones", "river")


def article(text: str, published: str | None = None, language: str = "en") -> Article:
    title, _, body = text.strip().partition("\n")
    return Article(source="made-up", title=title, body=body.strip(), language=language, published=published)


@pytest.mark.parametrize("story", ALL)
def test_the_same_story_in_other_words(story: str) -> None:
    assert compared(article(ALL[story]["told"]), article(ALL[story]["retold"])).verdict == "same story"


@pytest.mark.parametrize("story", STORIES)
def test_another_event_of_the_same_topic_is_another_story(story: str) -> None:
    for version in ("told", "retold"):
        link = compared(article(STORIES[story][version]), article(STORIES[story]["other"]))
        assert link.verdict != "same story"


@pytest.mark.parametrize(("told", "wrong"), [(PLACES, {"bear"}), (UNSEEN, {"airport"})])
def test_other_events_with_the_same_people_in_the_same_place_are_mostly_told_apart(
    told: dict[str, dict[str, str]], wrong: set[str]
) -> None:
    pairs = {story: [(each[version], each["other"]) for version in ("told", "retold")] for story, each in told.items()}
    verdicts = {story: [compared(*map(article, pair)).verdict for pair in listed] for story, listed in pairs.items()}
    assert {story for story, found in verdicts.items() if "same story" in found} == wrong
    assert all(found.count("same story") <= 1 for found in verdicts.values())


def test_other_events_are_mostly_known_to_be_of_the_same_topic() -> None:
    verdicts = [compared(article(each["told"]), article(each["other"])).verdict for each in STORIES.values()]
    assert verdicts.count("same topic") >= 7


def test_unrelated_stories_are_unrelated() -> None:
    pairs = [
        (STORIES[one][version], STORIES[other][of_other])
        for one, other in combinations(STORIES, 2)
        for version, of_other in product(("told", "retold", "other"), repeat=2)
    ]
    related = [pair for pair in pairs if compared(article(pair[0]), article(pair[1])).verdict != "unrelated"]
    assert len(related) <= 1


def test_a_story_in_german() -> None:
    crane = stories_of("german")["kran"]
    told, retold, other = (article(crane[name], language="de") for name in ("told", "retold", "other"))
    assert compared(told, retold).verdict == "same story"
    assert compared(told, retold).evidence.names[:3] == ("Bürgermeisterin Karin Dold", "Grundschule", "Niederbeuren")
    assert compared(told, other).verdict != "same story"


def test_our_own_pages_tell_five_stories() -> None:
    articles = [discourse.read(ROOT / "corpora" / name / "page.html").article for name in CORPORA]
    assert stories(story_links(articles), len(articles)) == [0, 1, 2, 3, 4]


def test_the_evidence_is_what_both_have() -> None:
    link = compared(article(STORIES["strike"]["told"]), article(STORIES["strike"]["retold"]))
    assert link.evidence == Evidence(
        names=("Varnau", "Varnauer Bahn", "VTG", "Ilse Korn"), numbers=("80000",), days=(),
        words=("Tram", "midnight", "walk"),
    )  # fmt: skip


def test_a_day_in_both_is_evidence() -> None:
    link = compared(article(STORIES["dam"]["told"]), article(STORIES["dam"]["retold"]))
    assert link.evidence.days == ("10-02",)


def test_reports_a_year_apart_tell_two_stories() -> None:
    one, other = (
        article(STORIES["match"][name], day) for name, day in (("told", "2023-05-20"), ("retold", "2024-05-21"))
    )
    assert compared(one, other).verdict == "same topic"


def test_a_text_of_a_few_words_takes_part_in_no_story() -> None:
    short = article("Tarnby beat Rosedal\n\nMikkel Saro scored.")
    assert is_too_short(short)
    assert story_links([short, short]) == []


def test_three_reports_of_one_story_are_one_group() -> None:
    texts = [STORIES["spill"]["told"], STORIES["match"]["told"], STORIES["spill"]["retold"], STORIES["spill"]["told"]]
    articles = [article(text) for text in texts]
    assert stories(story_links(articles), 4) == [0, 1, 0, 0]
