"""API versions that Kubernetes has removed or never had, for kinds other than workloads.

Source: the deprecation guide and the notes of the releases
(https://kubernetes.io/docs/reference/using-api/deprecation-guide/).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from podlint.document.field_path import value_at
from podlint.document.placeholders import is_filled_in
from podlint.models import KubernetesObject
from podlint.models.kinds import has_model, usual_version
from podlint.models.served_kinds import SERVED
from podlint.startup.frozen import Frozen
from podlint.targets.refused import Refusal
from podlint.validation.error import FieldError
from podlint.version import parse_version

__all__ = ["Removal", "Successor", "refusals_of_version", "removal_of", "successor_of"]

Successor = Literal["same", "defaults", "fields"]
"""How the successor of an API version differs: not at all, in what absent fields mean, or in its
fields."""


class Removal(Frozen):
    """The reason why a kind is not served in an API version.

    Attributes:
        since: The first version of Kubernetes without it, such as ``1.25``.
        successor: The API version to use; None if the kind was removed.
        instead: What replaces a kind that was removed.
    """

    since: str
    successor: str | None
    instead: str = ""


def _moved(since: str, to: str, *kinds: str) -> Mapping[str, Removal]:
    return dict.fromkeys(" ".join(kinds).split(), Removal(since, to))


_POLICIES = Removal("1.25", None, "Pod Security labels on Namespaces")
_REMOVED: Mapping[str, Mapping[str, Removal]] = {
    "admissionregistration.k8s.io/v1beta1": _moved(
        "1.22",
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    ),
    "apiextensions.k8s.io/v1beta1": _moved(
        "1.22", "apiextensions.k8s.io/v1", "CustomResourceDefinition"
    ),
    "apiregistration.k8s.io/v1beta1": _moved("1.22", "apiregistration.k8s.io/v1", "APIService"),
    "authentication.k8s.io/v1beta1": _moved("1.22", "authentication.k8s.io/v1", "TokenReview"),
    "authorization.k8s.io/v1beta1": _moved(
        "1.22",
        "authorization.k8s.io/v1",
        "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview",
        "SubjectAccessReview",
    ),
    "autoscaling/v2beta1": _moved("1.25", "autoscaling/v2", "HorizontalPodAutoscaler"),
    "autoscaling/v2beta2": _moved("1.26", "autoscaling/v2", "HorizontalPodAutoscaler"),
    "certificates.k8s.io/v1beta1": _moved(
        "1.22", "certificates.k8s.io/v1", "CertificateSigningRequest"
    ),
    "coordination.k8s.io/v1beta1": _moved("1.22", "coordination.k8s.io/v1", "Lease"),
    "discovery.k8s.io/v1beta1": _moved("1.25", "discovery.k8s.io/v1", "EndpointSlice"),
    "events.k8s.io/v1beta1": _moved("1.25", "events.k8s.io/v1", "Event"),
    "extensions/v1beta1": {
        **_moved("1.22", "networking.k8s.io/v1", "Ingress"),
        **_moved("1.16", "networking.k8s.io/v1", "NetworkPolicy"),
        "PodSecurityPolicy": Removal("1.16", None, _POLICIES.instead),
    },
    "flowcontrol.apiserver.k8s.io/v1beta1": _moved(
        "1.26", "flowcontrol.apiserver.k8s.io/v1", "FlowSchema PriorityLevelConfiguration"
    ),
    "flowcontrol.apiserver.k8s.io/v1beta2": _moved(
        "1.29", "flowcontrol.apiserver.k8s.io/v1", "FlowSchema PriorityLevelConfiguration"
    ),
    "flowcontrol.apiserver.k8s.io/v1beta3": _moved(
        "1.32", "flowcontrol.apiserver.k8s.io/v1", "FlowSchema PriorityLevelConfiguration"
    ),
    "networking.k8s.io/v1beta1": _moved("1.22", "networking.k8s.io/v1", "Ingress IngressClass"),
    "node.k8s.io/v1beta1": _moved("1.25", "node.k8s.io/v1", "RuntimeClass"),
    "policy/v1beta1": {
        **_moved("1.25", "policy/v1", "PodDisruptionBudget"),
        "PodSecurityPolicy": _POLICIES,
    },
    "rbac.authorization.k8s.io/v1alpha1": _moved(
        "1.22", "rbac.authorization.k8s.io/v1", "ClusterRole ClusterRoleBinding Role RoleBinding"
    ),
    "rbac.authorization.k8s.io/v1beta1": _moved(
        "1.22", "rbac.authorization.k8s.io/v1", "ClusterRole ClusterRoleBinding Role RoleBinding"
    ),
    "scheduling.k8s.io/v1alpha1": _moved("1.22", "scheduling.k8s.io/v1", "PriorityClass"),
    "scheduling.k8s.io/v1beta1": _moved("1.22", "scheduling.k8s.io/v1", "PriorityClass"),
    "storage.k8s.io/v1beta1": {
        **_moved("1.22", "storage.k8s.io/v1", "CSIDriver CSINode StorageClass VolumeAttachment"),
        **_moved("1.27", "storage.k8s.io/v1", "CSIStorageCapacity"),
    },
}


_VERSIONS: Mapping[str, frozenset[str]] = {
    "": frozenset({"v1"}),
    "autoscaling": frozenset({"v1", "v2"}),
    "networking.k8s.io": frozenset({"v1"}),
    "policy": frozenset({"v1"}),
}
"""The versions that API groups have of the kinds that podlint has models of, by group; of the group
without a name, of all kinds."""
_ALWAYS = "1.0"


_SAME: Mapping[str, frozenset[str]] = {
    version: frozenset(kinds.split())
    for version, kinds in {
        "apps/v1beta2": "DaemonSet Deployment ReplicaSet StatefulSet",
        "autoscaling/v2beta2": "HorizontalPodAutoscaler",
        "batch/v1beta1": "CronJob",
        "coordination.k8s.io/v1beta1": "Lease",
        "node.k8s.io/v1beta1": "RuntimeClass",
        "policy/v1beta1": "PodDisruptionBudget",
        "rbac.authorization.k8s.io/v1beta1": "ClusterRole ClusterRoleBinding Role RoleBinding",
        "scheduling.k8s.io/v1beta1": "PriorityClass",
        "storage.k8s.io/v1beta1": "CSIDriver CSINode CSIStorageCapacity StorageClass",
    }.items()
}
"""Kinds of which the successor has the same fields and defaults."""
_OTHER_FIELDS: Mapping[str, frozenset[str]] = {
    version: frozenset(kinds.split())
    for version, kinds in {
        "admissionregistration.k8s.io/v1beta1": (
            "MutatingWebhookConfiguration ValidatingWebhookConfiguration"
        ),
        "apiextensions.k8s.io/v1beta1": "CustomResourceDefinition",
        "authorization.k8s.io/v1beta1": "LocalSubjectAccessReview SubjectAccessReview",
        "autoscaling/v2beta1": "HorizontalPodAutoscaler",
        "certificates.k8s.io/v1beta1": "CertificateSigningRequest",
        "discovery.k8s.io/v1beta1": "EndpointSlice",
        "events.k8s.io/v1beta1": "Event",
        "extensions/v1beta1": "Ingress",
        "flowcontrol.apiserver.k8s.io/v1beta1": "PriorityLevelConfiguration",
        "flowcontrol.apiserver.k8s.io/v1beta2": "PriorityLevelConfiguration",
        "networking.k8s.io/v1beta1": "Ingress",
    }.items()
}
"""Kinds of which the successor has other fields, so that a new version alone is not enough."""


def successor_of(obj: KubernetesObject) -> Successor:
    """How the successor of the API version of an object differs from that version."""
    version, kind = obj.api_version or "", obj.kind or ""
    if kind in _OTHER_FIELDS.get(version, ()):
        return "fields"
    if kind not in _SAME.get(version, ()):
        return "defaults"
    if kind != "PodDisruptionBudget":
        return "same"
    # An empty selector selected no Pods, and now selects all.
    selector = value_at(obj.at.document.data, (*obj.at.path, "spec", "selector"))
    return "same" if isinstance(selector, dict) and any(selector.values()) else "defaults"


def removal_of(api_version: str | None, kind: str | None) -> Removal | None:
    """The removal of a kind from an API version; None if the version may have the kind."""
    removed = _REMOVED.get(api_version or "", {}).get(kind or "")
    return removed or _unknown(api_version or "", kind or "")


def _unknown(api_version: str, kind: str) -> Removal | None:
    """The removal for a version that a built-in API group never had."""
    group, _, version = api_version.rpartition("/")
    known = kind in SERVED.get(group, ()) and (not group or has_model(kind))
    if not known or version in _VERSIONS.get(group, (version,)) or is_filled_in(api_version, ()):
        return None
    return Removal(_ALWAYS, usual_version(kind) if group else "v1")


def refusals_of_version(obj: KubernetesObject, versions: Sequence[str]) -> tuple[Refusal, ...]:
    """The error of the releases that no longer have the API version of an object."""
    removal = removal_of(obj.api_version, obj.kind)
    without = removal and [
        each for each in versions if parse_version(each) >= parse_version(removal.since)
    ]
    if not without:
        return ()
    detail = f'no kind "{obj.kind}" is registered for version "{obj.api_version}"'
    error = FieldError("apiVersion", "Undecodable", detail, ("apiVersion",))
    return (Refusal(error, obj.at / "apiVersion", tuple(without)),)
