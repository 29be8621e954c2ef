"""Which model reads an object, by its API group and kind."""

import functools
from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from .object import KubernetesObject

__all__ = ["model_named", "model_of"]


class _Home(NamedTuple):
    module: str
    groups: tuple[str, ...] = ("",)


_HOMES: Mapping[str, _Home] = {
    "Pod": _Home(".pod"),
    "PodTemplate": _Home(".pod_template"),
    "ReplicationController": _Home(".replication_controller"),
    "ReplicaSet": _Home(".replica_set", ("apps", "extensions")),
    "Deployment": _Home(".deployment", ("apps", "extensions")),
    "StatefulSet": _Home(".stateful_set", ("apps",)),
    "DaemonSet": _Home(".daemon_set", ("apps", "extensions")),
    "Job": _Home(".job", ("batch",)),
    "CronJob": _Home(".cron_job", ("batch",)),
    "Namespace": _Home(".namespace"),
    "Service": _Home(".service"),
}


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
