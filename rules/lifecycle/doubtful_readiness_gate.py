"""A readiness gate for which no controller is known."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule

_MOOT = frozenset(("Initialized", "PodReadyToStartContainers"))
"""Conditions that are true before any container can be ready."""

_KNOWN = frozenset(("InPlaceUpdateReady", "KruisePodReady"))
"""Conditions without a domain that a controller does set: OpenKruise."""

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
"""What `built-in-readiness-gate` speaks of."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("readinessGates",),
    symptom="Running, but never Ready: READINESS GATES shows 0/1, reason ReadinessGatesNotReady",
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

    A [readiness gate](https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate)
    holds a Pod back until something outside sets its condition to true. Controllers name their
    conditions with their domain, such as `target-health.elbv2.k8s.aws/...`; a name without one is
    mostly a slip, and the Pod is never Ready. `Initialized` is true before any container runs, so
    that a gate on it says nothing; `www.example.com/feature-1` is copied from a documentation.

    Write the name that the controller sets, domain and all, or remove the gate. Gates on other
    conditions of Kubernetes' own surely fail: `built-in-readiness-gate` reports them.
    """
    for gate in pod.spec.readiness_gates:
        name = gate.condition_type
        copied = name and _FROM_THE_DOCUMENTATION.match(name)
        if not name or ("/" in name and not copied) or name in _KNOWN or name in _NEVER:
            continue
        if copied:
            message = (
                f"{name} is the example of a documentation: no controller sets it, and until one "
                "does the Pod is never Ready; write the name that yours sets, or remove the gate"
            )
        elif name in _MOOT:
            message = f"{name} is true before any container runs: the gate says nothing; remove it"
        else:
            message = (
                f"no known controller sets the condition {name}, and until one does the Pod is "
                "never Ready; write the name that yours sets, such as target-health.example.com/web"
            )
        yield Problem(message, at=gate.at / "conditionType")
