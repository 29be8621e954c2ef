"""A Pod Security label with a version that cannot be read."""

import re

from podlint.authoring import Namespace, Problem, Problems, Severity, rule
from podlint.pss import policy_of


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: Namespace is invalid: metadata.labels: Invalid value: must be "latest" '
    'or "v1.x"',
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/enforce-version: "1.29"  # finding
            #                                           ^^^^^^
            pod-security.kubernetes.io/warn-version: v1.29.4  # finding
            pod-security.kubernetes.io/audit-version: v1.29
        """,
    good="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/enforce-version: v1.29
            pod-security.kubernetes.io/warn: restricted
            pod-security.kubernetes.io/warn-version: latest
        """,
)
def malformed_pod_security_version(namespace: Namespace) -> Problems:
    """A Namespace asks for a version of Pod Security that is not written as one.

    A version is `latest` or `v1.` and the minor version of Kubernetes: `v1.29`. The API server
    refuses the Namespace. Where the label is there already, it counts as `latest`. A version that
    is newer than the API server is valid and means its newest.

    Write `v1.29` rather than `1.29`, and leave the patch version out.
    """
    metadata = namespace.metadata
    for fault in policy_of(metadata.labels).faults if metadata else ():
        if metadata and fault.label.endswith("-version"):
            minor = re.match(r"[vV]?1\.0*(\d{1,3})(\.|$)", fault.value)
            advice = f"write v1.{minor[1]}" if minor else "write latest, or one such as v1.29"
            yield Problem(
                f"{fault.label.partition('/')[2]} {fault.value!r} is no version of Pod Security",
                at=metadata.at / "labels" / fault.label,
                why="The API server refuses the Namespace.",
                help=f"{advice}.",
            )
