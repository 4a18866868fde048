"""What the coder ``linear`` costs a comment, beside scikit-learn's HashingVectorizer on the same texts in the same run.

Usage: python -m benchmarks.coding_speed [--n 1000000] [--seed 0]

The comments are made of our own words by seeded templates: about eleven words, a fifth with a question, one in fourteen
naming a target of the codebook ``general``, which is what they are coded with, and words as rare as in real text. They
stand in threads of 1,000 with a made-up reply graph whose links are given. CPU time; making the comments is not
counted. The peer counts words and pairs of words, ``HashingVectorizer(ngram_range=(1, 2))``, and does nothing else.
Eight threads at a time are coded into columns, as bulk runs do; "all, as values" codes them one by one into ``Coding``
values. A statement as target, which every comment is asked about, is timed by itself. A variable by itself reads the
texts and tells their languages for itself; it is timed on other threads.
"""

import argparse
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from discourse.codebook import Codebook, Target, load_codebook
from discourse.coders.linear.batch import VARIABLES, code_threads, gathered
from discourse.coders.linear.coding import code
from discourse.languages import comment_languages
from discourse.model import Article, Comment, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.spared import spare

THREAD = 1_000
TOGETHER = 8
"""Threads that are coded in one pass."""
APART = 6
"""Of so many first passes every other one is for the variables one by one."""
BAR = 4.0
_ORDINARY = 0.8
_STATEMENTS = (
    "I {think} the {adj} {noun} near the {noun} will {verb} it {when}.",
    "the {noun} was {adj} and my {kin} had to {verb} the {rare} {when}",
    "They should {verb} every {noun} before the {rare} gets {adj}.",
    "No, that is not how a {noun} works, it was {adj} {when}.",
    "You are right about the {noun}, but {rare} is more {adj}.",
    "{rare} and {rare} never {verb} the {noun}, so {adj} of them!",
    "My {kin} saw the {noun} {when}, and it did {verb} {rare}.",
    "We need a {adj} {noun} because the old {noun} cannot {verb}",
    "Thanks, I {think} a {adj} {noun} is worth about {number} pounds.",
    "At least {number} of the {noun} lists name {rare} as {adj}.",
    "Well, {rare} would {verb} the {noun} again, wouldn't be {adj} though.",
)
_QUESTIONS = (
    "Why did nobody {verb} the {adj} {noun} {when}?",
    "Do you really {think} the {noun} can {verb} {rare} {when}?",
    "The {noun} is {adj}. Who is going to {verb} the {rare}?",
    "Has any {noun} near {rare} been {adj} {when}, or not?",
)
_NAMING = (
    "The {target} should {verb} the {noun} {when}, it is {adj}.",
    "I {think} the {target} did not {verb} the {adj} {rare}.",
    "Typical {target}, too {adj} to {verb} a single {noun} {when}.",
)
_SLOTS = {
    "think": "think|believe|guess|suppose|hope|doubt",
    "adj": "green|slow|honest|broken|useful|dull|early|costly|fair|wet|loud|clever|unfair|narrow|bright|useless",
    "noun": "ferry|bridge|orchard|kettle|library|tram|harbour|garden|oven|lamp|meadow|ladder|roof|river|timetable|"
    "lighthouse|bakery|fountain|pavement|window",
    "verb": "paint|move|repair|open|close|fund|measure|sell|carry|praise|water|count|ruin|explain",
    "kin": "aunt|neighbour|cousin|sister|grandfather|dentist|landlord",
    "when": "last winter|on Monday|by the evening|next year|at noon|before the rain|these days",
    "target": "government|council|media|author|mayor|press|politicians|commenters",
}
_CHOICES = {name: written.split("|") for name, written in _SLOTS.items()}
_SYLLABLES = tuple(
    begin + end for begin in [*"bdfgklmnprstvw", "br", "st", "tr"] for end in [*"aeiou", "an", "er", "il"]
)


Work = Callable[[], object]
Made = tuple[Thread, ReplyGraph]
ALL, VALUES = "all", "all, as values"
STATED = Codebook(title="ferry", targets=(Target(id="ferry", label="Ferry", statement="The ferry should be closed."),))
"""What no codebook that comes with the package has: a statement, which is asked of every comment."""


def main() -> None:
    """Print a row a variable: CPU microseconds a comment and the ratio to the peer; then the peak of memory."""
    from sklearn.feature_extraction.text import HashingVectorizer

    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    spare()  # as the command line and the workers of bulk runs do, peer and all
    peer, book = HashingVectorizer(ngram_range=(1, 2)), load_codebook("general")
    spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
    for number, some in enumerate(_passes(threads(THREAD * TOGETHER + told.n, told.seed))):
        texts = [comment.text for thread, _ in some for comment in thread.comments]
        works: dict[str, Work] = {"HashingVectorizer(1, 2)": partial(peer.transform, texts)}
        apart = number <= APART and number % 2 == 0
        works |= _apart(some, book) if apart else {}
        works |= {ALL: partial(code_threads, gathered(some), book)} if not apart or not number else {}
        for name, work in works.items():
            seconds = _timed(work)
            if number:  # the first pass is for loading
                spent[name][0] += seconds
                spent[name][1] += len(texts)
    _print(spent)


def _passes(made: Iterator[Made]) -> Iterator[list[Made]]:
    while some := list(islice(made, TOGETHER)):
        yield some


def _apart(some: list[Made], book: Codebook) -> dict[str, Work]:
    columns = gathered(some)
    each: dict[str, Work] = {name: partial(code_threads, columns, book, [name]) for name in VARIABLES}
    return {
        "languages": lambda: [comment_languages(thread) for thread, _ in some],
        **each,
        "claim, reply_stance": partial(code_threads, columns, book, ["claim", "reply_stance"]),
        "stance, one statement": partial(code_threads, columns, STATED, ["stance"]),
        VALUES: lambda: [code(thread, graph, book) for thread, graph in some],
    }


def _timed(work: Work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _print(spent: dict[str, list[float]]) -> None:
    each = {name: seconds / comments * 1e6 for name, (seconds, comments) in spent.items()}
    peer = each["HashingVectorizer(1, 2)"]
    print(f"{'':24} {'comments':>9} {'µs each':>8} {'times the peer':>15}")
    for name in sorted(each, key=lambda name: (name == ALL, each[name])):
        print(f"{name:24} {int(spent[name][1]):9} {each[name]:8.1f} {each[name] / peer:15.2f}")
    verdict = "within" if each[ALL] <= BAR * peer else "over"
    print(f"{ALL} is {verdict} the bar of {BAR:.0f} times; peak memory {_peak():.0f} MiB")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def threads(count: int, seed: int) -> Iterator[Made]:
    """Yield threads of short made-up comments, ``count`` in all, with their reply graphs."""
    chance = random.Random(seed)  # noqa: S311  # made-up text, no secret
    for begin in range(0, count, THREAD):
        size = min(THREAD, count - begin)
        parents = [chance.randrange(number) if number and chance.random() < 0.7 else ARTICLE for number in range(size)]
        comments = tuple(Comment(id=str(number), text=_comment(chance)) for number in range(size))
        article = Article(source="made up", title=_filled("The {adj} {noun} of {rare}", chance))
        yield Thread(article=article, comments=comments), ReplyGraph.from_parents(parents)


def _comment(chance: random.Random) -> str:
    drawn = chance.random()
    templates = _NAMING if drawn < 0.07 else _QUESTIONS if drawn > _ORDINARY else _STATEMENTS
    return _filled(chance.choice(templates), chance)


def _filled(template: str, chance: random.Random) -> str:
    return " ".join(_slot(piece, chance) for piece in template.split(" "))


def _slot(piece: str, chance: random.Random) -> str:
    if not piece.startswith("{"):
        return piece
    name, _, rest = piece[1:].partition("}")
    if name == "number":
        return f"{chance.randrange(2, 900)}{rest}"
    drawn: str = _rare(chance) if name == "rare" else chance.choice(_CHOICES[name])
    return f"{drawn}{rest}"


def _rare(chance: random.Random) -> str:
    """Return a made-up word, the rank of which is drawn from a heavy-tailed distribution."""
    rank = min(int(20 * chance.paretovariate(0.7)), 2_000_000)
    word: str = _SYLLABLES[rank % len(_SYLLABLES)]
    while rank := rank // len(_SYLLABLES):
        word += _SYLLABLES[rank % len(_SYLLABLES)]
    return word


if __name__ == "__main__":
    main()
