"""The long proofs: `python -m tests.soak --help`. The test suite runs the same code, shortly."""
