"""Merging: several JSON reports become a single report, with totals for teams."""
