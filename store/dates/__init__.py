"""Dates: as people type them, today in London, and what the schedule makes of a review."""
