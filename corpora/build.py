"""Build each corpus from its one source: source.toml and theme.html.j2 give page.html, page.txt and gold/.

``python corpora/build.py`` writes page.html and gold/ anew, byte for byte the same; ``--text`` writes page.txt too,
which is what a browser copies with "select all" (it needs ``chromium``).
"""

import argparse
import html
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
import msgspec

from discourse.model import Article, Comment, Skipped, Thread

HERE = Path(__file__).parent
_ADDRESS = re.compile(r"https://[^\s<]+")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_SELECT_ALL = """<script>
getSelection().selectAllChildren(document.body);
const copied = getSelection().toString();
document.body.innerHTML = '<pre id="copied"></pre>';
document.getElementById('copied').textContent = copied;
</script></body>"""


class Entry(Comment, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A comment of source.toml: the comment itself, how a careful reader codes it, and what only the page shows."""

    codes: tuple[str, ...] = ()
    by_author: bool = False


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of a source.toml."""

    system: str
    article: Article
    declared: int | None = None
    comments: tuple[Entry, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class GoldCoding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One coding by a reader: ``words`` show it; ``also`` holds other codes that are as defensible ("absent": none)."""

    comment: str
    variable: str
    target: str | None = msgspec.field(default=None)
    code: str
    words: str | None = None
    also: tuple[str, ...] = ()


@dataclass
class Node:
    """A comment in its place: ``depth`` from 1, ``number`` among all, ``thread`` among the top-level ones."""

    entry: Entry
    depth: int
    number: int
    thread: int
    parent: Entry | None
    children: list["Node"] = field(default_factory=list)


def names() -> list[str]:
    """Return the names of the corpora, sorted."""
    return sorted(path.parent.name for path in HERE.glob("*/source.toml"))


def load(name: str) -> Source:
    """Return the source of one corpus, its texts without the blank lines around them."""
    data = tomllib.loads((HERE / name / "source.toml").read_text("utf-8"))
    data["article"]["body"] = data["article"]["body"].strip()
    for comment in data.get("comments", []):
        comment["text"] = comment["text"].strip()
    return msgspec.convert(data, Source)


def thread(source: Source) -> Thread:
    """Return the gold thread: what a perfect reader takes from page.html."""
    return Thread(
        article=source.article,
        comments=tuple(_comment(entry, source) for entry in source.comments),
        shown_order="nested" if source.comments else "unknown",
        declared=source.declared,
        skipped=source.skipped,
        reader=source.system,
    )


def _comment(entry: Entry, source: Source) -> Comment:
    fields = {name: getattr(entry, name) for name in Comment.__struct_fields__}
    if source.system == "wordpress":
        when = entry.posted or "", source.article.language or "en-US"
        fields["posted_as_shown"] = f"{day(*when)} at {hour(*when)}"
    return Comment(**fields)


def _shown(text: str) -> str:
    return re.sub(r"^> ", "", text, flags=re.MULTILINE)


def codings(source: Source) -> list[GoldCoding]:
    """Return the codings of all comments, in the order shown."""
    return [_coding(entry, code) for entry in source.comments for code in entry.codes]


def _coding(entry: Entry, line: str) -> GoldCoding:
    what, code, words, *also = (part.strip() for part in line.split(" | "))
    variable, _, target = what.partition(" ")
    return GoldCoding(
        comment=entry.id,
        variable=variable,
        target=(entry.reply_to or None) if variable == "reply_stance" else target,
        code=code,
        words=words or None,
        also=tuple(other.removeprefix("also ") for other in also),
    )


def day(posted: str, language: str) -> str:
    """Return a day as WordPress writes it: "March 14, 2019" (en-US), "20 July 2022" (en-GB), "12. Juni 2023" (de)."""
    moment = datetime.fromisoformat(posted)
    month = _MONTHS[language.partition("-")[0]].split()[moment.month - 1]
    if language == "en-US":
        return f"{month} {moment.day}, {moment.year}"
    return f"{moment.day}{'.' if language.startswith('de') else ''} {month} {moment.year}"


def hour(posted: str, language: str) -> str:
    """Return the time of day as WordPress writes it: "5:31 pm" (en), "17:31" (de)."""
    moment = datetime.fromisoformat(posted)
    if language.startswith("de"):
        return f"{moment:%H:%M}"
    return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"


def tree(source: Source) -> list[Node]:
    """Return the top-level nodes, with the rest below them."""
    nodes: dict[str, Node] = {}
    top: list[Node] = []
    for number, entry in enumerate(source.comments):
        parent = nodes.get(entry.reply_to or "")
        node = Node(
            entry=entry,
            depth=parent.depth + 1 if parent else 1,
            number=number,
            thread=len(top) - bool(parent),
            parent=parent.entry if parent else None,
        )
        (parent.children if parent else top).append(node)
        nodes[entry.id] = node
    return top


def paragraphs(text: str) -> markupsafe.Markup:
    """Return the HTML that WordPress makes of a comment: paragraphs, quotes, links."""
    return markupsafe.Markup("\n").join(_paragraph(block) for block in text.split("\n\n"))


def _paragraph(block: str) -> markupsafe.Markup:
    quoted = block.startswith("> ")
    inner = markupsafe.Markup("<br />\n").join(_linked(line) for line in _shown(block).split("\n"))
    paragraph = markupsafe.Markup("<p>{}</p>").format(inner)
    return markupsafe.Markup("<blockquote>{}</blockquote>").format(paragraph) if quoted else paragraph


def _linked(line: str) -> markupsafe.Markup:
    return markupsafe.Markup("").join(_pieces(line))


def _pieces(line: str) -> Iterator[markupsafe.Markup]:
    start = 0
    for found in _ADDRESS.finditer(line):
        yield markupsafe.escape(line[start : found.start()])
        yield markupsafe.Markup('<a href="{0}" rel="nofollow ugc">{0}</a>').format(found.group())
        start = found.end()
    yield markupsafe.escape(line[start:])


def page(name: str, source: Source) -> str:
    """Return page.html."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([HERE / name, HERE]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(paragraphs=paragraphs, day=day, hour=hour)
    template = environment.get_template("theme.html.j2")
    return template.render(article=source.article, declared=source.declared, nodes=tree(source))


def pasted(page_html: str) -> str:
    """Return what "select all" and copy give in a browser that shows the page."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "page.html")
        copy.write_text(page_html.replace("</body>", _SELECT_ALL), "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", copy.as_uri()]
        shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 (fixed command)
    start, end = shown.index('<pre id="copied">'), shown.index("</pre>")
    return html.unescape(shown[start + len('<pre id="copied">') : end]).strip("\n") + "\n"


def gold(source: Source) -> dict[str, str]:
    """Return the gold files by name."""
    files: dict[str, Any] = {"thread.json": thread(source), "codings.json": codings(source)}
    return {
        name: msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n" for name, value in files.items()
    }


def build(name: str, text: bool) -> None:
    """Write page.html and gold/ of one corpus, and page.txt where asked for."""
    source = load(name)
    page_html = page(name, source)
    (HERE / name / "gold").mkdir(exist_ok=True)
    (HERE / name / "page.html").write_text(page_html, "utf-8")
    for file, content in gold(source).items():
        (HERE / name / "gold" / file).write_text(content, "utf-8")
    if text:
        (HERE / name / "page.txt").write_text(pasted(page_html), "utf-8")


def main() -> None:
    """Build the corpora that are named, or all."""
    parser = argparse.ArgumentParser(description="Build page.html, gold/ and (with --text) page.txt of the corpora.")
    parser.add_argument("names", nargs="*", default=names(), help="which corpora (default: all)")
    parser.add_argument("--text", action="store_true", help="copy page.txt from a browser too; needs chromium")
    options = parser.parse_args()
    for name in options.names:
        build(name, options.text)


if __name__ == "__main__":
    main()
