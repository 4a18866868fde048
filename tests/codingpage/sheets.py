"""A thread of twelve comments, and sheets of it."""

from discourse.codebook import ClaimType, Codebook, Target
from discourse.human.drawing import Page, Wish, drawn
from discourse.human.sheets import Sheet
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.build import reply_graph

BOOK = Codebook(
    title="Swans",
    targets=(Target(id="council", label="The council", names=("council", "town hall")),),
    claim_types=(
        ClaimType(id="staged", label="Staged", definition="The swans were put there.", examples=("A stunt, this.",)),
        ClaimType(id="harm", label="Harm", definition="The swans hurt people."),
    ),
)
ALL: tuple[Variable, ...] = ("reply_stance", "stance", "claim", "form")
_SAID = (
    "The swans were brought by the council.",
    "No 🦢 were brought: I saw them arrive.",
    "Who says so?",
    "My sister was bitten by one.",
    "They should close the lock.",
    "Agreed, close it.",
    "What a lot of fuss.",
    "The town hall pays for bread.",
    "It does not.",
    "Read the minutes of May.",
    "Swans bite nobody.",
    "So we are told.",
)
HOSTILE = "</script><img src=x onerror=alert(1)> <!-- \u202edlrow\x07 =HYPERLINK(1)"


def thread(texts: tuple[str, ...] = _SAID) -> Thread:
    """Each second comment answers the one before."""
    return Thread(
        article=Article(source="swans.html", title="Swans block the canal", body="Forty swans."),
        comments=tuple(
            Comment(id=f"c{at}", text=text, author=f"Writer {at % 5}", reply_to=f"c{at - 1}" if at % 2 else "")
            for at, text in enumerate(texts)
        ),
    )


def page_of(read: Thread, codings: tuple[Coding, ...] = ()) -> Page:
    return Page("swans.html", read, reply_graph(read), codings)


def sheet_of(page: Page, variables: tuple[Variable, ...] = ALL, n: int = 12) -> Sheet:
    return drawn([page], BOOK, Wish(n, "random", 1, variables))[0]
