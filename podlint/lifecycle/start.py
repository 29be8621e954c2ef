"""The order in which the containers of a Pod start, and what each of them waits for.

Init containers and sidecars start one after the other. An init container must end with exit code 0.
A sidecar must have started: its startup probe has succeeded, or, if it has none, it runs and its
postStart hook has completed. Then the app containers start in the order of the spec, each after the
postStart hook of the previous one. They do not wait for each other's probes.

Source: `computeInitContainerActions` and `SyncPod` of `pkg/kubelet/kuberuntime`; KEP-753.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from podlint.models import Container, PodSpec
from podlint.startup.frozen import Frozen

from .bounds import Bounds
from .probing import first_success, start_up_budget, until_killed

__all__ = ["Gate", "Start", "starts"]

Gate: TypeAlias = Literal["ends", "startup probe", "postStart", "runs"]
"""What must happen before the next container starts."""

_AT_ONCE = Bounds(0, 0)
_UNKNOWN = Bounds(0, None)


class Start(Frozen):
    """How one container starts; times are in seconds from the start of the Pod on its node.

    The times do not include pulling images and creating containers.
    """

    container: Container
    gate: Gate
    """What the next container waits for."""
    begins: Bounds
    """When the container is started."""
    opens: Bounds
    """When the next container can start."""
    ready: Bounds | None
    """When it is ready; None for an init container, which never becomes ready."""
    budget: Bounds | None
    """The time from `begins` until it is killed unless a probe succeeds; None if it is not."""
    hang: Bounds | None
    """The time from when it hangs until it is killed; None without a liveness probe."""


def starts(spec: PodSpec) -> Iterator[Start]:
    """Each init container, sidecar and app container, in start order."""
    begins = _AT_ONCE
    for container in (*spec.init_containers, *spec.containers):
        gate = _gate(container)
        opens = begins.plus(_takes(container, gate))
        yield Start(
            container=container,
            gate=gate,
            begins=begins,
            opens=opens,
            ready=None if container.sort == "init" else begins.plus(_until_ready(container)),
            budget=None if container.sort == "init" else start_up_budget(container),
            hang=None if container.sort == "init" else until_killed(container),
        )
        begins = opens


def _gate(container: Container) -> Gate:
    if container.sort == "init":
        return "ends"
    if container.sort == "sidecar" and container.startup_probe:
        return "startup probe"
    return "postStart" if container.lifecycle and container.lifecycle.post_start else "runs"


def _takes(container: Container, gate: Gate) -> Bounds:
    """The time from the start of a container until the next one can start."""
    hook = _hook(container)
    if gate == "ends":
        return _UNKNOWN
    if gate == "startup probe" and container.startup_probe:
        return hook.and_also(first_success(container.startup_probe))
    return hook


def _hook(container: Container) -> Bounds:
    """The duration of the postStart hook of a container."""
    hook = container.lifecycle and container.lifecycle.post_start
    if not hook:
        return _AT_ONCE
    if hook.sleep:
        return Bounds(hook.sleep.seconds or 0, hook.sleep.seconds or 0)
    return _UNKNOWN


def _until_ready(container: Container) -> Bounds:
    """From the start of a container until it is ready; hook and probes count from its start."""
    found = _hook(container)
    for probe in (container.startup_probe, container.readiness_probe):
        if probe:
            found = found.and_also(first_success(probe))
    return found
