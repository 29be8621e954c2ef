"""Control "HostProcess": Windows containers must not run as processes of the node."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData, struct
from podlint.pss.violation import Forbidden
from podlint.pss.wording import setters


def windows_host_process_v1_0(pod: PodData) -> Forbidden | None:
    """`securityContext.windowsOptions.hostProcess` must not be true, even in Linux Pods."""
    bad = [
        context
        for context in pod.security_contexts
        if struct(context.fields.get("windowsOptions")).get("hostProcess") is True
    ]
    if not bad:
        return None
    return Forbidden(
        "hostProcess",
        f"{setters(bad)} must not set securityContext.windowsOptions.hostProcess=true",
        tuple((*context.path, "windowsOptions", "hostProcess") for context in bad),
    )


WINDOWS_HOST_PROCESS = Check(
    id="windowsHostProcess",
    level="baseline",
    control="HostProcess",
    source="check_windowsHostProcess.go",
    revisions=(("v1.0", windows_host_process_v1_0),),
)
