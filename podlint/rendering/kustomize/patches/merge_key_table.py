"""Which lists kustomize merges by keys: the schema of Kubernetes 1.21.2 that it is built with.

Written by tests/oracle/kustomize/merge_keys/generate.py from kyaml v0.21.1.
"""

from __future__ import annotations

__all__ = ["KINDS", "TYPES"]

TYPES: dict[str, dict[str, tuple[str, tuple[str, ...] | None]]] = {
    "APIService": {
        "metadata": ("ObjectMeta", None),
        "status": ("APIServiceStatus", None),
    },
    "APIServiceStatus": {
        "conditions": ("", ("type",)),
    },
    "CSINode": {
        "metadata": ("ObjectMeta", None),
        "spec": ("CSINodeSpec", None),
    },
    "CSINodeSpec": {
        "drivers": ("", ("name",)),
    },
    "ComponentStatus": {
        "conditions": ("", ("type",)),
        "metadata": ("ObjectMeta", None),
    },
    "Container": {
        "env": ("", ("name",)),
        "ports": ("", ("containerPort", "protocol")),
        "volumeDevices": ("", ("devicePath",)),
        "volumeMounts": ("", ("mountPath",)),
    },
    "CronJob": {
        "metadata": ("ObjectMeta", None),
        "spec": ("CronJobSpec", None),
    },
    "CronJobSpec": {
        "jobTemplate": ("JobTemplateSpec", None),
    },
    "DaemonSet": {
        "metadata": ("ObjectMeta", None),
        "spec": ("DaemonSetSpec", None),
        "status": ("DaemonSetStatus", None),
    },
    "DaemonSetSpec": {
        "template": ("PodTemplateSpec", None),
    },
    "DaemonSetStatus": {
        "conditions": ("", ("type",)),
    },
    "Deployment": {
        "metadata": ("ObjectMeta", None),
        "spec": ("DeploymentSpec", None),
        "status": ("DeploymentStatus", None),
    },
    "DeploymentSpec": {
        "template": ("PodTemplateSpec", None),
    },
    "DeploymentStatus": {
        "conditions": ("", ("type",)),
    },
    "EphemeralContainer": {
        "env": ("", ("name",)),
        "volumeDevices": ("", ("devicePath",)),
        "volumeMounts": ("", ("mountPath",)),
    },
    "EphemeralVolumeSource": {
        "volumeClaimTemplate": ("Object", None),
    },
    "Job": {
        "metadata": ("ObjectMeta", None),
        "spec": ("JobSpec", None),
        "status": ("JobStatus", None),
    },
    "JobSpec": {
        "template": ("PodTemplateSpec", None),
    },
    "JobStatus": {
        "conditions": ("", ("type",)),
    },
    "JobTemplateSpec": {
        "metadata": ("ObjectMeta", None),
        "spec": ("JobSpec", None),
    },
    "Kustomization": {
        "configMapGenerator": ("", ("name",)),
        "secretGenerator": ("", ("name",)),
    },
    "MutatingWebhookConfiguration": {
        "metadata": ("ObjectMeta", None),
        "webhooks": ("", ("name",)),
    },
    "Namespace": {
        "metadata": ("ObjectMeta", None),
        "status": ("NamespaceStatus", None),
    },
    "NamespaceStatus": {
        "conditions": ("", ("type",)),
    },
    "Node": {
        "metadata": ("ObjectMeta", None),
        "spec": ("NodeSpec", None),
        "status": ("NodeStatus", None),
    },
    "NodeSpec": {
        "podCIDRs": ("", ()),
    },
    "NodeStatus": {
        "addresses": ("", ("type",)),
        "conditions": ("", ("type",)),
    },
    "Object": {
        "metadata": ("ObjectMeta", None),
    },
    "ObjectMeta": {
        "finalizers": ("", ()),
        "ownerReferences": ("", ("uid",)),
    },
    "PersistentVolumeClaim": {
        "metadata": ("ObjectMeta", None),
        "status": ("PersistentVolumeClaimStatus", None),
    },
    "PersistentVolumeClaimStatus": {
        "conditions": ("", ("type",)),
    },
    "Pod": {
        "metadata": ("ObjectMeta", None),
        "spec": ("PodSpec", None),
        "status": ("PodStatus", None),
    },
    "PodDisruptionBudget": {
        "metadata": ("ObjectMeta", None),
        "status": ("PodDisruptionBudgetStatus", None),
    },
    "PodDisruptionBudgetStatus": {
        "conditions": ("", ("type",)),
    },
    "PodSpec": {
        "containers": ("Container", ("name",)),
        "ephemeralContainers": ("EphemeralContainer", ("name",)),
        "hostAliases": ("", ("ip",)),
        "imagePullSecrets": ("", ("name",)),
        "initContainers": ("Container", ("name",)),
        "topologySpreadConstraints": ("", ("topologyKey", "whenUnsatisfiable")),
        "volumes": ("Volume", ("name",)),
    },
    "PodStatus": {
        "conditions": ("", ("type",)),
        "podIPs": ("", ("ip",)),
    },
    "PodTemplate": {
        "metadata": ("ObjectMeta", None),
        "template": ("PodTemplateSpec", None),
    },
    "PodTemplateSpec": {
        "metadata": ("ObjectMeta", None),
        "spec": ("PodSpec", None),
    },
    "ReplicaSet": {
        "metadata": ("ObjectMeta", None),
        "spec": ("ReplicaSetSpec", None),
        "status": ("ReplicaSetStatus", None),
    },
    "ReplicaSetSpec": {
        "template": ("PodTemplateSpec", None),
    },
    "ReplicaSetStatus": {
        "conditions": ("", ("type",)),
    },
    "ReplicationController": {
        "metadata": ("ObjectMeta", None),
        "spec": ("ReplicationControllerSpec", None),
        "status": ("ReplicationControllerStatus", None),
    },
    "ReplicationControllerSpec": {
        "template": ("PodTemplateSpec", None),
    },
    "ReplicationControllerStatus": {
        "conditions": ("", ("type",)),
    },
    "Service": {
        "metadata": ("ObjectMeta", None),
        "spec": ("ServiceSpec", None),
        "status": ("ServiceStatus", None),
    },
    "ServiceAccount": {
        "metadata": ("ObjectMeta", None),
        "secrets": ("", ("name",)),
    },
    "ServiceSpec": {
        "ports": ("", ("port", "protocol")),
    },
    "ServiceStatus": {
        "conditions": ("", ("type",)),
    },
    "StatefulSet": {
        "metadata": ("ObjectMeta", None),
        "spec": ("StatefulSetSpec", None),
        "status": ("StatefulSetStatus", None),
    },
    "StatefulSetSpec": {
        "template": ("PodTemplateSpec", None),
    },
    "StatefulSetStatus": {
        "conditions": ("", ("type",)),
    },
    "ValidatingWebhookConfiguration": {
        "metadata": ("ObjectMeta", None),
        "webhooks": ("", ("name",)),
    },
    "Volume": {
        "ephemeral": ("EphemeralVolumeSource", None),
    },
}
"""Of each type its fields: the type of the value or of the elements, and the keys of a list
that is merged; none for a set of plain values, None for what is not a list."""

_KINDS = """
APIService apiregistration.k8s.io/v1 APIService
APIService apiregistration.k8s.io/v1beta1 APIService
CSINode storage.k8s.io/v1 CSINode
CSINode storage.k8s.io/v1beta1 CSINode
ComponentStatus v1 ComponentStatus
CronJob batch/v1 CronJob
CronJob batch/v1beta1 CronJob
DaemonSet apps/v1 DaemonSet
Deployment apps/v1 Deployment
Job batch/v1 Job
Kustomization kustomize.config.k8s.io/v1beta1 Kustomization
MutatingWebhookConfiguration admissionregistration.k8s.io/v1 MutatingWebhookConfiguration
MutatingWebhookConfiguration admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration
Namespace v1 Namespace
Node v1 Node
Object apiextensions.k8s.io/v1 CustomResourceDefinition
Object apiextensions.k8s.io/v1beta1 CustomResourceDefinition
Object apps/v1 ControllerRevision
Object authentication.k8s.io/v1 TokenRequest TokenReview
Object authentication.k8s.io/v1beta1 TokenReview
Object authorization.k8s.io/v1 LocalSubjectAccessReview SelfSubjectAccessReview
Object authorization.k8s.io/v1 SelfSubjectRulesReview SubjectAccessReview
Object authorization.k8s.io/v1beta1 LocalSubjectAccessReview SelfSubjectAccessReview
Object authorization.k8s.io/v1beta1 SelfSubjectRulesReview SubjectAccessReview
Object autoscaling/v1 HorizontalPodAutoscaler Scale
Object autoscaling/v2beta1 HorizontalPodAutoscaler
Object autoscaling/v2beta2 HorizontalPodAutoscaler
Object certificates.k8s.io/v1 CertificateSigningRequest
Object certificates.k8s.io/v1beta1 CertificateSigningRequest
Object coordination.k8s.io/v1 Lease
Object coordination.k8s.io/v1beta1 Lease
Object discovery.k8s.io/v1 EndpointSlice
Object discovery.k8s.io/v1beta1 EndpointSlice
Object events.k8s.io/v1 Event
Object events.k8s.io/v1beta1 Event
Object extensions/v1beta1 Ingress
Object flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema PriorityLevelConfiguration
Object networking.k8s.io/v1 Ingress IngressClass NetworkPolicy
Object networking.k8s.io/v1beta1 Ingress IngressClass
Object node.k8s.io/v1 RuntimeClass
Object node.k8s.io/v1beta1 RuntimeClass
Object policy/v1beta1 Eviction PodSecurityPolicy
Object rbac.authorization.k8s.io/v1 ClusterRole ClusterRoleBinding Role RoleBinding
Object rbac.authorization.k8s.io/v1beta1 ClusterRole ClusterRoleBinding Role RoleBinding
Object scheduling.k8s.io/v1 PriorityClass
Object scheduling.k8s.io/v1beta1 PriorityClass
Object storage.k8s.io/v1 CSIDriver StorageClass VolumeAttachment
Object storage.k8s.io/v1beta1 CSIDriver CSIStorageCapacity StorageClass VolumeAttachment
Object v1 Binding ConfigMap Endpoints Event LimitRange PersistentVolume ResourceQuota Secret
PersistentVolumeClaim v1 PersistentVolumeClaim
Pod v1 Pod
PodDisruptionBudget policy/v1 PodDisruptionBudget
PodDisruptionBudget policy/v1beta1 PodDisruptionBudget
PodTemplate v1 PodTemplate
ReplicaSet apps/v1 ReplicaSet
ReplicationController v1 ReplicationController
Service v1 Service
ServiceAccount v1 ServiceAccount
StatefulSet apps/v1 StatefulSet
ValidatingWebhookConfiguration admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration
ValidatingWebhookConfiguration admissionregistration.k8s.io/v1beta1
ValidatingWebhookConfiguration admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration
"""

KINDS = {
    (version, kind): name
    for name, version, *kinds in map(str.split, _KINDS.strip().splitlines())
    for kind in kinds
}
"""The types of the kinds, by version and kind."""
