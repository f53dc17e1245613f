"""What is fast enough, measured as a user feels it: `python -m benchmarks`. Never timed tests."""
