"""What does not fit, as sentences that stay until it is resolved; they refuse nothing."""
