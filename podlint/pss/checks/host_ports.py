"""Control "Host Ports": containers must not bind ports of the node."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import ContainerData, PodData, integer, items, struct
from podlint.pss.violation import Forbidden, Path
from podlint.pss.wording import containers, plural


def host_ports_v1_0(pod: PodData) -> Forbidden | None:
    """`ports[*].hostPort` of a container must be missing or 0."""
    using: list[ContainerData] = []
    taken: dict[Path, str] = {}
    for container in pod.containers:
        own = {
            (*container.path, "ports", index, "hostPort"): str(port)
            for index, entry in enumerate(items(container.fields.get("ports")))
            if (port := integer(struct(entry).get("hostPort")))
        }
        if own:
            using.append(container)
            taken |= own
    if not using:
        return None
    ports = sorted(set(taken.values()))
    return Forbidden(
        "hostPort",
        f"{containers(using)} {plural(using, 'uses', 'use')} "
        f"{plural(ports, 'hostPort', 'hostPorts')} {', '.join(ports)}",
        tuple(taken),
    )


HOST_PORTS = Check(
    id="hostPorts",
    level="baseline",
    control="Host Ports",
    source="check_hostPorts.go",
    revisions=(("v1.0", host_ports_v1_0),),
)
