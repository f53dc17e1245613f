"""What the administrator sees: one screen, one file."""
