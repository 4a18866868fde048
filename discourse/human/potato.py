"""Potato: a sheet as its configuration and data, and its outputs as codings.

Each decision is a scheme of its own, called as the column of the sheet is, with ``__`` for the blank. Read are the
JSON lines of one or all annotators (``label_annotations``), the state of an annotator
(``instance_id_to_label_to_value``) and the tables (a column ``scheme:::label``).
Potato shows texts as HTML, so they are escaped on the way out.
"""

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from discourse.human.cells import Table
from discourse.human.codings import CODES, Coded, Codings, Fault, Mark, completed, person, variables_of
from discourse.human.label_studio import control
from discourse.human.marks import FaultError, Shown, UnreadError, checked_mark, fault_of
from discourse.human.places import place_in
from discourse.human.rows import decided
from discourse.human.sheets import UNSURE, Sheet, decisions

_STATE, _LABELS, _SPANS = "instance_id_to_label_to_value", "label_annotations", "span_annotations"
_JOIN, _BETWEEN = ":::", "::"
_UNSET = (None, False, "", 0, "0", "false", "False")


def files(sheet: Sheet) -> dict[str, bytes]:
    """Return the files of a Potato project by their name: ``config.yaml`` and ``comments.jsonl``."""
    return {"config.yaml": _configuration(sheet), "comments.jsonl": _comments(sheet)}


def _comments(sheet: Sheet) -> bytes:
    lines = (
        {
            "id": instance(row.source, row.comment),
            "text": html.escape(row.text, quote=False),
            "answers": html.escape(row.answers or "", quote=False),
        }
        for row in sheet.rows
    )
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def instance(source: str, comment: str) -> str:
    """Return the id by which Potato knows a comment.

    >>> instance("page.html", "58201")
    'page.html::58201'
    """
    return f"{quote(source, safe=' ()')}{_BETWEEN}{quote(comment, safe=' ()')}"


def _place(identifier: str) -> tuple[str | None, str]:
    source, between, comment = identifier.partition(_BETWEEN)
    return (unquote(source), unquote(comment)) if between else (None, identifier)


def _configuration(sheet: Sheet) -> bytes:
    """Return the configuration as YAML, each value of which is written as JSON."""
    settings = {
        "annotation_task_name": f"Sheet {sheet.id}",
        "task_dir": ".",
        "data_files": ["comments.jsonl"],
        "item_properties": {"id_key": "id", "text_key": "text"},
        "output_annotation_dir": "annotation_output",
        "output_annotation_format": "jsonl",
        "user_config": {"allow_all_users": True, "users": []},
    }
    lines = [f"{key}: {json.dumps(value)}" for key, value in settings.items()]
    schemes = [f"  - {json.dumps(_scheme(sheet, column, codes))}" for column, codes in decisions(sheet)]
    note = json.dumps({"annotation_type": "text", "name": "note", "description": "Note"})
    return "\n".join([*lines, "annotation_schemes:", *schemes, f"  - {note}", ""]).encode()


def _scheme(sheet: Sheet, column: str, codes: Iterable[str]) -> dict[str, Any]:
    kind = "span" if column == "form" else "radio"
    said = {f"claim {claim.id}": f"{claim.label}: {claim.definition}" for claim in sheet.codebook.claim_types}
    said |= {f"stance {target.id}": f"Stance toward {target.label}" for target in sheet.codebook.targets}
    labels = [code for code in codes if kind == "radio" or code in CODES["form"][:-1]]
    return {
        "annotation_type": kind,
        "name": control(column),
        "description": said.get(column, column),
        "labels": [*labels, *([UNSURE] if kind == "radio" else ())],
    }


class _Said(NamedTuple):
    """What an annotator said of one comment, as scheme, label and place of the words."""

    coder: str
    identifier: str
    labels: tuple[tuple[str, str, tuple[int, int] | None, str | None], ...]
    text: str | None = None


def is_output(value: Any) -> bool:
    """Return whether a JSON value is the state of an annotator, or a line of an output."""
    return isinstance(value, dict) and (_STATE in value or _LABELS in value)


def is_table(columns: Iterable[str]) -> bool:
    """Return whether a table is an output of Potato."""
    return any(_JOIN in column for column in columns)


def output_codings(values: Iterable[Any], name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of each annotator of the JSON values of an output, and what cannot be right."""
    said = [each for value in values if isinstance(value, dict) for each in _said(value, name)]
    return _gathered(said)


def table_codings(table: Table, name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of each annotator of an output as a table, and what cannot be right."""
    columns = [(column, *column.split(_JOIN, 1)) for column in table.columns if _JOIN in column]
    said = [
        _Said(
            row.get("user") or name,
            row.get("instance_id") or row.get("id"),
            tuple((scheme, label, None, None) for column, scheme, label in columns if row.get(column) not in _UNSET),
        )
        for row in table.rows
    ]
    return _gathered(said)


def _said(value: Mapping[str, Any], name: str) -> Iterator[_Said]:
    if _STATE in value:
        coder = str(value.get("user_id") or name)
        spans = value.get("instance_id_to_span_to_value")
        for identifier, labels in _items(value[_STATE]):
            found = [*_pairs(labels), *_spans(spans.get(identifier) if isinstance(spans, dict) else None)]
            yield _Said(coder, identifier, tuple(found))
        return
    identifier = value.get("id", value.get("instance_id"))
    text = value.get("displayed_text")
    shown = html.unescape(text) if isinstance(text, str) else None
    found = [*_pairs(value.get(_LABELS)), *_spans(value.get(_SPANS))]
    coder = str(value.get("user") or value.get("user_id") or name)
    yield _Said(coder, str(identifier or ""), tuple(found), shown)


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _pairs(labels: Any) -> Iterator[tuple[str, str, None, None]]:
    """Yield scheme and label, whichever way they are written down."""
    if isinstance(labels, list):  # [[{"schema": …, "name": …}, value], …]
        for pair in labels:
            if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], dict) and pair[1] not in _UNSET:
                yield str(pair[0].get("schema")), str(pair[0].get("name")), None, None
        return
    for scheme, chosen in _items(labels):
        if isinstance(chosen, str):
            yield scheme, chosen, None, None
            continue
        inner = chosen.get("labels") if isinstance(chosen, dict) and set(chosen) == {"labels"} else chosen
        for label, value in _items(inner):
            if not isinstance(value, (dict, list)) and value not in _UNSET:
                yield scheme, label if scheme != "note" else str(value), None, None


def _spans(spans: Any) -> Iterator[tuple[str, str, tuple[int, int], str | None]]:
    listed = spans if isinstance(spans, list) else [each for _, group in _items(spans) for each in _listed(group)]
    for each in listed:
        one = each[0] if isinstance(each, list) and each and isinstance(each[0], dict) else each
        if not isinstance(one, dict):
            continue
        start, end = one.get("start"), one.get("end")
        label = one.get("annotation") or one.get("label") or one.get("name")
        words = one.get("span") or one.get("text")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end and label:
            yield "form", str(label), (start, end), html.unescape(words) if isinstance(words, str) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _gathered(said: Iterable[_Said]) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    faults: list[Fault] = []
    of_coder: dict[str, dict[tuple[str | None, str], Coded]] = {}
    for number, each in enumerate(said, start=1):
        if not each.identifier:
            faults.append(Fault(f"entry number {number:,}", "it names no comment"))
            continue
        source, comment = _place(each.identifier)
        marks = tuple(_marks(each, faults))
        note = " ".join(label for scheme, label, _, _ in each.labels if scheme == "note")[:2_000] or None
        coded = Coded(source=source, comment=comment, marks=marks, note=note)
        of_coder.setdefault(person(each.coder[:200]), {})[source, comment] = coded
    return tuple(_codings(coder, tuple(coded.values())) for coder, coded in of_coder.items()), tuple(faults)


def _codings(coder: str, comments: tuple[Coded, ...]) -> Codings:
    asked = variables_of(comments)
    return Codings(coder=coder, comments=completed(comments, asked), asked=asked)


def _marks(said: _Said, faults: list[Fault]) -> Iterator[Mark]:
    for scheme, label, span, words in said.labels:
        place = decided(scheme.replace("__", " ", 1))
        if place is None:
            continue
        try:
            shown = Shown(place_in(said.text, span, words) if span else None, words)
            yield checked_mark(*place, None if label == UNSURE else label, shown)
        except UnreadError as error:
            faults.append(fault_of(f"comment “{said.identifier[:60]}”", error))
            yield error.mark
        except FaultError as error:
            faults.append(fault_of(f"comment “{said.identifier[:60]}”", error))
