"""The command line: who types."""
