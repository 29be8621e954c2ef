"""What podlint says: problems and findings."""
