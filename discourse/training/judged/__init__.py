"""What larger models and readers made of texts, by the CRC-32 of each, and nets of threads left out of their fit."""
