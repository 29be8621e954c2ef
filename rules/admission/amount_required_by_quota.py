"""A container without an amount that a ResourceQuota needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule

if TYPE_CHECKING:
    from podlint.admission.quota_sums import Lack


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`READY 0/1` and the event `FailedCreate` with `failed quota: compute: must specify "
        "limits.memory for: app`; for a Pod, `kubectl apply` fails with this message"
    ),
    asks_for=("ResourceQuota",),
    bad=(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata:
          name: compute
          namespace: shop
        spec:
          hard:
            requests.cpu: "4"
            limits.memory: 8Gi
            pods: "20"
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: copy  # finding
                  image: copy:1.0
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {cpu: 100m, memory: 128Mi}
                    limits: {cpu: 200m}  # finding
                  # ^^^^^^
        """,
    ),
    good=(
        """
        # A limit is also the request, and a LimitRange sets all other amounts.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute, namespace: shop}
        spec:
          hard: {requests.cpu: "4", requests.memory: 4Gi, limits.memory: 8Gi}
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits, namespace: shop}
        spec:
          limits: [{type: Container, default: {memory: 256Mi}, defaultRequest: {cpu: 100m}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {limits: {cpu: 200m}}}
            - {name: logs, image: "logs:0.9"}
        """,
        """
        # Storage, devices and the number of Pods are counted, but not required.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: others}
        spec:
          hard:
            pods: "10"
            requests.storage: 100Gi
            limits.ephemeral-storage: 20Gi
            requests.nvidia.com/gpu: "2"
            count/deployments.apps: "5"
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Pod-level resources: containers need not specify anything.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard: {limits.memory: 8Gi, requests.cpu: "4"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          resources: {requests: {cpu: 100m}}
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # The scope does not include the Pod: it has no deadline, no class and no resources.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: jobs}
        spec:
          hard: {limits.memory: 8Gi}
          scopes: [Terminating]
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: important}
        spec:
          hard: {limits.memory: 8Gi}
          scopeSelector:
            matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: sized}
        spec:
          hard: {limits.memory: 8Gi}
          scopes: [NotBestEffort]
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: report}
        spec:
          activeDeadlineSeconds: 600
          template:
            spec:
              restartPolicy: Never
              containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Another namespace, and an amount that another tool fills in.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute, namespace: test}
        spec:
          hard: {limits.memory: 8Gi}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: filled, namespace: test}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {limits: {memory: "${MEMORY}"}}}
        """,
    ),
)
def amount_required_by_quota(objects: ObjectSet) -> Problems:
    """A container lacks a request or limit that a ResourceQuota of its namespace counts.

    If a [ResourceQuota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) limits the
    requests or limits of CPU or memory, every container and init container must have that request
    or limit. Otherwise, the API server rejects the Pod. `kubectl apply` accepts a workload with
    such a Pod, but no Pod appears.

    If a container has a limit but no request, the limit also serves as the request. A LimitRange
    can set defaults. If a Pod sets Pod-level resources, its containers need no requests or limits.

    Set the amount in the container, or create a LimitRange with defaults in the namespace.
    """
    from podlint.admission.namespaces import is_presumed
    from podlint.admission.quota_sums import lacks
    from podlint.admission.wording import consequence, holder, title

    for lack in lacks(objects):
        owner, at = lack.quota.owner, lack.container.at / "resources"
        ruler = title(owner)
        fields = " and ".join(f"`resources.{which}.{name}`" for which, name, _ in lack.amounts)
        if len(lack.amounts) == 1:
            ((which, name, _),) = lack.amounts
            at = at / which / name
        yield Problem(
            f"{holder(lack.container)} has {_missing(lack)}, but {ruler} counts {_it(lack)}",
            at=at,
            related=tuple(Related(f"the amount in {ruler}", place) for *_, place in lack.amounts),
            why=consequence(lack.owner),
            help=f"Set {fields}, or create a LimitRange with defaults.",
            severity=Severity.WARNING if is_presumed(owner, lack.owner, objects) else None,
        )


def _missing(lack: Lack) -> str:
    """The missing amounts: ``no CPU or memory request and no memory limit``."""
    from podlint.admission.wording import named

    parts = []
    for which in ("requests", "limits"):
        names = [named(name) for each, name, _ in lack.amounts if each == which]
        if names:
            parts.append(f"no {' or '.join(sorted(names))} {which[:-1]}")
    return " and ".join(parts)


def _it(lack: Lack) -> str:
    return "it" if len(lack.amounts) == 1 else "them"
