"""The QoS class of a Pod: what the kubelet goes by when a node runs out of memory.

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
    """The class that a version gives.

    CPU and memory count, of init containers too; for a Pod with `resources` of its own, these
    alone. Before 1.37 the containers' sums count and amounts of 0 and less are not set, and
    `resources: {}` are a Pod's own. From 1.37 on each container is judged by itself.
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
    """The class of a whole: that of its parts if they agree, else Burstable."""
    if not classes:
        return "BestEffort"
    return classes.pop() if len(classes) == 1 else "Burstable"


def _shape(part: tuple[Amounts, Amounts], name: str) -> QoS:
    """The class that one resource speaks for. Go: `resourceQOS`."""
    request, limit = (amounts.get(name, Quantity()) for amounts in part)
    if request != limit:
        return "Burstable"
    return "Guaranteed" if limit.nano else "BestEffort"


def _counted(amounts: Amounts) -> ResourceList:
    return {name: amounts[name] for name in _COUNTED if name in amounts and amounts[name].nano > 0}
