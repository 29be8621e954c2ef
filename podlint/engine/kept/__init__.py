"""Keeps the reports on units and on builds, each with what it depends on.

A later run takes a report from here if nothing that it depends on has changed, and computes only
the others. `podlint.engine.kept.reports.KeptReports` is the door.
"""
