"""``discourse codebook``: list, show and check codebooks."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.screen import say
from discourse.errors import CodebookError

if TYPE_CHECKING:
    from discourse.codebook import ClaimType, Codebook

app = typer.Typer(help="List, show, check and convert codebooks.", no_args_is_help=True, rich_markup_mode=None)
CodebookArgument = Annotated[str, typer.Argument(metavar="CODEBOOK", help="A shipped codebook's name or a TOML file.")]


@app.command("list")
def list_() -> None:
    """List the shipped codebooks."""
    from discourse.codebook import list_codebooks, load_codebook

    for name in list_codebooks():
        book = load_codebook(name)
        say(f"{name:<12} {book.title} {book.version} ({book.language}): {_counted(book)}")


@app.command()
def show(codebook: CodebookArgument) -> None:
    """Show a codebook's targets and claim types with their definitions, cues and examples."""
    from discourse.codebook import load_codebook

    book = load_codebook(codebook)
    say(f"{book.title}, version {book.version}, language {book.language}, hash {book.hash[:12]}")
    say("")
    say("Targets")
    for target in book.targets:
        names = f" ({', '.join(target.names)})" if target.names else ""
        say(f"  {target.id}: {target.label}{names}")
        if target.statement:
            say(f"    statement: {target.statement}")
    say("")
    say("Claim types")
    for claim in book.claim_types:
        say(f"  {claim.id}: {claim.label}")
        say(f"    {claim.definition}")
        for line in _beside(claim):
            say(f"    {line}")


def _beside(claim: "ClaimType") -> Iterator[str]:
    """Yield what a claim type has beside its definition: cues and sides in a line, each example in one of its own."""
    for what, listed in (("cues", claim.cues), ("favor", claim.favor), ("against", claim.against)):
        if listed:
            yield f"{what}: {', '.join(listed)}"
    yield from (f"example: {sentence}" for sentence in claim.examples)
    yield from (f"no example: {sentence}" for sentence in claim.counter_examples)


@app.command()
def check(codebook: CodebookArgument) -> None:
    """Check a codebook; say what is wrong and where, or that it is sound."""
    from discourse.codebook import load_codebook
    from discourse.coders.claims.coding import check_cues

    book = load_codebook(codebook)
    try:
        check_cues(book)
    except CodebookError as error:
        raise CodebookError(f"{codebook}: {error}") from None
    if not book.claim_types and not book.targets:
        raise CodebookError(f"{codebook}: it has neither claim types nor targets, so only reply stance could be coded")
    say(f"{codebook}: sound; {_counted(book)}, hash {book.hash[:12]}")
    for hint in _hints(book):
        say(hint)


def _counted(book: "Codebook") -> str:
    claims, targets = len(book.claim_types), len(book.targets)
    return f"{claims} claim {'type' if claims == 1 else 'types'}, {targets} {'target' if targets == 1 else 'targets'}"


def _hints(book: "Codebook") -> Iterator[str]:
    """Yield what is no fault of a codebook, but seldom meant."""
    from discourse.coders.claims.descriptions import denied, is_act
    from discourse.coders.lexicon import STATUS_TABLES, primary

    if primary(book.language) not in STATUS_TABLES:
        known = ", ".join(sorted(STATUS_TABLES))
        yield f"No words of the language “{book.language}” are known, only of {known}: write its tag, as in en."
    for name, ids in _said_twice((name, target.id) for target in book.targets for name in target.names):
        yield f"The name “{name}” is that of several targets ({ids}): keep it in the one that is meant."
    for definition, ids in _said_twice((claim.definition, claim.id) for claim in book.claim_types):
        yield f"The definition “{definition}” is that of several claim types ({ids}): say what tells them apart."
    for claim in book.claim_types:
        if not claim.cues and not is_act(claim) and denied(claim, book.language):
            yield (
                f"The definition “{claim.definition}” ({claim.id}) denies something: say what is so instead, since who "
                "denies the claim may be taken to assert it."
            )
    yield from _untold_sides(book)


def _untold_sides(book: "Codebook") -> Iterator[str]:
    """Yield whom claim types seem to speak for, where no one says it."""
    from discourse.coders.linear.definition_sides import sides_of
    from discourse.coders.stance.implied import stated_sides

    if not book.claim_types or stated_sides(book) or all(target.statement for target in book.targets):
        return
    sides = sides_of(book)
    unsaid = "No claim type says with favor or against which targets it speaks for, or against:"
    if not sides:
        yield f"{unsaid} sides on targets will be found only where comments name them."
        return
    yield f"{unsaid} that is told from the definitions, wrongly for about three in ten. State it to be sure. They read:"
    for number, speaks in sides.items():
        likely = speaks.favor > speaks.against
        for key, chance, here in (("favor", speaks.favor, likely), ("against", speaks.against, ~likely)):
            told = [f"{one.id} ({chance[at]:.2f})" for at, one in enumerate(book.claim_types) if here[at] * chance[at]]
            if told:
                yield f'  {key} = ["{book.targets[number].id}"]: {", ".join(told)}'


def _said_twice(said: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each wording that several entries have, in whatever case, with their ids."""
    ids: dict[str, dict[str, None]] = {}
    shown: dict[str, str] = {}
    for wording, id_ in said:
        key = " ".join(wording.split()).casefold()
        shown.setdefault(key, wording)
        ids.setdefault(key, {})[id_] = None
    yield from ((shown[key], ", ".join(own)) for key, own in ids.items() if len(own) > 1)


@app.command()
def convert(
    codebook: CodebookArgument,
    output: Annotated[Path, typer.Argument(metavar="FILE", help="A file that ends in .qdc (REFI-QDA) or .toml.")],
) -> None:
    """Write a codebook for other programs as REFI-QDA (.qdc), or one of theirs as TOML."""
    from discourse import __version__
    from discourse.codebook import load_codebook
    from discourse.human.refi import from_qdc, to_qdc, to_toml

    ending = output.suffix.lower()
    if ending not in (".qdc", ".toml"):
        raise CodebookError(f"{output}: a codebook is written as .qdc or .toml; name a file that ends so")
    book = from_qdc(codebook) if codebook.lower().endswith(".qdc") else load_codebook(codebook)
    data = to_qdc(book, f"discourse {__version__}") if ending == ".qdc" else to_toml(book).encode()
    try:
        output.write_bytes(data)
    except OSError as error:
        raise CodebookError(f"{output}: it cannot be written ({error.strerror}); name another place") from None
    say(f"{output}: {_counted(book)}, hash {book.hash[:12]}")
