"""The schedule: working days, when each step is due and why, how each stands."""
