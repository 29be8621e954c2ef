"""Rules about suppressions: comments, annotations, exceptions and the baseline."""
