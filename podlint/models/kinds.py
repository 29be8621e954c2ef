"""Finds the model for an object by its API group and kind."""

import functools
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .object import KubernetesObject

__all__ = [
    "has_model",
    "holds_pods",
    "kind_meant",
    "model_named",
    "model_of",
    "qualified",
    "selects_pods",
    "usual_version",
]


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
    "LimitRange": _Home(".limit_range"),
    "Namespace": _Home(".namespace"),
    "NetworkPolicy": _Home(".network_policy", ("networking.k8s.io", "extensions")),
    "PodDisruptionBudget": _Home(".pod_disruption_budget", ("policy",)),
    "ResourceQuota": _Home(".resource_quota"),
    "Service": _Home(".service"),
}
_USED_BY_PODS: Mapping[str, _Home] = {
    "ConfigMap": _Home(".config_map"),
    "PersistentVolumeClaim": _Home(".persistent_volume_claim"),
    "PriorityClass": _Home(".priority_class", ("scheduling.k8s.io",)),
    "RuntimeClass": _Home(".runtime_class", ("node.k8s.io",)),
    "Secret": _Home(".config_map"),
    "ServiceAccount": _Home(".service_account"),
}
_HOMES = {**_WITH_PODS, **_RULING_PODS, **_USED_BY_PODS}


def selects_pods(kind: str) -> bool:
    """Whether podlint judges objects of a kind because they select or bound Pods elsewhere."""
    return kind in _RULING_PODS


def holds_pods(kind: str) -> bool:
    """Whether a built-in kind with this name is a Pod or has a template of Pods."""
    return kind in _WITH_PODS


def has_model(kind: str) -> bool:
    """Whether podlint reads all fields of a built-in kind with this name."""
    return kind in _HOMES


@functools.cache
def model_named(kind: str) -> "type[KubernetesObject] | None":
    """The model of a kind in any group; None if podlint has none."""
    if kind not in _HOMES:
        return None
    module = import_module(_HOMES[kind].module, __package__)
    found: type[KubernetesObject] = getattr(module, kind)
    return found


def model_of(api_version: str, kind: str) -> "type[KubernetesObject] | None":
    """The model of a kind in any version of its group; `extensions` counts as `apps`."""
    group = api_version.rpartition("/")[0]
    return model_named(kind) if kind in _HOMES and group in _HOMES[kind].groups else None


def usual_version(kind: str) -> str:
    """The usual apiVersion of a kind with a model, such as ``apps/v1``."""
    group = _HOMES[kind].groups[0]
    version = "v2" if group == "autoscaling" else "v1"
    return f"{group}/{version}" if group else version


def qualified(group: str, kind: str) -> str:
    """A kind in the form for comparisons: with its group, unless it is one of Kubernetes' own.

    ``Deployment`` is the kind of `apps`; one of another group is ``apps.example.com/Deployment``.
    """
    home = _HOMES.get(kind)
    own = group in home.groups if home else _is_own_group(group)
    return kind if own else f"{group or 'core'}/{kind}"


def kind_meant(api_version: str | None, kind: str) -> str:
    """The kind of a reference, in the form of `qualified`; without a version, the kind as
    written.
    """
    return qualified(api_version.rpartition("/")[0], kind) if api_version else kind


def _is_own_group(group: str) -> bool:
    """Whether an API group belongs to Kubernetes and not to a custom resource."""
    return "." not in group or group.endswith(".k8s.io")
