"""Readers: one module per format, tried in the order of ``READERS``."""
