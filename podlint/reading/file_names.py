"""The names of files that affect how files next to them or below them are checked.

This module imports nothing, because a run that the cache answers needs no more than this.
"""

from __future__ import annotations

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""The file names that kustomize looks for, in its order."""

CHART = "Chart.yaml"

CONFIGURATIONS = (".podlint.yaml", ".podlint.yml")
"""podlint's own configuration files, which a search never returns."""

OWN = ".podlint"
"""The start of the names of podlint's own files, which a search never returns."""

BASELINE = ".podlint-baseline.json"
"""The usual name of the baseline."""

PYPROJECT = "pyproject.toml"
"""A configuration file if it has a table ``[tool.podlint]``."""

IGNORE = ".gitignore"

REPOSITORY = ".git"
"""The folder in the root of a repository, or a file if the repository data is elsewhere."""
