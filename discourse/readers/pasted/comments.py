"""From a run of comments to the comments: each header read, each text whole, what surrounds them left out."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from discourse.model import Comment, Skipped, SkippedKind
from discourse.readers.dating import Dating, iso_of_found
from discourse.readers.pasted.answering import HANDLE
from discourse.readers.pasted.below import FURNITURE, after_furniture
from discourse.readers.pasted.furniture import is_pingback_text, without_by
from discourse.readers.pasted.headers import Start
from discourse.readers.pasted.lexicon import match
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import UNAPPROVED, Mark, Role
from discourse.readers.pasted.previews import take_previews
from discourse.readers.pasted.profiles import Piece, set_apart
from discourse.readers.pasted.section import Section
from discourse.readers.pasted.templates import Run
from discourse.readers.pasted.voting import votes_of
from discourse.readers.times import Time

_ALWAYS_HEADER = frozenset({Role.TIME, Role.BADGE, Role.REPLY_TO, Role.LABEL, Role.NOTE})
_HEADER = _ALWAYS_HEADER | {Role.NUMBER, Role.ACTION, Role.SECTION}
_ALWAYS_FOOTER = frozenset({Role.ACTION, Role.LOAD, Role.REPLY_TO, Role.NOTE})
_MAYBE_FOOTER = frozenset({Role.NUMBER, Role.TIME, Role.BADGE, Role.LABEL, Role.SORT, Role.SECTION, Role.HEADER})
_FOOTER = _ALWAYS_FOOTER | _MAYBE_FOOTER
_AFTER_ALL = frozenset({Role.END, Role.FORM, Role.COUNT, Role.NONE, Role.PAGE, Role.SORT})
_REASONS: dict[SkippedKind, str] = {
    "pingback": "the excerpt of a page that links here",
    "unapproved": "a comment that awaits moderation",
}
_NUMBERED = re.compile(r"#\d{1,5}\s+(?=\S)")
_HANGING = " ,·•|"
_DOTS = frozenset("·•∙|")
"""Signs that divide a name from a time on the next line."""
_COMMON = 0.4
_LEAST_SHARED, _SHARED = 3, 0.2
_SETTLED = 0.7
_MENU_LINES = 4
_SOON = 12
_BUTTON_SOON = 5
_ABOVE = 3
_AGAIN = 3
_NEARLY_ALL = 0.8
_PROFILE, _LONGEST_PROFILE = 9, 80
_IN_TURN = 4
_SHORT = 40
_ROLE = re.compile(r"(?<=\S) (?:Mod|MOD|OP)$")
"""A role set right after a name."""


def read_comments(
    lines: Sequence[Line], marks: Sequence[Mark], section: Section, dating: Dating
) -> tuple[tuple[Comment, ...], tuple[Skipped, ...], int]:
    """Return the comments of a section, what was left out of it, and the line after its last comment.

    ``dating`` says how dates of the page are meant, and from which day "2 days ago" is counted back.
    """
    if section.run is None:
        return (), _skipped(lines, marks, section.head, len(lines), set()), section.head
    pieces = _pieces(section.run, lines, marks)
    template = section.run.template
    if template and (template.place == "after" or not (template.has_time or template.place == "below")):
        _take_times_above(pieces, marks)
    end = max((place for piece in pieces for place in (*piece.words, *piece.footer)), default=section.head) + 1
    pieces = _with_spoken_to(pieces, lines)
    take_previews(pieces, [line.text for line in lines])
    _take_answered(pieces, lines)
    nested = _indents(pieces, lines)
    comments = []
    left_out: Counter[SkippedKind] = Counter()
    tight = _is_tight(pieces, lines)
    for piece, parent in zip(pieces, nested, strict=True):
        comment = _comment(piece, lines, marks, dating, tight)
        kind = _kind_left_out(piece, comment, marks)
        if kind:
            left_out[kind] += 1
        else:
            comments.append((comment, parent))
        left_out["pingback"] += any(is_pingback_text(lines[place].text) for place in piece.beyond)
    numbered = _numbered(_without_places(comments))
    skipped = list(_skipped(lines, marks, section.head, _ledger_end(marks, end), _used(pieces)))
    skipped += [
        Skipped(kind=kind, reason=_REASONS[kind], count=count) for kind, count in sorted(left_out.items()) if count
    ]
    return numbered, tuple(skipped), end


def _kind_left_out(piece: Piece, comment: Comment, marks: Sequence[Mark]) -> SkippedKind | None:
    """Return why a comment is left out: it is another page's excerpt, or only its author sees it yet."""
    if is_pingback_text(comment.text):
        return "pingback"
    notes = (marks[place].title for place in (*piece.header, *piece.footer) if marks[place].role is Role.NOTE)
    return "unapproved" if UNAPPROVED in notes else None


def _ledger_end(marks: Sequence[Mark], end: int) -> int:
    """Return where the furniture right after the last comment ends."""
    while end < len(marks) and marks[end].role not in {Role.TEXT, Role.CAPTION, Role.HEADER}:
        end += 1
    return end


def _pieces(run: Run, lines: Sequence[Line], marks: Sequence[Mark]) -> list[Piece]:
    if run.template and run.template.place == "below":
        return _pieces_signed_below(run.starts, lines, marks)
    ends = [start.first for start in run.starts[1:]]
    headers = _common_headers(run, marks)
    run = _with_profiles(run, lines, marks)
    pieces = [_piece(start, end, lines, marks, headers) for start, end in zip(run.starts, ends, strict=False)]
    common = _common_footers(pieces, marks)
    last_end = _end_of_last(run.starts[-1], lines, marks, common)
    pieces.append(_piece(run.starts[-1], last_end, lines, marks, headers))
    if len(pieces) == 1:
        common = dict.fromkeys(_FOOTER, 1.0)
    for piece in pieces:
        _part(piece, lines, marks, common)
    for piece in pieces if run.template and run.template.role is Role.NOTE else ():
        _cut_at_time(piece, lines, marks)
    if run.template:
        set_apart(pieces, [line.text for line in lines])
    return pieces


def _pieces_signed_below(starts: Sequence[Start], lines: Sequence[Line], marks: Sequence[Mark]) -> list[Piece]:
    """Return comments whose author stands below their words; what follows the author there is of the same comment."""
    pieces = []
    for start in starts:
        signed = [start.author_line, *([] if start.time_line is None else [start.time_line])]
        is_dated_above = start.time_line is not None and start.time_line < start.first
        words = list(range(start.first, start.author_line if is_dated_above else min(signed)))
        leading = []
        while words and marks[words[0]].role in FURNITURE:
            leading.append(words.pop(0))
        header = [*leading, *sorted(signed)] if len(signed) > 1 else signed
        pieces.append(Piece(start, header=header, words=words))
    common = {} if starts[0].time_line is None else _common_footers(pieces, marks)
    for piece in pieces:
        _part(piece, lines, marks, common)
        last = max(piece.header)
        piece.footer += range(last + 1, after_furniture(last, marks))
    return pieces


def _common_headers(run: Run, marks: Sequence[Mark]) -> frozenset[Role]:
    """Return the roles that stand between author and words often enough to be part of the header."""
    seen: Counter[Role] = Counter()
    for start in run.starts:
        place = start.author_line + 1
        while place < len(marks) and marks[place].role in _HEADER:
            seen[marks[place].role] += 1
            place += 1
    return _ALWAYS_HEADER | {role for role in seen if seen[role] >= _COMMON * len(run)}


def _piece(start: Start, end: int, lines: Sequence[Line], marks: Sequence[Mark], headers: frozenset[Role]) -> Piece:
    above = (start.heading, start.time_line, _told_again(start, end, lines, marks))
    place = next(each for each in above if each is not None) + 1
    piece = Piece(start, header=[each for each in range(start.first, place) if each != start.heading])
    has_time = marks[start.author_line].time is not None
    while place < end and _is_of_header(place, lines, marks, headers, has_time):
        piece.header.append(place)
        place += 1
    if place + 1 < end and marks[place].role is Role.ACTION and _counts(lines[place].text):  # "1 reply" over the words
        piece.header.append(place)
        place += 1
    if _is_counted_label(place, end, lines, marks):  # a profession, over how many agree
        piece.header += [place, place + 1]
        place += 2
    piece.words = list(range(place, end))
    return piece


def _is_of_header(
    place: int, lines: Sequence[Line], marks: Sequence[Mark], headers: frozenset[Role], has_time: bool
) -> bool:
    role = marks[place].role
    return lines[place].text in _DOTS or (role in headers and not (has_time and role is Role.HEADER))


def _is_counted_label(place: int, end: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether a short line that ends no sentence stands over a note with a number, and words below that."""
    if place + 2 >= end or marks[place].role is not Role.TEXT or len(lines[place].text) > _LONGEST_PROFILE:
        return False
    noted = marks[place + 1].role is Role.NOTE and _counts(lines[place + 1].text)
    return noted and lines[place].text[-1] not in ".!?…。！？" and marks[place + 2].role is Role.TEXT


def _counts(text: str) -> bool:
    return any(map(str.isdecimal, text))


def _with_profiles(run: Run, lines: Sequence[Line], marks: Sequence[Mark]) -> Run:
    """Return a run that no time parts with the times of its headers, where most have one below a short profile."""
    if run.template is None or run.template.has_time:
        return run
    times = [_time_below(start.author_line, lines, marks) for start in run.starts]
    if sum(time is not None for time in times) < max(_IN_TURN, _NEARLY_ALL * len(times)):
        return run
    starts = [start._replace(time_line=time) for start, time in zip(run.starts, times, strict=True)]
    return Run(run.template, tuple(starts), run.score)


def _time_below(author: int, lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """Return the line of a time a few lines below an author, with no words of a comment between."""
    for place in range(author + 1, min(len(marks), author + _PROFILE)):
        if marks[place].role is Role.TIME:
            return place
        if len(lines[place].text) > _LONGEST_PROFILE or lines[place].text[-1] in ".!?…":
            break
    return None


def _told_again(start: Start, end: int, lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """Return the last line of a header that says author and time again below, a place between; else its first."""
    if marks[start.author_line].role is not Role.HEADER or not marks[start.author_line].time:
        return start.author_line
    below = range(start.author_line + 1, min(end, start.author_line + _AGAIN + 1))
    again = next((at for at in below if lines[at].text == start.author), end)
    below = range(again + 1, min(end, again + _AGAIN))
    time = (at for at in below if marks[at].role is Role.TIME)
    return next(time, start.author_line)


def _common_footers(pieces: Sequence[Piece], marks: Sequence[Mark]) -> dict[Role, float]:
    """Return the share of comments that have a line of each role right after their words.

    Buttons count wherever they stand: what no list knows may follow them.
    """
    seen: Counter[Role] = Counter()
    for piece in pieces:
        found = {Role.ACTION} if any(marks[place].role is Role.ACTION for place in piece.words[1:]) else set()
        for place in reversed(piece.words):
            if marks[place].role not in _FOOTER:
                break
            found.add(marks[place].role)
        seen.update(found)
    return {role: seen[role] / len(pieces) for role in sorted(seen)} if pieces else {}


def _excerpt(words: Sequence[int], lines: Sequence[Line]) -> int:
    """Return where a linking page's title and its excerpt in "[…]" begin among words, or the number of words."""
    for at, place in enumerate(words[2:], 2):
        if is_pingback_text(lines[place].text) and lines[place].text.endswith("]"):
            return at - 1
    return len(words)


def _part(piece: Piece, lines: Sequence[Line], marks: Sequence[Mark], common: dict[Role, float]) -> None:
    """Part the words of a comment from the lines after them, and from a linking page's line among them."""
    words = piece.words
    cut = next((at for at, place in enumerate(words) if marks[place].role is Role.PINGBACK), len(words))
    cut = min(cut, _excerpt(words, lines))
    words, piece.beyond = words[:cut], words[cut:]
    if common.get(Role.ACTION, 0.0) >= _SETTLED:
        cut = next((at for at, place in enumerate(words) if at and marks[place].role is Role.ACTION), len(words))
        words, piece.footer = words[:cut], words[cut:]
    while words and (lines[words[-1]].text in _DOTS or _is_footer(marks[words[-1]].role, common)):
        piece.footer.insert(0, words.pop())
    if not words:
        words = _words_among_marks(piece, marks)
    piece.words = words


def _is_footer(role: Role, common: dict[Role, float]) -> bool:
    return role in _ALWAYS_FOOTER or (role in _MAYBE_FOOTER and common.get(role, 0.0) >= _COMMON)


def _words_among_marks(piece: Piece, marks: Sequence[Mark]) -> list[int]:
    """Return the last button or number of a header that has two: a comment may be such a word itself."""
    for place in reversed(piece.header):
        if place > piece.start.author_line and marks[place].role in {
            Role.NUMBER,
            Role.ACTION,
            Role.BADGE,
            Role.SECTION,
        }:
            alike = sum(marks[other].role is marks[place].role for other in (*piece.header, *piece.footer))
            if alike > 1:
                piece.header.remove(place)
                return [place]
    return []


def _end_of_last(start: Start, lines: Sequence[Line], marks: Sequence[Mark], common: dict[Role, float]) -> int:
    """Return where the last comment ends: at the button that ends the others, or where the page goes on."""
    place = (start.author_line if start.time_line is None else start.time_line) + 1
    while place < len(lines) and marks[place].role in _HEADER:
        place += 1
    place += 2 * _is_counted_label(place, len(lines), lines, marks)
    first = place
    settled = {role for role, share in common.items() if share >= _SETTLED}
    while place < len(lines):
        role = marks[place].role
        if role in _AFTER_ALL or role is Role.PINGBACK:
            return place
        unfolds = match(lines[place].text, "unfold") is not None
        if place > first and (role in settled or (role in _ALWAYS_FOOTER)) and not unfolds:
            return _after_footer(place, marks)
        usual = common.get(role, 0.0) >= _COMMON  # votes as the other comments have them
        if place > first and not usual and _is_menu(place, lines, marks) and not _ends_soon(place, marks, settled):
            return place
        place += 1
    return place


def _after_footer(place: int, marks: Sequence[Mark]) -> int:
    while place < len(marks) and marks[place].role in _FOOTER - {Role.SECTION, Role.HEADER}:
        place += 1
    return place


def _ends_soon(place: int, marks: Sequence[Mark], settled: Container[Role]) -> bool:
    """Return whether only words stand between here and a reply form close by, or the button that ends all comments."""
    for at, mark in enumerate(marks[place : place + _SOON]):
        if mark.role in {Role.END, Role.FORM} or (at <= _BUTTON_SOON and mark.role in settled):
            return True
        if mark.role is not Role.TEXT:
            return False
    return False


def _is_menu(place: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether short lines stand in a row without the end of a sentence: a menu or links, not words."""
    ahead = range(place, place + _MENU_LINES)
    return place + _MENU_LINES <= len(lines) and all(
        marks[index].role is not Role.TEXT or (len(lines[index].text) < 45 and lines[index].text[-1].isalnum())
        for index in ahead
    )


def _take_times_above(pieces: Sequence[Piece], marks: Sequence[Mark]) -> None:
    """Where a time stands above the first author, the time above each author is its own, not of the comment before."""
    above = _time_above(pieces[0].start.first, marks)
    if above is None or any(marks[place].role is Role.TIME for place in pieces[-1].footer):
        return  # no time, or the day alone: each comment, the last as well, has its time below
    pieces[0].header.insert(0, above)
    for before, piece in pairwise(pieces):
        place = _time_above(piece.start.first, marks)
        if place is not None and place in before.footer:
            before.footer.remove(place)
            piece.header.insert(0, place)


def _time_above(first: int, marks: Sequence[Mark]) -> int | None:
    """Return the line of a time right above a header, or above its number ("#3")."""
    for place in range(first - 1, max(-1, first - _ABOVE), -1):
        if marks[place].role is Role.TIME:
            return place
        if marks[place].role not in {Role.NOTE, Role.NUMBER}:
            break
    return None


def _is_tight(pieces: Sequence[Piece], lines: Sequence[Line]) -> bool:
    """Return whether the texts have no blank lines at all, so that each line is a paragraph."""
    return not any(lines[place].gap for piece in pieces for place in (*piece.header, *piece.words))


def _with_spoken_to(pieces: Sequence[Piece], lines: Sequence[Line]) -> list[Piece]:
    """Part "Ann Bob • 2 days ago" into Ann, who answers Bob, where Bob has spoken before.

    Only where a dot follows, or where many names are made so.
    """
    spoken: set[str] = set()
    found: list[str | None] = []
    for piece in pieces:
        name = piece.start.author
        others = [other for other in spoken if name.endswith(" " + other)] if name not in spoken else []
        answers = max(others, key=len, default=None)
        found.append(answers)
        spoken.add(name.removesuffix(" " + answers).strip() if answers else name)
    usual = sum(map(bool, found)) >= max(_LEAST_SHARED, _SHARED * len(pieces))
    for piece, answers in zip(pieces, found, strict=True):
        if answers and (usual or "•" in lines[piece.start.author_line].text):
            piece.answers = answers
            piece.start = piece.start._replace(author=piece.start.author.removesuffix(" " + answers).strip())
    return list(pieces)


def _take_answered(pieces: Sequence[Piece], lines: Sequence[Line]) -> None:
    """Take the name of an earlier author that stands alone over the words of several comments: whom they answer."""
    spoken: dict[str, str] = {}
    found = []
    for piece in pieces:
        over = lines[piece.words[0]].text if len(piece.words) > 1 else ""
        whom = spoken.get(over) or spoken.get(over.removeprefix("@"))
        if whom and whom != piece.start.author and piece.answers is None:
            found.append((piece, whom))
        spoken[piece.start.author] = piece.start.author
        spoken |= dict.fromkeys(_accounts(piece, lines), piece.start.author)
    for piece, whom in found:
        piece.answers = whom
        piece.header.append(piece.words.pop(0))


def _accounts(piece: Piece, lines: Sequence[Line]) -> list[str]:
    """Return what an author's account is called, "@ann@example.org" and "@ann", where the header says it."""
    handles = [lines[place].text for place in piece.header if HANDLE.fullmatch(lines[place].text)]
    return [*handles, *("@" + handle[1:].partition("@")[0] for handle in handles)]


def _cut_at_time(piece: Piece, lines: Sequence[Line], marks: Sequence[Mark]) -> None:
    """Take what stands below the words from a time on, where only short lines follow: "Public", "12 boosts"."""
    time = next((at for at, place in enumerate(piece.words) if at and marks[place].role is Role.TIME), None)
    if time is not None and all(len(lines[place].text) <= _SHORT for place in piece.words[time:]):
        piece.words, piece.footer = piece.words[:time], [*piece.words[time:], *piece.footer]


def _comment(piece: Piece, lines: Sequence[Line], marks: Sequence[Mark], dating: Dating, tight: bool) -> Comment:
    time, quotation = _time_of(piece, marks), _quotation(piece.words, lines, marks)
    votes = votes_of(piece.header, piece.footer, lines, marks)
    return Comment(
        id="",
        author=_author(piece.start.author),
        text=_text(piece.words, lines, tight, quotation)[piece.leading :],
        reply_to_author=piece.answers or piece.start.answers or _answered(piece, marks) or quotation.author,
        posted=iso_of_found(time, dating) if time else None,
        posted_as_shown=time.shown if time else None,
        score=votes.score,
        likes=votes.likes,
        dislikes=votes.dislikes,
        title=_heading(piece, lines),
    )


def _author(name: str) -> str | None:
    """Return a name without its comment's number, and without what says that it is one: "Reply of: Ann"."""
    bare = _ROLE.sub("", _NUMBERED.sub("", name.strip().rstrip(_HANGING)))
    return (without_by(bare) if ":" in bare else bare) or None


def _answered(piece: Piece, marks: Sequence[Mark]) -> str | None:
    """Return the name after "Reply to"; a button "Reply to Ann" below Ann's own comment says nothing."""
    names = [marks[place].name for place in (*piece.header, *piece.footer) if marks[place].role is Role.REPLY_TO]
    return next((name for name in names if name and name != piece.start.author), None)


def _time_of(piece: Piece, marks: Sequence[Mark]) -> Time | None:
    places = (*piece.header, *piece.footer)
    return next((marks[place].time for place in places if marks[place].time), None)


class _Quotation(NamedTuple):
    """The lines of a comment that quote another, the lines around them, and whom they quote."""

    quoted: range = range(0)
    frame: frozenset[int] = frozenset()
    author: str | None = None


def _quotation(words: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> _Quotation:
    """Return what stands between "Ann said:" and "Click to expand…" at the beginning of a comment."""
    head = words[0] if words and marks[words[0]].role is Role.HEADER and not marks[words[0]].time else None
    end = next((place for place in words if match(lines[place].text, "unfold") is not None), None)
    if head is None or end is None:
        return _Quotation()
    return _Quotation(range(head + 1, end), frozenset({head, end}), marks[head].name)


def _heading(piece: Piece, lines: Sequence[Line]) -> str | None:
    """Return the heading that a comment has between name and time, or a review beside its stars."""
    if piece.start.heading is not None:
        return lines[piece.start.heading].text
    rated = (match(lines[place].text, "rated") for place in piece.header)
    return next((found.slot for found in rated if found and found.slot), None)


def _text(words: Sequence[int], lines: Sequence[Line], tight: bool, quotation: _Quotation) -> str:
    parts: list[str] = []
    for place in words:
        if place in quotation.frame:
            continue
        if parts:
            parts.append("\n\n" if tight or lines[place].gap else "\n")
        parts.append("> " * (place in quotation.quoted) + lines[place].text)
    return "".join(parts)


def _indents(pieces: Sequence[Piece], lines: Sequence[Line]) -> list[int | None]:
    """Return for each comment the number of its parent, -1 for none, where indentation shows a tree; else ``None``."""
    columns = [lines[piece.start.author_line].indent for piece in pieces]
    levels = sorted(set(columns))
    steps = [later - earlier for earlier, later in pairwise(levels)]
    if not steps or len(levels) > 12 or min(steps) < 2 or columns[0] != levels[0] or not _bodies_follow(pieces, lines):
        return [None] * len(pieces)
    parents: list[int | None] = []
    open_at: list[tuple[int, int]] = []
    for number, column in enumerate(columns):
        while open_at and open_at[-1][0] >= column:
            open_at.pop()
        parents.append(open_at[-1][1] if open_at else -1)
        open_at.append((column, number))
    return parents


def _bodies_follow(pieces: Sequence[Piece], lines: Sequence[Line]) -> bool:
    """Return whether words are indented as their authors are; else the columns mean something else."""
    pairs = [(lines[p.start.author_line].indent, lines[p.words[0]].indent) for p in pieces if p.words]
    return bool(pairs) and sum(words >= author for author, words in pairs) >= 0.9 * len(pairs)


def _without_places(comments: Sequence[tuple[Comment, int | None]]) -> Sequence[tuple[Comment, int | None]]:
    """Return comments without scores that only count them: each one more, or one less, than the last."""
    from msgspec.structs import replace

    scores = [comment.score for comment, _ in comments if comment.score is not None]
    counts = {later - earlier for earlier, later in pairwise(scores)} in ({1}, {-1})
    if len(scores) < _IN_TURN or not counts:
        return comments
    return [(replace(comment, score=None), parent) for comment, parent in comments]


def _numbered(comments: Sequence[tuple[Comment, int | None]]) -> tuple[Comment, ...]:
    from msgspec.structs import replace

    return tuple(
        replace(
            comment,
            id=str(number),
            reply_to=None if parent is None else "" if parent < 0 else str(parent + 1),
        )
        for number, (comment, parent) in enumerate(comments, 1)
    )


def _used(pieces: Sequence[Piece]) -> set[int]:
    return {place for piece in pieces for place in (*piece.header[:1], *piece.words, piece.start.author_line)}


def _skipped(lines: Sequence[Line], marks: Sequence[Mark], first: int, end: int, used: set[int]) -> tuple[Skipped, ...]:
    """Return what was found in the section and is no comment: stubs and pingbacks one by one, furniture as a count."""
    skipped: list[Skipped] = []
    furniture = 0
    for place in range(first, end):
        role = marks[place].role
        if place in used:
            continue
        if role is Role.LOAD:
            skipped.append(Skipped(kind="stub", reason=lines[place].text, count=marks[place].number))
        elif role is Role.PINGBACK:
            skipped.append(Skipped(kind="pingback", reason=lines[place].text[:200]))
        else:
            furniture += 1
    if furniture:
        reason = "lines of the page around the comments: headings, buttons, times, forms"
        skipped.append(Skipped(kind="boilerplate", reason=reason, count=furniture))
    return tuple(skipped)
