"""The files of a class report: its pages as PDF and HTML, and its tables."""

from collections.abc import Sequence
from importlib.resources import files

import polars as pl

from discourse.classroom.grading import figures_of
from discourse.classroom.handed_in import HandedIn
from discourse.classroom.packs import Pack
from discourse.classroom.report.content import class_report
from discourse.classroom.report.data import questions_table, students_table, units_table
from discourse.classroom.report.records import ClassReport
from discourse.classroom.typesetting import pdf
from discourse.exports.frames import csv_text
from discourse.reporting.templating import environment
from discourse.translation import speaking


def class_files(pack: Pack, handed: HandedIn) -> dict[str, bytes]:
    """Return the files of a class report by their names; our words in its pages are in the language of the pack."""
    with speaking(pack.language):
        return _files(pack, handed)


def _files(pack: Pack, handed: HandedIn) -> dict[str, bytes]:
    figures = figures_of(pack, handed.students)
    said = class_report(pack, handed, figures)
    return {
        "class.pdf": pdf("class", said),
        "class.html": _webpage(said),
        "students.csv": csv_text(students_table(figures)).encode(),
        "units.csv": csv_text(units_table(pack, figures)).encode(),
        "questions.csv": csv_text(questions_table(figures)).encode(),
        "left-out.csv": _sentences_csv(handed.left_out),
        "remarks.csv": _sentences_csv(handed.remarks),
    }


def _sentences_csv(sentences: Sequence[str]) -> bytes:
    return csv_text(pl.DataFrame({"what": list(sentences)}, schema={"what": pl.String})).encode()


def _webpage(said: ClassReport) -> bytes:
    from markupsafe import Markup

    from discourse.codingpage.page import hashed

    templates = environment("discourse.classroom")
    style = (files("discourse.classroom") / "templates" / "class.css").read_text("utf-8")
    page = templates.get_template("class.html.j2").render(
        said=said,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=hashed(style),
    )
    return page.encode()
