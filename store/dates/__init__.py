"""Dates as people type them, the days and years there are, school years, bank holidays."""
