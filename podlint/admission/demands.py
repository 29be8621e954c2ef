"""How many Pods the workloads of a unit run, and what each of them uses of a quota."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from podlint.admission.classes import priority_class_of
from podlint.admission.offences import is_unsure, place_of
from podlint.admission.quota_usage import usage
from podlint.admission.quotas import Quota
from podlint.document import Place
from podlint.models import KubernetesObject, Quantity
from podlint.models.container_defaults import Which
from podlint.models.workloads import PodTarget
from podlint.pods.jobs import job_of
from podlint.relations.object_set import ObjectSet
from podlint.relations.runtime_classes import class_overhead
from podlint.relations.scaling import autoscalers_of, scale_of
from podlint.resources import PodResources, effective
from podlint.resources.arithmetic import ResourceList
from podlint.startup.frozen import Frozen

__all__ = ["Count", "Demand", "demand_of", "demands"]

_REPLICATED = frozenset(("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"))
_BY_QUALITY = frozenset(("BestEffort", "NotBestEffort"))


class Count(Frozen):
    """How many Pods a workload has.

    Attributes:
        at_rest: The Pods that it runs at the same time, without an update; the minimum if an
            autoscaler decides. A CronJob has none between its runs, and podlint does not know the
            number for a DaemonSet and a custom resource.
        once: The Pods of a run of a Job or CronJob at the same time; otherwise as `at_rest`.
        stored: The Pods that exist until a Job is deleted, finished ones included.
        at: The place that decides; None for a single Pod.
    """

    at_rest: int
    once: int
    stored: int
    at: Place | None = None


class Demand(Frozen, eq=False):
    """What a workload uses.

    Attributes:
        pod: Its Pod or template.
        resources: The resources of each Pod.
        used: What each Pod uses, by the names of resources in quotas.
        count: The number of Pods.
        priority_class: The name of the PriorityClass; None if there is none.
        unsure: The resources whose amounts podlint does not know.
    """

    pod: PodTarget
    resources: PodResources
    used: ResourceList
    count: Count
    priority_class: str | None
    unsure: frozenset[str]

    @property
    def owner(self) -> KubernetesObject:
        """The object with the Pod or template."""
        return self.pod.owner

    def is_counted(self, quota: Quota) -> bool:
        """Whether a quota certainly counts the Pods. Go: `Matches`."""
        if not quota.of_pods:
            return False
        names = {scope.name for scope in quota.scopes}
        if self.unsure & {"cpu", "memory"} and names & _BY_QUALITY:
            return False
        if "PriorityClass" in names and self.pod.spec.is_unknown("priorityClassName"):
            return False
        return all(
            scope.holds(self.pod.spec, self.resources.qos, self.priority_class)
            for scope in quota.scopes
        )

    def is_known(self, name: str) -> bool:
        """Whether podlint knows what a Pod uses of a resource of a quota."""
        return name.removeprefix("requests.").removeprefix("limits.") not in self.unsure

    def place_of(self, name: str) -> Place:
        """The place that decides most about what a Pod uses of a resource of a quota.

        It is the Pod-level amount, or that of the container with the largest amount.
        """
        which: Which = "limits" if name.startswith("limits.") else "requests"
        resource = name.removeprefix("requests.").removeprefix("limits.")
        spec, found = self.pod.spec, self.resources
        pod_level = found.pod_requests if which == "requests" else found.pod_limits
        if resource in pod_level:
            at = spec.at / "resources" / which / resource
            limit = spec.at / "resources" / "limits" / resource
            return at if at.document.has(at.path) else limit
        amounts = [getattr(each, which).get(resource, Quantity()) for each in found.containers]
        if not amounts or not max(amounts).nano:
            return spec.at / "containers"
        containers = (*spec.init_containers, *spec.containers)
        return place_of(containers[amounts.index(max(amounts))], which, resource)[0]


def demands(objects: ObjectSet) -> Iterator[Demand]:
    """The demands of the whole Pods and workloads of a unit."""
    for pod in objects.whole_pods():
        if pod.owner.qualified_kind != "PodTemplate":
            yield demand_of(pod, objects)


def demand_of(pod: PodTarget, objects: ObjectSet) -> Demand:
    """The demand of a Pod or workload."""
    spec = pod.spec
    found = effective(pod, overhead=class_overhead(spec, objects), stored=False)
    used = usage(found)
    names = {name.removeprefix("requests.").removeprefix("limits.") for name in used}
    default = priority_class_of(spec, objects)
    containers = (*spec.init_containers, *spec.containers)
    unsure = {
        name
        for name in {*names, "cpu", "memory", "ephemeral-storage"}
        if any(is_unsure(each, name) for each in containers)
        or spec.is_unknown("resources", "requests", name)
        or spec.is_unknown("resources", "limits", name)
    }
    return Demand(
        pod=pod,
        resources=found,
        used=used,
        count=_count(pod.owner, objects),
        priority_class=spec.priority_class_name or (default.name if default else None),
        unsure=frozenset(unsure),
    )


def _count(owner: KubernetesObject, objects: ObjectSet) -> Count:
    job = job_of(owner)
    if job is not None:
        together = 1 if job.parallelism is None else job.parallelism
        completions = together if job.completions is None else job.completions
        once = min(together, completions)
        idle = owner.qualified_kind == "CronJob" or job.suspend is True
        at = job.at / "parallelism"
        return Count(0 if idle else once, once, completions, at)
    if owner.qualified_kind == "Pod":
        return Count(1, 1, 1)
    if owner.qualified_kind not in _REPLICATED:
        return Count(0, 1, 1)
    spec: Any = getattr(owner, "spec", None)
    scaler: Any = next(autoscalers_of(owner, objects), None)
    bounds = getattr(scaler, "spec", None)
    at = spec.at / "replicas" if bounds is None else bounds.at / "minReplicas"
    count = 0 if spec.is_unknown("replicas") else scale_of(owner, objects).least
    return Count(count, count, count, at)
