"""Control "Privileged Containers": they disable most security mechanisms."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData
from podlint.pss.violation import Forbidden
from podlint.pss.wording import containers


def privileged_v1_0(pod: PodData) -> Forbidden | None:
    """`securityContext.privileged` of a container must not be true."""
    bad = [c for c in pod.container_contexts if c.fields.get("privileged") is True]
    if not bad:
        return None
    return Forbidden(
        "privileged",
        f"{containers(bad)} must not set securityContext.privileged=true",
        tuple((*c.path, "privileged") for c in bad),
    )


PRIVILEGED = Check(
    id="privileged",
    level="baseline",
    control="Privileged Containers",
    source="check_privileged.go",
    revisions=(("v1.0", privileged_v1_0),),
)
