"""The plain data of what is to be judged: the evaluator reads data, never models.

null, "" and {} differ for a check as they differ for Kubernetes, and models blur that.
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
    """The object is no Pod, but makes Pods: it would pass every policy unseen."""


def plain_data(pod: Mapping[str, Any] | Node) -> Mapping[str, Any]:
    """The data of a Pod or Pod template.

    A model gives the data that it was read from; one that was built otherwise gives its fields.

    Raises:
        NotAPodError: It is an object that holds a Pod template.
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
