"""Reading the files that a kustomization names."""
