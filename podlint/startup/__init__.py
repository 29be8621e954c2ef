"""Why podlint starts fast."""
