"""The school year: its report, calendar, teams, who owes what."""
