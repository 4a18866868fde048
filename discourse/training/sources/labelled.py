"""Labelled rows to learn codings from, read out of a folder of public data sets.

Each function reads one set as it is published and yields ``Labelled`` rows; a set that is not in the folder yields
nothing. The folder is searched for the sets' own folders by name.
"""

import csv
import json
import lzma
import re
import tarfile
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

csv.field_size_limit(10_000_000)

NEUTRAL = ("query", "comment")
"""What "neither agrees nor disagrees" leaves open between the codes of reply stance."""
OPINION = ("value", "policy", "rhetorical")
"""What "not verifiable" leaves open between the codes of form."""


class Labelled(NamedTuple):
    """One labelled text.

    ``allowed`` are the codes that the label leaves open, mostly one. Rows of one ``group`` (a thread, a topic) may not
    be split between fitting and measuring. ``parent`` is the text answered, ``context`` what stands above that (reply
    and stance) or before the clause in its comment (form), ``target`` what a stance or claim is about. ``answers`` is
    the number of the row that this one answers in the same sequence, -1 for none; ``to_root`` tells whether the parent
    opens the thread.
    """

    text: str
    allowed: tuple[str, ...]
    group: str
    source: str
    parent: str = ""
    context: str = ""
    target: str = ""
    answers: int = -1
    to_root: bool = False

    @property
    def label(self) -> str:
        """The code, or the codes left open, as one word."""
        return "|".join(self.allowed)


def rumoureval(folder: Path, split: str = "train") -> list[Labelled]:
    """Return RumourEval 2019, ``train``, ``dev`` or ``test``: the codes of all posts; roots have no parent."""
    paths = sorted((folder / "rumoureval2019").glob("posts_*.jsonl"))
    posts = [json.loads(line) for path in paths for line in _lines(path)]
    texts = {post["id"]: post["text"] for post in posts}
    roots = {post["id"] for post in posts if post["parent_id"] is None}
    kept = [post for post in posts if post["split"] == split and post["sdqc"]]
    number = {post["id"]: place for place, post in enumerate(kept)}
    return [
        Labelled(
            text=post["text"],
            allowed=(post["sdqc"],),
            group=post["thread"],
            source=f"rumoureval {post['platform']}",
            parent=texts.get(post["parent_id"], ""),
            context=texts.get(post["thread"], "") if post["parent_id"] else "",
            answers=number.get(post["parent_id"], -1),
            to_root=post["parent_id"] in roots,
        )
        for post in kept
    ]


def iac(folder: Path) -> list[Labelled]:
    """Return the quote-response pairs of the Internet Argument Corpus: mean agreement ≥ 1, ≤ -1, else neutral."""
    path = folder / "iac_v1_agreement" / "qr_agreement_relinked.jsonl.xz"
    return [
        Labelled(
            text=row["response"],
            allowed=_agreement(row["agreement"]),
            group=str(row["discussion_id"]),
            source="iac",
            parent=row["quote"],
        )
        for row in map(json.loads, _lines(path))
    ]


def forum_replies(folder: Path) -> list[Labelled]:
    """Return replies of the Internet Argument Corpus's threads with what they answer; nobody has labelled them."""
    path = folder / "iac_v1_agreement" / "fourforum_threads.tar.xz"
    if not path.is_file():
        return []
    found = []
    with lzma.open(path) as packed, tarfile.open(fileobj=packed) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is None or not re.search(r"\d+\.json$", member.name) or "ranges" in member.name:
                continue
            posts = {post[0]: post for post in json.load(file)[0]}
            both = ((post, posts.get(post[5])) for post in posts.values())
            found += [
                Labelled(post[3], (), member.name, "forum", above[3])
                for post, above in both
                if above and post[3].strip() and above[3].strip()
            ]
    return found


def _agreement(mean: float) -> tuple[str, ...]:
    if mean >= 1:
        return ("support",)
    return ("deny",) if mean <= -1 else NEUTRAL


def mask_mandate(folder: Path) -> list[Labelled]:
    """Return the agreement pairs of SubReddit-MaskMandate (Lei and Huang 2022)."""
    codes = {"0": ("deny",), "1": NEUTRAL, "2": ("support",)}
    path = folder / "subreddit_agreement" / "SubReddit-MaskMandate.csv"
    return [
        Labelled(row["response_text"], codes[row["relation"]], row["quote_text"], "mask mandate", row["quote_text"])
        for row in _records(path, "cp1252")
    ]


_MODE_CODES = {
    "agreement": "support", "support": "support", "disagreement": "deny", "attack": "deny", "rebuttal": "deny",
    "rebuttal_attack": "deny", "undercutter": "deny", "undercutter_attack": "deny", "partial_attack": "deny",
    "partial_disagreement": "deny",
}  # fmt: skip
_TURN = re.compile(r"<(OP|reply)\b[^>]*>(.*?)</\1>", re.DOTALL)
_PROPOSITION = re.compile(r"<(?:claim|premise)\b([^>]*)>(.*?)</(?:claim|premise)>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def cmv_modes(folder: Path) -> list[Labelled]:
    """Return the propositions of Change My View (Hidey et al. 2017, v2.0) that speak to one of an earlier turn.

    Support and agreement count as support, attacks, rebuttals and undercutters as deny. The files are not all
    well-formed, so they are read by pattern.
    """
    paths = sorted((folder / "cmv_modes" / "v2.0").glob("*/*.xml"))
    return list(chain.from_iterable(_modes_of(path) for path in paths))


def _modes_of(path: Path) -> Iterator[Labelled]:
    text = path.read_text("utf-8", errors="replace")
    said: dict[str, tuple[int, str]] = {}
    for turn, found in enumerate(_TURN.finditer(text)):
        for attributes, words in _PROPOSITION.findall(found[2]):
            given = dict(_ATTRIBUTE.findall(attributes))
            plain = _plain(words)
            said[given.get("id", "")] = (turn, plain)
            code = _MODE_CODES.get(given.get("rel", ""))
            before = [said[id_] for id_ in given.get("ref", "").split("_") if id_ in said]
            earlier = [words for there, words in before if there < turn]
            if code and earlier and plain:
                yield Labelled(plain, (code,), path.stem, "cmv modes", earlier[0])


def _plain(marked_up: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", marked_up).replace("&gt;", ">").replace("&amp;", "&").split())


def argkp(folder: Path, split: str = "train") -> list[Labelled]:
    """Return the arguments of ArgKP-2021, ``train``, ``dev`` or ``test``, for or against their topic."""
    path = folder / "ibm_argkp2021" / "kpm_data" / f"arguments_{split}.csv"
    return [
        Labelled(row["argument"], _side(row["stance"] == "1"), row["topic"], "argkp", target=row["topic"])
        for row in _records(path)
    ]


def argkp_matches(folder: Path, split: str = "train") -> list[Labelled]:
    """Return pairs of argument and key point of ArgKP-2021: "match" or "other", ``context`` the topic."""
    here = folder / "ibm_argkp2021" / "kpm_data"
    arguments = {row["arg_id"]: row for row in _records(here / f"arguments_{split}.csv")}
    points = {row["key_point_id"]: row["key_point"] for row in _records(here / f"key_points_{split}.csv")}
    return [
        Labelled(
            text=argument["argument"],
            allowed=("match",) if row["label"] == "1" else ("other",),
            group=argument["topic"],
            source="argkp matches",
            context=argument["topic"],
            target=points[row["key_point_id"]],
        )
        for row in _records(here / f"labels_{split}.csv")
        if (argument := arguments[row["arg_id"]])
    ]


def perspectrum(folder: Path, split: str = "train") -> list[Labelled]:
    """Return the perspectives of Perspectrum (Chen et al. 2019) on their claims, ``train``, ``dev`` or ``test``."""
    here = folder / "perspectrum"
    claims = _json(here / "perspectrum_with_answers_v1.0.json") or []
    splits = _json(here / "dataset_split_v1.0.json") or {}
    texts = {row["pId"]: row["text"] for row in _json(here / "perspective_pool_v1.0.json") or []}
    sides = {"SUPPORT": True, "UNDERMINE": False}
    return [
        Labelled(
            texts[id_], _side(sides[cluster["stance_label_3"]]), str(claim["cId"]), "perspectrum", target=claim["text"]
        )
        for claim in claims
        if splits[str(claim["cId"])] == split
        for cluster in claim["perspectives"]
        if cluster["stance_label_3"] in sides
        for id_ in cluster["pids"]
        if id_ in texts
    ]


def ibm_claims(folder: Path, split: str = "train") -> list[Labelled]:
    """Return the claims of IBM Debater's claim stance set (Bar-Haim et al. 2017), for or against their topic."""
    path = folder / "ibm_claim_stance" / "claim_stance_dataset_v1.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        inner = [row[0].rstrip(";") for row in csv.reader(lines) if row]
    head, *rows = list(csv.reader(inner))
    return [
        Labelled(
            text=row["claims.claimCorrectedText"],
            allowed=_side(row["claims.stance"] == "PRO"),
            group=row["topicText"],
            source="ibm claims",
            target=row["topicText"],
        )
        for values in rows
        if len(values) == len(head) and (row := dict(zip(head, values, strict=True)))["split"] == split
    ]


MTCSD_TARGETS = ("Biden", "Bitcoin", "SpaceX", "Tesla", "Trump")


def mtcsd(folder: Path, split: str = "train", targets: Iterable[str] = MTCSD_TARGETS) -> list[Labelled]:
    """Return the comments of MT-CSD (Niu et al. 2024) with their stance toward a target: favor, against or none.

    ``parent`` is the comment before, ``context`` all those above it, the root first.
    """
    rows: list[Labelled] = []
    for target in targets:
        before = len(rows)
        found = list(_mtcsd_of(folder / "mtcsd" / target, target, split))
        rows += [row._replace(answers=row.answers + before) if row.answers >= 0 else row for row in found]
    return rows


def mtcsd_texts(folder: Path) -> dict[str, str]:
    """Return what is said about a target, by its id: 3-1-2 answers 3-1; raise OSError where the file cannot be read."""
    with (folder / "text.csv").open(encoding="utf-8", newline="") as lines:
        return {row[0]: row[1] for row in csv.reader(lines) if len(row) >= 2}


def _mtcsd_of(folder: Path, target: str, split: str) -> Iterator[Labelled]:
    rows = _json(folder / f"{split}.json")
    if rows is None:
        return
    texts = mtcsd_texts(folder)
    number = {tuple(row["index"]): place for place, row in enumerate(rows)}
    for row in rows:
        path = [str(id_) for id_ in row["index"]]
        above = [texts.get(id_, "") for id_ in path[:-1]]
        yield Labelled(
            text=texts.get(path[-1], ""),
            allowed=(row["stance"],),
            group=f"{target} {path[0]}",
            source=f"mtcsd {target}",
            parent=above[-1] if above else "",
            context="\n".join(above[:-1]),
            target=target,
            answers=number.get(tuple(row["index"][:-1]), -1),
            to_root=len(path) == 2,
        )


def cdcp(folder: Path, split: str = "train") -> list[Labelled]:
    """Return the propositions of CDCP (Park and Cardie 2018), ``train`` or ``test``, with their type."""
    return list(chain.from_iterable(map(_cdcp_of, sorted((folder / "cdcp" / split).glob("*.ann.json")))))


def _cdcp_of(path: Path) -> Iterator[Labelled]:
    marked = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.removesuffix(".ann.json") + ".txt").read_text("utf-8")
    for (start, end), label in zip(marked["prop_offsets"], marked["prop_labels"], strict=True):
        yield Labelled(text[start:end].strip(), (label,), path.name, "cdcp", context=text[max(start - 300, 0) : start])


_UNIT_CODES = {
    "Fact": "fact", "Testimony": "testimony", "Value": "value", "Policy": "policy",
    "Rhetorical_Statement": "rhetorical",
}  # fmt: skip


def cmv_units(folder: Path) -> list[Labelled]:
    """Return the elementary units of Change My View (Egawa et al. 2019) with their type; major claims are left out."""
    paths = sorted((folder / "cmv_elementary_units" / "brat").glob("*/*.ann"))
    return list(chain.from_iterable(map(_units_of, paths)))


def _units_of(path: Path) -> Iterator[Labelled]:
    text = path.with_suffix(".txt").read_text("utf-8")
    for line in path.read_text("utf-8").splitlines():
        found = re.match(r"T\d+\t(\w+) (\d+) (?:\d+;\d+ )*(\d+)\t", line)
        if found and found[1] in _UNIT_CODES:
            start, end = int(found[2]), int(found[3])
            yield Labelled(
                text=text[start:end],
                allowed=(_UNIT_CODES[found[1]],),
                group=path.parent.name,
                source="cmv units",
                context=text[max(start - 300, 0) : start],
            )


_VERIFIABLE = {"u": OPINION, "n": ("fact",), "e": ("testimony",)}


def regroom(folder: Path) -> list[Labelled]:
    """Return the sentences of Regulation Room's training part (Park and Cardie 2014): opinion, fact or testimony."""
    found = [re.match(r"([une]),(.*)#(\w+\.\d+)\.\d+$", line) for line in _lines(folder / "regroom" / "train.txt")]
    rows = [Labelled(row[2], _VERIFIABLE[row[1]], row[3], "regroom") for row in found if row]
    return rows[:1] + [
        row._replace(context=before.text if before.group == row.group else "") for before, row in pairwise(rows)
    ]


def _side(favors: bool) -> tuple[str, ...]:
    return ("favor",) if favors else ("against",)


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            text = lines.read()
    else:
        text = path.read_text("utf-8")
    return [line for line in text.split("\n") if line]  # not splitlines: texts may hold other line breaks


def _records(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
