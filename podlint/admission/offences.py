"""What the LimitRanges of a unit forbid about its Pods and claims.

Only what is certain is here: nothing about patches, amounts that something else fills in, or
objects that may be in another namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from podlint.admission.limit_range_faults import faults_of
from podlint.admission.limit_ranger import Breach, breaches_of_claim, breaches_of_pod
from podlint.admission.limit_ranges import CONTAINER, Bounds, bounds_of, defaults_of
from podlint.admission.namespaces import rules_surely
from podlint.document import Place
from podlint.models import Container, KubernetesObject
from podlint.models.container_defaults import Default, Which
from podlint.models.limit_range import LimitRange
from podlint.models.persistent_volume_claim import PersistentVolumeClaim, PersistentVolumeClaimSpec
from podlint.models.server_defaults import round_amounts
from podlint.models.workloads import PodTarget
from podlint.relations.object_set import ObjectSet
from podlint.resources import Asked, ContainerResources, admitted
from podlint.startup.frozen import Frozen

__all__ = [
    "Offence",
    "bounds_on",
    "defaults_break",
    "is_unsure",
    "offences_of_claims",
    "offences_of_pods",
    "place_of",
]

_FIELDS: dict[Literal["request", "limit"], Which] = {"request": "requests", "limit": "limits"}


class Offence(Frozen):
    """An amount in a manifest that a LimitRange forbids.

    Attributes:
        owner: The object.
        breach: What is forbidden.
        at: The place of the amount; if it is missing, where it belongs.
        container: The container; None for a whole Pod, and for a claim.
        default: The default amount that is forbidden; None if the amount is written, or missing.
    """

    owner: KubernetesObject
    breach: Breach
    at: Place
    container: Container | None = None
    default: Default | None = None

    @property
    def is_own_default(self) -> bool:
        """Whether the LimitRange sets both amounts of a ratio itself, and then forbids them."""
        default, bound, resource = self.default, self.breach.bound, self.breach.resource
        if default is None or self.breach.ratio is None or self.container is None:
            return False
        own = self.container.resources
        sets_nothing = own is None or resource not in {**own.requests, **own.limits}
        return sets_nothing and default.at.document is bound.at.document


def bounds_on(owner: KubernetesObject, objects: ObjectSet) -> list[Bounds]:
    """The bounds that certainly apply in the namespace of an object."""
    return [
        bounds
        for each in objects.of(LimitRange)
        if rules_surely(each, owner, objects) and not next(faults_of(each), None)
        for bounds in bounds_of(each)
    ]


def offences_of_pods(objects: ObjectSet) -> Iterator[Offence]:
    """What is forbidden about the Pods of a unit, including the ones that controllers create."""
    for pod in objects.whole_pods():
        if pod.owner.qualified_kind == "PodTemplate":
            continue
        found = bounds_on(pod.owner, objects)
        if not found:
            continue
        asked, _ = admitted(pod)
        for bounds in found:
            for breach in breaches_of_pod(bounds, asked):
                if bounds.is_known(breach.resource) and not _is_unsure_in(pod, breach):
                    yield _offence(pod, asked, breach)


def _is_unsure_in(pod: PodTarget, breach: Breach) -> bool:
    containers = _containers(pod)
    if breach.container is not None:
        return is_unsure(containers[breach.container], breach.resource)
    whole = pod.spec.is_unknown("resources", "limits", breach.resource)
    return whole or any(is_unsure(each, breach.resource) for each in containers)


def is_unsure(container: Container, resource: str) -> bool:
    """Whether something that podlint does not know sets a request or limit of a container."""
    document, path = container.at.document, container.at.path
    if any(
        document.is_unknown((*path, "resources", which, resource)) for which in _FIELDS.values()
    ):
        return True
    defaults = container.pod.container_defaults if container.pod else None
    return defaults is not None and any(
        resource in defaults.unsure.get(which, ()) and (which, resource) in _filled(container)
        for which in _FIELDS.values()
    )


def _filled(container: Container) -> set[tuple[str, ...]]:
    return {path[1:] for path in container.supplied}


def _containers(pod: PodTarget) -> list[Container]:
    """The containers in the order of `Asked.containers`."""
    return [*pod.spec.init_containers, *pod.spec.containers]


def _offence(pod: PodTarget, asked: Asked, breach: Breach) -> Offence:
    if breach.container is None:
        own = asked.requests if breach.which == "request" else asked.limits
        at = pod.spec.at / "containers"
        if breach.resource in own:
            at = pod.spec.at / "resources" / _FIELDS[breach.which] / breach.resource
        return Offence(pod.owner, breach, at)
    container = _containers(pod)[breach.container]
    at, default = place_of(container, _FIELDS[breach.which], breach.resource)
    return Offence(pod.owner, breach, at, container, default)


def place_of(container: Container, which: Which, resource: str) -> tuple[Place, Default | None]:
    """Where a container sets an amount, and the default that sets it otherwise.

    A limit without a request is also the request.
    """
    own = container.resources
    if own and resource in (own.requests if which == "requests" else own.limits):
        return own.at / which / resource, None
    if which == "requests" and own and resource in own.limits:
        return own.at / "limits" / resource, None
    defaults = container.pod.container_defaults if container.pod else None
    default = defaults.of(which).get(resource) if defaults else None
    return container.at / "resources" / which / resource, default


def offences_of_claims(objects: ObjectSet) -> Iterator[Offence]:
    """What is forbidden about the claims of a unit, including the ones that controllers create."""
    for owner, spec in _claims(objects):
        resources = spec.resources
        if resources is None or objects.is_fragment(owner):
            continue
        if spec.is_unknown("resources", "requests", "storage"):
            continue
        for bounds in bounds_on(owner, objects):
            for breach in breaches_of_claim(bounds, round_amounts(resources.requests)):
                if bounds.is_known(breach.resource):
                    yield Offence(owner, breach, resources.at / "requests" / breach.resource)


def _claims(objects: ObjectSet) -> Iterator[tuple[KubernetesObject, PersistentVolumeClaimSpec]]:
    for claim in objects.of(PersistentVolumeClaim):
        if claim.spec:
            yield claim, claim.spec
    for pod in objects.whole_pods():
        for volume in pod.spec.volumes:
            template = volume.ephemeral.volume_claim_template if volume.ephemeral else None
            if template and template.spec:
                yield pod.owner, template.spec
        if pod.owner.qualified_kind == "StatefulSet":
            workload: object = getattr(pod.owner, "spec", None)
            for each in getattr(workload, "volume_claim_templates", ()):
                if each.spec:
                    yield pod.owner, each.spec


def defaults_break(owner: LimitRange) -> Iterator[tuple[Breach, Default]]:
    """The bounds of a LimitRange that a container without resources breaks through its defaults,
    each with the default limit.

    Defaults outside of a minimum or maximum of their own type are not accepted at all. What bounds
    demand and no default provides is not here: containers must then set it themselves.
    """
    if next(faults_of(owner), None):
        return
    bounds = list(bounds_of(owner))
    found = defaults_of(bounds)
    container = ContainerResources("", "app", found.amounts("requests"), found.amounts("limits"))
    asked = Asked((container,), has_resources=False, requests={}, limits={}, overhead={})
    for each in bounds:
        for breach in breaches_of_pod(each, asked):
            is_ratio = breach.ratio is not None
            is_sum = each.type != CONTAINER and breach.field == "max" and breach.amount is not None
            default = found.of("limits" if breach.which == "limit" else "requests")
            if (is_ratio or is_sum) and all(one.is_known(breach.resource) for one in bounds):
                yield breach, default[breach.resource]
