"""Pods that need more than a ResourceQuota has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import ObjectSet, Place, Problem, Problems, Related, Severity, Spot, rule

if TYPE_CHECKING:
    from podlint.admission.quota_sums import Excess


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "fewer Pods than `replicas`, and the event `FailedCreate` with `exceeded quota: compute, "
        "requested: requests.cpu=1`; for a Pod, `kubectl apply` fails with this message"
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
          hard: {requests.cpu: "2", limits.memory: 4Gi}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          replicas: 3  # finding
          #         ^
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {cpu: "1", memory: 512Mi}
                    limits: {memory: 512Mi}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: report
          namespace: shop
        spec:
          containers:
            - name: report
              image: report:2.0
              resources:
                limits: {cpu: 500m, memory: 6Gi}  # finding
                #                           ^^^
        """,
    ),
    good=(
        """
        # The Pods use exactly the quota. A large init container does not increase the sum.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard: {requests.cpu: "2", pods: "2"}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          replicas: 2
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              initContainers:
                - {name: check, image: "db:16", resources: {requests: {cpu: "1"}}}
              containers:
                - {name: db, image: "db:16", resources: {requests: {cpu: "1"}}}
        """,
        """
        # The scopes select other Pods, and a CronJob runs nothing most of the time.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: jobs}
        spec:
          hard: {pods: "1"}
          scopes: [Terminating]
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: all}
        spec:
          hard: {pods: "3"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 3
          strategy: {type: Recreate}
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: report}
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  activeDeadlineSeconds: 600
                  containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # A Job that runs its Pods one after the other: finished Pods do not count.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard: {requests.memory: 2Gi, pods: "2"}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: report}
        spec:
          completions: 50
          parallelism: 2
          template:
            spec:
              restartPolicy: Never
              containers:
                - {name: app, image: "app:1.4", resources: {requests: {memory: 1Gi}}}
        """,
        """
        # Another namespace, and numbers that another tool fills in.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods, namespace: test}
        spec:
          hard: {pods: "1", limits.memory: "${QUOTA}"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 10
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - {name: app, image: "app:1.4", resources: {limits: {memory: 64Gi}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: filled, namespace: test}
        spec:
          replicas: ${REPLICAS}
          selector: {matchLabels: {app: filled}}
          template:
            metadata: {labels: {app: filled}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
    ),
)
def exceeds_quota(objects: ObjectSet) -> Problems:
    """The Pods of a workload need more than a ResourceQuota of their namespace allows.

    A [ResourceQuota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) limits the total
    that all objects in a namespace use. The API server rejects a Pod that would exceed the quota.
    `kubectl apply` accepts a workload, but only the Pods that fit are created. For each resource,
    the quota counts the larger of two amounts in a Pod: the requests of its init containers, or the
    requests of its other containers. It adds the overhead of the RuntimeClass. A missing request is
    set from the limit or by a LimitRange.

    podlint multiplies this amount by `replicas`, by the `minReplicas` of an autoscaler, or by
    `parallelism`. It assumes that nothing else uses the quota. Finished Pods count only for
    `count/pods`.

    Lower the requests or the number of Pods, or raise the quota.
    """
    from podlint.admission.quota_sums import counted, excesses

    for quota, needed in counted(objects):
        seen = set[Place | Spot]()
        for excess in sorted(excesses(quota, needed), key=_room):
            problem = _problem(excess, objects)
            if problem.at not in seen:
                seen.add(problem.at)
                yield problem


def _room(excess: Excess) -> float:
    """The share of the needed amount that the quota has."""
    return excess.quota.hard[excess.name].amount.nano / excess.need.nano


def _problem(excess: Excess, objects: ObjectSet) -> Problem:
    from podlint.admission.namespaces import is_presumed
    from podlint.admission.wording import consequence, counted_name, title

    (demand,) = excess.demands
    most, ruler = excess.quota.hard[excess.name], title(excess.quota.owner)
    each, name = demand.used[excess.name], counted_name(excess.name)
    related = (Related(f"the amount in {ruler}", most.at),)
    presumed = is_presumed(excess.quota.owner, demand.owner, objects)
    if each > most.amount:
        return Problem(
            f"a Pod uses {each} of {name}, but {ruler} has only {most.amount}",
            at=demand.place_of(excess.name),
            related=related,
            why=consequence(demand.owner),
            help=f"Lower the amount to {most.amount} or less, or raise the quota.",
            severity=Severity.WARNING if presumed else None,
        )
    room = most.amount.nano // each.nano
    is_job = demand.owner.qualified_kind in ("Job", "CronJob")
    stored = is_job and excess.name == "count/pods"
    return Problem(
        f"{excess.pods} Pods use {excess.need} of {name}, but {ruler} has only {most.amount}",
        at=demand.count.at or demand.owner.at,
        related=related,
        why=(
            f"The Job stops after {room} Pods, because the quota also counts finished Pods."
            if stored
            else f"Only {room} of {excess.pods} Pods run at a time. Events show `FailedCreate`."
        ),
        help=f"Lower the number of Pods to {room}, lower what each Pod uses, or raise the quota.",
        severity=Severity.WARNING if presumed or (is_job and not stored) else None,
    )
