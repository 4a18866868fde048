"""Many threads coded in one pass: comments go in as columns, codings come out as columns.

This is what bulk runs call: no object is made for a comment or a coding.

>>> from discourse.codebook import load_codebook
>>> from discourse.model import Article
>>> threads = Threads(
...     text=["The ferry should run again.", "No, that is wrong.", "Why?"],
...     first=np.array([0, 3]),
...     parent=np.array([ARTICLE, 0, 1]),
...     link=np.ones(3),
...     quoted=np.zeros(3, bool),
...     deleted=np.zeros(3, bool),
...     article=[Article(source="page.html", language="en")],
... )
>>> found = code_threads(threads, load_codebook("general"), ["reply_stance"])
>>> [CODES["reply_stance"][code] for code in found.code], found.target.tolist()
(['comment', 'deny', 'query'], [-1, 0, 1])
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.claims.acts import acts_in
from discourse.coders.columns import CODES, VARIABLES, Codings, Threads, gathered, in_one
from discourse.coders.everyday import claims_of
from discourse.coders.linear.definition_sides import sides_of
from discourse.coders.linear.everyday_coding import Read, read_batch, weighed
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.form_coding import form_codings, formless, of_the_writer
from discourse.coders.linear.implied_coding import ByWords, all_asked, with_implied
from discourse.coders.linear.reply_coding import claims_in, foreign_replies, reply_codings
from discourse.coders.linear.stance_coding import Asked, Heard, heard_stances, stance_codings
from discourse.coders.sides import Sides, sides
from discourse.replies.graph import ARTICLE
from discourse.spared import uncollected

__all__ = ["ARTICLE", "CODES", "VARIABLES", "Codings", "Threads", "code_threads", "gathered"]


def code_threads(threads: Threads, codebook: Codebook, variables: Collection[str] = VARIABLES) -> Codings:
    """Return the codings of all threads, of the variables asked for; each thread is coded as if it stood alone.

    The codings are those of ``discourse.coders.linear.code``; ``discourse.coders.columns`` says what the columns hold.
    Where claims are coded, too, reply stance takes account of who shares a claim with what is answered.
    Some thousand comments at a time are fastest, in one thread or many. Raises CodebookError where a cue is not in the
    grammar of the cues.
    """
    with uncollected():
        return in_one(list(_parts(threads, codebook, frozenset(variables))))


def _parts(threads: Threads, codebook: Codebook, variables: frozenset[str]) -> Iterator[Codings]:
    reading = Reading.of(threads)
    asked = Asked(reading, codebook)
    taken = claims = None
    if "claim" in variables or ("stance" in variables and sides_of(codebook)):
        claims = claims_in(reading, codebook)
    if claims is not None and "claim" in variables:
        taken = sides(claims, threads.parent, acts_in(codebook))
    if "reply_stance" in variables:
        yield foreign_replies(reading)
    formed = np.zeros(len(threads.text), bool)
    for found in _by_weights(asked, variables, taken, claims):
        formed[found.comment[found.variable == VARIABLES.index("form")]] = True
        yield found
    if "form" in variables:
        yield formless(np.flatnonzero(~formed))


def _by_weights(
    asked: Asked, variables: frozenset[str], taken: Sides | None, claims: Codings | None
) -> Iterator[Codings]:
    """Yield what the learned weights make of the comments in English; claims and stances once all are heard.

    ``claims`` are those that words show, where they are told.
    """
    heard: list[Heard] = []
    read: list[Read] = []
    told = claims_of(asked.codebook) if "claim" in variables else {}
    for batch in asked.reading.batches(asked.reading.judged) if told or variables - {"claim"} else ():
        if told:
            read.append(read_batch(batch, asked.codebook, asked.reading.threads.text))
        if "reply_stance" in variables:
            yield reply_codings(asked.reading, batch, taken)
        if "stance" in variables:
            heard += heard_stances(asked, batch)
        if "form" in variables:
            yield of_the_writer(form_codings(batch.number, batch.own), asked.reading.threads)
    if "claim" in variables and claims is not None:
        yield weighed(claims, read, told)
    if "stance" in variables:
        yield from _stances(asked, heard, claims)


def _stances(asked: Asked, heard: Sequence[Heard], claims: Codings | None) -> Iterator[Codings]:
    """Yield the stances of all that was heard, and by cues those of comments in other languages."""
    words, sides = ByWords.of(asked, heard), sides_of(asked.codebook)
    found = [words.foreign, *stance_codings(asked, heard)]
    if claims is None or not sides:
        yield from found
        return
    yield with_implied(in_one(found), all_asked(asked.reading, sides, claims, words.by_name))
