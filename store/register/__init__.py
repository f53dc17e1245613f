"""The register: opened, read, changed, undone; its journal, its checkpoint and its lock."""
