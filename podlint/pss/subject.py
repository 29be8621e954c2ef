"""The plain data of a Pod. The evaluator reads data, never models.

Checks distinguish null, "" and {} as Kubernetes does, and models do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from podlint.errors import PodlintError

if TYPE_CHECKING:
    from podlint.models import Node

_HOLDERS = (
    "CronJob",
    "DaemonSet",
    "Deployment",
    "Job",
    "PodTemplate",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
)


class NotAPodError(PodlintError, ValueError):
    """The object is a workload instead of a Pod, and would pass every policy without a check."""


def plain_data(pod: Mapping[str, Any] | Node) -> Mapping[str, Any]:
    """The data of a Pod or Pod template.

    A model returns the data that it was read from, or its fields if it was built otherwise.

    Raises:
        NotAPodError: The object has a Pod template.
    """
    data = pod if isinstance(pod, Mapping) else _data_of_model(pod)
    if data.get("kind") in _HOLDERS:
        raise NotAPodError(f"a {data['kind']} is not a Pod: evaluate its Pod template")
    return data


def _data_of_model(pod: Node) -> Mapping[str, Any]:
    try:
        place = pod.at
    except ValueError:
        return pod.model_dump(by_alias=True)
    data: Any = place.document.data
    for step in place.path:
        data = data[step]
    written: Mapping[str, Any] = data
    return written
