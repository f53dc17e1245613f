"""What every screen shares: pages, lists, questions, commands, the session they work in."""
