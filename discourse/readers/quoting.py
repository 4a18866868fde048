"""What a forum's own software adds to the words of a post: the line above a quotation, the signature below the text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from discourse.readers.drafts import Draft

_SAID = (
    r"wrote|writes|says?|said|posted|schrieb|schreibt|sagte?|hat (?:geschrieben|gesagt)|a écrit|écrit|a dit|dit|"
    r"escribió|dijo|ha scritto|ha detto|scrive|dice|escreveu|disse|schreef|zegt|zei|skrev|napisał\w?|kirjoitti|"
    r"(?:на)?писал\w?|пишет|сказал\w?|发表于|發表於|说|說|さん"
)
_ON = r"(?:am|on|at|le|el|il|em|op|den)"
_AFTER = rf"(?: (?:in|{_ON})\b.{{0,120}}:|\s?[:：]|[\d\s:./-]*)\s*(?:[↑→»…]|\.{{3}})?"
_FROM = (
    r"(?:(?:originally )?posted by|quote from|quoting|zitat von|citation de|cita de|ursprungligen postat av|"
    r"opprinnelig postet av|oprindeligt skrevet af|originariamente inviato da|publicado originalmente por|"
    r"oorspronkelijk geplaatst door|posté par)\s?[:：]?\s?"
)
_LABEL = re.compile(
    r"(?:quote|zitat|citat|citation|cita|citazione|citaat|citação|цитата|lainaus)\s?[:：]", re.IGNORECASE
)
"""What stands above a quotation whose author is named below it."""
_REPLY = r"\(in reply to (?:.{1,80} from )?comment #\d{1,9}\)"
"""What trackers print above the lines that they quote."""
_BARE_LABEL = re.compile(r"quote|quotation|zitat|citation|citazione|citaat|citação|цитата", re.IGNORECASE)
"""The same without a colon, as the heading of a box: words that nobody says alone on a line."""
_CUE = re.compile(rf"(?:{_SAID}){_AFTER}$|^{_FROM}|^{_REPLY}$", re.IGNORECASE)
"""What every head has: looked for first, since it costs little."""
_MARKS = re.compile(r"(?:> ?)+")
_LONGEST_HEAD = 200
_LONGEST_NAME = 80
_MOST_NAMES = 500
_UNDERLINE, _DASHES = re.compile(r"^_{5,}$", re.MULTILINE), re.compile(r"^--$", re.MULTILINE)
_SEVENTEEN = "_" * 17
"""What phpBB prints above a signature, whatever its language, and hands on when its posts move to other software."""
_LONGEST_SIGNATURE = 600
_SHARE = 3


def as_said(posts: Sequence[Draft]) -> list[Draft]:
    """Return the posts with what their authors wrote, without what software put around it."""
    said = without_signatures(posts)
    if not any("> " in post.text for post in said):
        return said
    is_head = heads_of(post.author for post in said)
    return [replace(post, text=without_heads(post.text, is_head)) for post in said]


def without_heads(text: str, is_head: Callable[[str], bool]) -> str:
    """Return a text without the first line of its quotations, or that right above, where that passes ``is_head``.

    More follows after it.
    """
    if "> " not in text:
        return text
    lines = text.split("\n")
    kept: list[str] = []
    begins = True
    for number, line in enumerate(lines):
        begins = _begins(lines, number) or (bool(_depth(line)) and begins and number > len(kept))
        if not (
            begins and _depth(next(filter(None, lines[number + 1 :]), "")) >= _depth(line) and is_head(_words(line))
        ):
            kept.append(line)
            begins = False
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n") if len(kept) < len(lines) else text


def _begins(lines: Sequence[str], number: int) -> bool:
    """Return whether a line begins a quotation, or a paragraph of one, that goes on after it, or stands right above."""
    depth = _depth(lines[number])
    if not depth:
        return bool(lines[number]) and _depth(next(iter(lines[number + 1 :]), "")) > 0
    if number and _depth(lines[number - 1]) == depth:
        return False
    following = next(filter(None, lines[number + 1 :]), "")
    return _depth(following) >= depth


def _depth(line: str) -> int:
    marks = _MARKS.match(line)
    return marks.group().count(">") if marks else 0


def _words(line: str) -> str:
    return _MARKS.sub("", line, count=1)


def heads_of(authors: Iterable[str | None]) -> Callable[[str], bool]:
    """Return the test whether a line says no more than that one of the authors said what follows.

    >>> is_head = heads_of(["Ann Lee"])
    >>> is_head("Ann Lee said:"), is_head("@ann said in Cold frames:"), is_head("She said:")
    (True, True, False)
    """
    known = {name for name in authors if name and len(name) <= _LONGEST_NAME}
    names = sorted(known, key=lambda name: (-len(name), name))[:_MOST_NAMES]
    name = "|".join(["@[^ ]{1,60}", *(f"@?{re.escape(name)}" for name in names)])
    pattern = re.compile(
        rf"(?:\(.{{0,60}}\) ?|.{{0,60}}, |{_ON} \d.{{0,60}} )?(?:{name})(?:,? {_ON} .{{0,60}})?,? (?:{_SAID}){_AFTER}"
        rf"|{_FROM}(?:{name})(?: .{{0,60}})?:?|{_REPLY}",
        re.IGNORECASE,
    )
    alone = {f"{each.casefold()}{sign}" for each in known for sign in ("", ":", " :")}

    def is_head(line: str) -> bool:
        if len(line) > _LONGEST_HEAD:
            return False
        if _LABEL.fullmatch(line) or _BARE_LABEL.fullmatch(line) or line.casefold() in alone:
            return True
        return bool(_CUE.search(line) and pattern.fullmatch(line))

    return is_head


def without_signatures(posts: Sequence[Draft]) -> list[Draft]:
    """Return the posts without the signatures below a line of underscores, or of two dashes as in mails.

    Such a tail is one where two posts of an author share it, and below underscores also where the line is as long as
    phpBB's, and where a third of all posts have one: two dashes also stand between the paragraphs of a comment.
    """
    tails = [_tail(post.text) for post in posts]
    shared = Counter((post.author, tail) for post, tail in zip(posts, tails, strict=True) if tail)
    is_usual = len(posts) > 2 and sum(tail.startswith("_") for tail in tails) * _SHARE >= len(posts)

    def is_signature(author: str | None, tail: str) -> bool:
        usual = tail.startswith("_") and (is_usual or tail.startswith(f"{_SEVENTEEN}\n"))
        return usual or shared[author, tail] > 1

    return [
        replace(post, text=post.text.removesuffix(tail).rstrip()) if tail and is_signature(post.author, tail) else post
        for post, tail in zip(posts, tails, strict=True)
    ]


def _tail(text: str) -> str:
    """Return what stands below the last line of underscores, else of dashes, with it; "" where there is none."""
    if "_____" not in text and "\n--\n" not in text:
        return ""
    lines = [[found.start() for found in line.finditer(text)] for line in (_UNDERLINE, _DASHES)]
    last = next((starts[-1] for starts in lines if starts), len(text))
    tail = text[last:]
    return tail if len(tail) <= _LONGEST_SIGNATURE else ""
