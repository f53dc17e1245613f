"""The register without a terminal: the paper, the records, the dates, the file, the documents."""
