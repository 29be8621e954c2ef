"""A NetworkPolicy with rules for a direction that it does not restrict."""

from __future__ import annotations

from podlint.authoring import NetworkPolicy, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the rules have no effect; connections that the policy should block are possible",
    asks_for=("policyTypes",),
    bad="""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          policyTypes: [Ingress]
          ingress:
            - from: [{podSelector: {}}]
          egress:  # finding
        # ^^^^^^
            - ports: [{port: 53, protocol: UDP}]
        """,
    good="""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: both
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
          ingress:
            - from: [{podSelector: {}}]
          egress:
            - ports: [{port: 53, protocol: UDP}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: default
        spec:
          podSelector: {}
          egress:
            - ports: [{port: 53, protocol: UDP}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: no-rules
        spec:
          podSelector: {}
          policyTypes: [Ingress]
          egress: []
        """,
)
def policy_rules_ignored(policy: NetworkPolicy) -> Problems:
    """A NetworkPolicy has rules for a direction that is not in its `policyTypes`.

    A policy restricts only the directions in `policyTypes`, and ignores rules for the other
    direction.

    Add the direction to `policyTypes`, or remove the rules.
    """
    spec = policy.spec
    if spec is None or not spec.policy_types:
        return
    for direction, field, rules in (
        ("Ingress", "ingress", spec.ingress),
        ("Egress", "egress", spec.egress),
    ):
        if rules and not spec.isolates(direction):
            yield Problem(
                f"NetworkPolicy ignores its `{field}` rules, because `policyTypes` does not "
                f"contain {direction}",
                at=spec.at / field,
                key=True,
                related=(
                    Related("the directions that the policy restricts", spec.at / "policyTypes"),
                ),
                why=f"The policy does not restrict {field} traffic at all.",
                help=f"Add `{direction}` to `policyTypes`, or remove `{field}`.",
            )
