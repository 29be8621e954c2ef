"""A readiness gate whose condition no known controller sets."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened

_MOOT = frozenset(("Initialized", "PodReadyToStartContainers"))
"""Conditions that are true before any container can be ready."""

_KNOWN = frozenset(("InPlaceUpdateReady", "KruisePodReady"))
"""Conditions without a domain that a known controller sets: OpenKruise."""

_FROM_THE_DOCUMENTATION = pattern(r"(?:www\.)?example\.(?:com|net|org)/")

_NEVER = frozenset(
    (
        "AllContainersRestarting",
        "ContainersReady",
        "DisruptionTarget",
        "PodResizeInProgress",
        "PodResizePending",
        "PodScheduled",
        "Ready",
    )
)
"""Conditions that `built-in-readiness-gate` reports."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("readinessGates",),
    symptom=(
        "Running, but never Ready; `READINESS GATES` shows `0/1`, with the "
        "reason `ReadinessGatesNotReady`"
    ),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              readinessGates:
                - conditionType: registered  # finding
                #                ^^^^^^^^^^
                - conditionType: Initialized  # finding
                - conditionType: www.example.com/feature-1  # finding
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
          readinessGates:
            - conditionType: target-health.elbv2.k8s.aws/k8s-web-0a1b2c3d4e
            - conditionType: cloud.google.com/load-balancer-neg-ready
            - conditionType: InPlaceUpdateReady
            - conditionType: Ready
          containers:
            - name: app
              image: app:1.4
        """,
)
def doubtful_readiness_gate(pod: PodTarget) -> Problems:
    """A readiness gate names a condition that no known controller sets.

    A [readiness
    gate](https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate)
    keeps a Pod from being Ready until an external controller sets the condition to true.
    Controllers prefix their conditions with a domain, such as `target-health.elbv2.k8s.aws/...`. A
    name without a domain is usually a mistake, and the Pod is never Ready. The name
    `www.example.com/feature-1` is copied from documentation. `Initialized` is true before any app
    container runs, so a gate on it has no effect. Gates on other conditions that Kubernetes itself
    sets are never satisfied; `built-in-readiness-gate` reports these gates.

    Write the name that the controller sets, including its domain, or remove the gate.
    """
    for gate in pod.spec.readiness_gates:
        name = gate.condition_type
        copied = name and _FROM_THE_DOCUMENTATION.match(name)
        if not name or ("/" in name and not copied) or name in _KNOWN or name in _NEVER:
            continue
        shown = f"readiness gate `{shortened(name, 40)}`"
        why = "The Pod is never Ready until a controller sets this condition to true."
        if copied:
            message = f"{shown} is an example from documentation"
            advice = "Write the condition that your controller sets, or remove the gate."
        elif name in _MOOT:
            message = f"{shown} has no effect"
            why = "The condition is true before any app container runs."
            advice = "Remove the gate."
        else:
            message = f"{shown} names a condition that no known controller sets"
            advice = (
                "Write the condition that your controller sets, with its domain, such as "
                "`target-health.example.com/web`, or remove the gate."
            )
        yield Problem(message, at=gate.at / "conditionType", why=why, help=advice)
