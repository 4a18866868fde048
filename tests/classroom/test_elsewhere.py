"""What students code in an exercise is a file of codings like any other: it can be compared and reported elsewhere."""

from pathlib import Path

import pytest

from discourse.classroom.exercises import ExerciseName
from discourse.classroom.folders import BOOK, folder_files
from discourse.codebook import parse_codebook
from tests.classroom.classes import simulated
from tests.classroom.packs import CORPORA, pack_of
from tests.conftest import Run

PAGE = CORPORA / "river" / "page.html"


@pytest.mark.parametrize("corpus", ["convoy", "river", "phones", "freibad"])
@pytest.mark.parametrize("exercise", ["stance", "claims", "codebook"])
def test_the_codebook_beside_an_exercise_is_that_of_its_codings(corpus: str, exercise: ExerciseName) -> None:
    pack = pack_of(corpus, exercise)
    book = parse_codebook(folder_files(pack)[BOOK].decode(), BOOK)
    assert book.hash == pack.sheets[-1].codebook.hash


def test_an_exercise_without_codes_has_no_codebook() -> None:
    assert BOOK not in folder_files(pack_of("river", "reply-graph"))


@pytest.fixture
def handed_in(run: Run, tmp_path: Path) -> Path:
    """Return the folder of an exercise on claims, with the files of three students."""
    folder = tmp_path / "our class"
    assert run("classroom", "new", "--corpus", "river", "-e", "claims", "-o", folder).code == 0
    simulated(pack_of("river", "claims"), folder / "answers", n=3)
    return folder


def test_new_says_what_comes_next(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "our class"
    made = run("classroom", "new", str(PAGE), "-e", "claims", "-o", out)
    assert made.out.splitlines() == [
        f"{out}: claims on 24 comments, without a key; give students the folder {out}/students",
        f"when they hand in: put their files into {out}/answers, then discourse classroom grade '{out}'",
        f"beside a coder of the program: discourse agree '{out}/answers' -s {PAGE} -c '{out}/{BOOK}' --coder linear",
    ]


def test_answers_are_compared_with_each_other_and_a_machine(run: Run, handed_in: Path) -> None:
    found = run("agree", handed_in / "answers", "-s", PAGE, "-c", handed_in / BOOK, "--coder", "linear")
    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines()[:4] == [
        "Ada (a person): 24 comments, claim",
        "Bela (a person): 24 comments, claim",
        "Cem (a person): 24 comments, claim",
        "linear (a machine): 24 comments, reply_stance, stance, claim, form",
    ]


def test_answers_are_reported(run: Run, handed_in: Path, tmp_path: Path) -> None:
    codings = ("--codings", handed_in / "answers")
    found = run("report", PAGE, "-c", handed_in / BOOK, *codings, "-o", tmp_path / "report")
    assert (found.code, found.err) == (0, "")
    assert "Ada + Bela + Cem" in (tmp_path / "report" / "page" / "data" / "codings.csv").read_text("utf-8")


def test_a_tick_that_was_taken_for_a_code_is_said(run: Run, handed_in: Path) -> None:
    sheet = pack_of("river", "claims").sheets[0]
    claim, comment = sheet.codebook.claim_types[0].id, sheet.rows[0].comment
    (handed_in / "answers" / "zoe.csv").write_text(f"coder,comment,claim {claim}\nZoe,{comment},x\n", "utf-8")
    found = run("agree", handed_in / "answers", "-s", PAGE, "-c", handed_in / BOOK)
    assert (found.code, found.err) == (0, "discourse: zoe.csv: “x” was taken for asserts in 1 cell of Zoe\n")
