"""The calendar as an .ics file: its events, when each was touched, what stood there formerly."""
