"""Figures corrected for the errors of a machine, from a sample coded by hand."""
