"""A class of thirty is graded: the figures are those of another library, the copied file is asked about."""

import csv
import json
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path

import pytest
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from discourse.classroom.answers import Unit
from discourse.classroom.exercises import ExerciseName
from discourse.classroom.grading import Match, figures_of, match
from discourse.classroom.handed_in import handed_in
from discourse.classroom.packs import Pack, pack_json
from discourse.classroom.report.content import class_report
from discourse.classroom.report.files import class_files
from discourse.classroom.students import Student
from discourse.human.codings import ABSENT
from tests.classroom.classes import simulated
from tests.classroom.packs import pack_of
from tests.conftest import Run

Said = list[dict[Unit, str]]


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, Path, Said]:
    return a_class("river", "claims", tmp_path_factory.mktemp("claims"))


def a_class(corpus: str, exercise: ExerciseName, folder: Path) -> tuple[Pack, Path, Said]:
    """Thirty students, one of whose files came twice under another name, and two files that are broken."""
    pack = pack_of(corpus, exercise)
    said = simulated(pack, folder)
    copied = json.loads((folder / "Bela-1.json").read_text("utf-8")) | {"coder": "Zacharias"}
    (folder / "zz.json").write_text(json.dumps(copied), "utf-8")
    (folder / "broken.json").write_text('{"format": "discourse-codings", "version"', "utf-8")
    (folder / "holiday.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return pack, folder, said


def test_alpha_is_that_of_another_library(claims: tuple[Pack, Path, Said]) -> None:
    pack, folder, said = claims
    figures = figures_of(pack, [one for one in handed_in(pack, folder).students if one.name != "Zacharias"])
    data = [(str(coder), f"{unit}", code) for coder, own in enumerate(said) for unit, code in own.items()]
    assert figures.alpha == pytest.approx(AnnotationTask(data).alpha(), abs=1e-9)


def test_what_nobody_marks_is_no_agreement_on_what_is_asked_beside_it() -> None:
    pack = pack_of("freibad", "stance")
    replies = [unit for unit in pack.units() if unit.question == "reply_stance"]
    silent = {unit: ABSENT for unit in pack.units() if unit.question != "reply_stance"}
    said = ("support", "deny", "query")
    students = [
        Student(name, silent | {unit: said[(place + shift) % 3] for place, unit in enumerate(replies)}, {}, ())
        for shift, name in enumerate(("Ada", "Bela"))
    ]
    figures = figures_of(pack, students)
    (asked,) = (each for each in figures.questions if each.question == "reply_stance")
    assert asked.alpha is not None
    assert asked.alpha < 0
    assert figures.alpha == pytest.approx(asked.alpha)
    assert figures.students[0].others.kappa == pytest.approx(-0.5)


def test_each_students_figures_are_those_of_another_library(claims: tuple[Pack, Path, Said]) -> None:
    pack, folder, said = claims
    graded = {each.name: each for each in figures_of(pack, handed_in(pack, folder).students).students}
    key = pack.key_of()
    for name, own in zip(("Ada", "Bela", "Emil"), (said[0], said[1], said[4]), strict=True):
        pairs = [(code, code if code in key[unit] else key[unit][0]) for unit, code in own.items()]
        found = graded[name].key
        assert found.units == len(pairs)
        assert found.share == pytest.approx(sum(one == other for one, other in pairs) / len(pairs))
        assert found.kappa == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)), abs=1e-9)


def test_the_share_of_agreeing_pairs_is_that_of_counting_them(claims: tuple[Pack, Path, Said]) -> None:
    pack, folder, _ = claims
    students = handed_in(pack, folder).students
    row = figures_of(pack, students).units[3]
    given = [code for student in students if (code := student.answers.get(row.unit)) is not None]
    pairs = list(combinations(given, 2))
    assert row.share == pytest.approx(sum(one == other for one, other in pairs) / len(pairs))


def test_tables_are_the_figures(claims: tuple[Pack, Path, Said]) -> None:
    pack, folder, _ = claims
    handed = handed_in(pack, folder)
    files, figures = class_files(pack, handed), figures_of(pack, handed.students)
    students = list(csv.DictReader(files["students.csv"].decode().splitlines()))
    assert len(students) == 31
    assert float(students[0]["key_share"]) == pytest.approx(figures.students[0].key.share)
    units = list(csv.DictReader(files["units.csv"].decode().splitlines()))
    assert len(units) == len(pack.units())


def test_the_copied_file_is_asked_about_and_no_other(claims: tuple[Pack, Path, Said]) -> None:
    pack, folder, _ = claims
    pairs = figures_of(pack, handed_in(pack, folder).students).alike
    assert [each.names for each in pairs] == [("Bela", "Zacharias")]
    assert pairs[0].why.endswith("of the same answers against the class")


def test_broken_files_are_listed_with_the_reason(claims: tuple[Pack, Path, Said]) -> None:
    pack, folder, _ = claims
    left_out = handed_in(pack, folder).left_out
    assert [sentence.split(":")[0] for sentence in left_out] == ["broken.json", "holiday.csv"]


def test_where_the_machine_is_wrong_and_the_class_right_is_said(claims: tuple[Pack, Path, Said]) -> None:
    pack, folder, _ = claims
    handed = handed_in(pack, folder)
    topics = {topic.heading: topic for topic in class_report(pack, handed, figures_of(pack, handed.students)).topics}
    wrong = {unit for unit, code in pack.machine_of().items() if code not in pack.key_of()[unit]}
    assert 0 < len(topics["The machine wrong, the class right"].cases) <= len(wrong)


@pytest.mark.parametrize(
    ("corpus", "exercise"),
    [("convoy", "reply-graph"), ("phones", "stance"), ("river", "codebook"), ("freibad", "claims")],
)
def test_every_exercise_is_graded_from_start_to_end_in_seconds(
    run: Run, tmp_path: Path, corpus: str, exercise: ExerciseName
) -> None:
    folder = tmp_path / "class"
    made = run("classroom", "new", "--corpus", corpus, "--exercise", exercise, "-o", folder)
    assert (made.code, [line for line in made.err.splitlines() if "show boxes for" not in line]) == (0, [])
    a_class(corpus, exercise, folder / "answers")
    start = time.process_time()
    graded = run("classroom", "grade", folder)
    assert time.process_time() - start < 60
    assert graded.code == 0
    assert graded.out == f"31 students → {folder / 'report' / 'class.pdf'}\n"
    assert graded.err.count("\n") == 2
    assert sorted(path.name for path in (folder / "report").iterdir()) == [
        "class.html", "class.pdf", "left-out.csv", "questions.csv", "remarks.csv", "students.csv", "units.csv",
    ]  # fmt: skip


def test_what_is_no_exercise_is_refused(run: Run, tmp_path: Path) -> None:
    found = run("classroom", "grade", tmp_path)
    assert found.code == 2
    assert "there is no exercise here" in found.err


def test_an_exercise_in_which_nobody_handed_in_says_so(run: Run, tmp_path: Path) -> None:
    run("classroom", "new", "--corpus", "freibad", "-e", "stance", "-o", tmp_path)
    assert "nothing has been handed in; put the students' files there" in run("classroom", "grade", tmp_path).err


def test_another_exercise_is_not_mixed_with_the_one_in_a_folder(run: Run, tmp_path: Path) -> None:
    run("classroom", "new", "--corpus", "freibad", "-e", "reply-graph", "-o", tmp_path)
    again = run("classroom", "new", "--corpus", "freibad", "-e", "reply-graph", "-o", tmp_path)
    other = run("classroom", "new", "--corpus", "river", "-e", "reply-graph", "-o", tmp_path)
    assert (again.code, other.code) == (0, 2)
    assert other.err == f"discourse: {tmp_path}: there is another exercise here; name another folder with -o\n"


def test_a_corpus_and_a_page_together_are_refused(run: Run, page: Path) -> None:
    assert "give --corpus or a page of your own, and not both" in run(
        "classroom", "new", str(page), "--corpus", "river", "-e", "claims"
    ).err  # fmt: skip


def test_one_student_alone_is_compared_with_key_and_machine(tmp_path: Path) -> None:
    pack = pack_of("river", "stance")
    simulated(pack, tmp_path, n=1)
    figures = figures_of(pack, handed_in(pack, tmp_path).students)
    assert figures.alpha is None
    assert figures.students[0].others == Match(0, None, None)
    assert figures.students[0].key.units == len(pack.units())


def test_words_of_students_are_inert_in_the_report(tmp_path: Path) -> None:
    pack = pack_of("freibad", "claims")
    simulated(pack, tmp_path, n=2)
    hostile = json.loads((tmp_path / "Ada-1.json").read_text("utf-8")) | {
        "coder": '=HYPERLINK("x")<script>alert(1)</script>#read("/etc/passwd")'
    }
    (tmp_path / "Ada-1.json").write_text(json.dumps(hostile), "utf-8")
    files = class_files(pack, handed_in(pack, tmp_path))
    assert b"<script" not in files["class.html"]
    assert b"'=HYPERLINK" in files["students.csv"]
    assert files["class.pdf"].startswith(b"%PDF")


def test_alternatives_of_the_key_count_as_right() -> None:
    unit = Unit("reply_stance", "1")
    assert match({unit: "comment"}, {unit: ("deny", "comment")}, [unit]).share == 1.0


def test_the_pack_can_be_moved(tmp_path: Path) -> None:
    """Nothing of where it was made stands in it."""
    assert str(Path.cwd()).encode() not in pack_json(pack_of("river", "claims"))


def test_help_answers_without_loading_the_classroom() -> None:
    code = "import sys; from discourse.cli import app; print('discourse.classroom.report' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"  # noqa: S603


@pytest.mark.parametrize(("name", "said"), [("Odile", ""), ("\U000100a0", "show boxes for 1 character that no font")])
def test_a_teacher_is_told_of_boxes_on_the_pages_to_print(run: Run, tmp_path: Path, name: str, said: str) -> None:
    rows = [f"{at},{name},The swans came on day {at}.\n" for at in range(4)]
    (tmp_path / "swans.csv").write_text("id,author,text\n" + "".join(rows), "utf-8")
    made = run("classroom", "new", tmp_path / "swans.csv", "-e", "stance", "-o", tmp_path / "class")
    assert (made.code, said in " ".join(made.err.split()), bool(said) == bool(made.err)) == (0, True, True)


@pytest.mark.parametrize(
    ("corpus", "exercise", "said"),
    [
        ("convoy", "reply-graph", "1 of the 18 comments of the page is left out: an exercise has at most 24"),
        ("freibad", "stance", "The key says how comments answer, and not which sides they take"),
    ],
)
def test_a_teacher_is_told_at_the_end_what_an_exercise_lacks(
    run: Run, tmp_path: Path, corpus: str, exercise: ExerciseName, said: str
) -> None:
    made = run("classroom", "new", "--corpus", corpus, "--exercise", exercise, "-o", tmp_path / "class")
    assert made.out.splitlines()[-1].startswith(said)
