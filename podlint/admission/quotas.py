"""ResourceQuotas, and the Pods that they count.

Source: `podMatchesScopeFunc` and `MatchingResources` of `pkg/quota/v1/evaluator/core/pods.go`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from podlint.admission.limit_ranges import as_stored
from podlint.admission.namespaces import rules_surely
from podlint.models import KubernetesObject, PodSpec
from podlint.models.affinity import PodAffinityTerm
from podlint.models.container_defaults import Default
from podlint.models.resource_quota import ResourceQuota
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen
from podlint.validation.resource_names import is_native

__all__ = ["Quota", "Scope", "quotas_of"]

_OF_PODS = frozenset(
    "count/pods pods cpu memory ephemeral-storage requests.cpu requests.memory "
    "requests.ephemeral-storage limits.cpu limits.memory limits.ephemeral-storage".split()
)
_REQUESTS = "requests."
_PREFIXES = ("hugepages-", "requests.hugepages-", "requests.deviceclass.resource.kubernetes.io/")


class Scope(Frozen):
    """A condition on the Pods that a quota counts.

    Attributes:
        name: The scope, such as ``BestEffort``.
        operator: ``Exists``, ``DoesNotExist``, ``In`` or ``NotIn``.
        values: The values, for example names of PriorityClasses.
    """

    name: str
    operator: str = "Exists"
    values: tuple[str, ...] = ()

    def holds(self, spec: PodSpec, qos: str, priority_class: str | None) -> bool:
        """Whether the condition holds for a Pod.

        Args:
            spec: The spec of the Pod.
            qos: Its QoS class.
            priority_class: Its PriorityClass; None if it has none.
        """
        deadline = spec.active_deadline_seconds
        match self.name:
            case "Terminating":
                return deadline is not None and deadline >= 0
            case "NotTerminating":
                return deadline is None or deadline < 0
            case "BestEffort":
                return qos == "BestEffort"
            case "NotBestEffort":
                return qos != "BestEffort"
            case "PriorityClass":
                return self._selects(priority_class)
            case "CrossNamespacePodAffinity":
                return any(map(_crosses_namespaces, _terms(spec)))
        return False

    def _selects(self, priority_class: str | None) -> bool:
        match self.operator:
            case "In":
                return priority_class in self.values
            case "NotIn":
                return priority_class not in self.values
            case "DoesNotExist":
                return not priority_class
        return bool(priority_class)


class Quota(Frozen):
    """A ResourceQuota.

    Attributes:
        owner: The object.
        hard: The most of each resource, with its place.
        scopes: The conditions on the Pods that it counts, all of which must hold.
    """

    owner: ResourceQuota
    hard: Mapping[str, Default]
    scopes: tuple[Scope, ...] = ()

    @property
    def of_pods(self) -> dict[str, Default]:
        """The resources that Pods use."""
        return {name: most for name, most in self.hard.items() if _is_of_pods(name)}


def _is_of_pods(name: str) -> bool:
    """Go: `MatchingResources`, `isExtendedResourceNameForQuota`."""
    return (
        name in _OF_PODS
        or name.startswith(_PREFIXES)
        or (name.startswith(_REQUESTS) and not is_native(name))
    )


def quotas_of(objects: ObjectSet, counted: KubernetesObject) -> Iterator[Quota]:
    """The quotas of a unit that certainly apply in the namespace of an object."""
    for each in objects.of(ResourceQuota):
        if rules_surely(each, counted, objects):
            yield quota_of(each)


def quota_of(owner: ResourceQuota) -> Quota:
    """A ResourceQuota; amounts that cannot be read count as absent."""
    spec = owner.spec
    if spec is None:
        return Quota(owner, {})
    selector = spec.scope_selector
    return Quota(
        owner,
        {
            name: Default(as_stored(amount), spec.at / "hard" / name)
            for name, amount in spec.hard.items()
        },
        (
            *map(Scope, spec.scopes),
            *(
                Scope(each.scope_name or "", each.operator or "", tuple(each.values))
                for each in (selector.match_expressions if selector else ())
            ),
        ),
    )


def _terms(spec: PodSpec) -> Iterator[PodAffinityTerm]:
    affinity = spec.affinity
    for each in (affinity.pod_affinity, affinity.pod_anti_affinity) if affinity else ():
        if each:
            yield from each.required_during_scheduling_ignored_during_execution
            for weighted in each.preferred_during_scheduling_ignored_during_execution:
                if weighted.pod_affinity_term:
                    yield weighted.pod_affinity_term


def _crosses_namespaces(term: PodAffinityTerm) -> bool:
    """Go: `crossNamespacePodAffinityTerm`. A term that names its own namespace counts, too."""
    return bool(term.namespaces) or term.namespace_selector is not None
