"""Returned Word forms: opened with care, read as a reader sees them."""
