"""A report.toml: sources and options of a report that is made again and again."""

from pathlib import Path

import pytest

from discourse.cli.plans import Plan, load_plan, planned
from discourse.errors import ReportError
from tests.conftest import Run


def written(folder: Path, text: str) -> Path:
    file = folder / "report.toml"
    file.write_text(text, "utf-8")
    return file


def test_paths_are_those_of_the_files_folder(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("b.html", "a.html", "c.txt"):
        (tmp_path / "pages" / name).touch()
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "ann.csv").touch()
    plan = load_plan(
        written(
            tmp_path,
            'sources = ["pages/*.html", "c.txt", "https://news.example/1"]\n'
            'codebooks = ["general", "mine.toml"]\nout = "reports"\nlogo = "logo.png"\nquote-length = 300\n'
            'codings = ["people/*.csv"]\ndraw = "draw.json"\npseudonymise = true\n',
        )
    )
    here = str(tmp_path) + "/"
    assert plan == Plan(
        sources=(here + "pages/a.html", here + "pages/b.html", here + "c.txt", "https://news.example/1"),
        codebooks=("general", here + "mine.toml"),
        out=here + "reports",
        logo=here + "logo.png",
        quote_length=300,
        codings=(here + "people/ann.csv",),
        draw=here + "draw.json",
        pseudonymise=True,
    )


def test_an_option_that_the_user_gives_comes_before_that_of_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'sources = ["a.html"]\nlang = "de"\ntheme = "ink"\n')
    plan = planned(Plan(sources=(str(file),), lang="en"), {"sources", "lang"})
    assert (plan.lang, plan.theme) == ("en", "ink")


def test_other_sources_are_taken_as_they_are() -> None:
    asked = Plan(sources=("a.html", "https://ferry.example/b.toml"), theme="ink")
    assert planned(asked, {"theme"}) is asked


def test_a_plan_beside_other_sources_is_refused() -> None:
    with pytest.raises(ReportError, match=r"^b\.toml: a report\.toml names its own sources; give it alone, and the"):
        planned(Plan(sources=("a.html", "b.toml")), set())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('sources = ["a.html"]\ncolour = "red"\n', "unknown key `colour`; the keys are sources, codebooks, out, "),
        ('title = "x"\n', "`sources`"),
        ("sources = []\n", "it names no sources"),
        ('sources = "a.html"\n', "sources is a text, where a list belongs; the keys are "),
        ("sources = [5]\n", "sources is a whole number, where a text belongs"),
        ('sources = ["none/*.html"]\n', r"no file fits none/\*\.html"),
        ('sources = ["/*.html"]\n', "begins in the folder of the file"),
        ('sources = ["a.html"]\nquote-length = "long"\n', "quote-length is a text, where a whole number belongs"),
        ('sources = ["a.html"]\ntitle = 5\n', "title is a whole number, where "),
        ("sources = [\n", "this is no TOML"),
        ("a = " + "[" * 50_000, "this is no TOML"),
        ("#" * 100_001, "at most 100 kB"),
    ],
)
def test_a_file_with_a_fault_is_one_sentence(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ReportError, match=named) as caught:
        load_plan(written(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"report\.toml: it cannot be read"):
        load_plan(tmp_path / "report.toml")


def test_a_report_by_its_file(run: Run, page: Path, tmp_path: Path) -> None:
    file = written(tmp_path, f'sources = ["{page}"]\nout = "made"\ntitle = "Swans of the week"\nlang = "it"\n')
    result = run("report", file)
    assert (result.code, result.err) == (0, "")
    html = (tmp_path / "made" / page.stem / "report.html").read_text("utf-8")
    assert "Swans of the week" in html


def test_names_are_replaced_where_the_file_says_so(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("report", written(tmp_path, f'sources = ["{page}"]\nout = "made"\npseudonymise = true\n'))
    assert result.code == 0
    html = (tmp_path / "made" / page.stem / "report.html").read_text("utf-8")
    assert [name for name in ("Odile", "Rolf") if name in html] == []
    assert (tmp_path / "made.key").is_file()


def test_people_code_where_the_file_names_their_codings(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "ann.csv").write_text("coder,comment,variable,target,code\nAnn,11,reply_stance,,query\n", "utf-8")
    result = run("report", written(tmp_path, f'sources = ["{page}"]\nout = "made"\ncodings = ["ann.csv"]\n'))
    assert (result.code, result.err) == (0, "")
    codings = (tmp_path / "made" / page.stem / "data" / "codings.csv").read_text("utf-8")
    others = [line for line in codings.splitlines()[1:] if "human:Ann" not in line]
    assert others == ["12,reply_stance,11,,nobody,,,,,"]
    assert "human:Ann" in codings


@pytest.mark.parametrize("command", ["code", "report"])
def test_people_and_a_machine_do_not_both_code(run: Run, page: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "ann.csv").write_text("coder,comment,variable,target,code\nAnn,11,reply_stance,,query\n", "utf-8")
    result = run(command, page, "--codings", tmp_path / "ann.csv", "--coder", "cues")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "discourse: --coder cues: with --codings their files say who codes; leave one of the two out, or print what "
        "the machine says (discourse code --coder cues > machine.csv) and name that file with --codings, too\n"
    )


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [("--lang", "xx", "en, de, es, fr, it"), ("--theme", "neon", "plain, ink"), ("--logo", "none.png", "none.png"),
     ("--quote-length", "3", "between 20 and")],
)  # fmt: skip
def test_a_bad_option_of_a_report_is_one_sentence(
    run: Run, page: Path, tmp_path: Path, option: str, value: str, named: str
) -> None:
    result = run("report", page, "--out", tmp_path / "out", option, value)
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
    assert named in result.err
    assert not (tmp_path / "out").exists()
