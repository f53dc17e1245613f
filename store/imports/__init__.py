"""What comes in from files of others: schools, closures."""
