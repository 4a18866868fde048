"""Exercises made of pages: what is asked, the key, and what students must not see."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from discourse.classroom import folders, paper, teacher, to_find
from discourse.classroom.answers import Unit, flat
from discourse.classroom.exercises import NAMES, ExerciseName, exercise
from discourse.classroom.folders import folder_files
from discourse.classroom.packs import Gold, Pack, load_pack, made, pack_json, read_pack
from discourse.codebook import Codebook, load_codebook
from discourse.codingpage.content import spoken
from discourse.errors import ReadError
from discourse.model import Article, Comment, Thread
from tests.classroom.packs import pack_of, with_no_side

BOOK = load_codebook("general")


def thread(n: int) -> Thread:
    comments = tuple(Comment(id=str(at), text=f"Swan number {at}.", reply_to="" if at % 2 else None) for at in range(n))
    return Thread(article=Article(source="swans.html"), comments=comments)


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_says_what_is_learned_and_how_long_it_takes(name: ExerciseName) -> None:
    said = exercise(name)
    assert said.goals
    assert said.instructions
    assert said.discussion
    assert all(part.paragraphs for part in said.reading)
    assert 30 <= said.minutes <= 90


@pytest.mark.parametrize(
    ("corpus", "name", "comments", "units"),
    [
        ("convoy", "reply-graph", (17,), 17),
        ("convoy", "claims", (17,), 7 * 17),
        ("river", "stance", (24,), 5 * 24),
        ("river", "codebook", (12, 12), 7 * 24),
        ("freibad", "codebook", (5, 4), 7 * 9),
    ],
)
def test_what_is_asked_of_students(corpus: str, name: ExerciseName, comments: tuple[int, ...], units: int) -> None:
    pack = pack_of(corpus, name)
    assert tuple(len(sheet.rows) for sheet in pack.sheets) == comments
    assert len(pack.units()) == len(set(pack.units())) == units


def test_what_is_guessed_is_told_from_what_the_page_states() -> None:
    comments = (
        Comment(id="1", text="Swans are back on the pond.", author="Ada Marlow"),
        Comment(id="2", text="They never left it.", author="Bela Ost", reply_to=""),
        Comment(id="3", text="They did, in March.", author="Cleo Harnett", reply_to="2"),
        Comment(id="4", text="@Cleo Harnett, when was that?", author="Dan Ives"),
    )
    pack = made("stance", Thread(article=Article(source="swans.html"), comments=comments), BOOK, Gold(None))
    assert [each["answers"] for each in paper.comments_of(pack)] == [
        "probably answers the article", "answers the article", "answers no. 2", "probably answers no. 3",
    ]  # fmt: skip
    table = csv.DictReader(io.StringIO(folder_files(pack)["students/table.csv"].decode("utf-8-sig")))
    assert [row["answers_author"] for row in table] == ["", "", "Bela Ost", "Cleo Harnett (probably)"]


@pytest.mark.parametrize(
    ("corpus", "name", "said"),
    [
        ("convoy", "stance", None),
        ("convoy", "claims", None),
        ("freibad", "claims", None),
        ("freibad", "stance", "The key says how comments answer, and not which sides they take"),
        ("freibad", "reply-graph", None),
    ],
)
def test_an_exercise_whose_key_has_nothing_to_find_says_so(corpus: str, name: ExerciseName, said: str | None) -> None:
    pack = pack_of(corpus, name)
    found = to_find.nothing_to_find(pack)
    assert (found or "").startswith(said or "")
    assert (found is None) == (said is None)
    assert ("What is not listed is absent." in teacher._key_note(pack)[0]) == (said is None and name != "reply-graph")


def test_a_key_that_takes_no_side_says_so() -> None:
    pack = with_no_side(pack_of("freibad", "stance"))
    found = to_find.nothing_to_find(pack)
    assert found
    assert found.startswith("The key takes no side for certain toward anything that is asked")


def test_what_a_key_does_not_code_at_all_is_not_absent() -> None:
    questions = {unit.question.split()[0] for unit in pack_of("freibad", "stance").key_of()}
    assert questions == {"reply_stance"}
    sides = [codes for unit, codes in pack_of("river", "stance").key_of().items() if unit.question == "stance media"]
    assert sides == [("absent",)] * 24


def test_a_machine_that_finds_nothing_is_no_key() -> None:
    keyed = pack_of("river", "claims")
    said = [teacher._teacher_words(pack)["nothing"] for pack in (keyed, msgspec.structs.replace(keyed, key=()))]
    assert said == ["nothing of what is asked occurs in it", "the machine finds nothing of what is asked in it"]


def test_no_two_exercises_on_a_page_have_a_sheet_in_common() -> None:
    ids = [sheet.id for name in NAMES for sheet in pack_of("river", name).sheets]
    assert len(set(ids)) == len(ids) == 5
    assert {len(each) for each in ids} == {12}


def test_comments_that_are_not_asked_are_counted_for_the_teacher() -> None:
    packs = [made("reply-graph", thread(n), BOOK, Gold(None)) for n in (24, 26)]
    assert [pack.left_out for pack in packs] == [0, 2]
    assert [list(teacher._without(pack)) for pack in packs] == [
        [],
        [("Comments left out", "2 of the page's 26: an exercise has at most 24, the first with words")],
    ]


def test_the_key_of_replies_is_what_the_page_states() -> None:
    pack = pack_of("convoy", "reply-graph")
    assert [comment.author for comment in pack.thread.comments[:3]] == ["Rook_to_e4", "Hal Brannigan", "Rook_to_e4"]
    key = pack.key_of()
    assert [key[Unit("answers", each.id)] for each in pack.thread.comments[:3]] == [("article",), ("1",), ("2",)]


def test_students_see_replies_as_a_flat_list() -> None:
    assert {comment.reply_to for comment in pack_of("convoy", "reply-graph").thread.comments} == {None}


def test_a_flat_list_is_in_the_order_of_time_where_all_times_are_known() -> None:
    first, second = Comment(id="a", text="x", posted="2024-05-02"), Comment(id="b", text="y", posted="2024-05-01")
    known = Thread(article=Article(source="x"), comments=(first, second))
    partly = msgspec.structs.replace(known, comments=(first, msgspec.structs.replace(second, posted=None)))
    assert [each.id for each in flat(known).comments] == ["b", "a"]
    assert [each.id for each in flat(partly).comments] == ["a", "b"]


def test_the_key_names_codes_that_are_as_defensible() -> None:
    assert pack_of("convoy", "stance").key_of()[Unit("reply_stance", "58201")] == ("deny", "comment")


def test_the_first_part_of_the_codebook_exercise_has_labels_only() -> None:
    first, second = pack_of("river", "codebook").sheets
    assert {claim.definition for claim in first.codebook.claim_types} == {""}
    assert all(claim.definition for claim in second.codebook.claim_types)
    assert not {row.comment for row in first.rows} & {row.comment for row in second.rows}


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_of_key_or_machine_is_in_what_students_get(name: ExerciseName) -> None:
    pack = pack_of("convoy", name)
    emptied = msgspec.structs.replace(pack, key=(), machine=())
    mine, bare = folder_files(pack), folder_files(emptied)
    for path in (path for path in mine if path.startswith("students/")):
        assert mine[path] == bare[path]


def test_the_page_on_replies_says_of_no_comment_what_it_answers() -> None:
    page = folder_files(pack_of("convoy", "reply-graph"))["students/exercise.html"].decode()
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert data
    comments = json.loads(data[1])["content"]["page"]["comments"]
    assert {(each["answers"], each["guessed"]) for each in comments} == {(-2, False)}


def test_the_same_page_makes_the_same_files() -> None:
    assert folder_files(pack_of("freibad", "claims")) == folder_files(pack_of("freibad", "claims"))


def test_a_pack_is_read_as_it_was_written() -> None:
    pack = pack_of("river", "codebook")
    assert read_pack(pack_json(pack), "exercise.json") == pack


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"format": "discourse-exercise"}', b"\xff"])
def test_a_file_that_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"this is not the exercise\.json of discourse classroom new"):
        read_pack(data, "exercise.json")


@pytest.mark.parametrize(
    "change",
    [
        lambda pack: {"thread": msgspec.structs.replace(pack.thread, comments=())},
        lambda pack: {"thread": msgspec.structs.replace(pack.thread, comments=pack.thread.comments * 2)},
        lambda pack: {"sheets": (msgspec.structs.replace(pack.sheets[0], rows=()),)},
        lambda pack: {"sheets": (msgspec.structs.replace(pack.sheets[0], variables=()),)},
    ],
)
def test_a_pack_that_was_changed_so_that_it_does_not_fit_together_is_refused(
    change: Callable[[Pack], dict[str, Any]],
) -> None:
    pack = pack_of("river", "claims")
    changed = msgspec.structs.replace(pack, **change(pack))
    with pytest.raises(ReadError, match="do not fit together, so it was changed; make the exercise again"):
        read_pack(pack_json(changed), "exercise.json")


def test_a_pack_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "exercise.json"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(ReadError, match="it has more than 64 MB"):
        load_pack(path)


def test_a_page_with_too_few_comments_is_refused() -> None:
    with pytest.raises(ReadError, match="needs at least 4 comments with words, and this page has 3"):
        made("stance", thread(3), load_codebook("general"), Gold(None))


def test_a_codebook_without_claims_makes_no_exercise_on_claims() -> None:
    with pytest.raises(ReadError, match="needs claim types, and this codebook has none"):
        made("claims", thread(8), Codebook(title="Bare"), Gold(None))


def test_of_a_long_page_a_class_gets_what_a_lesson_has_time_for() -> None:
    pack = made("claims", thread(200), load_codebook("general"), Gold(None))
    assert len(pack.thread.comments) == 24
    assert [claim.id for claim in pack.sheets[0].codebook.claim_types] == [
        claim.id for claim in load_codebook("general").claim_types[:7]
    ]
    assert pack.key == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("corpus", ["convoy", "river"])
def test_a_table_has_the_numbers_that_comments_have_on_paper(corpus: str, name: ExerciseName) -> None:
    pack = pack_of(corpus, name)
    on_paper = {comment.id: str(at) for at, comment in enumerate(pack.thread.comments, start=1)}
    tables = [data for path, data in folder_files(pack).items() if re.match(r"students/table.*csv$", path)]
    rows = [row for data in tables for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]
    assert [row["number"] for row in rows] == [on_paper[row["comment"]] for row in rows]
    assert {row["number"] for row in rows} == set(on_paper.values())


HOSTILE = '</script>#read("/etc/passwd") $x$ *b* @cite =1+1 \u202edlrow\x07\x00 \u2028 שלום 😀'


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_page_makes_an_exercise_in_which_it_does_nothing(name: ExerciseName) -> None:
    comments = tuple(
        Comment(
            id=f"{HOSTILE}{at}", text=f"{HOSTILE} {at}", author=HOSTILE, reply_to=f"{HOSTILE}{at - 1}" if at % 2 else ""
        )
        for at in range(6)
    )
    article = Article(source=HOSTILE, title=HOSTILE, author=HOSTILE, body=HOSTILE, language='"><script>')
    files = folder_files(made(name, Thread(article=article, comments=comments), load_codebook("general"), Gold(None)))
    for path, data in files.items():
        if path.endswith(".html"):
            assert data.count(b"</script>") == 2
            assert b'<html lang="en">' in data
        if path.endswith(".pdf"):
            assert data.startswith(b"%PDF")


@pytest.mark.parametrize("text", ["x" * 300_000, "swan " * 12_000, "\u202e" * 50_000, "שלום" * 20_000, "😀" * 20_000])
def test_endless_words_and_comments_are_cut_on_paper(text: str) -> None:
    comments = tuple(Comment(id=str(at), text=text if at == 1 else "Swan.", author=text) for at in range(4))
    article = Article(source="swans.html", title=text, author=text, body=text)
    files = folder_files(
        made("stance", Thread(article=article, comments=comments), load_codebook("general"), Gold(None))
    )
    assert files["students/on-paper.pdf"].startswith(b"%PDF")
    assert len(files["students/on-paper.pdf"]) < 600_000


def test_a_bundled_german_page_says_that_it_is_german() -> None:
    assert spoken(pack_of("freibad", "claims").thread) == "de"
    assert b"/Lang(de)" in folder_files(pack_of("freibad", "claims"))["students/on-paper.pdf"].replace(b" ", b"")


def test_a_sheet_names_a_target_as_the_discussion_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codebooks have names in several languages, and many more than a page."""
    sheets: list[Any] = []
    monkeypatch.setattr(folders, "pdf", lambda name, data: sheets.append(data) if name == "sheet" else b"")
    folder_files(pack_of("freibad", "stance"))
    said = {entry["label"]: entry["definition"] for entry in sheets[0]["entries"]}
    assert said == {
        "How it answers": "", "Toward The article and its author": "", "Toward The media": "",
        "Toward The government and those in power": "also called Bürgermeister, Stadtrat",
        "Toward Other commenters": "",
    }  # fmt: skip
