"""The paper as data: every field, its wording and kind; the stages and their steps; the forms."""
