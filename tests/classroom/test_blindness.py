"""No label of a machine, and no key, can reach what students get: whatever a machine says, their files are the same."""

import dataclasses
import zlib

import pytest

from discourse.analysis import Analysis, analyse
from discourse.classroom import packs
from discourse.classroom.answers import stated_replies
from discourse.classroom.exercises import NAMES, ExerciseName
from discourse.classroom.folders import folder_files
from discourse.codebook import load_codebook
from discourse.human.codings import CODES
from discourse.model import Coding
from discourse.readers import read
from tests.classroom.packs import CORPORA, pack_of

TRACE = "zebra-finch-7731"
"""The name of a machine that occurs nowhere else."""


def students_files(name: ExerciseName) -> dict[str, bytes]:
    """Return what students get of an exercise that is made now, machine and all."""
    thread, folder = read(CORPORA / "river" / "page.html"), CORPORA / "river"
    pack = packs.made(name, thread, load_codebook("general"), packs.gold_of(folder))
    return {path: data for path, data in folder_files(pack).items() if path.startswith("students/")}


def babbling(analysis: Analysis) -> Analysis:
    """Return an analysis in which a machine gives every code of every question of every comment, with its name."""
    book = analysis.codebook
    targets: dict[str, list[str | None]] = {
        "claim": [one.id for one in book.claim_types], "stance": [one.id for one in book.targets],
        "reply_stance": [None], "form": [None],
    }  # fmt: skip
    codings = tuple(
        Coding(
            comment=comment.id, variable=variable, target=target, code=code, coder=TRACE, probability=0.7731,
            span=(0, 1),
        )
        for comment in analysis.thread.comments
        for variable, codes in CODES.items()
        for target in targets[variable]
        for code in codes
    )  # fmt: skip
    return dataclasses.replace(analysis, codings=codings)


@pytest.mark.parametrize("name", NAMES)
def test_students_get_the_same_whatever_the_machine_says(monkeypatch: pytest.MonkeyPatch, name: ExerciseName) -> None:
    honest = students_files(name)
    monkeypatch.setattr(packs, "analyse", lambda *given, **more: babbling(analyse(*given, **more)))
    monkeypatch.setattr(packs, "guessed_replies", lambda thread: dict.fromkeys(stated_replies(thread), "article"))
    assert students_files(name) == honest


@pytest.mark.parametrize("name", NAMES)
def test_no_trace_of_a_machine_is_in_what_students_get(monkeypatch: pytest.MonkeyPatch, name: ExerciseName) -> None:
    """Also not inside the streams of the PDFs."""
    monkeypatch.setattr(packs, "analyse", lambda *given, **more: babbling(analyse(*given, **more)))
    for path, data in students_files(name).items():
        for text in (data, *unpacked(data)):
            assert TRACE.encode() not in text, path
            assert b"0.7731" not in text, path
            assert b'"machine"' not in text, path
            assert b'"probability"' not in text, path


def unpacked(data: bytes) -> list[bytes]:
    """Return what is compressed in a PDF."""
    found = []
    for piece in data.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(piece))
        except zlib.error:
            continue
    return found


def test_the_streams_of_a_pdf_are_unpacked() -> None:
    paper = folder_files(pack_of("river", "claims"))["students/on-paper.pdf"]
    assert len(unpacked(paper)) > 10


def test_what_the_machine_says_is_in_the_teachers_folder_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the tests above would notice: the machine's answers do get into the exercise."""
    monkeypatch.setattr(packs, "analyse", lambda *given, **more: babbling(analyse(*given, **more)))
    thread, folder = read(CORPORA / "river" / "page.html"), CORPORA / "river"
    pack = packs.made("claims", thread, load_codebook("general"), packs.gold_of(folder))
    assert set(pack.machine_of().values()) == {"asserts"}
    honest = pack_of("river", "claims")
    mine, theirs = folder_files(pack), folder_files(honest)
    assert {path.split("/")[0] for path in mine if mine[path] != theirs[path]} == {"teacher"}
