"""Opening sources: decoding, what is refused and in which words, and which reader takes what."""

import base64
import codecs
import gzip
import plistlib
from html import escape
from pathlib import Path

import pytest

from discourse.errors import ReadError
from discourse.readers import GENERAL, READERS, SYSTEMS, read
from discourse.readers.source import MAX_BYTES, Source, open_source

PAGE = (
    '<html><body class="single"><h1>Zug verspätet</h1>'
    '<ol class="comment-list"><li id="comment-1" class="comment depth-1">'
    '<b class="fn">Zoë</b><div class="comment-content"><p>Schon „wieder“.</p></div></li></ol></body></html>'
)
PAGES = Path(__file__).parent.parent / "pages"
SAVE = "save the page as HTML or copy its text"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        (b"\xef\xbb\xbf\xc3\xa9", "é"),
        ("<p>é".encode("utf-16"), "<p>é"),
        ("<p>é".encode("utf-16-le"), "<p>é"),
        ("é".encode("utf-32"), "é"),
        (codecs.BOM_UTF32_BE + "é".encode("utf-32-be"), "é"),
        (b"caf\xe9", "café"),
        (b"it\x92s", "it’s"),
        (b'<meta charset="iso-8859-1"><p>\x93q\x94', '<meta charset="iso-8859-1"><p>“q”'),
        ("<meta charset=windows-1251><p>да".encode("cp1251"), "<meta charset=windows-1251><p>да"),
        ('<?xml encoding="ISO-8859-2"?>ž'.encode("iso-8859-2"), '<?xml encoding="ISO-8859-2"?>ž'),
        ('<meta charset="gb2312">评论'.encode("gb18030"), '<meta charset="gb2312">评论'),
        ('<meta charset="iso-8859-1">é'.encode(), '<meta charset="iso-8859-1">é'),
        ('<meta charset="utf-7">é'.encode(), '<meta charset="utf-7">é'),
        (b'<meta charset="rot13">x', '<meta charset="rot13">x'),
        ("é" * 40, "é" * 40 + "\ufffd"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
    ],
    ids=[
        "utf-8", "utf-8 with mark", "utf-16 with mark", "utf-16 without mark", "utf-32", "utf-32 big end first",
        "latin-1", "windows quotes",
        "latin-1 means windows", "cyrillic", "xml declaration", "chinese", "utf-8 wins over a stale declaration",
        "refused encoding", "no encoding", "cut in the middle of a letter", "line ends",
    ],
)  # fmt: skip
def test_bytes_are_decoded(data: bytes | str, text: str) -> None:
    raw = data if isinstance(data, bytes) else data.encode() + b"\xc3"
    assert Source("page", raw).text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.html: the file is empty; save the page again"),
        (b" \r\n\t ", "x.html: the file is empty; save the page again"),
        (b"\xef\xbb\xbf", "x.html: the file is empty; save the page again"),
        (b"%PDF-1.7 ...", f"x.html: this is a PDF file, not a page; {SAVE}"),
        (b"\x89PNG\r\n\x1a\n\x00", f"x.html: this is a PNG picture, not a page; {SAVE}"),
        (b"PK\x03\x04\x14\x00", "x.html: the zip archive is broken; unpack it and give the page in it"),
        (gzip.compress(b"", mtime=0), "x.html: there is no text in the file; save the page again"),
        (b"<html>\x00\x01", f"x.html: this is binary data, not a page; {SAVE}"),
        (bytes(range(1, 32)) * 9, f"x.html: this is binary data, not a page; {SAVE}"),
        (
            b"<html class=depth-1>" + b"<div>" * 50_000,
            "x.html: tags are nested too deep (more than 20,000) or never closed; save the page again",
        ),
        (
            b'{"nothing": "known"}',
            "x.html: no reader knows this file (see discourse formats); name one with --reader",
        ),
        (
            b'[{"id": 1, "text": "Why?", "score": NaN}]',
            "x.html: NaN is no value of JSON; write null in its place",
        ),
        (
            b'{"comments": [{"id": 1, "text": "Why?",}]}',
            "x.html: this is no JSON (trailing comma in object (byte 39)); mend it or export it again",
        ),
        (
            b'[{"id": 1, "text": "Why?"}, {"id": 2, "text": "Be',
            "x.html: the JSON ends in the middle; download or export it again, whole",
        ),
    ],
    ids=["empty", "blank", "mark only", "pdf", "png", "zip", "gzip", "nul", "controls", "deep", "unknown",
         "nan", "comma", "cut off"],
)  # fmt: skip
def test_what_is_no_page_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data, name="x.html")
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Иван пишет: это неправда, и все это знают.\nОтветить\n", "windows-1251"),
        ("Иван пишет: это неправда, и все это знают.\nОтветить\n", "koi8-r"),
        ("Ann says:\nOf the five points only one holds.\n" * 3 + "Иван: а я думаю, что все пять.\n", "windows-1251"),
        ("Ελένη: πολύ καλό άρθρο για όλους μας.\n", "windows-1253"),
        ("山田\n2019年3月3日\nこれはとても良い記事です。\n", "shift-jis"),
        ("小李\n这篇文章写得很好。\n", "gbk"),
        ("Zażółć gęślą jaźń, to się pięknie czyta.\n", "windows-1250"),
    ],
    ids=["cyrillic", "koi8", "cyrillic among english", "greek", "japanese", "chinese", "polish"],
)
def test_text_that_does_not_say_its_encoding_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(text.encode(encoding), name="x.txt")
    assert str(refused.value) == "x.txt: the text is not UTF-8 and does not say its encoding; save it as UTF-8"


@pytest.mark.parametrize(
    "text",
    [
        "Où êtes-vous allé ? L’été dernier, à Noël… « déjà vu », une œuvre créée.",
        "Übermäßig grüßt Öl – „süß“ ist die Größe der Straße. ÄÄÄH!",
        "“It’s — well — ‘fine’…” costs 5 € or £4.",
        "¿Qué pasó? ¡Añádelo aquí, señor Núñez!",
        "Já não há pão; são três irmãos, põe açúcar.",
        "Räksmörgås på ön, å så är det väl.",
    ],
    ids=["french", "german", "quotes", "spanish", "portuguese", "swedish"],
)
def test_western_text_without_utf_8_is_read(text: str) -> None:
    assert open_source(text.encode("cp1252")).text == text


def test_page_that_declares_its_encoding_is_read_in_it() -> None:
    page = PAGE.replace("<html>", "<html><meta charset=windows-1251>").replace("Zoë", "Зоя").replace("„wieder“", "да")
    assert read(page.replace("ä", "a").encode("cp1251")).comments[0].author == "Зоя"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word " * 4_000_001, "x.txt: the text has more than 20,000,000 characters; split it and read the parts"),
        ("ab\n" * 500_001, "x.txt: the text has more than 500,000 lines; split it and read the parts"),
    ],
    ids=["one line", "short lines"],
)
def test_text_longer_than_any_page_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(text.encode(), name="x.txt")
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.html", "a?b.html"),
        ("\x1b[31mred\x1b[0m.html", "?[31mred?[0m.html"),
        ("abc\u202elmth.exe", "abc?lmth.exe"),
        ("Übung 1.html", "Übung 1.html"),
        ("x" * 300 + ".html", "x" * 60 + "…" + "x" * 55 + ".html"),
    ],
    ids=["line end", "terminal colours", "text turned around", "plain", "long"],
)
def test_name_in_a_message_is_inert(name: str, shown: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(b"", name=name)
    assert str(refused.value) == f"{shown}: the file is empty; save the page again"


@pytest.mark.parametrize("name", ["gone\n\x1b[2J.html", "y" * 400 + "\n"], ids=["controls", "longer than any name"])
def test_path_in_a_message_is_inert(name: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(name)
    assert str(refused.value).isprintable()


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.html: there is no such file; check the name$"):
        read(tmp_path / "gone.html")


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"this is a folder; give a file in it$"):
        read(str(tmp_path))


@pytest.mark.parametrize("address", ["https://example.org/page.html", "http://x/y", Path("http://x/y"), "HTTP://X"])
def test_address_is_refused(address: str | Path) -> None:
    with pytest.raises(ReadError) as refused:
        read(address)
    assert str(refused.value) == f"{address}: this is an address, not a file; save the page and give the file"


def test_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read("bad\x00name")


def test_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    page = tmp_path / "huge.txt"
    with page.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(ReadError, match=r"huge\.txt: the file is larger than 64 MB"):
        read(page)


def test_huge_bytes_are_refused() -> None:
    with pytest.raises(ReadError, match="larger than 64 MB"):
        open_source(bytes(MAX_BYTES + 1))


def test_unknown_reader_is_refused() -> None:
    with pytest.raises(ReadError, match=r"--reader x: there is no such reader; discourse formats lists them$"):
        read(b"text", reader="x")


def test_readers_are_tried_in_their_order() -> None:
    assert list(READERS) == [*SYSTEMS, *GENERAL]
    assert list(SYSTEMS) == sorted(SYSTEMS)


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<!DOCTYPE html><title>x</title>", True),
        ("\n\n<div id=wpdcom></div>", True),
        ("<!-- saved from url=(0009)http://x -->\n<html>", True),
        ("Ann wrote: use <b>bold</b> and <div> in HTML", False),
        ("plain words", False),
        ('{"html": "<html>"}', False),
        ('<?xml version="1.0"?><rss><channel/></rss>', False),
        ("<3 this song", False),
    ],
)
def test_html_is_told_from_text(text: str, is_html: bool) -> None:
    assert Source("x", text.encode()).is_html is is_html


def _single_file() -> bytes:
    body = PAGE.replace("=", "=3D").encode("ascii", "xmlcharrefreplace")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://bahn.example/zug/\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Bound----"\r\n\r\n\r\n'
    )
    part = "------Bound----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + part.encode() + body + b"\r\n------Bound------\r\n"


def _web_archive() -> bytes:
    return plistlib.dumps({"WebMainResource": {"WebResourceData": PAGE.encode()}}, fmt=plistlib.FMT_BINARY)


@pytest.mark.parametrize("data", [PAGE.encode(), _single_file(), _web_archive()], ids=["html", "mhtml", "webarchive"])
def test_archives_of_browsers_read_like_the_page(data: bytes) -> None:
    thread = read(data, name="zug")
    assert [(each.author, each.text) for each in thread.comments] == [("Zoë", "Schon „wieder“.")]


def test_trees_of_custom_elements_are_read_where_a_browser_saved_them_as_templates() -> None:
    page = (
        '<script>let t = "<template shadowroot=open>";</script><x-a><template shadowrootmode="open"><p>shown</p>'
        '<template><p>kept back</p></template></template></x-a><x-b><template shadowmode="closed"><p>too</p></template>'
    )
    tree = Source("page", page.encode()).tree
    assert [node.text() for node in tree.css("p")] == ["shown", "too"]


@pytest.mark.parametrize("form", ['srcdoc="{escaped}"', 'src="data:text/html;charset=utf-8;base64,{coded}"'])
def test_frames_that_stand_in_the_page_itself_are_read(form: str) -> None:
    frame = (PAGES / "disqus" / "shown.html").read_text("utf-8")
    held = form.format(escaped=escape(frame), coded=base64.b64encode(frame.encode()).decode())
    page = f"<html><head><title>Nets</title></head><body><h1>Nets</h1><iframe {held}></iframe></body></html>"
    thread = read(page.encode())
    assert (thread.reader, thread.article.title, len(thread.comments)) == ("disqus", "Nets", 3)


def test_address_of_a_single_file_is_the_snapshots() -> None:
    assert read(_single_file()).article.url == "https://bahn.example/zug/"


def test_web_archive_without_a_page_is_refused() -> None:
    with pytest.raises(ReadError, match="binary data"):
        read(plistlib.dumps({"x": 1}, fmt=plistlib.FMT_BINARY))


def test_thread_says_where_it_came_from(tmp_path: Path) -> None:
    page = tmp_path / "zug.html"
    page.write_text(PAGE, "utf-8")
    thread = read(page)
    assert (thread.article.source, thread.reader, thread.source_hash) == (
        "zug.html",
        "wordpress",
        Source("", PAGE.encode()).hash,
    )
