"""The resources of a whole Pod: effective requests and limits, QoS class, and its steps.

The arithmetic is that of `k8s.io/component-helpers/resource` v0.37.2 (`PodRequests`, `PodLimits`),
with native sidecars (KEP-753) and Pod-level resources (KEP-2837).
"""

from __future__ import annotations

from .arithmetic import aggregate
from .limits import is_filled_in, limit_of
from .pod import PodResources, Step, effective
from .reading import ContainerResources

__all__ = [
    "ContainerResources",
    "PodResources",
    "Step",
    "aggregate",
    "effective",
    "is_filled_in",
    "limit_of",
]
