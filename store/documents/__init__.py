"""The documents: what stands on each, in the paper's order, and the formats they are written in."""
