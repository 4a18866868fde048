"""The evaluation bench of the coders on public sets and on our own threads: ``python -m benchmarks.coding DATA``."""
