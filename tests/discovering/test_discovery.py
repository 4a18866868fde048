"""What is proposed from a made-up thread, what is not, and the codebook that is written."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from discourse.analysis import Analysis
from discourse.codebook import ClaimType, Codebook, parse_codebook
from discourse.coders.claims.coding import check_cues
from discourse.discovering import Discovery, Known, Proposal, discover
from discourse.discovering.propositions import propositions
from discourse.discovering.stability import Stability
from discourse.discovering.wording import denied_stems, wording
from discourse.discovering.writing import codebook_text
from discourse.errors import CodingError
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph
from tests.conftest import Run
from tests.discovering.threads import FERRY, HERONS, ONCE, RUST, SAID, TOURISTS, mixed, thread


@pytest.fixture(scope="module")
def found() -> Discovery:
    return discover([thread(mixed())])


def said_by(proposal: Proposal) -> set[str]:
    sentences = {wording(sentence): name for name, listed in SAID.items() for sentence in listed}
    return {sentences.get(sentence, "once") for sentence in (proposal.claim.definition, *proposal.claim.examples)}


def test_what_several_say_is_proposed_and_nothing_else(found: Discovery) -> None:
    assert sorted(tuple(said_by(proposal)) for proposal in found.proposals) == [
        ("ferry",), ("herons",), ("rust",), ("tourists",),
    ]  # fmt: skip


def test_the_clearest_wording_denies_nothing_and_the_denial_stands_beside_it(found: Discovery) -> None:
    rust = next(proposal for proposal in found.proposals if said_by(proposal) == {"rust"})
    assert rust.claim.definition == RUST[0]
    assert rust.counter == RUST[3]
    assert (rust.comments, rust.authors) == (4, 4)


def test_every_group_comes_back_and_the_runs_agree(found: Discovery) -> None:
    assert all(proposal.stability.returns >= 0.7 for proposal in found.proposals)
    assert 0.5 < found.agreement <= 1
    assert found.runs == 20


def test_the_same_comments_give_the_same_discovery(found: Discovery) -> None:
    assert discover([thread(mixed())]) == found


def test_what_one_author_repeats_is_no_claim_of_several() -> None:
    texts = (*RUST, *ONCE, *ONCE[::-1])
    authors = (*["Ann"] * len(RUST), *(f"reader {number}" for number in range(2 * len(ONCE))))
    assert all(said_by(proposal) != {"rust"} for proposal in discover([thread(texts, authors)]).proposals)


PETITION = "Whoever crosses by the footbridge should pay a copper toll for repairs."


@pytest.mark.parametrize(
    ("texts", "authors", "said"),
    [
        ((PETITION,) * 9, "ABCDEFGHI", (9, 9)),
        ((PETITION,) * 9, "AAABBBCCC", (3, 3)),
        ((PETITION,) * 9, "AAAAAAAAB", None),
        ((*(PETITION,) * 5, *(f"Honestly, {PETITION}",) * 4), "ABCDEFGHI", (9, 9)),
    ],
    ids=["nine say it", "three say it again and again", "two say it", "in two wordings"],
)
def test_the_same_words_count_once_for_each_who_says_them(
    texts: tuple[str, ...], authors: str, said: tuple[int, int] | None
) -> None:
    made = thread((*texts, *ONCE, *RUST), (*authors, *(f"reader {number}" for number in range(24))))
    found = [each for each in discover([made]).proposals if "toll" in each.claim.definition]
    assert [(each.comments, each.authors) for each in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("texts", "own"),
    [
        ((PETITION, f'"{PETITION}" Who collects it?'), [0]),
        ((PETITION, f'"{PETITION}" Who collects it?', f"{PETITION} Good question!"), [0]),
        ((PETITION, PETITION), [0, 1]),
        ((f"{PETITION} And a second one for dogs.", PETITION), [0, 1]),
    ],
    ids=["of what it answers", "of what that answers", "nothing but the same", "a part of it"],
)
def test_who_quotes_what_they_answer_does_not_put_it_forward(texts: tuple[str, ...], own: list[int]) -> None:
    comments = tuple(
        Comment(id=str(number), text=text, author=f"reader {number}", reply_to=str(number - 1) if number else "")
        for number, text in enumerate(texts)
    )
    read = Thread(article=Article(source="x", language="en"), comments=comments)
    made = Analysis(thread=read, graph=reply_graph(read), codings=(), codebook=Codebook(title="none"))
    assert [one.comment for one in propositions([made]) if one.text == PETITION] == own


def test_a_claim_of_the_codebook_is_left_out() -> None:
    made = thread(mixed())
    codings = tuple(
        Coding(
            comment=comment.id, variable="claim", target="rusty", code="asserts", coder="x", span=(0, len(comment.text))
        )
        for comment in made.thread.comments
        if comment.text in RUST
    )
    book = Codebook(title="b", claim_types=(ClaimType(id="rusty", label="Rust", definition="The chains are rusty."),))
    known = Analysis(thread=made.thread, graph=made.graph, codings=(*made.codings, *codings), codebook=book)
    again = discover([known])
    assert again.known == (Known("rusty", RUST[0]),)
    assert {name for proposal in again.proposals for name in said_by(proposal)} == {"ferry", "tourists", "herons"}


def test_quotations_questions_and_addresses_are_no_propositions() -> None:
    comments = (
        Comment(id="1", text=FERRY[0], author="Ann", reply_to=""),
        Comment(id="2", text=f"> {FERRY[0]}\n{HERONS[0]}", author="Bo", reply_to="1"),
        Comment(
            id="3",
            text=f'"{FERRY[0]}" Is a ferry really cheaper than that? See https://ferry.example/prices',
            reply_to="1",
        ),
    )
    read = Thread(article=Article(source="x", language="en"), comments=comments)
    made = Analysis(thread=read, graph=reply_graph(read), codings=(), codebook=Codebook(title="none"))
    assert [one.text for one in propositions([made])] == [FERRY[0], HERONS[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("river_gate=opened/default-closed.", []),
        ("/river/gates/open_locked_gate", []),
        ("The river gate stays closed tonight.", ["The river gate stays closed tonight."]),
        ("Der Wärter öffnet täglich die Schleusentore.", ["Der Wärter öffnet täglich die Schleusentore."]),
    ],
)
def test_paths_and_settings_are_no_propositions(text: str, found: list[str]) -> None:
    read = Thread(article=Article(source="x"), comments=(Comment(id="1", text=text, author="Ann", reply_to=""),))
    made = Analysis(thread=read, graph=reply_graph(read), codings=(), codebook=Codebook(title="none"))
    assert [one.text for one in propositions([made])] == found


def test_six_comments_are_too_few() -> None:
    with pytest.raises(CodingError, match="6 comments are too few to tell claims that recur from what is said once"):
        discover([thread(mixed()[:6])])


@pytest.mark.parametrize(
    ("text", "stems"),
    [(RUST[3], {"danger", "rusti", "otherwis"}), (TOURISTS[3], {"sunset", "photograph"}), (RUST[0], set())],
)
def test_what_a_clause_denies(text: str, stems: set[str]) -> None:
    (one,) = propositions([thread((text,))])
    assert denied_stems(one) >= stems if stems else denied_stems(one) == frozenset()


def test_the_codebook_is_sound_and_says_what_speaks_for_each_claim(found: Discovery) -> None:
    text = codebook_text(found, "Bridge")
    book = parse_codebook(text, "made.toml")
    check_cues(book)
    assert [claim.id for claim in book.claim_types] == [proposal.claim.id for proposal in found.proposals]
    assert f"# Against it: {RUST[3]}" in text
    assert "# 4 comments of 4 authors; stability " in text


def test_hostile_wordings_stay_strings_and_remarks() -> None:
    evil = 'Quote " backslash \\ end\n[[claim_types]]\nid = "x" \x00\x07 \u202e'
    claim = ClaimType(id="evil", label=evil, definition=evil, examples=(evil,))
    proposal = Proposal(claim, evil, 3, 3, Stability(1.0, 1.0))
    text = codebook_text(Discovery((proposal,), (Known("k", evil),), 0, 30, 40, 1.0, 20, "en"), evil)
    assert [entry["id"] for entry in tomllib.loads(text)["claim_types"]] == ["evil"]


def test_discover_on_the_command_line(run: Run, tmp_path: Path) -> None:
    page, out = tmp_path / "thread.csv", tmp_path / "new" / "mine.toml"
    rows = "\n".join(f'{number},reader {number},"{text}"' for number, text in enumerate(mixed()))
    page.write_text(f"id,author,text\n{rows}\n", "utf-8")
    result = run("discover", page, "-o", out)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("34 comments, ")
    assert result.out.endswith(f" → {out}\n")
    assert run("codebook", "check", out).out.startswith(f"{out}: sound; ")


def test_too_few_comments_are_said_in_one_sentence(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("discover", page, "-o", tmp_path / "mine.toml")
    assert (result.code, result.out, (tmp_path / "mine.toml").exists()) == (2, "", False)
    assert result.err == (
        "discourse: discover: 2 comments are too few to tell claims that recur from what is said once or twice; "
        "give sources with at least 30 comments in all\n"
    )


def test_vectors_of_a_proposition_with_no_known_word_are_harmless() -> None:
    texts = tuple(f"Ωмега лямбда{number} каппа{number} сигма{number} тау{number}" for number in range(40))
    assert np.isfinite(discover([thread(texts)]).agreement)
