"""What came of a plan: its actions answered, carried on, and followed over the years."""
