"""A NetworkPolicy for egress that also denies all ingress."""

from __future__ import annotations

from podlint.authoring import (
    NetworkPolicy,
    ObjectSet,
    Problem,
    Problems,
    Related,
    Service,
    Severity,
    rule,
)
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`connection timed out` for all requests to the Pods since the policy was applied",
    asks_for=("egress",),
    bad="""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:  # finding
      # ^^^^
          podSelector:
            matchLabels: {app: web}
          egress:
            - ports: [{port: 53, protocol: UDP}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        ---
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
              containers:
                - name: app
                  image: app:1.4
        """,
    good=(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: explicit
        spec:
          podSelector:
            matchLabels: {app: web}
          policyTypes: [Ingress, Egress]
          egress:
            - ports: [{port: 53, protocol: UDP}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: written
        spec:
          podSelector:
            matchLabels: {app: web}
          ingress: []
          egress:
            - ports: [{port: 53, protocol: UDP}]
        """,
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          egress:
            - ports: [{port: 53, protocol: UDP}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: allow
        spec:
          podSelector: {}
          ingress:
            - from: [{podSelector: {}}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        ---
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
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
)
def egress_policy_denies_ingress(objects: ObjectSet) -> Problems:
    """A NetworkPolicy with only egress rules also denies all ingress to its Pods.

    Without `policyTypes`, a policy always restricts ingress. It restricts egress only if it has
    egress rules. A policy that was written only for egress then allows no ingress. podlint reports
    such a policy if a Service selects the Pods and no policy in the same manifests allows ingress
    to them. Otherwise, podlint reports it only in the profile `strict`.

    Set `policyTypes: [Egress]`, or `[Ingress, Egress]` if the Pods should get no requests.
    """
    if not objects.all_read:
        return
    for policy in objects.whole(NetworkPolicy):
        spec = policy.spec
        if spec is None or spec.policy_types or not spec.egress or spec.is_unknown("policyTypes"):
            continue
        if "ingress" in spec.written or "policyTypes" in spec.written:
            continue
        service, allowed = _cut_off(policy, objects)
        if service or not allowed:
            yield Problem(
                f"NetworkPolicy `{shortened(policy.name or '', 30)}` has only egress rules, but "
                "also denies all ingress",
                severity=None if service else Severity.INFO,
                at=spec.at,
                key=True,
                related=(Related("this Service sends requests to the Pods", service.at),)
                if service
                else (),
                why="Without `policyTypes`, a policy always restricts ingress, and this policy "
                "allows no ingress.",
                help="Set `policyTypes: [Egress]`, or `[Ingress, Egress]` if the Pods should "
                "get no requests.",
            )


def _cut_off(policy: NetworkPolicy, objects: ObjectSet) -> tuple[Service | None, bool]:
    """A Service whose Pods get no requests because of a policy, and whether others allow some."""
    from podlint.relations.network_policies import has_other_policies, policies_of

    allowed = has_other_policies(objects)
    selector = policy.spec.pod_selector if policy.spec else None
    for pod in objects.matched(selector, policy.namespace) if selector else ():
        policies = policies_of(pod, objects, "Ingress")
        if any(each.spec and each.spec.ingress for each in policies):
            allowed = True
        elif not allowed and not pod.spec.host_network and not objects.is_fragment(pod.owner):
            service = next(iter(objects.services_of(pod)), None)
            if service:
                return service, False
    return None, allowed
