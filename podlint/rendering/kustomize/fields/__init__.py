"""Which fields a transformer changes, and how one is found and written."""
