"""Sheets of fields: kept when left, offered for, settled where two people changed them."""
