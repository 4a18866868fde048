"""Comments without dates that no class names: what stands below a heading of comments, and what only looks like it."""

import pytest

from tests.readers.test_generic_pages import SAID, TEXT
from tests.readers.test_generic_themes import below_article

FORM = "<form><textarea></textarea></form>"
ENTRIES = {
    "a name in bold": ("<h3>Comments</h3>", "<div><strong>{}</strong><br><p>{}</p></div>", FORM),
    "a name and a colon": ("<h2>Comments</h2>", "<div class=box><p class=font-semibold>{}:</p><p>{}</p></div>", FORM),
    "a name and words in one": ("<h4>Comentarios</h4><ul>", "<li><p><strong>{}</strong>: {}</p></li>", "</ul>" + FORM),
    "as many as the heading says": ("<h3>3 comments</h3>", "<p><b>{}</b> {}</p>", ""),
    "called comments": ("<h4>Talk</h4>", "<div class=comment-1><p>{} said:</p><p>{}</p></div>", ""),
    "signed in a heading": ("", "<div class=comment><h3>Comment #1 <small>by {}</small></h3><p>{}</p></div>", ""),
    "one after the other": ("<h3>3 Comments:</h3>", "<label><b>{}</b></label> <em>May 3, 2024</em> <p>{}</p>", FORM),
}
OTHERS = {
    "parts of an article": "<h2>Discussion</h2><p><strong>Limits</strong> {}</p><p><strong>Outlook</strong> {}</p>",
    "an article on comments in code": "<h2>Comments</h2><p><b>Single-line</b>: {}</p><p><b>Multi-line</b>: {}</p>",
    "what stands below none": "<h3>No comments</h3><ul><li><b>Trams</b> {}</li><li><b>Rain</b> {}</li></ul>",
    "what stands below the form": f"<h3>Comments</h3>{FORM}<ul><li><b>Rosa Lind</b>{{}}</li><li><b>Otto</b>{{}}</ul>",
}


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_name_set_apart_begins_each_comment(kind: str) -> None:
    before, entry, after = ENTRIES[kind]
    thread = below_article(f"<main>{before}{''.join(entry.format(*said) for said in SAID)}{after}</main>")
    assert [(each.author, each.text) for each in thread.comments] == list(SAID)
    assert not any(words in (thread.article.body or "") for _, words in SAID)


@pytest.mark.parametrize("kind", OTHERS)
def test_what_only_begins_in_bold_is_no_comment(kind: str) -> None:
    assert not below_article(OTHERS[kind].format(TEXT, TEXT) + FORM).comments
