"""A coder of one's own: it learns what people code and nobody knew, says how well, and refuses what is not its own."""

import math
from pathlib import Path

import pytest

from discourse.codebook import ClaimType, Codebook
from discourse.coders import code, explain, load_coder
from discourse.coders.own.model import read_own
from discourse.errors import CodingError, DiscourseError
from discourse.human.codings import Coded, Codings, Mark
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.training.own.card import card, write
from discourse.training.own.coder import Trained, train_own

BOOK = Codebook(
    title="Gulls",
    claim_types=(
        ClaimType(id="gulls", label="Gulls", definition="Birds of the sea are a nuisance."),
        ClaimType(id="fog", label="Fog", definition="There is fog."),
    ),
)
BIRDS = ("The kittywaks stole my chips", "Those kittywaks scream all night", "Kittywaks again on every roof")
OTHERS = ("The harbour was lovely", "We had tea by the pier", "My train left on time")
ENDS = ("today.", "this morning.", "as every year.", "and I told the warden.", "says my sister.", "near the church.")


def page(name: str, coded: int = 30) -> Thread:
    texts = [f"{(BIRDS if at % 2 else OTHERS)[at % 3]} {ENDS[at % 6]}" for at in range(coded + 4)]
    comments = [Comment(id=str(at), text=text, reply_to="") for at, text in enumerate(texts)]
    foreign = Comment(id="de", text="Die Möwen haben schon wieder meine Pommes gestohlen, das darf doch nicht sein.")
    return Thread(article=Article(source=name, language="en"), comments=(*comments, foreign), shown_order="oldest")


PAGES = {name: page(name) for name in ("a", "b", "c")}


def people(pages: dict[str, Thread] = PAGES, coded: int = 30) -> Codings:
    marks = {
        True: (Mark(variable="claim", target="gulls", code="asserts"),),
        False: (Mark(variable="claim", code="absent"),),
    }
    comments = tuple(
        Coded(source=name, comment=one.id, marks=marks["ittywaks" in one.text])
        for name, thread in pages.items()
        for one in thread.comments[:coded]
    )
    rare = Mark(variable="claim", target="fog", code="asserts")
    first = Coded(source=comments[0].source, comment=comments[0].comment, marks=(rare,))
    return Codings(coder="human:Ann", comments=(first, *comments[1:]), asked=("claim",))


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train_own("own:gulls", BOOK, PAGES, [people()])


@pytest.fixture(scope="module")
def folder(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coder") / "gulls"
    write(trained, path)
    return path


def test_it_learns_what_the_base_coder_does_not_know(trained: Trained) -> None:
    (figures,) = trained.figures
    assert (figures.asked.target, figures.codes["asserts"], trained.divided) == ("gulls", 45, "page")
    assert figures.agreement["own"] > 0.95 > 0.6 > figures.agreement["base"]  # noqa: PLR0133  # a chain reads best


def test_what_has_too_few_codes_is_left_to_the_base_coder_and_said(trained: Trained) -> None:
    (left,) = trained.left
    assert (left.asked.target, left.why) == (
        "fog",
        "the second most frequent code is in 1 of the coded comments, and 4 are needed",
    )


def test_the_next_comments_to_code_are_those_nobody_coded_most_doubted_first(trained: Trained) -> None:
    assert {each.comment for each in trained.next} == {"30", "31", "32", "33", "de"}
    assert [each.doubt for each in trained.next] == sorted((each.doubt for each in trained.next), reverse=True)


def test_its_folder_codes_as_it_did_and_abstains_in_other_languages(folder: Path) -> None:
    thread = page("new", 2)
    codings = code(thread, reply_graph(thread), BOOK, str(folder))
    mine = [(coding.comment, coding.target, coding.code) for coding in codings if coding.coder == "own:gulls"]
    assert mine == [(str(at), "gulls", "asserts") for at in range(6) if at % 2] + [("de", None, None)]
    sure = [coding.probability for coding in codings if coding.coder == "own:gulls" and coding.code]
    assert all(each is not None and 0.8 < each <= 0.99 for each in sure)


def test_the_same_codings_make_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(train_own("own:gulls", BOOK, PAGES, [people()]), tmp_path)
    for path in sorted(folder.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_folder_holds_arrays_and_texts_only(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "card.md", "codebook.toml", "coder.json", "columns.npy", "next.csv", "weights.npy",
    ]  # fmt: skip


def test_the_card_says_how_it_was_judged(trained: Trained) -> None:
    text = card(trained)
    assert "Learned from 90 comments coded by hand" in text
    assert "Cross-validated by page: each page was judged by what was learned from others." in text
    assert "| claim gulls | asserts 45, absent 45 |" in text
    assert "- claim fog: the second most frequent code" in text


def test_of_one_page_branches_are_held_out_and_the_card_says_so() -> None:
    one = {"a": PAGES["a"]}
    trained = train_own("own:x", BOOK, one, [people(one)])
    assert trained.divided == "branch"
    assert "on another page expect less" in card(trained)


def test_few_comments_are_too_few() -> None:
    one = {"a": PAGES["a"]}
    with pytest.raises(DiscourseError, match="19 coded comments are too few to learn from"):
        train_own("own:x", BOOK, one, [people(one, 19)])


def test_another_codebook_is_refused(folder: Path) -> None:
    other = Codebook(title="Other", claim_types=BOOK.claim_types)
    thread = page("new", 2)
    with pytest.raises(CodingError, match="this coder learned by another codebook"):
        code(thread, reply_graph(thread), other, str(folder))


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("weights.npy", lambda data: data[:-1] + b"\x07", "weights.npy is another file than coder.json says"),
        ("codebook.toml", lambda data: data + b"\n", "codebook.toml is another file than coder.json says"),
        ("coder.json", lambda data: data.replace(b'"boost"', b'"extra"'), "coder.json: Object contains unknown field"),
        ("coder.json", lambda data: data.replace(b'"sharpness": ', b'"sharpness": 1e999, "x": '), "coder.json: "),
        ("coder.json", lambda data: b"[" * 100_000, "coder.json: "),
    ],
)
def test_a_damaged_folder_is_refused(folder: Path, tmp_path: Path, name: str, change: object, why: str) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        (tmp_path / path.name).write_bytes(change(data) if path.name == name else data)  # type: ignore[operator]
    with pytest.raises(CodingError) as refused:
        load_coder(str(tmp_path))
    assert f"the coder is damaged ({why}" in str(refused.value)


def test_a_folder_without_a_coder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodingError, match="this is no coder's folder"):
        load_coder(str(tmp_path))


def test_it_says_which_words_moved_a_label(folder: Path) -> None:
    thread = page("new", 2)
    graph = reply_graph(thread)
    codings = tuple(one for one in code(thread, graph, BOOK, str(folder)) if one.coder == "own:gulls")
    told = {why.coding.comment: why.parts for why in explain(thread, graph, BOOK, codings, str(folder))}
    word = next(part for part in told["1"] if part.what == "word")
    assert {"place:own", "the base coder says absent"} < {part.what for part in told["1"]}
    assert (thread.comments[1].text[slice(*word.span or ())].lower(), word.weight > 0) == ("kittywaks", True)
    assert [part.what for part in told["de"]] == ["abstains:language"]


def test_what_moved_a_label_adds_up_to_its_probability(folder: Path) -> None:
    thread = page("new", 6)
    graph = reply_graph(thread)
    codings = tuple(one for one in code(thread, graph, BOOK, str(folder)) if one.coder == "own:gulls" and one.code)
    (question,) = read_own(folder).questions
    preferred = {
        code: -question.boost * math.log(max(share, 1e-3))
        for code, share in zip(question.codes, question.usual, strict=True)
    }
    for why in explain(thread, graph, BOOK, codings, str(folder)):
        ahead = [why_not.behind - preferred["asserts"] + preferred[why_not.code] for why_not in why.rivals]
        assert why.coding.probability == pytest.approx(
            min(1 / (1 + sum(math.exp(-by) for by in ahead)), 0.99), abs=2e-3
        )


def test_what_it_did_not_learn_is_explained_as_the_base_coder_does(folder: Path) -> None:
    thread = page("new", 2)
    graph = reply_graph(thread)
    codings = tuple(one for one in code(thread, graph, BOOK, str(folder)) if one.coder != "own:gulls")
    assert explain(thread, graph, BOOK, codings, str(folder)) == explain(thread, graph, BOOK, codings)
