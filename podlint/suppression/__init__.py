"""Suppressions: comments, annotations, settings, exceptions and the baseline."""
