"""Forms that come back: read from a file, held against what was sent, taken in as changes."""
