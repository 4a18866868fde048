"""Codebooks: what is accepted, what is refused and with which words, and what identifies one."""

from pathlib import Path

import pytest

from discourse.codebook import ClaimType, Codebook, Target, list_codebooks, load_codebook, merge, parse_codebook
from discourse.errors import CodebookError

HEAD = 'title = "Ducks"\nversion = "1"\nlanguage = "en"\n'
TARGET = '[[targets]]\nid = "mayor"\nlabel = "The mayor"\nnames = ["mayor"]\n'
CLAIM = '[[claim_types]]\nid = "too-many"\nlabel = "Too many"\ndefinition = "There are too many ducks."\n'


def test_a_codebook_of_definitions_only_is_enough() -> None:
    book = parse_codebook(HEAD + CLAIM, "ducks.toml")
    assert book.claim_types == (ClaimType(id="too-many", label="Too many", definition="There are too many ducks."),)


REFUSED = {
    "not TOML": ("title = ", "ducks.toml: not valid TOML (Invalid value (at end of document))"),
    "no title": (
        'version = "1"\nlanguage = "en"\n',
        'ducks.toml: "title" is missing at the top of the file; the keys there are title, version, language, ',
    ),
    "two keys are missing": (
        'title = "Ducks"\n',
        'ducks.toml: "version", "language" are missing at the top of the file; the keys there are title, ',
    ),
    "keys by other names": (
        HEAD + CLAIM.replace("label", "name").replace("definition", "text"),
        'ducks.toml: "name", "text" are no keys and "label", "definition" are missing in [[claim_types]] number 1 '
        '(id "too-many"); the keys there are id, ',
    ),
    "unknown key at the top": (
        HEAD + 'colour = "red"\n',
        'ducks.toml: "colour" is no key at the top of the file; the keys there are title, ',
    ),
    "hundreds of unknown keys": (
        "\n".join(f"k{number} = 1" for number in range(300)) + "\n" + HEAD,
        'ducks.toml: "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7" and 292 more are no keys at the top of the file; ',
    ),
    "unknown key in a claim": (
        HEAD + CLAIM + 'cue = ["x"]\n',
        'ducks.toml: "cue" is no key in [[claim_types]] number 1 (id "too-many"); the keys there are id, ',
    ),
    "missing key in a claim": (
        HEAD + CLAIM + '[[claim_types]]\nid = "few"\nlabel = "Few"\n',
        'ducks.toml: "definition" is missing in [[claim_types]] number 2 (id "few"); the keys there are id, ',
    ),
    "wrong type in a target": (
        HEAD + TARGET.replace('["mayor"]', '"mayor"'),
        'ducks.toml: Expected a list, got a text, in [[targets]] number 1 (id "mayor").names; mend it there',
    ),
    "targets is no list": (
        HEAD + "targets = 1\n",
        "ducks.toml: Expected a list, got a number, at targets; mend it there",
    ),
    "bad id": (
        HEAD + CLAIM.replace("too-many", "Too many"),
        'ducks.toml: [[claim_types]]: id "Too many" may hold only',
    ),
    "id twice": (HEAD + CLAIM + CLAIM, 'ducks.toml: [[claim_types]]: id "too-many" stands 2 times'),
    "a number of five thousand digits": ("title = 1" + "0" * 5_000, "ducks.toml: not valid TOML"),
    "target with a name of signs": (
        HEAD + TARGET.replace('["mayor"]', '["mayor", "!!"]'),
        'ducks.toml: target "mayor" has no names, or one without a letter',
    ),
    "target without names": (HEAD + TARGET.replace('["mayor"]', "[]"), 'ducks.toml: target "mayor" has no names'),
    "empty definition": (
        HEAD + CLAIM.replace("There are too many ducks.", " "),
        'ducks.toml: claim type "too-many" has an empty definition',
    ),
    "a side on nobody": (
        HEAD + TARGET + CLAIM + 'against = ["mayr"]\n',
        'ducks.toml: claim type "too-many" takes a side on "mayr", which is no target here; the targets are: mayor',
    ),
    "a side without targets": (
        HEAD + CLAIM + 'favor = ["mayor"]\n',
        'ducks.toml: claim type "too-many" takes a side on "mayor", which is no target here; the targets are: none',
    ),
    "a side on a statement": (
        HEAD + TARGET.replace('names = ["mayor"]', 'statement = "Ducks are fine."') + CLAIM + 'favor = ["mayor"]\n',
        'ducks.toml: claim type "too-many" takes a side on "mayor", which is a statement; sides are taken on targets ',
    ),
    "both sides": (
        HEAD + TARGET + CLAIM + 'favor = ["mayor"]\nagainst = ["mayor"]\n',
        'ducks.toml: claim type "too-many" is for and against "mayor"; keep one of them',
    ),
    "nested too deeply": (HEAD + "x = " + "[" * 100_000, "ducks.toml: not valid TOML"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_sentence_with_its_place(case: str) -> None:
    text, expected = REFUSED[case]
    with pytest.raises(CodebookError) as refused:
        parse_codebook(text, "ducks.toml")
    assert str(refused.value).startswith(expected)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "no such codebook (No such file or directory); give a TOML file or one of: "),
        (b"title = '\xff'", "byte 9 is not UTF-8"),
        (b"#" * 2_000_001, "a codebook has at most 2,000,000 bytes"),
    ],
    ids=["missing", "not UTF-8", "too large"],
)
def test_unreadable_file(tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "book.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CodebookError, match=r"book\.toml") as refused:
        load_codebook(path)
    assert expected in str(refused.value)


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0b", "\ud800"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    with pytest.raises(CodebookError, match="no such codebook"):
        load_codebook(name)


def test_hash_is_of_the_content_not_of_the_file() -> None:
    spaced = "# a remark\n" + HEAD.replace(" = ", "  =  ") + "\n\n" + CLAIM
    assert parse_codebook(spaced, "a").hash == parse_codebook(HEAD + CLAIM, "b").hash
    assert parse_codebook(HEAD + CLAIM, "a").hash != parse_codebook(HEAD + TARGET + CLAIM, "a").hash


def test_sides_count_for_the_hash_where_there_are_any() -> None:
    plain = parse_codebook(HEAD + TARGET + CLAIM, "a")
    sided = parse_codebook(HEAD + TARGET + CLAIM + 'against = ["mayor"]\n', "a")
    assert sided.claim_types[0].against == ("mayor",)
    assert plain.hash != sided.hash
    assert load_codebook("general").hash.startswith("85e09a9cd773")


def test_several_are_joined_and_equal_entries_kept_once() -> None:
    mayor = Target(id="mayor", label="The mayor", names=("mayor",))
    first = Codebook(title="A", version="1", targets=(mayor,))
    second = Codebook(
        title="B", version="2", targets=(mayor,), claim_types=(ClaimType(id="c", label="C", definition="D"),)
    )
    joined = merge([first, second])
    assert (joined.title, joined.version, len(joined.targets), len(joined.claim_types)) == ("A + B", "1 + 2", 1, 1)


def test_one_id_with_two_meanings_is_refused() -> None:
    one, other = (Codebook(title="A", claim_types=(ClaimType(id="c", label="C", definition=words),)) for words in "xy")
    with pytest.raises(CodebookError, match='claim type id "c" means different things'):
        merge([one, other])


def test_none_is_refused() -> None:
    with pytest.raises(CodebookError, match="no codebook given"):
        merge([])


def test_shipped_codebooks_load_and_join() -> None:
    assert list_codebooks() == ["general", "proxy-war"]
    assert merge([load_codebook(name) for name in list_codebooks()]).claim_types
