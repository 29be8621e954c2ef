"""Rules about start and end of containers."""
