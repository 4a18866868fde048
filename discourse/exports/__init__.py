"""What others read: a thread as JSON, a table (CSV, Parquet), a ConvoKit corpus; the same bytes for the same thread."""
