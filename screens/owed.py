"""Owed: everything due or late, by the person who owes it."""

from __future__ import annotations
