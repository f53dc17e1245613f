"""The screens that ask what to export and how, and show where it is."""
