"""The resources of a whole Pod: effective requests and limits, QoS class, and its steps.

The arithmetic is that of `k8s.io/component-helpers/resource` v0.37.2 (`PodRequests`, `PodLimits`),
with native sidecars (KEP-753) and Pod-level resources (KEP-2837).
"""

from __future__ import annotations

from .arithmetic import aggregate
from .limits import is_filled_in, limit_of
from .pod import PodResources, Step, admitted, effective
from .reading import Asked, ContainerResources

__all__ = [
    "Asked",
    "ContainerResources",
    "PodResources",
    "Step",
    "admitted",
    "aggregate",
    "effective",
    "is_filled_in",
    "limit_of",
]
