"""What keeps a register: the interface of an engine, and the engines there are."""
