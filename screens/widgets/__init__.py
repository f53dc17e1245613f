"""Pieces that several screens share; they know no screen and no register."""
