"""The limit that holds for one container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.models import Container, Quantity

if TYPE_CHECKING:
    from podlint.document import Place

__all__ = ["limit_of"]


def limit_of(container: Container, resource: str) -> tuple[Quantity, Place] | None:
    """The limit of a container, or else of its Pod as a whole, and where it is written.

    None where neither has one, or one of 0, which means none.
    """
    for holder in (container, container.pod):
        resources = holder.resources if holder else None
        limit = resources.limits.get(resource) if resources else None
        if resources and limit and limit.nano > 0:
            return limit, resources.at / "limits" / resource
    return None
