"""What the dates mean across reviews: who owes what, what is next, where each document is."""
