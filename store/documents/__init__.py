"""The documents: Markdown from the record, in the paper's order, reading as it was typed."""
