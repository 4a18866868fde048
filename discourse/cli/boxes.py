"""What is said where pages show boxes for want of a font."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discourse.model import Thread


def words_in(thread: "Thread") -> str:
    """Return all that pages show of what people wrote."""
    said = (part for each in thread.comments for part in (each.author, each.text))
    return " ".join(filter(None, (thread.article.title, thread.article.body, *said)))


def said_of_boxes(text: str, where: str, *, signs: bool) -> str | None:
    """Return a clause on the characters of a text that pages show as boxes, and what brings them; ``None`` for none.

    Where only signs and pictures are lacking all can be read, and it is said only if ``signs`` asks for it.
    """
    from discourse.charts.lettering import scripts
    from discourse.reporting.glyphs import package_fonts
    from discourse.reporting.setting import missing_in

    missing = sorted(missing_in(text))
    if not missing or not (signs or any(map(str.isalpha, missing))):
        return None
    many = f"{len(missing)} {'character' if len(missing) == 1 else 'characters'}"
    cure = "install a font that has them" if package_fonts() else "pip install 'discourse[fonts]' brings fonts"
    return f"{where} show boxes for {many} that no font here has ({scripts(''.join(missing))}); {cure}"
