"""How many Pods a workload has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from podlint.document.numerals import whole_number
from podlint.models import KubernetesObject
from podlint.models.kinds import kind_meant
from podlint.relations.object_set import ObjectSet, together
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models import Deployment

__all__ = ["Scale", "autoscalers_of", "scale_of", "starts_before_it_stops"]

_AUTOSCALERS = ("HorizontalPodAutoscaler", "keda.sh/ScaledObject")


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
    replicas = objects.replicas.get(workload.name or "", getattr(spec, "replicas", None))
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
                and _target_kind(target) == workload.qualified_kind
                and together(each.namespace, workload.namespace)
            ):
                yield each


def _target_kind(target: dict[str, Any]) -> str:
    """The kind that an autoscaler names; KEDA takes a Deployment where it names none."""
    version = target.get("apiVersion")
    kind = str(target.get("kind", "Deployment"))
    return kind_meant(version if isinstance(version, str) else None, kind)


def starts_before_it_stops(deployment: Deployment) -> bool:
    """Whether an update begins with a new Pod, and removes none before that one is ready.

    Of percentages the surplus is rounded up and the absence down, as the controller does it
    (`ResolveFenceposts`); both are 25 % by default.
    """
    spec = deployment.spec
    if spec is None or (spec.strategy and spec.strategy.type == "Recreate"):
        return False
    count = 1 if spec.replicas is None else spec.replicas
    rolling = spec.strategy.rolling_update if spec.strategy else None
    surplus = _share(rolling.max_surge if rolling else None, count, up=True)
    absent = _share(rolling.max_unavailable if rolling else None, count, up=False)
    return bool(surplus and absent == 0)


def _share(written: int | str | None, count: int, up: bool) -> int | None:
    """A number of Pods, written as such or as a percentage; None if it is neither."""
    if isinstance(written, int):
        return written
    number = whole_number((written or "25%").removesuffix("%"))
    if number is None or number < 0:
        return None
    return -(-number * count // 100) if up else number * count // 100
