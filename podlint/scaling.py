"""How many Pods a workload has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from podlint.frozen import Frozen
from podlint.models import KubernetesObject
from podlint.objects import ObjectSet, namespace_of, together

__all__ = ["Scale", "autoscalers_of", "scale_of"]

_AUTOSCALERS = ("HorizontalPodAutoscaler", "ScaledObject")


class Scale(Frozen):
    """The bounds of a workload's number of Pods.

    Attributes:
        least: What it is scaled down to, or has all the time.
        most: What it is scaled up to; None where an autoscaler that podlint cannot read says so.
        autoscaled: An autoscaler sets the number.
    """

    least: int
    most: int | None
    autoscaled: bool = False


def scale_of(workload: KubernetesObject, objects: ObjectSet) -> Scale:
    """The number of Pods of a workload with ``replicas``, and of its autoscaler if it has one."""
    spec: Any = getattr(workload, "spec", None)
    replicas = getattr(spec, "replicas", None)
    count = 1 if replicas is None else replicas
    for each in autoscalers_of(workload, objects):
        bounds: Any = getattr(each, "spec", None)
        if bounds is None:  # a ScaledObject, of which only the metadata are read
            return Scale(count, None, autoscaled=True)
        least = 1 if bounds.min_replicas is None else bounds.min_replicas
        return Scale(least, bounds.max_replicas, autoscaled=True)
    return Scale(count, count)


def autoscalers_of(workload: KubernetesObject, objects: ObjectSet) -> Iterator[KubernetesObject]:
    """The autoscalers that name a workload."""
    for kind in _AUTOSCALERS:
        for each in objects.named(kind):
            spec = each.written.get("spec")
            target = spec.get("scaleTargetRef") if isinstance(spec, dict) else None
            if (
                isinstance(target, dict)
                and target.get("name") == workload.name
                and target.get("kind", "Deployment") == workload.kind
                and together(namespace_of(each), namespace_of(workload))
            ):
                yield each
