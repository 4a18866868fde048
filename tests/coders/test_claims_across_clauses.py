"""A claim whose words run over a clause break is negated, asked and stated as a whole."""

import pytest

from discourse.analysis import analyse
from discourse.codebook import ClaimType, Codebook, Target
from discourse.model import Article, Comment, Thread

BOOK = Codebook(
    title="Radio",
    targets=(Target(id="dab", label="Digital radio", names=("DAB",)),),
    claim_types=(
        ClaimType(
            id="deadly", label="It kills", definition="People will die because of DAB.", cues=("die because of {dab}",)
        ),
        ClaimType(
            id="frost",
            label="Frost",
            definition="The pipes burst because of the frost.",
            cues=("burst because of frost",),
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "claim", "code"),
    [
        ("People will die because of DAB.", "deadly", "asserts"),
        ("Nobody is going to die because of DAB.", "deadly", "rejects"),
        ("Will people really die because of DAB?", "deadly", "questions"),
        ("The pipes did not burst because of the frost.", "frost", "rejects"),
        ("They burst because of the frost, not because of their age.", "frost", "asserts"),
    ],
)
def test_status(text: str, claim: str, code: str) -> None:
    thread = Thread(article=Article(source="x", language="en"), comments=(Comment(id="1", text=text, reply_to=""),))
    codings = [coding for coding in analyse(thread, codebook=BOOK).codings if coding.variable == "claim"]
    assert [(coding.target, coding.code) for coding in codings] == [(claim, code)]


@pytest.mark.parametrize(
    ("asked", "answer", "found"),
    [
        ("People will die because of DAB. Did you see the meter?", "No. It was dark.", []),
        ("Will people die because of DAB?", "No. It was dark.", [("deadly", "rejects")]),
        ("People will die because of DAB.", "No. It was dark.", [("deadly", "rejects")]),
    ],
    ids=["it answers another question", "it answers the question", "it answers the claim"],
)
def test_a_bare_no_answers_the_last_question(asked: str, answer: str, found: list[tuple[str, str]]) -> None:
    comments = (Comment(id="1", text=asked, reply_to=""), Comment(id="2", text=answer, reply_to="1"))
    thread = Thread(article=Article(source="x", language="en"), comments=comments)
    codings = [each for each in analyse(thread, codebook=BOOK).codings if each.variable == "claim"]
    assert [(each.target, each.code) for each in codings if each.comment == "2"] == found
