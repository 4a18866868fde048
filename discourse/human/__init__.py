"""People as coders: sheets drawn and coded by hand, files of codings in and out, codebooks of other programs."""
