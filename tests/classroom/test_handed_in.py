"""What students hand in: whatever lies in the folder, and what is said of what cannot be used."""

import json
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest

from discourse.classroom.answers import Unit
from discourse.classroom.exercises import ExerciseName
from discourse.classroom.folders import folder_files
from discourse.classroom.grading import figures_of
from discourse.classroom.handed_in import HandedIn, handed_in
from discourse.classroom.packs import Pack
from discourse.classroom.report.content import class_report
from tests.classroom.classes import simulated
from tests.classroom.packs import pack_of


def graded(pack: Pack, tmp_path: Path, **files: str | bytes) -> HandedIn:
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / name.replace("__", ".")).write_bytes(data)
    return handed_in(pack, tmp_path)


def coded(pack: Pack, coder: str = "Ada", **more: Any) -> str:
    sheet = pack.sheets[0]
    row = sheet.rows[0]
    marks = [{"variable": "claim", "target": sheet.codebook.claim_types[0].id, "code": "rejects"}]
    value = {
        "format": "discourse-codings", "version": 1, "sheet": sheet.id, "codebook": sheet.codebook.hash, "coder": coder,
        "comments": [{"source": row.source, "comment": row.comment, "marks": marks}],
    }  # fmt: skip
    return json.dumps(value | more)


def replied(pack: Pack, *pairs: tuple[str, Any], **more: Any) -> str:
    answers = [{"comment": comment, "answers": parent} for comment, parent in pairs]
    value = {"format": "discourse-replies", "version": 1, "sheet": pack.sheets[0].id, "coder": "Ada"}
    return json.dumps(value | {"answers": answers} | more)


def test_a_student_is_called_what_they_called_themselves(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    handed = graded(pack, tmp_path, x__json=coded(pack, "<b>Ada</b>\n=1+1"))
    (student,) = handed.students
    assert student.name == "<b>Ada</b> =1+1"
    assert student.answers[pack.units()[0]] == "rejects"
    assert handed.left_out == ()


def test_two_of_one_name_are_two_students(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    handed = graded(pack, tmp_path, a__json=coded(pack), b__json=coded(pack))
    assert [student.name for student in handed.students] == ["Ada (a.json)", "Ada (b.json)"]
    assert handed.remarks == (
        "a.json, b.json: the name Ada stands here 2 times, each with answers to the same questions; they are counted "
        "as 2 students, so if it is one, leave the file that counts",
    )


def test_answers_that_cannot_be_right_are_named_where_there_are_no_others(tmp_path: Path) -> None:
    pack = pack_of("river", "reply-graph")
    handed = graded(pack, tmp_path, a__json=replied(pack, *((each.id, each.id) for each in pack.thread.comments[:2])))
    assert handed.left_out == (
        "a.json: 2 answers of Ada could not be taken, since they name no comment of this page that stands above (0 is "
        "the article): no. 1 for no. 1, no. 2 for no. 2",
    )


def test_files_left_out_are_counted_and_not_the_sentences_on_them(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    foreign = "comment,coder,claim made_up\n" + "".join(f"{number},Ada,asserts\n" for number in range(1000, 1010))
    handed = graded(pack, tmp_path, a__csv=foreign, b__json="{", c__json=coded(pack))
    assert (len(handed.left_out), handed.files_left_out) == (8, 2)
    facts = dict(class_report(pack, handed, figures_of(pack, handed.students)).facts)
    assert facts["Files left out"] == "2"


def test_two_of_one_name_in_one_file_get_numbers(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    row, claim = pack.sheets[0].rows[0], pack.sheets[0].codebook.claim_types[0].id
    table = "sheet,coder,comment,variable,target,code\n" + "".join(
        f"{sheet},Ada,{row.comment},claim,{claim},asserts\n" for sheet in (pack.sheets[0].id, "")
    )
    handed = graded(pack, tmp_path, class__csv=table)
    assert [student.name for student in handed.students] == ["Ada (class.csv)", "Ada (class.csv) 2"]


def test_a_long_name_of_a_file_is_shown_by_its_ends(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    long = {f"{'x' * 70}{number}__json": coded(pack) for number in (1, 2)}
    names = [student.name for student in graded(pack, tmp_path, **long).students]
    assert names == [f"Ada ({'x' * 29}…{'x' * 24}{number}.json)" for number in (1, 2)]


def test_two_parts_of_one_name_are_one_student(tmp_path: Path) -> None:
    pack = pack_of("river", "codebook")
    second = pack.sheets[1]
    part: dict[str, Any] = {
        "sheet": second.id, "codebook": second.codebook.hash,
        "comments": [{"source": second.rows[0].source, "comment": second.rows[0].comment, "marks": []}],
        "variables": ["claim"],
    }  # fmt: skip
    handed = graded(
        pack, tmp_path, a__json=coded(pack, definitions={"made_up": "It is\n invented."}), b__json=coded(pack, **part)
    )
    (student,) = handed.students
    assert student.files == ("a.json", "b.json")
    assert len(student.answers) == 14
    assert student.definitions == {"made_up": "It is invented."}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("broken.json", "{", "this JSON is no file of codings"),
        ("foreign.csv", "a,b\n1,2\n", "its columns are not those of codings"),
        ("empty.json", "", "broken"),
        ("binary.json", b"\x00\xff\xfe", ""),
        ("deep.json", "[" * 100_000, ""),
        ("other.json", '{"format": "discourse-codings", "version": 1, "sheet": "ffffffffffff", "comments": []}', ""),
    ],
)
def test_a_broken_or_foreign_file_is_listed_and_the_others_are_graded(
    tmp_path: Path, name: str, text: str | bytes, why: str
) -> None:
    pack = pack_of("river", "claims")
    handed = graded(pack, tmp_path, good__json=coded(pack), **{name.replace(".", "__"): text})
    assert [student.name for student in handed.students] == ["Ada"]
    (sentence,) = handed.left_out
    assert sentence.startswith(name)
    assert why in sentence or why == "broken"
    assert str(tmp_path) not in sentence


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sheet": "0123456789ab"}, "it is of another sheet (0123456789ab); ask for the file of this exercise"),
        (
            {"sheet": None, "codebook": "f" * 64},
            "it was coded by another codebook (ffffffffffff); ask for the right file",
        ),
        ({"codebook": "e" * 64}, "it was coded by another codebook (eeeeeeeeeeee); ask for the right file"),
    ],
)
def test_another_sheet_or_codebook_is_refused(tmp_path: Path, change: dict[str, Any], why: str) -> None:
    pack = pack_of("river", "claims")
    handed = graded(pack, tmp_path, a__json=coded(pack, **change))
    assert handed.left_out == (f"a.json: {why}",)


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(100 * 2**20)
    (sentence,) = handed_in(pack, tmp_path).left_out
    assert sentence.startswith("large.json")


def test_replies_are_read_from_the_page_and_from_the_table(tmp_path: Path) -> None:
    pack = pack_of("river", "reply-graph")
    ids = [comment.id for comment in pack.thread.comments]
    table = "number,comment,coder,answers\n" + "".join(
        f"{at + 1},{ids[at]},Bela,{answer}\n" for at, answer in enumerate(["0", "1", "no. 1", "?", ""])
    )
    handed = graded(pack, tmp_path, a__json=replied(pack, (ids[0], ""), (ids[1], ids[0]), (ids[3], None)), b__csv=table)
    ada, bela = handed.students
    assert dict(ada.answers) == {
        Unit("answers", ids[0]): "article", Unit("answers", ids[1]): "1", Unit("answers", ids[3]): None,
    }  # fmt: skip
    assert dict(bela.answers) == {
        Unit("answers", ids[0]): "article", Unit("answers", ids[1]): "1", Unit("answers", ids[2]): "1",
        Unit("answers", ids[3]): None,
    }  # fmt: skip


def test_an_answer_to_what_stands_below_or_nowhere_is_left_out_and_counted(tmp_path: Path) -> None:
    pack = pack_of("river", "reply-graph")
    ids = [comment.id for comment in pack.thread.comments]
    pairs = [(ids[0], ids[1]), (ids[1], "nowhere"), ("nobody", ""), (ids[2], 7), (ids[3], [1]), (ids[4], ids[0])]
    handed = graded(pack, tmp_path, a__json=replied(pack, *pairs))
    (ada,) = handed.students
    assert dict(ada.answers) == {Unit("answers", ids[4]): "1"}
    assert [unit.comment for unit in ada.unread] == ids[:4]
    assert (handed.left_out, handed.remarks) == (
        (),
        (
            "a.json: 5 answers of Ada could not be taken, since they name no comment of this page that stands above "
            "(0 is the article): no. 2 for no. 1, “nowhere” for no. 2, of “nobody”, which is no comment of this page, "
            "“7” for no. 3, “[1]” for no. 4",
        ),
    )


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("0", "article"), ("Der Artikel", "article"), ("l’article", "article"), ("1", "1"), ("Nr. 1", "1"),
        ("#1", "1"), ("n° 1", "1"), ("?", None), ("impossible à dire", None),
    ],
)  # fmt: skip
def test_an_answer_may_be_written_in_five_languages(tmp_path: Path, cell: str, answer: str | None) -> None:
    pack = pack_of("river", "reply-graph")
    ids = [comment.id for comment in pack.thread.comments]
    table = f"number,comment,answers\n1,{ids[0]},0\n2,{ids[1]},{cell}\n"
    (student,) = graded(pack, tmp_path, a__csv=table).students
    assert student.answers[Unit("answers", ids[1])] == answer


def test_at_most_five_answers_that_cannot_be_taken_are_named(tmp_path: Path) -> None:
    pack = pack_of("river", "reply-graph")
    rows = enumerate((comment.id for comment in pack.thread.comments), start=1)
    table = "number,comment,answers\n" + "".join(
        f"{number},{comment},{'0' if number == 1 else '99'}\n" for number, comment in rows
    )
    (sentence,) = graded(pack, tmp_path, ben__csv=table).remarks
    assert sentence.startswith("ben.csv: 23 answers of ben could not be taken")
    named = ", ".join(f"“99” for no. {number}" for number in range(2, 7))
    assert sentence.endswith(f"(0 is the article): {named}, and 18 more")


def test_one_table_may_hold_the_answers_of_several(tmp_path: Path) -> None:
    pack = pack_of("river", "reply-graph")
    ids = [comment.id for comment in pack.thread.comments]
    rows = [("Ada", ids[0], "0"), ("Ada", ids[1], "1"), ("Bela", ids[1], "0")]
    table = "coder,comment,number,answers\n" + "".join(
        f"{coder},{comment},{ids.index(comment) + 1},{answer}\n" for coder, comment, answer in rows
    )
    ada, bela = graded(pack, tmp_path, class__csv=table).students
    assert (ada.name, list(ada.answers.values())) == ("Ada", ["article", "1"])
    assert (bela.name, list(bela.answers.values())) == ("Bela", ["article"])


@pytest.mark.parametrize(("of", "into"), [("claims", "codebook"), ("codebook", "claims"), ("stance", "reply-graph")])
def test_a_file_of_another_exercise_on_the_page_is_left_out(
    tmp_path: Path, of: ExerciseName, into: ExerciseName
) -> None:
    simulated(pack_of("river", of), tmp_path, n=1)
    handed = handed_in(pack_of("river", into), tmp_path)
    assert handed.students == ()
    assert len(handed.left_out) == len(pack_of("river", of).sheets)


def test_one_coder_of_another_sheet_does_not_cost_the_others_of_a_table(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    row, claim = pack.sheets[0].rows[0], pack.sheets[0].codebook.claim_types[0].id
    table = (
        "sheet,coder,source,comment,variable,target,code\n"
        f",Ada,{row.source},{row.comment},claim,{claim},asserts\n"
        f"ffff,Bela,{row.source},{row.comment},claim,{claim},asserts\n"
    )
    handed = graded(pack, tmp_path, class__csv=table)
    assert [student.name for student in handed.students] == ["Ada"]
    assert handed.left_out == ("class.csv: it is of another sheet (ffff); ask for the file of this exercise",)


@pytest.mark.parametrize("wrong", [None, True, 7, 1.5, "x", {"a": 1}])
def test_answers_that_are_no_list_are_refused(tmp_path: Path, wrong: Any) -> None:
    handed = graded(
        pack_of("river", "reply-graph"), tmp_path, a__json=replied(pack_of("river", "reply-graph"), answers=wrong)
    )
    assert handed.left_out == ("a.json: no answer in it is of this exercise; ask for the file that its page gave",)


def test_folders_of_a_learning_platform_are_looked_into(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    for name in ("Ada_1", "Bela_2/late"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "codings.json").write_text(coded(pack, name), "utf-8")
    (tmp_path / "Cem_3").mkdir()
    (tmp_path / "Cem_3" / "codings.json").write_text("{", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    handed = handed_in(pack, tmp_path)
    assert [student.name for student in handed.students] == ["Ada_1", "Bela_2/late"]
    assert handed.left_out == (
        "Cem_3/codings.json: this JSON is no file of codings; give what a coding page, Label Studio or Potato wrote",
    )


def test_marks_of_what_is_not_asked_are_counted(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    row = pack.sheets[0].rows[0]
    marks = [{"variable": "claim", "target": "moon", "code": "asserts"}, {"variable": "reply_stance", "code": "deny"}]
    comments = [{"source": row.source, "comment": row.comment, "marks": marks}]
    handed = graded(pack, tmp_path, a__json=coded(pack, comments=comments))
    assert len(handed.students) == 1
    assert handed.left_out == ()
    assert handed.remarks == ("a.json: 2 of its marks are of what is not asked here, such as “claim moon”",)


def test_capitals_do_not_make_two_students_of_the_parts_of_one(tmp_path: Path) -> None:
    pack = pack_of("river", "codebook")
    second = pack.sheets[1]
    comments = [{"source": second.rows[0].source, "comment": second.rows[0].comment, "marks": []}]
    part: dict[str, Any] = {
        "sheet": second.id, "codebook": second.codebook.hash, "comments": comments, "variables": ["claim"],
    }  # fmt: skip
    handed = graded(pack, tmp_path, a__json=coded(pack, "ada"), b__json=coded(pack, " ADA", **part))
    assert [(student.name, student.files) for student in handed.students] == [("ada", ("a.json", "b.json"))]


def table_of(pack: Pack, *cells: str, coder: str = "Emil") -> str:
    """Return a table in which a coder filled in the first claims of the first comment, and looked at the second."""
    sheet = pack.sheets[0]
    claims = [claim.id for claim in sheet.codebook.claim_types]
    first, second = (row.comment for row in sheet.rows[:2])
    filled = [*cells, *[""] * (len(claims) - len(cells))]
    lines = (
        ["sheet", "comment", "coder", "looked_at", *(f"claim {claim}" for claim in claims)],
        [sheet.id, first, coder, "x", *filled],
        [sheet.id, second, coder, "x", *[""] * len(claims)],
    )
    return "".join(",".join(line) + "\n" for line in lines)


def test_a_cell_that_cannot_be_read_is_no_answer_and_the_file_is_graded(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    handed = graded(pack, tmp_path, Mappe1__csv=table_of(pack, "ja", "nein", "questions", "ja"))
    (emil,) = handed.students
    first, second = (row.comment for row in pack.sheets[0].rows[:2])
    own = [emil.answers.get(unit, "-") for unit in pack.units() if unit.comment == first]
    assert own == ["-", "-", "questions", "-", "absent", "absent", "absent"]
    assert {emil.answers[unit] for unit in pack.units() if unit.comment == second} == {"absent"}
    assert list(emil.unread.values()) == ["ja", "nein", "ja"]
    assert (handed.left_out, handed.remarks) == (
        (),
        (
            "Mappe1.csv: 3 of Emil's 14 answers could not be read and count as missing: “ja” (2 ×), “nein” (1 ×); "
            "the codes are asserts, rejects, questions, reports, absent, and ? for “cannot tell”",
        ),
    )


def test_a_tick_of_one_who_writes_no_other_code_is_taken_and_that_is_said(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    handed = graded(pack, tmp_path, zoe__csv=table_of(pack, "x", "", "x", coder="Zoe"))
    (zoe,) = handed.students
    assert [code for code in zoe.answers.values() if code != "absent"] == ["asserts", "asserts"]
    assert handed.remarks == ("zoe.csv: “x” (2 ×) was taken for asserts; Zoe wrote no other code of claims",)


def test_a_file_of_which_nothing_can_be_read_is_left_out(tmp_path: Path) -> None:
    pack = pack_of("river", "claims")
    table = table_of(pack, *["hm"] * 7).rpartition(pack.sheets[0].id)[0]
    handed = graded(pack, tmp_path, a__csv=table)
    assert (handed.students, handed.remarks) == ((), ())
    assert handed.left_out[0].startswith("a.csv: it holds no codings (row 2, column “claim evidence_demanded”: “hm”")


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (
            "de",
            "a.csv: sie enthält keine Kodierungen (Zeile 2, Spalte „reply_stance“: „hm“ ist kein Code von "
            "reply_stance; die Codes sind Zustimmung, Widerspruch, Nachfrage, Kommentar und ? für „nicht zu sagen“; es "
            "zählt als fehlend); was gelesen wird, steht in docs/human-coding.md",
        ),
        (
            "fr",
            "a.csv: il ne contient pas de codages (ligne 2, colonne «\u00a0reply_stance\u00a0»\u00a0: "
            "«\u00a0hm\u00a0» n’est pas un code de reply_stance\u202f; les codes sont soutien, désaccord, question, "
            "commentaire et ? pour «\u00a0impossible à dire\u00a0»\u202f; cela compte comme manquant)\u202f; ce qui "
            "se lit figure dans docs/human-coding.md",
        ),
    ],
)
def test_why_nothing_could_be_read_is_said_in_the_language_of_the_exercise(
    tmp_path: Path, tongue: str, said: str
) -> None:
    pack = msgspec.structs.replace(pack_of("river", "stance"), language=tongue)
    row = pack.sheets[0].rows[0]
    handed = graded(pack, tmp_path, a__csv=f"sheet,coder,comment,reply_stance\n{row.comment},Ada,{row.comment},hm\n")
    assert handed.left_out == (said,)


def test_a_comment_that_the_page_has_not_is_said_in_the_language_of_the_exercise(tmp_path: Path) -> None:
    pack = msgspec.structs.replace(pack_of("river", "stance"), language="de")
    handed = graded(pack, tmp_path, a__csv="comment,coder,reply_stance\n0,Ada,Widerspruch\n")
    assert handed.left_out[0] == "a.csv, Kommentar „0“: die Seite hat keinen solchen Kommentar"


@pytest.mark.parametrize(
    ("first", "what"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x00\x00\x00\x18ftypheic", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a picture"),
        (b"%PDF-1.7", "a PDF file"),
    ],
)
@pytest.mark.parametrize("exercise", ["claims", "reply-graph"])
def test_a_picture_is_said_to_be_one(tmp_path: Path, first: bytes, what: str, exercise: ExerciseName) -> None:
    handed = graded(pack_of("river", exercise), tmp_path, foto__jpg=first + b"\x00" * 40)
    assert handed.left_out == (f"foto.jpg: it is {what}, which cannot be graded; type what it shows into the table",)


@pytest.mark.parametrize("exercise", ["claims", "reply-graph"])
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Kim_123_assignsubmission/codings.json", "Kim"),
        ("Kim Lee_4711_assignsubmission_file_/table (1).json", "Kim Lee"),
        ("Kim/replies-0cd4a76d83a3.json", "Kim"),
        ("7b/kim.json", "kim"),
        ("codings.json", "codings"),
    ],
)
def test_who_gave_no_name_is_called_as_the_file_or_the_folder(
    tmp_path: Path, path: str, name: str, exercise: ExerciseName
) -> None:
    pack = pack_of("river", exercise)
    text = coded(pack, "") if exercise == "claims" else replied(pack, (pack.thread.comments[0].id, ""), coder="")
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(text, "utf-8")
    (student,) = handed_in(pack, tmp_path).students
    assert (student.name, student.files) == (name, (path,))


@pytest.mark.parametrize("exercise", ["claims", "stance"])
@pytest.mark.parametrize("without", [(), ("number",), ("number", "text", "author")])
def test_the_table_is_read_with_and_without_numbers(
    tmp_path: Path, exercise: ExerciseName, without: tuple[str, ...]
) -> None:
    pack = pack_of("river", exercise)
    table = pl.read_csv(folder_files(pack)["students/table.csv"], infer_schema_length=0)
    filled = table.with_columns(coder=pl.lit("Ada"), looked_at=pl.lit("x")).drop(without)
    handed = graded(pack, tmp_path, a__csv=filled.write_csv())
    asked = [unit for unit in pack.units() if " " in unit.question]
    assert [(student.name, list(student.answers)) for student in handed.students] == [("Ada", asked)]
    assert (handed.left_out, handed.remarks) == ((), ())
