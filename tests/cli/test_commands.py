"""Each command on a small page: what it prints, what it writes, how it ends."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from discourse.readers import READERS
from tests.conftest import PAGE, Run

HEAVY = {"numpy", "sklearn", "nltk", "matplotlib", "polars", "networkx", "typst", "jinja2", "selectolax", "msgspec"}


BOOK = """title = "Mill"
version = "1"
language = "en"
[[targets]]
id = "wheel"
label = "The wheel"
statement = "The wheel has to stay"
[[claim_types]]
id = "old"
label = "Too old"
definition = "The wheel is too old."
cues = ["old wheel"]
examples = ["It was built in 1802."]
counter_examples = ["The baker is old."]
"""


def test_a_codebook_is_shown_with_all_that_it_tells(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mill.toml").write_text(BOOK, "utf-8")
    assert run("codebook", "show", tmp_path / "mill.toml").out.splitlines()[2:] == [
        "Targets",
        "  wheel: The wheel",
        "    statement: The wheel has to stay",
        "",
        "Claim types",
        "  old: Too old",
        "    The wheel is too old.",
        "    cues: old wheel",
        "    example: It was built in 1802.",
        "    no example: The baker is old.",
    ]


def test_help_lists_each_command_with_a_line_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['discourse', '--help']\n"
        "from discourse.cli import main\n"
        "try: main()\n"
        f"finally: print('LOADED', sorted({HEAVY!r} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout  # noqa: S603  # ours
    for command in ("report", "read", "formats", "replies", "measures", "code", "explain", "codebook", "demo"):
        assert f"\n  {command} " in shown
    assert "LOADED []" in shown


def test_read_prints_the_thread(run: Run, page: Path) -> None:
    result = run("read", page)
    thread = json.loads(result.out)
    assert result.code == 0
    assert thread["article"]["title"] == "Swans block the canal"
    assert [(c["id"], c["author"], c["reply_to"]) for c in thread["comments"]] == [
        ("11", "Odile", ""),
        ("12", "Rolf", "11"),
    ]
    assert thread["declared"] == 2


def test_standard_input_is_a_source(run: Run) -> None:
    thread = json.loads(run("read", "-", stdin=PAGE.encode()).out)
    assert (thread["article"]["source"], len(thread["comments"])) == ("stdin", 2)


def test_replies_as_csv(run: Run, page: Path) -> None:
    assert (
        run("replies", page).out == "comment,parent,kind,probability,stated\n11,,explicit,1.0,\n12,11,explicit,1.0,\n"
    )


def test_replies_as_json(run: Run, page: Path) -> None:
    assert json.loads(run("replies", page, "--format", "json").out)[1] == {
        "comment": "12",
        "parent": "11",
        "kind": "explicit",
        "probability": 1.0,
        "stated": None,
    }


def test_read_writes_a_table(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("read", page, "--format", "csv", "--out", tmp_path / "new" / "comments.csv")
    assert result.out == f"1 article, 2 comments → {tmp_path / 'new' / 'comments.csv'}\n"
    rows = (tmp_path / "new" / "comments.csv").read_text("utf-8").splitlines()
    told = [["source", "number", "id", "author"], ["swans.html", "1", "11", "Odile"], ["swans.html", "2", "12", "Rolf"]]
    assert [[cells[0], *cells[3:6]] for cells in csv.reader(rows)] == told


def test_read_writes_a_corpus(run: Run, page: Path, tmp_path: Path) -> None:
    assert run("read", page, "-f", "convokit", "-o", tmp_path / "corpus").code == 0
    assert sorted(file.name for file in (tmp_path / "corpus").iterdir()) == [
        "conversations.json", "corpus.json", "index.json", "speakers.json", "utterances.jsonl",
    ]  # fmt: skip


def test_read_gives_several_sources_as_a_list_and_says_which_failed(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("read", page, tmp_path / "gone.html", page)
    assert [thread["article"]["source"] for thread in json.loads(result.out)] == ["swans.html", "swans.html"]
    assert (result.code, "gone.html: there is no such file" in result.err) == (1, True)


def test_read_joins_the_pages_of_one_discussion(run: Run, page: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.html"
    second.write_text(PAGE.replace("comment-12", "comment-13").replace("I saw them", "They saw me"), "utf-8")
    thread = json.loads(run("read", "--join", page, second).out)
    assert [comment["id"] for comment in thread["comments"]] == ["11", "12", "13"]
    assert thread["evidence"].startswith("2 pages joined; ")


def test_formats_lists_every_reader(run: Run) -> None:
    lines = run("formats").out.splitlines()
    assert [line.split()[0] for line in lines[::2]] == list(READERS)


@pytest.mark.parametrize(("wanted", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_replies_as_a_graph_that_networkx_opens(run: Run, page: Path, wanted: str, read: object) -> None:
    printed = run("replies", page, "--format", wanted).out
    graph = read(io.BytesIO(printed.encode()))  # type: ignore[operator]  # one of networkx's readers
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (3, 2)


@pytest.mark.parametrize(
    ("by", "first"),
    [("thread", "measure"), ("branch", "number"), ("author", "author"), ("comment", "number")],
)
def test_measures_as_csv_and_as_json(run: Run, page: Path, by: str, first: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("measures", page, "--by", by).out)))
    records = json.loads(run("measures", page, "--by", by, "--format", "json").out)
    assert next(iter(rows[0])) == next(iter(records[0])) == first
    assert [list(row) for row in rows] == [list(record) for record in records]


def test_measures_of_the_thread_are_the_default(run: Run, page: Path) -> None:
    rows = {row["measure"]: row["value"] for row in csv.DictReader(io.StringIO(run("measures", page).out))}
    assert (rows["max_depth"], rows["median_reply_minutes"]) == ("2.0", "90.0")


def test_code_as_csv_has_the_fields_of_a_coding(run: Run, page: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("code", page, "--codebook", "general").out)))
    assert set(rows[0]) >= {"comment", "variable", "target", "code", "coder", "probability", "span", "start", "end"}
    demanded = next(row for row in rows if row["target"] == "evidence_demanded")
    assert demanded["comment"] == "11"
    start, end = map(int, demanded["span"].split(","))
    assert demanded["words"] == "Where is the evidence that they are swans?"[start:end]


def test_code_as_json_has_the_fields_of_a_coding(run: Run, page: Path) -> None:
    codings = json.loads(run("code", page, "--format", "json").out)
    assert set(codings[0]) == {"comment", "variable", "target", "code", "coder", "probability", "span"}
    assert sum(coding["variable"] == "reply_stance" for coding in codings) == 2


def test_code_takes_several_codebooks(run: Run, page: Path) -> None:
    assert run("code", page, "--codebook", "general", "--codebook", "proxy-war").code == 0


@pytest.mark.parametrize("command", ["replies", "code", "measures"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_of_several_sources_each_row_has_its_own(command: str, form: str, run: Run, page: Path, tmp_path: Path) -> None:
    other, missing = tmp_path / "other.html", tmp_path / "missing.html"
    other.write_bytes(page.read_bytes())

    def rows(*sources: Path) -> list[dict[str, object]]:
        out = run(command, *sources, "--format", form).out
        return json.loads(out) if form == "json" else list(csv.DictReader(io.StringIO(out)))

    alone = rows(page)
    assert rows(page, other) == [{"source": name, **row} for name in ("swans.html", "other.html") for row in alone]
    some = run(command, page, missing, "--format", form)
    assert (some.code, some.err) == (1, f"discourse: {missing}: there is no such file; check the name\n")
    assert rows(page, missing) == [{"source": "swans.html", **row} for row in alone]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Return a table of two articles whose comments have the same ids and state no parents."""
    rows = (
        "Ferry,1,Ann,The ferry is late.",
        "Ferry,2,Ben,It is not late.",
        "Barge,1,Cem,@Ann: no.",
        "Barge,2,Dora,So?",
    )
    file = tmp_path / "export.csv"
    file.write_text("\n".join(["title,id,author,text", *rows]), "utf-8")
    return file


@pytest.mark.parametrize("command", ["replies", "code", "measures"])
def test_each_article_of_a_file_is_analysed_by_itself(command: str, run: Run, export: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(command, export).out)))
    assert list(dict.fromkeys(row["source"] for row in rows)) == ["export.csv", "export.csv (2)"]


def test_compared_articles_without_titles_are_called_as_elsewhere(run: Run, export: Path, tmp_path: Path) -> None:
    export.write_text(
        export.read_text("utf-8")
        .replace("title,", "url,")
        .replace("Ferry,", "https://a.example/1,")
        .replace("Barge,", "https://a.example/2,"),
        "utf-8",
    )
    assert run("compare", export, "-o", tmp_path / "out").code == 0
    rows = csv.DictReader(io.StringIO((tmp_path / "out/data/articles.csv").read_text("utf-8")))
    assert [row["article"] for row in rows] == ["export.csv", "export.csv (2)"]


def test_a_title_of_ones_own_names_the_article_where_a_file_has_several(run: Run, export: Path, tmp_path: Path) -> None:
    assert run("report", export, "--title", "Boats", "-o", tmp_path / "out").code == 0
    pages = [(folder / "report.html").read_text("utf-8") for folder in sorted((tmp_path / "out").iterdir())]
    assert ["<title>Boats: Barge" in pages[0], "<title>Boats: Ferry" in pages[1]] == [True, True]


def test_nobody_answers_a_comment_of_another_article(run: Run, export: Path) -> None:
    rows = csv.DictReader(io.StringIO(run("replies", export, "--alternatives").out))
    parents = [(row["source"], row["comment"], row["parent"]) for row in rows]
    assert ("export.csv (2)", "1", "") in parents
    assert not [row for row in parents if row[:2] == ("export.csv (2)", "1") and row[2]]


def test_the_tables_of_a_file_are_joined_by_source_and_comment(run: Run, export: Path) -> None:
    read = csv.DictReader(io.StringIO(run("read", export, "--format", "csv").out))
    assert [(row["source"], row["article"], row["id"]) for row in read] == [
        ("export.csv", "Ferry", "1"),
        ("export.csv", "Ferry", "2"),
        ("export.csv (2)", "Barge", "1"),
        ("export.csv (2)", "Barge", "2"),
    ]


def test_one_article_of_a_file_is_chosen_by_its_number(run: Run, export: Path) -> None:
    explained = run("explain", export, "1", "--article", "2")
    assert (explained.code, explained.out.splitlines()[0].startswith("#1 Cem")) == (0, True)
    why = "it holds 2 articles; name one by its number with --article: 1 Ferry, 2 Barge"
    assert run("explain", export, "1").err == f"discourse: {export}: {why}\n"
    assert run("chart", "tree", export).err == f"discourse: {export}: {why}\n"
    beyond = "it has no article 3; name one by its number with --article: 1 Ferry, 2 Barge"
    assert run("explain", export, "1", "--article", "3").err == f"discourse: {export}: {beyond}\n"


def test_a_page_has_one_article(run: Run, page: Path) -> None:
    assert run("explain", page, "1", "--article", "1").code == 0
    assert run("explain", page, "1", "--article", "2").err == (
        f"discourse: {page}: it has no article 2; leave --article out\n"
    )


def test_a_graph_is_of_one_source(run: Run, page: Path) -> None:
    printed = run("replies", page, page, "--format", "gexf")
    assert (printed.code, printed.out) == (2, "")
    assert "a graph is of one article; use discourse read --format gexf for all in one" in printed.err


RIVER = """
title = "River"
version = "1"
language = "en"
[[targets]]
id = "ferry"
label = "The ferry"
names = ["ferry"]
[[targets]]
id = "barge"
label = "The barge"
names = ["barge"]
[[claim_types]]
id = "late"
label = "Late"
definition = "The ferry is late."
against = ["ferry"]
[[claim_types]]
id = "slow"
label = "Slow"
definition = "The barge is slow."
"""


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('"en"', '"english"', "No words of the language “english” are known, only of de, en, es, fr: write its tag"),
        ('["barge"]', '["Ferry"]', "The name “ferry” is that of several targets (ferry, barge): keep it in the one"),
        ("The barge is slow.", "the ferry  is late.", "“The ferry is late.” is that of several claim types (late"),
        ("The barge is slow.", "The barge cannot be steered.", "barge cannot be steered.” (slow) denies something"),
        ("The barge is slow.", "The barge is impossible to steer.", "impossible to steer.” (slow) denies something"),
        ("The barge is slow.", "The barge fails to stop.", "“The barge fails to stop.” (slow) denies something"),
        ("The barge is slow.", "Barges are missing.", "“Barges are missing.” (slow) denies something"),
    ],
)  # fmt: skip
def test_codebook_check_says_what_is_seldom_meant(run: Run, tmp_path: Path, old: str, new: str, hint: str) -> None:
    book = tmp_path / "river.toml"
    book.write_text(RIVER.replace(old, new), "utf-8")
    assert run("codebook", "check", book).out.startswith(f"{book}: sound; 2 claim types, 2 targets, hash ")
    assert hint in run("codebook", "check", book).out
    book.write_text(RIVER, "utf-8")
    assert hint not in run("codebook", "check", book).out


def test_a_wrong_cue_is_said_with_its_file(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "river.toml"
    book.write_text(RIVER + 'cues = ["slow ||| late"]\n', "utf-8")
    assert run("codebook", "check", book).err.startswith(f'discourse: {book}: River: cue "slow ||| late" of claim')


def test_codebook_list_show_check(run: Run) -> None:
    assert [line.split()[0] for line in run("codebook", "list").out.splitlines()] == ["general", "proxy-war"]
    assert "evidence_demanded" in run("codebook", "show", "general").out
    assert run("codebook", "check", "proxy-war").out.startswith("proxy-war: sound")
    assert "    against: us\n" in run("codebook", "show", "proxy-war").out
    assert "    cues: " in run("codebook", "show", "general").out


def test_codebook_check_says_where_no_claim_takes_a_side(run: Run) -> None:
    hint = "No claim type says with favor or against which targets it speaks for, or against:"
    assert f"{hint} sides on targets will be found only where" in run("codebook", "check", "general").out
    assert hint not in run("codebook", "check", "proxy-war").out


def test_codebook_check_shows_the_sides_that_definitions_tell(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "river.toml"
    told = RIVER.replace('against = ["ferry"]', "").replace("The barge is slow.", "The barge is a waste of money.")
    book.write_text(told, "utf-8")
    assert '  against = ["barge"]: slow (0.' in run("codebook", "check", book).out


def test_report_writes_what_the_readme_names(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("report", page, "--out", tmp_path / "out")
    assert result.code == 0
    assert result.out.startswith("swans.html: 2 comments of 2 declared, 0 links inferred, ")
    folder = tmp_path / "out" / "swans"
    for name in (
        "report.pdf",
        "report.html",
        "overview.png",
        "data/comments.csv",
        "data/replies.csv",
        "data/codings.csv",
    ):
        assert (folder / name).stat().st_size > 0


def test_one_comment_is_one_where_the_page_declares_it_too(run: Run, tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    one.write_text('{"article": {"source": "x"}, "comments": [{"id": "1", "text": "No."}], "declared": 3}', "utf-8")
    assert run("report", one, "--out", tmp_path / "out").out.startswith("x: 1 comment of 3 declared, ")


def test_a_folder_is_its_files_and_one_that_fails_stops_nothing(run: Run, page: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text(PAGE, "utf-8")
    (pages / "b.html").write_bytes(b"")
    (pages / "c.html").write_text(PAGE, "utf-8")
    result = run("report", pages, "--out", tmp_path / "out")
    assert result.code == 1
    assert len(result.out.splitlines()) == 2
    assert [line for line in result.err.splitlines() if line] == [
        line for line in result.err.splitlines() if "b.html" in line
    ]
    assert sorted(folder.name for folder in (tmp_path / "out").iterdir()) == ["a", "c"]


def test_sources_of_one_name_get_a_folder_each(run: Run, page: Path, tmp_path: Path) -> None:
    assert run("report", page, page, "--out", tmp_path / "out").code == 0
    assert sorted(folder.name for folder in (tmp_path / "out").iterdir()) == ["swans", "swans-2"]


def test_a_page_without_a_comment_is_reported_and_said(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "swans.txt"
    text.write_text("Swans block the canal\n\nForty swans have closed the lock at Netherby since Monday.\n", "utf-8")
    result = run("report", text, "--out", tmp_path / "out")
    assert (result.code, result.out.startswith("swans.txt: 0 comments")) == (0, True)
    assert result.err.startswith("discourse: swans.txt: no comment was recognised in it")


def test_letters_that_no_font_has_are_said_with_what_brings_one(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "tablet.html"
    source.write_text(PAGE.replace("Odile", "\U000100a0\U000100a1"), encoding="utf-8")
    result = run("report", source, "--out", tmp_path / "out")
    assert "tablet.html: report.pdf and the pictures show boxes for 2 characters that no font here has (Linear);" in (
        " ".join(result.err.split())
    )
    assert "font" in result.err.partition(";")[2]


def test_demo_reports_a_bundled_page(run: Run, tmp_path: Path) -> None:
    result = run("demo", "--out", tmp_path)
    assert result.code == 0
    assert Path(result.out.rsplit("→ ", 1)[1].strip()).is_file()


def test_version(run: Run) -> None:
    assert run("--version").out == "discourse 0.1.0\n"
