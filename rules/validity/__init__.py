"""Rules about what the API server rejects."""
