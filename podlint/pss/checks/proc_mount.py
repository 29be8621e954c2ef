"""Control "/proc Mount Type": the masks over /proc must stay."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData
from podlint.pss.violation import Forbidden
from podlint.pss.wording import containers, quoted_set


def proc_mount_v1_0(pod: PodData) -> Forbidden | None:
    """`securityContext.procMount` of a container must be absent or Default; "" is neither."""
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
    """As before, but a Pod in a user namespace (`hostUsers: false`) is exempt."""
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
# Restricted keeps what baseline relaxed in v1.35; before that it ran the check of baseline.
PROC_MOUNT_RESTRICTED = Check(
    id="procMount_restricted",
    level="restricted",
    control="/proc Mount Type",
    source="check_procMount_restricted.go",
    revisions=(("v1.35", proc_mount_v1_0),),
    overrides="procMount",
)
