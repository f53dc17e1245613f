"""Forgetting a person: where somebody stands, the marks in their place, what is kept too long."""
