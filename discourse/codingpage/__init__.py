"""Pages on which people code: one HTML file each, offline, blind, driven by the keyboard.

``coding_page`` shows each comment of a sheet in its thread, has the codebook at hand, keeps the codings in the browser,
and gives them as the file that ``docs/human-coding.md`` describes. ``replies_page`` asks what each comment answers.
"""

from collections.abc import Sequence

from discourse.codingpage.content import content, flat_content
from discourse.codingpage.page import Guide, set_page
from discourse.human.drawing import Page
from discourse.human.sheets import Sheet
from discourse.model import Thread
from discourse.translation import translated


def coding_page(sheet: Sheet, pages: Sequence[Page], guide: Guide | None = None) -> bytes:
    """Return the page on which a sheet is coded, as HTML in UTF-8; the codings of ``pages`` do not get in.

    ``guide`` stands at its head in place of a short instruction.
    """
    said = content(sheet, pages)
    return set_page("coding", said, guide or _short_guide(sheet), len(said.items))


def replies_page(sheet: str, thread: Thread, guide: Guide) -> bytes:
    """Return the page that asks what each comment of a thread answers; its links do not get in.

    ``sheet`` is an id that goes into the file it gives: JSON with ``format`` (``discourse-replies``), ``sheet``,
    ``coder`` and ``answers``, a list of ``comment`` and ``answers``: the id of a comment above, an empty text for the
    article, or ``null`` for "I cannot tell".
    """
    said = flat_content(sheet, thread)
    return set_page("replies", said, guide, len(said.page.comments))


def _short_guide(sheet: Sheet) -> Guide:
    how = (
        translated(
            "Read the comment in its place, mark what is in it, and go on. What you do not mark is absent. "
            "Where you cannot tell, say so: that is an answer, too."
        ),
        translated("Code alone, and do not look at what others have coded: your own reading is what counts."),
    )
    return Guide(
        title=translated("Coding by {codebook}", codebook=sheet.codebook.title),
        parts=((translated("How to code"), how),),
    )


__all__ = ["Guide", "coding_page", "replies_page"]
