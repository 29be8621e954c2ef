"""Ephemeral containers."""

from .container import Container

__all__ = ["EphemeralContainer"]


class EphemeralContainer(Container):
    """A container that is added to a running Pod for debugging.

    API type: `core/v1 EphemeralContainer`.
    """

    target_container_name: str | None = None
