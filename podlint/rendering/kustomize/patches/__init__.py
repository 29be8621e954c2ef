"""Patches: strategic merges and JSON 6902, and the resources that they select."""
