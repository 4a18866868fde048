"""``discourse explain``: one comment, its labels and what moved them; one sentence where there is no such comment."""

import json
from pathlib import Path

import pytest

from discourse.errors import DiscourseError
from discourse.model import Article, Comment, Thread
from discourse.reporting.explaining import comment_number
from tests.conftest import Run

AS = ("--coder", "cues")


def test_a_comment_is_explained_in_words(run: Run, page: Path) -> None:
    result = run("explain", page, "#2", "--variable", "reply_stance", *AS)
    assert (result.code, result.err) == (0, "")
    head, answered, text, blank, label, shown, *reasons = result.out.splitlines()
    assert head == "#2 Rolf, 1 May 2024, 11:30 (UTC+00:00), answers #1 Odile (stated by the page)"
    assert answered == "  answered: “Where is the evidence that they are swans?”"
    assert (text, blank) == ("  | I saw them myself. You are wrong.", "")
    assert label.startswith("deny 0.")
    assert label.endswith(" (reply stance: what it does to what it answers)")
    assert shown == "  shown by “You are wrong”"
    assert reasons[0].split() == ["+1.1", "+" * 11, "“You", "are", "wrong”:", "disagreement"]
    assert any(line.endswith("  how common this is in answers to a comment") for line in reasons)
    assert any(line.startswith("  not comment: ") and line.endswith(" times less probable") for line in reasons)
    assert reasons[-1].startswith("The numbers are log-odds: what each thing adds to the label ")


@pytest.mark.parametrize("named", ["#2", "12", "Rolf", "rolf", "2"])
def test_a_comment_is_named_by_number_id_or_author(run: Run, page: Path, named: str) -> None:
    assert run("explain", page, named, *AS).out.startswith("#2 Rolf, ")


def test_every_label_is_explained_and_what_was_not_found_is_said(run: Run, page: Path) -> None:
    lines = run("explain", page, "#1", *AS).out.splitlines()
    (claim,) = [number for number, line in enumerate(lines) if line.startswith("“Evidence demanded”: asserts 0.")]
    assert lines[claim + 2].endswith(" “Where is the evidence”: words that show the claim and how it is meant")
    assert any(line.startswith("query 0.") for line in lines)
    assert "None of the 4 targets of the codebook was found in it." in lines


def test_a_variable_that_nobody_coded_is_said_where_it_is_asked_for(run: Run, page: Path) -> None:
    assert "Nobody coded the form" not in run("explain", page, "#1", *AS).out
    assert run("explain", page, "#1", "-v", "form", *AS).out.splitlines()[-1] == "Nobody coded the form of its clauses."


def test_the_record_has_no_bare_names_of_features(run: Run, page: Path) -> None:
    record = json.loads(run("explain", page, "12", "--format", "json", "-v", "reply_stance", *AS).out)
    assert (record["number"], record["id"], record["author"], record["answered"]) == (
        *(2, "12", "Rolf"),
        "Where is the evidence that they are swans?",
    )
    (label,) = record["labels"]
    assert {key: label[key] for key in ("variable", "subject", "code", "words", "because")} == {
        "variable": "reply_stance",
        "subject": None,
        "code": "deny",
        "words": "You are wrong",
        "because": None,
    }
    assert label["reasons"][0] == {
        "what": "disagreement",
        "words": "You are wrong",
        "weight": label["reasons"][0]["weight"],
    }
    assert {other["code"] for other in label["others"]} == {"support", "query", "comment"}
    assert not [one for one in label["reasons"] if ":" in one["what"]]


def thread_file(tmp_path: Path, *comments: Comment) -> Path:
    import msgspec

    path = tmp_path / "quay.json"
    path.write_bytes(msgspec.json.encode(Thread(article=Article(source="quay.json", language="en"), comments=comments)))
    return path


@pytest.mark.parametrize(
    ("comment", "lines"),
    [
        (
            Comment(id="a", text="", status="deleted", reply_to=""),
            ["undecided (reply stance: what it does to what it answers)", "  because it was deleted or taken down"],
        ),
        (
            Comment(id="a", text="Bence bu çok güzel bir haber değil, kimse bunu istemiyor.", reply_to=""),
            ["  because its language is none that the coder knows"],
        ),
        (Comment(id="a", text=" ", reply_to=""), ["  (no text)", "  because it has no words to judge by"]),
    ],
    ids=["deleted", "language", "wordless"],
)
def test_an_abstention_says_why(run: Run, tmp_path: Path, comment: Comment, lines: list[str]) -> None:
    other = Comment(id="b", text="The ferry was late again, and nobody said why.", reply_to="")
    printed = run("explain", thread_file(tmp_path, comment, other), "#1", *AS).out.splitlines()
    assert [line for line in lines if line not in printed] == []


def test_a_deleted_comment_is_not_said_to_lack_claims(run: Run, tmp_path: Path) -> None:
    gone = Comment(id="a", text="", status="deleted", reply_to="")
    printed = run("explain", thread_file(tmp_path, gone), "#1", *AS).out
    assert printed.splitlines()[-1] == "It was deleted or taken down, so no coder judges what it said."


def test_a_guessed_link_is_said(run: Run, tmp_path: Path) -> None:
    ann = Comment(id="a", author="Ann", text="The ferry should run at night.")
    bo = Comment(id="b", author="Bo", text="@Ann No way! It is too dear.")
    printed = run("explain", thread_file(tmp_path, ann, bo), "Bo", *AS).out
    assert "What it answers is a guess (0." in printed


def test_strangers_words_steer_no_terminal(run: Run, tmp_path: Path) -> None:
    nasty = Comment(
        id="a", author="\x1b[31mAnn", text="No way!\x07 \u202eyou are wrong\x1b[2J\n" + "x" * 5_000, reply_to=""
    )
    result = run("explain", thread_file(tmp_path, nasty), "#1", *AS)
    assert result.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(result.out)
    assert max(map(len, result.out.splitlines())) <= 600
    assert "(the first 2,000 of 5,0" in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x",), "no comment is “x”; it has 2 comments: name one by number (1 to 2), by id, or by the name of an"),
        (("#3",), "no comment is “#3”; it has 2 comments"),
        (("",), "no comment is “”; it has 2 comments"),
        (("#1", "--coder", "llm"), "--coder llm: a language model does not say what moved it"),
        (("#1", "--coder", "owl"), '"owl" is not a coder'),
        (("#1", "--codebook", "nothing"), "nothing"),
    ],
)
def test_what_cannot_be_explained_is_one_sentence(run: Run, page: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("explain", page, *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


def talk(*comments: Comment) -> Thread:
    return Thread(article=Article(source="quay.html"), comments=comments)


@pytest.mark.parametrize(
    ("thread", "named", "said"),
    [
        (talk(), "#1", "quay.html: it has no comments, so there is none to explain"),
        (
            talk(Comment(id="a", text="")),
            "b",
            "quay.html: no comment is “b”; it has 1 comment: name one by number (1), by id, or by the name of an "
            "author who wrote one",
        ),
        (
            talk(*(Comment(id=f"c{number}", author="Ann", text="") for number in range(9))),
            "Ann",
            "quay.html: “Ann” wrote 9 comments (#1, #2, #3, #4, #5, #6 and more); name one by its number",
        ),
        (
            talk(Comment(id="a", text=""), Comment(id="a", text="")),
            "a",
            "quay.html: “a” is the id of 2 comments (#1 and #2); name one by its number",
        ),
        (talk(Comment(id="a", text="")), "#" + "9" * 5_000, "quay.html: no comment is “#999"),
        (talk(Comment(id="a", text="")), "²", "quay.html: no comment is “²”"),
    ],
    ids=["no comments", "one comment", "several of an author", "one id twice", "an endless number", "no digit"],
)
def test_comments_that_are_none_or_several(thread: Thread, named: str, said: str) -> None:
    with pytest.raises(DiscourseError) as raised:
        comment_number(thread, named)
    assert str(raised.value).startswith(said)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize(("named", "place"), [("2", 0), ("#2", 1), ("3", 2), ("#1", 3), ("Ann", 0)])
def test_an_id_comes_before_a_number_and_a_number_before_a_name(named: str, place: int) -> None:
    comments = (
        Comment(id="2", author="Ann", text=""),
        Comment(id="x", author="3", text=""),
        Comment(id="y", text=""),
        Comment(id="#1", text=""),
    )
    assert comment_number(talk(*comments), named) == place
