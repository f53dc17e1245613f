"""The people of the directory: where their names stand, whose name is whose, what they know."""
