"""The formats a document is written in: Markdown, Word, HTML, plain text, CSV."""
