"""One module a document: what stands on it, before it has a format."""
