"""Codings held against what they claim to be of: the codebook, and the pages with their comments."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from discourse.codebook import Codebook
from discourse.human.codings import Coded, Codings, CodingsFile, Fault, Mark
from discourse.human.places import file_of, place_in
from discourse.human.rewritten import whole
from discourse.model import Thread
from discourse.translation import translated

_MOST_FAULTS = 1_000
_LEAST_DIGITS = 6
"""Digits of a hash that tell codebooks apart."""


class Against(NamedTuple):
    """What codings are held against: a codebook, and pages by their names; what is not known is not checked.

    ``drawn``, the ids of the comments drawn from each page, tells which page a comment is of where no pages are given.
    """

    codebook: Codebook | None = None
    pages: Mapping[str, Thread] | None = None
    drawn: Mapping[str, Collection[str]] | None = None


class _Texts(NamedTuple):
    """The texts of the comments of each page by their ids."""

    pages: dict[str, dict[str, str]]

    def with_id(self, coded: Coded) -> Coded:
        """Return a comment with the id that pages have, where a spreadsheet gave it decimals."""
        id_ = whole(coded.comment)
        if id_ == coded.comment:
            return coded
        having = [id_ in texts and coded.comment not in texts for texts in self.pages.values()]
        return msgspec.structs.replace(coded, comment=id_) if any(having) else coded

    def page_of(self, coded: Coded, renamed: str | None, files: set[str]) -> str | None:
        """Return the page that has a comment, ``None`` where none or more than one does.

        ``files`` are the sources that stand for all pages of a file.
        """
        if coded.source is not None and coded.source not in files:
            name = renamed if coded.source not in self.pages and renamed else coded.source
            return name if coded.comment in self.pages.get(name, {}) else None
        asked = (name for name in self.pages if coded.source is None or file_of(name) == coded.source)
        having = [name for name in asked if coded.comment in self.pages[name]]
        return having[0] if len(having) == 1 else None

    def files_among(self, comments: Sequence[Coded]) -> set[str]:
        """Return the sources that must be files of several pages: some of their comments are on other pages of them.

        Whoever names a second page of the file knows them apart, and means the first by the file's name.
        """
        named = {coded.source for coded in comments if coded.source}
        apart = {file_of(name) for name in named if file_of(name) != name}
        several = {file_of(name) for name in self.pages if file_of(name) != name} - apart
        return {
            coded.source
            for coded in comments
            if coded.source in several and coded.comment not in self.pages.get(coded.source, {})
        }


def checked(file: CodingsFile, against: Against) -> CodingsFile:
    """Return a file's codings without what cannot be right, which becomes faults.

    Codings by another codebook are left out, as are comments that no page has, and targets that the codebook has not.
    A place at which the words do not stand is dropped and its mark kept. Each comment then says which page it is of; a
    file of one page is of the one page given, whatever that is called now. That codings are by another codebook is the
    first of the faults: it may be why nothing else in the file fits.
    """
    foreign: list[Fault] = []
    faults: list[Fault] = []
    own = [codings for codings in file.coders if not _is_foreign(codings, against, foreign)]
    kept = tuple(_checked(codings, against, faults) for codings in own)
    coders = tuple(codings for codings in kept if codings.comments)
    return CodingsFile(file.name, coders, (*foreign, *file.faults, *faults), file.assumed)


def _is_foreign(codings: Codings, against: Against, faults: list[Fault]) -> bool:
    book, given = against.codebook, codings.codebook
    if book is None or given is None or (len(given) >= _LEAST_DIGITS and book.hash.startswith(given)):
        return False
    faults.append(
        Fault(
            translated("the codings of “{coder}”", coder=codings.coder[:60]),
            translated(
                "they were made by another codebook ({given}, and this one is {own})",
                given=given[:12],
                own=book.hash[:12],
            ),
        )
    )
    return True


def _checked(codings: Codings, against: Against, faults: list[Fault]) -> Codings:
    comments = codings.comments
    if against.pages is not None:
        comments = tuple(_known(codings, against.pages, faults))
    elif against.drawn is not None:
        comments = tuple(_of_draw(codings, against.drawn, faults))
    if against.codebook is not None:
        known = {claim.id for claim in against.codebook.claim_types}, {one.id for one in against.codebook.targets}
        comments = tuple(_with_known_targets(coded, *known, faults) for coded in comments)
    return msgspec.structs.replace(codings, comments=comments)


def _known(codings: Codings, pages: Mapping[str, Thread], faults: list[Fault]) -> Iterator[Coded]:
    texts = _Texts({name: {one.id: one.text for one in reversed(page.comments)} for name, page in pages.items()})
    renamed = _renamed(codings, pages)
    files = texts.files_among(codings.comments)
    for coded in (texts.with_id(each) for each in codings.comments):
        page = texts.page_of(coded, renamed, files)
        if page is None:
            _add(faults, _shown(coded), _no_page(len(pages)))
            continue
        marks = tuple(_placed(mark, texts.pages[page][coded.comment], coded, faults) for mark in coded.marks)
        yield msgspec.structs.replace(coded, source=page, marks=marks)


def _of_draw(codings: Codings, drawn: Mapping[str, Collection[str]], faults: list[Fault]) -> Iterator[Coded]:
    """Yield comments with the page from which each was drawn; what was not drawn says nothing, and stays as it is."""
    ids = _Texts({name: dict.fromkeys(ids, "") for name, ids in drawn.items()})
    renamed, files = _renamed(codings, drawn), ids.files_among(codings.comments)
    for coded in (ids.with_id(each) for each in codings.comments):
        page = ids.page_of(coded, renamed, files)
        if page is None and coded.source is None and any(coded.comment in own for own in drawn.values()):
            why = translated("it was drawn from more than one page; say in a column source of which page it is")
            _add(faults, _shown(coded), why)
            continue
        yield msgspec.structs.replace(coded, source=page or coded.source)


def _renamed(codings: Codings, pages: Collection[str]) -> str | None:
    """Return the only page, where all codings are of one, too, which it then is whatever they call it."""
    sources = {coded.source for coded in codings.comments}
    return next(iter(pages)) if len(pages) == 1 and len(sources) == 1 else None


def _placed(mark: Mark, text: str, coded: Coded, faults: list[Fault]) -> Mark:
    if mark.span is None:
        return mark
    span = place_in(text, mark.span, mark.words)
    if span is None:
        why = translated("the words that show a code do not stand there; the code is kept")
        _add(faults, translated("comment “{comment}”", comment=coded.comment[:60]), why)
    return msgspec.structs.replace(mark, span=span, words=text[slice(*span)] if span else mark.words)


def _with_known_targets(coded: Coded, claims: set[str], targets: set[str], faults: list[Fault]) -> Coded:
    known = {"claim": claims, "stance": targets}
    kept = tuple(mark for mark in coded.marks if mark.target is None or mark.target in known[mark.variable])
    for mark in coded.marks:
        if mark not in kept:
            why = translated("the codebook has no {variable} “{target}”", variable=mark.variable, target=mark.target)
            _add(faults, translated("comment “{comment}”", comment=coded.comment[:60]), why)
    return coded if len(kept) == len(coded.marks) else msgspec.structs.replace(coded, marks=kept)


def _shown(coded: Coded) -> str:
    if coded.source is None:
        return translated("comment “{comment}”", comment=coded.comment[:60])
    return translated("comment “{comment}” of “{source}”", comment=coded.comment[:60], source=coded.source[:60])


def _no_page(pages: int) -> str:
    """Return why a comment is of none of so many pages."""
    if pages == 1:
        return translated("the page has no such comment")
    return translated("no page given has it, or more than one does")


def _add(faults: list[Fault], where: str, why: str) -> None:
    if len(faults) < _MOST_FAULTS:
        faults.append(Fault(where, why))
