"""An SVG from matplotlib made fit to stand inside other pages: no style sheet, nothing from outside, ids of its own."""

import re
from collections.abc import Mapping
from html import escape, unescape

# In matplotlib's output "<" and ">" occur only as the ends of tags: it escapes both in texts and in attributes.
_TAG = re.compile(r"<[^<>]*>")
_SHEET = re.compile(r"<defs>\s*<style[^<>]*>[^<>]*</style>\s*</defs>")
_STYLE = re.compile(r' style="([^"]*)"')
_UNTURNED = re.compile(r' transform="rotate\(-0 [^"]*\)"')
_LABEL = re.compile(r'(<g id="[^"<>]*(said-[0-9]+)">\s*<text[^<>]*>)[^<>]*(?=</text>)')
_OUTLINE = re.compile(r'(?<= d=")[^"<>]*')
_FINE = re.compile(r"-?[0-9]+\.[0-9]{3,}")
_FONT = re.compile(r"(?:([0-9]+) )?([0-9.]+px) ")
_FAMILY = ' font-family="DejaVu Sans, sans-serif"'
_PLACE = re.compile(r'(?<= [xy]=")-?[0-9]+\.[0-9]{3,}(?=")')
_REFERENCE = re.compile(r'(url\(|href=")#')
_BOX = re.compile(r"M (\S+) (\S+) L (\S+) \2 L \3 (\S+) L \1 \4 (?:L \1 \2 )?z")


def tidied(svg: str, name: str, said: Mapping[str, str]) -> str:
    """Return the SVG element alone, with the chart's name before each id.

    ``said`` gives, by the id of a text with substitutes for characters that could not be drawn, what it really says.
    """
    element = _SHEET.sub("", svg[svg.index("<svg") :], count=1)
    element = _LABEL.sub(lambda label: label.group(1) + escape(said[label.group(2)], quote=False), element)
    element = _TAG.sub(lambda tag: _own(tag.group(), name), element)
    return element.replace("<svg", f'<svg stroke-linejoin="round" stroke-linecap="butt"{_FAMILY}', 1)


def _own(tag: str, name: str) -> str:
    """Return a tag with its ids made the chart's own and its style written as attributes."""
    tag = _PLACE.sub(_rounded, _UNTURNED.sub("", tag))
    if ' d="' in tag:
        tag = _OUTLINE.sub(lambda outline: _outline(outline.group()), tag)
    if ' style="' in tag:
        tag = _STYLE.sub(lambda style: _attributes(style.group(1)), tag)
    tag = tag.replace(' id="', f' id="{name}-')
    return _REFERENCE.sub(rf"\g<1>#{name}-", tag) if "#" in tag else tag


def _outline(data: str) -> str:
    """Return path data with coordinates in hundredths of a point, and boxes in the shortest words."""
    rounded = _FINE.sub(_rounded, data).replace(" \n", " ").replace("\n", " ").strip()
    return _BOX.sub(r"M\1 \2H\3V\4H\1z", rounded)


def _rounded(number: re.Match[str]) -> str:
    """Return a coordinate in hundredths of a point."""
    return f"{float(number.group()):.2f}".rstrip("0").rstrip(".")


def _attributes(style: str) -> str:
    """Return a style as attributes: they need no style sheet, which a page's security policy may forbid."""
    pairs = (entry.split(":", 1) for entry in unescape(style).split(";") if ":" in entry)
    return "".join(_attribute(key.strip(), value.strip()) for key, value in pairs)


def _attribute(key: str, value: str) -> str:
    if key == "font" and (found := _FONT.match(value)):  # how matplotlib before 3.11 writes the font
        weight, size = found.groups()
        return (_attribute("font-weight", weight) if weight else "") + _attribute("font-size", size)
    return "" if key == "font-family" else f' {key}="{escape(value)}"'
