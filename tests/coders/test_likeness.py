"""Claims found by their meaning: weights that were altered are refused, and words of one's own are understood."""

import json
from importlib.resources import files

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.coding import code_claims
from discourse.coders.claims.descriptions import Route
from discourse.coders.claims.likeness import FEATURES, lead, read_weights, shipped
from discourse.errors import CodingError
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

STABLES = Codebook(
    title="Stables",
    claim_types=(
        ClaimType(id="cruel", label="Cruel to horses", definition="Carriage rides are cruel to the horses."),
        ClaimType(id="jobs", label="Jobs", definition="The carriages give work to many families."),
        ClaimType(id="danger", label="Danger", definition="Carriages in traffic cause accidents."),
    ),
)


def coded(*texts: str, language: str = "en") -> list[tuple[str, str | None, str | None]]:
    comments = tuple(Comment(id=str(number), text=text, reply_to="") for number, text in enumerate(texts))
    thread = Thread(article=Article(source="x", language=language), comments=comments)
    return [(each.comment, each.target, each.code) for each in code_claims(thread, reply_graph(thread), STABLES)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Those poor animals suffer in the summer heat.", "cruel"),
        ("Making a horse pull tourists all day is animal cruelty.", "cruel"),
        ("A hundred coachmen would lose their employment.", "jobs"),
        ("There was another crash between a cart and a bus.", "danger"),
    ],
)
def test_a_claim_in_words_of_ones_own(text: str, claim: str) -> None:
    filler = ("The museum opens at nine.", "I had soup for lunch.", "What a lovely photograph.")
    found = [target for comment, target, _ in coded(text, *filler) if comment == "0"]
    assert found in ([claim], [])  # what is not sure is not said, and nothing else is
    assert not [comment for comment, _, _ in coded(text, *filler) if comment != "0"]


def test_most_of_them_are_found() -> None:
    texts = [
        "Making a horse pull tourists all day is animal cruelty.",
        "Riding in a carriage is torture for the horse.",
        "The carriage business employs many people here.",
        "Horse carriages on busy streets lead to accidents.",
        "I had soup for lunch.",
    ]
    found = {(comment, target) for comment, target, _ in coded(*texts)}
    wanted = {("0", "cruel"), ("1", "cruel"), ("2", "jobs"), ("3", "danger")}
    assert len(found & wanted) >= 3
    assert not [comment for comment, _ in found if comment == "4"]


def test_a_comment_without_words_or_in_an_unknown_language_is_abstained_from() -> None:
    russian = "Это жестоко по отношению к лошадям, и все это давно знают."
    assert coded("...", russian) == [("0", None, None), ("1", None, None)]


def test_in_another_language_than_the_definitions_nothing_is_guessed() -> None:
    german = "Die Kutschen sind grausam, und das weiß doch jeder hier in der Stadt."
    assert coded(german) == []


def test_altered_weights_are_refused() -> None:
    content = (files("discourse") / "coders" / "claims" / "weights" / "claim_weights.json").read_bytes()
    stored = json.loads(content)
    stored["constant"] += 0.1
    for altered in (json.dumps(stored).encode(), content[:-20], b"{}", b"[]"):
        with pytest.raises(CodingError, match="is damaged"):
            read_weights(altered)


def test_weights_are_of_the_features() -> None:
    weights = shipped()
    assert weights.weights.shape == weights.centre.shape == weights.scale.shape == (len(FEATURES),)
    assert weights.probabilities(weights.centre[None]).shape == (1,)


def test_lead_is_that_over_the_best_other_claim() -> None:
    cosine = np.array([[0.9, 0.1, 0.5]])
    assert lead(cosine, [0, 0, 0]).tolist() == [[0, 0, 0]]
    assert lead(cosine, [0, 1, 2]).round(2).tolist() == [[0.4, -0.8, -0.4]]


def test_an_example_that_is_like_makes_a_claim_likelier_and_one_that_is_not_less_likely() -> None:
    routes: list[Route] = ["definition", "example", "example"]
    together = shipped().together
    found = [
        float(together(np.array([[0.3, *examples]]), routes)[0]) for examples in ((0.01, 0.01), (0.4, 0.4), (0.9, 0.9))
    ]
    assert found == sorted(found)
    assert found[0] < 0.3 < found[1]
    assert together(np.array([[0.3]]), ["definition"]).tolist() == [0.3]
