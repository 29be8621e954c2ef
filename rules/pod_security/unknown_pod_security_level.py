"""A Pod Security label with a level that does not exist."""

from difflib import get_close_matches

from podlint.authoring import Namespace, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pss import LEVELS, policy_of


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `Namespace is invalid: metadata.labels: "
        "Invalid value: must be one of privileged, baseline, restricted`"
    ),
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
    """A Pod Security label on a Namespace has an unknown level.

    The levels are `privileged`, `baseline` and `restricted`, in lower case. The API server rejects
    a Namespace with any other level. If the label is already stored, for example because it was set
    before Kubernetes 1.23, the API server treats an unknown `enforce` level as restricted, and an
    unknown `warn` or `audit` level as privileged.

    Use one of the three levels, or remove the label.
    """
    metadata = namespace.metadata
    for fault in policy_of(metadata.labels).faults if metadata else ():
        if metadata and not fault.label.endswith("-version"):
            near = get_close_matches(fault.value.lower(), LEVELS, n=1)
            advice = (
                f"Write `{near[0]}`."
                if near
                else "Write `privileged`, `baseline` or `restricted`, or remove the label."
            )
            found = (
                f"unsupported level `{shortened(fault.value)}`" if fault.value else "empty level"
            )
            yield Problem(
                f"{found} in Pod Security label `{fault.label.partition('/')[2]}`",
                at=metadata.at / "labels" / fault.label,
                why="The API server rejects the Namespace.",
                help=advice,
            )
