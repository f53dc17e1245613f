"""Behaviour of this room, in sentences."""
