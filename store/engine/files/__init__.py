"""The engine of one machine: a TinyDB file, its journal, its lock and its backups."""
