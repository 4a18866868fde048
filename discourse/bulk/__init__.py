"""Millions of comments: dumps are read piece by piece, grouped into threads out of core, and analysed shard by shard.

``run`` makes a folder of Parquet tables of a dump, ``query`` asks it in SQL, ``report`` tells it in a few pages.
"""
