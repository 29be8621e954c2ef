"""Reading: paths to units of read files."""
