"""Restart policies of single containers that a version of Kubernetes knows but drops.

They take effect only where their feature gate is on.

Source: `dropDisabledFields` of `pkg/api/pod/util.go`; KEP-753 (SidecarContainers, on since 1.29)
and KEP-5307 (ContainerRestartRules, on since 1.35).
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Place
from podlint.models import Container, KubernetesObject
from podlint.models.workloads import pods_of
from podlint.startup.frozen import Frozen
from podlint.validation.cluster import Cluster
from podlint.version import parse_version

__all__ = ["DroppedPolicy", "dropped_policies"]

_KNOWN = (1, 28)
_SIDECARS = (1, 29)
_RULES = (1, 35)


class DroppedPolicy(Frozen):
    """The restart policy of one container, in versions that drop it.

    Attributes:
        policy: The policy.
        container: The container, as a message names it.
        at: Where it is written.
        versions: The versions that drop it.
        effect: What happens instead, as a sentence.
        remedy: What to write, as a sentence.
    """

    policy: str
    container: str
    at: Place
    versions: tuple[str, ...]
    effect: str
    remedy: str


def dropped_policies(obj: KubernetesObject, cluster: Cluster) -> Iterator[DroppedPolicy]:
    """The restart policies of single containers that the versions of a cluster drop."""
    known = [version for version in cluster.versions if parse_version(version) >= _KNOWN]
    gate = dict(cluster.gates).get("ContainerRestartRules")
    before_rules = tuple(
        each for each in known if not (parse_version(each) >= _RULES if gate is None else gate)
    )
    before_sidecars = tuple(each for each in known if parse_version(each) < _SIDECARS)
    if not before_rules:
        return
    for pod in pods_of(obj):
        for container in (*pod.spec.init_containers, *pod.spec.containers):
            if container.restart_policy is None:
                continue
            if container.sort == "sidecar":
                if before_sidecars:
                    yield _sidecar(container, before_sidecars)
            else:
                yield _other(container, before_rules)


def _sidecar(container: Container, versions: tuple[str, ...]) -> DroppedPolicy:
    return DroppedPolicy(
        "Always",
        f"init container `{container}`",
        container.at / "restartPolicy",
        versions,
        "The container is then an ordinary init container: the Pod stays in Init until it exits.",
        "Move the container to `containers`, or upgrade the cluster to Kubernetes 1.29 or later.",
    )


def _other(container: Container, versions: tuple[str, ...]) -> DroppedPolicy:
    kind = "init container" if container.sort == "init" else "app container"
    return DroppedPolicy(
        str(container.restart_policy),
        f"{kind} `{container.name}`",
        container.at / "restartPolicy",
        versions,
        "If the field is dropped, the Pod's policy applies.",
        "Remove `restartPolicy` from the container, or set it for the Pod.",
    )
