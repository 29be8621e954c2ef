"""Rules of the Pod Security Standards."""
