"""ResourceQuota: the most that a namespace may use."""

from .excerpt import Excerpt, ExcerptObject
from .quantity import Quantity

__all__ = ["ResourceQuota", "ResourceQuotaSpec", "ScopeSelector", "ScopeSelectorRequirement"]


class ScopeSelectorRequirement(Excerpt):
    """One condition on the Pods that a quota counts.

    API type: `core/v1 ScopedResourceSelectorRequirement`.
    """

    scope_name: str | None = None
    operator: str | None = None
    values: list[str] = []


class ScopeSelector(Excerpt):
    """Conditions that all must hold for a Pod.

    API type: `core/v1 ScopeSelector`.
    """

    match_expressions: list[ScopeSelectorRequirement] = []


class ResourceQuotaSpec(Excerpt):
    """The most of each resource, and which objects count.

    API type: `core/v1 ResourceQuotaSpec`.
    """

    hard: dict[str, Quantity] = {}
    scopes: list[str] = []
    scope_selector: ScopeSelector | None = None


class ResourceQuota(ExcerptObject):
    """The most that the objects of a namespace may use together.

    API type: `core/v1 ResourceQuota`.
    """

    spec: ResourceQuotaSpec | None = None
