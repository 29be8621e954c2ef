"""The stable interface for rules, including those in other packages.

    from podlint.authoring import Container, Problem, Severity, rule

Each name is imported on first use, so that a rule about Pods does not load the models of Services.
All other names in podlint are private and may change in any release; see docs/stability.md.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from podlint.document import JSON, Delete, Document, Place, Rename, SetValue
    from podlint.finding.problem import Fix, Problem, Problems, Related, Spot
    from podlint.finding.severity import Severity
    from podlint.models.config_map import ConfigMap
    from podlint.models.container import Container
    from podlint.models.cron_job import CronJob
    from podlint.models.daemon_set import DaemonSet
    from podlint.models.deployment import Deployment
    from podlint.models.horizontal_pod_autoscaler import HorizontalPodAutoscaler
    from podlint.models.ingress import Ingress
    from podlint.models.job import Job
    from podlint.models.namespace import Namespace
    from podlint.models.network_policy import NetworkPolicy
    from podlint.models.object import KubernetesObject
    from podlint.models.persistent_volume_claim import PersistentVolumeClaim
    from podlint.models.pod import Pod, PodSpec
    from podlint.models.pod_disruption_budget import PodDisruptionBudget
    from podlint.models.pod_template import PodTemplate
    from podlint.models.port import ContainerPort
    from podlint.models.probe import Probe
    from podlint.models.quantity import Quantity
    from podlint.models.replica_set import ReplicaSet
    from podlint.models.replication_controller import ReplicationController
    from podlint.models.service import Service
    from podlint.models.service_account import ServiceAccount
    from podlint.models.stateful_set import StatefulSet
    from podlint.models.volume import Volume
    from podlint.models.volume_mount import VolumeMount
    from podlint.models.workloads import PodTarget, pods_of
    from podlint.relations.object_set import ObjectSet
    from podlint.rule.rule import RuleOptions, rule
    from podlint.startup.lazy_pattern import pattern
    from podlint.targets.judged_pod import JudgedPod, UnrestrictedPod
    from podlint.targets.judged_suppression import DeadBaselineEntry, JudgedSuppression
    from podlint.targets.placed_pod import PlacedPod
    from podlint.targets.refused import Refused
    from podlint.targets.static_pod_file import StaticPodFile
    from podlint.targets.submission import Submission

_HOMES = {
    "ConfigMap": "models.config_map",
    "Container": "models.container",
    "ContainerPort": "models.port",
    "CronJob": "models.cron_job",
    "DaemonSet": "models.daemon_set",
    "DeadBaselineEntry": "targets.judged_suppression",
    "Delete": "document",
    "Deployment": "models.deployment",
    "Document": "document",
    "Fix": "finding.problem",
    "HorizontalPodAutoscaler": "models.horizontal_pod_autoscaler",
    "Ingress": "models.ingress",
    "JSON": "document",
    "Job": "models.job",
    "JudgedPod": "targets.judged_pod",
    "JudgedSuppression": "targets.judged_suppression",
    "KubernetesObject": "models.object",
    "Namespace": "models.namespace",
    "NetworkPolicy": "models.network_policy",
    "ObjectSet": "relations.object_set",
    "PersistentVolumeClaim": "models.persistent_volume_claim",
    "Place": "document",
    "PlacedPod": "targets.placed_pod",
    "Pod": "models.pod",
    "PodDisruptionBudget": "models.pod_disruption_budget",
    "PodSpec": "models.pod",
    "PodTarget": "models.workloads",
    "PodTemplate": "models.pod_template",
    "Probe": "models.probe",
    "Problem": "finding.problem",
    "Problems": "finding.problem",
    "Quantity": "models.quantity",
    "Refused": "targets.refused",
    "Related": "finding.problem",
    "Rename": "document",
    "ReplicaSet": "models.replica_set",
    "ReplicationController": "models.replication_controller",
    "RuleOptions": "rule.rule",
    "Service": "models.service",
    "ServiceAccount": "models.service_account",
    "SetValue": "document",
    "Severity": "finding.severity",
    "Spot": "finding.problem",
    "StatefulSet": "models.stateful_set",
    "StaticPodFile": "targets.static_pod_file",
    "Submission": "targets.submission",
    "UnrestrictedPod": "targets.judged_pod",
    "Volume": "models.volume",
    "VolumeMount": "models.volume_mount",
    "pattern": "startup.lazy_pattern",
    "pods_of": "models.workloads",
    "rule": "rule.rule",
}

__all__ = [
    "JSON",
    "ConfigMap",
    "Container",
    "ContainerPort",
    "CronJob",
    "DaemonSet",
    "DeadBaselineEntry",
    "Delete",
    "Deployment",
    "Document",
    "Fix",
    "HorizontalPodAutoscaler",
    "Ingress",
    "Job",
    "JudgedPod",
    "JudgedSuppression",
    "KubernetesObject",
    "Namespace",
    "NetworkPolicy",
    "ObjectSet",
    "PersistentVolumeClaim",
    "Place",
    "PlacedPod",
    "Pod",
    "PodDisruptionBudget",
    "PodSpec",
    "PodTarget",
    "PodTemplate",
    "Probe",
    "Problem",
    "Problems",
    "Quantity",
    "Refused",
    "Related",
    "Rename",
    "ReplicaSet",
    "ReplicationController",
    "RuleOptions",
    "Service",
    "ServiceAccount",
    "SetValue",
    "Severity",
    "Spot",
    "StatefulSet",
    "StaticPodFile",
    "Submission",
    "UnrestrictedPod",
    "Volume",
    "VolumeMount",
    "pattern",
    "pods_of",
    "rule",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        value = getattr(import_module(f"podlint.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
