"""A school year made and ended: its reviews opened, closed, cancelled; each a list of changes."""
