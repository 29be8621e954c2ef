"""Read the resources of a Pod and its containers, and apply the defaults of the API server.

Values that cannot be decoded count as absent, such as a list of the wrong type or an invalid
quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from podlint.models import Quantity
from podlint.models.container_defaults import ContainerDefaults
from podlint.models.server_defaults import (
    complete_pod_resources,
    default_pod_resources,
    default_requests,
    round_amounts,
)
from podlint.startup.frozen import Frozen

from .arithmetic import ResourceList, aggregate
from .behaviour import Behaviour

__all__ = ["Asked", "ContainerResources", "read_spec"]

Sort: TypeAlias = Literal["init", "sidecar", "app"]


class ContainerResources(Frozen):
    """The requests and limits of a container, with defaults."""

    name: str
    sort: Sort
    requests: ResourceList
    limits: ResourceList


class Asked(Frozen):
    """The resources in a Pod spec."""

    containers: tuple[ContainerResources, ...]
    """Init containers and sidecars in the order of their start, then app containers."""
    has_resources: bool
    """Whether the Pod has Pod-level `resources`, even if they are `{}`."""
    requests: ResourceList
    limits: ResourceList
    overhead: ResourceList
    limits_of_ephemeral: tuple[ResourceList, ...] = ()
    """The limits of ephemeral containers, which count only for the defaults of Pod-level limits."""

    def aggregate(self, which: Literal["requests", "limits"]) -> ResourceList:
        """What the containers need together."""
        return aggregate(
            (getattr(each, which) for each in self.containers if each.sort == "app"),
            (
                (getattr(each, which), each.sort == "sidecar")
                for each in self.containers
                if each.sort != "app"
            ),
        )

    def with_pod_defaults(
        self, behaviour: Behaviour, defaults: ContainerDefaults | None = None
    ) -> Asked:
        """The resources as the API server stores them in a Pod: with defaults, and rounded.

        Templates do not get these defaults. `defaults` are those of LimitRanges, which an admission
        plugin adds to containers after the API server has set its own. Go: `SetDefaults_Pod`,
        `mergeContainerResources` and, from 1.37 on, `DefaultPodLevelResources`.
        """
        asked = self.replace(
            containers=tuple(
                each.replace(requests=default_requests(each.requests, each.limits))
                for each in self.containers
            ),
        )
        if not behaviour.own_resources:
            asked = asked.replace(has_resources=False, requests={}, limits={})
            return asked.rounded().filled_in(defaults)
        if behaviour.complete_defaults:
            return asked.rounded().filled_in(defaults).with_complete_resources()
        return asked.with_pod_requests().rounded().filled_in(defaults)

    def with_pod_requests(self) -> Asked:
        """The same Pod, with the defaults of Pod-level resources before Kubernetes 1.37."""
        needed, allowed = self.aggregate("requests"), self.aggregate("limits")
        requests, limits = default_pod_resources(self.requests, self.limits, needed, allowed)
        return self.replace(requests=requests, limits=limits)

    def read_again(self, behaviour: Behaviour) -> Asked:
        """The same Pod as it is read from storage, where the API server sets its defaults again."""
        known = behaviour.own_resources and not behaviour.complete_defaults
        return self.with_pod_requests() if known else self

    def filled_in(self, defaults: ContainerDefaults | None) -> Asked:
        """The same Pod, with the defaults of LimitRanges in its containers."""
        if defaults is None:
            return self
        requests, limits = defaults.amounts("requests"), defaults.amounts("limits")
        return self.replace(
            containers=tuple(
                each.replace(
                    requests={**requests, **each.requests}, limits={**limits, **each.limits}
                )
                for each in self.containers
            )
        )

    def with_complete_resources(self) -> Asked:
        """The same Pod, with Pod-level resources that default to the total of its containers."""
        needed, allowed = self.aggregate("requests"), self.aggregate("limits")
        each_limits = (*(each.limits for each in self.containers), *self.limits_of_ephemeral)
        requests, limits = complete_pod_resources(
            self.requests, self.limits, needed, allowed, each_limits
        )
        return self.replace(requests=requests, limits=limits)

    def rounded(self) -> Asked:
        """The same Pod, with all amounts rounded as the API server stores them."""
        return self.replace(
            containers=tuple(
                each.replace(
                    requests=round_amounts(each.requests), limits=round_amounts(each.limits)
                )
                for each in self.containers
            ),
            requests=round_amounts(self.requests),
            limits=round_amounts(self.limits),
            overhead=round_amounts(self.overhead),
        )


def read_spec(spec: object) -> Asked:
    """The resources in a Pod spec, without defaults."""
    spec = spec if isinstance(spec, Mapping) else {}
    own = spec.get("resources")
    return Asked(
        containers=(*_containers(spec, "initContainers"), *_containers(spec, "containers")),
        has_resources=isinstance(own, Mapping),
        requests=_amounts(own, "requests"),
        limits=_amounts(own, "limits"),
        overhead=_amounts(spec, "overhead"),
        limits_of_ephemeral=tuple(each.limits for each in _containers(spec, "ephemeralContainers")),
    )


def _containers(spec: Mapping[str, Any], field: str) -> Iterator[ContainerResources]:
    written = spec.get(field)
    for item in written if isinstance(written, list | tuple) else ():
        container = item if isinstance(item, Mapping) else {}
        sort: Sort = "app"
        if field == "initContainers":
            sort = "sidecar" if container.get("restartPolicy") == "Always" else "init"
        name, own = container.get("name"), container.get("resources")
        yield ContainerResources(
            name=name if isinstance(name, str) else "",
            sort=sort,
            requests=_amounts(own, "requests"),
            limits=_amounts(own, "limits"),
        )


def _amounts(owner: object, field: str) -> ResourceList:
    """The amounts in a field. A value of null is 0, as in the API server."""
    written = owner.get(field) if isinstance(owner, Mapping) else None
    if not isinstance(written, Mapping):
        return {}
    found = {str(name): _quantity(amount) for name, amount in written.items()}
    return {name: amount for name, amount in found.items() if amount is not None}


def _quantity(written: Any) -> Quantity | None:
    if written is None:
        return Quantity()
    try:
        return Quantity.parse(written)
    except ValueError:
        return None
