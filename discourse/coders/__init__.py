"""Coders: a coder turns a thread, its reply graph and a codebook into codings."""
