"""What a kustomization file says."""
