"""Exercises in the languages that we speak: the same questions, sheets and answers, other words of ours."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from discourse.classroom.exercises import NAMES, ExerciseName, exercise
from discourse.classroom.folders import folder_files
from discourse.classroom.grading import figures_of
from discourse.classroom.handed_in import HandedIn, handed_in
from discourse.classroom.packs import Pack, pack_json, read_pack
from discourse.classroom.report.content import class_report
from discourse.classroom.report.files import class_files
from discourse.errors import ReadError
from discourse.human.codings import CODES
from discourse.human.spellings import code_in
from discourse.translation import LANGUAGES, speaking, translated
from tests.classroom.classes import simulated
from tests.classroom.packs import pack_of, with_no_side
from tests.conftest import Run

OTHERS = [language for language in LANGUAGES if language != "en"]


def spoken_in(tongue: str, corpus: str, name: ExerciseName) -> Pack:
    return msgspec.structs.replace(pack_of(corpus, name), language=tongue)


@pytest.mark.parametrize("tongue", OTHERS)
@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_has_the_same_parts_in_every_language(tongue: str, name: ExerciseName) -> None:
    english = exercise(name)
    with speaking(tongue):
        other = exercise(name)
    assert other.minutes == english.minutes
    assert other.title != english.title
    for part in ("goals", "instructions", "discussion"):
        said, in_english = getattr(other, part), getattr(english, part)
        assert len(said) == len(in_english)
        assert [re.findall(r"{\w+}", each) for each in said] == [re.findall(r"{\w+}", each) for each in in_english]
        assert not set(said) & set(in_english)
    assert [len(part.paragraphs) for part in other.reading] == [len(part.paragraphs) for part in english.reading]


@pytest.mark.parametrize(
    ("tongue", "when", "has_examples"),
    [
        ("en", "12 June 2023, 07:41", True),
        ("de", "12. Juni 2023, 07:41", False),
        ("fr", "12 juin 2023, 07:41", False),
    ],
)
def test_dates_are_in_the_language_and_examples_only_where_they_are_in_it(
    tongue: str, when: str, has_examples: bool
) -> None:
    page = folder_files(spoken_in(tongue, "freibad", "claims"))["students/exercise.html"].decode()
    content = json.loads(page.split('id="data">')[1].split("</script>")[0])["content"]
    assert content["pages"][0]["comments"][0]["when"] == when
    assert "T06:00" not in content["pages"][0]["byline"]
    assert any(row["examples"] for group in content["groups"] for row in group["rows"]) == has_examples


def test_the_key_of_replies_is_not_called_a_reading() -> None:
    methods = {}
    for name in ("reply-graph", "claims"):
        pack = pack_of("freibad", name)
        methods[name] = " ".join(class_report(pack, HandedIn((), ()), figures_of(pack, ())).method)
    assert "what the page itself states" in methods["reply-graph"]
    assert "careful reading" not in methods["reply-graph"]
    assert "The key is one careful reading." in methods["claims"]
    bare = msgspec.structs.replace(pack_of("freibad", "reply-graph"), key=())
    assert "The key is" not in " ".join(class_report(bare, HandedIn((), ()), figures_of(bare, ())).method)


def test_a_key_without_a_side_has_no_tile_and_no_column_of_sides_found(tmp_path: Path) -> None:
    pack = with_no_side(pack_of("freibad", "stance"))
    simulated(pack, tmp_path, n=3)
    empty = [{"source": row.source, "comment": row.comment, "marks": []} for row in pack.sheets[0].rows]
    file = {"format": "discourse-codings", "version": 1, "sheet": pack.sheets[0].id, "coder": "Zoe"}
    (tmp_path / "zoe.json").write_text(json.dumps(file | {"variables": ["stance"], "comments": empty}), "utf-8")
    handed = handed_in(pack, tmp_path)
    said = class_report(pack, handed, figures_of(pack, handed.students))
    assert [name for _, name in said.headlines] == [
        "students", "alpha of the class", "class as the key", "machine as the key",
    ]  # fmt: skip
    assert said.tables[0].columns[:3] == ("Student", "Wrongly marked", "Answered")
    assert "Found are sides" not in said.tables[0].note
    assert any("there is none to find" in sentence for sentence in said.summary)
    assert not any("Without any side marked" in sentence for sentence in said.summary)
    assert "Files without a mark" not in [listing.heading for listing in said.listings]


def test_sides_that_a_key_does_not_read_are_not_wrong(tmp_path: Path) -> None:
    pack = pack_of("freibad", "stance")
    simulated(pack, tmp_path, n=3)
    handed = handed_in(pack, tmp_path)
    said = class_report(pack, handed, figures_of(pack, handed.students))
    assert said.tables[0].columns[:3] == ("Student", "Marks", "Answered")
    assert any("not which sides they take" in sentence for sentence in said.summary)
    assert not any("Wrongly marked" in sentence for sentence in said.method)


@pytest.mark.parametrize(
    ("tongue", "keys"),
    [("en", ("Ctrl S", "Enter")), ("de", ("Strg S", "Eingabe")), ("fr", ("Ctrl S", "Entrée"))],
)
def test_keys_are_called_as_on_keyboards_of_the_language(tongue: str, keys: tuple[str, str]) -> None:
    page = folder_files(spoken_in(tongue, "freibad", "claims"))["students/exercise.html"].decode()
    download, done = keys
    assert f'id="download" class="main" title="{download}"' in page
    assert f"<kbd>{download}</kbd>" in page
    assert f'class="main" title="{done}"' in page
    assert f"<kbd>{done}</kbd>" in page


@pytest.mark.parametrize(
    ("tongue", "name", "said"),
    [
        ("de", "claims", ("Was zu tun ist (etwa 50 Minuten)", "behauptet", "Belege vorgelegt", "Laden Sie")),
        ("es", "stance", ("Qué hay que hacer (unos 45 minutos)", "a favor", "Postura hacia", "Descargue")),
        ("fr", "codebook", ("Ce qu’il faut faire (environ 60 minutes)", "affirme", "Preuves apportées", "Partie 1")),
        (
            "it",
            "reply-graph",
            ("Che cosa fare (circa 40 minuti)", "A che cosa risponde", "non si può dire", "il vostro nome"),
        ),
    ],
)
def test_the_page_of_students_speaks_the_language(tongue: str, name: ExerciseName, said: tuple[str, ...]) -> None:
    files = folder_files(spoken_in(tongue, "freibad", name))
    page = files["students/exercise-part-1.html" if name == "codebook" else "students/exercise.html"].decode()
    assert f'<html lang="{tongue}">' in page
    assert [words for words in said if words not in page] == []
    assert "What to do" not in page


def test_answers_on_pages_in_two_languages_are_of_one_sheet() -> None:
    english, german = pack_of("freibad", "claims"), spoken_in("de", "freibad", "claims")
    assert [sheet.id for sheet in german.sheets] == [sheet.id for sheet in english.sheets]
    assert read_pack(pack_json(german), "exercise.json") == german


def test_a_pack_in_a_language_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(ReadError, match=r"this is not the exercise\.json"):
        read_pack(pack_json(spoken_in("xx", "freibad", "claims")), "exercise.json")


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_each_code_is_read_as_sheets_in_the_language_call_it(tongue: str) -> None:
    with speaking(tongue):
        called = {(variable, code): translated(code) for variable in CODES for code in CODES[variable]}
    assert {key: words for key, words in called.items() if code_in(words, key[0]) != key[1]} == {}


@pytest.mark.parametrize(
    ("tongue", "said", "left_out"),
    [
        ("de", ("Klassenbericht", "Alpha der Klasse", "Was schwer war", "kommt nicht vor"), "es ist ein Bild"),
        ("fr", ("Rapport de la classe", "alpha de la classe", "Ce qui était difficile", "absent"), "c’est une image"),
    ],
)
def test_the_class_report_speaks_the_language(
    tmp_path: Path, tongue: str, said: tuple[str, ...], left_out: str
) -> None:
    pack = spoken_in(tongue, "freibad", "claims")
    simulated(pack, tmp_path, n=6, noise=0.6)
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 40)
    handed = handed_in(pack, tmp_path)
    page = class_files(pack, handed)["class.html"].decode()
    assert f'<html lang="{tongue}">' in page
    assert [words for words in said if words not in page] == []
    assert handed.left_out[0].startswith(f"foto.jpg: {left_out}")
    assert re.search(r"alpha d[^.]*\d,\d\d|Alpha von \d,\d\d", page)


def test_tables_of_a_class_are_the_same_in_every_language(tmp_path: Path) -> None:
    english, german = pack_of("freibad", "claims"), spoken_in("de", "freibad", "claims")
    simulated(english, tmp_path, n=6)
    first, second = (class_files(pack, handed_in(pack, tmp_path)) for pack in (english, german))
    assert all(first[name] == second[name] for name in ("students.csv", "units.csv", "questions.csv"))


def test_the_command_makes_and_grades_in_german(run: Run, tmp_path: Path) -> None:
    run("classroom", "new", "--corpus", "freibad", "-e", "stance", "--lang", "de", "-o", tmp_path)
    assert json.loads((tmp_path / "teacher/exercise.json").read_text("utf-8"))["language"] == "de"
    assert "Legen Sie hier" in (tmp_path / "answers/put-files-here.txt").read_text("utf-8")
    simulated(spoken_in("de", "freibad", "stance"), tmp_path / "answers", n=3)
    run("classroom", "grade", tmp_path)
    assert "Klassenbericht" in (tmp_path / "report/class.html").read_text("utf-8")
