"""The library: functions that lint, fix and explain, and the report that they return.

A call does not read environment variables or configuration files, print, or exit.
"""
