"""Reporting: an analysis becomes a PDF, PNG images, an HTML page and data files."""
