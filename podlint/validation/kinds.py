"""The kinds that can be validated, and the places of their Pods."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias

from .error import Errors
from .features import Features
from .path import Path

__all__ = ["KINDS", "Check", "Object", "follow", "kind_named"]

Object: TypeAlias = "dict[str, Any]"
Check: TypeAlias = Callable[[Errors, Object, Features], None]


class Kind(NamedTuple):
    """A kind of the API.

    Attributes:
        api_version: The version of the API with the kind.
        word: Its name in the names of modules and functions.
        template: The place of the template of Pods; empty for a Pod.
    """

    api_version: str
    word: str
    template: Path

    @property
    def refuse(self) -> Check:
        """The function that finds all errors; its module is imported on use."""
        return _check_named(self.word)


@functools.cache
def _check_named(word: str) -> Check:
    found: Check = getattr(import_module(f".{word}", __package__), f"refuse_{word}")
    return found


_IN_SPEC: Path = ("spec", "template")
_KINDS = {
    "Pod": Kind("v1", "pod", ()),
    "PodTemplate": Kind("v1", "pod_template", ("template",)),
    "ReplicationController": Kind("v1", "replication_controller", _IN_SPEC),
    "ReplicaSet": Kind("apps/v1", "replica_set", _IN_SPEC),
    "Deployment": Kind("apps/v1", "deployment", _IN_SPEC),
    "StatefulSet": Kind("apps/v1", "stateful_set", _IN_SPEC),
    "DaemonSet": Kind("apps/v1", "daemon_set", _IN_SPEC),
    "Job": Kind("batch/v1", "job", _IN_SPEC),
    "CronJob": Kind("batch/v1", "cron_job", ("spec", "jobTemplate", *_IN_SPEC)),
}
KINDS = tuple(_KINDS)
"""The kinds that can be validated."""


def kind_named(name: str) -> Kind:
    """The kind of `KINDS` with a name."""
    return _KINDS[name]


def follow(obj: Object, path: Path) -> Object | None:
    """The value at `path`; None if there is none."""
    found: Any = obj
    for step in path:
        found = found.get(step)
        if found is None:
            return None
    return found  # type: ignore[no-any-return]
