"""The words that stand on every page of a report: titles of its parts, and what is said in an empty place."""

from discourse.translation import deferred, translated

_WORDS = {
    "overline": deferred("Comment section report"),
    "contents": deferred("Contents"),
    "summary": deferred("Summary"),
    "telling": deferred("Comments that tell most"),
    "telling_three": deferred("Three comments that tell most"),
    "completeness": deferred("Completeness"),
    "structure": deferred("Shape of the exchange"),
    "charts": deferred("Charts"),
    "comments": deferred("Comments"),
    "terms": deferred("Terms"),
    "method": deferred("Method"),
    "caveats": deferred("Caveats"),
    "no_caveats": deferred("There is nothing in this report that a caveat could apply to."),
    "more_caveats": deferred("All caveats stand at the end."),
    "no_text": deferred("no text"),
    "logo": deferred("Logo"),
    "numbers": deferred("no."),
}


def headings() -> dict[str, str]:
    """Return the words in the language in force, by the name that the templates know them by."""
    return {name: translated(words) for name, words in _WORDS.items()}
