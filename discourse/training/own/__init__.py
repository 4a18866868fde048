"""A coder of one's own, learned from codings by hand (``coder``), and the folder it is kept in (``card``)."""
