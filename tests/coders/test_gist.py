"""What whole comments are about beside the claims: nearer to one than to the others, and than the thread is."""

import numpy as np
import pytest

from discourse.coders.claims.bags import Bag
from discourse.coders.claims.gist import gist
from discourse.coders.meaning import sentence_vectors, word_vectors

CLAIMS = (("the", "ferry", "is", "too", "expensive"), ("the", "ferry", "pollutes", "the", "air"))


def of(
    *texts: str, claims: tuple[tuple[str, ...], ...] = CLAIMS
) -> tuple[list[list[float]], list[list[float]], list[int]]:
    bag = Bag(texts)
    found = gist(bag, word_vectors(bag.words), sentence_vectors(claims), range(len(claims)))
    return found.ahead.round(3).tolist(), found.above.round(3).tolist(), found.length.tolist()


def test_a_comment_is_ahead_for_the_claim_that_it_is_about() -> None:
    ahead, above, _ = of("The tickets cost a fortune.", "All that smoke from the funnel.", "My dog likes the deck.")
    assert ahead[0][0] > 0 > ahead[0][1]
    assert ahead[1][1] > 0 > ahead[1][0]
    assert above[0][0] == max(row[0] for row in above)


@pytest.mark.parametrize("texts", [("",), ("", "", ""), ("!!!", "")])
def test_nothing_is_known_of_comments_without_words(texts: tuple[str, ...]) -> None:
    ahead, above, length = of(*texts)
    assert (bool(np.any(ahead)), bool(np.any(above)), sum(length)) == (False, False, 0)


def test_an_empty_comment_stays_at_nought_among_others() -> None:
    ahead, above, length = of("The fare is far too high.", "", "What lovely weather.")
    assert (ahead[1], above[1], length) == ([0.0, 0.0], [0.0, 0.0], [6, 0, 3])


def test_the_only_claim_is_ahead_of_none() -> None:
    ahead, _, _ = of("The tickets cost a fortune.", "My dog likes the deck.", claims=CLAIMS[:1])
    assert ahead == [[0.0], [0.0]]
