"""The languages of coding pages, comparisons and reports of corpora."""

import re
from pathlib import Path

import pytest

from discourse.cli.tongues import Tongue
from discourse.translation import LANGUAGES
from reports.build import CORPORA
from tests.bulk.dumps import reddit_line, written
from tests.conftest import Run


def test_every_language_that_there_is_can_be_asked_for() -> None:
    assert [tongue.value for tongue in Tongue] == list(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("eine andere Zeile", "Meine Datei herunterladen", "Wie er antwortet")),
        ("es", ("otra fila", "Descargar mi archivo", "Cómo responde")),
        ("fr", ("une autre ligne", "Télécharger mon fichier", "Comment il répond")),
        ("it", ("un’altra riga", "Scarica il mio file", "Come risponde")),
    ],
)
def test_a_coding_page_in_another_language(
    run: Run, page: Path, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    assert run("sample", page, "--n", 2, "--by", "random", "--lang", language, "-o", tmp_path).code == 0
    html = (tmp_path / "sheet.html").read_text("utf-8")
    assert f'<html lang="{language}">' in html
    assert [said for said in words if said not in html] == []


def test_the_sheets_beside_a_page_in_another_language_are_the_same(run: Run, page: Path, tmp_path: Path) -> None:
    for language in ("en", "de"):
        run("sample", page, "--n", 2, "--by", "random", "--lang", language, "-o", tmp_path / language)
    for name in ("sheet.csv", "draw.json"):
        assert (tmp_path / "en" / name).read_bytes() == (tmp_path / "de" / name).read_bytes(), name


def test_a_comparison_in_another_language(run: Run, tmp_path: Path) -> None:
    sources = (CORPORA / "river" / "page.html", CORPORA / "convoy" / "page.html")
    result = run("compare", *sources, "--lang", "de", "-o", tmp_path)
    assert result.code == 0
    assert result.out.startswith("2 Artikel, ")
    html = (tmp_path / "compare.html").read_text("utf-8")
    assert '<html lang="de">' in html
    assert ">jeder Artikel für sich<" in html
    assert re.search(r"\d\u00a0%", html) is not None


def test_a_report_of_a_corpus_in_another_language(run: Run, tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line(f"a{at}", body="Where?") for at in range(1_200)])
    run("bulk", "run", dump, "-o", tmp_path / "out", "--workers", 1, "--variable", "none")
    assert run("bulk", "report", tmp_path / "out", "--lang", "fr").code == 0
    html = (tmp_path / "out-report" / "report.html").read_text("utf-8")
    assert '<html lang="fr">' in html
    assert "<strong>1\u202f200</strong><span>commentaires</span>" in html
    assert "Structure des discussions" in html


@pytest.mark.parametrize("command", ["sample", "compare"])
def test_another_language_is_refused(run: Run, page: Path, command: str) -> None:
    result = run(command, page, "--lang", "xx")
    assert (result.code, "'en', 'de', 'es', 'fr', 'it'" in result.err) == (2, True)
