"""Lists of changes with a meaning: a review moved, a chase noted, closures put in."""
