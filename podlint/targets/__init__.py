"""The targets of rules that are not models."""
