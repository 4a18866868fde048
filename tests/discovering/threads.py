"""A made-up thread about a footbridge, in which four things are said by several people, and much else by one."""

from discourse.analysis import Analysis
from discourse.codebook import Codebook
from discourse.coders import code
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

RUST = (
    "The rusty chains of the footbridge are dangerous.",
    "Rusty chains like these are dangerous for everybody who walks there.",
    "Those chains are rusty and dangerous, anyone can see it.",
    "The chains are not dangerous, rusty or otherwise.",
)
FERRY = (
    "A ferry would be cheaper than repairing the old crossing.",
    "Running a small ferry costs less and would be cheaper.",
    "The ferry is the cheaper way to get people to the other bank.",
)
TOURISTS = (
    "Tourists come only to photograph the footbridge at sunset.",
    "Half of the tourists photograph it at sunset and go.",
    "Sunset photographs are the reason why tourists come.",
    "Without sunset photographs there would be no tourists.",
)
HERONS = (
    "Herons nest under the western pillar every spring.",
    "The herons have their nest at the western pillar.",
    "Builders would drive the nesting herons from the pillar.",
)
ONCE = (
    "My grandmother sold plums at the toll house.", "The brass band played far too loud on Sunday evening.",
    "Parking spaces near the school were painted yellow last week.", "Lamp oil used to be delivered by horse and cart.",
    "The new librarian has a wonderful collection of maps.", "Goats ate the begonias in front of the town hall.",
    "Every chess club needs a better coffee machine.", "Volunteers cleaned the war memorial with toothbrushes.",
    "Our bakery stopped selling rye bread in winter.", "The mayor wears a different hat on market days.",
    "Cyclists ignore the red light beside the pharmacy.", "Old postcards show a windmill on the northern hill.",
    "Someone repainted the weathercock in bright pink.", "The choir rehearses in an unheated gymnasium.",
    "Potholes along Mill Street swallow bicycle wheels.", "Fishing licences were free until the war.",
    "The dentist plays accordion for nervous patients.", "Snow closed the mountain pass for eleven days.",
    "Beekeepers complain about the new pesticide rules.", "Night trains should stop here again after midnight.",
)  # fmt: skip
SAID = {"rust": RUST, "ferry": FERRY, "tourists": TOURISTS, "herons": HERONS}


def thread(texts: tuple[str, ...], authors: tuple[str, ...] | None = None) -> Analysis:
    names = authors or tuple(f"reader {number}" for number in range(len(texts)))
    comments = tuple(
        Comment(id=str(number), text=text, author=name, reply_to="")
        for number, (text, name) in enumerate(zip(texts, names, strict=True))
    )
    read = Thread(article=Article(source="bridge", title="The footbridge", language="en"), comments=comments)
    graph, book = reply_graph(read), Codebook(title="none")
    return Analysis(thread=read, graph=graph, codings=code(read, graph, book, "auto"), codebook=book)


def mixed() -> tuple[str, ...]:
    """Return all sentences in an order in which those that belong together stand apart."""
    every = (*RUST, *FERRY, *TOURISTS, *HERONS, *ONCE)
    return tuple(every[number * 11 % len(every)] for number in range(len(every)))
