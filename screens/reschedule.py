"""Moving a review: first what moves with it, then, when accepted, one undoable list of changes."""

from __future__ import annotations
