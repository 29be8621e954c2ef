"""Control "/proc Mount Type": /proc must stay masked."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData
from podlint.pss.violation import Forbidden
from podlint.pss.wording import containers, quoted_set


def proc_mount_v1_0(pod: PodData) -> Forbidden | None:
    """`securityContext.procMount` of a container must be missing or Default, but not ""."""
    bad, values = [], []
    for context in pod.container_contexts:
        value = context.fields.get("procMount")
        if isinstance(value, str) and value != "Default":
            bad.append(context)
            values.append(value)
    if not bad:
        return None
    return Forbidden(
        "procMount",
        f"{containers(bad)} must not set securityContext.procMount to {quoted_set(values)}",
        tuple((*context.path, "procMount") for context in bad),
    )


def proc_mount_v1_35(pod: PodData) -> Forbidden | None:
    """As before, except for Pods in a user namespace (`hostUsers: false`)."""
    return None if pod.has_user_namespace else proc_mount_v1_0(pod)


PROC_MOUNT = Check(
    id="procMount",
    level="baseline",
    control="/proc Mount Type",
    source="check_procMount_baseline.go",
    revisions=(
        ("v1.0", proc_mount_v1_0),
        ("v1.35", proc_mount_v1_35),
    ),
)
# Baseline relaxed this check in v1.35, but restricted did not. Before, both had the same check.
PROC_MOUNT_RESTRICTED = Check(
    id="procMount_restricted",
    level="restricted",
    control="/proc Mount Type",
    source="check_procMount_restricted.go",
    revisions=(("v1.35", proc_mount_v1_0),),
    overrides="procMount",
)
