"""How many objects of a kind a unit has in a namespace, compared with its quotas.

Source: `pkg/quota/v1/evaluator/core/services.go`, `persistent_volume_claims.go` and
`k8s.io/apiserver/pkg/quota/v1/generic`. Pods are counted in `quota_sums`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from podlint.admission.namespaces import rules_surely
from podlint.admission.quota_faults import faults_of
from podlint.admission.quota_sums import times
from podlint.admission.quota_usage import ONE
from podlint.admission.quotas import Quota, quota_of
from podlint.document import Place
from podlint.models import KubernetesObject, Quantity, Service
from podlint.models.persistent_volume_claim import PersistentVolumeClaim, PersistentVolumeClaimSpec
from podlint.models.resource_quota import ResourceQuota
from podlint.relations.object_set import ObjectSet
from podlint.relations.scaling import scale_of
from podlint.resources.arithmetic import ResourceList
from podlint.startup.frozen import Frozen

__all__ = ["Surplus", "surpluses", "usage_of"]

_COUNTED = {
    "ConfigMap": "configmaps",
    "CronJob": "cronjobs.batch",
    "DaemonSet": "daemonsets.apps",
    "Deployment": "deployments.apps",
    "HorizontalPodAutoscaler": "horizontalpodautoscalers.autoscaling",
    "Ingress": "ingresses.networking.k8s.io",
    "Job": "jobs.batch",
    "LimitRange": "limitranges",
    "NetworkPolicy": "networkpolicies.networking.k8s.io",
    "PersistentVolumeClaim": "persistentvolumeclaims",
    "PodDisruptionBudget": "poddisruptionbudgets.policy",
    "ReplicaSet": "replicasets.apps",
    "ReplicationController": "replicationcontrollers",
    "ResourceQuota": "resourcequotas",
    "Role": "roles.rbac.authorization.k8s.io",
    "RoleBinding": "rolebindings.rbac.authorization.k8s.io",
    "Secret": "secrets",
    "Service": "services",
    "ServiceAccount": "serviceaccounts",
    "StatefulSet": "statefulsets.apps",
}
_SHORT = frozenset(
    "configmaps persistentvolumeclaims replicationcontrollers resourcequotas secrets "
    "services".split()
)
"""Resources that a quota also counts under their own name, without ``count/``."""
_CLASS = ".storageclass.storage.k8s.io/"


class Surplus(Frozen):
    """A resource of which the objects of a unit need more than a quota has.

    Attributes:
        quota: The quota.
        name: The resource.
        need: What they need together.
        objects: The objects that need it, each with the place that decides how much.
    """

    quota: Quota
    name: str
    need: Quantity
    objects: tuple[tuple[KubernetesObject, Place], ...]


def surpluses(objects: ObjectSet) -> Iterator[Surplus]:
    """What the objects of a unit other than Pods need too much.

    Quotas with scopes count no such objects. A name that occurs twice is one object.
    """
    for owner in objects.whole(ResourceQuota):
        quota = quota_of(owner)
        if not quota.scopes and not any(faults_of(owner)):
            yield from _surpluses(quota, objects)


def _surpluses(quota: Quota, objects: ObjectSet) -> Iterator[Surplus]:
    needs: dict[str, Quantity] = {}
    users: dict[str, dict[tuple[str, str | None], tuple[KubernetesObject, Place]]] = {}
    for obj in objects.objects:
        if objects.is_fragment(obj) or not rules_surely(quota.owner, obj, objects):
            continue
        for name, amount in usage_of(obj, objects).items():
            identity = (obj.qualified_kind, obj.name)
            if name in quota.hard and identity not in users.setdefault(name, {}):
                users[name][identity] = (obj, obj.at)
                needs[name] = needs.get(name, Quantity()) + amount
    for name, need in needs.items():
        if need.nano and need > quota.hard[name].amount:
            yield Surplus(quota, name, need, tuple(users[name].values()))


def usage_of(obj: KubernetesObject, objects: ObjectSet) -> ResourceList:
    """What an object other than a Pod uses of a quota, and what its controller claims for it."""
    used: ResourceList = {}
    plural = _COUNTED.get(obj.qualified_kind)
    if plural:
        used[f"count/{plural}"] = ONE
        if plural in _SHORT:
            used[plural] = ONE
    if isinstance(obj, Service):
        used |= _of_service(obj)
    elif isinstance(obj, PersistentVolumeClaim):
        used |= _of_claim(obj.spec)
    elif obj.qualified_kind == "StatefulSet":
        used |= _of_claims(obj, objects)
    return used


def _of_service(service: Service) -> ResourceList:
    """Go: `serviceEvaluator.Usage`."""
    spec = service.spec
    kind = spec.type if spec else None
    if spec is None or kind not in ("NodePort", "LoadBalancer"):
        return {}
    ports = Quantity(len(spec.ports) * ONE.nano)
    if kind == "NodePort":
        return {"services.nodeports": ports}
    without = spec.allocate_load_balancer_node_ports is False
    named = Quantity(sum(1 for port in spec.ports if port.node_port) * ONE.nano)
    return {"services.loadbalancers": ONE, "services.nodeports": named if without else ports}


def _of_claims(obj: KubernetesObject, objects: ObjectSet) -> ResourceList:
    spec: Any = getattr(obj, "spec", None)
    total: ResourceList = {}
    if spec is None or spec.is_unknown("replicas"):
        return total
    count = scale_of(obj, objects).least
    for claim in spec.volume_claim_templates:
        for name, amount in {**_of_claim(claim.spec), "count/persistentvolumeclaims": ONE}.items():
            total[name] = total.get(name, Quantity()) + times(amount, count)
    return total


def _of_claim(spec: PersistentVolumeClaimSpec | None) -> ResourceList:
    """Go: `pvcEvaluator.Usage`."""
    used: ResourceList = {"persistentvolumeclaims": ONE}
    requests: Mapping[str, Quantity] = spec.resources.requests if spec and spec.resources else {}
    storage = requests.get("storage")
    if storage is not None:
        used["requests.storage"] = Quantity(storage.value * ONE.nano, storage.notation)
    if spec and spec.storage_class_name:
        prefix = f"{spec.storage_class_name}{_CLASS}"
        used |= {f"{prefix}{name}": amount for name, amount in used.items()}
    return used
