"""Control "Host Namespaces": the Pod must not share the namespaces of its node."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData
from podlint.pss.violation import Forbidden

_FIELDS = ("hostNetwork", "hostPID", "hostIPC")


def host_namespaces_v1_0(pod: PodData) -> Forbidden | None:
    """`spec.hostNetwork`, `hostPID` and `hostIPC` must not be true."""
    shared = [field for field in _FIELDS if pod.spec.get(field) is True]
    if not shared:
        return None
    return Forbidden(
        "host namespaces",
        ", ".join(f"{field}=true" for field in shared),
        tuple(("spec", field) for field in shared),
    )


HOST_NAMESPACES = Check(
    id="hostNamespaces",
    level="baseline",
    control="Host Namespaces",
    source="check_hostNamespaces.go",
    revisions=(("v1.0", host_namespaces_v1_0),),
)
