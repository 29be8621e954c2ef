"""Rules: their definition, their sources, and their descriptions."""
