"""The class report: ``content`` says what a class found, as ``records``; ``files`` sets it."""
