"""Rules over units: problems become findings."""
