"""Schools and people: their lists, their pages, what is imported, joined and forgotten."""
