"""The limit that applies to a container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.models import Container, Quantity

if TYPE_CHECKING:
    from podlint.document import Place

__all__ = ["limit_of"]


def limit_of(container: Container, resource: str) -> tuple[Quantity, Place] | None:
    """The limit of a container, otherwise the Pod-level limit, and its place in the file.

    None if neither is set. A limit of 0 means no limit.
    """
    for holder in (container, container.pod):
        resources = holder.resources if holder else None
        limit = resources.limits.get(resource) if resources else None
        if resources and limit and limit.nano > 0:
            return limit, resources.at / "limits" / resource
    return None
