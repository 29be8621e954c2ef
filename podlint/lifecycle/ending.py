"""What happens when containers end: restarts with their back-off, and the final phase of the Pod.

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
"""Seconds that the kubelet waits before each restart; the last number applies to all later ones.

The first restart is immediate. The delay then doubles from 10 s up to 5 min.
"""

BACK_OFF_RESET = 600
"""Seconds that a container must run so that its next restart is immediate again."""

After: TypeAlias = Literal["restarted", "next starts", "stays ended", "Pod fails"]
"""What happens after a container ends.

- `restarted`: the kubelet restarts it, with back-off.
- `next starts`: the next container in the start order starts.
- `stays ended`: the Pod continues with its other containers, and ends when the last one ends.
- `Pod fails`: no other container starts.
"""

Phase: TypeAlias = Literal["Succeeded", "Failed"]


class Ending(Frozen):
    """What happens when a container ends."""

    container: Container
    policy: str
    """The restart policy that applies: its own, otherwise the one of the Pod."""
    on_success: After
    """What happens after exit code 0."""
    on_failure: After
    """What happens after any other exit code."""
    codes: bool
    """Whether `restartPolicyRules` also restart it after some exit codes."""


def endings(spec: PodSpec) -> Iterator[Ending]:
    """What happens when each init container, sidecar and app container ends.

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
    """The final phases that the Pod can reach when its containers end; empty if none.

    Sidecars do not count, because they are stopped when all app containers have ended. In addition,
    every Pod fails that is evicted or exceeds its `activeDeadlineSeconds`.
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
