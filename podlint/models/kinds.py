"""Which model reads an object, by its API group and kind."""

import functools
from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from .object import KubernetesObject

__all__ = ["model_named", "model_of", "selects_pods"]


class _Home(NamedTuple):
    module: str
    groups: tuple[str, ...] = ("",)


_WITH_PODS: Mapping[str, _Home] = {
    "Pod": _Home(".pod"),
    "PodTemplate": _Home(".pod_template"),
    "ReplicationController": _Home(".replication_controller"),
    "ReplicaSet": _Home(".replica_set", ("apps", "extensions")),
    "Deployment": _Home(".deployment", ("apps", "extensions")),
    "StatefulSet": _Home(".stateful_set", ("apps",)),
    "DaemonSet": _Home(".daemon_set", ("apps", "extensions")),
    "Job": _Home(".job", ("batch",)),
    "CronJob": _Home(".cron_job", ("batch",)),
}
_RULING_PODS: Mapping[str, _Home] = {
    "HorizontalPodAutoscaler": _Home(".horizontal_pod_autoscaler", ("autoscaling",)),
    "Ingress": _Home(".ingress", ("networking.k8s.io", "extensions")),
    "Namespace": _Home(".namespace"),
    "NetworkPolicy": _Home(".network_policy", ("networking.k8s.io", "extensions")),
    "PodDisruptionBudget": _Home(".pod_disruption_budget", ("policy",)),
    "Service": _Home(".service"),
}
_USED_BY_PODS: Mapping[str, _Home] = {
    "ConfigMap": _Home(".config_map"),
    "PersistentVolumeClaim": _Home(".persistent_volume_claim"),
    "Secret": _Home(".config_map"),
    "ServiceAccount": _Home(".service_account"),
}
_HOMES = {**_WITH_PODS, **_RULING_PODS, **_USED_BY_PODS}


def selects_pods(kind: str) -> bool:
    """Whether objects of a kind are themselves judged by what they say of Pods elsewhere."""
    return kind in _RULING_PODS


@functools.cache
def model_named(kind: str) -> type[KubernetesObject] | None:
    """The model of a kind, whatever its group; None where podlint has none."""
    if kind not in _HOMES:
        return None
    module = import_module(_HOMES[kind].module, __package__)
    found: type[KubernetesObject] = getattr(module, kind)
    return found


def model_of(api_version: str, kind: str) -> type[KubernetesObject] | None:
    """The model of a kind in any version of its group; `extensions` counts as `apps`."""
    group = api_version.rpartition("/")[0]
    return model_named(kind) if kind in _HOMES and group in _HOMES[kind].groups else None
