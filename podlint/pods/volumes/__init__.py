"""Volumes: where they are mounted, how long they last, and which are on the node."""
