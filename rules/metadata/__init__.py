"""Rules about manifests themselves: names, labels, comments."""
