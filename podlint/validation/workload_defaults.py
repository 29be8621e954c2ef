"""The defaults of the API server for Pods and workloads.

All functions change the decoded object that they get.

Source: `pkg/apis/{core,apps,batch}/v1/defaults.go`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .defaulting import default_claim, default_pod, default_pod_spec
from .features import Features

__all__ = ["DEFAULTS"]

Object = dict[str, Any]


def _default_template(owner: Object) -> Object:
    template: Object = owner.setdefault("template", {})
    template.setdefault("metadata", {})
    default_pod_spec(template.setdefault("spec", {}))
    return template


def default_whole_pod(pod: Object, features: Features) -> None:
    """Go: `SetObjectDefaults_Pod`."""
    spec = pod.setdefault("spec", {})
    default_pod(spec, features)
    default_pod_spec(spec)


def _default_replica_set(replica_set: Object, _: Features) -> None:
    """Go: `SetDefaults_ReplicaSet`."""
    spec = replica_set.setdefault("spec", {})
    _default_template(spec)
    spec.setdefault("replicas", 1)


def _default_deployment(deployment: Object, _: Features) -> None:
    """Go: `SetDefaults_Deployment`."""
    spec = deployment.setdefault("spec", {})
    _default_template(spec)
    spec.setdefault("replicas", 1)
    spec.setdefault("revisionHistoryLimit", 10)
    spec.setdefault("progressDeadlineSeconds", 600)
    strategy = spec.setdefault("strategy", {})
    strategy["type"] = strategy.get("type") or "RollingUpdate"
    if strategy["type"] == "RollingUpdate":
        update = strategy.setdefault("rollingUpdate", {})
        update.setdefault("maxUnavailable", "25%")
        update.setdefault("maxSurge", "25%")


def _default_daemon_set(daemon_set: Object, _: Features) -> None:
    """Go: `SetDefaults_DaemonSet`."""
    spec = daemon_set.setdefault("spec", {})
    _default_template(spec)
    spec.setdefault("revisionHistoryLimit", 10)
    strategy = spec.setdefault("updateStrategy", {})
    strategy["type"] = strategy.get("type") or "RollingUpdate"
    if strategy["type"] == "RollingUpdate":
        update = strategy.setdefault("rollingUpdate", {})
        update.setdefault("maxUnavailable", 1)
        update.setdefault("maxSurge", 0)


def _default_stateful_set(stateful_set: Object, _: Features) -> None:
    """Go: `SetDefaults_StatefulSet`."""
    spec = stateful_set.setdefault("spec", {})
    _default_template(spec)
    spec.setdefault("replicas", 1)
    spec["podManagementPolicy"] = spec.get("podManagementPolicy") or "OrderedReady"
    strategy = spec.setdefault("updateStrategy", {})
    strategy["type"] = strategy.get("type") or "RollingUpdate"
    policy = spec.setdefault("persistentVolumeClaimRetentionPolicy", {})
    for name in ("whenDeleted", "whenScaled"):
        policy[name] = policy.get(name) or "Retain"
    for claim in spec.get("volumeClaimTemplates", ()):
        default_claim(claim)


def _default_replication_controller(controller: Object, _: Features) -> None:
    """Go: `SetDefaults_ReplicationController`."""
    spec = controller.setdefault("spec", {})
    spec.setdefault("replicas", 1)
    if "template" not in spec:
        return
    labels = _default_template(spec)["metadata"].get("labels")
    if labels is None:
        return
    if not spec.get("selector"):
        spec["selector"] = labels
    if not controller["metadata"].get("labels"):
        controller["metadata"]["labels"] = labels


def _default_job_spec(owner: Object, *, conditions: bool = True) -> Object:
    """What the spec of a Job and of a template of Jobs gets; the latter without `conditions` once.

    Go: `SetDefaults_PodFailurePolicyOnPodConditionsPattern`; in 1.33 a part of `SetDefaults_Job`.
    """
    spec: Object = owner.setdefault("spec", {})
    _default_template(spec)
    for rule in spec.get("podFailurePolicy", {}).get("rules", ()) if conditions else ():
        for condition in rule.get("onPodConditions", ()):
            condition["status"] = condition.get("status") or "True"
    return spec


def _default_job(job: Object, _: Features) -> None:
    """Go: `SetDefaults_Job`."""
    spec = _default_job_spec(job)
    if "parallelism" not in spec:
        spec.setdefault("completions", 1)
        spec["parallelism"] = 1
    labels = spec["template"]["metadata"].get("labels")
    if labels is not None and not job["metadata"].get("labels"):
        # One map for both, as in the server: labels that it generates appear in both.
        job["metadata"]["labels"] = labels
    spec.setdefault("completionMode", "NonIndexed")
    spec.setdefault("manualSelector", False)


def _default_cron_job(cron_job: Object, features: Features) -> None:
    """Go: `SetDefaults_CronJob`."""
    spec = cron_job.setdefault("spec", {})
    spec["concurrencyPolicy"] = spec.get("concurrencyPolicy") or "Allow"
    jobs = spec.setdefault("jobTemplate", {})
    _default_job_spec(jobs, conditions=features.conditions_in_cron_jobs_defaulted)


def _default_pod_template(pod_template: Object, _: Features) -> None:
    """Go: `SetObjectDefaults_PodTemplate`."""
    _default_template(pod_template)


DEFAULTS: dict[str, Callable[[Object, Features], None]] = {
    "Pod": default_whole_pod,
    "PodTemplate": _default_pod_template,
    "ReplicationController": _default_replication_controller,
    "ReplicaSet": _default_replica_set,
    "Deployment": _default_deployment,
    "StatefulSet": _default_stateful_set,
    "DaemonSet": _default_daemon_set,
    "Job": _default_job,
    "CronJob": _default_cron_job,
}
"""The functions that set defaults, by kind; the metadata has been set before."""
