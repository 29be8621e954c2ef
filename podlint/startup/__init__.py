"""Techniques that make podlint start fast."""
