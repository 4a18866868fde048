"""Coding by hand from start to end on the command line, on a bundled page and codings that we made by reading."""

import csv
import io
import json
from pathlib import Path

import pytest

from reports.build import CORPORA
from tests.conftest import Run

PAGE = CORPORA / "river" / "page.html"
OTHER = CORPORA / "convoy" / "page.html"


def filled_in(sheet: Path, to: Path, coder: str, corpus: str = "river", blur: bool = False) -> Path:
    """Fill in a sheet as the corpus's gold says; a coder who blurs takes the other code where the gold allows one."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    gold = json.loads((CORPORA / corpus / "gold/codings.json").read_text("utf-8"))
    for row in rows:
        row |= {"coder": coder, "looked_at": "x"}
        for coding in gold:
            column = " ".join(filter(None, (coding["variable"], coding.get("target"))))
            column = "reply_stance" if coding["variable"] == "reply_stance" else column
            if coding["comment"] == row["comment"] and column in row:
                row[column] = coding["also"][0] if blur and coding.get("also") else coding["code"]
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return to


@pytest.fixture
def study(run: Run, tmp_path: Path) -> Path:
    """Return a folder with a sample of the page, coded by Ann and by Ben."""
    assert run("sample", PAGE, "--n", "16", "--by", "claim", "--seed", "3", "-o", tmp_path).code == 0
    filled_in(tmp_path / "sheet.csv", tmp_path / "ann.csv", "Ann")
    filled_in(tmp_path / "sheet.csv", tmp_path / "ben.csv", "Ben", blur=True)
    return tmp_path


def test_a_sample_says_what_it_drew_and_what_to_do(run: Run, tmp_path: Path) -> None:
    result = run("sample", PAGE, "--n", "16", "--by", "random", "-o", tmp_path)
    assert result.out.startswith(f"16 of 24 comments, drawn at random (seed 1) → {tmp_path} (sheet ")
    assert result.out.endswith("); give coders one of the sheets, and keep draw.json for discourse correct\n")
    assert {"draw.json", "sheet.csv", "sheet.html", "sheet.xlsx"} == {path.name for path in tmp_path.iterdir()}


def test_a_sample_of_all_says_so(run: Run, tmp_path: Path) -> None:
    assert run("sample", PAGE, "-o", tmp_path).out.startswith(f"all 24 comments → {tmp_path} (sheet ")


def test_agree_prints_coefficients_and_the_words_in_dispute(run: Run, study: Path) -> None:
    result = run("agree", study / "ann.csv", study / "ben.csv", "--source", PAGE, "-c", "general")
    assert (result.code, result.err) == (0, "")
    assert "Ann (a person): 16 comments, reply_stance, stance, claim" in result.out
    assert "alpha, 95 % interval" in result.out
    assert "reply_stance                                    16 " in result.out
    assert "Most in dispute" in result.out


def test_a_machine_is_one_more_coder(run: Run, study: Path) -> None:
    result = run("agree", study / "ann.csv", "--source", PAGE, "-c", "general", "--coder", "linear", "-f", "csv")
    rows = list(csv.DictReader(result.out.splitlines()))
    assert {row["coders"] for row in rows} == {"Ann, linear"}
    assert {row["coefficient"] for row in rows if row["variable"] == "claim" and not row["target"] + row["code"]} == {
        "percent", "cohen", "fleiss", "alpha", "gwet", "alpha_masi", "alpha_jaccard",
    }  # fmt: skip


def test_labels_in_another_language_are_the_codes(run: Run, study: Path) -> None:
    (study / "a.csv").write_text("comment,coder,claim late\n1,A,behauptet\n2,A,bestreitet\n3,A,?\n", "utf-8")
    (study / "b.csv").write_text("comment,coder,claim late\n1,B,asserts\n2,B,rejects\n3,B,asserts\n", "utf-8")
    rows = list(csv.DictReader(run("agree", study / "a.csv", study / "b.csv", "-f", "csv").out.splitlines()))
    of_late = [row for row in rows if row["target"] == "late" and not row["code"]]
    assert {row["value"] for row in of_late if row["coefficient"] in ("percent", "alpha")} == {"1.0"}


def test_a_broken_file_is_said_and_the_others_are_compared(run: Run, study: Path) -> None:
    (study / "broken.json").write_text("{")
    result = run("agree", study / "ann.csv", study / "ben.csv", study / "broken.json", "-f", "csv")
    assert (result.code, result.err.count("\n")) == (0, 1)
    assert result.err.startswith("discourse: broken.json: ")


def test_one_coder_is_not_enough(run: Run, study: Path) -> None:
    result = run("agree", study / "ann.csv")
    assert (result.code, result.err) == (
        2,
        "discourse: agreement needs two coders; give another file of codings, or --coder linear with --source and "
        "--codebook\n",
    )


def test_coders_of_different_comments_cannot_be_compared(run: Run, tmp_path: Path) -> None:
    for name, comment in (("a", "1"), ("b", "2")):
        (tmp_path / f"{name}.csv").write_text(f"comment,reply_stance\n{comment},deny\n")
    result = run("agree", tmp_path / "a.csv", tmp_path / "b.csv")
    assert (result.code, result.err.startswith("discourse: no comment was coded by two of the coders")) == (2, True)


def test_corrected_shares_have_intervals(run: Run, study: Path) -> None:
    result = run("correct", study / "draw.json", study / "ann.csv", "--source", PAGE, "-f", "csv", "--by", "level")
    rows = list(csv.DictReader(result.out.splitlines()))
    whole = [row for row in rows if not row["group"]]
    assert {row["variable"] for row in whole} == {"reply_stance", "stance", "claim"}
    assert all(float(row["low"]) <= float(row["value"]) <= float(row["high"]) for row in whole)
    assert {row["group"] for row in rows} == {"", "first comments", "answers"}
    assert {row["minus"] for row in rows} == {"", "answers"}


def test_every_comment_coded_by_hand_needs_no_correction(run: Run, tmp_path: Path) -> None:
    run("sample", PAGE, "--n", "999", "-o", tmp_path)
    ann = filled_in(tmp_path / "sheet.csv", tmp_path / "ann.csv", "Ann")
    result = run("correct", tmp_path / "draw.json", ann, "--source", PAGE, "-f", "csv")
    rows = [row for row in csv.DictReader(result.out.splitlines()) if row["variable"] == "reply_stance"]
    gold = json.loads((CORPORA / "river/gold/codings.json").read_text("utf-8"))
    codes = [coding["code"] for coding in gold if coding["variable"] == "reply_stance"]
    assert {row["code"]: float(row["value"]) for row in rows} == {
        code: pytest.approx(codes.count(code) / len(codes)) for code in sorted(set(codes))
    }
    assert all(row["low"] == row["value"] == row["high"] for row in rows)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"--source": OTHER},
            "page.html: the sample was drawn from 24 comments and the page has 17; give the page as it was",
        ),
        ({"-c": "proxy-war"}, "the sample was drawn for another codebook"),
        ({"--source": None}, "a machine's labels of all comments are needed; give the pages with --source"),
    ],
)
def test_another_page_or_codebook_is_refused(
    run: Run, study: Path, change: dict[str, Path | str | None], sentence: str
) -> None:
    options: dict[str, Path | str | None] = {"--source": PAGE, "-c": "general", **change}
    given = [each for name, value in options.items() if value for each in (name, value)]
    result = run("correct", study / "draw.json", study / "ann.csv", *given)
    assert result.code == 2
    assert sentence in result.err.splitlines()[-1]


def test_people_code_a_page_for_a_report_and_for_a_table(run: Run, study: Path) -> None:
    printed = run("code", PAGE, "--codings", study / "ann.csv").out
    assert {row["coder"] for row in csv.DictReader(printed.splitlines())} == {"human:Ann", "nobody"}
    result = run("report", PAGE, "--codings", study / "ann.csv", "-o", study / "out")
    assert (result.code, result.err) == (0, "")
    html = (study / "out/page/report.html").read_text("utf-8")
    assert "uncorrected machine labels" not in html
    assert "Ann coded 16 of 24 comments by hand; counts are of these alone." in html


@pytest.fixture
def machine(run: Run, tmp_path: Path) -> Path:
    """Return a file of the codings that the program makes of the page."""
    (tmp_path / "machine.csv").write_text(run("code", PAGE).out, "utf-8")
    return tmp_path / "machine.csv"


def test_a_file_of_a_machine_gives_the_report_of_the_machine(run: Run, machine: Path, tmp_path: Path) -> None:
    run("report", PAGE, "-o", tmp_path / "own")
    result = run("report", PAGE, "--codings", machine, "-o", tmp_path / "file")
    assert (result.code, result.err) == (0, "")
    for name in ("report.html", "data/codings.csv"):
        assert (tmp_path / "own/page" / name).read_bytes() == (tmp_path / "file/page" / name).read_bytes()


def test_rows_of_a_person_beside_those_of_a_machine_correct_it(run: Run, machine: Path, tmp_path: Path) -> None:
    printed = machine.read_text("utf-8")
    rows = list(csv.DictReader(printed.splitlines()))
    one = next(row for row in rows if row["variable"] == "claim" and row["code"])
    machine.write_text(f"{printed}{one['comment']},claim,{one['target']},absent,Teacher,,,,,\n", "utf-8")
    result = run("report", PAGE, "--codings", machine, "-o", tmp_path / "out")
    assert (result.code, result.err) == (0, "")
    html = (tmp_path / "out/page/report.html").read_text("utf-8")
    labels = sum(bool(row["code"]) for row in rows)
    assert (
        f"Of {labels} labels of a machine, Teacher checked 1 by hand (confirmed: 0, changed: 0, taken away: 1), and "
        "added 0."
    ) in html
    assert "All other labels are uncorrected ones of a machine (“cues” and “linear”)" in html
    assert f"Machine labels, of which people checked 1 of {labels}." in html
    kept = list(csv.DictReader((tmp_path / "out/page/data/codings.csv").read_text("utf-8").splitlines()))
    assert kept == [row for row in rows if row != one]


def test_a_row_of_a_machine_that_contradicts_another_is_said(run: Run, machine: Path) -> None:
    printed = machine.read_text("utf-8")
    row = next(row for row in csv.DictReader(printed.splitlines()) if row["code"] == "deny")
    machine.write_text(f"{printed}{row['comment']},reply_stance,,support,linear,,,,,\n", "utf-8")
    result = run("code", PAGE, "--codings", machine)
    assert f"linear says “support” of reply_stance in comment “{row['comment']}”, and “deny” in row " in result.err
    assert result.err.count("\n") == 1


def test_a_machine_is_not_corrected_by_itself(run: Run, study: Path, machine: Path) -> None:
    result = run("correct", study / "draw.json", machine, "--source", PAGE)
    assert (result.code, result.err) == (
        2,
        "discourse: the codings are a machine's (cues, linear); give files that people coded, too\n",
    )
    both = run("correct", study / "draw.json", study / "ann.csv", machine, "--source", PAGE)
    assert both.out == run("correct", study / "draw.json", study / "ann.csv", "--source", PAGE).out
    assert both.err == (
        "discourse: the codings of cues, linear are a machine's and were left out; only those of people count here\n"
    )


def test_comments_that_were_not_on_the_sheet_are_said_to_be_coded_by_nobody(run: Run, study: Path) -> None:
    run("report", PAGE, "--codings", study / "ann.csv", "-o", study / "out")
    html = (study / "out/page/report.html").read_text("utf-8")
    assert "Nobody coded 8 of 24 comments: they were not on the sheet, or were left blank." in html
    assert "The coder leaves" not in html


def test_what_people_are_divided_on_is_counted_as_coded_and_is_no_abstention(run: Run, tmp_path: Path) -> None:
    rows = ("7713,claim,eyewitness,asserts,Ann", "7713,claim,eyewitness,absent,Ben", "7714,claim,,absent,Ann")
    text = "\n".join(("comment,variable,target,code,coder", *rows, "7714,claim,,absent,Ben", ""))
    (tmp_path / "both.csv").write_text(text, "utf-8")
    run("report", PAGE, "--codings", tmp_path / "both.csv", "-o", tmp_path / "out")
    html = (tmp_path / "out/page/report.html").read_text("utf-8")
    said = [
        "Ann + Ben coded 2 of 24 comments by hand; counts are of these alone.",
        "Nobody coded 22 of 24 comments: they were not on the sheet, or were left blank.",
        "In 1 of 24 comments the people who coded could not tell something, or did not agree on it.",
        "In 1 comment the people who coded could not tell something about claims, or did not agree on it.",
        "the people who coded could not tell, or did not agree",
        "was found in the 2 comments whose claims the coder judges.",
    ]
    assert [sentence for sentence in said if sentence not in html] == []
    wrong = ("abstains", "too little to judge by", "was found in any comment")
    assert [words for words in wrong if words in html] == []


def test_with_a_draw_a_report_has_corrected_shares_and_says_so(run: Run, study: Path) -> None:
    draw = ("--draw", study / "draw.json")
    result = run("report", PAGE, "--codings", study / "ann.csv", *draw, "-o", study / "out")
    assert (result.code, result.err) == (0, "")
    rows = list(csv.DictReader((study / "out/page/data/corrected.csv").read_text("utf-8").splitlines()))
    assert {row["coded"] for row in rows} == {"16"}
    html = (study / "out/page/report.html").read_text("utf-8")
    assert "Ann coded 16 comments by hand, out of 24 with known probabilities of being drawn" in html
    rough = sum(bool(row["reason"] and row["value"]) for row in rows)
    assert f"Of {len(rows)} corrected shares, {rough} are rough, and have a star: among the comments coded by" in html
    assert html.index("Corrected shares of comments: ") < html.index("No claim is both asserted and disputed")
    assert "uncorrected machine labels" not in html


def test_codings_that_name_no_page_are_of_the_page_from_which_they_were_drawn(run: Run, study: Path) -> None:
    with (study / "ann.csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: cell for name, cell in row.items() if name != "source"} for row in csv.DictReader(file)]
    with (study / "bare.csv").open("w", encoding="utf-8", newline="") as file:
        (writer := csv.DictWriter(file, list(rows[0]))).writeheader()
        writer.writerows(rows)
    (study / "report.toml").write_text(
        f'sources = ["{PAGE}"]\nout = "out/plan"\ncodings = ["bare.csv"]\ndraw = "draw.json"\n', "utf-8"
    )
    with_draw = ("--draw", study / "draw.json", "-o", study / "out")
    for asked in ((PAGE, "--codings", study / "bare.csv", *with_draw), (study / "report.toml",)):
        assert run("report", *asked)[::2] == (0, "")
    run("report", PAGE, "--codings", study / "ann.csv", *("--draw", study / "draw.json"), "-o", study / "named")
    tables = [study / folder / "page/data/corrected.csv" for folder in ("named", "out", "out/plan")]
    assert len({table.read_text("utf-8") for table in tables}) == 1


EXPORT = "title,id,author,text\nFerry,1,Ann,Late.\nFerry,2,Ben,No.\nBarge,1,Cem,Slow.\nBarge,3,Dora,You are wrong.\n"


@pytest.mark.parametrize(
    ("coded", "said"),
    [
        ("Ann,2,deny\nAnn,3,deny\n", ""),
        (
            "Ann,1,deny\nAnn,2,deny\n",
            "ann.csv: comment “1”: it was drawn from more than one page; say in a column source of which page it is\n"
            "export.csv (2): nobody coded a comment of this page, so its figures stay uncorrected\n",
        ),
        (
            "Ann,9,deny\n",
            "export.csv: none of the codings is of a comment that was drawn; give the files of the sheet that was "
            "coded\n",
        ),
    ],
)
def test_codings_that_name_no_page_go_to_the_only_one_that_has_the_comment(
    run: Run, tmp_path: Path, coded: str, said: str
) -> None:
    (tmp_path / "export.csv").write_text(EXPORT, "utf-8")
    (tmp_path / "ann.csv").write_text(f"coder,comment,reply_stance\n{coded}", "utf-8")
    run("sample", tmp_path / "export.csv", "--n", "99", "-o", tmp_path)
    with_people = ("--codings", tmp_path / "ann.csv", "--draw", tmp_path / "draw.json")
    err = run("report", tmp_path / "export.csv", *with_people, "-o", tmp_path / "out").err
    assert err.replace("discourse: ", "") == said.replace("export.csv: none", "none")


def test_without_a_sample_a_report_says_uncorrected(run: Run, tmp_path: Path) -> None:
    run("report", PAGE, "-o", tmp_path)
    assert "uncorrected machine labels" in (tmp_path / "page/report.html").read_text("utf-8")


def test_a_corpus_of_convokit_has_the_codings_of_each_comment(run: Run, study: Path) -> None:
    run("code", PAGE, "--codings", study / "ann.csv", "-f", "convokit", "-o", study / "corpus")
    lines = (study / "corpus/utterances.jsonl").read_text("ascii").splitlines()
    coders = {coding["coder"] for line in lines for coding in json.loads(line)["meta"].get("codings", ())}
    assert coders == {"human:Ann", "nobody"}


def test_codings_of_any_program_come_out_as_one_table(run: Run, study: Path) -> None:
    printed = run("codings", study / "ann.csv").out
    (study / "again.csv").write_text(printed)
    assert run("codings", study / "again.csv").out == printed


def test_a_codebook_goes_to_other_programs_and_back(run: Run, tmp_path: Path) -> None:
    assert run("codebook", "convert", "general", tmp_path / "book.qdc").code == 0
    assert run("codebook", "convert", tmp_path / "book.qdc", tmp_path / "book.toml").code == 0
    assert run("codebook", "check", tmp_path / "book.toml").out.startswith(
        f"{tmp_path}/book.toml: sound; 13 claim types"
    )
    assert run("codebook", "convert", "general", tmp_path / "book.doc").code == 2


def test_a_coder_is_learned_and_used(run: Run, tmp_path: Path) -> None:
    for number, (page, corpus) in enumerate(((PAGE, "river"), (OTHER, "convoy"))):
        run("sample", page, "--n", "99", "-o", tmp_path / corpus)
        filled_in(tmp_path / corpus / "sheet.csv", tmp_path / f"{number}.csv", "Ann", corpus)
    text = (tmp_path / "1.csv").read_text("utf-8").replace(",page.html,", ",page.html (2),")
    (tmp_path / "1.csv").write_text(text, "utf-8")
    files = ("--codings", tmp_path / "0.csv", "--codings", tmp_path / "1.csv")
    result = run("train", "coder", *files, "--source", PAGE, "--source", OTHER, "-o", tmp_path / "mine")
    assert (result.code, result.err) == (0, "")
    assert "from 41 comments; card.md says how far to trust it" in result.out
    coded = run("code", PAGE, "--coder", tmp_path / "mine").out
    mine = [row for row in csv.DictReader(coded.splitlines()) if row["coder"] == "own:mine" and row["code"]]
    assert mine
    told = run("explain", PAGE, mine[0]["comment"], "--variable", mine[0]["variable"], "--coder", tmp_path / "mine")
    assert (told.code, told.err) == (0, "")
    assert " how common this is among the comments that it learned from" in told.out
    assert " what the coder linear says: " in told.out
    run("report", PAGE, "--coder", tmp_path / "mine", "-o", tmp_path / "report")
    assert "what the coder linear says: " in (tmp_path / "report/page/report.html").read_text("utf-8")


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    """Return a folder with two pages whose comments have the same ids, as pasted ones have."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.csv").write_text("id,author,text\n1,Ann,The ferry is late.\n2,Ben,It is not.\n", "utf-8")
    (folder / "b.csv").write_text("id,author,text\n1,Cem,The barge is slow.\n2,Dora,So it is.\n", "utf-8")
    return folder


@pytest.mark.parametrize("command", ["code", "report"])
def test_codings_of_a_page_are_not_those_of_another_with_the_same_ids(
    run: Run, two_pages: Path, tmp_path: Path, command: str
) -> None:
    codings = tmp_path / "eve.csv"
    codings.write_text("source,coder,comment,variable,target,code\na.csv,Eve,2,reply_stance,,deny\n", "utf-8")
    out = ("-o", tmp_path / "out") if command == "report" else ()
    result = run(command, two_pages, "--codings", codings, *out)
    assert (result.code, result.err) == (
        1,
        "discourse: b.csv: the codings are of no comment of this page; give its own\n",
    )
    assert [name for name in ("a.csv", "b.csv") if name in result.out] == ["a.csv"]


@pytest.mark.parametrize("command", ["code", "report"])
def test_codings_of_an_article_are_not_those_of_another_in_its_file(run: Run, tmp_path: Path, command: str) -> None:
    export, codings = tmp_path / "export.csv", tmp_path / "eve.csv"
    rows = ("Ferry,1,Ann,Late.", "Ferry,2,Ben,No.", "Ferry,3,Ben,No!", "Barge,1,Cem,Slow.", "Barge,2,Dora,Yes.")
    export.write_text("\n".join(["title,id,author,text", *rows]), "utf-8")
    said = ("export.csv (2),Eve,2,reply_stance,,support", "export.csv,Eve,2,reply_stance,,deny")
    codings.write_text("\n".join(["source,coder,comment,variable,target,code", *said]), "utf-8")
    out = tmp_path / "out"
    result = run(command, export, "--codings", codings, *(("-o", out) if command == "report" else ()))
    assert result.code == 0
    folders = [out / "export-Ferry", out / "export-Barge"]
    lines = [
        line
        for text in ([(one / "data" / "codings.csv").read_text() for one in folders] if out.exists() else [result.out])
        for line in text.splitlines()
    ]
    coded = [code for line in lines for code in ("support", "deny") if f",{code},human:Eve," in line]
    assert coded == ["deny", "support"]


def test_codings_that_name_no_page_are_said_where_there_are_several(run: Run, two_pages: Path, tmp_path: Path) -> None:
    codings = tmp_path / "eve.csv"
    codings.write_text("coder,comment,variable,target,code\nEve,2,reply_stance,,deny\n", "utf-8")
    assert (
        "human:Eve: the codings of 1 comment name no source and count on each page"
        in run("code", two_pages, "--codings", codings).err
    )
    assert run("code", two_pages / "a.csv", "--codings", codings).err == ""


def test_a_page_that_was_renamed_keeps_its_codings(run: Run, two_pages: Path, tmp_path: Path) -> None:
    codings = tmp_path / "eve.csv"
    codings.write_text("source,coder,comment,variable,target,code\nold.csv,Eve,2,reply_stance,,deny\n", "utf-8")
    assert ",deny,human:Eve," in run("code", two_pages / "a.csv", "--codings", codings).out


def without_coder(printed: str) -> str:
    """Return the table of a machine's codings as if Ann had decided all of it: only her name, no probabilities."""
    rows = list(csv.DictReader(printed.splitlines()))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, "coder": "Ann", "probability": ""} for row in rows if row["code"])
    return text.getvalue()


def test_a_file_that_the_program_wrote_is_one_machine(run: Run, machine: Path, tmp_path: Path) -> None:
    (tmp_path / "ann.csv").write_text(without_coder(machine.read_text("utf-8")), "utf-8")
    result = run("agree", tmp_path / "ann.csv", machine, "-s", PAGE, "-c", "general", "-f", "csv")
    rows = list(csv.DictReader(result.out.splitlines()))
    assert {row["coders"] for row in rows} == {"Ann, linear"}
    assert {row["value"] for row in rows if row["coefficient"] == "percent"} == {"1.0"}
    assert {row["value"] for row in rows if row["coefficient"] == "alpha" and row["value"]} == {"1.0"}


def test_a_file_of_a_machine_is_corrected_as_the_machine_is(run: Run, study: Path, machine: Path) -> None:
    given = ("correct", study / "draw.json", study / "ann.csv", "--source", PAGE)
    assert run(*given, "--coder", machine) == run(*given)


def test_codings_without_a_source_are_of_the_page_that_the_others_name(run: Run, study: Path, machine: Path) -> None:
    result = run("agree", study / "ann.csv", machine, "-f", "csv")
    (units,) = {row["comments"] for row in csv.DictReader(result.out.splitlines()) if row["variable"] == "reply_stance"}
    assert (result.code, units) == (0, "16")


STATEMENT = """
title = "River"
version = "1"
language = "en"
[[targets]]
id = "gates"
label = "The gates"
statement = "The gates were opened too late"
"""


def test_of_a_statement_no_side_and_absent_are_one_beside_a_machine(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text(STATEMENT, "utf-8")
    run("sample", PAGE, "-c", book, "--n", "99", "-v", "stance", "-o", tmp_path)
    machine = [row for row in csv.DictReader(run("code", PAGE, "-c", book).out.splitlines()) if row["target"]]
    sides = {row["comment"]: row["code"] for row in machine if row["code"] != "none"}
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        ids = [row["comment"] for row in csv.DictReader(file)]
    lines = [f"page.html,Ann,{id_},x,{sides.get(id_) or ''}\n" for id_ in ids]
    (tmp_path / "ann.csv").write_text("source,coder,comment,looked_at,stance gates\n" + "".join(lines), "utf-8")
    said = run("agree", tmp_path / "ann.csv", "-s", PAGE, "-c", book, "--coder", "auto").out
    assert (
        "stance gates: none and absent are one, no side, since of a statement machines do not tell them apart" in said
    )
    row = next(line for line in said.splitlines() if line.startswith("stance gates   "))
    assert row.split()[3] == "1.000"
    corrected = run("correct", tmp_path / "draw.json", tmp_path / "ann.csv", "-s", PAGE, "-c", book, "-f", "csv").out
    assert "none" not in {row["code"] for row in csv.DictReader(corrected.splitlines())}


def test_comments_that_are_left_out_for_their_source_are_said(run: Run, tmp_path: Path) -> None:
    for name, source in (("Ann", "a.xml (2)"), ("Ben", "a.xml")):
        rows = f"a.xml,{name},1,deny\n{source},{name},2,deny\n"
        (tmp_path / f"{name}.csv").write_text(f"source,coder,comment,reply_stance\n{rows}", "utf-8")
    result = run("agree", tmp_path / "Ann.csv", tmp_path / "Ben.csv", "-f", "csv")
    assert result.err.splitlines() == [
        f"discourse: {name}: 1 comment of 2 left out, since others name another source for them (“{there}”, here "
        f"“{here}”); give the pages with --source"
        for name, there, here in (("Ann", "a.xml", "a.xml (2)"), ("Ben", "a.xml (2)", "a.xml"))
    ]


def test_a_table_whose_columns_are_told_is_sampled_compared_corrected_and_learned_from(
    run: Run, tmp_path: Path
) -> None:
    lines = "".join(f"{at},P{at},{'' if at == 1 else at - 1},You are wrong about {at}.\n" for at in range(1, 13))
    (tmp_path / "table.csv").write_text(f"Nr,Wer,auf,Beitrag\n{lines}", "utf-8")
    told = ("--map", "text=Beitrag,id=Nr,author=Wer,reply_to=auf")
    assert run("sample", tmp_path / "table.csv", *told, "--n", "99", "-o", tmp_path).code == 0
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["comment"], row["author"], row["answers_author"]) for row in rows[:2]] == [
        ("1", "P1", ""),
        ("2", "P2", "P1"),
    ]
    coded = "".join(f"{row['source']},Ann,{row['comment']},deny\n" for row in rows)
    (tmp_path / "ann.csv").write_text(f"source,coder,comment,reply_stance\n{coded}", "utf-8")
    read = ("-s", tmp_path / "table.csv", "-c", "general", *told)
    agreed = run("agree", tmp_path / "ann.csv", *read, "--coder", "linear")
    assert (agreed.code, "Ann (a person): 12 comments" in agreed.out) == (0, True)
    assert run("correct", tmp_path / "draw.json", tmp_path / "ann.csv", *read).code == 0
    learned = run("train", "coder", "--codings", tmp_path / "ann.csv", *read, "-o", tmp_path / "own")
    assert "fault" not in learned.err
