"""The status of a claim where it is mentioned."""

from typing import Literal, NamedTuple

ClaimStatus = Literal["asserts", "rejects", "questions", "reports"]


class Mention(NamedTuple):
    """A claim's status at one place.

    ``certainty`` in (0, 1] scales its probability; ``verdict`` says that the writer judges it outright.
    """

    status: ClaimStatus
    certainty: float
    verdict: bool = False
