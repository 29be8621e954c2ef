"""Kustomizations, built as kubectl builds them."""

from podlint.rendering.kustomize.build import Build, BuiltResource, Changes, build
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined

__all__ = ["Build", "BuildError", "BuiltResource", "Changes", "Declined", "build"]
