"""Rules about what happens when a container ends."""
