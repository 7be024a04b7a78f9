"""Names that look unused to vulture and are called by Django, with the caller."""
