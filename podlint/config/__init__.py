"""Settings: what was set."""
