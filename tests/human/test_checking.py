"""Codings held against a codebook and pages: what is not theirs is left out and said."""

import pytest

from discourse.human.checking import Against, checked
from discourse.human.codings import Coded, Codings, CodingsFile, Fault, Mark
from discourse.model import Article, Comment, Thread
from tests.human.texts import BOOK, PAGE, THREAD


def file_of(*comments: Coded, codebook: str | None = None) -> CodingsFile:
    return CodingsFile("a.csv", (Codings(coder="human:Ann", comments=comments, asked=("claim",), codebook=codebook),))


def mark(target: str = "late", span: tuple[int, int] | None = None, words: str | None = None) -> Mark:
    return Mark(variable="claim", target=target, code="asserts", span=span, words=words)


AGAINST = Against(BOOK, {PAGE: THREAD})


@pytest.mark.parametrize(("digits", "kept"), [(BOOK.hash, 1), (BOOK.hash[:12], 1), ("", 0), ("a" * 64, 0), (None, 1)])
def test_codings_by_another_codebook_are_left_out(digits: str | None, kept: int) -> None:
    assert len(checked(file_of(Coded(source=PAGE, comment="1"), codebook=digits), AGAINST).coders) == kept


def test_the_fault_names_both_codebooks() -> None:
    (fault,) = checked(file_of(Coded(source=PAGE, comment="1"), codebook="a" * 64), AGAINST).faults
    assert fault.why == f"they were made by another codebook (aaaaaaaaaaaa, and this one is {BOOK.hash[:12]})"


def test_that_codings_are_by_another_codebook_is_said_before_what_cannot_be_read_in_them() -> None:
    file = file_of(Coded(source=PAGE, comment="1"), codebook="a" * 64)
    found = checked(file._replace(faults=(Fault("row 2", "“-” is no code of stance"),)), AGAINST)
    assert [fault.where for fault in found.faults] == ["the codings of “human:Ann”", "row 2"]


def test_comments_that_the_page_has_not_are_left_out() -> None:
    found = checked(file_of(Coded(source=PAGE, comment="1"), Coded(source=PAGE, comment="99")), AGAINST)
    assert [coded.comment for coded in found.coders[0].comments] == ["1"]
    assert [fault.where for fault in found.faults] == ["comment “99” of “ferry.html”"]


def test_an_id_to_which_a_spreadsheet_gave_decimals_is_known() -> None:
    found = checked(file_of(Coded(source=PAGE, comment="1,0"), Coded(source=PAGE, comment="99.0")), AGAINST)
    assert [coded.comment for coded in found.coders[0].comments] == ["1"]
    assert [(fault.where, fault.why) for fault in found.faults] == [
        ("comment “99.0” of “ferry.html”", "the page has no such comment")
    ]


def test_codings_of_one_page_are_of_the_one_page_given_whatever_it_is_called_now() -> None:
    found = checked(file_of(Coded(source="old name.html", comment="1")), AGAINST)
    assert [coded.source for coded in found.coders[0].comments] == [PAGE]


def test_an_id_that_two_pages_have_belongs_to_neither() -> None:
    two = Against(BOOK, {"a": THREAD, "b": THREAD})
    assert checked(file_of(Coded(source=None, comment="1")), two).coders == ()


ONE, SECOND = (
    Thread(article=Article(source="export.xml"), comments=tuple(Comment(id=id_, text="x") for id_ in ids))
    for ids in ("12", "234")
)
EXPORT = Against(BOOK, {"export.xml": ONE, "export.xml (2)": SECOND})


@pytest.mark.parametrize(
    ("named", "pages"),
    [
        ([("export.xml", "1"), ("export.xml", "2")], ["export.xml", "export.xml"]),  # all are of the first article
        ([("export.xml", "1"), ("export.xml", "3")], ["export.xml", "export.xml (2)"]),
        ([("export.xml", "2"), ("export.xml", "3")], ["export.xml (2)"]),  # two articles have a comment 2
        (
            [("export.xml", "3"), ("export.xml (2)", "4")],
            ["export.xml (2)"],
        ),  # who tells articles apart means the first
    ],
)
def test_a_file_of_several_articles_stands_for_the_one_that_has_the_comment(
    named: list[tuple[str, str]], pages: list[str]
) -> None:
    found = checked(file_of(*(Coded(source=source, comment=id_) for source, id_ in named)), EXPORT)
    assert [coded.source for coded in found.coders[0].comments] == pages


@pytest.mark.parametrize(
    ("span", "words", "placed"),
    [
        ((0, 10), "Late again", (0, 10)),
        ((14, 17), "and", (13, 16)),  # counted in UTF-16 units, as JavaScript does
        ((0, 4), "and the", (13, 20)),  # wrong, and the words stand in one place
        ((0, 4), "Early", None),
        ((0, 400), None, None),
    ],
)
def test_words_are_put_where_they_stand(
    span: tuple[int, int], words: str | None, placed: tuple[int, int] | None
) -> None:
    found = checked(file_of(Coded(source=PAGE, comment="1", marks=(mark(span=span, words=words),))), AGAINST)
    (kept,) = found.coders[0].comments[0].marks
    assert (kept.code, kept.span, len(found.faults)) == ("asserts", placed, int(placed is None))


def test_a_target_that_the_codebook_has_not_is_left_out() -> None:
    found = checked(file_of(Coded(source=PAGE, comment="1", marks=(mark("late"), mark("loud")))), AGAINST)
    assert [one.target for one in found.coders[0].comments[0].marks] == ["late"]
    assert [fault.why for fault in found.faults] == ["the codebook has no claim “loud”"]
