"""Taints of nodes, and the tolerations of Pods for them.

Source: `Toleration.ToleratesTaint` and `FindMatchingUntoleratedTaint` of
k8s.io/component-helpers/scheduling/corev1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from podlint.scheduling.conditions import integer, is_literal
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models.toleration import Toleration

__all__ = ["DAEMON_TAINTS", "Taint", "tolerates", "untolerated"]

FILTERING = ("NoSchedule", "NoExecute")
"""The effects that keep Pods away; with `PreferNoSchedule` a node is only less welcome."""

DAEMON_TAINTS = frozenset(
    f"node.kubernetes.io/{name}"
    for name in (
        "disk-pressure",
        "memory-pressure",
        "network-unavailable",
        "not-ready",
        "pid-pressure",
        "unreachable",
        "unschedulable",
    )
)
"""The taints that the Pods of a DaemonSet may tolerate without saying so."""


class Taint(Frozen):
    """A taint of a node.

    Attributes:
        key: The key.
        value: The value; empty if there is none.
        effect: ``NoSchedule``, ``PreferNoSchedule`` or ``NoExecute``.
    """

    key: str
    value: str
    effect: str

    def __str__(self) -> str:
        """The taint as kubectl writes it: ``key=value:NoSchedule``."""
        return (
            f"{self.key}={self.value}:{self.effect}" if self.value else f"{self.key}:{self.effect}"
        )


def untolerated(taints: Iterable[Taint], tolerations: Iterable[Toleration]) -> Taint | None:
    """The first taint that keeps a Pod with these tolerations away, or None."""
    tolerations = tuple(tolerations)
    return next(
        (
            taint
            for taint in taints
            if taint.effect in FILTERING and not any(tolerates(each, taint) for each in tolerations)
        ),
        None,
    )


def tolerates(toleration: Toleration, taint: Taint) -> bool:
    """Whether a toleration matches a taint. One with a placeholder is taken to match."""
    if not is_literal(toleration.key or "", toleration.value or "", toleration.effect or ""):
        return True
    if toleration.effect and toleration.effect != taint.effect:
        return False
    if toleration.key and toleration.key != taint.key:
        return False
    match toleration.operator or "Equal":
        case "Exists":
            return True
        case "Equal":
            return (toleration.value or "") == taint.value
        case "Gt" | "Lt":
            bound, number = integer(toleration.value), integer(taint.value)
            if bound is None or number is None:
                return False
            return number > bound if toleration.operator == "Gt" else number < bound
    return False
