"""The corpora: their golds agree with themselves and with the pages that they describe."""

import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.codebook import load_codebook
from discourse.model import Thread, ledger
from discourse.readers import read

CORPORA = Path(__file__).parent.parent / "corpora"
NAMES = ("convoy", "freibad", "library", "phones", "river")
WITH_COMMENTS = ("convoy", "freibad", "phones", "river")
CODES = {
    "reply_stance": {"support", "deny", "query", "comment"},
    "claim": {"asserts", "rejects", "questions", "reports"},
    "stance": {"favor", "against", "none"},
}

every = pytest.mark.parametrize("name", NAMES)
every_with_comments = pytest.mark.parametrize("name", WITH_COMMENTS)


def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpora_build", CORPORA / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(name: str, file: str) -> Any:
    return json.loads((CORPORA / name / "gold" / file).read_text("utf-8"))


def comments(name: str) -> list[dict[str, Any]]:
    return list(gold(name, "thread.json")["comments"])


def codings(name: str) -> list[dict[str, Any]]:
    return list(gold(name, "codings.json"))


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"^> ", "", text, flags=re.MULTILINE)).strip()


def assert_in_order(texts: list[str], where: str) -> None:
    at = 0
    for text in texts:
        found = where.find(one_line(text), at)
        assert found >= 0, text
        at = found + len(one_line(text))


def test_every_corpus_is_known_here() -> None:
    assert sorted(path.parent.name for path in CORPORA.glob("*/source.toml")) == list(NAMES)


@every
@pytest.mark.parametrize("file", ["page.html", "page.txt", "gold/thread.json", "gold/codings.json", "PROVENANCE.md"])
def test_every_corpus_is_whole(name: str, file: str) -> None:
    assert (CORPORA / name / file).stat().st_size > 0


def test_the_corpora_are_small() -> None:
    sizes = {path: path.stat().st_size for path in CORPORA.rglob("*") if path.is_file()}
    of_topics = CORPORA / "topics", CORPORA / "topics" / "later", CORPORA / "deeds", CORPORA / "deeds" / "threads"
    topics, later, deeds, threads = (sum(size for path, size in sizes.items() if path.parent == of) for of in of_topics)
    assert (topics < 2_500_000, later < 1_000_000, deeds < 1_500_000, threads < 500_000) == (True,) * 4
    assert sum(sizes.values()) - topics - later - deeds - threads < 1_000_000


@every
def test_building_again_gives_the_same_bytes(name: str) -> None:
    module = build()
    source = module.load(name)
    built = {"page.html": module.page(name, source)}
    built |= {f"gold/{file}": content for file, content in module.gold(source).items()}
    assert {file: (CORPORA / name / file).read_text("utf-8") for file in built} == built


@every
def test_ids_are_unique(name: str) -> None:
    ids = [comment["id"] for comment in comments(name)]
    assert len(set(ids)) == len(ids)


@every
def test_a_reply_answers_a_comment_before_it(name: str) -> None:
    before = {""}
    for comment in comments(name):
        assert comment["reply_to"] in before
        before.add(comment["id"])


@every
def test_a_reply_is_later_than_what_it_answers(name: str) -> None:
    posted = {comment["id"]: comment["posted"] for comment in comments(name)}
    pairs = [(posted[comment["reply_to"]], comment["posted"]) for comment in comments(name) if comment["reply_to"]]
    assert all(earlier < later for earlier, later in pairs)


@every
def test_what_is_declared_is_shown_or_accounted_for(name: str) -> None:
    thread = gold(name, "thread.json")
    unseen = sum(each["count"] for each in thread["skipped"] if each["kind"] in {"stub", "pingback"})
    assert (thread["declared"] or 0) == len(thread["comments"]) + unseen


@every
def test_the_page_shows_every_text_in_order(name: str) -> None:
    body = LexborHTMLParser((CORPORA / name / "page.html").read_text("utf-8")).css_first("body")
    assert body
    article = gold(name, "thread.json")["article"]
    texts = [article["title"], *article["body"].split("\n\n"), *(comment["text"] for comment in comments(name))]
    assert_in_order(texts, one_line(body.text(separator="")))


@every
def test_the_pasted_text_shows_every_author_and_text_in_order(name: str) -> None:
    article = gold(name, "thread.json")["article"]
    parts = [article["title"], *article["body"].split("\n\n")]
    parts += [part for comment in comments(name) for part in (comment["author"], comment["text"])]
    assert_in_order(parts, one_line((CORPORA / name / "page.txt").read_text("utf-8")))


@pytest.mark.parametrize(
    ("name", "author", "words"),
    [
        ("phones", "Harbour Lights", "Because the captain takes his sister’s children to school first."),
        ("phones", "pastyless", "One law for gulls, another for the rest of us."),
        ("phones", "Pouch Watch", "Weekly round-up 41"),
        ("library", "Mrs Oake", "Marrow of unusual size, shape"),
    ],
)
def test_the_page_shows_what_is_no_comment_of_it_and_the_gold_leaves_it_out(name: str, author: str, words: str) -> None:
    page = (CORPORA / name / "page.txt").read_text("utf-8")
    assert author in page
    assert words in page
    assert all(author != comment["author"] and words not in comment["text"] for comment in comments(name))


@every
def test_every_comment_has_one_reply_stance_toward_what_it_answers(name: str) -> None:
    expected = [(comment["id"], comment["reply_to"] or None) for comment in comments(name)]
    coded = [coding for coding in codings(name) if coding["variable"] == "reply_stance"]
    assert [(coding["comment"], coding.get("target")) for coding in coded] == expected


@every_with_comments
def test_codes_are_those_of_their_variable(name: str) -> None:
    for coding in codings(name):
        allowed = CODES[coding["variable"]]
        assert {coding["code"], *coding.get("also", ())} <= allowed | {"absent"}
        assert coding["code"] != "absent"
        assert coding["code"] not in coding.get("also", ())


@every_with_comments
def test_the_marked_words_stand_in_the_comment(name: str) -> None:
    texts = {comment["id"]: comment["text"] for comment in comments(name)}
    marked = [(coding["words"], texts[coding["comment"]]) for coding in codings(name) if "words" in coding]
    assert [words for words, text in marked if words not in text] == []
    assert len(marked) >= len(texts) - 1


@every_with_comments
def test_nothing_is_coded_twice(name: str) -> None:
    keys = [(coding["comment"], coding["variable"], coding.get("target")) for coding in codings(name)]
    assert len(set(keys)) == len(keys)


@every_with_comments
def test_claims_and_targets_are_those_of_the_codebooks(name: str) -> None:
    books = [load_codebook(book) for book in (("general", "proxy-war") if name == "convoy" else ("general",))]
    claims = {claim.id for book in books for claim in book.claim_types}
    targets = {target.id for book in books for target in book.targets}
    assert {coding["target"] for coding in codings(name) if coding["variable"] == "claim"} <= claims
    assert {coding["target"] for coding in codings(name) if coding["variable"] == "stance"} <= targets


@cache
def html_thread(name: str) -> Thread:
    return read(CORPORA / name / "page.html")


@cache
def pasted_thread(name: str) -> Thread:
    return read(CORPORA / name / "page.txt")


def every_but(faults: dict[str, str]) -> pytest.MarkDecorator:
    """Run for every corpus; where a reader is known to fall short, expect it to, and say how."""
    marked = [
        pytest.param(name, marks=pytest.mark.xfail(reason=faults[name])) if name in faults else name for name in NAMES
    ]
    return pytest.mark.parametrize("name", marked)


@every
@pytest.mark.parametrize("field", ["id", "author", "reply_to", "posted", "posted_as_shown", "score", "text"])
def test_the_page_is_read_as_the_gold_has_it(name: str, field: str) -> None:
    assert [getattr(comment, field) for comment in html_thread(name).comments] == [
        comment[field] for comment in comments(name)
    ]


@every
def test_deleted_comments_are_known_as_such(name: str) -> None:
    assert [comment.status for comment in html_thread(name).comments] == [
        comment["status"] for comment in comments(name)
    ]


@every
@pytest.mark.parametrize("field", ["url", "title", "author", "site", "published", "language", "body"])
def test_the_article_of_the_page_is_read_as_the_gold_has_it(name: str, field: str) -> None:
    assert getattr(html_thread(name).article, field) == gold(name, "thread.json")["article"][field]


@every
@pytest.mark.parametrize("field", ["declared", "reader", "shown_order"])
def test_the_page_is_understood_as_the_gold_has_it(name: str, field: str) -> None:
    assert getattr(html_thread(name), field) == gold(name, "thread.json")[field]


@every
def test_the_page_says_as_much_of_what_is_missing_as_the_gold(name: str) -> None:
    kept = {"stub", "pingback"}
    found = {kind: count for kind, count in ledger(html_thread(name)).skipped.items() if kind in kept}
    assert found == {
        each["kind"]: each["count"] for each in gold(name, "thread.json")["skipped"] if each["kind"] in kept
    }


@every
def test_the_pasted_text_gives_the_same_authors(name: str) -> None:
    assert [comment.author for comment in pasted_thread(name).comments] == [
        comment["author"] for comment in comments(name)
    ]


@every
def test_the_pasted_text_gives_the_same_texts(name: str) -> None:
    assert [one_line(comment.text) for comment in pasted_thread(name).comments] == [
        one_line(comment["text"]) for comment in comments(name)
    ]


@every
def test_the_pasted_text_gives_the_same_title(name: str) -> None:
    assert pasted_thread(name).article.title == gold(name, "thread.json")["article"]["title"]


@every
def test_the_pasted_text_gives_the_same_body(name: str) -> None:
    assert pasted_thread(name).article.body == gold(name, "thread.json")["article"]["body"]


@every
def test_the_pasted_text_declares_as_many_comments(name: str) -> None:
    assert pasted_thread(name).declared == gold(name, "thread.json")["declared"]
