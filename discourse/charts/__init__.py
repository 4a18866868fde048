"""Charts: one module per chart, each a function from a table to a matplotlib figure."""
