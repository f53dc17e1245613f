"""The calendar as an .ics file: its events, when each last changed, and earlier dates."""
