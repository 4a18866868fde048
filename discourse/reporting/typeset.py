"""The PDF and the overview picture, set by Typst from the content of a report."""

import re
from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Any, NamedTuple

import msgspec

from discourse.reporting.colours import Shade
from discourse.reporting.glyphs import package_fonts
from discourse.reporting.logos import Logo
from discourse.reporting.packing import packed
from discourse.reporting.records import ChartSlot, Passage, ReportContent
from discourse.reporting.setting import Setting, set_with_fonts, typesetter
from discourse.reporting.wording import colon, shortened
from discourse.translation import agreeing, number, translated

OVERVIEW_PPI = 120
_LETTERING = re.compile(r"(<text[^<>]*>)([^<>]*)(?=</text>)")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff][\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]*")
_JOINED = re.compile("(?:\u200d.|\ufe0f|[🏻-🏿])+")
"""What is joined to an emoji: of these the typesetter loses count inside a drawing, as of the two halves of a flag."""
_FLAGS = {0x1F1E6 + place: letter for place, letter in enumerate(ascii_uppercase)}
_EMOJI_FONTS = "Noto Color Emoji, Noto Emoji, Apple Color Emoji, Segoe UI Emoji"
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


class Pages(NamedTuple):
    """What Typst makes of one report."""

    pdf: bytes
    overview: bytes


def typeset(content: ReportContent, colours: Sequence[Shade]) -> Pages:
    """Return the PDF (PDF/UA-1) and the overview (PNG), the same bytes for the same content and fonts.

    Characters that no font at hand can draw stand as white squares, and a caveat says so, the first of all where they
    are letters; another says so where the text allows no PDF/UA-1. Raises ReportError where
    Typst refuses the pages altogether.
    """
    paper = _on_paper(content)
    return set_with_fonts("report.pdf", _input(paper, colours), lambda setting: _pages(paper, colours, setting))


def _on_paper(content: ReportContent) -> ReportContent:
    """Return the content without what only the page shows, which at 1,000 comments is the half of it."""
    passages = [msgspec.structs.replace(passage, **_shown(passage)) for passage in content.listing.passages]
    return msgspec.structs.replace(content, listing=msgspec.structs.replace(content.listing, passages=tuple(passages)))


def _shown(passage: Passage) -> dict[str, Any]:
    labels = tuple(msgspec.structs.replace(label, why=()) if label.why else label for label in passage.labels)
    paragraphs = tuple(
        tuple(
            msgspec.structs.replace(segment, title="", labels=()) if segment.labels else segment
            for segment in paragraph
        )
        for paragraph in passage.paragraphs
    )
    return {"labels": labels, "paragraphs": paragraphs}


def _pages(content: ReportContent, colours: Sequence[Shade], setting: Setting) -> Pages:
    boxes, notes = " ".join(_boxes(setting)), list(_notes(setting))
    if any(map(str.isalpha, setting.missing)):  # names and texts: nothing else can be read
        content = msgspec.structs.replace(content, caveats=(boxes, *content.caveats))
    elif boxes:
        notes.insert(0, boxes)
    text = _input(content, colours, notes)
    logo = {_logo_name(content.logo): content.logo.data} if content.logo else {}
    with typesetter("discourse.reporting", setting, text, logo) as pages:
        return Pages(pdf=packed(pages.pdf("report.typ")), overview=pages.png("overview.typ", OVERVIEW_PPI))


def _logo_name(logo: Logo) -> str:
    return f"logo.{logo.form}"


def _input(content: ReportContent, colours: Sequence[Shade], notes: Sequence[str] = ()) -> str:
    language = (content.language or "en").partition("-")[0].lower()
    fed = {
        "content": msgspec.structs.replace(content, logo=None, charts=tuple(map(_readable, content.charts))),
        "logo": _logo_name(content.logo) if content.logo else None,
        "colon": colon(),
        "colours": {shade.code: shade for shade in colours},
        "language": language if _LANGUAGE.match(language) else "en",
        "legend": legend(content),
        "notes": notes,
        "running": shortened(content.title, 100),
        "charts_note": _simplified(content.charts),
        "thousands": number(1000)[1:-3],
        "words_in": content.words_in,
    }
    return msgspec.json.encode(fed).decode()


def _readable(chart: ChartSlot) -> ChartSlot:
    """Return the chart with a font named for each emoji: beside other letters the typesetter finds none by itself."""
    if chart.svg is None or not _EMOJI.search(chart.svg):
        return chart
    svg = _LETTERING.sub(lambda found: found[1] + _EMOJI.sub(_with_font, found[2].translate(_FLAGS)), chart.svg)
    return msgspec.structs.replace(chart, svg=svg)


def _simplified(charts: Sequence[ChartSlot]) -> str:
    """Return what is said beside the charts where one has an emoji of several pieces, of which it shows the first."""
    lettering = (found[2] for chart in charts for found in _LETTERING.finditer(chart.svg or ""))
    if not any(_JOINED.search(emoji) for words in lettering for emoji in _EMOJI.findall(words)):
        return ""
    return translated(
        "Of an emoji that is joined of several, the charts here show the first; report.html and the text show the "
        "whole."
    )


def _with_font(found: re.Match[str]) -> str:
    return f'<tspan font-family="{_EMOJI_FONTS}">{_JOINED.sub("", found.group())}</tspan>'


def legend(content: ReportContent) -> str:
    """Return how to read the comments of a report, in the language in force."""
    said = translated(
        "Each comment has its number, its author and what it answers; below them its labels, each with the coder’s own "
        "probability. Tinted words show a claim, underlined words the stance toward what is answered, words with a "
        "dotted line a stance toward a target; the small letter after them is that of the label. A target that is only "
        "named has no label here; the table of stances counts it."
    )
    sentences = [said]
    if any(label.probability for passage in content.listing.passages for label in passage.labels):
        sentences.append(
            translated(
                "A low probability means that the code was chosen since it is likelier here than is usual, not since "
                "it is likelier than all others; toward what is answered it is no surer than the link."
            )
        )
    if content.listing.has_forms:
        sentences.append(
            translated(
                "A thin grey line runs under each clause whose form is labelled; clauses of one form share a label."
            )
        )
    return " ".join(sentences)


def _boxes(setting: Setting) -> Iterator[str]:
    """Yield what boxes stand for and how to have the letters."""
    if setting.missing:
        first = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(setting.missing)[:5])
        yield agreeing(
            len(setting.missing),
            "In report.pdf and overview.png □ stands for {n} different character that no font on this machine can "
            "draw ({first}); report.html and the data files have them.",
            "In report.pdf and overview.png □ stands for {n} different characters that no font on this machine can "
            "draw ({first}); report.html and the data files have them.",
            first=f"{first}, …" if len(setting.missing) > 5 else first,
        )
        if not package_fonts():
            yield translated("Fonts for most scripts come with pip install “discourse[fonts]”.")


def _notes(setting: Setting) -> Iterator[str]:
    if not setting.accessible:
        yield translated(
            "report.pdf is tagged but not PDF/UA-1, because its text has something that this standard does not allow."
        )
