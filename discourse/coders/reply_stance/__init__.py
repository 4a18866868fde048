"""What a comment does to what it answers (support, deny, query, comment), by cues: ``coding`` is the way in."""
