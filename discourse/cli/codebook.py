"""``discourse codebook``: list, show and check codebooks."""

from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.screen import say
from discourse.errors import CodebookError

app = typer.Typer(help="List, show and check codebooks.", no_args_is_help=True, rich_markup_mode=None)
CodebookArgument = Annotated[str, typer.Argument(metavar="CODEBOOK", help="A shipped codebook's name or a TOML file.")]


@app.command("list")
def list_() -> None:
    """List the shipped codebooks."""
    from discourse.codebook import list_codebooks, load_codebook

    for name in list_codebooks():
        book = load_codebook(name)
        say(
            f"{name:<12} {book.title} {book.version} ({book.language}): "
            f"{len(book.claim_types)} claim types, {len(book.targets)} targets"
        )


@app.command()
def show(codebook: CodebookArgument) -> None:
    """Show a codebook's targets and claim types with their definitions."""
    from discourse.codebook import load_codebook

    book = load_codebook(codebook)
    say(f"{book.title}, version {book.version}, language {book.language}, hash {book.hash[:12]}")
    say("")
    say("Targets")
    for target in book.targets:
        say(f"  {target.id}: {target.label} ({', '.join(target.names)})")
    say("")
    say("Claim types")
    for claim in book.claim_types:
        say(f"  {claim.id}: {claim.label}")
        say(f"    {claim.definition}")
        for side in ("favor", "against"):
            if targets := getattr(claim, side):
                say(f"    {side}: {', '.join(targets)}")


@app.command()
def check(codebook: CodebookArgument) -> None:
    """Check a codebook; say what is wrong and where, or that it is sound."""
    from discourse.codebook import load_codebook
    from discourse.coders.claims import check_cues

    book = load_codebook(codebook)
    check_cues(book)
    if not book.claim_types and not book.targets:
        raise CodebookError(f"{codebook}: it has neither claim types nor targets, so only reply stance could be coded")
    say(f"{codebook}: sound; {len(book.claim_types)} claim types, {len(book.targets)} targets, hash {book.hash[:12]}")
    named = [target for target in book.targets if not target.statement]
    if named and book.claim_types and not any(claim.favor or claim.against for claim in book.claim_types):
        say(
            "No claim type says with favor or against which targets it speaks for, or against: sides on targets "
            "will be found only where comments name them."
        )


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
    say(f"{output}: {len(book.claim_types)} claim types, {len(book.targets)} targets, hash {book.hash[:12]}")
