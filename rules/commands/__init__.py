"""Rules about what containers run."""
