"""Why a kustomization is not built."""

from __future__ import annotations

from podlint.rendering.kustomize.nodes.node import Origin

__all__ = ["BuildError", "Declined"]

_LONGEST = 200


class BuildError(Exception):
    """kubectl would not build the kustomization either.

    Attributes:
        message: What is wrong, in one line.
        origin: The place in a file that it is about, if there is one.
    """

    def __init__(self, message: str, origin: Origin | None = None) -> None:
        super().__init__(message)
        # A repository can name things at any length.
        self.message = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
        self.origin = origin


class Declined(BuildError):  # noqa: N818 - podlint's doing, not an error of the kustomization
    """kubectl may build the kustomization, but podlint does not: it reads nothing remote, and runs
    nothing.
    """
