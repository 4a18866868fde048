"""Learning the coder ``linear``: rows of each data set's form, the same bytes each time, read back as written."""

import csv
import io
import json
import lzma
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from discourse.coders.linear.model import BITS, file_names, read_model
from discourse.errors import DiscourseError
from discourse.training.judged.arrays import stored, text_key
from discourse.training.linear.fit import (
    Trained,
    cases_of,
    folds_of,
    matrix,
    mean_f1,
    open_codes,
    predicted,
    quantised,
    told_apart,
    train,
    write,
)
from discourse.training.linear.tasks import TASKS, Source, Task, judged_replies
from discourse.training.sources import labelled as sources
from discourse.training.sources.labelled import NEUTRAL, OPINION, Labelled
from tests.conftest import Run


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def table(*rows: Sequence[object]) -> str:
    into = io.StringIO()
    csv.writer(into, lineterminator="\n").writerows(rows)
    return into.getvalue()


def lines_of(*rows: dict[str, object]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def post(id_: str, text: str, code: str | None, parent: str | None = "r", split: str = "train") -> dict[str, object]:
    return {
        "id": id_, "text": text, "sdqc": code, "parent_id": parent, "split": split, "thread": "r",
        "platform": "reddit",
    }  # fmt: skip


def test_rumoureval(tmp_path: Path) -> None:
    posts = [
        post("r", "The pier burns!", "support", None),
        post("a", "It does not.", "deny"),
        post("b", "Who says so?", None, "a"),
        post("c", "I do.", "comment", "b"),
        post("d", "Nor\u2028do I, Ärger.", "query", "a"),
        post("e", "Later.", "query", "a", "dev"),
        post("f", "Answers nothing known.", "comment", "gone"),
    ]
    put(tmp_path / "rumoureval2019" / "posts_train_dev.jsonl", lines_of(*posts))
    source, root = "rumoureval reddit", "The pier burns!"
    assert sources.rumoureval(tmp_path) == [
        Labelled(root, ("support",), "r", source),
        Labelled("It does not.", ("deny",), "r", source, root, root, answers=0, to_root=True),
        Labelled("I do.", ("comment",), "r", source, "Who says so?", root),
        Labelled("Nor\u2028do I, Ärger.", ("query",), "r", source, "It does not.", root, answers=1),
        Labelled("Answers nothing known.", ("comment",), "r", source, "", root),
    ]
    assert sources.rumoureval(tmp_path, "dev") == [
        Labelled("Later.", ("query",), "r", source, "It does not.", root),
    ]


def test_iac(tmp_path: Path) -> None:
    means = {1.0: ("support",), 0.9: NEUTRAL, 0: NEUTRAL, -0.9: NEUTRAL, -1: ("deny",), -4.5: ("deny",)}
    rows = [{"response": f"So {mean}.", "quote": "The tide.", "agreement": mean, "discussion_id": 7} for mean in means]
    put(tmp_path / "iac_v1_agreement" / "qr_agreement_relinked.jsonl.xz", lzma.compress(lines_of(*rows).encode()))
    assert sources.iac(tmp_path) == [
        Labelled(f"So {mean}.", allowed, "7", "iac", "The tide.") for mean, allowed in means.items()
    ]


def test_mask_mandate(tmp_path: Path) -> None:
    head = ("quote_text", "response_text", "relation")
    rows = [("Hats off.", "Never, café.", 0), ("Hats off.", "So?", 1), ("Hats on.", "Yes, “on”.", 2)]
    content = table(head, *rows).encode("cp1252")
    put(tmp_path / "subreddit_agreement" / "SubReddit-MaskMandate.csv", content)
    assert sources.mask_mandate(tmp_path) == [
        Labelled("Never, café.", ("deny",), "Hats off.", "mask mandate", "Hats off."),
        Labelled("So?", NEUTRAL, "Hats off.", "mask mandate", "Hats off."),
        Labelled("Yes, “on”.", ("support",), "Hats on.", "mask mandate", "Hats on."),
    ]


MODES = """<thread><title>x</title>
<OP author="a"><claim id="1" type="value">Piers &amp; quays <b>rot</b>.</claim>
<premise id="2" rel="support" ref="1">Salt eats them.</premise></OP>
<reply author="b"><claim id="3" rel="disagreement" ref="1">They last
 an age.</claim>
<premise id="4" rel="support" ref="3">Ours is old.</premise>
<premise id="5" rel="undercutter" ref="9_2">Paint helps.</premise></reply>
<reply author="c"><claim id="6" rel="agreement" ref="4_1">Ours, too.</claim>
<claim id="7" rel="continue" ref="3">And so on.</claim>
<premise id="8" rel="attack" ref="99">Who knows.</premise></reply>
</thread>"""


def test_cmv_modes(tmp_path: Path) -> None:
    put(tmp_path / "cmv_modes" / "v2.0" / "negative" / "12.xml", MODES)
    assert sources.cmv_modes(tmp_path) == [
        Labelled("They last an age.", ("deny",), "12", "cmv modes", "Piers & quays rot ."),
        Labelled("Paint helps.", ("deny",), "12", "cmv modes", "Salt eats them."),
        Labelled("Ours, too.", ("support",), "12", "cmv modes", "Ours is old."),
    ]


def test_argkp(tmp_path: Path) -> None:
    here = tmp_path / "ibm_argkp2021" / "kpm_data"
    arguments = [("a1", "Piers, sadly, rot.", "Close piers", 1), ("a2", "Piers please.", "Close piers", -1)]
    put(here / "arguments_dev.csv", table(("arg_id", "argument", "topic", "stance"), *arguments))
    put(here / "key_points_dev.csv", table(("key_point_id", "key_point"), ("k1", "They rot.")))
    put(here / "labels_dev.csv", table(("arg_id", "key_point_id", "label"), ("a1", "k1", 1), ("a2", "k1", 0)))
    topic = "Close piers"
    assert sources.argkp(tmp_path, "dev") == [
        Labelled("Piers, sadly, rot.", ("favor",), topic, "argkp", target=topic),
        Labelled("Piers please.", ("against",), topic, "argkp", target=topic),
    ]
    assert sources.argkp_matches(tmp_path, "dev") == [
        Labelled("Piers, sadly, rot.", ("match",), topic, "argkp matches", context=topic, target="They rot."),
        Labelled("Piers please.", ("other",), topic, "argkp matches", context=topic, target="They rot."),
    ]
    assert sources.argkp(tmp_path) == sources.argkp_matches(tmp_path) == []


def test_perspectrum(tmp_path: Path) -> None:
    here = tmp_path / "perspectrum"
    clusters = [("SUPPORT", [1, 9]), ("UNDERMINE", [2]), ("NOT-A-PERSPECTIVE", [3])]
    perspectives = [{"stance_label_3": side, "pids": pids} for side, pids in clusters]
    claims = [{"cId": id_, "text": f"Piers rot {id_}.", "perspectives": perspectives} for id_ in (4, 5)]
    pool = [{"pId": number, "text": f"View {number}."} for number in (1, 2, 3)]
    put(here / "perspectrum_with_answers_v1.0.json", json.dumps(claims))
    put(here / "dataset_split_v1.0.json", json.dumps({"4": "train", "5": "dev"}))
    put(here / "perspective_pool_v1.0.json", json.dumps(pool))
    assert sources.perspectrum(tmp_path, "dev") == [
        Labelled("View 1.", ("favor",), "5", "perspectrum", target="Piers rot 5."),
        Labelled("View 2.", ("against",), "5", "perspectrum", target="Piers rot 5."),
    ]


def test_ibm_claims(tmp_path: Path) -> None:
    rows = [
        ("topicId", "split", "topicText", "claims.stance", "claims.claimCorrectedText"),
        (1, "train", "Piers, old ones, stay", "PRO", 'They are "ours", all'),
        (1, "train", "Piers, old ones, stay", "CON", "they rot"),
        (2, "test", "Quays stay", "CON", "they rot"),
        (3, "train", "too short"),
    ]
    wrapped = [(table(row).strip() + ";;",) for row in rows]
    put(tmp_path / "ibm_claim_stance" / "claim_stance_dataset_v1.csv", table(*wrapped))
    topic = "Piers, old ones, stay"
    assert sources.ibm_claims(tmp_path) == [
        Labelled('They are "ours", all', ("favor",), topic, "ibm claims", target=topic),
        Labelled("they rot", ("against",), topic, "ibm claims", target=topic),
    ]


def put_mtcsd(folder: Path, target: str, split: str = "train") -> None:
    """Write a conversation: a root, two answers below each other, one whose parent has no label."""
    stances = [([1], "favor"), ([1, 2], "against"), ([1, 2, 3], "none"), ([8, 9], "favor"), ([1, 4], "favor")]
    rows = [{"index": index, "stance": stance} for index, stance in stances]
    texts = [(1, f"{target} first."), (2, "No, second."), (3, "Third?"), (4, "Yes, fourth."), (9, "Ninth."), ("short",)]
    put(folder / "mtcsd" / target / f"{split}.json", json.dumps(rows))
    put(folder / "mtcsd" / target / "text.csv", table(("id", "text"), *texts))


def test_mtcsd(tmp_path: Path) -> None:
    put_mtcsd(tmp_path, "Bitcoin")
    put_mtcsd(tmp_path, "Tesla")
    found = sources.mtcsd(tmp_path)
    assert found[:5] == [
        Labelled("Bitcoin first.", ("favor",), "Bitcoin 1", "mtcsd Bitcoin", target="Bitcoin"),
        Labelled("No, second.", ("against",), "Bitcoin 1", "mtcsd Bitcoin", "Bitcoin first.", "", "Bitcoin", 0, True),
        Labelled(
            "Third?", ("none",), "Bitcoin 1", "mtcsd Bitcoin", "No, second.", "Bitcoin first.", "Bitcoin", 1, False
        ),
        Labelled("Ninth.", ("favor",), "Bitcoin 8", "mtcsd Bitcoin", "", "", "Bitcoin", -1, True),
        Labelled("Yes, fourth.", ("favor",), "Bitcoin 1", "mtcsd Bitcoin", "Bitcoin first.", "", "Bitcoin", 0, True),
    ]
    assert [row.answers for row in found[5:]] == [-1, 5, 6, -1, 5]
    assert sources.mtcsd(tmp_path, targets=["Tesla"])[1].answers == 0
    assert sources.mtcsd(tmp_path, "valid") == []


def test_replies_that_a_language_model_coded_are_known_by_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [text_key("Tesla first.\nNo, second."), text_key("No, second.\nThird?"), text_key("of no pair")]
    file = {"key": np.array(keys), "code": np.array([1, 2, 0]), "learned": np.array([True, False, True])}
    monkeypatch.setattr("discourse.training.linear.tasks.stored", lambda _: file)
    put_mtcsd(tmp_path, "Tesla")
    put_mtcsd(tmp_path, "Tesla", "valid")
    rows = judged_replies(tmp_path), judged_replies(tmp_path, learned=False)
    assert [[(row.text, row.parent, row.allowed, row.source) for row in some] for some in rows] == [
        [("No, second.", "Tesla first.", ("deny",), "judged replies")],
        [("Third?", "No, second.", ("query",), "judged replies")],
    ]


CDCP = "I paid twice. It is unfair; they should stop. "


def put_cdcp(folder: Path, name: str, labels: Sequence[str] = ("testimony", "value", "policy")) -> None:
    spans = [(0, 14), (14, 27), (28, 46)]
    put(folder / "cdcp" / "train" / f"{name}.txt", CDCP)
    marked = {"prop_offsets": spans, "prop_labels": list(labels)}
    put(folder / "cdcp" / "train" / f"{name}.ann.json", json.dumps(marked))


def test_cdcp(tmp_path: Path) -> None:
    put_cdcp(tmp_path, "00002")
    put_cdcp(tmp_path, "00001", ("fact", "value", "reference"))
    found = sources.cdcp(tmp_path)
    name = "00001.ann.json"
    assert found[:3] == [
        Labelled("I paid twice.", ("fact",), name, "cdcp"),
        Labelled("It is unfair;", ("value",), name, "cdcp", context="I paid twice. "),
        Labelled("they should stop.", ("reference",), name, "cdcp", context="I paid twice. It is unfair; "),
    ]
    assert [row.group for row in found] == [name] * 3 + ["00002.ann.json"] * 3


def test_cmv_units(tmp_path: Path) -> None:
    here = tmp_path / "cmv_elementary_units" / "brat" / "positive"
    put(here / "7.txt", "Piers rot. I saw it.\nPaint them! Why not?")
    marks = [
        "T1\tFact 0 10\tPiers rot.", "T2\tTestimony 11 20\tI saw it.", "R1\tsupport Arg1:T2 Arg2:T1",
        "T3\tMajor_Claim 21 32\tPaint them!", "T4\tPolicy 21 26;27 32\tPaint them!",
        "T5\tRhetorical_Statement 33 41\tWhy not?", "T6\tValue 0 5\tPiers",
    ]  # fmt: skip
    put(here / "7.ann", "\n".join(marks))
    text = "Piers rot. I saw it.\nPaint them! "
    assert sources.cmv_units(tmp_path) == [
        Labelled("Piers rot.", ("fact",), "positive", "cmv units"),
        Labelled("I saw it.", ("testimony",), "positive", "cmv units", context=text[:11]),
        Labelled("Paint them!", ("policy",), "positive", "cmv units", context=text[:21]),
        Labelled("Why not?", ("rhetorical",), "positive", "cmv units", context=text),
        Labelled("Piers", ("value",), "positive", "cmv units"),
    ]


def test_regroom(tmp_path: Path) -> None:
    lines = ["u,It is unfair, I say.#airline.12.0", "n,They fly at 9.#airline.12.1", "", "e,I flew.#airline.13.0", "x"]
    put(tmp_path / "regroom" / "train.txt", "\n".join(lines))
    assert sources.regroom(tmp_path) == [
        Labelled("It is unfair, I say.", OPINION, "airline.12", "regroom"),
        Labelled("They fly at 9.", ("fact",), "airline.12", "regroom", context="It is unfair, I say."),
        Labelled("I flew.", ("testimony",), "airline.13", "regroom"),
    ]


@pytest.mark.parametrize(
    "of",
    [
        sources.rumoureval, sources.iac, sources.mask_mandate, sources.cmv_modes, sources.argkp,
        sources.argkp_matches, sources.perspectrum, sources.ibm_claims, sources.mtcsd, sources.cdcp,
        sources.cmv_units, sources.regroom, judged_replies,
    ],
    ids=lambda of: of.__name__,
)  # fmt: skip
def test_a_set_that_is_not_there_has_no_rows(of: Callable[[Path], list[Labelled]], tmp_path: Path) -> None:
    assert of(tmp_path) == []


def test_every_judged_reply_has_one_code() -> None:
    file = stored("judged_replies.npz")
    assert len(file["key"]) == len(np.unique(file["key"])) == len(file["code"]) == len(file["learned"]) > 16_000
    assert set(file["code"].tolist()) == set(range(4))


def test_a_label_may_leave_several_codes_open() -> None:
    row = Labelled("x", NEUTRAL, "g", "s")
    assert row.label == "query|comment"
    assert open_codes(TASKS["reply_stance"], [row, row._replace(allowed=("deny",))]).tolist() == [
        [0, 0, 1, 1], [0, 1, 0, 0],
    ]  # fmt: skip


Said = dict[str, tuple[str, ...]]
REPLIES: Said = {
    "support": ("Yes, the {} is late.", "I agree about the {}.", "Exactly, poor {}!"),
    "deny": ("No, the {} is early.", "Nonsense, the {} is fine.", "I disagree about the {}."),
    "query": ("Where is the {}?", "Who runs the {}?", "Why the {}?"),
    "comment": ("My aunt likes the {}.", "The {} is blue.", "We saw a {} in spring."),
}
STANCES: Said = {
    "favor": ("I love it.", "It is wonderful."), "against": ("I hate it.", "It is a disgrace."),
    "none": ("It leaves at nine.", "It is blue."),
}  # fmt: skip
FORMS: Said = {
    "fact": ("The {} has 40 seats.",), "testimony": ("I was on the {} last year.",), "value": ("The {} is terrible.",),
    "policy": ("The {} should be closed.",), "reference": ("http://example.org/{}",),
    "rhetorical": ("Who needs a {}?",),
}  # fmt: skip
THINGS = ("ferry", "pier", "crane", "lock", "canal", "barge")
MADE: dict[str, tuple[Said, str]] = {
    "reply_stance": (REPLIES, "comment"), "stance": (STANCES, "statement"), "form": (FORMS, "rules"),
    "stance_named": (STANCES, "target"),
}  # fmt: skip


def rows_of(variable: str) -> list[Labelled]:
    said, _ = MADE[variable]
    return [
        Labelled(form.format(thing), (code,), thing, "made up", f"The {thing} is late.", target=f"The {thing} is late")
        for thing in THINGS
        for code, forms in said.items()
        for form in forms
    ]


def small(variable: str) -> Task:
    return replace(TASKS[variable], rounds=15)


def trained(variable: str) -> Trained:
    return train(small(variable), [Source("made up", MADE[variable][1], 1.0, rows_of(variable))])


def written(found: Trained, name: str, folder: Path) -> dict[str, bytes]:
    write(found, name, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("variable", sorted(MADE))
def test_the_same_rows_give_the_same_bytes_and_these_the_same_probabilities(variable: str, tmp_path: Path) -> None:
    found = trained(variable)
    first = written(found, variable, tmp_path / "first")
    assert sorted(first) == sorted(file_names(variable))
    if variable == "form":
        assert written(trained(variable), variable, tmp_path / "second") == first
    model, kind = read_model(first, variable), MADE[variable][1]
    before, after = (predicted(small(variable), one, rows_of(variable), kind) for one in (found.model, model))
    assert np.abs(before - after).max() < 1e-3
    known = found.model
    assert (model.codes, model.names, model.base, model.usual) == (known.codes, known.names, known.base, known.usual)
    assert (model.sharpness, model.boost) == (known.sharpness, known.boost)
    truth = open_codes(small(variable), rows_of(variable))
    assert (after.argmax(axis=1) == truth.argmax(axis=1)).mean() > 0.8


def test_rows_that_a_larger_model_judged_are_learned_from_its_shares() -> None:
    task = small("stance")
    rows = rows_of("stance")
    told = [
        row._replace(text="Zinc and tin.", allowed=task.codes, group=f"told {number}")
        for number, row in enumerate(rows)
    ]
    shares = np.tile([0.1, 0.2, 0.7], (len(told), 1))
    made = Source("made up", "statement", 1.0, rows)
    trained = train(task, [Source("judged", "judged", 1.0, told, shares), made])
    assert [source.name for source in trained.sources] == ["made up", "judged"]
    assert "judged" not in trained.model.base
    known, plain = (
        predicted(task, model, [told[0]], "statement")[0] for model in (trained.model, train(task, [made]).model)
    )
    assert known[2] > plain[2]


def test_base_rates_may_be_those_of_rows_not_fitted_on() -> None:
    """A third takes no side by the labels; a larger model, from which most is learned, denies it."""
    rows = rows_of("stance_named")
    shares = np.tile([0.5, 0.5, 0.0], (len(rows), 1))
    task, made = small("stance_named"), Source("made up", "target", 1.0, rows, shares)
    plain, rebased = (train(each, [made]).model.usual["target"][2] for each in (replace(task, rebased=False), task))
    assert plain < 0.25
    assert rebased == pytest.approx(1 / 3, abs=0.01)


def test_threads_are_of_one_group_and_one_target() -> None:
    row = rows_of("stance")[0]
    said = [row, row._replace(text="So?"), row._replace(target="x"), row._replace(group="y"), row]
    found = cases_of(small("stance"), [Source("a", "statement", 1.0, said), Source("b", "statement", 1.0, said[:1])])
    assert found.thread.tolist() == [0, 0, 1, 2, 0, 3]


def test_rows_judged_by_a_larger_model_are_left_out_with_their_group() -> None:
    task, rows = small("stance"), rows_of("stance")
    told = [row._replace(text="Zinc and tin.", allowed=task.codes) for row in rows]
    judged = Source("judged", "judged", 1.0, told, np.tile([0.0, 0.0, 1.0], (len(told), 1)))
    made = Source("made up", "statement", 1.0, rows)
    for known, left in folds_of(cases_of(task, [made, judged]), [made, judged]):
        both = [*rows, *told]
        assert not {both[number].group for number in known} & {both[number].group for number in left}
        assert len(known) + 2 * len(left) == len(both)


def test_what_is_written_says_what_it_was_learned_from(tmp_path: Path) -> None:
    about = json.loads(written(trained("form"), "form", tmp_path)["form.json"])
    assert (about["variable"], about["learned from"], about["made by"]) == (
        "form", {"made up": len(rows_of("form"))}, "discourse train form",
    )  # fmt: skip


def test_rows_of_a_group_are_never_split() -> None:
    found = trained("form")
    assert found.held_out.shape == (len(rows_of("form")), 6)
    assert found.cases.group == [f"made up {row.group}" for row in rows_of("form")]
    assert not (found.held_out == 0).all(axis=1).any()


@pytest.mark.parametrize("variable", sorted(TASKS))
def test_columns_of_a_task_are_named_ones_then_hashed_ones(variable: str) -> None:
    task = TASKS[variable]
    rows = rows_of(variable)
    whole = matrix(task, rows)
    assert whole.shape == (len(rows), len(task.names()) + (1 << BITS))
    assert (matrix(task, rows[5:6]) != whole[5:6]).nnz == 0
    assert matrix(task, []).shape == (0, len(task.names()) + (1 << BITS))


def test_named_columns_may_be_held_less_than_hashed_ones() -> None:
    task = replace(TASKS["form"], ridge=6.0, named_ridge=2.0)
    named = len(task.names())
    assert task.ridges(named + 2)[[0, named - 1, named, named + 1], 0].tolist() == [2.0, 2.0, 6.0, 6.0]
    assert set(replace(task, named_ridge=None).ridges(named + 2)[:, 0].tolist()) == {6.0}


def test_the_harder_columns_are_held_the_smaller_their_weights() -> None:
    task, named = TASKS["form"], len(TASKS["form"].names())
    loose, held = (
        train(replace(task, named_ridge=ridge), [Source("made up", "rules", 1.0, rows_of("form"))]).model.named
        for ridge in (0.5, 50.0)
    )
    assert loose.shape == (named, len(task.codes))
    assert 0 < np.abs(held).sum() < np.abs(loose).sum() / 2


def test_weights_are_held_in_127_steps() -> None:
    weights = np.array([[0.0, 1.0], [-2.54, 0.5], [1.27, -0.25]])
    steps, scale = quantised(weights)
    assert (steps.dtype, steps.tolist()) == (np.dtype(np.int8), [[0, 127], [-127, 64], [64, -32]])
    assert scale.tolist() == pytest.approx([0.02, 1 / 127])


def test_a_label_that_leaves_several_open_counts_as_the_code_given() -> None:
    task = TASKS["reply_stance"]
    preference = np.eye(4)[[0, 3, 2, 1]]
    allowed = np.array([[1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 0, 0]])
    assert mean_f1(task, preference, allowed, task.codes) == 1.0


def test_codes_that_no_label_tells_apart_are_one() -> None:
    probability = np.array([[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1]])
    allowed = np.array([[0.0, 0.0, 1.0, 1.0], [1.0, 0.0, 0.0, 0.0]])
    summed, left = told_apart(probability, allowed)
    assert summed.round(2).tolist() == [[0.1, 0.2, 0.0, 0.7], [0.4, 0.3, 0.0, 0.3]]
    assert left.tolist() == [[0, 0, 0, 1], [1, 0, 0, 0]]


def test_codes_that_labels_tell_apart_stay_as_they_are() -> None:
    probability, allowed = np.array([[0.1, 0.9], [0.4, 0.6]]), np.eye(2)
    for found, given in zip(told_apart(probability, allowed), (probability, allowed), strict=True):
        assert found.tolist() == given.tolist()


@pytest.mark.parametrize("command", ["reply-stance", "stance", "form"])
def test_a_folder_without_the_sets_is_refused_in_a_sentence(command: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    nothing = run("train", command, "--data", tmp_path / "empty", "-o", tmp_path / "out")
    nowhere = run("train", command, "--data", tmp_path / "gone", "-o", tmp_path / "out")
    assert nothing.code == nowhere.code != 0
    assert f"no labelled rows of {command.replace('-', '_')} found" in " ".join(nothing.err.split())
    assert "this is no folder" in " ".join(nowhere.err.split())
    assert not (tmp_path / "out").exists()


def test_too_few_groups_are_refused_in_a_sentence() -> None:
    rows = rows_of("form")[:6]
    with pytest.raises(DiscourseError, match=r"^the rows of form are of fewer than 5 groups; give more data sets$"):
        train(small("form"), [Source("made up", "rules", 1.0, rows)])


def test_the_command_trains_on_a_folder_of_sets(run: Run, tmp_path: Path) -> None:
    for number in range(6):
        put_cdcp(tmp_path / "data", f"{number:05d}")
    result = run("train", "form", "--data", tmp_path / "data", "-o", tmp_path / "out")
    assert result.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(file_names("form"))
    assert " ".join(result.out.split() + result.err.split()).count("differs from the one in use") == 3
