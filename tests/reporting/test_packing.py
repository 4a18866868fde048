"""A smaller PDF that is the same document."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from discourse.reporting.packing import packed

HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
BODIES = (
    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Catalog/Pages 1 0 R/Lang(en)>>",
    b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
    b"<</Length 9>>\nstream\nendobj q \nendstream",
)


def plain(bodies: tuple[bytes, ...] = BODIES) -> bytes:
    """Return a PDF as the typesetter writes it: objects one after the other, and a table of their places."""
    text, places = HEAD, []
    for number, body in enumerate(bodies, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (len(bodies) + 1, rows)
    return text + table + b"trailer\n<</Size %d/Root 2 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(text))


def test_every_object_is_still_there() -> None:
    after = PdfReader(BytesIO(packed(plain())), strict=True)
    assert str(after.root_object["/Lang"]) == "en"
    contents = after.pages[0].get_contents()
    assert contents is not None
    assert contents.get_data() == b"endobj q "


def test_small_objects_are_no_longer_written_plainly() -> None:
    assert b"/Catalog" in plain()
    assert b"/Catalog" not in packed(plain())


def test_thousands_of_objects_shrink_to_less_than_a_fifth() -> None:
    many = plain((*BODIES, *(b"<</Type/StructElem/S/P/P 1 0 R/K[%d]/Pg 3 0 R>>" % number for number in range(5000))))
    small = packed(many)
    assert len(small) < len(many) / 5
    assert "'/K': [4999]" in str(PdfReader(BytesIO(small)).get_object(5004))


@pytest.mark.parametrize(
    "other", [b"", b"%PDF-1.7 and nothing else", plain()[:-20], plain().replace(b"3 0 obj", b"3 1 obj")]
)
def test_a_file_of_another_shape_comes_back_as_it_is(other: bytes) -> None:
    assert packed(other) == other


def test_the_same_bytes_each_time() -> None:
    assert packed(plain()) == packed(plain())
