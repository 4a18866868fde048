"""The straight line itself: a thread becomes a reply graph, the two become codings, and all stay together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from discourse.codebook import Codebook, load_codebook, merge
from discourse.coders import Coder, code
from discourse.correction.corrected import Correction
from discourse.errors import CodebookError, ReadError
from discourse.human.overriding import Checked
from discourse.model import Coding, Thread, ledger
from discourse.readers.titles import with_titles_said
from discourse.replies.build import reply_graph
from discourse.replies.graph import GUESSED_KINDS, ReplyGraph
from discourse.replies.measures import Measure, measures
from discourse.replies.network import AuthorMeasures, author_measures

if TYPE_CHECKING:
    import networkx as nx

CodebookSource = str | Path | Codebook


@dataclass(frozen=True, eq=False, repr=False)
class Analysis:
    """A thread with what was found in it: who answers whom, the codings, and the codebook they follow.

    ``coder`` is the name by which the coder was asked for. ``correction`` has the shares corrected by people's codings,
    where there are any; ``checked`` is what people did to the labels of a machine, where its codings and theirs were
    put together.
    """

    thread: Thread
    graph: ReplyGraph
    codings: tuple[Coding, ...]
    codebook: Codebook
    coder: str = "auto"
    correction: Correction | None = None
    checked: Checked | None = None

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of the thread, worked out once: tables and reports look at them again and again."""
        return measures(self.thread, self.graph)

    @cached_property
    def authors(self) -> tuple[AuthorMeasures, ...]:
        """The measures of each author, worked out once."""
        return author_measures(self.thread, self.graph)

    def to_networkx(self) -> "nx.DiGraph[str]":
        """Return the reply graph for networkx, comment → parent, with what is known of each comment on its node.

        Nodes are ``article`` and the ids, with ``author``, ``posted``, ``text``, ``number``, ``depth`` and others where
        the source says so; edges have ``kind`` and ``probability``. A comment whose parent is missing has no edge.
        """
        from discourse.replies.export import to_networkx

        return to_networkx(self.thread, self.graph)

    def __repr__(self) -> str:
        """Return one line; the four values themselves can be thousands."""
        source, comments = self.thread.article.source, len(self.thread.comments)
        return f"<Analysis of {source!r}: {comments} comments, {len(self.codings)} codings, {self.codebook.title!r}>"

    def _repr_html_(self) -> str:
        """Return a short summary for a notebook."""
        article, count = self.thread.article, ledger(self.thread)
        declared = "unknown" if count.declared is None else str(count.declared)
        coders = sorted({coding.coder for coding in self.codings})
        inferred = sum(link.kind in GUESSED_KINDS for link in self.graph.links())
        rows = {
            "comments": f"{count.captured} captured, {declared} declared, {count.orphans} orphans",
            "replies": f"{inferred} of {len(self.graph)} links inferred",
            "codings": f"{len(self.codings)} by {', '.join(coders) or 'nobody'}",
            "codebook": f"{self.codebook.title} {self.codebook.version} ({self.codebook.hash[:12]})",
        }
        cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows.items())
        return f"<table><caption>{escape(article.title or article.source)}</caption>{cells}</table>"


def analyse(
    thread: Thread,
    codebook: CodebookSource | Sequence[CodebookSource] = "general",
    coder: str | Coder = "auto",
    infer_replies: bool = True,
) -> Analysis:
    """Return the thread with its reply graph and its codings.

    ``codebook`` is a shipped name, a TOML file or a Codebook, or several of these, coded together; ``coder`` is a
    name or a function that codes. With ``infer_replies=False`` only what the source states counts as a link. Raises
    CodebookError or CodingError; ReadError for a thread made by hand whose values have the wrong types. Headings of
    comments stand above their texts in what is returned, and are coded with them.

    >>> from discourse.model import Article, Comment
    >>> one = Comment(id="1", text="Where is the evidence?")
    >>> analyse(Thread(article=Article(source="x"), comments=(one,))).graph.links()[0].parent is None
    True
    """
    _check(thread)
    thread = with_titles_said(thread)
    book = _one_codebook(codebook)
    graph = reply_graph(thread, infer=infer_replies)
    name = coder if isinstance(coder, str) else "auto"
    return Analysis(thread=thread, graph=graph, codings=code(thread, graph, book, coder), codebook=book, coder=name)


def _check(thread: Thread) -> None:
    """Raise ReadError where a thread is none, as one made by hand may be."""
    if not isinstance(thread, Thread):
        raise ReadError(f"analyse: a {type(thread).__name__} is no Thread; discourse.read(…) returns one")
    source = thread.article.source
    try:
        msgspec.convert(msgspec.to_builtins(thread), Thread)
    except msgspec.ValidationError as error:
        raise ReadError(
            f"{source}: a value of the thread has the wrong type ({error}); give ids and texts as str"
        ) from None


def uncoded(thread: Thread) -> Analysis:
    """Return the thread with its reply graph and no codings, for the tables that need none."""
    thread = with_titles_said(thread)
    return Analysis(thread=thread, graph=reply_graph(thread), codings=(), codebook=Codebook(title="none"))


def _one_codebook(given: CodebookSource | Sequence[CodebookSource]) -> Codebook:
    sources = [given] if isinstance(given, (str, Path, Codebook)) else given
    if not isinstance(sources, Iterable) or not all(isinstance(each, (str, Path, Codebook)) for each in sources):
        raise CodebookError(
            f"a {type(given).__name__} is no codebook; "
            "give a shipped name, a TOML file, a Codebook, or several of these"
        )
    return merge([source if isinstance(source, Codebook) else load_codebook(source) for source in sources])
