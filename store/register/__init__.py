"""The register: opened, read, changed, undone, heard of; records found by what people call them."""
