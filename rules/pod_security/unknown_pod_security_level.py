"""A Pod Security label with a level that does not exist."""

from difflib import get_close_matches

from podlint.authoring import Namespace, Problem, Problems, Severity, rule
from podlint.pss import LEVELS, policy_of


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: Namespace is invalid: metadata.labels: Invalid value: must be one of "
    "privileged, baseline, restricted",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: Restricted  # finding
            #                                   ^^^^^^^^^^
            pod-security.kubernetes.io/warn: ""  # finding
            pod-security.kubernetes.io/audit: restricted
        """,
    good="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/warn: restricted
            pod-security.kubernetes.io/audit: privileged
        """,
)
def unknown_pod_security_level(namespace: Namespace) -> Problems:
    """A Namespace asks for a level of Pod Security that does not exist.

    The levels are `privileged`, `baseline` and `restricted`, in lower case. The API server refuses
    the Namespace. Where the label is there already, such as from before Kubernetes 1.23, an unknown
    `enforce` counts as restricted, an unknown `warn` or `audit` as privileged.

    Write one of the three, or remove the label.
    """
    metadata = namespace.metadata
    for fault in policy_of(metadata.labels).faults if metadata else ():
        if metadata and not fault.label.endswith("-version"):
            near = get_close_matches(fault.value.lower(), LEVELS, n=1)
            advice = f"write {near[0]}" if near else f"write one of {', '.join(LEVELS)}"
            yield Problem(
                f"{fault.label.partition('/')[2]} {fault.value!r} is no level of Pod Security",
                at=metadata.at / "labels" / fault.label,
                why="The API server refuses the Namespace.",
                help=f"{advice}.",
            )
