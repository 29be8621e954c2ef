"""Text to documents."""
