"""Reading: from paths to units of files that have been read."""
