"""Kustomizations of Flux."""
