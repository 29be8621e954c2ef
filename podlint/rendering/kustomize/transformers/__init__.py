"""Changes that a kustomization makes to all its resources."""
