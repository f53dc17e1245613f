"""What is exported, how, where it is then."""
