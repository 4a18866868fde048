"""What the script of a page is told: one JSON text of numbers and words, none of which it can take for code."""

import json
from collections.abc import Iterator, Mapping, Sequence

from discourse.charts.style import look
from discourse.replies.graph import GUESSED_KINDS
from discourse.reporting.facets import Facet, stance_of, stance_words
from discourse.reporting.records import Label, Passage
from discourse.translation import translated

_IN_MARKUP = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def page_data(passages: Sequence[Passage], facets: Sequence[Facet], language: str) -> str:
    """Return the data of a page as JSON, safe inside a script element.

    Comments are columns, in the order of the page. ``parents`` are places in that order, -1 for the article or for a
    comment that the page does not show. ``reasons`` has, for each comment and each of its labels, what was said of
    it and the numbers of the ``lines`` that say why.
    """
    places = {passage.number: place for place, passage in enumerate(passages)}
    lines: dict[str, int] = {}
    data = {
        "language": language,
        "words": words(),
        "numbers": [passage.number for passage in passages],
        "parents": [places.get(passage.answer.number or 0, -1) for passage in passages],
        "depths": [passage.depth for passage in passages],
        "levels": [passage.level for passage in passages],
        "guessed": [int(passage.answer.kind in GUESSED_KINDS) for passage in passages],
        "codes": [stance_of(passage) for passage in passages],
        "stances": stance_words(),
        "marks": {code: look(code).mark for code in sorted(set(map(stance_of, passages)))},
        "facets": [{"key": facet.key, "of": facet.of} for facet in facets],
        "reasons": [[list(_reasons(label, lines)) for label in passage.labels] for passage in passages],
        "lines": list(lines),
    }
    return in_script(data)


def in_script(value: object) -> str:
    r"""Return a value as JSON that holds no tag, no comment and no character reference.

    >>> in_script({"a": "</script><!-- &amp;"})
    '{"a":"\\u003c/script\\u003e\\u003c!-- \\u0026amp;"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_MARKUP)


def _reasons(label: Label, lines: dict[str, int]) -> Iterator[tuple[str, list[int]]]:
    for why in label.why:
        yield why.said, [lines.setdefault(line, len(lines)) for line in why.reasons]


def words() -> Mapping[str, str]:
    """Return what the script says, by the name that it has there; the script fills in what is in braces."""
    return {
        "shown": translated("{shown} of {total} comments match"),
        "cleared": translated("Filters were cleared to show this comment"),
        "hits": translated("{hits} found in {comments} comments"),
        "hit": translated("{at} of {hits}"),
        "none": translated("not found"),
        "foldAll": translated("Fold all"),
        "unfoldAll": translated("Unfold all"),
        "comment": translated("comment {number}, {author}"),
        "map": translated("{number} {author}: {stance}"),
    }
