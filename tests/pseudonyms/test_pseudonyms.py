"""Pseudonyms: stable under a key, found in texts where a name is meant, and nowhere else."""

import pytest

from discourse.errors import DiscourseError
from discourse.model import Article, Comment, Skipped, Thread
from discourse.pseudonyms import checked_key, pseudonym, pseudonymised, veiled_id
from discourse.pseudonyms.mentions import Names

KEY = b"a key for the tests, long enough"
OTHER = b"another key, also long enough..."


def veil(name: str) -> str:
    return pseudonym(name, KEY)


HAL, KENNY, TRUTH, SNOW = (veil(name) for name in ("Hal Brannigan", "KennyB", "Truth", "snow_owl"))
PEOPLE = ("Hal Brannigan", "KennyB", "Truth", "snow_owl", "Al", "DeskJockey", "漢字太郎", "Ann Lee", "Ann Moss")
STORY = "The truth about the canal. Snow fell. Told by DeskJockey."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hal Brannigan is right", f"{HAL} is right"),
        ("HAL BRANNIGAN and hal_brannigan", f"{HAL} and {HAL}"),
        ("Brannigan's claim, Hal.", f"{HAL}'s claim, {HAL}."),
        ("halfway up the hall", "halfway up the hall"),
        ("kennyb’s point, KennyB!", f"{KENNY}’s point, {KENNY}!"),
        ("Kenny, you are wrong", f"{KENNY}, you are wrong"),
        ("KennyBoy is somebody else", "KennyBoy is somebody else"),
        ("@KennyB and @snow_owl", f"@{KENNY} and @{SNOW}"),
        ("Snow fell on an owl; Snow Owl says no", f"Snow fell on an owl; {SNOW} says no"),
        ("The truth is simple", "The truth is simple"),
        ("Truth, you are wrong", f"{TRUTH}, you are wrong"),
        ("Truth wrote:\n> nothing", f"{TRUTH} wrote:\n> nothing"),
        ("as “Truth” says", f"as “{TRUTH}” says"),
        ("@truth no", f"@{TRUTH} no"),
        ("Al: no. Also not.", f"{veil('Al')}: no. Also not."),
        ("et al. agree", "et al. agree"),
        ("No, Al.", f"No, {veil('Al')}."),
        ("the story of DeskJockey", f"the story of {veil('DeskJockey')}"),
        ("漢字太郎さん、違います", f"{veil('漢字太郎')}さん、違います"),
        ("Ann is right", "someone is right"),
        ("Ann Lee is right", f"{veil('Ann Lee')} is right"),
        ("write to hal@example.org", "write to [e-mail address]"),
        ("see https://x.example/u/KennyB/posts", f"see https://x.example/u/{KENNY.replace(' ', '-')}/posts"),
        ("@stranger and @a.b@social.example, at 5pm @ noon", f"@{veil('stranger')} and @{veil('a.b')}, at 5pm @ noon"),
        ("", ""),
    ],
)
def test_names_inside_texts(text: str, expected: str) -> None:
    assert Names(PEOPLE, KEY, STORY).veiled(text) == expected


def test_the_same_key_gives_the_same_name_and_another_key_another() -> None:
    assert veil("KennyB") == veil(" kennyb ")
    assert pseudonym("KennyB", OTHER) != veil("KennyB")
    assert veiled_id("7", KEY) != veiled_id("7", OTHER)


def test_twenty_thousand_names_hardly_ever_share_a_pseudonym() -> None:
    names = {veil(f"reader {number}") for number in range(20_000)}
    assert len(names) > 19_980


def test_a_short_key_is_refused() -> None:
    with pytest.raises(DiscourseError, match=r"key\.txt: a key has at least 16 characters; this one has 5"):
        checked_key("abcde\n", "key.txt")


def thread(**changes: object) -> Thread:
    article = Article(source="canal.html", title="The canal", author="Nadia Ferhat", body="Swans.", id="post-9")
    comments = (
        Comment(id="c-71", text="Really?", author="KennyB", author_id="u77", badges=("author", "kenny's fan club")),
        Comment(
            id="c-72", text="Kenny, yes.", author="Guest", reply_to="c-71", reply_to_author="KennyB", quotes=("c-71",)
        ),
        Comment(id="c-73", text="No.", author=None, reply_to="c-1", quotes=("",)),
    )
    skipped = (Skipped(kind="malformed", reason="no text by KennyB"),)
    made = Thread(article=article, comments=comments, skipped=skipped, evidence="a box of KennyB", source_hash="ff")
    return made if not changes else Thread(**{**{f: getattr(made, f) for f in made.__struct_fields__}, **changes})


def test_everything_that_names_a_person_is_replaced_and_the_rest_stays() -> None:
    (found,) = pseudonymised([thread()], KEY)
    assert [comment.id for comment in found.comments] == ["1", "2", "3"]
    assert [comment.author for comment in found.comments] == [KENNY, "Guest", None]
    assert [comment.reply_to for comment in found.comments] == [None, "1", veiled_id("c-1", KEY)]
    assert found.comments[1].reply_to_author == KENNY
    assert found.comments[1].quotes == ("1",)
    assert found.comments[1].text == f"{KENNY}, yes."
    assert found.comments[0].author_id == veiled_id("u77", KEY)
    assert found.comments[0].badges == ("author",)
    assert found.comments[2].quotes == ("",)
    assert (found.skipped[0].reason, found.evidence) == (f"no text by {KENNY}", f"a box of {KENNY}")
    assert (found.article.title, found.article.body, found.source_hash) == ("The canal", "Swans.", "ff")


def test_the_author_of_the_article_stays_unless_somebody_comments_by_that_name() -> None:
    (stays,) = pseudonymised([thread()], KEY)
    assert stays.article.author == "Nadia Ferhat"
    answered = (Comment(id="1", text="Thank you, says Nadia.", author="nadia ferhat"),)
    (gone,) = pseudonymised([thread(comments=answered)], KEY)
    assert gone.article.author == gone.comments[0].author == veil("Nadia Ferhat")
    assert gone.comments[0].text == f"Thank you, says {veil('Nadia Ferhat')}."


def test_names_of_one_thread_are_replaced_in_the_others() -> None:
    second = Thread(article=Article(source="b"), comments=(Comment(id="1", text="Ask KennyB.", author="Zoe"),))
    assert pseudonymised([thread(), second], KEY)[1].comments[0].text == f"Ask {KENNY}."


def test_comments_of_one_id_stay_two() -> None:
    twice = (Comment(id="7", text="a", author="x1"), Comment(id="7", text="b", author="x2", reply_to="7"))
    (found,) = pseudonymised([thread(comments=twice)], KEY)
    assert [(comment.id, comment.reply_to) for comment in found.comments] == [("1", None), ("1-2", "1")]
