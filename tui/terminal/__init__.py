"""What stands between Textual and the line: keys, bytes, pastes, leaving."""
