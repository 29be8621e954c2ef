"""What is added to one Pod."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from podlint.document.field_path import value_at
from podlint.document.json_path import parse
from podlint.models import KubernetesObject, StatefulSet
from podlint.pods.jobs import job_of
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models.workloads import PodTarget
    from podlint.pods.additions.webhooks import Webhook

__all__ = ["Additions", "additions_to", "controller_variables", "is_retried"]


class Additions(Frozen):
    """What a Pod has in the cluster although its manifest does not define it.

    Attributes:
        variables: Names of variables, as patterns with ``*``.
        claims: Names of volumes that the owner's claim templates define.
        volumes: Names of volumes that a webhook defines, as patterns with ``*``.
        mounted: Names of volumes that an injected container mounts, as patterns with ``*``.
        containers: Names of injected containers.
    """

    variables: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    volumes: frozenset[str] = frozenset()
    mounted: frozenset[str] = frozenset()
    containers: frozenset[str] = frozenset()

    def defines_variable(self, name: str) -> bool:
        """Whether a variable is added to the containers of the Pod."""
        return _matches(name, self.variables)

    def defines_volume(self, name: str) -> bool:
        """Whether a volume is added to the Pod."""
        return name in self.claims or _matches(name, self.volumes)

    def mounts(self, name: str) -> bool:
        """Whether an injected container mounts a volume of the Pod."""
        return _matches(name, self.mounted)


def additions_to(pod: PodTarget) -> Additions:
    """What the controller of a Pod's owner, and webhooks, add to the Pod."""
    hooks = tuple(_webhooks(pod))
    return Additions(
        variables=controller_variables(pod.owner).union(*(each.variables for each in hooks)),
        claims=frozenset(_claims(pod.owner)),
        volumes=frozenset().union(*(_volumes(each, pod) for each in hooks)),
        mounted=frozenset().union(*(_mounted(each, pod) for each in hooks)),
        containers=frozenset().union(*(each.containers for each in hooks)),
    )


def controller_variables(owner: KubernetesObject) -> frozenset[str]:
    """The variables that the controller of an object adds to the containers of its Pods.

    The Job controller adds the index to the Pods of an indexed Job
    (``addCompletionIndexEnvVariables`` in pkg/controller/job/indexed_job_utils.go).
    """
    job = job_of(owner)
    if job is not None:
        indexed = job.completion_mode == "Indexed"
        return frozenset(("JOB_COMPLETION_INDEX",)) if indexed else frozenset()
    if "." not in owner.group:
        return frozenset()
    from podlint.pods.additions.controllers import VARIABLES

    return frozenset(VARIABLES.get(f"{owner.group}/{owner.kind}", ()))


def is_retried(owner: KubernetesObject) -> bool:
    """Whether the controller of a custom resource creates a new Pod for one that failed."""
    if "." not in owner.group:
        return False
    from podlint.pods.additions.controllers import RETRIED

    return f"{owner.group}/{owner.kind}" in RETRIED


def _claims(owner: KubernetesObject) -> Iterator[str]:
    """The names of an owner's claim templates, and of volumes outside of its Pod templates."""
    if isinstance(owner, StatefulSet):
        for claim in owner.spec.volume_claim_templates if owner.spec else ():
            if claim.name:
                yield claim.name
    if "." not in owner.group:
        return
    from podlint.pods.additions.controllers import VOLUMES

    paths = VOLUMES.get(f"{owner.group}/{owner.kind}", ())
    data = value_at(owner.at.document.data, owner.at.path) if paths else None
    for path in paths:
        for _, value in parse(path)(data):
            if isinstance(value, str):
                yield value


def _webhooks(pod: PodTarget) -> Iterator[Webhook]:
    metadata = pod.metadata
    marks: dict[str, Any] = {}
    if metadata:
        marks = {**metadata.annotations, **metadata.labels}
    if not marks:
        return
    from podlint.pods.additions.webhooks import WEBHOOKS

    for hook in WEBHOOKS:
        if any(
            fnmatchcase(key, mark) and str(value).lower() not in _OFF
            for mark in hook.marks
            for key, value in marks.items()
        ):
            yield hook


_OFF = ("false", "disabled", "no", "off", "")


def _volumes(hook: Webhook, pod: PodTarget) -> frozenset[str]:
    """The volumes that a webhook adds, also the ones that annotations define as JSON."""
    annotations = pod.metadata.annotations if pod.metadata else {}
    defined: set[str] = set()
    for name in hook.defining:
        try:
            written = json.loads(annotations.get(name, "{}"))
        except (ValueError, RecursionError):
            continue
        defined.update(written if isinstance(written, dict) else ())
    return frozenset((*hook.volumes, *defined))


def _mounted(hook: Webhook, pod: PodTarget) -> frozenset[str]:
    """The volumes that the container of a webhook mounts, also the ones that annotations name."""
    named: set[str] = set(hook.mounted)
    annotations = pod.metadata.annotations if pod.metadata else {}
    texts = [str(annotations[key]) for key in hook.naming if key in annotations]
    for volume in pod.spec.volumes:
        if volume.name and any(volume.name in text for text in texts):
            named.add(volume.name)
    return frozenset(named)


def _matches(name: str, patterns: frozenset[str]) -> bool:
    return name in patterns or any(fnmatchcase(name, each) for each in patterns if "*" in each)
