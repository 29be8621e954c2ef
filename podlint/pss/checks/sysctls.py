"""Control "Sysctls": only namespaced sysctls that cannot harm the node."""

from __future__ import annotations

from podlint.pss.check import Check, Test
from podlint.pss.pod import PodData, items, struct, text
from podlint.pss.violation import Forbidden

_V1_0 = frozenset(
    {
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range",
        "net.ipv4.ip_unprivileged_port_start",
    }
)
_V1_27 = _V1_0 | {"net.ipv4.ip_local_reserved_ports"}
_V1_29 = _V1_27 | {
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
}
_V1_32 = _V1_29 | {"net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"}
_V1_37 = _V1_32 | {"net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat"}


def sysctls(allowed: frozenset[str]) -> Test:
    """`spec.securityContext.sysctls[*].name` must be an allowed sysctl, written with dots."""

    def test(pod: PodData) -> Forbidden | None:
        context = pod.security_context
        forbidden = {
            (*context.path, "sysctls", index, "name"): name
            for index, sysctl in enumerate(items(context.fields.get("sysctls")))
            if (name := text(struct(sysctl).get("name"))) not in allowed
        }
        if not forbidden:
            return None
        return Forbidden("forbidden sysctls", ", ".join(forbidden.values()), tuple(forbidden))

    return test


SYSCTLS = Check(
    id="sysctls",
    level="baseline",
    control="Sysctls",
    source="check_sysctls.go",
    revisions=(
        ("v1.0", sysctls(_V1_0)),
        ("v1.27", sysctls(_V1_27)),
        ("v1.29", sysctls(_V1_29)),
        ("v1.32", sysctls(_V1_32)),
        ("v1.37", sysctls(_V1_37)),
    ),
)
