"""Objects and the Pods they make, and which objects are only parts of such."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from podlint.models.object import KubernetesObject
from podlint.models.patch import DIRECTIVES
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import ObjectMeta, PodSpec

__all__ = ["ON_EACH_NODE", "RUN_TO_COMPLETION", "PodTarget", "is_partial", "pods_of"]

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


class PodTarget(Frozen, eq=False):
    """A Pod, or the template of Pods that an object makes.

    Attributes:
        metadata: Of the Pod or the template.
        spec: Of the Pod.
        owner: The object: the Pod itself, a Deployment, a CronJob, a custom resource, and so on.
        partial: A controller of a custom resource completes it: what it lacks means nothing.
    """

    metadata: "ObjectMeta | None"
    spec: "PodSpec"
    owner: KubernetesObject
    partial: bool = False

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the Pod; empty if it has none."""
        return self.metadata.labels if self.metadata else {}

    @property
    def at(self) -> "Place":
        """Where the spec is written."""
        return self.spec.at


def pods_of(obj: KubernetesObject) -> Iterator[PodTarget]:
    """The Pods of an object: one for a Pod or a workload that says what its Pods are.

    A custom resource may hold several; other objects have none.
    """
    for holder in _pod_holders(obj):
        if holder is not None and holder.spec is not None:
            partial = getattr(holder, "partial", False)
            yield PodTarget(holder.metadata, holder.spec, obj, partial)


def is_partial(obj: KubernetesObject) -> str | None:
    """Why an object is no whole Pod or workload, but a patch or a base to be completed.

    Kustomize patches hold only what they change, and a base may lack what an overlay adds.
    None for whole objects, and for objects that make no Pods.
    """
    name = type(obj).__name__
    if name not in _WORKLOADS and name != "CustomResource":
        return None
    if directive := _directive(_written(obj)):
        return f"it holds the patch directive {directive}"
    if name == "CustomResource":
        return None
    pod = next(pods_of(obj), None)
    if pod is None:
        return "it has no Pod spec"
    if not pod.spec.containers:
        return "its Pod spec has no containers"
    for container in pod.spec.all_containers:
        if not container.image:
            return f"container {container.name or container.step[-1]} has no image"
    return _unselective(obj, pod) if name in _SELECTING else None


_WORKLOADS = frozenset(
    "Pod PodTemplate ReplicationController ReplicaSet Deployment StatefulSet DaemonSet Job "
    "CronJob".split()
)
_SELECTING = frozenset(("ReplicaSet", "Deployment", "StatefulSet", "DaemonSet"))
_DEFAULTING = frozenset(("extensions/v1beta1", "apps/v1beta1"))
"""Removed versions in which the template's labels were the default selector."""


def _pod_holders(obj: Any) -> list[Any]:
    """The Pods or the templates in an object: whatever has the Pod's metadata and spec."""
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
        selector and (selector.match_labels or selector.match_expressions)
    ):
        return "it has no selector"
    if not (pod.metadata and pod.metadata.labels):
        return "its template has no labels"
    return None


def _written(obj: KubernetesObject) -> Any:
    """The data that an object was read from; None if it was built otherwise."""
    try:
        place = obj.at
    except ValueError:
        return None
    data: Any = place.document.data
    for step in place.path:
        data = data[step]
    return data


def _directive(data: object) -> str | None:
    """The first directive of a strategic merge patch: `$patch`, `$setElementOrder/ports`."""
    pending = [data]
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
