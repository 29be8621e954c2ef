"""Volumes: where they are mounted, how long they last, and what lies on the node."""
