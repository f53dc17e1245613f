"""Returned Markdown: mended where people broke its marks, and read."""
