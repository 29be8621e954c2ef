"""Kustomizations, built as kubectl builds them."""
