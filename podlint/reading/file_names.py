"""The names of files that have a say for what lies beside or below them.

Nothing is imported here: a kept run is repeated before anything else of podlint is loaded.
"""

from __future__ import annotations

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""The file names that kustomize looks for, in its order."""

CHART = "Chart.yaml"

CONFIGURATIONS = (".podlint.yaml", ".podlint.yml")
"""podlint's own configuration files, which are never searched for."""

PYPROJECT = "pyproject.toml"
"""Holds a configuration if it has ``[tool.podlint]``."""

IGNORE = ".gitignore"

REPOSITORY = ".git"
"""A folder of a repository's root, or a file where the repository lies elsewhere."""
