"""Rules about volumes and mounts."""
