"""One screen for each of the three forms, with its preview."""
