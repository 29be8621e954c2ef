"""Control "Privilege Escalation": set-user-ID programs must not gain privileges."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData
from podlint.pss.violation import Forbidden
from podlint.pss.wording import containers


def allow_privilege_escalation_v1_8(pod: PodData) -> Forbidden | None:
    """`securityContext.allowPrivilegeEscalation` of each container must be false, explicitly."""
    bad = [
        c for c in pod.container_contexts if c.fields.get("allowPrivilegeEscalation") is not False
    ]
    if not bad:
        return None
    return Forbidden(
        "allowPrivilegeEscalation != false",
        f"{containers(bad)} must set securityContext.allowPrivilegeEscalation=false",
        tuple((*context.path, "allowPrivilegeEscalation") for context in bad),
    )


def allow_privilege_escalation_v1_25(pod: PodData) -> Forbidden | None:
    """As before, except for Windows Pods, where the field is not allowed."""
    return None if pod.is_windows else allow_privilege_escalation_v1_8(pod)


ALLOW_PRIVILEGE_ESCALATION = Check(
    id="allowPrivilegeEscalation",
    level="restricted",
    control="Privilege Escalation",
    source="check_allowPrivilegeEscalation.go",
    revisions=(
        ("v1.8", allow_privilege_escalation_v1_8),
        ("v1.25", allow_privilege_escalation_v1_25),
    ),
)
