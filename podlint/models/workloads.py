"""The Pods of objects, and what incomplete objects lack."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from podlint.models.object import KubernetesObject
from podlint.models.patch import DIRECTIVES
from podlint.startup.frozen import Frozen
from podlint.version import KUBERNETES_VERSION

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import Container, ObjectMeta, PodSpec
    from podlint.models.node import Node

__all__ = [
    "ON_EACH_NODE",
    "RUN_TO_COMPLETION",
    "PodTarget",
    "imageless",
    "is_workload",
    "lack_of",
    "patch_directive",
    "pods_of",
]

RUN_TO_COMPLETION = frozenset(
    (
        "Job",
        "CronJob",
        "apps.kruise.io/AdvancedCronJob",
        "apps.kruise.io/BroadcastJob",
        "batch.volcano.sh/CronJob",
        "batch.volcano.sh/Job",
        "keda.sh/ScaledJob",
    )
)
"""Kinds of workloads whose Pods end when their work is done; see `qualified_kind` of an object."""

ON_EACH_NODE = frozenset(("DaemonSet", "apps.kruise.io/DaemonSet"))
"""Kinds of workloads that run one Pod on each node."""


_NEWEST = (KUBERNETES_VERSION,)


class PodTarget(Frozen, eq=False):
    """A Pod, or the Pod template of a workload.

    Attributes:
        metadata: The metadata of the Pod or the template.
        spec: The spec of the Pod.
        owner: The object that contains it: the Pod itself, or for example a Deployment, a CronJob
            or a custom resource.
        partial: The controller of a custom resource completes it, so missing fields are not faults.
        versions: The versions of Kubernetes that it is for, oldest first.
    """

    metadata: "ObjectMeta | None"
    spec: "PodSpec"
    owner: KubernetesObject
    partial: bool = False
    versions: tuple[str, ...] = _NEWEST

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the Pod; empty if it has none."""
        return self.metadata.labels if self.metadata else {}

    @property
    def at(self) -> "Place":
        """The place of the spec."""
        return self.spec.at


def pods_of(obj: KubernetesObject, versions: tuple[str, ...] = _NEWEST) -> Iterator[PodTarget]:
    """The Pods of an object: one for a Pod, or for a workload that has a Pod template.

    A custom resource can contain several; other objects contain none.

    Args:
        obj: The object.
        versions: The versions of Kubernetes that it is for, oldest first.
    """
    for holder in _pod_holders(obj):
        if holder is not None and holder.spec is not None:
            partial = getattr(holder, "partial", False)
            yield PodTarget(holder.metadata, holder.spec, obj, partial, versions)


def is_workload(obj: KubernetesObject) -> bool:
    """Whether an object is a Pod, or of a built-in kind with a template of Pods."""
    return type(obj).__name__ in _WORKLOADS


def lack_of(obj: KubernetesObject) -> str | None:
    """What a Pod or a workload lacks to be whole, so that the API server rejects it or its Pods.

    Of a custom resource whose Pods no controller completes, an image. None for whole objects, and
    for all others. A value of the wrong type is there, although the models do not have it.
    """
    name = type(obj).__name__
    if name not in _WORKLOADS:
        return next(map(_without_image, imageless(obj)), None)
    if not (
        obj.name
        or (obj.metadata and obj.metadata.generate_name)
        or _has(obj, "metadata", "name")
        or _has(obj, "metadata", "generateName")
    ):
        return "it has no name"
    pod = next(pods_of(obj), None)
    if pod is None:
        return "it has no Pod spec"
    if not (pod.spec.containers or _has(pod.spec, "containers")):
        return "its Pod spec has no containers"
    for container in pod.spec.all_containers:
        if not (container.image or _has(container, "image")):
            return _without_image(container)
    return _unselective(obj, pod) if name in _SELECTING else None


def _without_image(container: "Container") -> str:
    return f"container `{container}` has no image"


def imageless(obj: KubernetesObject) -> "Iterator[Container]":
    """The containers of a custom resource that have no image, and get none from a controller."""
    for pod in getattr(obj, "pods", ()) if type(obj).__name__ == "CustomResource" else ():
        if pod.whole and pod.spec is not None:
            yield from (
                each for each in pod.spec.all_containers if not (each.image or _has(each, "image"))
            )


def _has(node: "Node", *names: str) -> bool:
    """Whether something is written below a node, even of a type that the node does not accept."""
    try:
        data = node.written
    except ValueError:
        return False
    for name in names:
        if not isinstance(data, dict):
            break
        data = data.get(name)
    return data not in (None, "", [], {})


_WORKLOADS = frozenset(
    "Pod PodTemplate ReplicationController ReplicaSet Deployment StatefulSet DaemonSet Job "
    "CronJob".split()
)
_SELECTING = frozenset(("ReplicaSet", "Deployment", "StatefulSet", "DaemonSet"))
_LABELS = ("spec", "template", "metadata", "labels")
_DEFAULTING = frozenset(("extensions/v1beta1", "apps/v1beta1"))
"""Removed versions in which the labels of the template were the default selector."""


def _pod_holders(obj: Any) -> list[Any]:
    """The Pods or the templates in an object: every part with a Pod's metadata and spec."""
    match type(obj).__name__:
        case "Pod":
            return [obj]
        case "PodTemplate":
            return [obj.template]
        case "CustomResource":
            return list(obj.pods)
        case "CronJob":
            job = obj.spec and obj.spec.job_template
            return [job.spec.template] if job and job.spec else []
        case name if name in _WORKLOADS:
            return [obj.spec.template] if obj.spec else []
    return []


def _unselective(obj: Any, pod: PodTarget) -> str | None:
    selector = obj.spec.selector
    if obj.api_version not in _DEFAULTING and not (
        (selector and (selector.match_labels or selector.match_expressions))
        or _has(obj, "spec", "selector", "matchLabels")
        or _has(obj, "spec", "selector", "matchExpressions")
    ):
        return "it has no selector"
    if not ((pod.metadata and pod.metadata.labels) or _has(obj, *_LABELS)):
        return "its template has no labels"
    return None


def patch_directive(obj: KubernetesObject) -> str | None:
    """The first directive of a strategic merge patch: `$patch`, `$setElementOrder/ports`."""
    pending: list[Any] = [obj.written]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            for key in value:
                if str(key).partition("/")[0] in DIRECTIVES:
                    return str(key)
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return None
