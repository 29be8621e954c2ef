"""Knowledge about Pods beyond their models: commands, images, volumes, probes, and hooks."""
