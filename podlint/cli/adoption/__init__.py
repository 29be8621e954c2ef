"""Adopting podlint in a repository: what is there, and the files that this writes."""
