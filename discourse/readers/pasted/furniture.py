"""What a line of a page is by itself: words of people, or one of the things that a page prints around them."""

import re
from functools import lru_cache

from discourse.readers.pasted.answering import named_by_arrow
from discourse.readers.pasted.lexicon import LOWER_THEN_UPPER, consists_of, is_phrase, lexicon, match, plain
from discourse.readers.pasted.marks import PLAIN_TEXT, UNAPPROVED, Mark, Role
from discourse.readers.pasted.names import is_with_place, name_quality
from discourse.readers.times import Time, find_time

LONGEST_HEADER = 260
_LONGEST_NAME = 90
_LONGEST_CUED_NAME = 220
_YEARLESS = re.compile(
    r"(?<![\w./:-])(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])\.?,? (?:à |at |um |alle |às |om |kl\.? )?"
    r"(?:[01]?\d|2[0-3])[:h]\d\d(?!\w|:)"
)
_LONGEST_GLUED = 80
_GLUED_BUTTON = re.compile(r"(?<=[\da-zß-ÿа-я])(?=[A-ZÀ-ÞА-Я])|(?<=[a-zß-ÿа-я])(?=\d)")
_NAME_AGAIN = re.compile(r"^([^,:]{0,60}?\b(\w[^,:]{1,40}), [^,]{1,40}\d)\2$")
"""A name glued to the end of "Comment by Ann, at 10:02 on 3 May": it stands there for the eye, the rest for the ear."""
REACTED = frozenset({"reactions", "likes", "reaktionen", "réactions", "reacciones", "reazioni"})
"""Below such a word and a colon stand the names of those who liked a post."""
_SCORE = re.compile(r"[+\-−–]?\d{1,3}(?:[.,\s]?\d{3})*(?:[.,]\d)?[kK]?")
_DECIMAL = re.compile(r"[.,]\d$")
_GLUED_NUMBER = re.compile(r"^(\d{1,6})(?=[^\W\d_]{4})")
_PINGBACK_TEXT = re.compile(r"\[(?:…|\.\.\.)\]")
_SIGNS = re.compile(r"[^\w\s]+")
RULES = frozenset("·•∙‧|¦–—―−»›«‹▪■◦→↳📌 ")
"""Signs that divide what stands on a line: alone they are nothing."""
_STARS = re.compile(r"\s[★☆⭐½]{1,10}(?:\s+\d{1,6})?$")
_UP_AND_DOWN = re.compile(
    r"(?:[+−–-]?\d{1,6} )?\([+-]?\d{1,6} ?/ ?[+-–−]?\d{1,6}\)|\+\d{1,6} ?/ ?[-–−]?\d{1,6}|\d{1,6} ?/ ?[-–−]\d{1,6}"
)
"""Votes for and against: "(3/-1)", "2 (3 / -1)", "+3/−1"."""
_OUT_OF = re.compile(r"(?:10|\d(?:[.,]\d)?) ?/ ?(?:5|10)")
"""How much a review gives: "8/10"."""
_DIVIDED = re.compile(r"\s*[·•∙]\s*")
_NUMBERED = re.compile(r"\s*\(\s*\d{3,9}\s*\)(?:\s*writes)?:?$")
"""The number of an account after its name, as Slashdot has it."""
_OF_A_TITLE = re.compile(r"^[„“”\"«‚‘'].{1,120}[“”\"»‘’']\s+(?:by|von|de|di|van|od|от|av)\s+")
"""The heading of the comment that is answered, before its author's name."""
_ROLE = re.compile(r"\s*\[([^\W\d_][\w -]{1,20})\]$")
_EASTERN_ROLE = re.compile(r"\S [\u4e00-\u9fff]{2,4}$")
_HANGING = re.compile(
    r"^(?:\[[-–+−]\]|#\d{1,6}|\d{1,4}(?:[.)：]| ?:(?=\S))|\d{1,4}(?= [\u3040-\u30ff\u3400-\u9fff])|[•·*▲▼►▸›»|–—-]+)\s*"
)
_POINTS = re.compile(
    r"(?:\[score hidden\]|(?:[+\-−]?\d[\d.,k]* ?(?:points?|punkte|votes?|upvotes?)[ ,·•|]*)+)", re.IGNORECASE
)
_SEPARATORS = " \t,;:：|·•*/–—-()[]{}»«›→#@（）"
_BESIDE_TIME = re.compile(
    r"\(\d+ child(?:ren)?\)|\d{1,3}yr|(?:来自|發自|发布于|IP\s?属地[:：]?)\s?[^\W\d_]{1,12}$|ID:[\w+/.-]{4,20}|"
    r"~ ?(?:\d{1,2}[./]\d{1,2}[./]\d{4} )?\d{1,2}:\d\d$"
)
"""How many answers a comment has, from where it was sent, the id of a nameless one for the day, when it was changed."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}")
"""The province from which a comment was sent, after its time."""
_LEFT_ALONE = frozenset({"at", "on", "um", "@", "à"})
"""What is left of "on … at …" where a copy has lost the date itself."""
_TITLES = (
    "author",
    "admin",
    "administrator",
    "editor",
    "moderator",
    "post author",
    "autor",
    "autorin",
    "auteur",
    "autora",
)
_WORD_ROLES = (
    (Role.ACTION, ("actions",)),
    (Role.BADGE, ("badges",)),
    (Role.SORT, ("sort",)),
    (Role.SECTION, ("section",)),
    (Role.END, ("end",)),
    (Role.FORM, ("form",)),
    (Role.ACTION, ("actions", "badges", "notes")),
    (Role.FORM, ("form", "badges", "actions", "sort")),
    (Role.LABEL, ("labels",)),
    (Role.NOTE, ("badges", "of_authors")),
    (Role.PAGE, ("page", "section", "actions", "form")),
)
_SLOT_ROLES = ((Role.END, "end"), (Role.FORM, "form"), (Role.CAPTION, "caption"), (Role.PAGE, "page"))


@lru_cache(maxsize=50_000)
def mark_of(line: str) -> Mark:
    """Return what a line is, from the line alone.

    >>> [mark_of(line).role.value for line in ("Reply", "6 Comments", "Ann says:", "+5", "Why not?")]
    ['action', 'count', 'header', 'number', 'text']
    """
    if len(line) > 300:
        return PLAIN_TEXT
    for look in (_signs, _by_pattern, _of_review, _of_note, _of_time, _by_words, _of_says, _of_arrow):
        mark = look(line)
        if mark:
            return mark
    return PLAIN_TEXT


def _of_review(line: str) -> Mark | None:
    """Return whose review begins here: "Review by Ann ★★★½", with how many comments it has."""
    found = _STARS.search(line) if len(line) <= LONGEST_HEADER else None
    name = without_by(line[: found.start()].strip()) if found else ""
    return Mark(Role.HEADER, name=name) if found and name and name != line[: found.start()].strip() else None


def _of_arrow(line: str) -> Mark | None:
    name = named_by_arrow(line)
    return Mark(Role.REPLY_TO, name=name) if name else None


def _signs(line: str) -> Mark | None:
    """Bare numbers are votes or counts; ASCII signs without a letter are what is left of buttons and rules."""
    if _SCORE.fullmatch(line):
        return Mark(Role.NUMBER, number=_score(line))
    if (
        RULES.issuperset(line)
        or _UP_AND_DOWN.fullmatch(line)
        or (line.isascii() and _SIGNS.fullmatch(line.replace(" ", "")))
    ):
        return Mark(Role.NUMBER)
    return None


def _score(line: str) -> int | None:
    if _DECIMAL.search(line):
        return None
    digits = re.sub(r"[^\d]", "", line)
    value = int(digits) if digits and len(digits) < 10 and line[-1] not in "kK" else None
    return -value if value is not None and line[0] in "-−–" else value


def _by_pattern(line: str) -> Mark | None:
    line = _GLUED_NUMBER.sub(r"\1 ", line)
    for category, role in (
        ("pingback", Role.PINGBACK),
        ("load", Role.LOAD),
        ("none", Role.NONE),
        ("count", Role.COUNT),
    ):
        found = match(line, category)
        if found and (role is not Role.COUNT or _is_heading(line, found.slot)):
            is_none = role is Role.COUNT and found.number == 0
            return Mark(Role.NONE if is_none else role, number=found.number, title=found.slot)
    found = None if consists_of(line, ("actions",)) or match(line, "end") else match(line, "reply_to")
    name = _without_cancel(found.slot) if found and found.slot and len(found.slot) <= _LONGEST_NAME else ""
    return Mark(Role.REPLY_TO, name=name) if name and _may_be_answered(name) else None


def _may_be_answered(name: str) -> bool:
    return not name.endswith((".", "!", "?")) or name_quality(name.lstrip("~@")) >= 0.5


def _is_heading(line: str, title: str | None) -> bool:
    return len(line) < 60 or title is not None


def _without_cancel(name: str) -> str:
    """Return the name in "Ann Cancel reply" or "The first words of it by Ann (not verified)"."""
    name = _OF_A_TITLE.sub("", name.removesuffix(" (not verified)")).rpartition(" by ")[2]
    name = re.sub(r"\s+(?:cancel reply|antwort abbrechen|view post)$", "", name, flags=re.IGNORECASE)
    return (name if "[" in name else name.rstrip("]")).lstrip("@").strip()


def _of_note(line: str) -> Mark | None:
    if match(line, "unapproved"):
        return Mark(Role.NOTE, title=UNAPPROVED)
    bracketed = line[0] == "(" and line[-1] == ")"
    if line[-1] == ":" and plain(line) in REACTED:
        return Mark(Role.ACTION)
    found = match(line[1:-1] if bracketed else line, "notes") if len(line) <= LONGEST_HEADER else None
    if found and found.slot and line[-1] in "?!" and ":" not in line:  # "Picture of the leaf?" is a question
        return None
    name = _said_twice(found.slot) if found and found.slot else None
    if name:
        return Mark(Role.HEADER, name=name)
    if found or match(line, "rated") or _OUT_OF.fullmatch(line):
        return Mark(Role.NOTE, title=found.slot if found else None)
    return Mark(Role.NOTE) if plain(line) in _LEFT_ALONE or _ends_in_badge(line) else None


def _said_twice(text: str) -> str | None:
    """Return the name in "Ann Lee Ann Lee", as a link and a picture beside it are copied."""
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else None


def _ends_in_badge(line: str) -> bool:
    """Return whether a badge of several words is glued to the end of a line: "Colour: RedVerified purchase"."""
    tails = (line[found.start() :] for found in LOWER_THEN_UPPER.finditer(line[:_LONGEST_GLUED]))
    return len(line) <= _LONGEST_GLUED and any(" " in tail and consists_of(tail, ("badges",)) for tail in tails)


def _by_words(line: str) -> Mark | None:
    if is_phrase(line, "end") and not is_phrase(line, "actions") and consists_of(line, ("actions",)):
        return Mark(Role.END)  # "Up next" is more than "Up" and "Next"
    for role, categories in _WORD_ROLES:
        if consists_of(line, categories):
            return Mark(role)
    for role, category in _SLOT_ROLES:
        found = match(line, category)
        if found:
            return Mark(role, title=found.slot)
    return None


def _of_time(line: str) -> Mark | None:
    if len(line) > LONGEST_HEADER:
        return None
    line = _NAME_AGAIN.sub(r"\1", line)
    time = find_time(line) or _short_age(line) or _yearless(line)
    if not time or _GLUED_BUTTON.search(line[time.end :]):
        glued = _glued_time(line)
        if glued or not time:
            return glued
    before, after = _before(line[: time.start]), _after(line[time.end :])
    after = "" if _PLACE.fullmatch(after) and line[time.end].isspace() else after
    if _is_furniture(after):
        mark = _time_after(before, time, cued=_is_cue(line, time, after) or _is_divided(line, time))
        return mark and mark._replace(has_button=consists_of(after, ("actions",)))
    if not before or _is_furniture(before):
        name = without_by(_without_says(after))
        if name != after or (name_quality(name) >= 0.5 and _is_separated(line, time)):
            return Mark(Role.HEADER, name=name, time=time) if len(name) <= 80 else None
    return None


def _yearless(line: str) -> Time | None:
    """Return the day and time of day in "Ann 04/06 18:12", of a year that nobody tells."""
    found = _YEARLESS.search(line)
    return Time(found.start(), found.end(), found.group()) if found else None


def _glued_time(line: str) -> Mark | None:
    """Return the time in "2wReply" or "2022-6-4Reply", where a copy has lost the blank before the buttons."""
    if len(line) > _LONGEST_GLUED:
        return None
    for found in _GLUED_BUTTON.finditer(line):
        head, rest = line[: found.start()], line[found.start() :]
        time = find_time(head)
        if time and time.start == 0 and time.end == len(head) and consists_of(rest, ("actions", "notes")):
            return Mark(Role.TIME, time=time, has_button=True)
    return None


def _short_age(line: str) -> Time | None:
    """Return the age in "Ann · 10h" or "2h Edited", which is none where words surround it otherwise."""
    start = 0
    for part in map(_without_joiner, _DIVIDED.split(line) if len(line) <= LONGEST_HEADER else ()):
        start = line.index(part, start)
        words = part.split()
        for kept in (len(words), len(words) - 1):
            bare = " ".join(words[:kept])
            time = find_time(bare) if kept > 0 and (kept == len(words) or _is_edited(words[-1])) else None
            if time and time.age is not None and part.startswith(bare) and (len(part) < len(line) or kept < len(words)):
                return time._replace(start=start + time.start, end=start + time.end)
    return None


def _without_joiner(text: str) -> str:
    """Return a text without "Updated" or "Published" before it."""
    first, _, rest = text.partition(" ")
    return rest if rest and plain(first) in lexicon()["joiners"]["all"] else text


def _is_edited(word: str) -> bool:
    found = match(word, "notes")
    return found is not None and found.slot is None


def _time_after(before: str, time: Time, cued: bool) -> Mark | None:
    name = _without_title(without_by(_without_says(_NUMBERED.sub("", _without_says(before)))))
    if not name or (_is_furniture(name) and not (cued and consists_of(name, ("badges",)))):
        return Mark(Role.TIME, time=time)
    longest = _LONGEST_CUED_NAME if cued else _LONGEST_NAME
    enough = 0.0 if cued or name != before else 0.3
    if time.iso is None and time.age is None and time.parts is None and not cued:
        enough = 0.5
    if name == before and is_with_place(name):
        return Mark(Role.HEADER, name=name, time=time)
    return Mark(Role.HEADER, name=name, time=time) if len(name) <= longest and name_quality(name) >= enough else None


def _without_title(name: str) -> str:
    """Return a name without "Author" or "[moderator]" after it."""
    while _EASTERN_ROLE.search(name) and consists_of(name.rpartition(" ")[2], ("badges", "actions")):
        name = name.rpartition(" ")[0].rstrip()
    found = _ROLE.search(name)
    if found and consists_of(found.group(1), ("badges",)):
        name = name[: found.start()]
    for title in _TITLES:
        if plain(name).endswith(" " + title):
            return _without_separators(" ".join(name.split()[: -len(title.split())]))
    return name


def _before(text: str) -> str:
    text = _HANGING.sub("", text.strip())
    text = re.sub(r"\[[A-Z]{1,3}\]", "", text)
    separators = _SEPARATORS.replace(")", "").replace("]", "")
    bare = _POINTS.sub("", text).lstrip(separators.replace("@", "")).rstrip(separators)
    return f"[{bare}" if bare.endswith("]") and "[" not in bare else bare


def _after(text: str) -> str:
    return _BESIDE_TIME.sub("", text).strip(_SEPARATORS + ".")


def _is_furniture(text: str) -> bool:
    if not text or text.isdecimal() or consists_of(text, ("actions", "badges", "says", "by")):
        return True
    return match(text, "notes") is not None or consists_of(text, ("joiners",))


def _is_cue(line: str, time: Time, after: str) -> bool:
    """Return whether a date has a time of day at its end or a button after it: no part of a sentence."""
    return bool(after) or (time.iso is not None and "T" in time.iso and time.end >= len(line.rstrip(_SEPARATORS)))


def _is_divided(line: str, time: Time) -> bool:
    """Return whether a bar, dot or slash stands between a name and a time: no sentence has that."""
    return line[: time.start].rstrip()[-1:] in {"|", "·", "•", "/"}


def _is_separated(line: str, time: Time) -> bool:
    return line[time.end :].lstrip()[:1] in {"|", "·", "•", "-", "–", "—", "/", ":", ","}


def _without_says(text: str) -> str:
    """Return a text without a "says", "schrieb am", "escribió el" at its end."""
    words = text.rstrip(" :,").split(" ")
    for length in range(min(4, len(words)), 0, -1):
        if _is_says(" ".join(words[-length:])):
            return _without_separators(" ".join(words[:-length]))
    return text


def _without_separators(name: str) -> str:
    """Return a name without the signs that divide it from what followed; "(Mill Lane)" keeps its bracket."""
    bare = name.rstrip(_SEPARATORS)
    return bare + ")" if bare.count("(") > bare.count(")") and ")" in name[len(bare) :] else bare


def _is_says(text: str) -> bool:
    form = plain(text)
    if not text[:1].isalnum():
        return False
    return any(form in group for group in lexicon()["says"].values()) or form in lexicon()["joiners"]["all"]


def without_by(text: str) -> str:
    """Return a text without "Posted by" before it."""
    words = text.split(" ")
    for length in range(min(4, len(words) - 1), 0, -1):
        if any(plain(" ".join(words[:length])) in group for group in lexicon()["by"].values()):
            return " ".join(words[length:]).strip(_SEPARATORS)
    return text


def _of_says(line: str) -> Mark | None:
    """Read a line such as "Ann says:": any words before the verb where a colon ends it, else only a name."""
    if len(line) > 120:
        return None
    text = _HANGING.sub("", line)
    name = _without_says(text)
    if name == text or not name or plain(text.split(" ")[-1].rstrip(":")) in lexicon()["joiners"]["all"]:
        return None
    enough = 0.0 if line.rstrip().endswith(":") else 0.1
    return Mark(Role.HEADER, name=_without_title(name)) if name_quality(name) >= enough else None


def is_pingback_text(text: str) -> bool:
    """Return whether a comment is the excerpt that a linking site sends: it begins and ends with "[…]"."""
    found = list(_PINGBACK_TEXT.finditer(text))
    return bool(found) and text.lstrip().startswith("[") and found[0].start() <= 2 and len(text) < 1500
