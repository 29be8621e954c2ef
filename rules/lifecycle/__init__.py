"""Rules about the start and the end of containers."""
