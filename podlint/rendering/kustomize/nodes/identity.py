"""What tells resources apart: group, version, kind, namespace and name.

Sources: ``kyaml/resid`` and ``IsNamespaceScoped`` in kyaml/openapi/openapi.go.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

__all__ = ["Gvk", "ResourceId", "is_cluster_scoped"]

DEFAULT = "default"
"""The namespace that an object without one counts as in."""

NO_NAMESPACE = "_non_namespaceable_"
"""What stands for the namespace of a cluster-scoped object."""


class Gvk(NamedTuple):
    """Group, version and kind; empty where unknown."""

    group: str
    version: str
    kind: str

    @classmethod
    def of(cls, api_version: str, kind: str) -> Gvk:
        """Those of an object."""
        return _gvk(api_version, kind)

    @property
    def api_version(self) -> str:
        """``apps/v1``; ``v1`` for the core group."""
        return f"{self.group}/{self.version}" if self.group else self.version

    def __str__(self) -> str:
        """As kustomize's messages write it: ``Deployment.v1.apps``."""
        parts = (self.kind or "[noKind]", self.version or "[noVer]", self.group or "[noGrp]")
        return ".".join(parts)

    def is_selected_by(self, selector: Gvk) -> bool:
        """Whether each part of a selector is empty or equal."""
        group, version, kind = selector
        return (
            (not kind or kind == self.kind)
            and (not version or version == self.version)
            and (not group or group == self.group)
        )


@lru_cache(maxsize=1024)
def _gvk(api_version: str, kind: str) -> Gvk:
    group, slash, version = api_version.partition("/")
    return Gvk(group, version, kind) if slash else Gvk("", group, kind)


class ResourceId(NamedTuple):
    """What a resource is, or was, called; `namespace` as it is stored, empty where unset."""

    gvk: Gvk
    name: str
    namespace: str = ""

    @property
    def effective_namespace(self) -> str:
        """The namespace it counts as: ``default`` where unset, a word of its own where none is."""
        if is_cluster_scoped(self.gvk):
            return NO_NAMESPACE
        return self.namespace or DEFAULT

    def equals(self, other: ResourceId) -> bool:
        """Whether both mean the same resource."""
        return (
            self.gvk == other.gvk
            and self.name == other.name
            and self.effective_namespace == other.effective_namespace
        )

    def __str__(self) -> str:
        """As kustomize's messages write it: ``ConfigMap.v1.[noGrp]/m.[noNs]``."""
        return f"{self.gvk}/{self.name or '[noName]'}.{self.namespace or '[noNs]'}"


def _kinds(api_versions: str, kinds: str) -> frozenset[tuple[str, str]]:
    return frozenset((each, kind) for each in api_versions.split() for kind in kinds.split())


_CLUSTER_SCOPED = (
    _kinds("v1", "Namespace Node PersistentVolume ComponentStatus")
    | _kinds(
        "admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1beta1",
        "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    )
    | _kinds("apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1", "CustomResourceDefinition")
    | _kinds("apiregistration.k8s.io/v1 apiregistration.k8s.io/v1beta1", "APIService")
    | _kinds("certificates.k8s.io/v1 certificates.k8s.io/v1beta1", "CertificateSigningRequest")
    | _kinds("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema PriorityLevelConfiguration")
    | _kinds("networking.k8s.io/v1 networking.k8s.io/v1beta1", "IngressClass")
    | _kinds("node.k8s.io/v1 node.k8s.io/v1beta1", "RuntimeClass")
    | _kinds("policy/v1beta1", "PodSecurityPolicy")
    | _kinds(
        "rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1beta1",
        "ClusterRole ClusterRoleBinding",
    )
    | _kinds("scheduling.k8s.io/v1 scheduling.k8s.io/v1beta1", "PriorityClass")
    | _kinds(
        "storage.k8s.io/v1 storage.k8s.io/v1beta1",
        "CSIDriver CSINode StorageClass VolumeAttachment",
    )
)
"""What the schema of Kubernetes 1.21.2, which kustomize is built with, calls cluster-scoped."""


def is_cluster_scoped(gvk: Gvk) -> bool:
    """Whether kustomize takes objects of a kind for cluster-scoped."""
    return gvk.kind in _KINDS and (gvk.api_version, gvk.kind) in _CLUSTER_SCOPED


_KINDS = frozenset(kind for _, kind in _CLUSTER_SCOPED)
