"""Effective requests and limits of a Pod, and the steps that determine them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podlint.models import Node, Pod, Quantity
from podlint.models.server_defaults import is_pod_level
from podlint.models.workloads import PodTarget
from podlint.startup.frozen import Frozen
from podlint.version import KUBERNETES_VERSION

from .arithmetic import ResourceList, add, at_each_start
from .behaviour import Behaviour, behaviour_of
from .quality import QoS, is_by_pod, quality
from .reading import Asked, ContainerResources, read_spec
from .scheduling import scheduled

__all__ = ["PodResources", "Step", "admitted", "effective"]


class Step(Frozen):
    """The containers that run at the same time in the life of a Pod, and their total resources."""

    container: ContainerResources | None
    """The init container or sidecar that starts; None for the last step, in which the Pod runs."""
    alongside: tuple[ContainerResources, ...]
    """The other running containers: earlier sidecars; in the last step, all sidecars and apps."""
    requests: ResourceList
    limits: ResourceList


class PodResources(Frozen):
    """The resources of a whole Pod, with the defaults of the API server."""

    requests: ResourceList
    """What a node must have free: Pod-level or container requests, plus the overhead."""
    limits: ResourceList
    """The limits that are set. A container without a limit counts as 0, but it is unlimited."""
    aggregate_requests: ResourceList
    """What the containers request together, without Pod-level resources and overhead."""
    aggregate_limits: ResourceList
    qos: QoS
    by_pod: bool
    """Whether the resources of the Pod as a whole decide its class, and not the containers'."""
    steps: tuple[Step, ...]
    """One step for each init container and sidecar, in order, then one for the running Pod."""
    containers: tuple[ContainerResources, ...]
    """Init containers and sidecars in the order of their start, then app containers."""
    pod_requests: ResourceList
    """The Pod-level requests (KEP-2837), with their defaults."""
    pod_limits: ResourceList
    overhead: ResourceList
    """What the RuntimeClass of the Pod adds for its sandbox."""

    @property
    def scheduled(self) -> dict[str, int]:
        """The integers that the scheduler compares: CPU in thousandths, others in whole units."""
        return scheduled(self.requests)

    @property
    def running(self) -> Step:
        """The last step, in which all app containers and sidecars run."""
        return self.steps[-1]

    def deciding(self, resource: str) -> Step | None:
        """The step that determines how much of a resource is requested.

        If several steps are equal and one of them is the running Pod, it is that one. None if no
        step determines it: the request is a Pod-level one, or there is none.
        """
        if resource in self._own_requests or resource not in self.aggregate_requests:
            return None
        largest = self.aggregate_requests[resource]
        steps = (self.running, *self.steps)
        return next(step for step in steps if step.requests.get(resource) == largest)

    @property
    def start_up_only(self) -> ResourceList:
        """How much of each resource stays reserved although only the start of the Pod needs it.

        It contains only resources that the running Pod does not fully use.
        """
        kept: ResourceList = {}
        for name, amount in self.aggregate_requests.items():
            running = self.running.requests.get(name, Quantity())
            if name not in self._own_requests and amount > running:
                kept[name] = amount - running
        return kept

    @property
    def _own_requests(self) -> ResourceList:
        return _pod_level(self.pod_requests)


def effective(
    pod: Mapping[str, Any] | Pod | PodTarget,
    *,
    overhead: Mapping[str, Quantity] | None = None,
    kubernetes_version: str | None = None,
    stored: bool = True,
) -> PodResources:
    """The resources of a Pod, or of the Pods that a controller creates from a template.

    Args:
            pod: A Pod, as data or as a model; a `PodTarget`; or a workload such as a Deployment, as
                data. Data without a kind counts as a Pod.
            overhead: The overhead of its RuntimeClass, for a Pod without an own `overhead`.
            kubernetes_version: The version whose behavior applies, such as ``1.37``. Versions from 1.33
                to 1.37 are exact, and older ones count as 1.33. None for the newest version of a
                `PodTarget`, and for 1.37 otherwise.
    <<<<<<< HEAD
            stored: The resources of the stored Pod, not of the Pod that admission plugins see. They
    =======
            stored: The resources of the stored Pod, not the ones that admission plugins see. They
    >>>>>>> i19d
                differ only if a Pod with Pod-level resources gets the defaults of a LimitRange.

        The Pods of a unit get the default requests and limits of the LimitRanges in their namespace.

        Objects that the API server rejects are also computed. Values that cannot be decoded count as
        absent.

    Raises:
            ValueError: `kubernetes_version` is not a version.
    """
    asked, behaviour = admitted(pod, overhead, kubernetes_version)
    qos = quality(asked, behaviour)
    asked = asked.read_again(behaviour) if stored else asked
    return _compute(asked, qos, by_pod=is_by_pod(asked, behaviour))


def admitted(
    pod: Mapping[str, Any] | Pod | PodTarget,
    overhead: Mapping[str, Quantity] | None = None,
    kubernetes_version: str | None = None,
) -> tuple[Asked, Behaviour]:
    """The resources in a Pod as admission plugins see them, and how the version computes.

    The arguments and errors are those of `effective`.
    """
    newest = pod.versions[-1] if isinstance(pod, PodTarget) else KUBERNETES_VERSION
    behaviour = behaviour_of(kubernetes_version or newest)
    if isinstance(pod, Mapping):
        is_pod = pod.get("kind") in (None, "Pod")
        written: object = (pod if is_pod else _template(pod)).get("spec")
        defaults = None
    else:
        defaults = pod.spec.container_defaults if pod.spec else None
        is_pod = isinstance(pod.owner if isinstance(pod, PodTarget) else pod, Pod)
        written = None if pod.spec is None else _data(pod.spec)
    asked = read_spec(written)
    if overhead and not asked.overhead:
        asked = asked.replace(overhead=dict(overhead))
    # The API server rounds the amounts of a template when it stores it, before Pods are created.
    asked = asked if is_pod else asked.rounded()
    return asked.with_pod_defaults(behaviour, defaults), behaviour


def _template(workload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The Pod template of a workload; empty if there is none."""
    outer: Any = workload
    for key in ("spec", "jobTemplate", "spec"):
        inner = outer.get(key)
        outer = inner if isinstance(inner, Mapping) else outer
    template = outer.get("template")
    return template if isinstance(template, Mapping) else {}


def _data(node: Node) -> object:
    try:
        place = node.at
    except ValueError:
        return node.model_dump(by_alias=True, exclude_none=True)
    data: Any = place.document.data
    for step in place.path:
        data = data[step]
    return data


def _compute(asked: Asked, qos: QoS, *, by_pod: bool) -> PodResources:
    aggregates = asked.aggregate("requests"), asked.aggregate("limits")
    requests = {**aggregates[0], **_pod_level(asked.requests)}
    limits = {**aggregates[1], **_pod_level(asked.limits)}
    bounded = {name for name, amount in limits.items() if amount.nano}
    extra = {name: amount for name, amount in asked.overhead.items() if name in bounded}
    return PodResources(
        requests=add((requests, asked.overhead)),
        limits=add((limits, extra)),
        aggregate_requests=aggregates[0],
        aggregate_limits=aggregates[1],
        qos=qos,
        by_pod=by_pod,
        steps=_steps(asked.containers),
        containers=asked.containers,
        pod_requests=asked.requests,
        pod_limits=asked.limits,
        overhead=asked.overhead,
    )


def _pod_level(amounts: ResourceList) -> ResourceList:
    return {name: amount for name, amount in amounts.items() if is_pod_level(name)}


def _steps(containers: tuple[ContainerResources, ...]) -> tuple[Step, ...]:
    inits = [each for each in containers if each.sort != "app"]
    running = tuple(each for each in containers if each.sort != "init")
    requests = at_each_start((each.requests, each.sort == "sidecar") for each in inits)
    limits = at_each_start((each.limits, each.sort == "sidecar") for each in inits)
    starts = [
        Step(each, tuple(one for one in inits[:index] if one.sort == "sidecar"), needed, allowed)
        for index, (each, needed, allowed) in enumerate(zip(inits, requests, limits, strict=True))
    ]
    together = Step(
        None,
        running,
        add(each.requests for each in running),
        add(each.limits for each in running),
    )
    return (*starts, together)
