"""Label Studio: a sheet as tasks with their labelling set-up, and its JSON exports as codings.

Each decision is a control of its own: ``reply_stance``, ``claim__staged``, ``stance__council`` are choices, ``form``
and ``words`` are labels on the text; the labels of ``words`` are the names of choices whose words they show. Label
Studio counts places in UTF-16 units; they are put right by the words that stand beside them.
"""

import html
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from discourse.human.codings import CODES, Coded, Codings, Fault, Mark, completed, person, variables_of
from discourse.human.marks import FaultError, Shown, UnreadError, checked_mark, fault_of
from discourse.human.places import place_in
from discourse.human.rows import decided
from discourse.human.sheets import UNSURE, Sheet, decisions

_WORDS, _NOTE, _TEXT = "words", "note", "text"


def tasks(sheet: Sheet) -> bytes:
    """Return the tasks of a sheet as JSON, to be imported into a project."""
    records = [
        {
            "data": {
                "sheet": sheet.id,
                "codebook": sheet.codebook.hash,
                "source": row.source,
                "comment": row.comment,
                "article": row.article or "",
                "author": row.author or "",
                "answers": row.answers or "",
                _TEXT: row.text,
            }
        }
        for row in sheet.rows
    ]
    return msgspec.json.format(msgspec.json.encode(records), indent=1) + b"\n"


def configuration(sheet: Sheet) -> bytes:
    """Return the labelling set-up of a project (XML) for the decisions of a sheet."""
    choices = [(column, codes) for column, codes in decisions(sheet) if column != "form"]
    lines = [
        "<View>",
        '  <Header value="$article"/>',
        '  <Text name="answers" value="$answers"/>',
        '  <Text name="text" value="$text"/>',
        *_labels(_WORDS, [control(column) for column, _ in choices]),
        *(_labels("form", CODES["form"]) if "form" in sheet.variables else ()),
        *(line for column, codes in choices for line in _choices(column, codes, _label(sheet, column))),
        f'  <TextArea name="{_NOTE}" toName="{_TEXT}" placeholder="Note"/>',
        "</View>",
        "",
    ]
    return "\n".join(lines).encode()


def control(column: str) -> str:
    """Return what the control of a column of the sheet is called.

    >>> control("claim staged")
    'claim__staged'
    """
    return column.replace(" ", "__")


def _label(sheet: Sheet, column: str) -> str:
    entries = {f"claim {claim.id}": claim.label for claim in sheet.codebook.claim_types}
    entries |= {f"stance {target.id}": target.label for target in sheet.codebook.targets}
    return entries.get(column, column)


def _labels(name: str, values: Any) -> list[str]:
    inside = "".join(f'<Label value="{_quoted(value)}"/>' for value in values)
    return [f'  <Labels name="{name}" toName="{_TEXT}">{inside}</Labels>']


def _choices(column: str, codes: tuple[str, ...], label: str) -> list[str]:
    inside = "".join(f'<Choice value="{_quoted(code)}"/>' for code in (*codes, UNSURE))
    name = _quoted(control(column))
    return [
        f'  <Header value="{_quoted(label)}" size="5"/>',
        f'  <Choices name="{name}" toName="{_TEXT}" choice="single" showInline="true">{inside}</Choices>',
    ]


def _quoted(text: str) -> str:
    return html.escape(text.replace("$", "＄"))  # a dollar sign would be taken for a field of the task


def is_export(value: Any) -> bool:
    """Return whether a JSON value is an export of a project."""
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, dict) and isinstance(first.get("data"), dict) and ("annotations" in first)


def export_codings(value: list[Any], name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of each annotator of an export, and what cannot be right."""
    faults: list[Fault] = []
    found: dict[tuple[str, str | None, str | None], list[Coded]] = {}
    for number, task in enumerate(value, start=1):
        where = f"task number {number:,}"
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(data, dict) or not isinstance(task.get("annotations"), list):
            faults.append(Fault(where, "it has no data or no annotations"))
            continue
        comment = _word(data, "comment") or _word(data, "id")
        if comment is None:
            faults.append(Fault(where, "its data name no comment"))
            continue
        for annotation in filter(_counts, task["annotations"]):
            key = (_annotator(annotation, name), _word(data, "sheet"), _word(data, "codebook"))
            marks = tuple(_marks(annotation, _word(data, _TEXT), where, faults))
            coded = Coded(source=_word(data, "source"), comment=comment, marks=marks, note=_note(annotation))
            found.setdefault(key, []).append(coded)
    return tuple(_codings(key, comments) for key, comments in found.items()), tuple(faults)


def _codings(key: tuple[str, str | None, str | None], comments: list[Coded]) -> Codings:
    coder, sheet, codebook = key
    asked = variables_of(comments)
    return Codings(coder=coder, comments=completed(comments, asked), asked=asked, sheet=sheet, codebook=codebook)


def _counts(annotation: Any) -> bool:
    return isinstance(annotation, dict) and not annotation.get("was_cancelled")


def _word(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    return str(value) if isinstance(value, (str, int)) and str(value) else None


def _annotator(annotation: Mapping[str, Any], name: str) -> str:
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        full = " ".join(filter(None, (_word(by, "first_name"), _word(by, "last_name"))))
        by = full or by.get("email") or by.get("id")
    return person(f"annotator {by}" if isinstance(by, int) else str(by)[:200] if by else name)


def _results(annotation: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    results = annotation.get("result")
    for result in results if isinstance(results, list) else ():
        if isinstance(result, dict) and isinstance(result.get("value"), dict):
            yield str(result.get("from_name")), str(result.get("type")), result["value"]


def _note(annotation: Mapping[str, Any]) -> str | None:
    texts = [value.get("text") for name, _, value in _results(annotation) if name == _NOTE]
    words = [str(word) for text in texts for word in (text if isinstance(text, list) else [text])]
    return " ".join(words)[:2_000] or None


def _marks(annotation: Mapping[str, Any], text: str | None, where: str, faults: list[Fault]) -> Iterator[Mark]:
    shown = _shown(annotation, text)
    for name, kind, value in _results(annotation):
        place = decided(name.replace("__", " ", 1))
        if place is None:
            continue
        said = value.get(kind) if isinstance(value.get(kind), list) else []
        span = _span(value, text) if kind == "labels" else shown.get(name)
        for code in said if isinstance(said, list) else ():
            try:
                given = None if code == UNSURE else str(code)
                yield checked_mark(*place, given, Shown(span, text[slice(*span)] if text and span else None))
            except UnreadError as error:
                faults.append(fault_of(where, error))
                yield error.mark
            except FaultError as error:
                faults.append(fault_of(where, error))


def _shown(annotation: Mapping[str, Any], text: str | None) -> dict[str, tuple[int, int]]:
    """Return the place of the first words that show each choice."""
    found: dict[str, tuple[int, int]] = {}
    for name, kind, value in _results(annotation):
        labels = value.get(kind)
        span = _span(value, text)
        if name == _WORDS and isinstance(labels, list) and span:
            for label in labels:
                found.setdefault(str(label), span)
    return found


def _span(value: Mapping[str, Any], text: str | None) -> tuple[int, int] | None:
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return None
    return place_in(text, (start, end), words if isinstance(words, str) else None)
