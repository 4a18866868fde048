"""How readers of a page voted, where no system says so: the numbers in most comments under a name of votes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice, pairwise, takewhile
from typing import Literal, NamedTuple

from selectolax.lexbor import LexborNode

from discourse.readers.counts import count_in
from discourse.readers.dom import attribute, elements, one_line, self_and_ancestors
from discourse.readers.markup import line_of

Way = Literal["likes", "dislikes", "score"]

_NUMBER = re.compile(
    r"(?<![\d.,_])([+\-−–]?\s?\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|[+\-−–]?\s?\d{1,6})(?![\d.,]*\d)(?!\s?[kKmM]\b)"
)
"""A whole number; "1.2k" is none."""
_DOWN = re.compile(
    r"[▼▽⬇↓👎]|dislike|down|(?:^|[^a-z])dn(?:$|[^a-z])|minus|negativ|disagree|un-?helpful|"
    r"un-?recomm|[-_]min(?:$|(?= ))|not helpful|thumbs?-?down|"
    r"unlike|contra\b|en contra|nicht \w+|dagegen|ablehn|no me gusta|je n.aime pas|non utile|non mi piace|oneens|"
    r"tumme ner|tommel ned|nie zgadzam|nesouhlas|nelíb|nem tetsz|beğenme|не ?нрав|"
    r"против|反对|反對|踩|싫어요|비공감|반대|"
    r"そう思わない",
    re.IGNORECASE,
)
_UP = re.compile(
    r"[▲△⬆↑👍❤♥]|like|(?:^|[^a-z])ups?(?:$|[^a-z])|upvot|voteup|thumb-?s?up|plus|positiv|recomm|(?:^|[^a-z])agree(?!ment)|"
    r"heart|(?:^|[^a-z])loves?|clap|kudos|endors|applau|helpful|favou?rit|a favou?r\b|"
    r"gefällt|gefaellt|empfehl|zustimm|lesenswert|gusta|aime|piace|curti|gostei|leuk|vind ik|\beens\b|gilla|"
    r"respekt|anbefal|synes (?:godt )?om|tykk|peukku|lubi|zgadzam|souhlas|palec|tetsz|kedvel|beğen|apreci|thích|suka\b|"
    r"нрав|лайк|підтрим|поддерж|αρέσει|אהבתי|إعجاب|赞|讚|顶|支持|推荐|좋아요|공감|추천|いいね|そう思う|共感|参考になった|"
    r"líbí|páči|подоба|харесв|sviđa|všeč|پسند|पसंद|ถูกใจ",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"vot(?!ed-by)|score|rating|karma|(?:^|[^a-z])points?(?:$|[^a-z])|punkte|puntos|bewert|reaction|reaç|reacc|reazion|reaktion|рейтинг|голос|"
    r"(?:^|[^a-z])rate|(?:^|[-_ ])estimate",
    re.IGNORECASE,
)
_IN_ONE = re.compile(r"score|rating|karma|points?(?:$|[^a-z])|balance|total|(?:^|[^a-z])sum", re.IGNORECASE)
"""Names of what may stand between a button for and one against."""
_OTHER_AXIS = re.compile(r"agreement", re.IGNORECASE)
"""Names of votes on whether a comment is right, where others say how good it is."""
_NEVER = re.compile(
    r"author|user-?(?:info|meta|stat)|profile|(?:^|[^a-z])views?(?:$|[^a-z])|reputation|badge|member|rank|repl(?:y|ies)|answers?|share|report|"
    r"page|index|permalink|(?:^|[^a-z])(?:date|time|posts?|level|no|number|age)(?:$|[^a-z])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:^|[^a-z])(?:no|number)(?:$|[^a-z])", re.IGNORECASE)
"""What an element may be called for being a number, whether it numbers a comment or counts the votes on it."""
_OF_AUTHOR = re.compile(
    r"author(?:-?pane|-?info|-?stat)|authorpane|(?:who|user|author|member|poster)[-_]?(?:points|score|karma)|user-?(?:info|details?|extras?|stats?|credits?|cell|card|meta|profile|panel)|"
    r"message-user|"
    r"star-?rating|rating-?stars?|"  # how many stars the author gave
    r"(?:poster|member)-?(?:info|details?|card|stats?)|profile|reputation|post-?details|messagecell--user",
    re.IGNORECASE,
)
_LIKED = re.compile(
    r"(?:^|[-_ ])(?:like|digg|zan|(?:cnt|count|num)[-_](?:un)?recomm)(?:[-_]?(?:count|num|number|total)|$)"
)
"""What a number of votes is called, though it stands in a line with the author."""
_GRADE = re.compile(r"\d{1,3}(?:[.,]\d)? ?/ ?(?:5|6|10|20|100)")
"""What an author gave: so many of the most."""
OUT_OF = r"(?: \w{1,20}(?:\(s\))?)? (?:out of|of|von|sur|de|su|van) \d{1,6}"
"""What follows a number that is a part of another: "3 people out of 5"."""
_HELPFUL = re.compile(
    rf"(\d{{1,6}}){OUT_OF} .{{0,40}}"
    r"(?:helpful|hilfreich|utiles?|nuttig)\b.{0,20}",
    re.IGNORECASE,
)
"""How many of those who said so found a review of use."""
_NAMING = ("class", "id", "aria-label", "title", "name", "data-action", "data-qa", "data-testid", "data-test")
_STATE = re.compile(
    r"(?<![^\s_-])(?:positive?|negative?|neutral|zero|good|bad|poor|none|up|down|plus|minus|red|green|gr[ae]y)(?![^\s_-])",
    re.IGNORECASE,
)
"""Names of how the votes on a comment went, beside those of what counts them."""
_MOST_WORDS, _MOST_WRITTEN, _MOST_RAW = 40, 120, 400
_DIGIT = re.compile(r"\d")
_BUTTON = re.compile(r"[+\-−–]\s?1")
"""What a button to vote with says of itself, and not how many did."""
_ARROWED = re.compile(r"[▲△⬆↑👍❤♥]\ufe0f?\s?(\d{1,6})(?=\s?(?:$|[|·•,]\s))")
"""A number of votes in a line that goes on with something else: "▲ 12 | 3 May 2019"."""
_MOST_ABOVE, _MOST_LABELLED, _MOST_ALONE = 4, 2, 3
_ENOUGH = 0.25
_FEWEST = 2
_IN_TURN = 4
_MUCH = 20
"""Two comments of one author may both have a vote or two; numbers above this are seldom the same by chance."""


class Votes(NamedTuple):
    """The votes on a comment, as far as the page shows them."""

    score: int | None = None
    likes: int | None = None
    dislikes: int | None = None


class Place(NamedTuple):
    """Where a comment stands: its element, the addresses of those in it that are not its own, and who wrote it."""

    node: LexborNode
    others: frozenset[int]
    author: str | None


class _Count(NamedTuple):
    way: Way
    kind: str
    number: int
    has_sign: bool


def votes_of(places: Sequence[Place]) -> dict[int, Votes]:
    """Return the votes of the comments that show any, by their place in the sequence.

    A kind of element tells them that holds a whole number in several boxes and whose name, or that of what it stands
    in, is one of votes: up, down or both in one. Numbers that count the comments themselves do not, nor those that are
    the same in all that somebody wrote.
    """
    told: dict[tuple[Way, str], dict[int, int]] = defaultdict(dict)
    signed: set[str] = set()
    for number, place in enumerate(places):
        for count in _counts(place):
            told[count.way, count.kind].setdefault(number, count.number)
            signed.update([count.kind] if count.has_sign else [])
    told = _with_states_joined(_with_sides_joined(told))
    authors = {number: place.author for number, place in enumerate(places) if place.author}
    least = max(_FEWEST, _ENOUGH * len(places))
    enough = {key: values for key, values in told.items() if len(values) >= least and not _are_else(values, authors)}
    best: dict[Way, Mapping[int, int]] = {}
    # of as many numbers those with signs are what the votes come to: "+14 (16 votes)"
    for (way, _), values in sorted(enough.items(), key=lambda item: _standing(item[0][1], signed)):
        if len(values) > len(best.get(way, {})):
            best[way] = values
    if "likes" in best and "dislikes" not in best:
        best.pop("score", None)  # another mark beside them
    if any(value < 0 for value in best.get("likes", {}).values()):
        best.setdefault("score", best.pop("likes"))
    numbers = {number for values in best.values() for number in values}
    return {number: _votes(best, number) for number in sorted(numbers)}


def _standing(kind: str, signed: Set[str]) -> tuple[bool, bool]:
    """Return what is the less the rather a kind of number tells the votes: those of the main axis, those with signs."""
    return _OTHER_AXIS.search(kind) is not None, kind not in signed


def _with_sides_joined(told: Mapping[tuple[Way, str], dict[int, int]]) -> dict[tuple[Way, str], dict[int, int]]:
    """Return the numbers with those between two buttons among those of one side, where others of their kind are that.

    The other button then has a number of its own, which is left out where it is none.
    """
    joined = dict(told)
    for way, kind in told:
        if way == "likes" and ("score", kind) in told and min(told["score", kind].values()) >= 0:
            joined[way, kind] = {**joined.pop(("score", kind)), **joined[way, kind]}
    return joined


def _with_states_joined(told: Mapping[tuple[Way, str], dict[int, int]]) -> dict[tuple[Way, str], dict[int, int]]:
    """Return the numbers with those as one that stand in elements which differ only in how the votes went.

    A comment has then the one or the other ("positive", "negative"), never both, as where each side is counted.
    """
    alike: dict[str, list[tuple[Way, str]]] = defaultdict(list)
    for key in told:
        alike[_STATE.sub("", key[1])].append(key)
    joined = dict(told)
    for kind, keys in alike.items():
        numbers = [number for key in keys for number in told[key]]
        if len(keys) > 1 and len(set(numbers)) == len(numbers):
            joined["score", kind] = {number: value for key in keys for number, value in joined.pop(key).items()}
    return joined


def _votes(best: Mapping[Way, Mapping[int, int]], number: int) -> Votes:
    down = best.get("dislikes", {}).get(number)
    return Votes(
        score=best.get("score", {}).get(number),
        likes=best.get("likes", {}).get(number),
        dislikes=None if down is None else abs(down),
    )


def _are_else(values: Mapping[int, int], authors: Mapping[int, str]) -> bool:
    """Return whether numbers count the comments, each one more or less than the last, or tell of their authors."""
    listed = [values[number] for number in sorted(values)]
    steps = {later - earlier for earlier, later in pairwise(listed)}
    if len(listed) >= _IN_TURN and steps in ({1}, {-1}):
        return True
    of_author: dict[str, list[int]] = defaultdict(list)
    for number, value in values.items():
        if number in authors:
            of_author[authors[number]].append(value)
    several = [set(each) for each in of_author.values() if len(each) > 1 and any(each)]
    return len(several) > 1 and all(len(each) == 1 for each in several) and max(map(max, several)) > _MUCH


def _counts(place: Place) -> Iterator[_Count]:
    """Yield the numbers of votes that a comment shows."""
    for node in elements(place.node, lambda each: each.mem_id in place.others):
        number = _number_in(node)
        if number is not None and place.author and place.author in node.text(deep=False):
            continue  # a figure in a name
        way = _told_way(node, place.node) if number is not None else None
        if number is not None and way is not None:
            yield _Count(way, _kind(node), number, number < 0 or "+" in node.text(deep=False))


def _kind(node: LexborNode) -> str:
    return f"{node.tag} {re.sub(r'[0-9]+', '', attribute(node, 'class'))}"


def _number_in(node: LexborNode) -> int | None:
    """Return the number that an element says, alone or with a few words, or that its label says."""
    own = node.text(deep=False)
    if len(own) > _MOST_RAW:  # a paragraph: most elements of a comment, and none of them counts anything
        return None
    own = one_line(own)
    is_link = node.tag == "a"
    if len(own) > _MOST_WRITTEN or ((is_link or node.tag == "button") and _BUTTON.fullmatch(own)):
        return None
    if (marked := _HELPFUL.match(own) or (None if is_link else _ARROWED.search(own))) is not None:
        return _whole(marked.group(1))
    for said in (own, attribute(node, "aria-label"), attribute(node, "title")):
        if said and _DIGIT.search(said):
            found = _NUMBER.findall(said) if len(said) <= _MOST_WORDS else []
            is_bare = said is own and not _NUMBER.sub("", own).strip("()[]·•| ")
            is_told = is_bare or bool(_UP.search(said) or _DOWN.search(said) or _SCORE.search(said))
            is_told = is_told or (said is own and _is_unit(_NUMBER.sub("", own).strip(), node))
            return _whole(found[0]) if len(found) == 1 and is_told else None
    counted = attribute(node, "data-count")
    return int(counted) if re.fullmatch(r"\d{1,6}", counted) and own else None


def _is_unit(word: str, node: LexborNode) -> bool:
    """Return whether a word is what an element is called by for counting it: "14 claps" in "claps-count"."""
    return word.isalpha() and len(word) > 2 and word.casefold() in attribute(node, "class").casefold()


def _whole(number: str) -> int:
    digits = int(re.sub(r"\D", "", number))
    return -digits if number[0] in "-−–" else digits


def _told_way(node: LexborNode, box: LexborNode) -> Way | None:
    """Return what a number counts, by the sentence that it stands in, else by names."""
    is_helpful = _HELPFUL.match(one_line(node.text(deep=False)[:_MOST_RAW]))
    return "likes" if is_helpful else _way(node, box)


def _way(node: LexborNode, box: LexborNode) -> Way | None:
    """Return what is counted, by the names of an element, of the one before it and of those around it in the box."""
    if _counts_else(node, box):
        return None
    if _stands_between(node):
        return "score"
    found: Way | None = None
    # what stands before it tells of what no name of its own does: an icon, "Like"
    beside = [] if _IN_ONE.search(_names(node)) else list(_beside(node))
    own, written, *around = _names_from(node, box)
    if _NUMBERED.search(own):
        own, around = _NUMBERED.sub(" ", own), around[:2]
    for names in (own, written, *beside, *around):
        way = _way_said(names)
        if way in ("likes", "dislikes"):
            return way
        if way is not None:
            found = found or way
        elif found is None and _NEVER.search(names):
            return None
    return found


def _counts_else(node: LexborNode, box: LexborNode) -> bool:
    """Return whether a number tells of the author of a comment, or of the answers to it."""
    above = list(_above(node, box))
    is_of_author = any(_OF_AUTHOR.search(attribute(each, "class")) for each in above)
    is_of_author = is_of_author and not _LIKED.search(attribute(node, "class"))
    is_grade = any(_GRADE.fullmatch(line_of(each)) for each in above[:_MOST_LABELLED])
    return is_of_author or is_grade or any(map(_counts_comments, above[:_MOST_LABELLED]))


def _counts_comments(node: LexborNode) -> bool:
    """Return whether the label of an element says that it counts the answers to a comment."""
    labels = (attribute(node, name) for name in ("aria-label", "title"))
    short = (label for label in labels if 0 < len(label) <= _MOST_WORDS and _DIGIT.search(label))
    return any(count_in(label) is not None and _way_said(label) is None for label in short)


def _way_said(names: str) -> Way | None:
    """Return what names or words say is counted: votes for, votes against, or both in one."""
    up, down = bool(_UP.search(_DOWN.sub(" ", names))), bool(_DOWN.search(names))
    if up != down:
        return "likes" if up else "dislikes"
    return "score" if up or _SCORE.search(names) else None


def _stands_between(node: LexborNode) -> bool:
    """Return whether a number stands between a button for and one against, and neither has a number of its own."""
    while _beside_it(node, -1) is None and _beside_it(node, 1) is None and node.parent is not None:
        node = node.parent
    before, after = _beside_it(node, -1), _beside_it(node, 1)
    if before is None or after is None or before.is_text_node or after.is_text_node:
        return False
    behind = _beside_it(after, 1)
    others = [
        before.text() or "",
        after.text() or "",
        (behind.text() or "")[:_MOST_WORDS] if behind is not None else "",
    ]
    ways = {_way_said(_said_by(before)), _way_said(_said_by(after))}
    if _is_bare(before) and _is_bare(after):
        return True
    return ways == {"likes", "dislikes"} and not any(_DIGIT.search(words) for words in others)


def _is_bare(node: LexborNode) -> bool:
    """Return whether an element is a button with nothing but a picture, whose names say nothing."""
    return node.tag == "button" and not (node.text() or "").strip() and not _said_by(node).strip()


def _beside_it(node: LexborNode, step: int) -> LexborNode | None:
    """Return what stands right before (-1) or after (1) an element, blanks aside."""
    other = node.prev if step < 0 else node.next
    while other is not None and other.is_text_node and not (other.text_content or "").strip():
        other = other.prev if step < 0 else other.next
    return other


def _above(node: LexborNode, box: LexborNode) -> Iterator[LexborNode]:
    """Yield an element and those around it that are still in the box."""
    return takewhile(lambda each: each.mem_id != box.mem_id, self_and_ancestors(node))


def _names_from(node: LexborNode, box: LexborNode) -> Iterator[str]:
    for each in islice(_above(node, box), _MOST_ABOVE):
        written = each.text(deep=False)
        yield _names(each)
        yield one_line(written) if len(written) <= _MOST_WORDS else ""


def _beside(node: LexborNode) -> Iterator[str]:
    icon = _icon_before(node)
    if icon is not None:
        yield _said_by(icon)
        return
    before = _beside_it(node, -1)
    for _ in range(_MOST_ALONE):
        if before is not None or _beside_it(node, 1) is not None or node.parent is None:
            break
        node = node.parent  # it stands alone in what stands there
        before = _beside_it(node, -1)
    if before is not None and before.is_text_node:
        yield one_line(before.text_content or "")[-_MOST_WORDS:]
    elif before is not None and not any(map(str.isdigit, before.text() or "")):
        yield _said_by(before)


def _icon_before(node: LexborNode) -> LexborNode | None:
    """Return the element without words in an element that stands right before the number which this says itself."""
    words = (each for each in node.iter(include_text=True) if each.is_text_node)
    number = next((each for each in words if _DIGIT.search(each.text_content or "")), None)
    before = _beside_it(number, -1) if number is not None else None
    return before if before is not None and not before.is_text_node and not (before.text() or "").strip() else None


def _said_by(node: LexborNode) -> str:
    """Return what a button says by its names, by the pictures in it and in words."""
    words = one_line(node.text() or "")[:_MOST_WORDS]
    if len(words) == _MOST_WORDS or node.is_text_node:
        return words
    pictures = " ".join(attribute(each, "alt") for each in node.css("img"))
    icons = " ".join(attribute(each, "class") for each in islice(node.css("i, svg"), 2))
    return f"{_names(node)} {pictures} {icons} {words}"


def _names(node: LexborNode) -> str:
    return " ".join(filter(None, (attribute(node, name) for name in _NAMING)))
