"""The number of Pods of a workload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from podlint.document.numerals import whole_number
from podlint.models import KubernetesObject
from podlint.models.kinds import kind_meant
from podlint.relations.object_set import ObjectSet, together
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import Deployment
    from podlint.models.daemon_set import DaemonSet

__all__ = ["Scale", "autoscalers_of", "scale_of", "starts_before_it_stops", "surge_of"]

_AUTOSCALERS = ("HorizontalPodAutoscaler", "keda.sh/ScaledObject")


class Scale(Frozen):
    """The minimum and maximum number of Pods of a workload.

    Attributes:
        least: The minimum number of Pods.
        most: The maximum number of Pods; None if only an autoscaler that podlint does not read
            knows it.
        autoscaled: An autoscaler sets the number.
    """

    least: int
    most: int | None
    autoscaled: bool = False


def scale_of(workload: KubernetesObject, objects: ObjectSet) -> Scale:
    """The number of Pods of a workload, from its autoscaler, or otherwise from ``replicas``."""
    spec: Any = getattr(workload, "spec", None)
    replicas = objects.replicas.get(workload.name or "", getattr(spec, "replicas", None))
    count = 1 if replicas is None else replicas
    for each in autoscalers_of(workload, objects):
        bounds: Any = getattr(each, "spec", None)
        if bounds is None:  # a ScaledObject: podlint reads only its metadata
            return Scale(count, None, autoscaled=True)
        least = 1 if bounds.min_replicas is None else bounds.min_replicas
        return Scale(least, bounds.max_replicas, autoscaled=True)
    return Scale(count, count)


def autoscalers_of(workload: KubernetesObject, objects: ObjectSet) -> Iterator[KubernetesObject]:
    """The autoscalers that reference a workload."""
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
    """The kind that an autoscaler references; KEDA assumes a Deployment if there is none."""
    version = target.get("apiVersion")
    kind = str(target.get("kind", "Deployment"))
    return kind_meant(version if isinstance(version, str) else None, kind)


def starts_before_it_stops(deployment: Deployment) -> bool:
    """Whether an update starts a new Pod first, and stops none before the new one is ready.

    As in the controller (`ResolveFenceposts`), a percentage of ``maxSurge`` is rounded up and one
    of ``maxUnavailable`` is rounded down. Both are 25% by default.
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
    """A number of Pods, from a number or a percentage; None if it is neither."""
    if isinstance(written, int):
        return written
    number = whole_number((written or "25%").removesuffix("%"))
    if number is None or number < 0:
        return None
    return -(-number * count // 100) if up else number * count // 100


def surge_of(daemon_set: DaemonSet) -> Place | None:
    """The place of `maxSurge` if it makes new Pods start first; None otherwise.

    The API server rejects a surge unless `maxUnavailable` is 0, and 1 is its default.
    """
    strategy = daemon_set.spec.update_strategy if daemon_set.spec else None
    if strategy is None or strategy.type not in (None, "RollingUpdate"):
        return None
    rolling = strategy.rolling_update
    if rolling is None or rolling.max_unavailable is None:
        return None
    surges = (
        _percent_or_count(rolling.max_surge) and _percent_or_count(rolling.max_unavailable) == 0
    )
    return rolling.at / "maxSurge" if surges else None


def _percent_or_count(written: int | str | None) -> int | None:
    return whole_number(written.removesuffix("%")) if isinstance(written, str) else written
