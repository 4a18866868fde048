"""The weights of the coder ``linear``: what it learns (``tasks``), and how they are fitted (``fit``)."""
