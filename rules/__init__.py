"""The built-in rules, one file each, by subject."""
