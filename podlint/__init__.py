"""Lint Kubernetes Pod specs."""
