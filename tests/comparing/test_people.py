"""Authors and wordings that turn up under several articles."""

import time

from discourse.comparing import repeated_comments, shared_authors
from discourse.comparing.copies import copies
from discourse.model import Article
from tests.comparing.threads import analysis, comment

LONG = "Nobody on the council has ever read the report that they voted on in March"
CHANGED = "Nobody on the council has ever read the report that they voted on in March, believe me"


def test_authors_of_several_articles_with_what_is_known_of_the_sites() -> None:
    analyses = [
        analysis(Article(source="1", site="Gazette"), [comment(1, "Ann"), comment(2, "Bo"), comment(3, "Guest")]),
        analysis(Article(source="2", site="Gazette"), [comment(1, "Ann"), comment(2, "Ann"), comment(3, "Guest")]),
        analysis(Article(source="3", site="Herald"), [comment(1, "Bo"), comment(2, "Cy")]),
        analysis(Article(source="4"), [comment(1, "Cy")]),
    ]
    assert shared_authors(analyses).rows() == [
        ("Ann", 2, 3, "one", "1 (1); 2 (2)"),
        ("Bo", 2, 2, "several", "1 (1); 3 (1)"),
        ("Cy", 2, 2, None, "3 (1); 4 (1)"),
    ]


def test_nearly_the_same_words_under_two_articles() -> None:
    analyses = [
        analysis(Article(source="1"), [comment(1, "Ann", LONG), comment(2, "Bo", "Well said.")]),
        analysis(Article(source="2"), [comment(1, "Cy", CHANGED), comment(2, "Bo", "Well said.")]),
    ]
    table = repeated_comments(analyses)
    assert table.select("group", "article", "comment", "author").rows() == [(1, "1", "1", "Ann"), (1, "2", "1", "Cy")]


def test_what_is_repeated_under_one_article_only_is_not_listed() -> None:
    assert (
        repeated_comments([analysis(Article(source="1"), [comment(1, "A", LONG), comment(2, "B", LONG)])]).height == 0
    )


def test_other_words_of_the_same_matter_are_no_copy() -> None:
    assert copies([LONG, "The council voted in March on a report that nobody of them has ever read, I hear"]) == []


def test_a_copy_of_a_copy_belongs_to_the_same_group() -> None:
    words = LONG.split()
    chain = [" ".join(words), " ".join([*words[2:], "so", "they"]), " ".join([*words[4:], "so", "they", "say", "now"])]
    assert [copy.texts for copy in copies(chain)] == [(0, 1, 2)]


def test_twenty_thousand_comments_take_seconds() -> None:
    texts = [
        f"word{number % 997} alpha{number} beta{number} gamma{number * 7} delta eps zeta eta {number}"
        for number in range(20_000)
    ]
    started = time.process_time()
    assert copies([*texts, LONG, LONG, *[CHANGED] * 500])[0].texts == tuple(range(20_000, 20_502))
    assert time.process_time() - started < 30
