"""The QoS class of a Pod: what the kubelet goes by when a node runs out of memory.

Source: `pkg/apis/core/v1/helper/qos`, `ComputePodQOS`; KEP-2837 for Pod-level resources.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from podlint.models.server_defaults import Amounts

from .arithmetic import ResourceList, add
from .reading import Asked

__all__ = ["QoS", "quality"]

QoS: TypeAlias = Literal["Guaranteed", "Burstable", "BestEffort"]
_COUNTED = ("cpu", "memory")


def quality(asked: Asked) -> QoS:
    """The class.

    The containers' sums of CPU and memory count, of init containers too; for a Pod with
    `resources` of its own, were they `{}`, these alone. Amounts of 0 and less are not set.
    """
    parts = [(each.requests, each.limits) for each in asked.containers]
    if asked.has_resources:
        parts = [(asked.requests, asked.limits)]
    requests = add(_counted(each) for each, _ in parts)
    limits = add(_counted(each) for _, each in parts)
    if not requests and not limits:
        return "BestEffort"
    bounded = all(len(_counted(each)) == len(_COUNTED) for _, each in parts)
    return "Guaranteed" if bounded and requests == limits else "Burstable"


def _counted(amounts: Amounts) -> ResourceList:
    return {name: amounts[name] for name in _COUNTED if name in amounts and amounts[name].nano > 0}
