"""The reviews: their list, one review, its stages, dates and history."""
