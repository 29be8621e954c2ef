"""What happens when containers end: restarts, their back-off, and the phase that a Pod reaches.

Source: Kubernetes documentation, "Pod Lifecycle", sections "Container restarts" and "Individual
container restart policy and rules"; `getPhase` of `pkg/kubelet/kubelet_pods.go`; KEP-5307.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from podlint.models import Container, PodSpec
from podlint.models.restart import ContainerRestartRule
from podlint.startup.frozen import Frozen

__all__ = ["BACK_OFF", "BACK_OFF_RESET", "After", "Ending", "Phase", "endings", "phases"]

BACK_OFF = (0, 10, 20, 40, 80, 160, 300)
"""Seconds that the kubelet waits before each restart of a container; the last for all later ones.

The first restart is immediate; then the pause doubles from 10 s up to 5 min.
"""

BACK_OFF_RESET = 600
"""Seconds that a container has to run before its next restart is immediate again."""

After: TypeAlias = Literal["restarted", "next starts", "stays ended", "Pod fails"]
"""What comes after the end of a container.

- `restarted`: by the kubelet, with back-off.
- `next starts`: the next container in the order of the start.
- `stays ended`: its Pod goes on with the others, and ends with the last of them.
- `Pod fails`: no other container starts.
"""

Phase: TypeAlias = Literal["Succeeded", "Failed"]


class Ending(Frozen):
    """What the end of one container leads to."""

    container: Container
    policy: str
    """The restart policy that holds for it: its own, or the Pod's."""
    on_success: After
    """After exit code 0."""
    on_failure: After
    """After any other exit code."""
    codes: bool
    """Whether `restartPolicyRules` restart it after some exit codes beyond what is said here."""


def endings(spec: PodSpec) -> Iterator[Ending]:
    """For each init container, sidecar and app container what its end leads to.

    Source: `ContainerShouldRestart` of `pkg/api/v1/pod`: the rules, then the policies.
    """
    for container in (*spec.init_containers, *spec.containers):
        policy = container.restart_policy or spec.effective_restart_policy
        yield Ending(
            container=container,
            policy=policy,
            on_success=_on_success(container, policy),
            on_failure=_on_failure(container, policy),
            codes=bool(container.restart_policy and container.restart_policy_rules),
        )


def _on_success(container: Container, policy: str) -> After:
    if container.sort == "init":
        return "next starts"
    rules = container.restart_policy_rules if container.restart_policy else []
    restarted = policy == "Always" or any(_restarts_success(each) for each in rules)
    return "restarted" if restarted else "stays ended"


def _on_failure(container: Container, policy: str) -> After:
    rules = container.restart_policy_rules if container.restart_policy else []
    if policy != "Never" or any(_restarts_all_failures(each) for each in rules):
        return "restarted"
    return "Pod fails" if container.sort == "init" else "stays ended"


def _restarts_success(rule: ContainerRestartRule) -> bool:
    codes = rule.exit_codes
    return codes is not None and (0 in codes.values) == (codes.operator == "In")


def _restarts_all_failures(rule: ContainerRestartRule) -> bool:
    codes = rule.exit_codes
    return codes is not None and codes.operator == "NotIn" and not any(codes.values)


def phases(spec: PodSpec) -> tuple[Phase, ...]:
    """The last phases that the Pod can reach by the ends of its containers; empty if none.

    Sidecars have no part in it: they are stopped when all app containers have ended. Any Pod fails
    that is evicted, or that outlives its `activeDeadlineSeconds`.
    """
    all_ends = list(endings(spec))
    apps = [each for each in all_ends if each.container.sort == "app"]
    found: list[Phase] = []
    if apps and all(each.on_success == "stays ended" for each in apps):
        found.append("Succeeded")
    all_end = all("stays ended" in (each.on_success, each.on_failure) for each in apps)
    one_fails = any(each.on_failure == "stays ended" for each in apps)
    if (all_end and one_fails) or any(each.on_failure == "Pod fails" for each in all_ends):
        found.append("Failed")
    return tuple(found)
