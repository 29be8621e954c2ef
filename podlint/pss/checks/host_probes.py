"""Control "Host Probes / Lifecycle Hooks": probes and hooks must not call other hosts."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pss.check import Check
from podlint.pss.pod import ContainerData, Fields, PodData, struct, text
from podlint.pss.violation import Forbidden, Path
from podlint.pss.wording import plural, quoted_set

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_HOOKS = ("postStart", "preStop")
_ACTIONS = ("httpGet", "tcpSocket")


def host_probes_and_host_lifecycle_v1_34(pod: PodData) -> Forbidden | None:
    """`httpGet.host` and `tcpSocket.host` of probes and hooks must be empty.

    localhost is also a host. A `Host` header does not count.
    """
    names, hosts, paths = set(), set(), []
    for container in pod.containers:
        for path, host in _hosts(container):
            names.add(container.name)
            hosts.add(host)
            paths.append(path)
    if not paths:
        return None
    return Forbidden(
        "probe or lifecycle host",
        f"{plural(names, 'container', 'containers')} {quoted_set(names)} "
        f"{plural(names, 'uses', 'use')} "
        f"{plural(hosts, 'probe or lifecycle host', 'probe or lifecycle hosts')} "
        f"{quoted_set(hosts)}",
        tuple(paths),
    )


def _hosts(container: ContainerData) -> Iterator[tuple[Path, str]]:
    for steps, handler in _handlers(container.fields):
        for action in _ACTIONS:
            if host := text(struct(handler.get(action)).get("host")):
                yield (*container.path, *steps, action, "host"), host


def _handlers(container: Fields) -> Iterator[tuple[Path, Fields]]:
    for probe in _PROBES:
        if probe in container:
            yield (probe,), struct(container[probe])
    lifecycle = struct(container.get("lifecycle"))
    for hook in _HOOKS:
        if hook in lifecycle:
            yield ("lifecycle", hook), struct(lifecycle[hook])


HOST_PROBES_AND_HOST_LIFECYCLE = Check(
    id="hostProbesAndHostLifecycle",
    level="baseline",
    control="Host Probes / Lifecycle Hooks",
    source="check_hostProbesAndhostLifecycle.go",
    revisions=(("v1.34", host_probes_and_host_lifecycle_v1_34),),
)
