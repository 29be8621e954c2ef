"""Commands of containers: their words, the scripts in them, and what these do."""
