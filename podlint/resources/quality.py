"""The QoS class of a Pod, which decides the order of evictions when a node runs out of memory.

Source: `pkg/apis/core/v1/helper/qos`, `ComputePodQOS`; KEP-2837 for Pod-level resources.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from podlint.models import Quantity
from podlint.models.server_defaults import Amounts, is_pod_level

from .arithmetic import ResourceList, add
from .behaviour import Behaviour
from .reading import Asked

__all__ = ["QoS", "is_by_pod", "quality"]

QoS: TypeAlias = Literal["Guaranteed", "Burstable", "BestEffort"]
_COUNTED = ("cpu", "memory")


def is_by_pod(asked: Asked, behaviour: Behaviour) -> bool:
    """Whether the resources of the Pod as a whole decide its class in a version.

    Before 1.37 they do where there are any, were they `{}`; from 1.37 on where they name something.
    """
    if behaviour.quality_by_container:
        return any(map(is_pod_level, (*asked.requests, *asked.limits)))
    return asked.has_resources


def quality(asked: Asked, behaviour: Behaviour) -> QoS:
    """The QoS class of a Pod in a version of Kubernetes.

    It depends on the CPU and memory of all containers, including init containers. If there are
    Pod-level resources, it depends on these alone. Before 1.37, the sums over the containers count,
    amounts of 0 or less count as not set, and `resources: {}` counts as Pod-level resources. From
    1.37 on, each container counts separately.
    """
    parts = [(each.requests, each.limits) for each in asked.containers]
    if is_by_pod(asked, behaviour):
        parts = [(asked.requests, asked.limits)]
    if behaviour.quality_by_container:
        return _agreed({_agreed({_shape(part, name) for name in _COUNTED}) for part in parts})
    requests = add(_counted(each) for each, _ in parts)
    limits = add(_counted(each) for _, each in parts)
    if not requests and not limits:
        return "BestEffort"
    bounded = all(len(_counted(each)) == len(_COUNTED) for _, each in parts)
    return "Guaranteed" if bounded and requests == limits else "Burstable"


def _agreed(classes: set[QoS]) -> QoS:
    """The class that all parts have; Burstable if they differ."""
    if not classes:
        return "BestEffort"
    return classes.pop() if len(classes) == 1 else "Burstable"


def _shape(part: tuple[Amounts, Amounts], name: str) -> QoS:
    """The class that follows from one resource. Go: `resourceQOS`."""
    request, limit = (amounts.get(name, Quantity()) for amounts in part)
    if request != limit:
        return "Burstable"
    return "Guaranteed" if limit.nano else "BestEffort"


def _counted(amounts: Amounts) -> ResourceList:
    return {name: amounts[name] for name in _COUNTED if name in amounts and amounts[name].nano > 0}
