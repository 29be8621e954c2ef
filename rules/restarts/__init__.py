"""Rules about containers that exit, and their restarts."""
