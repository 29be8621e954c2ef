"""A Pod Security label with an invalid version."""

import re

from podlint.authoring import Namespace, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pss import policy_of


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `Namespace is invalid: metadata.labels: "
        'Invalid value: must be "latest" or "v1.x"`'
    ),
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
    """A Pod Security label on a Namespace has an invalid version.

    The version must be `latest`, or `v1.` followed by a Kubernetes minor version, such as `v1.29`.
    The API server rejects a Namespace with any other version. If the label is already stored, for
    example because it was set before Kubernetes 1.23, the API server uses `latest` instead. A
    version newer than the API server is valid: the API server then uses the newest version that it
    supports.

    Write the version as `v1.29`, not as `1.29` or `v1.29.4`.
    """
    metadata = namespace.metadata
    for fault in policy_of(metadata.labels).faults if metadata else ():
        if metadata and fault.label.endswith("-version"):
            minor = re.match(r"[vV]?1\.0*(\d{1,3})(\.|$)", fault.value)
            advice = (
                f"Write `v1.{minor[1]}`."
                if minor
                else "Write `latest`, or a version such as `v1.29`."
            )
            found = (
                f"invalid version `{shortened(fault.value)}`" if fault.value else "empty version"
            )
            yield Problem(
                f"{found} in Pod Security label `{fault.label.partition('/')[2]}`",
                at=metadata.at / "labels" / fault.label,
                why="The API server rejects the Namespace.",
                help=advice,
            )
