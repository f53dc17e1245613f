"""What is of one session and not of the register: drafts of what is typed, reports of faults."""
