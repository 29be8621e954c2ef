"""The limit that applies to a container, and amounts that are placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.models import Container, Quantity

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import PodSpec

__all__ = ["is_filled_in", "limit_of"]


def is_filled_in(holder: Container | PodSpec, resource: str, *fields: str) -> bool:
    """Whether something fills in an amount, as in ``memory: ${LIMIT}``: it is set, but not known.

    Args:
        holder: A container, or a Pod as a whole.
        resource: The resource.
        fields: Where to look: ``requests``, ``limits``, or both.
    """
    return any(holder.is_unknown("resources", field, resource) for field in fields)


def limit_of(container: Container, resource: str) -> tuple[Quantity, Place] | None:
    """The limit of a container, otherwise the Pod-level limit, and its place in the file.

    A container without a limit gets the default of a LimitRange of its namespace. None if there is
    no limit. A limit of 0 means no limit.
    """
    for holder in (container, container.pod):
        resources = holder.resources if holder else None
        limit = resources.limits.get(resource) if resources else None
        if resources and limit and limit.nano > 0:
            return limit, resources.at / "limits" / resource
        defaults = container.pod.container_defaults if container.pod else None
        if holder is container and limit is None and defaults and container.sort != "ephemeral":
            default = defaults.limits.get(resource)
            if default and default.amount.nano > 0:
                return default.amount, default.at
    return None
