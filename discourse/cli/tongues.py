"""The language of what a command writes for its readers, on the command line."""

from enum import StrEnum
from typing import Annotated

import typer


class Tongue(StrEnum):
    """The languages that there are: those of ``discourse.translation``."""

    en = "en"
    de = "de"
    es = "es"
    fr = "fr"
    it = "it"


TongueOption = Annotated[
    Tongue,
    typer.Option("--lang", help="Language of our own words; what people wrote, and the codebook, stay as they are."),
]
