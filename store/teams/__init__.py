"""Who reviews whom: teams, what speaks against one, who has been where, teams for a new year."""
