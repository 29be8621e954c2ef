"""A node label for the platform with a value that no node has."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Fix, Place, PodTarget, Problem, Problems, SetValue, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.models.affinity import NodeSelectorRequirement
from podlint.scheduling.platforms import PLATFORM_LABELS, intended_platform, is_platform


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays Pending; the event `FailedScheduling` with `didn't match Pod's node "
        "affinity/selector`"
    ),
    fragments=True,
    asks_for=("nodeSelector", "nodeAffinity"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/arch: x86_64  # finding
            #                   ^^^^^^
            kubernetes.io/os: Linux  # finding
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - key: beta.kubernetes.io/arch
                        operator: In
                        values: [aarch64, armv8]  # finding
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  preference:
                    matchExpressions:
                      - {key: kubernetes.io/arch, operator: In, values: [power]}  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/arch: amd64
            kubernetes.io/os: linux
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - key: beta.kubernetes.io/arch
                        operator: In
                        values: [arm64, armv8]
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  preference:
                    matchExpressions:
                      - {key: kubernetes.io/arch, operator: In, values: [power]}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/arch: arm64
            kubernetes.io/os: linux
            example.com/arch: x86_64
            beta.kubernetes.io/arch: ${ARCH}
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: kubernetes.io/arch, operator: In, values: [arm64, aarch64]}
                      - {key: kubernetes.io/arch, operator: NotIn, values: [x86_64]}
                      - {key: kubernetes.io/os, operator: Exists}
                      - {key: kubernetes.io/arch, operator: In, values: ["{{arch}}"]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def impossible_node_platform(pod: PodTarget) -> Problems:
    """A Pod selects nodes by a platform name that no node has.

    The kubelet sets the labels `kubernetes.io/arch` and `kubernetes.io/os` to the names that Go
    uses, such as `amd64`, `arm64` and `linux`. Names from `uname`, such as `x86_64`, never match,
    and label values are case-sensitive.

    If a condition lists several values and a node can have one of them, podlint does not report the
    other values.

    Use Go's name for the platform.
    """
    for label, value, place, required in _conditions(pod):
        meant = intended_platform(label, value)
        known = listed(
            sorted(PLATFORM_LABELS[label] & {"amd64", "arm64", "linux", "windows"}), "or"
        )
        yield Problem(
            f"no node has the label `{label}: {shortened(value, 30)}`",
            at=place,
            fix=Fix(f"replace with {meant}", (SetValue(place.path, meant),), safe=False)
            if meant
            else None,
            severity=Severity.ERROR if meant and required else Severity.WARNING,
            why="The Pod stays Pending, because no node matches."
            if required
            else "The preference has no effect.",
            help=f"Write `{meant}`." if meant else f"Write the name that Go uses, such as {known}.",
        )


def _conditions(pod: PodTarget) -> Iterator[tuple[str, str, Place, bool]]:
    """Labels with an impossible value, its place, and whether the Pod cannot do without it."""
    spec = pod.spec
    for label, value in spec.node_selector.items():
        if not is_platform(label, value) and _is_literal(value):
            yield label, value, spec.at / "nodeSelector" / label, True
    affinity = spec.affinity.node_affinity if spec.affinity else None
    for part, required in (
        (affinity and affinity.required_during_scheduling_ignored_during_execution, True),
        *(
            (each, False)
            for each in (
                affinity.preferred_during_scheduling_ignored_during_execution if affinity else ()
            )
        ),
    ):
        for node in part.nodes() if part else ():
            if isinstance(node, NodeSelectorRequirement) and node.operator == "In":
                label, values = node.key or "", node.values
                possible = any(is_platform(label, each) for each in values)
                if values and not possible and _is_literal(values[0]):
                    yield label, values[0], node.at / "values" / 0, required


def _is_literal(value: str) -> bool:
    return bool(value) and not any(mark in value for mark in "{$<%")
