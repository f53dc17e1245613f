"""Records and what happens to them: a record, a change of it, all at one line of history."""
