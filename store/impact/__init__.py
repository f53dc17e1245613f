"""What came of a plan: its actions answered for, carried on, followed over the years."""
