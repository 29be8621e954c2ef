"""A resource claim that the Pod does not define."""

import re

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.models.guess import nearest


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].resources.claims[0]: Not "
        "found: must be one of the names in pod.spec.resourceClaims`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resourceClaims:
            - name: gpu
              resourceClaimTemplateName: gpu
          containers:
            - name: app
              image: app:1.4
              resources:
                claims:
                  - name: gpus  # finding
                  #       ^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resourceClaims:
            - name: gpu
              resourceClaimTemplateName: gpu
          containers:
            - name: app
              image: app:1.4
              resources:
                claims:
                  - name: gpu
        """,
)
def undefined_resource_claim(refused: Refused) -> Problems:
    """A container uses a resource claim that the Pod does not define.

    `resources.claims` refers to entries of the Pod's `resourceClaims`, not to ResourceClaim
    objects.

    Use the name of an entry, or add an entry.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    value = refused.value
    wanted = str(value.get("name")) if isinstance(value, dict) else ""
    known = re.split(", ?", refused.error.detail.partition(": ")[2])
    meant = nearest(wanted, filter(None, known))
    return (
        f"Write `{meant}`."
        if meant
        else "Use the name of an entry in `spec.resourceClaims`, or add an entry."
    )
