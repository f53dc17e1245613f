"""The proforma's versions: frozen as it was returned, shown, compared, exported (ruling 30)."""
