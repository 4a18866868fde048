"""Which claims of a codebook comments make: found by words, by meaning and in their conversation, each with a status.

``coding`` is the way in. A claim is looked for by ``reading`` through ``sighting`` (which texts can make one at all),
``hearing`` (what a sentence says), ``matching`` (where a claim type shows) and ``status`` (how it is meant), and then
heeded in its ``conversation``.
"""
