"""Tables as pupils' programs save them: OpenDocument as LibreOffice does, with rows and columns repeated."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_EMPTY = '<table:table-cell table:number-columns-repeated="{n}"/>'
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576


def open_document(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Return rows as the bytes of an .ods file."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}{_EMPTY.format(n=MOST_COLUMNS - len(row))}</table:table-row>"
        for row in rows
    )
    rest = MOST_ROWS - len(rows)
    below = f'<table:table-row table:number-rows-repeated="{rest}">{_EMPTY.format(n=MOST_COLUMNS)}</table:table-row>'
    table = f'<table:table table:name="Tabelle1">{lines}{below}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<office:document-content {_SPACES} office:version="1.3">{body}</office:document-content>'
    entry = f'<m:file-entry m:full-path="/" m:media-type="{_TYPE}"/>'
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entry}</m:manifest>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", _TYPE)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return held.getvalue()


def _cell(value: str | int) -> str:
    kind = (
        'office:value-type="string"' if isinstance(value, str) else f'office:value-type="float" office:value="{value}"'
    )
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"
