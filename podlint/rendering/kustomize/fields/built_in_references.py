"""The built-in table of the fields that hold names of other objects.

Source: api/internal/konfig/builtinpluginconsts/namereference.go.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.rendering.kustomize.kustomization.entries import FieldSpec, NameReference
from podlint.rendering.kustomize.nodes.identity import Gvk

__all__ = ["references"]

_RBAC = "rbac.authorization.k8s.io"
_ADMISSION = "admissionregistration.k8s.io"
_TEMPLATE = "spec/template/spec"
_WORKLOADS = {
    **dict.fromkeys(("Deployment", "DaemonSet", "StatefulSet", "Job"), _TEMPLATE),
    "CronJob": "spec/jobTemplate/spec/template/spec",
}
_WITH_DATA = {**_WORKLOADS, "ReplicaSet": _TEMPLATE, "PodTemplate": "template/spec"}
"""Where the Pod spec of those kinds is whose ConfigMaps and Secrets are followed."""
_WITH_OTHERS = {**_WORKLOADS, "ReplicationController": _TEMPLATE, "Pod": "spec"}
"""Where the Pod spec of those kinds is whose other references are followed."""

_CONFIG_MAP_PATHS = (
    "volumes/configMap/name",
    "containers/env/valueFrom/configMapKeyRef/name",
    "initContainers/env/valueFrom/configMapKeyRef/name",
    "containers/envFrom/configMapRef/name",
    "initContainers/envFrom/configMapRef/name",
    "volumes/projected/sources/configMap/name",
)
_SECRET_PATHS = (
    "volumes/secret/secretName",
    "containers/env/valueFrom/secretKeyRef/name",
    "initContainers/env/valueFrom/secretKeyRef/name",
    "containers/envFrom/secretRef/name",
    "initContainers/envFrom/secretRef/name",
    "imagePullSecrets/name",
    "volumes/projected/sources/secret/name",
)
_OTHERS = {
    Gvk("", "v1", "ConfigMap"): """
        spec/configSource/configMap Node
        rules/resourceNames Role
        rules/resourceNames ClusterRole
        metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap Ingress
    """,
    Gvk("", "v1", "Secret"): """
        spec/tls/secretName Ingress
        metadata/annotations/ingress.kubernetes.io\\/auth-secret Ingress
        metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret Ingress
        metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret Ingress
        imagePullSecrets/name ServiceAccount
        parameters/secretName StorageClass
        parameters/adminSecretName StorageClass
        parameters/userSecretName StorageClass
        parameters/secretRef StorageClass
        rules/resourceNames Role
        rules/resourceNames ClusterRole
        spec/template/spec/containers/env/valueFrom/secretKeyRef/name Service serving.knative.dev v1
        spec/azureFile/secretName PersistentVolume
    """,
    Gvk("", "v1", "Service"): f"""
        spec/serviceName StatefulSet apps
        spec/rules/http/paths/backend/serviceName Ingress
        spec/backend/serviceName Ingress
        spec/rules/http/paths/backend/service/name Ingress
        spec/defaultBackend/service/name Ingress
        spec/service/name APIService apiregistration.k8s.io
        webhooks/clientConfig/service ValidatingWebhookConfiguration {_ADMISSION}
        webhooks/clientConfig/service MutatingWebhookConfiguration {_ADMISSION}
    """,
    Gvk(_RBAC, "", "Role"): f"roleRef/name RoleBinding {_RBAC}",
    Gvk(_RBAC, "", "ClusterRole"): f"""
        roleRef/name RoleBinding {_RBAC}
        roleRef/name ClusterRoleBinding {_RBAC}
    """,
    Gvk("", "v1", "ServiceAccount"): f"""
        subjects RoleBinding {_RBAC}
        subjects ClusterRoleBinding {_RBAC}
    """,
    Gvk("", "v1", "PersistentVolumeClaim"): "",
    Gvk("", "v1", "PersistentVolume"): """
        spec/volumeName PersistentVolumeClaim
        rules/resourceNames ClusterRole
    """,
    Gvk("storage.k8s.io", "v1", "StorageClass"): """
        spec/storageClassName PersistentVolume
        spec/storageClassName PersistentVolumeClaim
        spec/volumeClaimTemplates/spec/storageClassName StatefulSet
    """,
    Gvk("scheduling.k8s.io", "v1", "PriorityClass"): "",
    # The group is written like this, so no object is ever of this kind.
    Gvk("networking.k8s.io/v1", "v1", "IngressClass"): "spec/ingressClassName Ingress",
    Gvk(_ADMISSION, "", "ValidatingAdmissionPolicy"): (
        f"spec/policyName ValidatingAdmissionPolicyBinding {_ADMISSION}"
    ),
}
_IN_POD = {
    "ServiceAccount": "serviceAccountName",
    "PersistentVolumeClaim": "volumes/persistentVolumeClaim/claimName",
    "PriorityClass": "priorityClassName",
}


def references() -> tuple[NameReference, ...]:
    """The table."""
    scaled = FieldSpec("spec/scaleTargetRef/name", Gvk("", "", "HorizontalPodAutoscaler"))
    return (
        *(
            NameReference(Gvk("", "", kind), (scaled,))
            for kind in ("Deployment", "ReplicationController", "ReplicaSet", "StatefulSet")
        ),
        *(
            NameReference(gvk, (*_in_pod(gvk.kind), *_listed(text)))
            for gvk, text in _OTHERS.items()
        ),
    )


def _in_pod(kind: str) -> Iterator[FieldSpec]:
    if kind in ("ConfigMap", "Secret"):
        paths = _CONFIG_MAP_PATHS if kind == "ConfigMap" else _SECRET_PATHS
        for path in paths:
            yield FieldSpec(f"spec/{path}", Gvk("", "v1", "Pod"))
        for owner, spec in _WITH_DATA.items():
            for path in paths:
                yield FieldSpec(f"{spec}/{path}", Gvk("", "", owner))
    elif kind in _IN_POD:
        for owner, spec in _WITH_OTHERS.items():
            yield FieldSpec(f"{spec}/{_IN_POD[kind]}", Gvk("", "", owner))


def _listed(text: str) -> Iterator[FieldSpec]:
    """Lines of a path, a kind, and a group and a version if they matter."""
    for line in text.strip().splitlines():
        path, kind, *rest = line.split()
        group, version = (*rest, "", "")[:2]
        yield FieldSpec(path, Gvk(group, version, kind))
